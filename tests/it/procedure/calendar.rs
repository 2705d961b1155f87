//! § 31 VwVfG, §§ 187–193 BGB, § 2 Feiertagsgesetz NW: holidays, working days, periods.

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

fn nrw() -> Calendar {
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
fn the_secretariat_may_add_days() {
    let calendar = Calendar { special: [day("2026-12-24")].into() };
    assert!(!calendar.is_working_day(day("2026-12-24")));
    assert_eq!(Period::Days(1).end(day("2026-12-23"), &calendar), day("2026-12-28"));
}

mod periods {
    use super::*;

    #[track_caller]
    fn ends(period: Period, notice: &str, expected: &str) {
        assert_eq!(period.end(day(notice), &nrw()), day(expected));
    }

    #[test]
    fn begin_on_the_day_after_notice() {
        ends(Period::Days(1), "2026-11-16", "2026-11-17");
        ends(Period::Weeks(1), "2026-11-16", "2026-11-23");
    }

    #[test]
    fn six_weeks_end_on_the_same_weekday() {
        ends(Period::Weeks(6), "2026-01-13", "2026-02-24");
    }

    #[test]
    fn never_end_on_a_saturday_or_sunday() {
        ends(Period::Days(5), "2026-11-16", "2026-11-23"); // Saturday, 21 November
        ends(Period::Days(6), "2026-11-16", "2026-11-23"); // Sunday
    }

    #[test]
    fn pass_over_good_friday_to_the_tuesday_after_easter() {
        ends(Period::Weeks(1), "2026-03-27", "2026-04-07"); // Karfreitag, 3 April
        ends(Period::Weeks(2), "2026-03-23", "2026-04-07"); // Ostermontag, 6 April
        ends(Period::Days(1), "2026-04-01", "2026-04-02"); // Gründonnerstag is a working day
    }

    #[test]
    fn pass_over_fronleichnam_to_the_friday() {
        ends(Period::Weeks(6), "2026-04-23", "2026-06-05");
    }

    #[test]
    fn pass_over_ascension_and_whit_monday() {
        ends(Period::Weeks(1), "2026-05-07", "2026-05-15");
        ends(Period::Weeks(1), "2026-05-18", "2026-05-26");
    }

    #[test]
    fn allerheiligen_on_a_sunday_moves_nothing_further() {
        ends(Period::Weeks(1), "2026-10-25", "2026-11-02");
        ends(Period::Weeks(1), "2027-10-25", "2027-11-02"); // on a Monday it does
    }

    #[test]
    fn christmas_on_a_friday_lasts_until_monday() {
        ends(Period::Weeks(2), "2026-12-11", "2026-12-28");
        ends(Period::Weeks(1), "2026-12-25", "2027-01-04"); // Neujahr is a Friday then
    }

    #[test]
    fn end_on_christmas_eve_and_new_years_eve() {
        ends(Period::Weeks(6), "2026-11-12", "2026-12-24");
        ends(Period::Weeks(6), "2026-11-19", "2026-12-31");
    }

    #[test]
    fn know_the_leap_day() {
        ends(Period::Weeks(1), "2024-02-22", "2024-02-29");
        ends(Period::Days(1), "2028-02-28", "2028-02-29");
        ends(Period::Days(1), "2026-02-27", "2026-03-02");
    }

    #[test]
    fn say_why_they_end_when_they_do() {
        let explain = |period: Period, notice| period.explain(day(notice), &nrw());
        assert_eq!(explain(Period::Weeks(6), "2026-11-16"), "6 Wochen ab 16.11.2026");
        assert_eq!(
            explain(Period::Weeks(6), "2026-04-23"),
            "6 Wochen ab 23.04.2026; das Ende fiele auf Fronleichnam, daher Freitag, 05.06.2026"
        );
        assert_eq!(
            explain(Period::Weeks(1), "2026-03-27"),
            "1 Woche ab 27.03.2026; das Ende fiele auf Karfreitag, daher Dienstag, 07.04.2026"
        );
        assert_eq!(
            explain(Period::Days(5), "2026-11-16"),
            "5 Tage ab 16.11.2026; das Ende fiele auf Samstag, daher Montag, 23.11.2026"
        );
    }

    #[test]
    fn are_read_as_they_are_shown() {
        for (text, period) in [
            ("6 Wochen", Period::Weeks(6)),
            (" 1 Woche ", Period::Weeks(1)),
            ("10 Tage", Period::Days(10)),
            ("1 Tag", Period::Days(1)),
        ] {
            assert_eq!(text.parse(), Ok(period));
            assert_eq!(period.to_string(), text.trim());
        }
    }

    #[test]
    fn that_make_no_sense_are_not_read() {
        for text in ["", "6", "Wochen", "0 Wochen", "105 Wochen", "731 Tage", "-1 Tage", "6 Monate"]
        {
            let sentence = text.parse::<Period>().unwrap_err();
            assert!(sentence.contains("„6 Wochen“ oder „10 Tage“"), "{text}");
        }
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
    fn a_period_ends_on_the_first_working_day_at_or_after_its_last(
        offset in 0..3_000u64, length in 1..400u32,
    ) {
        let notice = day("2024-01-01") + chrono::Days::new(offset);
        let (last, end) = (
            notice + chrono::Days::new(length.into()),
            Period::Days(length).end(notice, &nrw()),
        );
        prop_assert!(nrw().is_working_day(end));
        prop_assert!(end >= last);
        prop_assert!(last.iter_days().take_while(|it| *it < end).all(|it| !nrw().is_working_day(it)));
    }

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
