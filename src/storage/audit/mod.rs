//! The audit log: who did, changed or read what, in two hash chains that only grow.
//!
//! Entries carry pseudonyms, codes and numbers; never values, free text or names. The
//! application's role can append and nothing else, so nothing here reads with its connection.

mod names; // what can be logged, one name and one German label each
mod entry; // one line of the log
mod append; // the one way in

pub use append::{append, append_all};
pub use entry::Entry;
pub use names::{Action, ObjectKind, Outcome, Purpose};
