use serde::{Deserialize, Serialize};

/// An e-mail as a page for the file. Texts are printed as they are; nothing in them is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailCopy {
    pub sender: String,
    pub subject: String,
    /// When it was sent, as the page says it; empty when the message does not say.
    pub sent: String,
    /// The day it arrived.
    pub received: chrono::NaiveDate,
    pub body: String,
    /// The names of what came with it.
    pub attachments: Vec<String>,
}

impl MailCopy {
    pub(super) const KIND: &str = "mail";
    pub(super) const TITLE: &str = "E-Mail";
}
