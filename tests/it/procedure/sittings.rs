//! § 6 HFKVO: the agenda, and the steps of a sitting.

use hfk::procedure::*;

use super::journey::*;

mod agenda {
    use super::*;

    #[test]
    fn a_case_is_put_on_the_agenda_of_a_sitting_not_yet_over() {
        for state in [SittingState::Planned, SittingState::Published, SittingState::Open] {
            let mut it = Journey::at(Stage::Ready);
            it.sitting(state);
            let outcome = it.take(Step::PlaceOnAgenda { sitting: SITTING });
            assert_eq!(it.case.stage, Stage::OnAgenda);
            assert_eq!(outcome.agenda(), Some(item(ItemState::Open)));
        }
        for state in [SittingState::Closed, SittingState::Approved, SittingState::Cancelled] {
            let mut it = Journey::at(Stage::Ready);
            it.sitting(state);
            let refused = it.try_take(Step::PlaceOnAgenda { sitting: SITTING });
            assert_eq!(refused, Err(vec![Violation::AgendaClosed(state)]));
        }
        assert_eq!(
            Violation::AgendaClosed(SittingState::Cancelled).to_string(),
            "Auf die Tagesordnung dieser Sitzung kann nichts mehr gesetzt werden; sie ist „abgesagt“."
        );
    }

    #[test]
    fn the_sitting_asked_about_is_the_one_named() {
        let mut it = Journey::at(Stage::Ready);
        let step = Step::PlaceOnAgenda { sitting: SITTING };
        assert_eq!(it.try_take(step.clone()), Err(vec![Violation::NoSitting]));
        it.sitting(SittingState::Planned).id = SittingId(uuid::Uuid::from_u128(501));
        assert_eq!(it.try_take(step), Err(vec![Violation::NoSitting]));
    }

    #[test]
    fn the_secretariat_takes_a_case_off_again_with_a_reason() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.sitting(SittingState::Planned);
        assert_eq!(
            it.refusal(Step::TakeOffAgenda { reasons: String::new() }),
            "Bitte ausfüllen: Grund."
        );
        let outcome = it.take(Step::TakeOffAgenda { reasons: "Akte unvollständig".into() });
        assert_eq!((it.case.stage, it.case.sitting), (Stage::Ready, None));
        assert_eq!(outcome.agenda(), Some(item(ItemState::Withdrawn)));
    }

    #[test]
    fn the_commission_adjourns_a_case() {
        let mut it = Journey::at(Stage::OnAgenda);
        assert_eq!(
            it.refusal(Step::Adjourn { to_clarify: String::new() }),
            "Bitte ausfüllen: Was zu klären ist."
        );
        let outcome = it.take(Step::Adjourn { to_clarify: "Ärztliches Gutachten".into() });
        assert_eq!((it.case.stage, it.case.sitting), (Stage::Ready, None));
        assert_eq!(outcome.agenda(), Some(item(ItemState::Adjourned)));
    }

    #[test]
    fn it_adjourns_also_for_want_of_a_quorum() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.sitting(SittingState::Open).present = 2;
        assert!(it.try_take(Step::Adjourn { to_clarify: "Beschlussfähigkeit".into() }).is_ok());
    }

    #[test]
    fn only_a_sitting_commission_adjourns_or_inquires() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.sitting(SittingState::Published);
        let expected = "Die Sitzung ist „eingeladen“; dafür muss sie „eröffnet“ sein.";
        assert_eq!(it.refusal(Step::Adjourn { to_clarify: "x".into() }), expected);
        assert_eq!(it.refusal(Step::Reinquire(Inquiry::of("x"))), expected);
    }

    #[test]
    fn who_is_voted_on_is_not_adjourned() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote(&[MOTHER], yes()));
        let expected = "Über eine Person dieses Vorgangs ist in der Sitzung schon beschlossen.";
        assert_eq!(it.refusal(Step::Adjourn { to_clarify: "x".into() }), expected);
        assert_eq!(it.refusal(Step::Reinquire(Inquiry::of("x"))), expected);
        assert_eq!(it.refusal(Step::TakeOffAgenda { reasons: "x".into() }), expected);
    }
}

mod steps_of_a_sitting {
    use super::*;

    fn sitting(state: SittingState) -> Sitting {
        Sitting {
            id: SITTING,
            version: Version(3),
            number: 11,
            held_on: today(),
            starts_at: chrono::NaiveTime::from_hms_opt(10, 0, 0).unwrap(),
            place: "Düsseldorf, Völklinger Str. 4".into(),
            state,
            cases: 2,
            items_open: 0,
        }
    }

    fn refusal(sitting: &Sitting, step: SittingStepKind, role: Role) -> String {
        sentences(&take_sitting_step(sitting, step, &actor(&[role]), today()).unwrap_err())
    }

    #[test]
    fn from_the_plan_to_the_approved_minutes() {
        let mut it = sitting(SittingState::Planned);
        let chair = actor(&[Role::Chair]);
        for (step, state, letter) in [
            (SittingStepKind::Publish, SittingState::Published, Some(LetterKind::L12)),
            (SittingStepKind::Open, SittingState::Open, None),
            (SittingStepKind::Close, SittingState::Closed, Some(LetterKind::L13)),
            (SittingStepKind::Approve, SittingState::Approved, None),
        ] {
            let outcome = take_sitting_step(&it, step, &chair, today()).unwrap();
            assert_eq!(outcome.sitting().version, Version(it.version.0 + 1));
            assert_eq!((outcome.from(), outcome.letter()), (it.state, letter));
            assert_eq!(outcome.hat(), Role::Chair);
            it = outcome.sitting().clone();
            assert_eq!(it.state, state);
        }
    }

    #[test]
    fn each_step_has_its_place() {
        for state in SittingState::ALL {
            for step in SittingStepKind::ALL {
                let taken =
                    take_sitting_step(&sitting(*state), *step, &actor(&[Role::Chair]), today());
                assert_eq!(taken.is_ok(), step.rule().from.contains(state), "{step} from {state}");
            }
        }
    }

    #[test]
    fn nothing_happens_to_a_cancelled_sitting() {
        assert_eq!(
            refusal(&sitting(SittingState::Cancelled), SittingStepKind::Open, Role::Chair),
            "Die Sitzung ist „abgesagt“; „Sitzung eröffnen“ ist dann nicht vorgesehen."
        );
    }

    #[test]
    fn the_chair_invites_approves_and_cancels() {
        for (state, step) in [
            (SittingState::Planned, SittingStepKind::Publish),
            (SittingState::Closed, SittingStepKind::Approve),
            (SittingState::Planned, SittingStepKind::Cancel),
        ] {
            let refused = refusal(&sitting(state), step, Role::Clerk);
            assert_eq!(refused, "Dieser Schritt ist vorbehalten: Vorsitz.");
        }
    }

    #[test]
    fn an_empty_agenda_invites_nobody() {
        let it = Sitting { cases: 0, ..sitting(SittingState::Planned) };
        assert_eq!(
            refusal(&it, SittingStepKind::Publish, Role::Chair),
            "Die Tagesordnung ist leer."
        );
    }

    #[test]
    fn a_sitting_is_not_opened_before_its_day() {
        let it = Sitting { held_on: day("2026-11-17"), ..sitting(SittingState::Published) };
        assert_eq!(
            refusal(&it, SittingStepKind::Open, Role::Clerk),
            "Die Sitzung ist erst am 17.11.2026."
        );
    }

    #[test]
    fn it_closes_when_every_item_has_come_to_something() {
        let it = Sitting { items_open: 1, ..sitting(SittingState::Open) };
        assert_eq!(
            refusal(&it, SittingStepKind::Close, Role::Chair),
            "Noch offene Tagesordnungspunkte: 1."
        );
    }

    #[test]
    fn it_is_cancelled_when_its_cases_are_taken_off() {
        let it = Sitting { items_open: 2, ..sitting(SittingState::Published) };
        assert_eq!(
            refusal(&it, SittingStepKind::Cancel, Role::Chair),
            "Noch offene Tagesordnungspunkte: 2."
        );
    }

    #[test]
    fn an_open_sitting_cannot_be_cancelled() {
        assert!(!SittingStepKind::Cancel.rule().from.contains(&SittingState::Open));
    }
}
