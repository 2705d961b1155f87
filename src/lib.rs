//! The back office of the Härtefallkommission (hardship commission, § 23a AufenthG).
//!
//! Read the modules in this order; each may use only those above it
//! (`tests/it/architecture.rs` checks).

pub mod procedure; // the law: pure, no IO, no clock
pub mod config; // what the operator sets, checked at start
pub mod telemetry; // what the program says about itself while it runs
pub mod local_postgres; // a private database for the demo and the tests
pub mod letters; // data in, PDF out
pub mod confined; // children of this program, with little memory and time
pub mod pdf; // whether a file from outside can be kept
pub mod lists; // lists from spreadsheets: bytes in, rows out
pub mod mail; // e-mails: bytes in, texts and attachments out
pub mod now; // the moment of a request
pub mod problem; // why something was not done, as the user reads it
pub mod storage; // Postgres: every query; rows in and out
pub mod acts; // one function per thing an actor can do
pub mod web; // pages and forms
pub mod cli; // the commands of the program

pub use now::Now;
pub use problem::Problem;
