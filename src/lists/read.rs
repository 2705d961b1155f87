use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{MAX_LIST, Sheet, delimited, workbook};
use crate::procedure::ListFault;

/// Old Excel files, and new ones with a password, are such containers.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const ZIP: &[u8] = b"PK\x03\x04";
/// The part of a workbook in which macros are, whatever its file is called.
const MACROS: &[u8] = b"vbaproject.bin";
const WORKBOOK: &[u8] = b"xl/workbook.xml";

/// Reads a list, by its content and never by its name.
pub fn read(bytes: &[u8]) -> Result<Sheet, ListFault> {
    if bytes.is_empty() {
        return Err(ListFault::Empty);
    }
    if bytes.len() > MAX_LIST {
        return Err(ListFault::TooLarge);
    }
    if bytes.starts_with(OLE) {
        return Err(ListFault::OldFormat);
    }
    if bytes.starts_with(ZIP) {
        return workbook(bytes);
    }
    delimited::read(&text(bytes)?)
}

/// The names of parts stand unpacked in an archive.
fn workbook(bytes: &[u8]) -> Result<Sheet, ListFault> {
    if names_part(bytes, MACROS) {
        return Err(ListFault::Macros);
    }
    if !names_part(bytes, WORKBOOK) {
        return Err(ListFault::NoList);
    }
    workbook::read(bytes)
}

fn names_part(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|it| it.eq_ignore_ascii_case(name))
}

/// Says itself what it is written in, or is UTF-8, or comes from an older program of this country.
fn text(bytes: &[u8]) -> Result<String, ListFault> {
    let marked = Encoding::for_bom(bytes);
    if marked.is_none() && bytes.contains(&0) {
        return Err(ListFault::NoList);
    }
    let encoding = match marked {
        Some((it, _)) => it,
        None if str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    let (text, _, damaged) = encoding.decode(bytes);
    // Signatures of pictures, PDF files and programs are no first line of a list.
    if damaged || text.starts_with("%PDF-") || text.contains('\0') {
        return Err(ListFault::NoList);
    }
    Ok(text.into_owned())
}
