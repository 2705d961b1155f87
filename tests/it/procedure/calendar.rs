//! § 2 Feiertagsgesetz NW, § 193 BGB: holidays and working days.

use chrono::{Datelike as _, NaiveDate, Weekday};
use hfk::procedure::*;
use proptest::prelude::*;

use super::journey::day;

/// The eleven public holidays of NRW, in the order of the table's columns:
/// Neujahr, Karfreitag, Ostermontag, 1. Mai, Christi Himmelfahrt, Pfingstmontag, Fronleichnam,
/// Tag der Deutschen Einheit, Allerheiligen, 1. and 2. Weihnachtstag.
#[rustfmt::skip]
const HOLIDAYS: [(i32, [&str; 11]); 7] = [
    (2024, ["01-01", "03-29", "04-01", "05-01", "05-09", "05-20", "05-30", "10-03", "11-01", "12-25", "12-26"]),
    (2025, ["01-01", "04-18", "04-21", "05-01", "05-29", "06-09", "06-19", "10-03", "11-01", "12-25", "12-26"]),
    (2026, ["01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "06-04", "10-03", "11-01", "12-25", "12-26"]),
    (2027, ["01-01", "03-26", "03-29", "05-01", "05-06", "05-17", "05-27", "10-03", "11-01", "12-25", "12-26"]),
    (2028, ["01-01", "04-14", "04-17", "05-01", "05-25", "06-05", "06-15", "10-03", "11-01", "12-25", "12-26"]),
    (2029, ["01-01", "03-30", "04-02", "05-01", "05-10", "05-21", "05-31", "10-03", "11-01", "12-25", "12-26"]),
    (2030, ["01-01", "04-19", "04-22", "05-01", "05-30", "06-10", "06-20", "10-03", "11-01", "12-25", "12-26"]),
];

pub(super) fn nrw() -> Calendar {
    Calendar::default()
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[test]
fn every_day_from_2024_to_2030_is_a_working_day_or_in_the_table() {
    for (year, holidays) in HOLIDAYS {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        for it in first.iter_days().take_while(|it| it.year() == year) {
            let listed = holidays.contains(&it.format("%m-%d").to_string().as_str());
            assert_eq!(nrw().is_working_day(it), !is_weekend(it) && !listed, "{it}");
        }
    }
}

#[test]
fn holidays_of_other_laender_are_working_days() {
    for it in ["2026-01-06", "2024-08-15", "2025-10-31", "2028-11-22", "2027-03-08"] {
        assert!(nrw().is_working_day(day(it)), "{it}");
    }
}

#[test]
fn the_24th_and_31st_of_december_are_working_days() {
    for it in ["2024-12-24", "2024-12-31", "2026-12-24", "2026-12-31", "2029-12-24"] {
        assert!(nrw().is_working_day(day(it)), "{it}");
    }
}

#[test]
fn holidays_of_one_year_alone_are_holidays_then() {
    assert!(!nrw().is_working_day(day("2017-10-31")));
    assert_eq!(nrw().name(day("2017-10-31")), "Reformationstag");
    assert!(nrw().is_working_day(day("2016-10-31")) && nrw().is_working_day(day("2018-10-31")));
}

#[test]
fn niedersachsen_has_reformationstag_and_not_the_catholic_holidays() {
    let calendar = RuleSet::of(Land::Niedersachsen, &[]).unwrap().calendar;
    for it in ["2018-10-31", "2025-10-31", "2026-04-03", "2026-12-25"] {
        assert!(!calendar.is_working_day(day(it)), "{it}");
    }
    // Fronleichnam and Allerheiligen.
    for it in ["2026-06-04", "2027-11-01", "2016-10-31"] {
        assert!(calendar.is_working_day(day(it)), "{it}");
    }
}

mod special_days {
    use super::*;

    fn read(text: &str) -> Result<Calendar, String> {
        text.parse()
    }

    #[test]
    fn are_days_that_the_secretariat_adds() {
        let calendar =
            read("24.12.2026 Dienstschluss\r\n\r\n 31.12.2026  Betriebsausflug \n").unwrap();
        assert!(!calendar.is_working_day(day("2026-12-24")));
        assert!(calendar.is_working_day(day("2027-12-24")));
        assert_eq!(calendar.name(day("2026-12-31")), "Betriebsausflug");
        assert_eq!(calendar.add_working_days(day("2026-12-23"), 1), day("2026-12-28"));
    }

    #[test]
    fn are_named_in_the_reason_of_an_end() {
        let calendar = read("24.12.2026 Dienstschluss").unwrap();
        let due = Period::Days(1).due(day("2026-12-23"), &calendar);
        assert_eq!(due.on, day("2026-12-28"));
        let why = "1 Tag ab 23.12.2026; das Ende fiele auf Dienstschluss, daher Montag, 28.12.2026";
        assert_eq!(due.why, why);
    }

    #[test]
    fn that_nobody_can_read_are_refused_with_their_line() {
        assert_eq!(read(" \n"), Ok(nrw()));
        let long = format!("24.12.2026 {}", "x".repeat(61));
        for line in ["24.12.2026", "Dienstschluss", "24.12. Dienstschluss", "30.02.2026 x", &long] {
            let sentence = read(&format!("02.01.2026 Brückentag\n{line}")).unwrap_err();
            assert!(sentence.starts_with("Zeile 2: bitte Tag und Bezeichnung"), "{sentence}");
        }
        let twice = read("24.12.2026 a\n24.12.2026 b").unwrap_err();
        assert_eq!(twice, "Zeile 2: Der 24.12.2026 steht schon in der Liste.");
    }
}

#[test]
fn ten_working_days_before_a_sitting_are_counted_without_holidays() {
    // Wednesday before Easter: Thursday, then Tuesday.
    assert_eq!(nrw().add_working_days(day("2026-04-01"), 2), day("2026-04-07"));
    assert_eq!(nrw().add_working_days(day("2026-11-16"), 10), day("2026-11-30"));
    assert_eq!(nrw().add_working_days(day("2026-11-15"), 0), day("2026-11-15"));
}

proptest! {
    #[test]
    fn easter_monday_is_a_monday_between_23_march_and_26_april(year in 1900..2200i32) {
        let from = NaiveDate::from_ymd_opt(year, 3, 23).unwrap();
        let mondays = from.iter_days().take(35).filter(|it| it.weekday() == Weekday::Mon);
        prop_assert_eq!(mondays.filter(|it| !nrw().is_working_day(*it)).count(), 1);
    }

    #[test]
    fn working_days_add_up(offset in 0..3_000u64, a in 0..30u32, b in 0..30u32) {
        let start = day("2024-01-01") + chrono::Days::new(offset);
        let step = nrw().add_working_days(nrw().add_working_days(start, a), b);
        prop_assert_eq!(step, nrw().add_working_days(start, a + b));
    }
}
