use diesel::PgConnection;

use super::cases::readable;
use crate::{
    Now, Problem,
    procedure::{Actor, Right},
    storage::{self, Action, Entry, NewDocument, ObjectKind},
};

/// The most a file may have: 25 MB.
pub const MAX_DOCUMENT: usize = 25 * 1024 * 1024;

/// Where the end mark of a PDF must stand: programs write some bytes after it.
const TAIL: usize = 2048;

/// Looks at a file as it comes in, so that it is never whole in memory: by its content and never
/// by its name, a PDF begins with its header (apart from NUL or BOM padding) and ends with `%%EOF`.
#[derive(Debug, Default)]
pub struct PdfCheck {
    size: usize,
    /// The first bytes after the padding, as many as the header has.
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl PdfCheck {
    const HEADER: &[u8] = b"%PDF-";
    const END: &[u8] = b"%%EOF";

    pub fn see(&mut self, piece: &[u8]) {
        self.size += piece.len();
        for byte in piece {
            if self.head.len() == Self::HEADER.len() {
                break;
            }
            if !self.head.is_empty() || !matches!(byte, 0 | 0xEF | 0xBB | 0xBF) {
                self.head.push(*byte);
            }
        }
        self.tail.extend_from_slice(&piece[piece.len().saturating_sub(TAIL)..]);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
    }

    pub fn is_empty(&self) -> bool {
        self.size == 0
    }

    pub fn is_too_large(&self) -> bool {
        self.size > MAX_DOCUMENT
    }

    /// Says what is wrong with the whole file.
    pub fn verdict(&self) -> Result<(), Problem> {
        let wrong = |sentence: &str| Err(Problem::field("file", sentence));
        if self.is_empty() {
            return wrong("Bitte eine Datei wählen.");
        }
        if self.is_too_large() {
            return wrong("Die Datei ist größer als 25 MB.");
        }
        if self.head != Self::HEADER || !self.tail.windows(5).any(|it| it == Self::END) {
            return wrong(
                "Das ist keine vollständige PDF-Datei. Angenommen werden nur PDF-Dateien.",
            );
        }
        Ok(())
    }
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
