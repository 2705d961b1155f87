//! § 5 HFKVO: what a finding rests on, when it was found, when it fell away, and when it is too old.

use hfk::procedure::*;

use super::journey::*;

const WANTED: Ground = Ground::WantedOrNoAddress;

fn found(it: &Journey, ground: Ground) -> &FoundGround {
    &it.case.person(FATHER).unwrap().findings[&ground]
}

fn recorded(entry: FindingEntry) -> Step {
    Step::RecordFindings { entries: vec![entry] }
}

mod paragraph_5_what_a_finding_rests_on {
    use super::*;

    #[test]
    fn a_source_or_a_document_says_it_as_well_as_a_note() {
        let it = Journey::at(Stage::Admissibility);
        let bare = FindingEntry::of(FATHER, WANTED, Finding::Present, "");
        assert!(it.try_take(recorded(bare.clone())).is_err());
        let source = "Auskunft der Ausländerbehörde vom 12.11.2026".to_owned();
        assert!(it.try_take(recorded(FindingEntry { source, ..bare.clone() })).is_ok());
        let evidence = Some(DocumentId(uuid::Uuid::from_u128(41)));
        assert!(it.try_take(recorded(FindingEntry { evidence, ..bare })).is_ok());
    }

    #[test]
    fn a_finding_has_the_day_on_which_it_was_made() {
        let mut it = Journey::at(Stage::Admissibility);
        let entry = entry(FATHER, WANTED, Finding::Present);
        let on = |day| recorded(FindingEntry { found_on: Some(day), ..entry.clone() });
        let (early, late) = (on(day("2026-11-01")), on(day("2026-11-17")));
        assert_eq!(it.refusal(early), "Der 01.11.2026 liegt vor dem Eingang des Antrags.");
        assert_eq!(it.refusal(late), "Der 17.11.2026 liegt in der Zukunft.");
        it.take(on(day("2026-11-12")));
        assert_eq!(found(&it, WANTED).found_on, day("2026-11-12"));
        it.take(recorded(entry.clone()));
        assert_eq!(found(&it, WANTED).found_on, today(), "no day: that of the recording");
    }

    #[test]
    fn an_event_of_the_time_before_these_were_asked_still_reads() {
        let old = r#"{"step":"record_findings","entries":[
            {"person":"00000000-0000-0000-0000-000000000002","ground":"P5-2-3","finding":"present","note":"INPOL"}]}"#;
        let step: Step = serde_json::from_str(old).unwrap();
        assert_eq!(step, recorded(FindingEntry::of(FATHER, WANTED, Finding::Present, "INPOL")));
    }
}

mod paragraph_5_falling_away {
    use super::*;

    fn gone(ground: Ground, on: &str) -> Step {
        let removed_on = Some(day(on));
        let entry = FindingEntry::of(FATHER, ground, Finding::Absent, "");
        recorded(FindingEntry { removed_on, ..entry })
    }

    #[test]
    fn what_has_fallen_away_keeps_the_day_that_was_told() {
        let mut it = Journey::at(Stage::Admissibility);
        it.find(FATHER, WANTED, Finding::Present);
        it.take(gone(WANTED, "2026-11-10"));
        assert_eq!(found(&it, WANTED).finding, Finding::Absent);
        assert_eq!(found(&it, WANTED).removed_on, Some(day("2026-11-10")));
        it.take(gone(WANTED, "2026-11-11"));
        assert_eq!(found(&it, WANTED).removed_on, Some(day("2026-11-11")), "corrected");
        assert_eq!(it.replayed().unwrap(), it.case);
    }

    #[test]
    fn only_four_grounds_fall_away() {
        for ground in GROUNDS {
            let mut it = Journey::at(Stage::Admissibility);
            it.find(FATHER, *ground, Finding::Present);
            let taken = it.try_take(gone(*ground, "2026-11-16"));
            let expected = ["P5-2-1", "P5-2-2", "P5-2-3", "P5-2-6"].contains(&ground.name());
            assert_eq!(taken.is_ok(), expected, "{ground}");
        }
        let mut it = Journey::at(Stage::Admissibility);
        it.find(FATHER, Ground::SeriousOffences, Finding::Present);
        assert_eq!(
            it.refusal(gone(Ground::SeriousOffences, "2026-11-16")),
            "„Straftaten von erheblichem Gewicht (§ 23a AufenthG)“ kann nicht wegfallen; war der \
             Befund falsch, bitte „liegt nicht vor“ wählen (§ 5 Abs. 2 Nr. 4 HFKVO)."
        );
    }

    #[test]
    fn nothing_falls_away_that_was_not_there() {
        let it = Journey::at(Stage::Admissibility);
        assert_eq!(
            it.refusal(gone(WANTED, "2026-11-16")),
            "„zur Fahndung ausgeschrieben oder keine ladungsfähige Anschrift“: Wegfallen kann nur, \
             was vorgelegen hat und nun nicht mehr vorliegt (§ 5 Abs. 2 Nr. 3 HFKVO)."
        );
    }

    #[test]
    fn it_fell_away_between_the_receipt_and_today() {
        let mut it = Journey::at(Stage::Admissibility);
        it.find(FATHER, WANTED, Finding::Present);
        let late = it.refusal(gone(WANTED, "2026-11-17"));
        assert_eq!(late, "Der 17.11.2026 liegt in der Zukunft.");
        let early = it.refusal(gone(WANTED, "2026-11-01"));
        assert_eq!(early, "Der 01.11.2026 liegt vor dem Eingang des Antrags.");
    }
}

mod paragraph_5_prerequisites {
    use super::*;

    #[test]
    fn they_are_the_grounds_without_which_there_is_nothing_to_examine() {
        let of = |it: Catalogue| it.prerequisites().map(Ground::name).collect::<Vec<_>>();
        assert_eq!(of(Catalogue::Nrw2016), ["P5-1-3", "P5-1-4"]);
        assert_eq!(of(Catalogue::Nrw2004), ["P5-1-3", "P5-1-4"]);
        assert_eq!(of(Catalogue::Niedersachsen), ["N5-2-2", "N5-2-3"]);
    }
}

mod findings_too_old {
    use super::*;

    const STALE: &str = "Befunde zu den Ausschlussgründen sind veraltet und vor dem Beschluss \
        erneut zu bestätigen; Personen, die es betrifft: 3 (§ 5 HFKVO, Vorgabe der Geschäftsstelle).";

    /// On the agenda, and the sitting is open: nine weeks after the findings.
    fn late() -> Journey {
        let mut it = Journey::at(Stage::OnAgenda);
        it.sitting(SittingState::Open);
        it.today = day("2027-01-18");
        it.facts.findings_stale = it.rules.findings_in_the_way(&it.case, it.today);
        it
    }

    fn on_everybody() -> Step {
        vote(&[MOTHER, FATHER, CHILD], Totals::new(8, 0, 8, 0, 0).unwrap())
    }

    #[test]
    fn they_hold_up_the_vote_until_they_are_confirmed() {
        let mut it = late();
        assert_eq!(it.refusal(on_everybody()), STALE);
        it.find_nothing();
        it.facts.findings_stale = it.rules.findings_in_the_way(&it.case, it.today);
        it.take(on_everybody());
    }

    #[test]
    fn eight_weeks_to_the_day_they_hold() {
        let it = Journey::at(Stage::OnAgenda);
        let recorded = found(&it, WANTED).found_on;
        let (last, first_too_late) =
            (recorded + chrono::Days::new(56), recorded + chrono::Days::new(57));
        assert_eq!(it.rules.findings_in_the_way(&it.case, last), 0);
        assert_eq!(it.rules.findings_in_the_way(&it.case, first_too_late), 3);
    }

    #[test]
    fn the_secretariat_can_let_them_warn_only() {
        let set = [(Setting::StaleBlocks, "nein".to_owned())];
        let rules = RuleSet::nrw(&set).unwrap();
        let it = late();
        assert_eq!(rules.stale_findings, StaleFindings::Warn);
        assert_eq!(rules.findings_in_the_way(&it.case, it.today), 0);
    }
}

mod typed_in_one_line {
    use super::*;

    fn read(text: &str) -> Vec<(&'static str, Finding, String)> {
        let found = Catalogue::Nrw2016.exceptions(text).unwrap();
        found.into_iter().map(|it| (it.ground.name(), it.finding, it.note)).collect()
    }

    #[test]
    fn numbers_with_notes_and_doubts() {
        let note = |it: &str| it.to_owned();
        assert_eq!(
            read("1-3: Titel bis 2027; 2-3, 2.4? ;5-2-1:Haft: JVA, Büren"),
            [
                ("P5-1-3", Finding::Present, note("Titel bis 2027")),
                ("P5-2-3", Finding::Present, note("")),
                ("P5-2-4", Finding::Unclear, note("")),
                ("P5-2-1", Finding::Present, note("Haft: JVA, Büren")),
            ]
        );
        assert_eq!(read("Keine"), []);
        assert_eq!(read(" ; "), []);
    }

    #[test]
    fn of_either_catalogue() {
        let found = |of: Catalogue, text| of.exceptions(text).map(|it| it[0].ground.name());
        assert_eq!(found(Catalogue::Nrw2004, "1-7"), Ok("P5-1-7-2004"));
        assert_eq!(found(Catalogue::Niedersachsen, "6-1-2"), Ok("N6-1-2"));
        assert_eq!(found(Catalogue::Niedersachsen, "2-8"), Ok("N5-2-8"));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let says = |text| Catalogue::Nrw2016.exceptions(text).unwrap_err();
        for text in ["3", "2-9", "3-1", "2-3x", "vier", "2-3-", "6-2-3"] {
            assert_eq!(
                says(text),
                format!(
                    "„{text}“ ist kein Grund der Fassung. Bitte Absatz und Nummer angeben, etwa \
                     2-3, mit ? wenn unklar."
                )
            );
        }
        assert_eq!(says("2-3; 2-3?"), "„2-3?“ steht zweimal da.");
    }
}

mod paragraph_5_absatz_2_going_on_all_the_same {
    use super::*;

    fn went_on() -> Journey {
        let mut it = Journey::at(Stage::Admissibility);
        it.find(FATHER, WANTED, Finding::Present);
        let reasons = "Die Anschrift ist seit gestern bekannt.".to_owned();
        let vote = AdmissionVote { deviation: Some(reasons), ..admission(&[FATHER], 3, 0) };
        it.take(by_committee(vec![vote, admission(&[MOTHER, CHILD], 3, 0)]));
        it
    }

    #[test]
    fn the_finding_keeps_who_went_on_when_and_why() {
        let it = went_on();
        let deviation = found(&it, WANTED).deviation.clone().unwrap();
        assert_eq!(deviation.body, Body::PreCheckCommittee);
        assert_eq!(deviation.on, today());
        assert_eq!(deviation.reasons, "Die Anschrift ist seit gestern bekannt.");
        let of_mother = it.case.person(MOTHER).unwrap().findings.values();
        assert!(of_mother.map(|it| &it.deviation).all(Option::is_none));
    }

    #[test]
    fn a_finding_looked_at_again_keeps_it_and_one_that_comes_back_does_not() {
        let mut it = went_on();
        it.find(FATHER, WANTED, Finding::Present);
        assert!(found(&it, WANTED).deviation.is_some());
        it.find(FATHER, WANTED, Finding::Absent);
        it.find(FATHER, WANTED, Finding::Present);
        assert_eq!(found(&it, WANTED).deviation, None);
    }

    #[test]
    fn a_year_counts_what_was_found_what_fell_away_and_what_was_set_aside() {
        let mut it = went_on();
        it.find(CHILD, Ground::SeriousOffences, Finding::Present);
        it.find(CHILD, Ground::SeriousOffences, Finding::Absent);
        it.today = day("2027-01-04");
        it.find(FATHER, WANTED, Finding::Absent);
        it.find(MOTHER, WANTED, Finding::Present);
        it.find(MOTHER, WANTED, Finding::Present);
        let in_year = |year| it.grounds_counted(year).into_iter().collect::<Vec<_>>();
        let count = |found, fell_away, set_aside| GroundCount { found, fell_away, set_aside };
        let corrected = (Ground::SeriousOffences, count(1, 0, 0));
        assert_eq!(in_year(2026), [(WANTED, count(1, 0, 1)), corrected]);
        assert_eq!(in_year(2027), [(WANTED, count(1, 1, 0))]);
        assert_eq!(in_year(2028), []);
    }

    #[test]
    fn what_is_found_again_after_a_wiederaufnahme_is_counted_again_and_nothing_fell_away() {
        let mut it = Journey::at(Stage::Filed);
        it.take(reopening(&[MOTHER]));
        it.take(Step::BeginAdmissibility);
        it.find(MOTHER, WANTED, Finding::Present);
        let all = it.grounds_counted(2026);
        assert_eq!(all[&WANTED], GroundCount { found: 1, fell_away: 0, set_aside: 0 });
    }
}
