//! A step that was a mistake is taken back as an act of its own, while nothing of it has left the house.

use hfk::procedure::*;

use super::journey::*;

const MISTAKE: &str = "Der Schritt galt einem anderen Vorgang.";

fn last(it: &mut Journey) -> &mut LastStep {
    it.facts.last_step.as_mut().unwrap()
}

/// What stands in the way before a reason is given.
fn in_the_way(it: &Journey, role: Role) -> String {
    sentences(&obstacles(&it.case, &it.facts, StepKind::TakeBack, &actor(&[role])))
}

#[test]
fn the_case_stands_as_before_but_for_its_version() {
    for stage in Stage::ALL.iter().filter(|it| **it != Stage::Received) {
        let mut it = Journey::at(*stage);
        it.sitting(SittingState::Open);
        let (version, before) = (it.case.version.0 + 1, it.as_before().clone());
        let outcome = it.take(it.taking_back(MISTAKE));
        assert_eq!(it.case, Case { version: Version(version), ..before }, "{stage}");
        assert!(outcome.letters().is_empty(), "{stage}");
        assert_eq!(it.replayed().as_ref(), Ok(&it.case), "{stage}");
    }
}

#[test]
fn findings_are_again_those_that_were_there_or_none() {
    let mut it = Journey::at(Stage::Admissibility);
    it.find(MOTHER, Ground::EntryBan, Finding::Present);
    it.take(it.taking_back(MISTAKE));
    assert_eq!(it.case.person(MOTHER).unwrap().finding(Ground::EntryBan), Finding::Absent);
    let outcome = it.take(it.taking_back(MISTAKE));
    assert!(it.case.persons.iter().all(|it| it.findings.is_empty()));
    assert_eq!(outcome.removed_findings().count(), 3 * GROUNDS.len());
}

#[test]
fn twice_goes_back_two_steps_and_what_takes_back_is_not_taken_back() {
    let mut it = Journey::at(Stage::StatementRequested);
    it.take(it.taking_back(MISTAKE));
    assert_eq!(it.case.stage, Stage::Admitted);
    it.take(it.taking_back(MISTAKE));
    assert_eq!(it.case.stage, Stage::Admissibility);
    assert!(it.case.any(|it| it == Standing::Open));
}

#[test]
fn nothing_but_the_last_step_that_stands() {
    let mut it = Journey::at(Stage::Admitted);
    let earlier = it.taking_back(MISTAKE);
    it.take(Step::RequestStatement(Inquiry::default()));
    let only_the_last = "Zurückgenommen wird immer der letzte Schritt, der noch gilt.";
    assert_eq!(it.refusal_as(Role::Clerk, earlier), only_the_last);
    let Step::TakeBack(told) = it.taking_back(MISTAKE) else { panic!("no such step") };
    let invented = Before { stage: Stage::Filed, ..told.before.clone() };
    let invented = Step::TakeBack(TakeBack { before: invented, ..told });
    assert_eq!(it.refusal(invented), only_the_last);
}

#[test]
fn a_reason_is_obligatory() {
    let it = Journey::at(Stage::Admitted);
    assert_eq!(it.refusal(it.taking_back(" ")), "Bitte ausfüllen: Grund.");
}

#[test]
fn a_registration_is_no_step() {
    let nothing = "In diesem Verfahren gibt es keinen Schritt, der zurückzunehmen wäre.";
    assert_eq!(in_the_way(&Journey::family(), Role::Clerk), nothing);
}

#[test]
fn what_has_left_the_house_is_only_corrected() {
    let mut it = Journey::at(Stage::StatementRequested);
    last(&mut it).letter_left = true;
    assert_eq!(
        it.refusal(it.taking_back(MISTAKE)),
        "Ein Schreiben zu „Stellungnahme anfordern“ ist abgesandt; der Schritt kann nicht mehr zurückgenommen, nur durch einen weiteren berichtigt werden."
    );
}

#[test]
fn a_step_of_which_nobody_knows_what_was_before_stays() {
    let mut it = Journey::at(Stage::StatementRequested);
    last(&mut it).before = None;
    assert_eq!(
        in_the_way(&it, Role::Clerk),
        "Wie der Fall vor „Stellungnahme anfordern“ stand, ist nicht aufbewahrt; der Schritt kann nicht zurückgenommen, nur durch einen weiteren berichtigt werden."
    );
}

mod what_another_act_corrects {
    use super::*;

    #[test]
    fn a_reopening() {
        let it = Journey::reopened(&[FATHER]);
        let refusal = in_the_way(&it, Role::Clerk);
        assert!(refusal.starts_with("Eine Wiederaufnahme wird nicht zurückgenommen"), "{refusal}");
    }

    #[test]
    fn the_release_of_a_notice() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        it.take(Step::ReleaseNotice);
        let refusal = in_the_way(&it, Role::Chair);
        assert!(refusal.starts_with("Die Mitteilungen einer Sitzung gehen gemeinsam"), "{refusal}");
    }

    #[test]
    fn a_change_of_the_authority() {
        let mut it = Journey::at(Stage::Admitted);
        it.take(Step::ChangeAuthority(Competence {
            authority: AuthorityId(12),
            since: today(),
            reasons: "Umzug nach Unna.".into(),
            before: "Stadt Bochum".into(),
            name: "Kreis Unna".into(),
        }));
        assert_eq!(
            in_the_way(&it, Role::Clerk),
            "Die Zuständigkeit wird nicht zurückgenommen, sondern noch einmal geändert."
        );
    }

    #[test]
    fn a_return_date_that_is_there_or_gone() {
        let sentence = "Ein Befund zum Termin der Rückführung wird nicht zurückgenommen";
        let mut it = Journey::at(Stage::Admitted);
        for finding in [Finding::Present, Finding::Absent] {
            it.find(MOTHER, Ground::ReturnDateSet, finding);
            let refusal = in_the_way(&it, Role::Clerk);
            assert!(refusal.starts_with(sentence), "{refusal}");
        }
    }

    #[test]
    fn but_not_that_there_is_none() {
        let mut it = Journey::family();
        it.take(Step::BeginAdmissibility);
        it.find_nothing();
        assert_eq!(in_the_way(&it, Role::Clerk), "");
    }
}

/// § 6: the agenda follows, while the sitting lasts.
mod on_an_agenda {
    use super::*;

    fn adjourning() -> Step {
        Step::Adjourn { to_clarify: "Ist die Ausbildung gesichert?".into() }
    }

    #[test]
    fn a_vote_is_retaken_while_the_sitting_is_open() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote(&[MOTHER, FATHER, CHILD], no()));
        assert_eq!(it.case.stage, Stage::Decided);
        let outcome = it.take(it.taking_back(MISTAKE));
        assert_eq!(outcome.agenda(), Some(item(ItemState::Open)));
        it.take(vote(&[MOTHER, FATHER, CHILD], yes()));
        assert_eq!(it.standing(MOTHER), Standing::Ersuchen);
    }

    #[test]
    fn a_vote_on_some_leaves_the_item_where_it_is() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote(&[FATHER], no()));
        let outcome = it.take(it.taking_back(MISTAKE));
        assert_eq!((outcome.agenda(), it.standing(FATHER)), (None, Standing::Admitted));
    }

    #[test]
    fn what_took_the_item_off_brings_it_back() {
        let off = Step::TakeOffAgenda { reasons: "Neue Unterlagen".into() };
        for step in [adjourning(), Step::Reinquire(Inquiry::of("Seit wann?")), off] {
            let mut it = Journey::at(Stage::OnAgenda);
            it.take(step);
            let outcome = it.take(it.taking_back(MISTAKE));
            assert_eq!(outcome.agenda(), Some(item(ItemState::Open)));
            assert_eq!((it.case.stage, it.case.sitting), (Stage::OnAgenda, Some(SITTING)));
        }
    }

    #[test]
    fn what_put_it_there_takes_it_off() {
        let mut it = Journey::at(Stage::OnAgenda);
        let outcome = it.take(it.taking_back(MISTAKE));
        assert_eq!(outcome.agenda(), Some(item(ItemState::Withdrawn)));
        assert_eq!((it.case.stage, it.case.sitting), (Stage::Ready, None));
    }

    #[test]
    fn not_once_the_sitting_is_closed_or_cancelled() {
        for (state, label) in [
            (SittingState::Closed, "geschlossen"),
            (SittingState::Approved, "Protokoll genehmigt"),
            (SittingState::Cancelled, "abgesagt"),
        ] {
            for step in [adjourning(), vote(&[MOTHER, FATHER, CHILD], no())] {
                let mut it = Journey::at(Stage::OnAgenda);
                it.take(step);
                it.sitting(state);
                let sentence = format!(
                    "Die Sitzung ist „{label}“; was auf ihrer Tagesordnung geschehen ist, wird nicht mehr zurückgenommen."
                );
                assert_eq!(in_the_way(&it, Role::Clerk), sentence);
            }
        }
    }

    #[test]
    fn what_happened_after_it_does_not_ask_for_the_sitting() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        it.sitting(SittingState::Approved);
        it.take(it.taking_back(MISTAKE));
        assert_eq!(it.case.stage, Stage::Decided);
    }
}

/// Whoever may take a step may take it back, and nobody else.
mod whose_it_is {
    use super::*;

    fn committee_decided(roles: &[Role]) -> Journey {
        let mut it = Journey::at(Stage::Admissibility);
        let step = by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 3, 0)]);
        let outcome = it.try_take_as(step, &actor(roles)).unwrap();
        it.go_to(&outcome);
        it
    }

    #[test]
    fn a_decision_is_not_the_secretariats_to_take_back() {
        let it = committee_decided(&[Role::PreCheck]);
        let by = Body::PreCheckCommittee.recorded_by();
        for role in [Role::Clerk, Role::Chair, Role::PreCheck, Role::Member, Role::Administrator] {
            let refused = it.try_take_as(it.taking_back(MISTAKE), &actor(&[role])).is_err();
            assert_eq!(refused, !by.contains(&role), "{role}");
        }
    }

    #[test]
    fn the_hat_is_one_in_which_the_step_could_be_taken() {
        let roles = [Role::Clerk, Role::PreCheck];
        let it = committee_decided(&roles);
        let outcome = it.try_take_as(it.taking_back(MISTAKE), &actor(&roles)).unwrap();
        assert_eq!(outcome.event().hat, Role::PreCheck);
    }

    #[test]
    fn nor_is_the_release_of_the_secretariat_the_committees() {
        let it = Journey::at(Stage::StatementRequested);
        let refusal = in_the_way(&it, Role::PreCheck);
        assert!(
            refusal.starts_with("Dieser Schritt ist vorbehalten: Sachbearbeitung"),
            "{refusal}"
        );
    }
}

/// Old dates stay in sight: what the step set is withdrawn, what ran before runs again.
mod deadlines {
    use super::*;

    fn changed(change: DeadlineChange) -> Step {
        Step::ChangeDeadline { change, reason: "Bitte der Behörde".into() }
    }

    fn entries(outcome: &Outcome) -> Vec<(DeadlineMove, chrono::NaiveDate, &str)> {
        outcome.deadlines().iter().map(|it| (it.what, it.due_on, it.reason.as_str())).collect()
    }

    #[test]
    fn that_of_the_step_is_withdrawn() {
        let mut it = Journey::at(Stage::StatementRequested);
        let due_on = it.case.deadline.unwrap().due_on;
        let outcome = it.take(it.taking_back(MISTAKE));
        assert_eq!(entries(&outcome), [(DeadlineMove::Withdrawn, due_on, MISTAKE)]);
    }

    #[test]
    fn that_which_the_step_closed_runs_again() {
        let mut it = Journey::at(Stage::StatementRequested);
        let deadline = it.case.deadline;
        it.take(statement());
        let outcome = it.take(it.taking_back(MISTAKE));
        let due_on = deadline.unwrap().due_on;
        assert_eq!(entries(&outcome), [(DeadlineMove::Resumed, due_on, MISTAKE)]);
        assert_eq!(it.case.deadline, deadline);
    }

    #[test]
    fn and_rests_again_where_it_rested() {
        let mut it = Journey::at(Stage::StatementRequested);
        it.take(changed(DeadlineChange::Pause));
        let resting = it.case.deadline;
        it.take(changed(DeadlineChange::Resume));
        let outcome = it.take(it.taking_back(MISTAKE));
        let what: Vec<_> = outcome.deadlines().iter().map(|it| it.what).collect();
        assert_eq!(what, [DeadlineMove::Withdrawn, DeadlineMove::Paused]);
        assert_eq!(it.case.deadline, resting);
    }
}

#[test]
fn an_eilfall_is_none_again() {
    let mut it = Journey::at(Stage::Admitted);
    it.take(Step::ChangeUrgency { urgent: true, reason: "Haft".into() });
    it.take(it.taking_back(MISTAKE));
    assert!(!it.case.urgent);
}

#[test]
fn no_ground_falls_away_by_taking_back_that_it_was_found() {
    let mut it = Journey::at(Stage::Admissibility);
    it.find(MOTHER, Ground::EntryBan, Finding::Present);
    let outcome = it.take(it.taking_back(MISTAKE));
    assert_eq!(outcome.ground_moves(), [], "nothing has fallen away by it");
}

#[test]
fn it_is_never_what_is_to_be_done_next() {
    for stage in Stage::ALL {
        let it = Journey::at(*stage);
        assert_ne!(awaited_step(&it.case, &it.facts), Some(StepKind::TakeBack), "{stage}");
    }
}

#[test]
fn what_was_before_is_stored_and_reads_back() {
    let mut it = Journey::at(Stage::Admissibility);
    it.find(MOTHER, Ground::EntryBan, Finding::Present);
    let before = it.facts.last_step.unwrap().before.unwrap();
    assert_eq!(before.findings.len(), 1, "no more than has changed");
    let json = serde_json::to_value(&before).unwrap();
    assert_eq!(serde_json::from_value::<Before>(json).unwrap(), before);
}
