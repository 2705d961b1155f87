use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A date of which perhaps only the year, or the month and year, are sure.
/// Kept as `1984-03-14`, `1984-03` or `1984`; shown as `14.03.1984`, `03.1984`, `1984`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("Bitte ein Datum angeben: TT.MM.JJJJ, MM.JJJJ oder nur JJJJ.")]
pub struct InvalidPartialDate;

impl PartialDate {
    /// Only the year is known.
    pub const fn of_year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    pub const fn year(self) -> i32 {
        self.year
    }

    /// The earliest day it can mean.
    pub fn earliest(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .unwrap_or(NaiveDate::MIN)
    }

    /// Age in whole years on `today`; for a partial date the oldest it can be.
    pub fn age(self, today: NaiveDate) -> u32 {
        today.years_since(self.earliest()).unwrap_or(0)
    }

    /// The stored forms of dates that may be the same: those that begin so, and these. 1 January is
    /// what offices write when only the year is known, so it means no more than the year.
    pub fn alike(self) -> (String, Vec<String>) {
        let year = Self::of_year(self.year).iso();
        let guess = format!("{year}-01-01");
        match (self.month, self.day) {
            (None, _) | (Some(1), Some(1)) => (year, Vec::new()),
            (Some(month), None) => (format!("{year}-{month:02}"), vec![year, guess]),
            (Some(month), Some(_)) => (self.iso(), vec![format!("{year}-{month:02}"), year, guess]),
        }
    }

    /// Whether both may be the same day, as far as each is sure.
    pub fn may_be(self, other: Self) -> bool {
        let (begins, others) = self.alike();
        let other = other.iso();
        other.starts_with(&begins) || others.contains(&other)
    }

    /// The form in which it is stored.
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let exists = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1));
        ((1880..=2200).contains(&year) && exists.is_some()).then_some(Self { year, month, day })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (Some(month), Some(day)) => write!(f, "{day:02}.{month:02}.{:04}", self.year),
            (Some(month), None) => write!(f, "{month:02}.{:04}", self.year),
            _ => write!(f, "{:04}", self.year),
        }
    }
}

impl FromStr for PartialDate {
    type Err = InvalidPartialDate;

    fn from_str(text: &str) -> Result<Self, InvalidPartialDate> {
        let german: Vec<&str> = text.trim().split('.').collect();
        let iso: Vec<&str> = text.trim().split('-').collect();
        let (year, month, day) = match (german.as_slice(), iso.as_slice()) {
            ([day, month, year], _) | (_, [year, month, day]) => (*year, Some(*month), Some(*day)),
            ([month, year], _) | (_, [year, month]) => (*year, Some(*month), None),
            ([year], _) => (*year, None, None),
            _ => return Err(InvalidPartialDate),
        };
        let part = |it: Option<&str>| it.map(|it| digits(it, 2)).transpose();
        let year = digits(year, 4)?;
        let year = i32::try_from(year).map_err(|_| InvalidPartialDate)?;
        Self::new(year, part(month)?, part(day)?).ok_or(InvalidPartialDate)
    }
}

fn digits(text: &str, at_most: usize) -> Result<u32, InvalidPartialDate> {
    let fits = (1..=at_most).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    if fits { text.parse().map_err(|_| InvalidPartialDate) } else { Err(InvalidPartialDate) }
}

impl TryFrom<String> for PartialDate {
    type Error = InvalidPartialDate;

    fn try_from(text: String) -> Result<Self, InvalidPartialDate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.iso()
    }
}
