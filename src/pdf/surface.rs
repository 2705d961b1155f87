use crate::procedure::PdfFault;

/// The most a file may have: 25 MB.
pub const MAX_DOCUMENT: usize = 25 * 1024 * 1024;

/// Where the end mark of a PDF must stand: programs write some bytes after it.
const TAIL: usize = 2048;
const HEADER: &[u8] = b"%PDF-";
const END: &[u8] = b"%%EOF";

/// Looks at a file as it comes in, so that it is never whole in memory: by its content and never
/// by its name, a PDF begins with its header (apart from NUL or BOM padding) and ends with `%%EOF`.
#[derive(Debug, Default)]
pub struct Surface {
    size: usize,
    /// The first bytes after the padding, as many as the header has.
    head: Vec<u8>,
    tail: Vec<u8>,
}

impl Surface {
    pub fn see(&mut self, piece: &[u8]) {
        self.size += piece.len();
        for byte in piece {
            if self.head.len() == HEADER.len() {
                break;
            }
            if !self.head.is_empty() || !matches!(byte, 0 | 0xEF | 0xBB | 0xBF) {
                self.head.push(*byte);
            }
        }
        self.tail.extend_from_slice(&piece[piece.len().saturating_sub(TAIL)..]);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
    }

    pub fn size(&self) -> usize {
        self.size
    }

    pub fn is_empty(&self) -> bool {
        self.size == 0
    }

    pub fn is_too_large(&self) -> bool {
        self.size > MAX_DOCUMENT
    }

    /// Says what is wrong with the whole file as far as it shows from outside.
    pub fn verdict(&self) -> Result<(), PdfFault> {
        if self.is_empty() {
            Err(PdfFault::Empty)
        } else if self.is_too_large() {
            Err(PdfFault::TooLarge)
        } else if self.head != HEADER || !self.tail.windows(END.len()).any(|it| it == END) {
            Err(PdfFault::NoPdf)
        } else {
            Ok(())
        }
    }
}
