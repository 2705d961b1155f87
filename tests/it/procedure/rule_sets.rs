//! The Verfahrensordnung as data: what differs between the Länder, and that the same procedure
//! runs under each.

use hfk::procedure::*;

use super::journey::*;

fn niedersachsen() -> &'static Law {
    Land::Niedersachsen.law()
}

mod catalogues {
    use super::*;

    #[test]
    fn an_application_is_measured_by_the_wording_of_its_day() {
        let law = Land::NordrheinWestfalen.law();
        for (arrived, wording) in [
            ("2004-12-14", Catalogue::Nrw2004),
            ("2016-12-19", Catalogue::Nrw2004),
            ("2016-12-20", Catalogue::Nrw2016),
            ("2026-11-28", Catalogue::Nrw2016),
        ] {
            assert_eq!(law.catalogue_on(day(arrived)), wording, "{arrived}");
        }
    }

    #[test]
    fn until_2016_it_was_paragraph_53_and_54_of_the_aufenthg() {
        let changed = |it: Catalogue, than: Catalogue| -> Vec<Ground> {
            let grounds = it.grounds().iter().copied();
            grounds.filter(|it| !than.grounds().contains(it)).collect()
        };
        let (old, new) = (Catalogue::Nrw2004, Catalogue::Nrw2016);
        assert_eq!(changed(old, new), [Ground::ExpelledUnder53, Ground::ExpelledUnder54]);
        assert_eq!(changed(new, old), [Ground::ExpelledVerySerious, Ground::ExpelledSerious]);
        for (was, is) in changed(old, new).into_iter().zip(changed(new, old)) {
            assert_eq!((was.paragraph(), was.tier()), (is.paragraph(), is.tier()));
        }
    }

    #[test]
    fn a_case_keeps_its_wording_until_it_is_taken_up_again() {
        let mut it = Journey::at(Stage::Filed);
        it.case.catalogue = Catalogue::Nrw2004;
        it.take(reopening(&[MOTHER]));
        assert_eq!(it.case.catalogue, Catalogue::Nrw2016);
    }

    #[test]
    fn a_ground_of_another_wording_is_not_found() {
        let it = Journey::at(Stage::Admissibility);
        for foreign in [Ground::ExpelledUnder53, Ground::NiPetition] {
            let entries = vec![entry(MOTHER, foreign, Finding::Absent)];
            let refused = it.try_take(Step::RecordFindings { entries });
            assert_eq!(refused, Err(vec![Violation::NotOfThisCatalogue(Catalogue::Nrw2016)]));
        }
    }

    /// P5-2-1, -2, -3 and -6 can.
    #[test]
    fn some_grounds_can_fall_away() {
        let curable: Vec<_> =
            GROUNDS.iter().filter(|it| it.is_curable()).map(|it| it.name()).collect();
        assert_eq!(curable, ["P5-2-1", "P5-2-2", "P5-2-3", "P5-2-6"]);
    }
}

mod majorities {
    use super::*;

    fn carried(of: Base, share: Share, it: Totals) -> bool {
        Majority { of, share }.is_reached(it)
    }

    #[test]
    fn what_an_abstention_does_follows_from_the_base() {
        let it = totals(8, 4, 1, 3).among(9);
        assert!(!carried(Base::Members, Share::Half, it));
        assert!(!carried(Base::Present, Share::Half, it));
        assert!(carried(Base::Cast, Share::Half, it), "four to one");
        assert!(carried(Base::Cast, Share::TwoThirds, it));
        assert!(!carried(Base::Cast, Share::All, it));
    }

    #[test]
    fn a_tie_is_never_a_majority() {
        for of in Base::ALL {
            assert!(!carried(*of, Share::Half, totals(8, 4, 4, 0).among(8)), "{of}");
        }
    }

    #[test]
    fn two_thirds_are_rounded_up() {
        for (present, needed) in [(1, 1), (2, 2), (3, 2), (7, 5), (8, 6), (9, 6), (10, 7)] {
            let it = totals(present, 0, present, 0);
            let majority = Majority { of: Base::Present, share: Share::TwoThirds };
            assert_eq!(majority.needed(it), needed, "of {present}");
        }
    }

    #[test]
    fn nobody_carries_nothing() {
        for of in Base::ALL {
            for share in Share::ALL {
                assert!(!carried(*of, *share, totals(0, 0, 0, 0).among(0)), "{share} {of}");
            }
        }
    }

    #[test]
    fn without_knowing_how_many_there_are_there_is_no_majority_of_all() {
        assert!(!carried(Base::Members, Share::Half, totals(9, 9, 0, 0)));
    }
}

mod niedersachsen {
    use super::*;

    #[test]
    fn what_is_not_confirmed_is_marked() {
        let points = niedersachsen().points();
        let marked = |it: &&(&str, Point<String>)| it.1.unconfirmed;
        let marked: Vec<_> = points.iter().filter(marked).map(|it| it.0).collect();
        assert!(marked.contains(&"Ein Ersuchen braucht") && marked.contains(&"Mindestaufenthalt"));
        assert!(Land::NordrheinWestfalen.law().points().iter().all(|it| !it.1.unconfirmed));
    }

    #[test]
    fn an_ersuchen_needs_more_than_half_of_all_members() {
        let mut it = Journey::in_land(Land::Niedersachsen, 1);
        it.go_to_stage(Stage::OnAgenda);
        let room = it.sitting(SittingState::Open);
        room.present = 7;
        it.take(vote(&[MOTHER], totals(7, 4, 3, 0)));
        assert_eq!(it.standing(MOTHER), Standing::NoRequest, "four of seven, but of nine seats");

        let mut it = Journey::in_land(Land::Niedersachsen, 1);
        it.go_to_stage(Stage::OnAgenda);
        it.sitting(SittingState::Open).present = 7;
        it.take(vote(&[MOTHER], totals(7, 5, 2, 0)));
        assert_eq!(it.standing(MOTHER), Standing::Ersuchen);
    }

    /// Nobody types how many members there are; it is a fact of the day.
    #[test]
    fn how_many_members_there_are_is_counted_and_not_typed() {
        let mut it = Journey::in_land(Land::Niedersachsen, 1);
        it.go_to_stage(Stage::OnAgenda);
        it.sitting(SittingState::Open).present = 7;
        it.take(vote(&[MOTHER], totals(7, 4, 3, 0).among(5)));
        assert_eq!(it.standing(MOTHER), Standing::NoRequest);
    }

    fn by_chair(yes: u16, no: u16) -> Step {
        let totals = Totals::new(1, 0, yes, no, 0).unwrap();
        let vote = AdmissionVote { persons: vec![MOTHER], totals, deviation: None };
        Step::DecideAdmissibility { body: Body::Chair, decided_on: today(), votes: vec![vote] }
    }

    #[test]
    fn the_chair_finds_the_nichtannahme_where_a_ground_is_there() {
        let mut it = Journey::in_land(Land::Niedersachsen, 1);
        it.go_to_stage(Stage::Admissibility);
        it.find_nothing();
        assert_eq!(it.try_take(by_chair(0, 1)), Err(vec![Violation::ChairNeedsGround]));
        assert_eq!(it.try_take(by_chair(1, 0)), Err(vec![Violation::ChairDoesNotAdmit]));
        it.find(MOTHER, Ground::NiPetition, Finding::Present);
        it.take(by_chair(0, 1));
        assert_eq!(it.standing(MOTHER), Standing::NotAdmitted);
    }

    #[test]
    fn in_nrw_the_chair_alone_decides_on_no_admission() {
        let mut it = Journey::of(1);
        it.go_to_stage(Stage::Admissibility);
        it.find_nothing();
        it.find(MOTHER, Ground::NotInGermany, Finding::Present);
        assert_eq!(it.try_take(by_chair(0, 1)), Err(vec![Violation::NoSuchBody(Body::Chair)]));
    }

    #[test]
    fn the_minimum_stay_can_be_excepted_with_reasons() {
        let mut it = Journey::in_land(Land::Niedersachsen, 1);
        it.go_to_stage(Stage::Admissibility);
        it.find_nothing();
        it.find(MOTHER, Ground::NiShortStay, Finding::Present);
        let mut vote = admission(&[MOTHER], 3, 0);
        let refused = it.try_take(by_committee(vec![vote.clone()]));
        assert_eq!(refused, Err(vec![Violation::DeviationMissing(Ground::NiShortStay)]));
        vote.deviation = Some("Früherer Aufenthalt von sechs Jahren.".into());
        it.take(by_committee(vec![vote]));
        assert_eq!(it.standing(MOTHER), Standing::Admitted);
    }

    #[test]
    fn an_ersuchen_goes_to_the_ministry_with_an_address_of_its_own() {
        let rules = RuleSet::of(Land::Niedersachsen, &[]).unwrap();
        assert!(rules.asks_ministry() && rules.ministry.len() == 3);
        let short = [(Setting::MinistryAddress, "Ministerium; Hannover".to_owned())];
        assert!(RuleSet::of(Land::Niedersachsen, &short).is_err());
        assert!(!nrw().asks_ministry());
        let asked = |land: Land| Setting::of(land.law()).any(|it| it == Setting::MinistryAddress);
        assert!(asked(Land::Niedersachsen) && !asked(Land::NordrheinWestfalen));
    }
}
