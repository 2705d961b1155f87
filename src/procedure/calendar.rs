//! Working days of a Land.

use std::{collections::BTreeMap, str::FromStr};

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Land;

/// The public holidays of a Land, and the days that the secretariat added, each with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub land: Land,
    pub special: BTreeMap<NaiveDate, String>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { land: Land::NordrheinWestfalen, special: BTreeMap::new() }
    }
}

impl Calendar {
    const MOST_SPECIAL: usize = 200;
    const MAX_NAME: usize = 60;

    /// § 193 BGB: not a Saturday, Sunday or public holiday. 24 and 31 December are working days.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            && holiday(self.land, day).is_none()
            && !self.special.contains_key(&day)
    }

    /// What people call the day: the holiday, the name the secretariat gave it, or its weekday.
    pub fn name(&self, day: NaiveDate) -> &str {
        let special = || self.special.get(&day).map(String::as_str);
        holiday(self.land, day).or_else(special).unwrap_or(weekday(day))
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

impl FromStr for Calendar {
    type Err = String;

    /// Reads the special days, one a line: `24.12.2026 Dienstschluss`; the holidays are those of NRW until the
    /// rule set says of which Land.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut special = BTreeMap::new();
        let lines = (1..).zip(text.lines().map(str::trim)).filter(|it| !it.1.is_empty());
        for (number, line) in lines {
            let (day, name) = special_day(line).ok_or_else(|| {
                format!(
                    "Zeile {number}: bitte Tag und Bezeichnung angeben, zum Beispiel „24.12.2026 \
                     Dienstschluss“; die Bezeichnung hat höchstens {} Zeichen.",
                    Self::MAX_NAME
                )
            })?;
            if special.insert(day, name).is_some() {
                let day = day.format("%d.%m.%Y");
                return Err(format!("Zeile {number}: Der {day} steht schon in der Liste."));
            }
        }
        if special.len() > Self::MOST_SPECIAL {
            return Err(format!("Die Liste hat höchstens {} Tage.", Self::MOST_SPECIAL));
        }
        Ok(Self { special, ..Self::default() })
    }
}

fn special_day(line: &str) -> Option<(NaiveDate, String)> {
    let (day, name) = line.split_once(char::is_whitespace)?;
    let day = NaiveDate::parse_from_str(day, "%d.%m.%Y").ok()?;
    let name = name.trim();
    let plausible = (2000..=2199).contains(&day.year());
    (plausible && name.chars().count() <= Calendar::MAX_NAME).then(|| (day, name.to_owned()))
}

pub(super) fn weekday(day: NaiveDate) -> &'static str {
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

/// The public holiday of the Land that falls on `day`, as the law stands since 1995 (§ 2
/// Feiertagsgesetz NW, § 2 Niedersächsisches Feiertagsgesetz).
fn holiday(land: Land, day: NaiveDate) -> Option<&'static str> {
    let (year, of_year) = (day.year(), (day.month(), day.day()));
    let from_easter = easter_sunday(year).map(|it| (day - it).num_days());
    match (of_year, from_easter) {
        ((1, 1), _) => Some("Neujahr"),
        (_, Some(-2)) => Some("Karfreitag"),
        (_, Some(1)) => Some("Ostermontag"),
        ((5, 1), _) => Some("1. Mai"),
        (_, Some(39)) => Some("Christi Himmelfahrt"),
        (_, Some(50)) => Some("Pfingstmontag"),
        ((10, 3), _) => Some("Tag der Deutschen Einheit"),
        ((12, 25), _) => Some("1. Weihnachtstag"),
        ((12, 26), _) => Some("2. Weihnachtstag"),
        // In 2017 everywhere, 500 years after the Reformation.
        ((10, 31), _) if year == 2017 => Some("Reformationstag"),
        _ => holiday_of_the_land(land, day, from_easter),
    }
}

fn holiday_of_the_land(
    land: Land,
    day: NaiveDate,
    from_easter: Option<i64>,
) -> Option<&'static str> {
    match (land, (day.month(), day.day()), from_easter) {
        (Land::NordrheinWestfalen, _, Some(60)) => Some("Fronleichnam"),
        (Land::NordrheinWestfalen, (11, 1), _) => Some("Allerheiligen"),
        (Land::Niedersachsen, (10, 31), _) if day.year() >= 2018 => Some("Reformationstag"),
        _ => None,
    }
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
