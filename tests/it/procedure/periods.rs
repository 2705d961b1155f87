//! § 31 VwVfG, §§ 187–193 BGB, § 41 VwVfG: when a period begins and when it ends.

use chrono::{Days, NaiveDate, TimeZone as _, Utc};
use hfk::{Now, procedure::*};
use proptest::prelude::*;

use super::{calendar::nrw, journey::day};

/// Period, day of notice, end. Worked out apart from the program.
#[rustfmt::skip]
const ENDS: &[(Period, &str, &str)] = {
    use Period::*;
    &[
        // § 188(2) BGB: a month ends on the day with the same number
        (Months(1), "2026-01-15", "2026-02-16"), // last day Sunday 02-15
        (Months(1), "2024-01-29", "2024-02-29"),
        (Months(3), "2026-06-10", "2026-09-10"),
        (Months(12), "2024-07-02", "2025-07-02"),
        (Months(24), "2024-09-03", "2026-09-03"),
        (Months(1), "2026-02-28", "2026-03-30"), // last day Saturday 03-28
        // § 188(3) BGB: or on the last day of the month, where there is no such day
        (Months(1), "2026-01-31", "2026-03-02"), // last day Saturday 02-28
        (Months(1), "2025-01-29", "2025-02-28"),
        (Months(1), "2024-01-31", "2024-02-29"),
        (Months(1), "2028-01-30", "2028-02-29"),
        (Months(1), "2026-03-31", "2026-04-30"),
        (Months(3), "2026-11-30", "2027-03-01"), // last day Sunday 02-28
        (Months(6), "2026-08-31", "2027-03-01"), // last day Sunday 02-28
        (Months(12), "2024-02-29", "2025-02-28"),
        (Months(1), "2026-05-31", "2026-06-30"),
        (Months(1), "2029-10-31", "2029-11-30"),
        // the leap day
        (Days(1), "2024-02-28", "2024-02-29"),
        (Days(1), "2028-02-28", "2028-02-29"),
        (Days(2), "2028-02-28", "2028-03-01"),
        (Weeks(1), "2024-02-22", "2024-02-29"),
        (Months(12), "2027-02-28", "2028-02-28"),
        (Months(24), "2028-02-29", "2030-02-28"),
        (Days(1), "2025-02-28", "2025-03-03"), // last day Saturday 03-01
        // Karfreitag
        (Weeks(1), "2024-03-22", "2024-04-02"), // last day Friday 03-29
        (Weeks(1), "2025-04-11", "2025-04-22"), // last day Friday 04-18
        (Weeks(1), "2026-03-27", "2026-04-07"), // last day Friday 04-03
        (Weeks(1), "2027-03-19", "2027-03-30"), // last day Friday 03-26
        (Weeks(1), "2028-04-07", "2028-04-18"), // last day Friday 04-14
        (Weeks(1), "2029-03-23", "2029-04-03"), // last day Friday 03-30
        (Weeks(1), "2030-04-12", "2030-04-23"), // last day Friday 04-19
        // Ostermontag
        (Weeks(1), "2024-03-25", "2024-04-02"), // last day Monday 04-01
        (Weeks(1), "2025-04-14", "2025-04-22"), // last day Monday 04-21
        (Weeks(1), "2026-03-30", "2026-04-07"), // last day Monday 04-06
        (Weeks(1), "2027-03-22", "2027-03-30"), // last day Monday 03-29
        (Weeks(1), "2028-04-10", "2028-04-18"), // last day Monday 04-17
        (Weeks(1), "2029-03-26", "2029-04-03"), // last day Monday 04-02
        (Weeks(1), "2030-04-15", "2030-04-23"), // last day Monday 04-22
        // 1. Mai
        (Weeks(1), "2024-04-24", "2024-05-02"), // last day Wednesday 05-01
        (Weeks(1), "2025-04-24", "2025-05-02"), // last day Thursday 05-01
        (Weeks(1), "2026-04-24", "2026-05-04"), // last day Friday 05-01
        (Weeks(1), "2027-04-24", "2027-05-03"), // last day Saturday 05-01
        (Weeks(1), "2028-04-24", "2028-05-02"), // last day Monday 05-01
        (Weeks(1), "2029-04-24", "2029-05-02"), // last day Tuesday 05-01
        (Weeks(1), "2030-04-24", "2030-05-02"), // last day Wednesday 05-01
        // Christi Himmelfahrt
        (Weeks(4), "2024-04-11", "2024-05-10"), // last day Thursday 05-09
        (Weeks(4), "2025-05-01", "2025-05-30"), // last day Thursday 05-29
        (Weeks(4), "2026-04-16", "2026-05-15"), // last day Thursday 05-14
        (Weeks(4), "2027-04-08", "2027-05-07"), // last day Thursday 05-06
        (Weeks(4), "2028-04-27", "2028-05-26"), // last day Thursday 05-25
        (Weeks(4), "2029-04-12", "2029-05-11"), // last day Thursday 05-10
        (Weeks(4), "2030-05-02", "2030-05-31"), // last day Thursday 05-30
        // Pfingstmontag
        (Weeks(2), "2024-05-06", "2024-05-21"), // last day Monday 05-20
        (Weeks(2), "2025-05-26", "2025-06-10"), // last day Monday 06-09
        (Weeks(2), "2026-05-11", "2026-05-26"), // last day Monday 05-25
        (Weeks(2), "2027-05-03", "2027-05-18"), // last day Monday 05-17
        (Weeks(2), "2028-05-22", "2028-06-06"), // last day Monday 06-05
        (Weeks(2), "2029-05-07", "2029-05-22"), // last day Monday 05-21
        (Weeks(2), "2030-05-27", "2030-06-11"), // last day Monday 06-10
        // Fronleichnam
        (Weeks(4), "2024-05-02", "2024-05-31"), // last day Thursday 05-30
        (Weeks(4), "2025-05-22", "2025-06-20"), // last day Thursday 06-19
        (Weeks(4), "2026-05-07", "2026-06-05"), // last day Thursday 06-04
        (Weeks(4), "2027-04-29", "2027-05-28"), // last day Thursday 05-27
        (Weeks(4), "2028-05-18", "2028-06-16"), // last day Thursday 06-15
        (Weeks(4), "2029-05-03", "2029-06-01"), // last day Thursday 05-31
        (Weeks(4), "2030-05-23", "2030-06-21"), // last day Thursday 06-20
        // Tag der Deutschen Einheit
        (Weeks(1), "2024-09-26", "2024-10-04"), // last day Thursday 10-03
        (Weeks(1), "2025-09-26", "2025-10-06"), // last day Friday 10-03
        (Weeks(1), "2026-09-26", "2026-10-05"), // last day Saturday 10-03
        (Weeks(1), "2027-09-26", "2027-10-04"), // last day Sunday 10-03
        (Weeks(1), "2028-09-26", "2028-10-04"), // last day Tuesday 10-03
        (Weeks(1), "2029-09-26", "2029-10-04"), // last day Wednesday 10-03
        (Weeks(1), "2030-09-26", "2030-10-04"), // last day Thursday 10-03
        // Allerheiligen, in 2026 on a Sunday, in 2025 on a Saturday, in 2027 on a Monday
        (Weeks(1), "2024-10-25", "2024-11-04"), // last day Friday 11-01
        (Weeks(1), "2025-10-25", "2025-11-03"), // last day Saturday 11-01
        (Weeks(1), "2026-10-25", "2026-11-02"), // last day Sunday 11-01
        (Weeks(1), "2027-10-25", "2027-11-02"), // last day Monday 11-01
        (Weeks(1), "2028-10-25", "2028-11-02"), // last day Wednesday 11-01
        (Weeks(1), "2029-10-25", "2029-11-02"), // last day Thursday 11-01
        (Weeks(1), "2030-10-25", "2030-11-04"), // last day Friday 11-01
        // 24. and 31. December are working days
        (Weeks(1), "2024-12-17", "2024-12-24"),
        (Weeks(1), "2025-12-17", "2025-12-24"),
        (Weeks(1), "2026-12-17", "2026-12-24"),
        (Weeks(1), "2026-12-24", "2026-12-31"),
        (Days(1), "2029-12-23", "2029-12-24"),
        (Days(1), "2024-12-30", "2024-12-31"),
        (Days(1), "2029-12-30", "2029-12-31"),
        (Months(1), "2030-11-30", "2030-12-30"),
        // Christmas, and the turn of the year
        (Days(1), "2024-12-24", "2024-12-27"), // last day Wednesday 12-25
        (Days(1), "2025-12-24", "2025-12-29"), // last day Thursday 12-25
        (Days(1), "2026-12-24", "2026-12-28"), // last day Friday 12-25
        (Days(1), "2027-12-24", "2027-12-27"), // last day Saturday 12-25
        (Days(1), "2028-12-24", "2028-12-27"), // last day Monday 12-25
        (Days(1), "2029-12-24", "2029-12-27"), // last day Tuesday 12-25
        (Days(1), "2030-12-24", "2030-12-27"), // last day Wednesday 12-25
        (Days(1), "2024-12-31", "2025-01-02"), // last day Wednesday 01-01
        (Days(1), "2026-12-31", "2027-01-04"), // last day Friday 01-01
        (Days(1), "2027-12-31", "2028-01-03"), // last day Saturday 01-01
        (Days(1), "2028-12-31", "2029-01-02"), // last day Monday 01-01
        (Weeks(2), "2029-12-18", "2030-01-02"), // last day Tuesday 01-01
        (Weeks(6), "2026-11-20", "2027-01-04"), // last day Friday 01-01
        (Months(1), "2027-12-01", "2028-01-03"), // last day Saturday 01-01
        // the nights in which clocks are set forward and back are days like others
        (Days(1), "2026-03-28", "2026-03-30"), // last day Sunday 03-29
        (Days(2), "2026-03-28", "2026-03-30"),
        (Weeks(1), "2026-03-24", "2026-03-31"),
        (Days(1), "2026-10-24", "2026-10-26"), // last day Sunday 10-25
        (Weeks(1), "2026-10-21", "2026-10-28"),
        (Days(3), "2024-10-25", "2024-10-28"),
        (Weeks(1), "2030-03-27", "2030-04-03"),
        // working days leave weekends and holidays out, so they end on one by themselves
        (WorkingDays(1), "2026-11-20", "2026-11-23"),
        (WorkingDays(5), "2026-11-20", "2026-11-27"),
        (WorkingDays(10), "2026-12-18", "2027-01-05"),
        (WorkingDays(2), "2024-03-28", "2024-04-03"),
        (WorkingDays(3), "2025-04-17", "2025-04-24"),
        (WorkingDays(5), "2026-05-11", "2026-05-19"),
        (WorkingDays(10), "2026-05-22", "2026-06-09"),
        (WorkingDays(1), "2024-12-24", "2024-12-27"),
        (WorkingDays(4), "2029-12-21", "2029-12-31"),
        (WorkingDays(20), "2028-12-01", "2029-01-03"),
    ]
};

#[test]
fn end_as_the_table_says() {
    for (period, notice, end) in ENDS {
        assert_eq!(period.end(day(notice), &nrw()), day(end), "{period} from {notice}");
    }
}

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
    let explain = |period: Period, notice| period.due(day(notice), &nrw()).why;
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
        ("3 Monate", Period::Months(3)),
        ("1 Monat", Period::Months(1)),
        ("10 Arbeitstage", Period::WorkingDays(10)),
        ("1 Arbeitstag", Period::WorkingDays(1)),
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
    for text in [
        "",
        "6",
        "Wochen",
        "0 Wochen",
        "105 Wochen",
        "731 Tage",
        "-1 Tage",
        "25 Monate",
        "501 Arbeitstage",
        "2 Jahre",
    ] {
        let sentence = text.parse::<Period>().unwrap_err();
        assert!(sentence.contains("„6 Wochen“, „10 Tage“, „3 Monate“"), "{text}");
    }
}

/// By which day a period begins: that of the clock on the wall in Düsseldorf.
#[test]
fn begin_on_the_day_in_düsseldorf_also_in_the_night_of_the_clock_change() {
    for (month, of_month, hour, minute, expected) in [
        (3, 28, 22, 59, "2026-03-28"), // winter: one hour ahead of UTC
        (3, 28, 23, 0, "2026-03-29"),
        (3, 29, 21, 59, "2026-03-29"), // summer: two hours
        (3, 29, 22, 0, "2026-03-30"),
        (10, 24, 21, 59, "2026-10-24"),
        (10, 24, 22, 0, "2026-10-25"),
        (10, 25, 22, 59, "2026-10-25"), // winter again: this day had 25 hours
        (10, 25, 23, 0, "2026-10-26"),
        (12, 31, 23, 0, "2027-01-01"),
    ] {
        let at = Utc.with_ymd_and_hms(2026, month, of_month, hour, minute, 0).unwrap();
        assert_eq!(Now::from(at).today, day(expected), "{at}");
    }
}

mod paragraph_41_posting {
    use super::*;

    fn due(posting: &str, letter_of: &str) -> Due {
        let posting = posting.parse().unwrap();
        Period::Weeks(4).due_after_letter(day(letter_of), posting, &nrw())
    }

    #[test]
    fn unless_set_otherwise_a_period_runs_from_the_day_of_its_letter() {
        let rules = RuleSet::nrw(&[]).unwrap();
        assert_eq!(rules.posting, Posting::Days(0));
        let due = rules.due_after_letter(Period::Weeks(4), day("2026-11-16"));
        assert_eq!((due.on, due.why.as_str()), (day("2026-12-14"), "4 Wochen ab 16.11.2026"));
    }

    #[test]
    fn by_statute_the_fourth_day_counts_since_2025_and_the_third_before() {
        for (letter_of, received_on) in [
            ("2024-12-30", "2025-01-02"),
            ("2024-12-31", "2025-01-03"),
            ("2025-01-01", "2025-01-05"),
            ("2025-01-02", "2025-01-06"),
        ] {
            assert_eq!(Posting::ByStatute.received_on(day(letter_of)), day(received_on));
        }
    }

    #[test]
    fn the_day_of_receipt_stays_on_a_sunday_and_only_the_end_moves() {
        let it = due("gesetzlich", "2026-05-05"); // received on Saturday, 9 May
        assert_eq!(it.on, day("2026-06-08"));
        let why = "Aufgabe zur Post am 05.05.2026, Bekanntgabe am 4. Tag danach; 4 Wochen ab \
                   09.05.2026; das Ende fiele auf Samstag, daher Montag, 08.06.2026";
        assert_eq!(it.why, why);
        assert_eq!(due("gesetzlich", "2026-05-06").on, day("2026-06-08"), "Sunday to Sunday");
        assert_eq!(due("gesetzlich", "2026-05-07").on, day("2026-06-08"), "Monday to Monday");
    }

    #[test]
    fn the_secretariat_may_set_its_own_number_of_days() {
        assert_eq!(due("0", "2026-11-16").on, day("2026-12-14"));
        assert_eq!(due(" 3 ", "2026-11-16").on, day("2026-12-17"));
        for wrong in ["", "elf", "11", "-1", "4. Tag"] {
            let sentence = wrong.parse::<Posting>().unwrap_err();
            assert!(sentence.contains("eine ganze Zahl von 0 bis 10"), "{sentence}");
        }
    }
}

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![
        (1..730u32).prop_map(Period::Days),
        (1..104u32).prop_map(Period::Weeks),
        (1..24u32).prop_map(Period::Months),
        (1..500u32).prop_map(Period::WorkingDays),
    ]
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0..3_000u64).prop_map(|it| day("2024-01-01") + Days::new(it))
}

proptest! {
    #[test]
    fn end_on_the_first_working_day_at_or_after_their_last(notice in days(), n in 1..400u32) {
        let (last, end) = (notice + Days::new(n.into()), Period::Days(n).end(notice, &nrw()));
        prop_assert!(nrw().is_working_day(end) && end >= last);
        prop_assert!(last.iter_days().take_while(|it| *it < end).all(|it| !nrw().is_working_day(it)));
    }

    #[test]
    fn end_on_a_working_day_after_notice(notice in days(), period in periods()) {
        let due = period.due(notice, &nrw());
        prop_assert!(nrw().is_working_day(due.on) && due.on > notice);
        prop_assert_eq!(due.on, period.end(notice, &nrw()));
        prop_assert_eq!(due.why.contains("fiele"), due.why.contains("daher"));
    }

    #[test]
    fn notice_on_a_later_day_never_ends_earlier(
        notice in days(), later in 1..60u64, period in periods(), posting in 0..10u8,
    ) {
        let due = |it| period.due_after_letter(it, Posting::Days(posting), &nrw()).on;
        prop_assert!(due(notice) <= due(notice + Days::new(later)));
        prop_assert!(due(notice) >= period.end(notice, &nrw()), "the post takes no time away");
    }

    #[test]
    fn more_days_of_no_work_never_end_a_period_earlier(
        notice in days(), period in periods(), special in days(),
    ) {
        let special = [(special, "Dienstschluss".to_owned())].into();
        let more = Calendar { special, ..nrw() };
        prop_assert!(period.end(notice, &more) >= period.end(notice, &nrw()));
    }

    #[test]
    fn of_months_end_like_ranges_of_days(notice in days(), n in 1..24u32) {
        let end = Period::Months(n).end(notice, &nrw());
        let (least, most) = (u64::from(n) * 28, u64::from(n) * 31 + 5);
        prop_assert!((notice + Days::new(least)..=notice + Days::new(most)).contains(&end));
    }
}
