//! The audit log: who did, changed or read what, in two hash chains that only grow.
//!
//! Entries carry pseudonyms, codes and numbers; never values, free text or names. The
//! application's role can append and nothing else; what reads here needs `hfk_audit`.

mod names; // what can be logged, one name and one German label each
mod entry; // one line of the log
mod append; // the one way in
mod link; // an entry as a link of its chain, hashed
mod tip; // where a chain stands
mod checkpoint; // tips kept outside the database
mod checkpoints; // those the service writes by itself
mod verify; // the chains computed anew
mod log; // the log as the auditor reads it

pub use append::{append, append_all};
pub use checkpoint::{Checkpoint, read_checkpoints, write_checkpoint};
pub use checkpoints::{Checkpoints, Standing};
pub use entry::Entry;
pub use log::{LogLine, LogPlace, LogQuery, log};
pub use names::{Action, ObjectKind, Outcome, Purpose};
pub use tip::{Tip, tips};
pub use verify::{Broken, Fault, Verified, verify};
