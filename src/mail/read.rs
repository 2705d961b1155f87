use chrono::{DateTime, Datelike as _, Utc};
use mail_parser::{Address, Message, MessageParser};
use serde::{Deserialize, Serialize};

use super::{
    condition::{Aside, MailCondition},
    parts::sort_parts,
};
use crate::procedure::clean;

/// The most an e-mail may have: a PDF of 25 MB grows by a third on its way.
pub const MAX_MAIL: usize = 40 * 1024 * 1024;

/// The longest name, subject or address that is kept; the original has it whole.
const MAX_LINE: usize = 500;
/// Before, clocks of computers are wrong.
const FIRST_YEAR: i32 = 1990;
const LAST_YEAR: i32 = 2199;

/// An e-mail, with all texts cleaned. Empty where the message does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub name: String,
    /// In bytes; never 0.
    pub size: usize,
    /// None: it is a PDF by its content and may become a document.
    pub aside: Option<Aside>,
}

impl Mail {
    /// Of which nothing is known but this.
    pub const fn unknown(condition: MailCondition) -> Self {
        Self {
            sender: String::new(),
            reply_to: String::new(),
            subject: String::new(),
            sent_at: None,
            body: String::new(),
            condition,
            attachments: Vec::new(),
        }
    }
}

/// Reads an e-mail; beside it stand the contents of its attachments in their order. There is no
/// failure: of bytes that are no e-mail nothing is known but that.
pub fn read(raw: &[u8]) -> (Mail, Vec<Vec<u8>>) {
    match MessageParser::default().parse(raw) {
        Some(message) if !message.headers().is_empty() => {
            let read = of_message(&message);
            take_down(message);
            read
        }
        _ => (Mail::unknown(MailCondition::Broken), Vec::new()),
    }
}

/// Messages in messages without end: to let go of them in one go would need as much stack as they
/// are deep.
fn take_down(message: Message<'_>) {
    let mut waiting = vec![message];
    while let Some(message) = waiting.pop() {
        waiting.extend(message.parts.into_iter().filter_map(|it| match it.body {
            mail_parser::PartType::Message(nested) => Some(nested),
            _ => None,
        }));
    }
}

fn of_message(message: &Message<'_>) -> (Mail, Vec<Vec<u8>>) {
    let sorted = sort_parts(message);
    let in_use = |it: &DateTime<Utc>| (FIRST_YEAR..=LAST_YEAR).contains(&it.year());
    let sent_at = message.date().and_then(|it| DateTime::from_timestamp(it.to_timestamp(), 0));
    let mail = Mail {
        sender: sender(message),
        reply_to: reply_to(message),
        subject: one_line(message.subject().unwrap_or_default()),
        sent_at: sent_at.filter(in_use),
        body: sorted.body,
        condition: sorted.condition,
        attachments: sorted.attachments,
    };
    (mail, sorted.contents)
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

/// A text that must stand in one line and read as it is stored.
pub(super) fn one_line(text: &str) -> String {
    let text: String = text.chars().take(MAX_LINE * 4).filter(|it| !turns_around(*it)).collect();
    let line = clean(&text.replace(['\n', '\t', '\u{2028}', '\u{2029}'], " "));
    shortened(&line, MAX_LINE)
}

/// Marks of direction, with which `gpj.exe` passes for `exe.jpg`, and what has no shape.
const fn turns_around(it: char) -> bool {
    matches!(it,
        '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Of a text that was clean; what is cut off leaves no space at the end.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let cut = text.char_indices().nth(most).map_or(text.len(), |it| it.0);
    text[..cut].trim_end().to_owned()
}
