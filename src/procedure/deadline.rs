//! Periods and the days on which they end.

use std::{fmt, str::FromStr};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Calendar, calendar::holiday, names::named};

named! {
    /// What somebody must have done by the day.
    pub enum DeadlineKind {
        Statement = "statement", "Stellungnahme der Ausländerbehörde";
        AuthorityReply = "authority_reply", "Rückmeldung der Ausländerbehörde";
    }
}

/// The next date that matters in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub kind: DeadlineKind,
    pub due_on: NaiveDate,
}

/// A length of time set by the secretariat: `6 Wochen`, `10 Tage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    Days(u32),
    Weeks(u32),
}

impl Period {
    /// The last day of the period when notice is given on `from`: it begins on the day
    /// after, and if its last day is a Saturday, Sunday or public holiday it ends on the
    /// next working day (§ 31 VwVfG, §§ 187(1), 188, 193 BGB).
    pub fn end(self, from: NaiveDate, calendar: &Calendar) -> NaiveDate {
        calendar.working_day_from(self.last_day(from))
    }

    /// Why the period ends when it does, in words.
    pub fn explain(self, from: NaiveDate, calendar: &Calendar) -> String {
        let (last, end) = (self.last_day(from), self.end(from, calendar));
        let start = format!("{self} ab {}", from.format("%d.%m.%Y"));
        if last == end {
            return start;
        }
        let day = holiday(last).unwrap_or(weekday(last));
        format!(
            "{start}; das Ende fiele auf {day}, daher {}, {}",
            weekday(end),
            end.format("%d.%m.%Y")
        )
    }

    fn last_day(self, from: NaiveDate) -> NaiveDate {
        let days = match self {
            Self::Days(n) => n,
            Self::Weeks(n) => n * 7,
        };
        from + Days::new(days.into())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(1) => f.write_str("1 Tag"),
            Self::Days(n) => write!(f, "{n} Tage"),
            Self::Weeks(1) => f.write_str("1 Woche"),
            Self::Weeks(n) => write!(f, "{n} Wochen"),
        }
    }
}

impl FromStr for Period {
    type Err = String;

    /// Reads `6 Wochen`, `1 Woche`, `10 Tage`; at most two years.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || "Bitte eine Frist angeben, zum Beispiel „6 Wochen“ oder „10 Tage“.".to_owned();
        let (number, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let number: u32 = number.parse().map_err(|_| wrong())?;
        match unit.trim() {
            "Tag" | "Tage" if (1..=730).contains(&number) => Ok(Self::Days(number)),
            "Woche" | "Wochen" if (1..=104).contains(&number) => Ok(Self::Weeks(number)),
            _ => Err(wrong()),
        }
    }
}

fn weekday(day: NaiveDate) -> &'static str {
    use chrono::{Datelike as _, Weekday};
    match day.weekday() {
        Weekday::Mon => "Montag",
        Weekday::Tue => "Dienstag",
        Weekday::Wed => "Mittwoch",
        Weekday::Thu => "Donnerstag",
        Weekday::Fri => "Freitag",
        Weekday::Sat => "Samstag",
        Weekday::Sun => "Sonntag",
    }
}
