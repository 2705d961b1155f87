//! Sittings through HTTP, as the secretariat plans, holds and minutes them.

mod house; // a commission, cases ready for it
mod attendance;
mod voting;
mod closing;
mod reading;
