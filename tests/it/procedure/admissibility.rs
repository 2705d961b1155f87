//! § 5 HFKVO: who is excluded, what must be found first, and who decides.

use hfk::procedure::*;

use super::journey::*;

mod paragraph_3_who_decides {
    use super::*;

    #[test]
    fn the_secretariat_never_decides_alone() {
        let it = Journey::at(Stage::Admissibility);
        let step = by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 3, 0)]);
        assert_eq!(
            it.refusal_as(Role::Clerk, step),
            "Die Annahme beschließt der Vorprüfungsausschuss oder die Kommission, nie die \
             Geschäftsstelle allein (§ 3 Abs. 3 HFKVO)."
        );
    }

    #[test]
    fn the_secretariat_may_propose_and_nothing_is_decided_by_that() {
        let mut it = Journey::at(Stage::Admissibility);
        let proposal = Proposal::Admit;
        it.take(Step::ProposeAdmissibility { proposal, reasons: "Kein Grund ersichtlich.".into() });
        assert_eq!(it.case.stage, Stage::Admissibility);
        assert_eq!(it.standing(MOTHER), Standing::Open);
    }

    #[test]
    fn of_the_commission_only_its_chair_records_what_it_decided() {
        let mut it = Journey::at(Stage::Admissibility);
        it.before_commission(9);
        let everybody = [MOTHER, FATHER, CHILD];
        let commission = by_commission(vec![admission(&everybody, 9, 0)]);
        assert_eq!(
            it.refusal_as(Role::PreCheck, commission.clone()),
            "Härtefallkommission: Diesen Beschluss hält nur fest: Vorsitz (§ 3 HFKVO)."
        );
        let chair_of_both = actor(&[Role::Chair, Role::PreCheck]);
        let outcome = it.try_take_as(commission, &chair_of_both).unwrap();
        assert_eq!(outcome.event().hat, Role::Chair);
        let committee = by_committee(vec![admission(&everybody, 3, 0)]);
        for role in [Role::PreCheck, Role::Chair] {
            let outcome = it.try_take_as(committee.clone(), &actor(&[role])).unwrap();
            assert_eq!(outcome.event().hat, role);
        }
    }

    #[test]
    fn a_proposal_says_why() {
        let it = Journey::at(Stage::Admissibility);
        let step = Step::ProposeAdmissibility { proposal: Proposal::Admit, reasons: " \n".into() };
        assert_eq!(it.refusal(step), "Bitte ausfüllen: Begründung.");
    }

    #[test]
    fn the_committee_admits_by_the_majority_of_its_seats() {
        let mut it = Journey::at(Stage::Admissibility);
        it.take(by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 2, 1)]));
        assert_eq!(it.case.stage, Stage::Admitted);
        assert_eq!(it.standing(CHILD), Standing::Admitted);
    }

    #[test]
    fn two_of_three_refusals_hand_the_case_to_the_commission() {
        let mut it = Journey::at(Stage::Admissibility);
        let everybody = [MOTHER, FATHER, CHILD];
        let outcome = it.take(by_committee(vec![admission(&everybody, 1, 2)]));
        assert_eq!(outcome.round_item(), Some(RoundItemState::HandedOver));
        assert_eq!((outcome.letters(), it.case.stage), (&[][..], Stage::Admissibility));
        it.before_commission(8);
        it.take(by_commission(vec![admission(&everybody, 3, 5)]));
        assert_eq!(it.case.result(), CaseResult::NotAdmitted);
    }

    #[test]
    fn a_unanimous_committee_refuses_itself() {
        let mut it = Journey::at(Stage::Admissibility);
        it.take(by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 0, 3)]));
        assert_eq!(it.case.stage, Stage::Closing);
    }

    #[test]
    fn without_the_setting_a_majority_of_the_committee_refuses() {
        let mut it = Journey::at(Stage::Admissibility);
        it.rules = RuleSet::nrw(&[(Setting::NotAdmittedUnanimously, "nein".into())]).unwrap();
        it.take(by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 1, 2)]));
        assert_eq!(it.case.result(), CaseResult::NotAdmitted);
    }

    #[test]
    fn one_against_one_is_no_decision_of_the_committee_either_way() {
        let mut it = Journey::at(Stage::Admissibility);
        it.rules = RuleSet::nrw(&[(Setting::NotAdmittedUnanimously, "nein".into())]).unwrap();
        let step = by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 1, 1)]);
        let outcome = it.take(step);
        assert_eq!(outcome.round_item(), Some(RoundItemState::HandedOver));
        assert_eq!(it.case.stage, Stage::Admissibility);
    }

    #[test]
    fn the_committee_has_no_more_votes_than_seats() {
        let it = Journey::at(Stage::Admissibility);
        assert_eq!(
            it.refusal(by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 4, 0)])),
            "Vorprüfungsausschuss: 4 können nicht mitgewirkt haben, es gibt 3 Sitze."
        );
    }

    #[test]
    fn the_recused_sit_on_the_seats_of_the_committee_too() {
        let it = Journey::at(Stage::Admissibility);
        let totals = Totals::new(3, u16::MAX, 3, 0, 0).unwrap();
        let persons = vec![MOTHER, FATHER, CHILD];
        let step = by_committee(vec![AdmissionVote { persons, totals, deviation: None }]);
        assert!(it.refusal(step).starts_with("Vorprüfungsausschuss: 65535 können nicht"));
    }

    #[test]
    fn the_commission_admits_by_the_majority_of_those_present() {
        let mut it = Journey::at(Stage::Admissibility);
        it.before_commission(8);
        it.take(by_commission(vec![admission(&[MOTHER, CHILD], 5, 3), admission(&[FATHER], 4, 4)]));
        assert_eq!(it.standing(MOTHER), Standing::Admitted);
        assert_eq!(it.standing(FATHER), Standing::NotAdmitted);
    }

    #[test]
    fn the_decision_names_every_open_person_once() {
        let it = Journey::at(Stage::Admissibility);
        for persons in [vec![], vec![MOTHER, CHILD], vec![MOTHER, MOTHER, FATHER, CHILD]] {
            let step = by_committee(vec![admission(&persons, 3, 0)]);
            assert_eq!(
                it.refusal(step),
                "Jede Person, um die es geht, ist genau einmal zu nennen.",
                "{persons:?}"
            );
        }
        let stranger = by_committee(vec![admission(&[MOTHER, FATHER, STRANGER], 3, 0)]);
        assert_eq!(it.try_take(stranger), Err(vec![Violation::NotEveryPersonOnce]));
    }

    #[test]
    fn who_ended_otherwise_is_not_decided_on() {
        let mut it = Journey::at(Stage::Admissibility);
        it.take(ending(&[FATHER], OtherEnding::Departed));
        it.take(by_committee(vec![admission(&[MOTHER, CHILD], 3, 0)]));
        assert_eq!(it.case.stage, Stage::Admitted);
        assert_eq!(it.standing(FATHER), Standing::Other(OtherEnding::Departed));
    }

    #[test]
    fn a_decision_is_not_dated_ahead_or_before_the_application() {
        let it = Journey::at(Stage::Admissibility);
        let on = |decided_on| Step::DecideAdmissibility {
            body: Body::PreCheckCommittee,
            decided_on,
            votes: vec![admission(&[MOTHER, FATHER, CHILD], 3, 0)],
        };
        assert_eq!(it.refusal(on(day("2026-11-17"))), "Der 17.11.2026 liegt in der Zukunft.");
        assert_eq!(
            it.refusal(on(day("2026-11-01"))),
            "Der 01.11.2026 liegt vor dem Eingang des Antrags."
        );
    }
}

mod paragraph_5_findings {
    use super::*;

    #[test]
    fn there_are_seven_grounds_of_absatz_1_and_six_of_absatz_2() {
        let of = |tier| GROUNDS.iter().filter(|it| it.tier() == tier).count();
        assert_eq!((of(Tier::Excluded), of(Tier::ShouldBeExcluded)), (7, 6));
        for ground in GROUNDS {
            let expected = if ground.tier() == Tier::Excluded { "P5-1-" } else { "P5-2-" };
            assert!(ground.name().starts_with(expected), "{ground}");
        }
        assert_eq!(Ground::NotObligedToLeave.paragraph(), "§ 5 Abs. 1 Nr. 3 HFKVO");
        assert_eq!(Ground::ReturnDateSet.paragraph(), "§ 5 Abs. 2 Nr. 6 HFKVO");
    }

    #[test]
    fn all_thirteen_grounds_are_checked_for_everybody_first() {
        for missing in GROUNDS {
            let mut it = Journey::at(Stage::Admissibility);
            it.find(CHILD, *missing, Finding::NotChecked);
            assert_eq!(
                it.refusal(by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 3, 0)])),
                "Noch nicht alle Ausschlussgründe sind für jede Person geprüft (§ 5 HFKVO).",
                "{missing}"
            );
        }
    }

    #[test]
    fn nothing_is_checked_at_the_start() {
        let mut it = Journey::family();
        it.take(Step::BeginAdmissibility);
        let step = by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 3, 0)]);
        assert_eq!(it.try_take(step), Err(vec![Violation::GroundsUnchecked]));
    }

    #[test]
    fn liegt_vor_says_on_what_it_rests() {
        let it = Journey::at(Stage::Admissibility);
        let with = |finding| {
            let entry = FindingEntry::of(FATHER, Ground::WantedOrNoAddress, finding, " ");
            Step::RecordFindings { entries: vec![entry] }
        };
        assert_eq!(
            it.refusal(with(Finding::Present)),
            "Bitte angeben, worauf sich der Befund „liegt vor“ stützt (§ 5 Abs. 2 Nr. 3 HFKVO)."
        );
        assert!(it.try_take(with(Finding::Absent)).is_ok());
        assert!(it.try_take(with(Finding::Unclear)).is_ok());
    }

    #[test]
    fn findings_are_about_persons_of_the_case() {
        let it = Journey::at(Stage::Admissibility);
        let entries = vec![entry(STRANGER, Ground::EntryBan, Finding::Absent)];
        assert_eq!(
            it.refusal(Step::RecordFindings { entries }),
            "Diese Person gehört nicht zu diesem Vorgang."
        );
    }

    #[test]
    fn a_ground_that_falls_away_keeps_the_day_on_which_it_did() {
        let mut it = Journey::at(Stage::Admissibility);
        let ground = Ground::WantedOrNoAddress;
        let found = |it: &Journey| it.case.person(FATHER).unwrap().findings[&ground].clone();
        it.find(FATHER, ground, Finding::Present);
        assert_eq!(found(&it).removed_on, None);
        it.today = day("2026-11-20");
        it.find(FATHER, ground, Finding::Absent);
        assert_eq!(found(&it).removed_on, Some(day("2026-11-20")));
        it.today = day("2026-11-23");
        it.find(FATHER, ground, Finding::Absent);
        assert_eq!(found(&it).removed_on, Some(day("2026-11-20")), "looked at again");
        assert_eq!(found(&it).found_on, day("2026-11-23"));
        it.find(FATHER, ground, Finding::Present);
        assert_eq!(found(&it).removed_on, None, "it is back");
    }

    #[test]
    fn a_ground_never_found_has_no_day_of_falling_away() {
        let mut it = Journey::at(Stage::Admissibility);
        it.find(FATHER, Ground::EntryBan, Finding::Absent);
        let found = &it.case.person(FATHER).unwrap().findings[&Ground::EntryBan];
        assert_eq!(found.removed_on, None);
    }

    #[test]
    fn grounds_are_looked_at_again_until_the_vote() {
        let stages = [Stage::Admitted, Stage::StatementRequested, Stage::Ready, Stage::OnAgenda];
        for stage in stages {
            let mut it = Journey::at(stage);
            it.find(FATHER, Ground::EntryBan, Finding::Present);
            assert_eq!(it.case.stage, stage);
        }
    }

    #[test]
    fn an_old_finding_shows_its_age() {
        let it = Journey::at(Stage::Ready);
        let mother = it.case.person(MOTHER).unwrap();
        assert!(!mother.has_stale_finding(today()));
        assert!(mother.has_stale_finding(day("2026-11-17")));
    }

    #[test]
    fn a_sheet_on_which_nothing_stands_is_no_step() {
        let it = Journey::at(Stage::Admissibility);
        let nothing = Step::RecordFindings { entries: Vec::new() };
        assert_eq!(it.try_take(nothing), Err(vec![Violation::NothingFound]));
    }

    #[test]
    fn a_return_date_makes_an_eilfall() {
        let mut it = Journey::at(Stage::Admissibility);
        assert!(!it.case.urgent);
        it.find(MOTHER, Ground::ReturnDateSet, Finding::Present);
        assert!(it.case.urgent);
        it.find(MOTHER, Ground::ReturnDateSet, Finding::Absent);
        assert!(it.case.urgent, "until somebody has dealt with it");
    }

    #[test]
    fn a_return_date_is_recorded_at_every_stage_before_filing() {
        for stage in Stage::ALL {
            let mut it = Journey::at(*stage);
            let entries = vec![entry(MOTHER, Ground::ReturnDateSet, Finding::Present)];
            if *stage == Stage::Filed {
                let refused = it.try_take(Step::RecordFindings { entries });
                let wrong = Violation::WrongStage(StepKind::RecordFindings, Stage::Filed);
                assert_eq!(refused, Err(vec![wrong]));
                continue;
            }
            it.take(Step::RecordFindings { entries });
            assert_eq!(it.case.stage, *stage);
            let mother = it.case.person(MOTHER).unwrap();
            assert_eq!(mother.finding(Ground::ReturnDateSet), Finding::Present, "{stage}");
            assert_eq!(it.case.urgent, !mother.standing.is_ended(), "{stage}");
        }
    }

    #[test]
    fn a_return_date_is_for_secretariat_and_chair_alone() {
        let it = Journey::at(Stage::Admissibility);
        let find = |ground| {
            let entries = vec![entry(MOTHER, ground, Finding::Present)];
            it.try_take_as(Step::RecordFindings { entries }, &actor(&[Role::PreCheck]))
        };
        assert!(find(Ground::EntryBan).is_ok());
        let reserved = Violation::OpenTo(&[Role::Clerk, Role::Chair]);
        assert_eq!(find(Ground::ReturnDateSet), Err(vec![reserved.clone()]));
        let decided = Journey::at(Stage::Decided);
        let kind = StepKind::RecordFindings;
        let by = actor(&[Role::PreCheck]);
        assert_eq!(obstacles(&decided.case, &decided.facts, kind, &by), [reserved]);
    }

    #[test]
    fn outside_the_check_nothing_but_a_return_date_is_found() {
        for stage in Stage::BEFORE_FILING.iter().filter(|it| !it.checks_grounds()) {
            let it = Journey::at(*stage);
            for ground in GROUNDS.iter().filter(|it| **it != Ground::ReturnDateSet) {
                let entries = vec![entry(MOTHER, *ground, Finding::Present)];
                assert_eq!(
                    it.refusal(Step::RecordFindings { entries }),
                    "Vor der Vorprüfung und nach dem Beschluss der Kommission ist nur ein Termin \
                     der Rückführung zu vermerken (§ 5 Abs. 2 Nr. 6 HFKVO).",
                    "{stage}: {ground}"
                );
            }
        }
    }

    #[test]
    fn of_a_return_date_nothing_is_said_in_the_finding() {
        let it = Journey::at(Stage::Admissibility);
        let note = "Flug am 03.12.2026";
        let entry = FindingEntry::of(MOTHER, Ground::ReturnDateSet, Finding::Present, note);
        assert_eq!(
            it.refusal(Step::RecordFindings { entries: vec![entry] }),
            "Beim Termin der Rückführung steht nur der Befund; was darüber bekannt ist, bitte \
             unter „Rückführung“ vermerken (§ 97a AufenthG)."
        );
    }

    #[test]
    fn an_eilfall_is_one_until_somebody_has_dealt_with_it_and_says_why() {
        let mut it = Journey::at(Stage::Ready);
        let step = |urgent, reason: &str| Step::ChangeUrgency { urgent, reason: reason.into() };
        assert_eq!(it.refusal(step(true, " ")), "Bitte ausfüllen: Grund.");
        it.take(step(true, "Abschiebungshaft"));
        assert!(it.case.urgent);
        assert_eq!(
            it.refusal(step(true, "noch einmal")),
            "Dabei bleibt es schon: Am Eilfall ist so nichts zu ändern."
        );
        it.take(step(false, "Aus der Haft entlassen"));
        assert!(!it.case.urgent);
        assert_eq!(it.replayed().unwrap(), it.case);
    }

    #[test]
    fn what_else_is_found_brings_back_no_eilfall_that_was_dealt_with() {
        let mut it = Journey::at(Stage::Ready);
        it.find(MOTHER, Ground::ReturnDateSet, Finding::Present);
        let reason = "Die Ausländerbehörde wartet die Sitzung ab.".into();
        it.take(Step::ChangeUrgency { urgent: false, reason });
        it.find(CHILD, Ground::EntryBan, Finding::Absent);
        assert!(!it.case.urgent);
        it.find(MOTHER, Ground::ReturnDateSet, Finding::Present);
        assert!(it.case.urgent, "it was said again that a day stands");
    }

    #[test]
    fn a_return_date_of_somebody_whose_procedure_has_ended_hurries_nobody() {
        let mut it = Journey::at(Stage::Admissibility);
        it.take(ending(&[FATHER], OtherEnding::Deported));
        it.find(FATHER, Ground::ReturnDateSet, Finding::Present);
        assert!(!it.case.urgent);
    }

    #[test]
    fn other_grounds_make_no_eilfall() {
        for ground in GROUNDS.iter().filter(|it| **it != Ground::ReturnDateSet) {
            let mut it = Journey::at(Stage::Admissibility);
            it.find(MOTHER, *ground, Finding::Present);
            assert!(!it.case.urgent, "{ground}");
        }
    }
}

mod paragraph_5_absatz_1_excludes {
    use super::*;

    #[test]
    fn every_ground_leaves_only_the_nichtannahme() {
        for ground in GROUNDS.iter().filter(|it| it.tier() == Tier::Excluded) {
            let mut it = Journey::at(Stage::Admissibility);
            it.find(FATHER, *ground, Finding::Present);
            let mut vote = admission(&[MOTHER, FATHER, CHILD], 3, 0);
            vote.deviation = Some("Besondere Härte.".into());
            let refused = it.try_take(by_committee(vec![vote.clone()]));
            assert_eq!(refused, Err(vec![Violation::ExcludedByGround(*ground)]));
            it.before_commission(9);
            let refused = it.try_take(by_commission(vec![AdmissionVote {
                totals: totals(9, 9, 0, 0),
                ..vote
            }]));
            assert_eq!(refused, Err(vec![Violation::ExcludedByGround(*ground)]));
        }
    }

    #[test]
    fn the_sentence_names_ground_and_paragraph() {
        assert_eq!(
            Violation::ExcludedByGround(Ground::NotObligedToLeave).to_string(),
            "„nicht ausreisepflichtig“ liegt vor: Die Person ist ausgeschlossen, nur die \
             Nichtannahme ist möglich (§ 5 Abs. 1 Nr. 3 HFKVO)."
        );
    }

    #[test]
    fn it_forces_the_nichtannahme_for_that_person_only() {
        let mut it = Journey::at(Stage::Admissibility);
        it.find(FATHER, Ground::NotObligedToLeave, Finding::Present);
        let votes = vec![admission(&[MOTHER, CHILD], 3, 0), admission(&[FATHER], 0, 3)];
        let outcome = it.take(by_committee(votes));
        assert_eq!(it.standing(FATHER), Standing::NotAdmitted);
        assert_eq!(it.standing(MOTHER), Standing::Admitted);
        assert_eq!(it.case.stage, Stage::Admitted);
        assert_eq!(
            letters(&outcome),
            [(LetterKind::L5a, vec![FATHER]), (LetterKind::L5b, vec![FATHER])]
        );
    }

    #[test]
    fn an_unclear_finding_excludes_nobody() {
        let mut it = Journey::at(Stage::Admissibility);
        it.find(FATHER, Ground::NotObligedToLeave, Finding::Unclear);
        it.admit_everybody();
        assert_eq!(it.standing(FATHER), Standing::Admitted);
    }

    #[test]
    fn found_after_the_annahme_it_rules_out_an_ersuchen() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.find(MOTHER, Ground::NotInGermany, Finding::Present);
        assert_eq!(
            it.refusal(vote(&[MOTHER, CHILD], yes())),
            "„nicht im Bundesgebiet“ liegt vor: Für die Person ist ein Ersuchen ausgeschlossen \
             (§ 5 Abs. 1 Nr. 1 HFKVO)."
        );
        assert!(it.try_take(vote(&[CHILD], yes())).is_ok());
        assert!(it.try_take(vote(&[MOTHER], no())).is_ok());
    }
}

mod paragraph_5_a_ground_after_the_annahme {
    use super::*;

    const AFTER: [Stage; 4] =
        [Stage::Admitted, Stage::StatementRequested, Stage::Ready, Stage::OnAgenda];

    fn found_at(stage: Stage, ground: Ground) -> Journey {
        let mut it = Journey::at(stage);
        it.find(FATHER, ground, Finding::Present);
        it
    }

    #[test]
    fn without_one_the_annahme_stands() {
        for stage in AFTER {
            let it = Journey::at(stage);
            assert_eq!(
                it.refusal(by_committee(vec![admission(&[FATHER], 0, 3)])),
                "Über die Annahme ist beschlossen; neu zu beschließen ist erst, wenn bei einer \
                 angenommenen Person ein Ausschlussgrund hinzukommt (§ 5 HFKVO)."
            );
        }
    }

    #[test]
    fn of_absatz_1_leads_back_to_the_nichtannahme_and_both_sides_are_told() {
        for stage in AFTER {
            let mut it = found_at(stage, Ground::NotInGermany);
            let admitted = it.try_take(by_committee(vec![admission(&[FATHER], 3, 0)]));
            assert_eq!(admitted, Err(vec![Violation::ExcludedByGround(Ground::NotInGermany)]));
            let outcome = it.take(by_committee(vec![admission(&[FATHER], 0, 3)]));
            assert_eq!(
                letters(&outcome),
                [(LetterKind::L5a, vec![FATHER]), (LetterKind::L5b, vec![FATHER])]
            );
            assert_eq!(it.standing(FATHER), Standing::NotAdmitted);
            assert_eq!((it.standing(MOTHER), it.case.stage), (Standing::Admitted, stage));
            assert_eq!(it.replayed(), Ok(it.case.clone()));
        }
    }

    #[test]
    fn is_decided_for_those_whom_it_concerns_and_by_the_same_bodies() {
        let mut it = found_at(Stage::Ready, Ground::NotInGermany);
        let everybody = by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 0, 3)]);
        assert_eq!(it.try_take(everybody), Err(vec![Violation::NotEveryPersonOnce]));
        let divided = by_committee(vec![admission(&[FATHER], 1, 2)]);
        let handed_over = it.try_take(divided).unwrap();
        assert_eq!(handed_over.round_item(), Some(RoundItemState::HandedOver));
        assert_eq!(handed_over.case().awaiting_admission(), [FATHER]);
        let refused = it.refusal_as(Role::Clerk, by_committee(vec![admission(&[FATHER], 0, 3)]));
        assert_eq!(refused, Violation::DecidedByBodyOnly.to_string());
        it.before_commission(8);
        assert!(it.try_take(by_commission(vec![admission(&[FATHER], 0, 8)])).is_ok());
    }

    #[test]
    fn of_absatz_2_asks_for_a_deviation_before_an_ersuchen() {
        for stage in AFTER {
            let mut it = found_at(stage, Ground::SeriousOffences);
            let mut vote = admission(&[FATHER], 3, 0);
            let without = it.try_take(by_committee(vec![vote.clone()]));
            assert_eq!(without, Err(vec![Violation::DeviationMissing(Ground::SeriousOffences)]));
            vote.deviation = Some("Die Tat liegt zwölf Jahre zurück.".into());
            let outcome = it.take(by_committee(vec![vote]));
            assert_eq!(letters(&outcome), []);
            assert_eq!((it.standing(FATHER), it.case.stage), (Standing::Admitted, stage));
            assert!(it.case.awaiting_admission().is_empty(), "it is answered");
            assert_eq!(it.replayed(), Ok(it.case.clone()));
        }
    }

    #[test]
    fn of_absatz_2_keeps_the_commission_from_an_ersuchen_until_it_is_answered() {
        let mut it = found_at(Stage::OnAgenda, Ground::SeriousOffences);
        assert_eq!(
            it.refusal(vote(&[MOTHER, FATHER, CHILD], yes())),
            "„Straftaten von erheblichem Gewicht (§ 23a AufenthG)“ liegt vor: Vor einem Ersuchen \
             ist neu über die Annahme zu beschließen, mit begründeter Abweichung oder als \
             Nichtannahme (§ 5 Abs. 2 Nr. 4 HFKVO)."
        );
        assert!(it.try_take(vote(&[FATHER], no())).is_ok());
        let mut again = admission(&[FATHER], 8, 0);
        again.deviation = Some("Die Tat liegt zwölf Jahre zurück.".into());
        it.take(by_commission(vec![again]));
        assert!(it.try_take(vote(&[MOTHER, FATHER, CHILD], yes())).is_ok());
    }

    #[test]
    fn that_was_answered_and_comes_back_is_a_new_one() {
        let mut it = found_at(Stage::Admitted, Ground::WantedOrNoAddress);
        let mut vote = admission(&[FATHER], 3, 0);
        vote.deviation = Some("Die Anschrift ist bekannt.".into());
        it.take(by_committee(vec![vote]));
        it.find(FATHER, Ground::WantedOrNoAddress, Finding::Present);
        assert_eq!(it.case.awaiting_admission(), [], "looked at again, the same");
        it.find(FATHER, Ground::WantedOrNoAddress, Finding::Absent);
        it.find(FATHER, Ground::WantedOrNoAddress, Finding::Present);
        assert_eq!(it.case.awaiting_admission(), [FATHER]);
    }

    #[test]
    fn of_absatz_1_for_everybody_ends_the_case() {
        for stage in AFTER {
            let mut it = Journey::at(stage);
            for person in [MOTHER, FATHER, CHILD] {
                it.find(person, Ground::NotInGermany, Finding::Present);
            }
            let outcome = it.take(by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 0, 3)]));
            assert_eq!((it.case.stage, it.case.sitting), (Stage::Closing, None));
            let left = (stage == Stage::OnAgenda).then_some(item(ItemState::Withdrawn));
            assert_eq!(outcome.agenda(), left);
        }
    }

    #[test]
    fn of_the_last_not_voted_on_leaves_the_resolution_about_the_others() {
        let mut it = Journey::at(Stage::OnAgenda);
        it.take(vote(&[MOTHER, CHILD], yes()));
        it.find(FATHER, Ground::NotInGermany, Finding::Present);
        it.take(by_committee(vec![admission(&[FATHER], 0, 3)]));
        assert_eq!(it.case.stage, Stage::Decided);
        let outcome = it.take(Step::SendErsuchen);
        assert_eq!(letters(&outcome), [(LetterKind::L6, vec![MOTHER, CHILD])]);
    }
}

mod paragraph_5_absatz_2_should_exclude {
    use super::*;

    #[test]
    fn every_ground_asks_for_a_recorded_deviation() {
        for ground in GROUNDS.iter().filter(|it| it.tier() == Tier::ShouldBeExcluded) {
            let mut it = Journey::at(Stage::Admissibility);
            it.find(FATHER, *ground, Finding::Present);
            let mut vote = admission(&[MOTHER, FATHER, CHILD], 3, 0);
            for blank in [None, Some("  ".to_owned())] {
                vote.deviation = blank;
                let refused = it.try_take(by_committee(vec![vote.clone()]));
                assert_eq!(refused, Err(vec![Violation::DeviationMissing(*ground)]));
            }
            vote.deviation = Some("Die Ausreise ist wegen der Schwangerschaft unmöglich.".into());
            it.take(by_committee(vec![vote]));
            assert_eq!(it.standing(FATHER), Standing::Admitted);
        }
    }

    #[test]
    fn the_sentence_names_ground_and_paragraph() {
        assert_eq!(
            Violation::DeviationMissing(Ground::ReturnDateSet).to_string(),
            "„Termin der Rückführung steht fest“ liegt vor: Die Person soll ausgeschlossen sein; \
             eine Annahme braucht eine begründete Abweichung (§ 5 Abs. 2 Nr. 6 HFKVO)."
        );
    }

    #[test]
    fn the_nichtannahme_needs_no_deviation() {
        let mut it = Journey::at(Stage::Admissibility);
        it.find(FATHER, Ground::SeriousOffences, Finding::Present);
        it.take(by_committee(vec![admission(&[MOTHER, CHILD], 3, 0), admission(&[FATHER], 0, 3)]));
        assert_eq!(it.standing(FATHER), Standing::NotAdmitted);
    }

    #[test]
    fn body_day_and_reason_of_a_deviation_stay_in_the_history() {
        let mut it = Journey::at(Stage::Admissibility);
        it.find(FATHER, Ground::OtherProcedure, Finding::Present);
        let mut vote = admission(&[MOTHER, FATHER, CHILD], 3, 0);
        vote.deviation = Some("Das andere Verfahren ruht.".into());
        let step = by_committee(vec![vote]);
        it.take(step.clone());
        assert_eq!(it.events().last().unwrap().step, step);
    }
}
