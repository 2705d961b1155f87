//! Who acts for the persons of a case: named, changed, ended, proven; and where letters then go.

mod chosen; // a representative on a form: out of the register, or typed
mod words; // Vollmachten and what becomes of them, in words
mod section; // on the page of the case
mod change; // one begins, and with that another ends
mod end; // one ends, and letters go to the person again
mod prove; // which document shows it
mod happenings; // in the history of the case

pub(super) use change::{send, show};
pub(super) use chosen::{Looked, fields, lines, press};
pub(super) use end::{send as send_end, show as show_end};
pub(super) use happenings::happenings;
pub(super) use prove::send as prove;
pub(super) use section::section;
pub(super) use words::receivers;
