//! Periods and the days on which they end.

use std::{fmt, str::FromStr};

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Calendar, Posting, calendar::weekday};

/// A length of time set by the secretariat: `6 Wochen`, `10 Tage`, `3 Monate`, `10 Arbeitstage`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    Days(u32),
    Weeks(u32),
    Months(u32),
    WorkingDays(u32),
}

/// By when something is due, and why then, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub on: NaiveDate,
    pub why: String,
}

impl Calendar {
    /// What would end on `last` ends there, or on the next working day.
    pub(super) fn due_on(&self, last: NaiveDate, start: &str) -> Due {
        let on = self.working_day_from(last);
        if last == on {
            return Due { on, why: start.to_owned() };
        }
        let (day, end) = (self.name(last), on.format("%d.%m.%Y"));
        let why = format!("{start}; das Ende fiele auf {day}, daher {}, {end}", weekday(on));
        Due { on, why }
    }
}

impl Period {
    /// The last day of the period when notice is given on `from`: it begins on the day
    /// after, and if its last day is a Saturday, Sunday or public holiday it ends on the
    /// next working day (§ 31 VwVfG, §§ 187(1), 188, 193 BGB).
    pub fn end(self, from: NaiveDate, calendar: &Calendar) -> NaiveDate {
        calendar.working_day_from(self.last_day(from, calendar))
    }

    /// As [`Period::end`], and why it ends then.
    pub fn due(self, from: NaiveDate, calendar: &Calendar) -> Due {
        let start = format!("{self} ab {}", from.format("%d.%m.%Y"));
        calendar.due_on(self.last_day(from, calendar), &start)
    }

    /// As [`Period::due`], for a period that begins with a letter of that day.
    pub fn due_after_letter(
        self,
        letter_of: NaiveDate,
        posting: Posting,
        calendar: &Calendar,
    ) -> Due {
        let due = self.due(posting.received_on(letter_of), calendar);
        match posting.explain(letter_of) {
            None => due,
            Some(reason) => Due { why: format!("{reason}; {}", due.why), ..due },
        }
    }

    /// A month ends on the day with the number of the one on which notice was given, or where
    /// there is none on its last (§ 188(2) and (3) BGB).
    fn last_day(self, from: NaiveDate, calendar: &Calendar) -> NaiveDate {
        match self {
            Self::Days(n) => from + Days::new(n.into()),
            Self::Weeks(n) => from + Days::new(u64::from(n) * 7),
            Self::Months(n) => from + Months::new(n),
            Self::WorkingDays(n) => calendar.add_working_days(from, n),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, one, more) = match self {
            Self::Days(n) => (n, "Tag", "Tage"),
            Self::Weeks(n) => (n, "Woche", "Wochen"),
            Self::Months(n) => (n, "Monat", "Monate"),
            Self::WorkingDays(n) => (n, "Arbeitstag", "Arbeitstage"),
        };
        write!(f, "{number} {}", if *number == 1 { one } else { more })
    }
}

impl FromStr for Period {
    type Err = String;

    /// Reads `6 Wochen`, `1 Woche`, `10 Tage`, `3 Monate`, `10 Arbeitstage`; at most two years.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            "Bitte eine Frist angeben, zum Beispiel „6 Wochen“, „10 Tage“, „3 Monate“ oder „10 Arbeitstage“."
                .to_owned()
        };
        let (number, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let number: u32 = number.parse().map_err(|_| wrong())?;
        let (period, most) = match unit.trim() {
            "Tag" | "Tage" => (Self::Days(number), 730),
            "Woche" | "Wochen" => (Self::Weeks(number), 104),
            "Monat" | "Monate" => (Self::Months(number), 24),
            "Arbeitstag" | "Arbeitstage" => (Self::WorkingDays(number), 500),
            _ => return Err(wrong()),
        };
        if (1..=most).contains(&number) { Ok(period) } else { Err(wrong()) }
    }
}
