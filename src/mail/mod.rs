//! E-mails as they arrive: bytes in; sender, day, text and attachments out. No database, no clock,
//! no network. Whatever comes, something a person can go on with comes out, and nothing is lost.
//! A message is taken apart in a process of its own, which may be ended at any moment.

mod condition; // what can be wrong with an e-mail or an attachment
mod kind; // what a part of a message is, by its content first
mod parts; // the parts of a message, sorted
mod read; // bytes to mail
mod child; // this program again, with little memory and time

pub use child::{Incoming, Reader, run_as_child};
pub use condition::{Aside, MailCondition};
pub use read::{Attachment, MAX_MAIL, Mail, read};
