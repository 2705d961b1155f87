//! § 6 HFKVO: quorum, majority, secrecy of the vote, reasons.

use hfk::procedure::*;
use proptest::prelude::*;

use super::journey::*;

fn carries(it: Totals) -> bool {
    Land::NordrheinWestfalen.law().majority.value.is_reached(it)
}

fn met(present: u16, seats: u16) -> bool {
    Land::NordrheinWestfalen.law().quorum.value.is_met(present, seats)
}

mod paragraph_6_absatz_2_quorum {
    use super::*;

    #[test]
    fn half_of_the_seats_suffice() {
        assert!(met(4, 8));
        assert!(!met(3, 8));
    }

    #[test]
    fn of_nine_seats_five_must_be_there() {
        assert_eq!(Quorum::Half.needed(9), 5);
        assert!(met(5, 9));
        assert!(!met(4, 9));
    }

    #[test]
    fn a_commission_without_seats_decides_nothing() {
        assert!(!met(0, 0));
        assert!(!met(3, 0));
    }

    #[test]
    fn without_a_quorum_there_is_no_vote() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.sitting(SittingState::Open).present = 4;
        assert_eq!(
            it.refusal(vote(&[MOTHER], totals(4, 4, 0, 0))),
            "Die Kommission ist nicht beschlussfähig: 4 anwesend, 5 nötig (§ 6 Abs. 2 HFKVO)."
        );
        it.sitting(SittingState::Open).present = 5;
        assert!(it.try_take(vote(&[MOTHER], totals(5, 5, 0, 0))).is_ok());
    }

    #[test]
    fn outside_an_open_sitting_there_is_no_vote() {
        for state in SittingState::ALL.iter().filter(|it| **it != SittingState::Open) {
            let mut it = Journey::at(Stage::OnAgenda);
            it.sitting(*state).present = 8;
            let (is, needed) = (*state, SittingState::Open);
            let refused = it.try_take(vote(&[MOTHER], yes()));
            assert_eq!(refused, Err(vec![Violation::SittingNot { is, needed }]));
        }
        assert_eq!(
            Violation::SittingNot { is: SittingState::Closed, needed: SittingState::Open }
                .to_string(),
            "Die Sitzung ist „geschlossen“; dafür muss sie „eröffnet“ sein."
        );
    }

    #[test]
    fn another_sitting_does_not_count() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.sitting(SittingState::Open).id = SittingId(uuid::Uuid::from_u128(501));
        assert_eq!(
            it.refusal(vote(&[MOTHER], yes())),
            "Der Vorgang steht auf keiner Tagesordnung."
        );
        it.facts.sitting = None;
        assert_eq!(it.try_take(vote(&[MOTHER], yes())), Err(vec![Violation::NoSitting]));
    }
}

mod paragraph_6_absatz_3_majority {
    use super::*;

    #[test]
    fn more_than_half_of_those_present_carry_it() {
        assert!(carries(totals(8, 5, 3, 0)));
        assert!(carries(totals(1, 1, 0, 0)));
    }

    #[test]
    fn a_tie_fails() {
        assert!(!carries(totals(8, 4, 4, 0)));
        assert!(!carries(totals(0, 0, 0, 0)));
    }

    #[test]
    fn an_abstention_counts_as_a_no() {
        assert!(!carries(totals(8, 4, 1, 3)), "four yes, one no");
        assert!(!carries(totals(7, 3, 0, 4)), "three yes, none against");
    }

    #[test]
    fn the_recused_are_not_present() {
        assert!(carries(Totals::new(7, 2, 4, 3, 0).unwrap()));
    }

    #[test]
    fn the_result_is_computed_and_per_group_of_persons() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote(&[MOTHER, CHILD], yes()));
        assert_eq!(it.case.stage, Stage::OnAgenda, "the father is still to be voted on");
        let outcome = it.take(vote(&[FATHER], no()));
        assert_eq!(it.standing(MOTHER), Standing::Ersuchen);
        assert_eq!(it.standing(CHILD), Standing::Ersuchen);
        assert_eq!(it.standing(FATHER), Standing::NoRequest);
        assert_eq!(it.case.stage, Stage::Decided);
        assert_eq!(outcome.agenda(), Some(item(ItemState::Decided)));
        assert_eq!(it.case.result(), CaseResult::Ersuchen);
    }

    #[test]
    fn nobody_is_voted_on_twice() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote(&[FATHER], no()));
        assert_eq!(
            it.refusal(vote(&[FATHER], yes())),
            "Über diese Person ist nicht zu beschließen: Sie ist nicht angenommen, oder es ist \
             schon beschlossen."
        );
        let twice = it.try_take(vote(&[MOTHER, MOTHER], yes()));
        assert_eq!(twice, Err(vec![Violation::PersonNotToBeDecided]));
    }

    #[test]
    fn only_the_admitted_of_this_case_are_voted_on() {
        let it = Journey::at(Stage::OnAgenda);
        let refused = it.try_take(vote(&[STRANGER], yes()));
        assert_eq!(refused, Err(vec![Violation::PersonNotToBeDecided]));
        assert_eq!(it.refusal(vote(&[], yes())), "Bitte mindestens eine Person wählen.");
    }
}

mod paragraph_6_totals {
    use super::*;

    #[test]
    fn the_votes_add_up_to_those_present() {
        let wrong = Totals::new(8, 0, 5, 2, 0).unwrap_err();
        assert_eq!(wrong.to_string(), "Die Stimmen ergeben zusammen 7, anwesend sind 8.");
    }

    #[test]
    fn a_crowd_cannot_wrap_around() {
        let most = u16::MAX;
        let crowd = Totals::new(most, most, most, 0, 0).unwrap();
        assert!(carries(crowd));
        assert!(Totals::new(0, 0, most, 1, 0).is_err());
        let it = Journey::at(Stage::OnAgenda);
        assert!(it.try_take(vote(&[MOTHER], crowd)).is_err());
    }

    #[test]
    fn those_present_are_those_of_the_attendance_list() {
        let it = Journey::at(Stage::OnAgenda);
        assert_eq!(
            it.refusal(vote(&[MOTHER], totals(7, 7, 0, 0))),
            "Laut Anwesenheit stimmen 8 Mitglieder ab, gezählt sind 7."
        );
    }

    #[test]
    fn so_are_the_recused() {
        let mut it = Journey::at(Stage::OnAgenda);
        let sitting = it.sitting(SittingState::Open);
        (sitting.present, sitting.recused) = (7, 1);
        assert_eq!(
            it.refusal(vote(&[MOTHER], totals(7, 7, 0, 0))),
            "Befangene Mitglieder laut Anwesenheit: 1, angegeben: 0."
        );
        assert!(it.try_take(vote(&[MOTHER], Totals::new(7, 1, 7, 0, 0).unwrap())).is_ok());
    }

    #[test]
    fn stored_are_totals_and_nothing_else() {
        let stored = serde_json::to_value(totals(8, 5, 2, 1)).unwrap();
        let expected =
            serde_json::json!({ "present": 8, "recused": 0, "yes": 5, "no": 2, "abstain": 1 });
        assert_eq!(stored, expected);
    }

    #[test]
    fn what_is_read_back_adds_up_too() {
        let wrong =
            serde_json::json!({ "present": 8, "recused": 0, "yes": 5, "no": 2, "abstain": 0 });
        assert!(serde_json::from_value::<Totals>(wrong).is_err());
    }

    proptest! {
        #[test]
        fn the_law_for_any_count(present: u16, recused: u16, yes: u16, no: u16, abstain: u16) {
            let sum = u32::from(yes) + u32::from(no) + u32::from(abstain);
            let counted = Totals::new(present, recused, yes, no, abstain);
            prop_assert_eq!(counted.is_ok(), sum == u32::from(present));
        }

        #[test]
        fn yes_wins_exactly_against_all_others_present(yes in 0..500u16, no in 0..500u16, abstain in 0..500u16) {
            let it = Totals::new(yes + no + abstain, 0, yes, no, abstain).unwrap();
            prop_assert_eq!(carries(it), yes > no + abstain);
            let read: Totals = serde_json::from_value(serde_json::to_value(it).unwrap()).unwrap();
            prop_assert_eq!(read, it);
        }

        #[test]
        fn one_more_yes_never_hurts(yes in 0..500u16, no in 1..500u16, abstain in 0..500u16) {
            let present = yes + no + abstain;
            let before = Totals::new(present, 0, yes, no, abstain).unwrap();
            let after = Totals::new(present, 0, yes + 1, no - 1, abstain).unwrap();
            prop_assert!(!carries(before) || carries(after));
        }

        #[test]
        fn the_quorum_is_the_least_half(present: u16, seats in 1..u16::MAX) {
            let half = u32::from(present) * 2 >= u32::from(seats);
            prop_assert_eq!(met(present, seats), half);
            prop_assert!(met(Quorum::Half.needed(seats), seats));
            prop_assert!(!met(Quorum::Half.needed(seats) - 1, seats));
        }
    }
}

mod paragraph_6_reasons {
    use super::*;

    fn unreasoned(totals: Totals) -> Step {
        let persons = vec![MOTHER, FATHER, CHILD];
        Step::RecordVote { persons, totals, reasons: " \n ".into(), recommendation: None }
    }

    #[test]
    fn an_ersuchen_has_written_reasons() {
        let it = Journey::at(Stage::OnAgenda);
        assert_eq!(
            it.refusal(unreasoned(yes())),
            "Ein Ersuchen braucht schriftliche Gründe (§ 6 HFKVO)."
        );
    }

    #[test]
    fn no_ersuchen_needs_none() {
        assert!(Journey::at(Stage::OnAgenda).try_take(unreasoned(no())).is_ok());
    }

    #[test]
    fn a_hundred_thousand_letters_are_enough() {
        let it = Journey::at(Stage::OnAgenda);
        let with = |count: usize| Step::RecordVote {
            persons: vec![MOTHER],
            totals: yes(),
            reasons: "ő".repeat(count),
            recommendation: None,
        };
        assert!(it.try_take(with(100_000)).is_ok());
        assert_eq!(it.refusal(with(100_001)), "Gründe: höchstens 100000 Zeichen.");
    }
}

mod recommendation {
    use super::*;

    #[test]
    fn it_needs_the_majority_of_an_ersuchen() {
        let everybody = [MOTHER, FATHER, CHILD];
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote_with(&everybody, no(), totals(8, 5, 3, 0)));
        assert_eq!(it.standing(MOTHER), Standing::NoRequestRecommended);
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote_with(&everybody, no(), totals(8, 4, 2, 2)));
        assert_eq!(it.standing(MOTHER), Standing::NoRequest);
    }

    #[test]
    fn it_never_stands_beside_an_ersuchen() {
        let it = Journey::at(Stage::OnAgenda);
        let found = it.try_take(vote_with(&[MOTHER], yes(), yes())).unwrap_err();
        assert!(found.contains(&Violation::RecommendationBesideErsuchen), "{found:?}");
        assert_eq!(
            Violation::RecommendationBesideErsuchen.to_string(),
            "Eine Empfehlung gibt es nur, wenn kein Ersuchen beschlossen ist."
        );
    }

    #[test]
    fn it_has_words() {
        let it = Journey::at(Stage::OnAgenda);
        let recommendation = Some(Recommendation { totals: yes(), text: " ".into() });
        let (persons, reasons) = (vec![MOTHER], String::new());
        let step = Step::RecordVote { persons, totals: no(), reasons, recommendation };
        assert_eq!(it.refusal(step), "Die Empfehlung braucht einen Wortlaut.");
    }

    #[test]
    fn its_totals_match_the_attendance_as_well() {
        let it = Journey::at(Stage::OnAgenda);
        let refused = it.try_take(vote_with(&[MOTHER], no(), totals(7, 7, 0, 0)));
        assert_eq!(refused, Err(vec![Violation::PresenceDiffers { expected: 8, given: 7 }]));
    }
}
