//! E-mails as they arrive: bytes in; sender, day, text and attachments out. No database, no clock,
//! no network. Whatever comes, something a person can go on with comes out, and nothing is lost.

mod condition; // what can be wrong with an e-mail or an attachment
mod read; // bytes to mail
mod parts; // the parts of a message, sorted

pub use condition::{Aside, MailCondition};
pub use read::{Attachment, Mail, read};
