//! Wiederaufnahme: the same file once more, for some of its persons.

use hfk::procedure::*;

use super::journey::*;

#[test]
fn only_what_is_filed_is_taken_up_again_and_only_by_secretariat_or_chair() {
    for stage in Stage::ALL.iter().filter(|it| **it != Stage::Filed) {
        let refusal = Journey::at(*stage).refusal(reopening(&[FATHER]));
        assert!(refusal.contains("ist im Stand"), "{stage}: {refusal}");
    }
    let filed = Journey::at(Stage::Filed);
    let allowed = |role: &&Role| filed.try_take_as(reopening(&[FATHER]), &actor(&[**role])).is_ok();
    let roles: Vec<_> = Role::ALL.iter().filter(allowed).copied().collect();
    assert_eq!(roles, [Role::Clerk, Role::Chair]);
}

#[test]
fn the_persons_named_are_open_and_unchecked_and_the_others_stay_as_they_ended() {
    let it = Journey::reopened(&[FATHER]);
    assert_eq!((it.case.stage, it.case.round), (Stage::Received, Round(2)));
    assert_eq!((it.case.received_on, it.case.channel), (today(), Channel::Fax));
    assert_eq!((it.case.sitting, it.case.deadline), (None, None));
    assert_eq!(it.standing(FATHER), Standing::Open);
    assert_eq!(it.standing(MOTHER), Standing::NotFollowed);
    assert_eq!(it.standing(CHILD), Standing::Followed);
    let father = it.case.person(FATHER).unwrap();
    assert!(GROUNDS.iter().all(|it| father.finding(*it) == Finding::NotChecked));
    assert_eq!(it.case.result(), CaseResult::Open);
}

#[test]
fn the_applicant_side_and_the_authority_are_told_as_of_any_application() {
    let filed = Journey::at(Stage::Filed);
    let outcome = filed.try_take(reopening(&[FATHER, CHILD])).unwrap();
    let about = vec![FATHER, CHILD];
    assert_eq!(letters(&outcome), [(LetterKind::L1, about.clone()), (LetterKind::L2, about)]);
}

#[test]
fn what_is_new_for_whom_and_since_when_must_be_said() {
    let it = Journey::at(Stage::Filed);
    let wrong = |received_on: &str, news: &str, persons: &[PersonId]| {
        it.refusal(Step::Reopen {
            received_on: day(received_on),
            channel: Channel::Post,
            news: news.into(),
            urgent: false,
            persons: persons.to_vec(),
        })
    };
    assert_eq!(wrong("2026-11-16", " ", &[FATHER]), "Bitte ausfüllen: Was ist neu.");
    let long = "x".repeat(Registration::MAX_NEWS + 1);
    assert_eq!(wrong("2026-11-16", &long, &[FATHER]), "Was ist neu: höchstens 5000 Zeichen.");
    assert_eq!(wrong("2026-11-16", "neu", &[]), "Bitte mindestens eine Person wählen.");
    let sentence = "Diese Person gehört nicht zu diesem Vorgang.";
    assert_eq!(wrong("2026-11-16", "neu", &[FATHER, STRANGER]), sentence);
    assert_eq!(wrong("2026-11-17", "neu", &[FATHER]), "Der 17.11.2026 liegt in der Zukunft.");
    let sentence = "Der 01.11.2026 liegt vor dem Eingang des Antrags.";
    assert_eq!(wrong("2026-11-01", "neu", &[FATHER]), sentence);
}

#[test]
fn where_the_secretariat_takes_nothing_up_again_a_folgeantrag_is_left() {
    let mut it = Journey::at(Stage::Filed);
    it.facts.reopening_barred = true;
    assert!(
        it.refusal(reopening(&[FATHER])).starts_with("Eine Wiederaufnahme ist nicht zugelassen")
    );
    let settings = [(Setting::ReopeningAllowed, "nein".to_owned())];
    assert_eq!(RuleSet::nrw(&[]).unwrap().reopening, Reopening::Allowed);
    assert_eq!(RuleSet::nrw(&settings).unwrap().reopening, Reopening::Barred);
}

#[test]
fn an_eilfall_is_one_only_when_it_is_said_again() {
    let mut it = Journey::at(Stage::AwaitingAuthority);
    it.find(MOTHER, Ground::ReturnDateSet, Finding::Present);
    assert!(it.case.urgent);
    it.go_to_stage(Stage::Filed);
    let outcome = it.try_take(reopening(&[MOTHER])).unwrap();
    assert!(!outcome.case().urgent);
    let mother = outcome.case().person(MOTHER).unwrap();
    assert_eq!(mother.finding(Ground::ReturnDateSet), Finding::NotChecked);
    let Step::Reopen { received_on, channel, news, persons, .. } = reopening(&[MOTHER]) else {
        unreachable!()
    };
    let urgent = Step::Reopen { received_on, channel, news, persons, urgent: true };
    assert!(it.try_take(urgent).unwrap().case().urgent);
}

#[test]
fn what_was_decided_before_stands_in_the_way_of_nothing() {
    let mut it = Journey::reopened(&[FATHER]);
    it.go_to_stage(Stage::OnAgenda);
    it.try_take(Step::TakeOffAgenda { reasons: "Wunsch der Vertretung".into() }).unwrap();
    it.try_take(Step::Adjourn { to_clarify: "Gutachten".into() }).unwrap();
    let refused = it.refusal(vote(&[MOTHER], yes()));
    assert!(refused.contains("Über diese Person ist nicht zu beschließen"), "{refused}");

    // Nobody is left to decide about, and this time nobody was decided about.
    let outcome = it.take(ending(&[FATHER], OtherEnding::Withdrawn));
    assert_eq!(outcome.case().stage, Stage::Closing);
    assert_eq!(outcome.agenda(), Some(item(ItemState::Withdrawn)));
    let refused = it.refusal(Step::ReleaseNotice);
    assert!(refused.contains("hat die Kommission nichts beschlossen"), "{refused}");
    it.take(Step::File);
}

#[test]
fn the_second_round_has_its_own_letters_and_they_speak_of_its_persons_alone() {
    let mut it = Journey::reopened(&[FATHER]);
    it.go_to_stage(Stage::Decided);
    assert_eq!(it.standing(FATHER), Standing::NoRequest);
    let outcome = it.take(Step::SendNoRequest);
    assert_eq!(letters(&outcome), [(LetterKind::L7, vec![FATHER])]);
    let refused = it.refusal(Step::File);
    assert_eq!(refused, "Die Mitteilung über die Beendigung ist noch nicht freigegeben.");
    let outcome = it.take(Step::ReleaseNotice);
    assert_eq!(letters(&outcome), [(LetterKind::L8, vec![FATHER])]);
}

#[test]
fn a_case_is_taken_up_again_as_often_as_there_is_something_new() {
    let mut it = Journey::reopened(&[FATHER]);
    it.take(Step::BeginAdmissibility);
    it.find_nothing();
    it.take(by_committee(vec![admission(&[FATHER], 0, 3)]));
    it.take(Step::File);
    it.take(reopening(&[MOTHER, FATHER]));
    assert_eq!(it.case.round, Round(3));
    assert_eq!(it.case.awaiting_admission(), [MOTHER, FATHER]);
    assert_eq!(it.replayed(), Ok(it.case.clone()));
}

#[test]
fn no_list_and_no_button_proposes_it() {
    let it = Journey::at(Stage::Filed);
    assert_eq!(awaited_step(&it.case, &it.facts), None);
    assert_eq!(next_step(&it.case, &it.facts, &actor(&[Role::Clerk])), None);
}
