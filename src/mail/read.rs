use chrono::{DateTime, Utc};
use mail_parser::{Address, Message, MessageParser};

use super::{
    condition::{Aside, MailCondition},
    parts::sort_parts,
};
use crate::procedure::clean;

/// The longest name, subject or address that is kept; the original has it whole.
const MAX_LINE: usize = 500;
/// The most of a text that is kept; the original has it whole.
const MAX_BODY: usize = 200_000;

/// An e-mail, with all texts cleaned. Empty where the message does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// `Kanzlei Brüggemann <kanzlei@brueggemann.example>`
    pub sender: String,
    /// The address alone, to answer to.
    pub reply_to: String,
    pub subject: String,
    pub sent_at: Option<DateTime<Utc>>,
    /// The text, with that of forwarded messages below it.
    pub body: String,
    pub condition: MailCondition,
    pub attachments: Vec<Attachment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    pub bytes: Vec<u8>,
    /// None: it is a PDF by its content and may become a document.
    pub aside: Option<Aside>,
}

/// Reads an e-mail. There is no failure: of bytes that are no e-mail nothing is known but that.
pub fn read(raw: &[u8]) -> Mail {
    match MessageParser::default().parse(raw) {
        Some(message) if !message.headers().is_empty() => of_message(&message),
        _ => Mail {
            sender: String::new(),
            reply_to: String::new(),
            subject: String::new(),
            sent_at: None,
            body: String::new(),
            condition: MailCondition::Broken,
            attachments: Vec::new(),
        },
    }
}

fn of_message(message: &Message<'_>) -> Mail {
    let sorted = sort_parts(message);
    Mail {
        sender: shortened(&sender(message), MAX_LINE),
        reply_to: shortened(&reply_to(message), MAX_LINE),
        subject: one_line(message.subject().unwrap_or_default()),
        sent_at: message.date().and_then(|it| DateTime::from_timestamp(it.to_timestamp(), 0)),
        body: shortened(&clean(&sorted.body), MAX_BODY),
        condition: sorted.condition,
        attachments: sorted.attachments,
    }
}

pub(super) fn sender(message: &Message<'_>) -> String {
    let Some(from) = message.from().and_then(Address::first) else { return String::new() };
    let (name, address) = (from.name().unwrap_or_default(), from.address().unwrap_or_default());
    match (name.trim().is_empty(), address.is_empty()) {
        (true, _) => one_line(address),
        (false, true) => one_line(name),
        (false, false) => one_line(&format!("{name} <{address}>")),
    }
}

fn reply_to(message: &Message<'_>) -> String {
    let first = |it: Option<&Address<'_>>| {
        it.and_then(Address::first).and_then(|it| it.address()).map(one_line)
    };
    first(message.reply_to()).or_else(|| first(message.from())).unwrap_or_default()
}

/// A text that must stand in one line.
pub(super) fn one_line(text: &str) -> String {
    let line = clean(text).replace(['\n', '\t'], " ");
    shortened(&line, MAX_LINE)
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
