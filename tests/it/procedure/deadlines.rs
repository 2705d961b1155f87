//! Deadlines of a case: opened and closed by steps, changed with a reason, never without a trace.

use hfk::procedure::*;
use proptest::prelude::*;

use super::journey::*;

/// Asked on Monday, 16 November 2026: the statement is due on Monday, 28 December.
fn waiting() -> Journey {
    Journey::at(Stage::StatementRequested)
}

fn change(change: DeadlineChange) -> Step {
    Step::ChangeDeadline { change, reason: "Die Akte liegt beim Gericht.".into() }
}

fn by_two_weeks() -> DeadlineChange {
    DeadlineChange::ExtendBy(Period::Weeks(2))
}

fn due_on(it: &Journey) -> Option<chrono::NaiveDate> {
    it.case.deadline.map(|it| it.due_on)
}

#[test]
fn a_letter_opens_it_and_the_answer_closes_it() {
    let mut it = Journey::at(Stage::Admitted);
    let opened = it.take(Step::RequestStatement(Inquiry::default()));
    let entry = DeadlineEntry {
        kind: DeadlineKind::Statement,
        what: DeadlineMove::Opened,
        due_on: day("2026-12-28"),
        why: "6 Wochen ab 16.11.2026".into(),
        reason: String::new(),
    };
    assert_eq!(opened.deadlines(), std::slice::from_ref(&entry));
    let closed = it.take(statement());
    let end = DeadlineEntry { what: DeadlineMove::Closed, why: String::new(), ..entry };
    assert_eq!((closed.deadlines(), it.case.deadline), (&[end][..], None));
}

#[test]
fn an_ending_from_outside_closes_it_as_well() {
    let mut it = waiting();
    let outcome = it.take(Step::EndOtherwise {
        persons: vec![MOTHER, FATHER, CHILD],
        ending: OtherEnding::Departed,
        ended_on: today(),
        evidence: "Meldung".into(),
        document: None,
        handed_to: String::new(),
    });
    assert_eq!(outcome.deadlines()[0].what, DeadlineMove::Closed);
}

#[test]
fn a_target_and_a_final_deadline_are_told_apart_by_what_they_are_for() {
    assert_eq!(DeadlineKind::Statement.firmness(), Firmness::Target);
    assert_eq!(DeadlineKind::AuthorityReply.firmness(), Firmness::Final);
    assert_eq!(DeadlineKind::AuthorityDecision.firmness(), Firmness::Target);
}

mod extended {
    use super::*;

    #[test]
    fn it_runs_on_from_its_former_end() {
        let mut it = waiting();
        let outcome = it.take(change(by_two_weeks()));
        assert_eq!(due_on(&it), Some(day("2027-01-11")), "§ 190 BGB: not from today");
        let entry = &outcome.deadlines()[0];
        assert_eq!((entry.what, entry.due_on), (DeadlineMove::Extended, day("2027-01-11")));
        assert_eq!(entry.why, "2 Wochen ab 28.12.2026");
        assert_eq!(entry.reason, "Die Akte liegt beim Gericht.");
        assert!(outcome.letters().is_empty());
    }

    #[test]
    fn to_a_day_it_ends_on_the_next_working_day() {
        let mut it = waiting();
        let outcome = it.take(change(DeadlineChange::ExtendTo(day("2027-01-09"))));
        assert_eq!(due_on(&it), Some(day("2027-01-11")));
        let why = "verlängert; das Ende fiele auf Samstag, daher Montag, 11.01.2027";
        assert_eq!(outcome.deadlines()[0].why, why);
    }

    #[test]
    fn it_ends_later_than_before_and_not_in_the_past() {
        let mut it = waiting();
        let to = |it: &Journey, on| it.refusal(change(DeadlineChange::ExtendTo(day(on))));
        for on in ["2026-12-28", "2026-12-01"] {
            assert_eq!(
                to(&it, on),
                "Die neue Frist muss nach der bisherigen enden, die bis 28.12.2026 läuft."
            );
        }
        it.today = day("2027-02-01");
        assert_eq!(to(&it, "2027-01-15"), "Die neue Frist wäre am 15.01.2027 schon abgelaufen.");
        it.take(change(DeadlineChange::ExtendTo(day("2027-02-15"))));
        assert_eq!(due_on(&it), Some(day("2027-02-15")), "also after it was over");
    }
}

mod paused {
    use super::*;

    #[test]
    fn it_is_not_due_and_goes_on_by_as_many_days_later() {
        let mut it = waiting();
        it.today = day("2026-12-01");
        let outcome = it.take(change(DeadlineChange::Pause));
        assert_eq!(outcome.deadlines()[0].due_on, day("2026-12-28"));
        let resting = it.case.deadline.unwrap();
        assert_eq!(resting.rests_since, Some(day("2026-12-01")));
        assert!(!resting.is_over(day("2027-06-01")));
        it.today = day("2026-12-15");
        let outcome = it.take(change(DeadlineChange::Resume));
        assert_eq!(
            it.case.deadline,
            Some(Deadline::new(DeadlineKind::Statement, day("2027-01-11")))
        );
        let why = "ruhte 14 Tage ab 01.12.2026, fortgesetzt am 15.12.2026";
        assert_eq!(outcome.deadlines()[0].why, why);
    }

    #[test]
    fn what_rests_is_neither_extended_nor_paused_again() {
        let mut it = waiting();
        let runs = "Die Frist läuft; fortzusetzen ist nur, was angehalten ist.";
        assert_eq!(it.refusal(change(DeadlineChange::Resume)), runs);
        it.take(change(DeadlineChange::Pause));
        for again in [DeadlineChange::Pause, by_two_weeks()] {
            let rests = "Die Frist ist seit 16.11.2026 angehalten und zuerst fortzusetzen.";
            assert_eq!(it.refusal(change(again)), rests);
        }
        it.take(change(DeadlineChange::Withdraw));
        assert_eq!(it.case.deadline, None);
    }

    #[test]
    fn nobody_is_reminded_while_it_rests() {
        let mut it = waiting();
        it.take(change(DeadlineChange::Pause));
        assert_eq!(
            it.refusal(Step::RemindAuthority),
            "Die Frist ist seit 16.11.2026 angehalten und zuerst fortzusetzen."
        );
    }

    #[test]
    fn what_is_over_does_not_rest() {
        let mut it = waiting();
        it.today = day("2026-12-28");
        assert!(it.try_take(change(DeadlineChange::Pause)).is_ok(), "its last day is not over");
        it.today = day("2026-12-29");
        assert_eq!(
            it.refusal(change(DeadlineChange::Pause)),
            "Die Frist ist am 28.12.2026 abgelaufen; sie kann verlängert, aber nicht mehr angehalten werden."
        );
    }

    #[test]
    fn the_answer_closes_it_all_the_same() {
        let mut it = waiting();
        it.take(change(DeadlineChange::Pause));
        let outcome = it.take(statement());
        assert_eq!((outcome.deadlines().len(), it.case.deadline), (1, None));
    }
}

#[test]
fn withdrawn_it_leaves_the_date_it_had() {
    let mut it = waiting();
    let outcome = it.take(change(DeadlineChange::Withdraw));
    let entry = &outcome.deadlines()[0];
    assert_eq!((entry.what, entry.due_on), (DeadlineMove::Withdrawn, day("2026-12-28")));
    assert_eq!(it.refusal(change(by_two_weeks())), "Zurzeit ist keine Frist gesetzt.");
}

#[test]
fn every_change_has_a_reason() {
    let step = Step::ChangeDeadline { change: by_two_weeks(), reason: " ".into() };
    assert_eq!(waiting().refusal(step), "Bitte ausfüllen: Grund.");
}

#[test]
fn it_is_changed_by_the_secretariat_where_one_can_be_open() {
    for stage in Stage::ALL {
        let it = Journey::at(*stage);
        let open = it.case.deadline.is_some();
        assert_eq!(it.try_take(change(by_two_weeks())).is_ok(), open, "{stage}");
    }
    let member = waiting().try_take_as(change(by_two_weeks()), &actor(&[Role::Member]));
    assert!(member.is_err());
}

#[test]
fn its_event_reads_as_it_was_written() {
    for (it, json) in [
        (by_two_weeks(), r#"{"extend_by":{"Weeks":2}}"#),
        (DeadlineChange::ExtendTo(day("2027-01-09")), r#"{"extend_to":"2027-01-09"}"#),
        (DeadlineChange::Pause, r#""pause""#),
        (DeadlineChange::Resume, r#""resume""#),
        (DeadlineChange::Withdraw, r#""withdraw""#),
    ] {
        let step = change(it);
        let text = format!(
            r#"{{"step":"change_deadline","change":{json},"reason":"Die Akte liegt beim Gericht."}}"#
        );
        assert_eq!(serde_json::to_string(&step).unwrap(), text);
        assert_eq!(serde_json::from_str::<Step>(&text).unwrap(), step);
    }
}

proptest! {
    #[test]
    fn resting_never_shortens_and_ends_on_a_working_day(pause in 0..42i64, rest in 0..400i64) {
        let mut it = waiting();
        it.today = today() + chrono::Duration::days(pause);
        it.take(change(DeadlineChange::Pause));
        it.today += chrono::Duration::days(rest);
        it.take(change(DeadlineChange::Resume));
        let due = due_on(&it).unwrap();
        let least = day("2026-12-28") + chrono::Duration::days(rest);
        prop_assert!(due >= least && it.rules.calendar.is_working_day(due));
        prop_assert!((due - least).num_days() <= 5);
        prop_assert_eq!(it.replayed(), Ok(it.case.clone()));
    }
}
