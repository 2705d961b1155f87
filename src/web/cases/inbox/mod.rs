//! „Posteingang“: e-mails, until each is with a case or known not to be for us.

mod list; // what nobody has settled
mod take_in; // e-mails as files
mod taken; // what became of them
mod show; // one e-mail, and what came with it
mod settle; // who sees to it, where it ends
mod reply; // what to write back

pub(super) use list::list;
pub(super) use settle::{dismiss, file, hold};
pub(super) use show::{attachment, copy, original, show};
pub(super) use take_in::take_in;
