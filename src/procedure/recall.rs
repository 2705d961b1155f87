//! A day on which somebody wants a case back on the desk (Wiedervorlage), and who sees to it while
//! they are away.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::{CaseId, FieldError, UserId, named};

/// A Wiedervorlage, set by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recall {
    pub case: CaseId,
    pub on: NaiveDate,
    pub note: String,
    /// On whose desk.
    pub user: UserId,
}

impl Recall {
    pub const MAX_NOTE: usize = 500;
    /// Whoever means a later day has mistyped it.
    const MOST_YEARS: i32 = 5;

    pub fn errors(&self, today: NaiveDate) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.on < today {
            errors.push(FieldError::new(
                "on",
                "Der Tag der Wiedervorlage liegt in der Vergangenheit.",
            ));
        }
        if self.on.year() > today.year() + Self::MOST_YEARS {
            errors.push(FieldError::new(
                "on",
                "Der Tag der Wiedervorlage liegt mehr als fünf Jahre voraus.",
            ));
        }
        if self.note.chars().count() > Self::MAX_NOTE {
            errors.push(FieldError::new("note", "Notiz: höchstens 500 Zeichen."));
        }
        errors
    }
}

named! {
    /// What becomes of a Wiedervorlage.
    pub enum RecallEnd {
        Done = "done", "erledigt";
        Withdrawn = "withdrawn", "zurückgenommen";
    }
}

/// A colleague is away, and another sees to what is on their desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    pub user: UserId,
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    pub deputy: UserId,
}

impl Absence {
    /// What keeps it from being noted beside those of the same colleague.
    pub fn errors<'a>(
        &self,
        mut others: impl Iterator<Item = &'a Self>,
        today: NaiveDate,
    ) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.until < self.from {
            errors.push(FieldError::new("until", "Das Ende liegt vor dem Beginn."));
        } else if self.until < today {
            errors.push(FieldError::new("until", "Das Ende liegt in der Vergangenheit."));
        }
        if self.user == self.deputy {
            errors
                .push(FieldError::new("deputy", "Bitte jemand anderes für die Vertretung wählen."));
        }
        let overlaps =
            |it: &Self| it.user == self.user && it.from <= self.until && self.from <= it.until;
        if others.any(overlaps) {
            errors.push(FieldError::new(
                "from",
                "Für einen Teil dieser Zeit ist schon eine Abwesenheit vermerkt.",
            ));
        }
        errors
    }
}

/// A day ahead as people type it: `+14` (days), `12.6.`, `KW 24`, `12.6.2026`, `2026-06-12`,
/// `heute`, `morgen`. Without a year it is the next such day; of a week it is the Monday, or today
/// if that week has begun.
pub fn day_ahead(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = typed.trim().to_lowercase();
    match typed.as_str() {
        "heute" => return Some(today),
        "morgen" => return today.succ_opt(),
        _ => (),
    }
    if let Some(days) = typed.strip_prefix('+') {
        let days: u16 = number(days.trim())?;
        return today.checked_add_days(Days::new(days.into()));
    }
    if let Some(week) = typed.strip_prefix("kw") {
        return week_ahead(week.trim(), today);
    }
    if let Ok(day) = NaiveDate::parse_from_str(&typed, "%Y-%m-%d") {
        return Some(day);
    }
    let parts: Vec<_> = typed.split('.').map(str::trim).collect();
    let (day, month, year) = match parts.as_slice() {
        [day, month] => (day, month, &""),
        [day, month, year] => (day, month, year),
        _ => return None,
    };
    let (day, month) = (number(day)?, number(month)?);
    match *year {
        // The leap day can be four years ahead, or eight around 2100.
        "" => (today.year()..=today.year() + 8)
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
            .find(|it| *it >= today),
        year => NaiveDate::from_ymd_opt(full_year(year, today)?, month, day),
    }
}

/// `24`, `24/2027`. The 53rd week is not in every year: it is the next one there is.
fn week_ahead(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (week, year) = typed.split_once('/').map_or((typed, None), |it| (it.0, Some(it.1)));
    let week: u32 = number(week.trim())?;
    let days = |year| {
        let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
        Some((monday, monday.checked_add_days(Days::new(6))?))
    };
    let (monday, _) = if let Some(year) = year {
        days(full_year(year.trim(), today)?)?
    } else {
        let this = today.iso_week().year();
        (this..=this + 8).filter_map(days).find(|it| it.1 >= today)?
    };
    let has_begun = monday < today && today <= monday + Days::new(6);
    Some(if has_begun { today } else { monday })
}

/// Two digits are of this century.
fn full_year(typed: &str, today: NaiveDate) -> Option<i32> {
    let year: i32 = number(typed)?;
    match typed.len() {
        2 => Some(today.year() / 100 * 100 + year),
        4 => Some(year),
        _ => None,
    }
}

/// Nothing but digits: a sign before them would be read as part of the number.
fn number<T: std::str::FromStr>(typed: &str) -> Option<T> {
    let digits = !typed.is_empty() && typed.bytes().all(|it| it.is_ascii_digit());
    digits.then(|| typed.parse().ok()).flatten()
}
