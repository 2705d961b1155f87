//! What every letter has: who writes to whom, when, about which file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Letterhead;

/// Where a letter goes: at least one line, and none of them empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Address {
    lines: Vec<String>,
}

/// There is no line with text, so nobody could deliver the letter.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("Die Anschrift hat keine Zeile mit Text.")]
pub struct EmptyAddress;

impl Address {
    /// Trims the lines and leaves out the empty ones.
    pub fn new<L: AsRef<str>>(lines: impl IntoIterator<Item = L>) -> Result<Self, EmptyAddress> {
        let lines: Vec<String> = lines
            .into_iter()
            .map(|it| it.as_ref().trim().to_owned())
            .filter(|it| !it.is_empty())
            .collect();
        if lines.is_empty() { Err(EmptyAddress) } else { Ok(Self { lines }) }
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

impl TryFrom<Vec<String>> for Address {
    type Error = EmptyAddress;

    fn try_from(lines: Vec<String>) -> Result<Self, EmptyAddress> {
        Self::new(lines)
    }
}

impl From<Address> for Vec<String> {
    fn from(address: Address) -> Self {
        address.lines
    }
}

/// What stands around the text of every letter that goes to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    pub letterhead: Letterhead,
    pub recipient: Address,
    /// The day printed on the letter.
    pub date: NaiveDate,
    /// Our Aktenzeichen; for an invitation the name of the sitting.
    pub reference: String,
    /// The recipient's own reference.
    pub their_reference: Option<String>,
    /// Name of the Sachbearbeitung.
    pub contact: String,
}

/// A person of whom a letter speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonLine {
    pub name: String,
    /// The date of birth as far as it is known: `14.03.1984`, `03.1984` or `1984`.
    pub born: String,
}
