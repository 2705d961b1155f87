use diesel::PgConnection;

use super::cases::readable;
use crate::{
    Now, Problem,
    procedure::{Actor, Right},
    storage::{self, Action, Entry, NewDocument, ObjectKind},
};

/// The most a file may have: 25 MB.
pub const MAX_DOCUMENT: usize = 25 * 1024 * 1024;

/// Says what is wrong with an uploaded file, by its content and never by its name: a PDF
/// begins with its header (apart from NUL or BOM padding) and ends with `%%EOF`.
pub fn check_pdf(bytes: &[u8]) -> Result<(), Problem> {
    let wrong = |sentence: &str| Err(Problem::field("file", sentence));
    if bytes.is_empty() {
        return wrong("Bitte eine Datei wählen.");
    }
    if bytes.len() > MAX_DOCUMENT {
        return wrong("Die Datei ist größer als 25 MB.");
    }
    let padding = bytes.iter().take_while(|it| matches!(it, 0 | 0xEF | 0xBB | 0xBF)).count();
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if !bytes[padding..].starts_with(b"%PDF-") || !tail.windows(5).any(|it| it == b"%%EOF") {
        return wrong("Das ist keine vollständige PDF-Datei. Angenommen werden nur PDF-Dateien.");
    }
    Ok(())
}

/// Adds a document whose bytes are stored already.
pub fn add_document(
    conn: &mut PgConnection,
    by: &Actor,
    document: &NewDocument,
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::Upload.roles()).ok_or(Problem::Forbidden)?;
    readable(conn, by, document.case, now)?;
    storage::add_document(conn, document, by.user, now)?;
    let entry = Entry::change(Action::DocumentUploaded, by.user, hat)
        .subject(storage::pseudonym(conn, document.case)?)
        .object(ObjectKind::Document, document.id.0, 1);
    Ok(storage::append(conn, &entry)?)
}
