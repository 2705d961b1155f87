use lopdf::{Dictionary, Document, Error, LoadOptions, Object, xref::XrefEntry};

use super::polyglot::is_polyglot;
use crate::procedure::PdfFault;

/// What a single stream may become when it is unpacked.
const MAX_UNPACKED: usize = 64 * 1024 * 1024;

/// Takes a file apart and says why it cannot be kept. A PDF that opens without a password but
/// forbids printing, has padding before its header, was saved in layers or is slightly damaged is
/// the evidence of people who cannot produce better, and is taken.
///
/// The file is read as its own table of objects says and once more by looking for objects: some
/// programs believe the one, some the other, and what is active is not to be in either.
pub fn inspect(bytes: &[u8]) -> Result<(), PdfFault> {
    if is_polyglot(bytes) {
        return Err(PdfFault::Polyglot);
    }
    let document = load(bytes, false)?;
    nothing_active(&document)?;
    if document.page_iter().next().is_none() {
        return Err(PdfFault::NoPage);
    }
    drop(document);
    // What cannot be put together again in this way, no other program does either.
    load(bytes, true).map_or(Ok(()), |it| nothing_active(&it))
}

fn load(bytes: &[u8], force_reconstruct: bool) -> Result<Document, PdfFault> {
    let max_decompressed_size = Some(MAX_UNPACKED);
    let options =
        LoadOptions { max_decompressed_size, force_reconstruct, ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|it| fault(&it))?;
    // Still encrypted: the empty password, with which everybody reads, did not open it.
    if document.is_encrypted() {
        return Err(PdfFault::Password);
    }
    // Objects in a stream that we cannot unpack, but others perhaps can.
    let hidden = document.reference_table.entries.iter().any(|(id, entry)| {
        matches!(entry, XrefEntry::Compressed { .. }) && !document.objects.contains_key(&(*id, 0))
    });
    if hidden { Err(PdfFault::Damaged) } else { Ok(document) }
}

fn fault(error: &Error) -> PdfFault {
    match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            PdfFault::Password
        }
        Error::Decompress(_) => PdfFault::Overburdened,
        _ => PdfFault::Damaged,
    }
}

/// Looks at every object, whether or not a page leads to it.
fn nothing_active(document: &Document) -> Result<(), PdfFault> {
    let trailer = Object::Dictionary(document.trailer.clone());
    let mut waiting: Vec<&Object> = document.objects.values().chain([&trailer]).collect();
    while let Some(object) = waiting.pop() {
        match object {
            Object::Name(name) => harmless(name)?,
            Object::Array(items) => waiting.extend(items),
            Object::Dictionary(it) => look_into(it, &mut waiting)?,
            Object::Stream(it) => look_into(&it.dict, &mut waiting)?,
            _ => {}
        }
    }
    Ok(())
}

fn look_into<'a>(
    dictionary: &'a Dictionary,
    waiting: &mut Vec<&'a Object>,
) -> Result<(), PdfFault> {
    for (key, value) in dictionary {
        harmless(key)?;
        waiting.push(value);
    }
    // Only in company do these short names mean what they are known for; a font may be called so.
    if dictionary.has(b"JS") && dictionary.has(b"S") {
        return Err(PdfFault::Script);
    }
    if dictionary.has(b"EF") && (dictionary.has(b"F") || dictionary.has(b"UF")) {
        return Err(PdfFault::Attachment);
    }
    Ok(())
}

/// Names as the parser has them: `#4a` is a `J` already.
fn harmless(name: &[u8]) -> Result<(), PdfFault> {
    match name {
        b"JavaScript" => Err(PdfFault::Script),
        b"Launch" => Err(PdfFault::Launch),
        b"EmbeddedFile" | b"EmbeddedFiles" | b"FileAttachment" | b"RichMedia" | b"GoToE" => {
            Err(PdfFault::Attachment)
        }
        _ => Ok(()),
    }
}
