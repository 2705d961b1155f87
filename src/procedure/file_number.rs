use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The Aktenzeichen of a case, `15-39.22-2026-0388`. Drawn once, without gaps, never changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileNumber(String);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("Ein Aktenzeichen besteht aus 1 bis 40 Buchstaben, Ziffern und den Zeichen . - / _")]
pub struct InvalidFileNumber;

impl FileNumber {
    /// What could be one in a text, such as the subject of a letter; the first twenty. Signs at the
    /// beginning or end of a word may belong to it or to the sentence.
    pub fn all_in(text: &str) -> Vec<Self> {
        let words = text.split(|it: char| !(it.is_ascii() && may_stand(it as u8)));
        let words = words.flat_map(|it| {
            let bare = it.trim_matches(|it: char| !it.is_ascii_alphanumeric());
            [Some(it), Some(bare).filter(|bare| *bare != it)]
        });
        let numbered = words.flatten().filter(|it| it.bytes().any(|it| it.is_ascii_digit()));
        numbered.filter_map(|it| it.parse().ok()).take(20).collect()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FileNumber {
    type Err = InvalidFileNumber;

    fn from_str(text: &str) -> Result<Self, InvalidFileNumber> {
        let text = text.trim();
        let fits = (1..=40).contains(&text.len()) && text.bytes().all(may_stand);
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidFileNumber) }
    }
}

const fn may_stand(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'/' | b'_')
}

impl TryFrom<String> for FileNumber {
    type Error = InvalidFileNumber;

    fn try_from(text: String) -> Result<Self, InvalidFileNumber> {
        text.parse()
    }
}

impl From<FileNumber> for String {
    fn from(number: FileNumber) -> Self {
        number.0
    }
}

impl fmt::Display for FileNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the secretariat forms its Aktenzeichen: text with `{jahr}` once and `{nummer}` once;
/// the number is padded to four digits and starts anew each year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileNumberPattern(String);

impl FileNumberPattern {
    pub fn number(&self, year: i32, serial: u32) -> Result<FileNumber, InvalidFileNumber> {
        self.0
            .replace("{jahr}", &format!("{year:04}"))
            .replace("{nummer}", &format!("{serial:04}"))
            .parse()
    }
}

impl FromStr for FileNumberPattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let pattern = Self(text.trim().to_owned());
        let once = |part: &str| pattern.0.matches(part).count() == 1;
        if once("{jahr}") && once("{nummer}") && pattern.number(2026, 9_999_999).is_ok() {
            return Ok(pattern);
        }
        Err("Das Muster enthält {jahr} und {nummer} je einmal, sonst nur Buchstaben, Ziffern \
             und die Zeichen . - / _ und ergibt höchstens 40 Zeichen."
            .to_owned())
    }
}
