//! Another authority becomes competent while the procedure runs (Wegzug within the Land).

use hfk::procedure::*;

use super::journey::*;

fn unna() -> Competence {
    Competence {
        authority: AuthorityId(77),
        since: day("2026-11-10"),
        reasons: "Umzug nach Unna.".into(),
        before: "Stadt Bochum".into(),
        name: "Kreis Unna".into(),
    }
}

fn letters(outcome: &Outcome) -> Vec<LetterKind> {
    outcome.letters().iter().map(|it| it.kind).collect()
}

#[test]
fn it_is_informed_and_the_case_stays_where_it_stands() {
    for stage in Stage::GATHERING.iter().filter(|it| **it != Stage::StatementRequested) {
        let mut it = Journey::at(*stage);
        let outcome = it.try_take(Step::ChangeAuthority(unna())).unwrap();
        assert_eq!(letters(&outcome), [LetterKind::L2], "{stage}");
        it.take(Step::ChangeAuthority(unna()));
        assert_eq!((it.case.stage, it.case.authority), (*stage, AuthorityId(77)));
    }
}

/// § 3(2): the statement is that of the authority which is competent.
#[test]
fn where_one_was_asked_for_its_statement_the_other_is_asked_with_a_whole_period() {
    let mut it = Journey::at(Stage::StatementRequested);
    it.today = day("2026-12-15");
    let outcome = it.try_take(Step::ChangeAuthority(unna())).unwrap();
    assert_eq!(letters(&outcome), [LetterKind::L2, LetterKind::L4]);
    let deadlines = [outcome.before(), outcome.case()].map(|it| it.deadline.unwrap());
    assert!(deadlines.iter().all(|it| it.kind == DeadlineKind::Statement));
    // As many days later as have passed since the first was asked.
    assert!(deadlines[0].due_on < deadlines[1].due_on, "{deadlines:?}");
}

#[test]
fn it_is_reminded_by_its_own_days() {
    let event = |step, on: &str| Event {
        step,
        from: Stage::StatementRequested,
        to: Stage::StatementRequested,
        by: UserId(uuid::Uuid::nil()),
        hat: Role::Clerk,
        on: day(on),
    };
    let events = [
        event(Step::RequestStatement(Inquiry::default()), "2026-09-01"),
        event(Step::RemindAuthority, "2026-10-20"),
        event(Step::ChangeAuthority(unna()), "2026-11-10"),
    ];
    let awaited = Awaited::after(events.iter().map(|it| (it.step.kind(), it.on))).unwrap();
    assert_eq!((awaited.asked_on, awaited.reminded_on), (day("2026-11-10"), vec![]));
}

#[test]
fn what_was_decided_goes_to_the_authority_that_is_competent_then() {
    let mut it = Journey::at(Stage::Decided);
    let outcome = it.take(Step::ChangeAuthority(unna()));
    assert_eq!(letters(&outcome), [LetterKind::L2]);
    assert_eq!((it.case.stage, it.case.authority), (Stage::Decided, unna().authority));
}

#[test]
fn after_the_ersuchen_the_authority_that_was_asked_decides() {
    for stage in [Stage::AwaitingAuthority, Stage::Closing, Stage::Filed] {
        let refusal = Journey::at(stage).refusal(Step::ChangeAuthority(unna()));
        assert!(refusal.contains("nicht vorgesehen"), "{stage}: {refusal}");
    }
}

#[test]
fn what_is_wrong_is_said() {
    let it = Journey::at(Stage::Received);
    let refused = |to| it.try_take(Step::ChangeAuthority(to)).unwrap_err();
    let same = Competence { authority: it.case.authority, ..unna() };
    assert_eq!(refused(same), [Violation::SameAuthority]);
    let future = Competence { since: day("2027-01-01"), ..unna() };
    assert_eq!(refused(future), [Violation::InFuture(day("2027-01-01"))]);
    let silent = Competence { reasons: " ".into(), ..unna() };
    assert_eq!(refused(silent), [Violation::Missing("Grund")]);
}
