//! Working days in Nordrhein-Westfalen.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The public holidays of NRW (§ 2 Feiertagsgesetz NW), and days the secretariat added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    pub special: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// § 193 BGB: not a Saturday, Sunday or public holiday. 24 and 31 December are working days.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            && holiday(day).is_none()
            && !self.special.contains(&day)
    }

    /// `day` itself, or the next working day.
    pub fn working_day_from(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|it| self.is_working_day(*it)).unwrap_or(day)
    }

    /// The `n`th working day after `start`; `start` itself does not count (§ 187(1) BGB).
    pub fn add_working_days(&self, start: NaiveDate, n: u32) -> NaiveDate {
        (0..n).fold(start, |day, _| self.working_day_from(day + Days::new(1)))
    }
}

/// The public holiday of NRW that falls on `day`.
pub(super) fn holiday(day: NaiveDate) -> Option<&'static str> {
    const FIXED: [(u32, u32, &str); 6] = [
        (1, 1, "Neujahr"),
        (5, 1, "1. Mai"),
        (10, 3, "Tag der Deutschen Einheit"),
        (11, 1, "Allerheiligen"),
        (12, 25, "1. Weihnachtstag"),
        (12, 26, "2. Weihnachtstag"),
    ];
    const MOVABLE: [(i64, &str); 5] = [
        (-2, "Karfreitag"),
        (1, "Ostermontag"),
        (39, "Christi Himmelfahrt"),
        (50, "Pfingstmontag"),
        (60, "Fronleichnam"),
    ];
    let fixed = FIXED.iter().find(|it| (it.0, it.1) == (day.month(), day.day())).map(|it| it.2);
    let from_easter = easter_sunday(day.year()).map(|it| (day - it).num_days());
    fixed.or_else(|| MOVABLE.iter().find(|it| Some(it.0) == from_easter).map(|it| it.1))
}

/// Easter Sunday of the Gregorian calendar, by the rule of the Julian paschal moon with
/// Lichtenberg's corrections (Heiner Lichtenberg, Historia Mathematica 24, 1997).
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let century = year / 100;
    let moon_shift = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let sun_shift = 2 - (3 * century + 3) / 4;
    let golden = year % 19;
    let seed = (19 * golden + moon_shift) % 30;
    let correction = (seed + golden / 11) / 29;
    let full_moon = 21 + seed - correction;
    let first_sunday = 7 - (year + year / 4 + sun_shift) % 7;
    let to_sunday = 7 - (full_moon - first_sunday).rem_euclid(7);
    let in_march = u64::try_from(full_moon + to_sunday).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(in_march - 1))
}
