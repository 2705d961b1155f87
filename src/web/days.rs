//! Days and times as people here write and type them.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Weekday};

pub(in crate::web) fn german(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

pub(in crate::web) fn month(day: NaiveDate) -> &'static str {
    const NAMES: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    NAMES[day.month0() as usize % 12]
}

/// The Sunday of the week of `day`.
pub(in crate::web) fn end_of_week(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).last_day()
}

/// `12.6.2026`, `12.06.26`, `12.6.` (of this year), `2026-06-12`, `heute`, `+14` (days from today).
pub fn parse(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = typed.trim();
    if typed.eq_ignore_ascii_case("heute") {
        return Some(today);
    }
    if let Some(days) = typed.strip_prefix('+') {
        let days = digits(days.trim())?.parse::<u16>().ok()?;
        return today.checked_add_days(Days::new(days.into())).and_then(plausible);
    }
    if let Ok(day) = NaiveDate::parse_from_str(typed, "%Y-%m-%d") {
        return plausible(day);
    }
    let mut parts = typed.split('.').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (month, day) = (digits(month)?.parse().ok()?, digits(day)?.parse().ok()?);
    NaiveDate::from_ymd_opt(full_year(year, today)?, month, day).and_then(plausible)
}

/// Two digits are of this century, unless that lies more than ten years ahead.
fn full_year(typed: &str, today: NaiveDate) -> Option<i32> {
    match typed.len() {
        0 => Some(today.year()),
        2 => {
            let year = today.year() / 100 * 100 + digits(typed)?.parse::<i32>().ok()?;
            Some(if year > today.year() + 10 { year - 100 } else { year })
        }
        4 => digits(typed)?.parse().ok(),
        _ => None,
    }
}

/// Nothing but digits: a sign before them would be read as part of the number.
fn digits(typed: &str) -> Option<&str> {
    typed.bytes().all(|it| it.is_ascii_digit()).then_some(typed)
}

/// A slip of the finger gives years nobody means.
fn plausible(day: NaiveDate) -> Option<NaiveDate> {
    (1900..=2199).contains(&day.year()).then_some(day)
}

/// Reads `10:04`, `10.04`, `9:05`, `1004`, `10`, each with or without „Uhr“.
pub fn parse_time(typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim().trim_end_matches("Uhr").trim_end();
    let (hours, minutes) = match typed.split_once([':', '.']) {
        Some(parts) => parts,
        None if typed.len() > 2 && typed.is_ascii() => typed.split_at(typed.len() - 2),
        None => (typed, "00"),
    };
    let digits = |it: &str| (1..=2).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
    if !digits(hours) || minutes.len() != 2 || !digits(minutes) {
        return None;
    }
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
}
