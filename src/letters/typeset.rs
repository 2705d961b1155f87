//! A letter in, a PDF out: for the archive (PDF/A-2a), for everybody (PDF/UA-1), and the
//! same bytes whenever it is set again.

use serde_json::{Value, json};
use typst::{diag::SourceDiagnostic, foundations::Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{Letter, MailCopy, press::Press, printable::make_printable};
use crate::procedure::Law;

/// Only a fault of a template or of the typesetter; no text of a case can cause it.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    #[error("the letter cannot be written as JSON")]
    Data(#[from] serde_json::Error),
    #[error("the letter {kind} cannot be set: {messages}")]
    Layout { kind: &'static str, messages: String },
    #[error("the letter {kind} cannot be exported: {messages}")]
    Export { kind: &'static str, messages: String },
}

/// Sets a letter in the words of the Land and returns the PDF. Takes some 10 ms in a release build, longer for
/// long texts: call it off the async threads and outside transactions.
pub fn typeset(letter: &Letter, law: &Law) -> Result<Vec<u8>, TypesetError> {
    let data = json!({
        "title": letter.title(law),
        "letter": letter,
        "land": law.land.label(),
        "application": law.application.value,
        "citations": law.citations,
    });
    set(letter.kind_name(), letter.file_name(), data)
}

/// Sets an e-mail for the file, on the same terms as [`typeset`].
pub fn typeset_mail(mail: &MailCopy) -> Result<Vec<u8>, TypesetError> {
    let data = json!({ "title": MailCopy::TITLE, "letter": mail });
    set(MailCopy::KIND, MailCopy::TITLE.to_owned(), data)
}

/// Sets `data` by the template of its kind.
fn set(kind: &'static str, identity: String, data: Value) -> Result<Vec<u8>, TypesetError> {
    let pdf = set_and_export(kind, identity, data);
    // The typesetter remembers what it set; without this the worker would grow for ever.
    comemo::evict(0);
    pdf
}

fn set_and_export(
    kind: &'static str,
    identity: String,
    mut data: Value,
) -> Result<Vec<u8>, TypesetError> {
    make_printable(&mut data);
    let press = Press::new(kind, serde_json::to_vec(&data)?);
    let document: PagedDocument = typst::compile(&press)
        .output
        .map_err(|it| TypesetError::Layout { kind, messages: join(&it) })?;
    let options = options(identity).map_err(|messages| TypesetError::Export { kind, messages })?;
    typst_pdf::pdf(&document, &options)
        .map_err(|it| TypesetError::Export { kind, messages: join(&it) })
}

/// The identity is fixed and the date is the letter's own (`frame.typ`), so that the same
/// letter has the same bytes.
fn options(identity: String) -> Result<PdfOptions, String> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|it| it.message().to_string())?;
    Ok(PdfOptions {
        ident: Smart::Custom(identity),
        creator: Smart::Custom(None),
        standards,
        ..PdfOptions::default()
    })
}

fn join(diagnostics: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = diagnostics.iter().map(|it| it.message.as_str()).collect();
    messages.join("; ")
}
