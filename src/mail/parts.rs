use mail_parser::{Message, MessagePart, MimeHeaders as _, PartType};

use super::{
    condition::{Aside, MailCondition},
    read::{Attachment, one_line, sender},
};

/// So deep do people forward each other's messages; what lies deeper is kept unopened.
const MAX_DEPTH: usize = 5;

/// A message taken apart.
pub(super) struct Sorted {
    pub(super) body: String,
    pub(super) condition: MailCondition,
    pub(super) attachments: Vec<Attachment>,
}

pub(super) fn sort_parts(message: &Message<'_>) -> Sorted {
    let condition = MailCondition::Readable;
    let mut sorted = Sorted { body: String::new(), condition, attachments: Vec::new() };
    sorted.add_message(message, 1);
    sorted
}

impl Sorted {
    fn add_message(&mut self, message: &Message<'_>, depth: usize) {
        for position in 0..message.text_body_count() {
            if let Some(text) = message.body_text(position) {
                self.add_text(&text);
            }
        }
        if message.parts.iter().any(|it| it.is_encoding_problem) {
            self.worsen(MailCondition::Broken);
        }
        if message.is_content_type("multipart", "encrypted") {
            self.worsen(MailCondition::Encrypted);
        }
        for part in message.attachments() {
            match &part.body {
                PartType::Message(nested) if depth < MAX_DEPTH => self.add_forwarded(nested, depth),
                PartType::Message(nested) => {
                    let bytes = nested.raw_message.to_vec();
                    self.keep("Nachricht.eml", bytes, Some(Aside::Nested));
                }
                _ => self.add_attachment(part),
            }
        }
    }

    fn add_forwarded(&mut self, nested: &Message<'_>, depth: usize) {
        let subject = one_line(nested.subject().unwrap_or_default());
        self.add_text(&format!("--- Weitergeleitete Nachricht von {}: {subject}", sender(nested)));
        self.add_message(nested, depth + 1);
    }

    fn add_attachment(&mut self, part: &MessagePart<'_>) {
        let name = part.attachment_name().map(file_name).unwrap_or_default();
        let bytes = part.contents();
        let aside = aside(part, &name, bytes);
        match aside {
            Some(Aside::Signature) => self.worsen(MailCondition::Signed),
            Some(Aside::Encrypted) => self.worsen(MailCondition::Encrypted),
            _ => (),
        }
        let name = if name.is_empty() { unnamed(aside).to_owned() } else { name };
        self.keep(&name, bytes.to_vec(), aside);
    }

    fn keep(&mut self, name: &str, bytes: Vec<u8>, aside: Option<Aside>) {
        if !bytes.is_empty() {
            self.attachments.push(Attachment { name: name.to_owned(), bytes, aside });
        }
    }

    fn add_text(&mut self, text: &str) {
        if !self.body.is_empty() {
            self.body.push_str("\n\n");
        }
        self.body.push_str(text.trim_end());
    }

    /// The conditions stand in the order of what they keep from the reader.
    fn worsen(&mut self, condition: MailCondition) {
        self.condition = self.condition.max(condition);
    }
}

/// Why a part cannot become a document, by its content first: names and types are claims.
fn aside(part: &MessagePart<'_>, name: &str, bytes: &[u8]) -> Option<Aside> {
    if is_pdf(bytes) {
        return None;
    }
    let is = |main, sub| part.is_content_type(main, sub);
    if is("application", "pkcs7-signature")
        || is("application", "x-pkcs7-signature")
        || is("application", "pgp-signature")
    {
        return Some(Aside::Signature);
    }
    if is("application", "pkcs7-mime")
        || is("application", "x-pkcs7-mime")
        || is("application", "pgp-encrypted")
    {
        return Some(Aside::Encrypted);
    }
    if is("application", "ms-tnef") || name.eq_ignore_ascii_case("winmail.dat") {
        return Some(Aside::Outlook);
    }
    Some(Aside::NotPdf)
}

/// It begins like a PDF, apart from NUL or BOM padding. Whether it is a good one is checked later.
fn is_pdf(bytes: &[u8]) -> bool {
    let padding = bytes.iter().take_while(|it| matches!(it, 0 | 0xEF | 0xBB | 0xBF)).count();
    bytes[padding..].starts_with(b"%PDF-")
}

/// A name without any folder.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    one_line(last).chars().take(200).collect()
}

const fn unnamed(aside: Option<Aside>) -> &'static str {
    match aside {
        None => "Anhang.pdf",
        Some(_) => "Anhang ohne Namen",
    }
}
