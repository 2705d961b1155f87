//! Files that are a PDF and, to another program, something else. Whoever opens the copy of such
//! a file elsewhere runs or unpacks what nobody here has seen.

/// Where other formats have their mark, apart from the beginning, which belongs to the PDF.
#[rustfmt::skip]
const AT: [(usize, &[u8]); 4] = [
    (128,    b"DICM"),  // medical images
    (257,    b"ustar"), // tar
    (0x8001, b"CD001"), // CD images
    (0x8801, b"CD001"),
];

/// Archives whose programs look for them anywhere: behind any beginning.
const ANYWHERE: [&[u8]; 2] = [b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"];

/// A browser that guesses reads so far.
const GUESSED: usize = 1024;
const PAGES: [&str; 6] = ["<html", "<!doctype", "<script", "<svg", "<?php", "<iframe"];

/// A ZIP archive ends with this mark, 18 bytes and a comment.
const ZIP_END: &[u8] = b"PK\x05\x06";
const ZIP_TAIL: usize = 22 + u16::MAX as usize;

pub(super) fn is_polyglot(bytes: &[u8]) -> bool {
    let at = |(at, mark): &(usize, &[u8])| bytes.get(*at..).is_some_and(|it| it.starts_with(mark));
    AT.iter().any(at)
        || ANYWHERE.iter().any(|it| contains(bytes, it))
        || contains(&bytes[bytes.len().saturating_sub(ZIP_TAIL)..], ZIP_END)
        || is_page(&bytes[..GUESSED.min(bytes.len())])
}

fn is_page(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    PAGES.iter().any(|it| text.contains(it))
}

/// Looks for the first byte alone, which is fast, and at the rest where that stands.
fn contains(bytes: &[u8], mark: &[u8]) -> bool {
    let Some(first) = mark.first() else { return false };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|it| it == first) {
        if rest[at..].starts_with(mark) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}
