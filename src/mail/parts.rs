use std::collections::BTreeSet;

use mail_parser::{HeaderName, Message, MessagePart, MimeHeaders as _, PartType};

use super::{
    condition::{Aside, MailCondition},
    kind::{aside, pictures_shown},
    read::{Attachment, one_line, sender, shortened},
};
use crate::procedure::clean;

/// So deep do people forward each other's messages; what lies deeper is kept unopened.
const MAX_DEPTH: usize = 5;
/// Nobody sends more on purpose. Each is a file of its own.
const MAX_ATTACHMENTS: usize = 1_000;
/// The most of a text that is kept.
const MAX_BODY: usize = 200_000;

/// A message taken apart.
pub(super) struct Sorted {
    pub(super) body: String,
    pub(super) condition: MailCondition,
    pub(super) attachments: Vec<Attachment>,
    pub(super) contents: Vec<Vec<u8>>,
    room_for_text: usize,
}

pub(super) fn sort_parts(message: &Message<'_>) -> Sorted {
    let mut sorted = Sorted {
        body: String::new(),
        condition: MailCondition::Readable,
        attachments: Vec::new(),
        contents: Vec::new(),
        room_for_text: MAX_BODY,
    };
    sorted.add_message(message, 1);
    sorted
}

impl Sorted {
    fn add_message(&mut self, message: &Message<'_>, depth: usize) {
        self.add_bodies(message);
        let has_head = message.headers().iter().any(|it| !matches!(it.name, HeaderName::Other(_)));
        if !has_head || message.parts.iter().any(is_damaged) {
            self.worsen(MailCondition::Broken);
        }
        if message.is_content_type("multipart", "encrypted") {
            self.worsen(MailCondition::Encrypted);
        }
        let shown = pictures_shown(message);
        for part in message.attachments() {
            match &part.body {
                PartType::Message(nested) if depth < MAX_DEPTH => self.add_forwarded(nested, depth),
                PartType::Message(_) => self.add_unopened(message, part),
                _ => self.add_attachment(part, &shown),
            }
        }
    }

    /// Of a message in two forms the plain one, unless that is empty.
    fn add_bodies(&mut self, message: &Message<'_>) {
        let plain = (0..message.text_body_count()).filter_map(|it| message.body_text(it));
        let plain: Vec<_> = plain.filter(|it| !it.trim().is_empty()).collect();
        if plain.is_empty() {
            let html = message.html_body.iter().filter_map(|it| message.part(*it));
            html.filter_map(text_of_html).for_each(|it| self.add_text(&it));
        }
        for text in plain {
            self.note_pgp(&text);
            self.add_text(&text);
        }
    }

    /// As it was written before there was MIME, and still is.
    fn note_pgp(&mut self, text: &str) {
        let text = text.trim_start();
        if text.starts_with("-----BEGIN PGP MESSAGE-----") {
            self.worsen(MailCondition::Encrypted);
        } else if text.starts_with("-----BEGIN PGP SIGNED MESSAGE-----") {
            self.worsen(MailCondition::Signed);
        }
    }

    fn add_forwarded(&mut self, nested: &Message<'_>, depth: usize) {
        let subject = one_line(nested.subject().unwrap_or_default());
        let day = nested.date().map(|it| format!(" vom {:02}.{:02}.{}", it.day, it.month, it.year));
        let (from, day) = (sender(nested), day.unwrap_or_default());
        self.add_text(&format!("--- Weitergeleitete Nachricht von {from}{day}: {subject}"));
        self.add_message(nested, depth + 1);
    }

    /// A message in a message, as it stands in there.
    fn add_unopened(&mut self, message: &Message<'_>, part: &MessagePart<'_>) {
        let (from, to) = (part.offset_body as usize, part.offset_end as usize);
        let bytes = message.raw_message.get(from..to).unwrap_or(&message.raw_message);
        self.keep("Nachricht.eml", bytes, Some(Aside::Nested));
    }

    fn add_attachment(&mut self, part: &MessagePart<'_>, shown: &BTreeSet<String>) {
        let name = part.attachment_name().map(file_name).unwrap_or_default();
        let aside = aside(part, &name, shown);
        match aside {
            Some(Aside::Signature) => self.worsen(MailCondition::Signed),
            Some(Aside::Sealed) => self.worsen(MailCondition::Sealed),
            Some(Aside::Encrypted) => self.worsen(MailCondition::Encrypted),
            _ => (),
        }
        let name = if name.is_empty() { unnamed(aside).to_owned() } else { name };
        self.keep(&name, part.contents(), aside);
    }

    fn keep(&mut self, name: &str, bytes: &[u8], aside: Option<Aside>) {
        if self.attachments.len() == MAX_ATTACHMENTS {
            self.worsen(MailCondition::Shortened);
        } else if !bytes.is_empty() {
            let (name, size) = (name.to_owned(), bytes.len());
            self.attachments.push(Attachment { name, size, aside });
            self.contents.push(bytes.to_vec());
        }
    }

    fn add_text(&mut self, text: &str) {
        let text = clean(&shortened(text, MAX_BODY + 1));
        if text.is_empty() {
            return;
        }
        if self.room_for_text == 0 {
            return self.worsen(MailCondition::Shortened);
        }
        if !self.body.is_empty() {
            self.body.push_str("\n\n");
        }
        let fits = shortened(&text, self.room_for_text);
        if fits.len() < text.len() {
            self.worsen(MailCondition::Shortened);
        }
        self.body.push_str(&fits);
        self.room_for_text = self.room_for_text.saturating_sub(fits.chars().count() + 2);
    }

    fn worsen(&mut self, condition: MailCondition) {
        self.condition = self.condition.max(condition);
    }
}

/// The parser says so of a message that is nothing but its head, too.
fn is_damaged(part: &MessagePart<'_>) -> bool {
    part.is_encoding_problem && !part.contents().is_empty()
}

fn text_of_html(part: &MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Html(html) => Some(mail_parser::decoders::html::html_to_text(html)),
        _ => None,
    }
}

/// A name without any folder.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    shortened(&one_line(last), 200)
}

const fn unnamed(aside: Option<Aside>) -> &'static str {
    match aside {
        None => "Anhang.pdf",
        Some(Aside::Calendar) => "Termin.ics",
        Some(Aside::Report) => "Zustellbericht",
        Some(_) => "Anhang ohne Namen",
    }
}
