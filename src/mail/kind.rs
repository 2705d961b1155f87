//! What a part of a message is. Its content counts first: names and types are claims.

use std::collections::BTreeSet;

use mail_parser::{Message, MessagePart, MimeHeaders as _, PartType};

use super::condition::Aside;

/// A picture that the text shows and that has no more than this is a logo or a signature; a
/// photograph of a paper has more.
const MAX_ORNAMENT: usize = 64 * 1024;

#[rustfmt::skip]
const BY_TYPE: [(&str, &str, Aside); 12] = [
    ("application", "pkcs7-signature",           Aside::Signature),
    ("application", "x-pkcs7-signature",         Aside::Signature),
    ("application", "pgp-signature",             Aside::Signature),
    ("application", "pkcs7-mime",                Aside::Encrypted),
    ("application", "x-pkcs7-mime",              Aside::Encrypted),
    ("application", "pgp-encrypted",             Aside::Encrypted),
    ("application", "ms-tnef",                   Aside::Outlook),
    ("application", "ics",                       Aside::Calendar),
    ("text",        "calendar",                  Aside::Calendar),
    ("message",     "delivery-status",           Aside::Report),
    ("message",     "disposition-notification",  Aside::Report),
    ("text",        "rfc822-headers",            Aside::Report),
];

/// Why a part cannot become a document; none for a PDF.
pub(super) fn aside(part: &MessagePart<'_>, name: &str, shown: &BTreeSet<String>) -> Option<Aside> {
    let bytes = part.contents();
    if is_pdf(bytes) {
        return None;
    }
    let of_type = BY_TYPE.iter().find(|it| part.is_content_type(it.0, it.1)).map(|it| it.2);
    Some(match of_type {
        Some(Aside::Encrypted) if only_signed(part) => Aside::Sealed,
        Some(aside) => aside,
        None if bytes.starts_with(b"-----BEGIN PGP MESSAGE-----") => Aside::Encrypted,
        None if name.eq_ignore_ascii_case("winmail.dat") => Aside::Outlook,
        None if is_ornament(part, shown) => Aside::Ornament,
        None => Aside::NotPdf,
    })
}

/// It begins like a PDF, apart from NUL or BOM padding. Whether it is a good one is checked later.
fn is_pdf(bytes: &[u8]) -> bool {
    let padding = bytes.iter().take_while(|it| matches!(it, 0 | 0xEF | 0xBB | 0xBF)).count();
    bytes[padding..].starts_with(b"%PDF-")
}

/// S/MIME has one type for both, and a word that tells them apart (RFC 8551).
fn only_signed(part: &MessagePart<'_>) -> bool {
    let word = part.content_type().and_then(|it| it.attribute("smime-type"));
    word.is_some_and(|it| it.eq_ignore_ascii_case("signed-data"))
}

fn is_ornament(part: &MessagePart<'_>, shown: &BTreeSet<String>) -> bool {
    let is_image = part.content_type().is_some_and(|it| it.ctype().eq_ignore_ascii_case("image"));
    is_image
        && part.contents().len() <= MAX_ORNAMENT
        && part.content_id().is_some_and(|it| shown.contains(it))
}

/// The pictures that the text of a message shows, by their names in it.
pub(super) fn pictures_shown(message: &Message<'_>) -> BTreeSet<String> {
    let end = |it: char| it.is_whitespace() || "\"'<>)".contains(it);
    let html = message.html_bodies().filter_map(|it| match &it.body {
        PartType::Html(text) => Some(text),
        _ => None,
    });
    let named = html.flat_map(|it| it.split("cid:").skip(1)).filter_map(|it| it.split(end).next());
    named.map(str::to_owned).collect()
}
