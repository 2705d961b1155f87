//! A procedure ends for each person, in each person's own way, and at any time from outside.

use hfk::procedure::*;

use super::journey::*;

const EVERYBODY: [PersonId; 3] = [MOTHER, FATHER, CHILD];

#[test]
fn one_persons_ending_leaves_the_case_where_it_is_at_every_stage() {
    for stage in Stage::OPEN.iter().filter(|it| **it < Stage::Decided) {
        let mut it = Journey::at(*stage);
        let outcome = it.take(ending(&[FATHER], OtherEnding::Departed));
        assert_eq!(it.case.stage, *stage);
        assert_eq!(it.standing(FATHER), Standing::Other(OtherEnding::Departed));
        assert_eq!(letters(&outcome), [(LetterKind::L11, vec![FATHER])]);
        assert_eq!(outcome.agenda(), None);
    }
}

#[test]
fn when_everybodys_has_ended_before_the_vote_the_case_closes() {
    for stage in Stage::OPEN.iter().filter(|it| **it < Stage::Decided) {
        let mut it = Journey::at(*stage);
        it.case.urgent = true;
        it.take(ending(&EVERYBODY, OtherEnding::Title25b));
        assert_eq!(it.case.stage, Stage::Closing, "from {stage}");
        assert_eq!((it.case.deadline, it.case.urgent, it.case.sitting), (None, false, None));
        assert_eq!(it.case.result(), CaseResult::Other);
        assert!(it.try_take(Step::File).is_ok(), "no notice is due");
    }
}

mod on_an_agenda {
    use super::*;

    #[test]
    fn the_last_ending_takes_the_case_off() {
        let mut it = Journey::at(Stage::OnAgenda);
        let outcome = it.take(ending(&EVERYBODY, OtherEnding::Withdrawn));
        assert_eq!(outcome.agenda(), Some(item(ItemState::Withdrawn)));
    }

    #[test]
    fn with_somebody_voted_on_the_item_is_decided() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote(&[MOTHER], no()));
        let outcome = it.take(ending(&[FATHER, CHILD], OtherEnding::Departed));
        assert_eq!(it.case.stage, Stage::Decided);
        assert_eq!(outcome.agenda(), Some(item(ItemState::Decided)));
        assert_eq!(letters(&it.take(Step::SendNoRequest)), [(LetterKind::L7, vec![MOTHER])]);
    }

    #[test]
    fn who_has_ended_is_not_voted_on() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(ending(&[FATHER], OtherEnding::Died));
        let refused = it.try_take(vote(&[FATHER], yes()));
        assert_eq!(refused, Err(vec![Violation::PersonNotToBeDecided]));
        it.take(vote(&[MOTHER, CHILD], yes()));
        assert_eq!(it.case.stage, Stage::Decided);
    }
}

mod after_the_resolution {
    use super::*;

    #[test]
    fn the_letter_about_the_others_still_goes_out() {
        let mut it = Journey::at(Stage::Decided);
        it.take(ending(&[MOTHER, CHILD], OtherEnding::FamilyTitle));
        assert_eq!(it.case.stage, Stage::Decided);
        assert_eq!(letters(&it.take(Step::SendNoRequest)), [(LetterKind::L7, vec![FATHER])]);
        assert_eq!(it.case.stage, Stage::Closing);
    }

    #[test]
    fn with_nobody_left_to_write_about_the_case_closes() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote(&EVERYBODY, yes()));
        it.take(ending(&EVERYBODY, OtherEnding::Opportunity104c));
        assert_eq!(it.case.stage, Stage::Closing);
        assert_eq!(it.case.sitting, Some(SITTING), "which had decided it");
        assert_eq!(it.refusal(Step::File), Violation::NoticeOutstanding.to_string());
        it.sitting(SittingState::Closed);
        assert_eq!(letters(&it.take(Step::ReleaseNotice)), [(LetterKind::L8, EVERYBODY.to_vec())]);
        it.facts.notice_released = true;
        assert!(it.try_take(Step::File).is_ok());
    }

    /// Whoever is told of an ending after the vote would know that there was an Ersuchen: on all
    /// others nothing runs any more. They get what everybody gets, when everybody does (L8).
    #[test]
    fn nobody_is_told_more_than_that_the_procedure_has_ended() {
        for kind in OtherEnding::ALL {
            let mut it = Journey::at(Stage::OnAgenda);
            it.take(vote(&[MOTHER, CHILD], yes()));
            let outcome = it.take(ending(&[MOTHER, FATHER], *kind));
            let told = letters(&outcome);
            assert!(matches!(told.as_slice(), [(_, persons)] if *persons == [FATHER]), "{told:?}");
            assert_eq!(it.standing(MOTHER), Standing::Lapsed(*kind));
            assert_eq!(it.standing(FATHER), Standing::Other(*kind));
            for stage in [Stage::Decided, Stage::AwaitingAuthority] {
                let mut it = Journey::at(stage);
                assert_eq!(letters(&it.take(ending(&[MOTHER], *kind))), [], "{stage}");
            }
        }
    }

    #[test]
    fn it_stays_in_the_count_that_an_ersuchen_was_resolved() {
        let lapsed = Standing::Lapsed(OtherEnding::Departed);
        assert_eq!(lapsed.result(), CaseResult::Ersuchen);
        assert_eq!(lapsed.label(), "Freiwillige Ausreise (nach dem Ersuchen)");
        assert_eq!(lapsed.to_string().parse(), Ok(lapsed));
        assert!(Standing::all().all(|it| it.name().parse() == Ok(it)));
    }

    #[test]
    fn while_the_authority_is_awaited_the_others_still_wait() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        it.take(ending(&[MOTHER], OtherEnding::EuRight));
        assert_eq!(it.case.stage, Stage::AwaitingAuthority);
        it.take(ending(&[CHILD], OtherEnding::EuRight));
        assert_eq!((it.case.stage, it.case.deadline), (Stage::Closing, None));
        let outcome = it.take(Step::ReleaseNotice);
        assert_eq!(letters(&outcome), [(LetterKind::L8, EVERYBODY.to_vec())]);
    }
}

#[test]
fn what_has_ended_does_not_end_again() {
    let mut it = Journey::at(Stage::Decided);
    assert_eq!(
        it.refusal(ending(&[FATHER], OtherEnding::Departed)),
        "Für diese Person ist das Verfahren schon beendet."
    );
    it.take(ending(&[MOTHER], OtherEnding::Departed));
    assert!(it.try_take(ending(&[MOTHER], OtherEnding::Died)).is_err());
}

#[test]
fn in_a_closing_case_nothing_ends_any_more() {
    let it = Journey::at(Stage::Closing);
    assert_eq!(
        it.try_take(ending(&[MOTHER], OtherEnding::Died)),
        Err(vec![Violation::WrongStage(StepKind::EndOtherwise, Stage::Closing)])
    );
}

#[test]
fn an_ending_names_persons_of_the_case_and_its_evidence() {
    let it = Journey::at(Stage::Ready);
    let refusal = |persons: &[PersonId]| it.refusal(ending(persons, OtherEnding::Died));
    assert_eq!(refusal(&[]), "Bitte mindestens eine Person wählen.");
    assert_eq!(refusal(&[STRANGER]), "Diese Person gehört nicht zu diesem Vorgang.");
    let Step::EndOtherwise { persons, ending, ended_on, document, handed_to, .. } =
        ending(&[MOTHER], OtherEnding::Died)
    else {
        unreachable!()
    };
    let evidence = " ".into();
    let step = Step::EndOtherwise { persons, ending, ended_on, evidence, document, handed_to };
    assert_eq!(it.refusal(step), "Bitte ausfüllen: Nachweis.");
}

#[test]
fn a_person_named_twice_gets_one_letter() {
    let mut it = Journey::at(Stage::Ready);
    let outcome = it.take(ending(&[CHILD, MOTHER, CHILD], OtherEnding::Withdrawn));
    assert_eq!(letters(&outcome), [(LetterKind::L11, vec![MOTHER, CHILD])]);
}

#[test]
fn a_case_handed_over_says_to_whom() {
    let mut it = Journey::at(Stage::Ready);
    let Step::EndOtherwise { persons, ending, ended_on, evidence, .. } =
        ending(&[FATHER], OtherEnding::HandedOver)
    else {
        unreachable!()
    };
    let to = |handed_to: &str| Step::EndOtherwise {
        persons: persons.clone(),
        ending,
        ended_on,
        evidence: evidence.clone(),
        document: None,
        handed_to: handed_to.into(),
    };
    assert_eq!(it.refusal(to(" ")), "Bei einer Abgabe bitte die aufnehmende Kommission angeben.");
    assert_eq!(letters(&it.take(to("Niedersachsen"))), [(LetterKind::L10, vec![FATHER])]);
}

#[test]
fn each_ending_is_confirmed_by_its_letter_and_closes_the_case_when_it_is_everybodys() {
    for kind in OtherEnding::ALL {
        let mut it = Journey::at(Stage::Ready);
        let letter =
            if *kind == OtherEnding::HandedOver { LetterKind::L10 } else { LetterKind::L11 };
        let first = it.take(ending(&[FATHER], *kind));
        assert_eq!(letters(&first), [(letter, vec![FATHER])], "{kind}");
        assert_eq!(it.case.stage, Stage::Ready, "{kind}: the others' runs on");
        let last = it.take(ending(&[MOTHER, CHILD], *kind));
        assert_eq!(letters(&last), [(letter, vec![MOTHER, CHILD])], "{kind}");
        assert_eq!(it.case.stage, Stage::Closing, "{kind}");
        assert!(it.try_take(Step::File).is_ok(), "{kind}");
    }
}

#[test]
fn a_title_and_a_change_of_competence_have_their_legal_basis() {
    use OtherEnding as E;
    let without = OtherEnding::ALL.iter().filter(|it| it.basis().is_none());
    assert!(without.eq(&[E::Withdrawn, E::OtherTitle, E::Departed, E::Died]));
    // Where the name of an ending says its paragraph, that is its basis.
    for it in OtherEnding::ALL.iter().filter(|it| it.label().contains('§')) {
        assert!(it.label().ends_with(it.basis().unwrap()), "{it}");
    }
}

#[test]
fn an_ending_of_the_time_before_named_no_document() {
    let json = serde_json::to_value(ending(&[MOTHER], OtherEnding::Died)).unwrap();
    let mut old = json.clone();
    old.as_object_mut().unwrap().remove("document");
    assert_eq!(serde_json::from_value::<Step>(old).unwrap(), ending(&[MOTHER], OtherEnding::Died));
}

#[test]
fn after_death_deportation_or_disappearance_nobody_is_there_to_read() {
    let gone: Vec<_> = OtherEnding::ALL.iter().filter(|it| !it.reachable()).collect();
    assert_eq!(gone, [&OtherEnding::Deported, &OtherEnding::Untraceable, &OtherEnding::Died]);
}

mod the_outcome_of_a_case {
    use super::*;

    #[test]
    fn follows_from_its_persons() {
        use Standing as S;
        let departed = S::Other(OtherEnding::Departed);
        for (standings, result) in [
            (vec![S::Open, S::Admitted], CaseResult::Open),
            (vec![S::NoRequest, S::Ersuchen, S::NotAdmitted], CaseResult::Ersuchen),
            (vec![S::NotFollowed, S::Open], CaseResult::Ersuchen),
            (vec![S::NoRequest, S::Admitted], CaseResult::Open),
            (vec![S::NoRequestRecommended, S::NotAdmitted], CaseResult::NoRequest),
            (vec![S::NotAdmitted, departed], CaseResult::NotAdmitted),
            (vec![departed], CaseResult::Other),
        ] {
            assert_eq!(CaseResult::of(standings.clone()), result, "{standings:?}");
        }
    }

    #[test]
    fn every_standing_has_one_name_that_reads_back() {
        let all: Vec<_> = Standing::all().collect();
        assert_eq!(all.len(), 8 + 2 * OtherEnding::ALL.len(), "before the vote and after it");
        for standing in all {
            assert_eq!(standing.name().parse(), Ok(standing));
            let json = serde_json::to_value(standing).unwrap();
            assert_eq!(json, standing.name());
            assert_eq!(serde_json::from_value::<Standing>(json).unwrap(), standing);
        }
        assert!("abroad".parse::<Standing>().is_err());
    }

    #[test]
    fn what_is_decided_and_what_has_ended() {
        let decided: Vec<_> = Standing::all().filter(|it| it.is_decided()).collect();
        assert_eq!(decided.len(), 5 + OtherEnding::ALL.len(), "and what lapsed since");
        let running: Vec<_> = Standing::all().filter(|it| !it.is_ended()).collect();
        assert_eq!(running, [Standing::Open, Standing::Admitted, Standing::Ersuchen]);
    }
}
