//! § 3, § 6 HFKVO: at least one sitting a month, or a quarter; a warning in good time.

use hfk::procedure::{
    SittingState::{Approved, Cancelled, Closed, Open, Planned, Published},
    *,
};

use super::journey::day;

fn rules(rhythm: &str) -> RuleSet {
    RuleSet::nrw(&[(Setting::SittingRhythm, rhythm.to_owned())]).unwrap()
}

/// The first days of the months or quarters that are in danger.
fn gaps(rhythm: &str, today: &str, sittings: &[(&str, SittingState)]) -> Vec<String> {
    let sittings: Vec<_> = sittings.iter().map(|it| (day(it.0), it.1)).collect();
    let gaps = rhythm_gaps(&sittings, day(today), &rules(rhythm));
    gaps.iter().map(|it| it.first.to_string()).collect()
}

#[test]
fn a_month_without_a_sitting_is_named() {
    assert_eq!(gaps("Monat", "2026-11-01", &[]), ["2026-11-01"]);
    assert!(gaps("Monat", "2026-11-01", &[("2026-11-25", Planned)]).is_empty());
    for state in [Open, Closed, Approved] {
        assert!(gaps("Monat", "2026-11-01", &[("2026-11-01", state)]).is_empty(), "{state}");
    }
}

#[test]
fn the_next_month_is_named_four_weeks_ahead() {
    let november = ("2026-11-11", Closed);
    assert!(gaps("Monat", "2026-11-02", &[november]).is_empty());
    assert_eq!(gaps("Monat", "2026-11-03", &[november]), ["2026-12-01"]);
    assert!(gaps("Monat", "2026-11-30", &[november, ("2026-12-09", Published)]).is_empty());
    assert_eq!(gaps("Monat", "2026-12-28", &[]), ["2026-12-01", "2027-01-01"]);
}

#[test]
fn a_sitting_that_was_not_held_does_not_count() {
    assert_eq!(gaps("Monat", "2026-11-02", &[("2026-11-25", Cancelled)]), ["2026-11-01"]);
    let missed = ("2026-11-11", Published);
    assert!(gaps("Monat", "2026-11-11", &[missed, ("2026-12-09", Planned)]).is_empty(), "today");
    assert_eq!(gaps("Monat", "2026-11-12", &[missed, ("2026-12-09", Planned)]), ["2026-11-01"]);
}

#[test]
fn with_a_committee_one_in_a_quarter_is_enough() {
    assert!(gaps("Quartal", "2026-11-15", &[("2026-10-07", Closed)]).is_empty());
    assert_eq!(gaps("Quartal", "2026-12-15", &[("2026-10-07", Closed)]), ["2027-01-01"]);
    assert_eq!(gaps("Quartal", "2026-11-15", &[("2026-09-30", Closed)]), ["2026-10-01"]);
}

#[test]
fn where_no_source_asks_for_a_rhythm_nothing_is_in_danger() {
    assert!(gaps("keiner", "2026-11-15", &[]).is_empty());
    let niedersachsen = RuleSet::of(Land::Niedersachsen, &[]).unwrap();
    assert_eq!(niedersachsen.sitting_rhythm, Rhythm::None);
    assert_eq!(RuleSet::nrw(&[]).unwrap().sitting_rhythm, Rhythm::Month);
    let wrong = RuleSet::nrw(&[(Setting::SittingRhythm, "Woche".to_owned())]).unwrap_err();
    assert_eq!(wrong.sentence, "Bitte „Monat“, „Quartal“ oder „keiner“ angeben.");
}

#[test]
fn the_last_day_of_a_timely_invitation_is_told() {
    let gap = |today: &str| rhythm_gaps(&[], day(today), &rules("Monat")).remove(0);
    // The last working day of December 2026 is Thursday, the 31st; ten working days before.
    assert_eq!(gap("2026-12-01").invite_by, day("2026-12-16"));
    // 31 October 2026 is a Saturday: the 30th, and ten working days before.
    let october = gap("2026-10-01");
    assert_eq!((october.last, october.invite_by), (day("2026-10-31"), day("2026-10-16")));
}

#[test]
fn what_is_asked_of_the_database_covers_both_periods() {
    let days = |rhythm, today| rhythm_days(day(today), &rules(rhythm));
    assert_eq!(days("Monat", "2026-12-15"), (day("2026-12-01"), day("2027-01-31")));
    assert_eq!(days("Quartal", "2026-11-15"), (day("2026-10-01"), day("2027-03-31")));
}
