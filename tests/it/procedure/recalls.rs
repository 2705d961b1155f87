//! Wiedervorlagen: days ahead as people type them, and who is away.

use hfk::procedure::*;
use proptest::prelude::*;
use uuid::Uuid;

use super::journey::day;

/// Today, what is typed, the day that is meant.
const DAYS: &[(&str, &str, &str)] = &[
    ("2026-11-28", "+14", "2026-12-12"),
    ("2026-11-28", " + 1 ", "2026-11-29"),
    ("2026-11-28", "+0", "2026-11-28"),
    ("2026-12-24", "+14", "2027-01-07"),
    ("2028-02-15", "+14", "2028-02-29"),
    ("2026-11-28", "heute", "2026-11-28"),
    ("2026-12-31", "Morgen", "2027-01-01"),
    // Without a year it is the next such day.
    ("2026-11-28", "12.6.", "2027-06-12"),
    ("2026-05-28", "12.6.", "2026-06-12"),
    ("2026-06-12", "12.06.", "2026-06-12"),
    ("2026-06-13", "12.6", "2027-06-12"),
    ("2026-12-31", "1.1.", "2027-01-01"),
    ("2026-11-28", "29.2.", "2028-02-29"),
    ("2028-03-01", "29.2.", "2032-02-29"),
    // With one it is that day.
    ("2026-11-28", "12.6.2027", "2027-06-12"),
    ("2026-11-28", "12.06.27", "2027-06-12"),
    ("2026-11-28", "2027-06-12", "2027-06-12"),
    ("2026-11-28", "12.6.2026", "2026-06-12"),
    // A week begins on its Monday; one that has begun, today.
    ("2026-05-28", "KW 24", "2026-06-08"),
    ("2026-11-28", "KW 24", "2027-06-14"),
    ("2026-11-28", "kw24", "2027-06-14"),
    ("2026-11-28", "KW 48", "2026-11-28"),
    ("2026-11-30", "KW 48", "2027-11-29"),
    ("2026-11-29", "KW 49", "2026-11-30"),
    // 2026 has a 53rd week, until 3 January 2027; the years after it have none before 2032.
    ("2026-11-28", "KW 53", "2026-12-28"),
    ("2026-12-30", "KW 53", "2026-12-30"),
    ("2027-01-02", "KW 53", "2027-01-02"),
    ("2027-01-04", "KW 53", "2032-12-27"),
    // In December the first week is that of the year to come; it can begin in the old one.
    ("2026-12-15", "KW 1", "2027-01-04"),
    ("2025-12-15", "KW 1", "2025-12-29"),
    ("2025-12-30", "KW 01", "2025-12-30"),
    ("2029-12-20", "KW 1", "2029-12-31"),
    ("2026-11-28", "KW 2/2028", "2028-01-10"),
    ("2026-11-28", "KW 2/28", "2028-01-10"),
];

#[test]
fn a_day_ahead_is_read_in_every_usual_form() {
    for (today, typed, meant) in DAYS {
        assert_eq!(day_ahead(typed, day(today)), Some(day(meant)), "„{typed}“ on {today}");
    }
}

#[test]
fn what_is_no_day_is_not_read() {
    for typed in [
        "",
        " ",
        "bald",
        "12",
        "12.",
        "31.2.",
        "12.13.",
        "1.1.1.1",
        "+",
        "+-1",
        "-3",
        "+70000",
        "KW",
        "KW 0",
        "KW 54",
        "KW -1",
        "KW 24/7",
        "KW 53/2027",
        "12.6.7",
        "+1 Tag",
        "2026-02-30",
    ] {
        assert_eq!(day_ahead(typed, day("2026-11-28")), None, "„{typed}“");
    }
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(typed in ".{0,12}") {
        let _ = day_ahead(&typed, day("2026-11-28"));
    }

    #[test]
    fn a_day_without_a_year_never_lies_behind(offset in 0..3_000u64, of_month in 1..29u32, month in 1..13u32, week in 1..54u32) {
        let today = day("2024-01-01") + chrono::Days::new(offset);
        for typed in [format!("{of_month}.{month}."), format!("KW {week}")] {
            prop_assert!(day_ahead(&typed, today).is_some_and(|it| it >= today), "{}", typed);
        }
    }
}

fn recall(on: &str, note: &str) -> Recall {
    let (case, user) = (CaseId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
    Recall { case, on: day(on), note: note.into(), user }
}

#[test]
fn a_recall_lies_ahead_and_has_a_short_note() {
    let today = day("2026-11-28");
    let sentence = |it: Recall| it.errors(today).into_iter().map(|it| it.sentence).next();
    assert_eq!(sentence(recall("2026-11-28", "")), None);
    assert_eq!(sentence(recall("2031-12-31", &"ü".repeat(500))), None);
    let past = "Der Tag der Wiedervorlage liegt in der Vergangenheit.";
    assert_eq!(sentence(recall("2026-11-27", "")).as_deref(), Some(past));
    let far = "Der Tag der Wiedervorlage liegt mehr als fünf Jahre voraus.";
    assert_eq!(sentence(recall("2032-01-01", "")).as_deref(), Some(far));
    let long = "Notiz: höchstens 500 Zeichen.";
    assert_eq!(sentence(recall("2026-12-01", &"x".repeat(501))).as_deref(), Some(long));
}

#[test]
fn an_absence_has_an_end_and_a_deputy_and_is_noted_once() {
    let user = |n| UserId(Uuid::from_u128(n));
    let absence = |from: &str, until: &str, deputy| Absence {
        user: user(1),
        from: day(from),
        until: day(until),
        deputy: user(deputy),
    };
    let noted = absence("2026-12-21", "2027-01-03", 2);
    let fields = |it: &Absence, others: &[Absence]| {
        it.errors(others.iter(), day("2026-11-28"))
            .into_iter()
            .map(|it| it.field)
            .collect::<Vec<_>>()
    };
    assert!(fields(&noted, &[]).is_empty());
    assert_eq!(fields(&absence("2026-12-21", "2026-12-20", 2), &[]), ["until"]);
    assert_eq!(fields(&absence("2026-11-01", "2026-11-27", 2), &[]), ["until"]);
    assert_eq!(fields(&absence("2026-12-01", "2026-12-02", 1), &[]), ["deputy"]);
    let beside = std::slice::from_ref(&noted);
    assert_eq!(fields(&absence("2027-01-03", "2027-01-10", 2), beside), ["from"]);
    assert!(fields(&absence("2027-01-04", "2027-01-10", 2), beside).is_empty());
    let of_another = Absence { user: user(3), ..absence("2026-12-21", "2027-01-03", 2) };
    assert!(fields(&of_another, beside).is_empty());
}
