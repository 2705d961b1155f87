//! The back office of the Härtefallkommission (hardship commission, § 23a AufenthG).
//!
//! Read the modules in this order; each may use only those above it
//! (`tests/it/architecture.rs` checks).

pub mod procedure; // the law: pure, no IO, no clock
pub mod letters; // data in, PDF out
