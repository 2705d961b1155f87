//! Sittings through HTTP, as the secretariat plans, holds and minutes them.

mod rhythm; // at least one a month
mod house; // a commission, cases ready for it
mod attendance;
mod voting;
mod admitting; // on the Annahme, where there is no committee
mod closing;
mod reading;
