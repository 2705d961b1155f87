//! § 7 HFKVO: what follows the resolution: letters, the authority's answer, the notice, the end.

use hfk::procedure::*;

use super::journey::*;

/// Voted on, with this result for all three; the sitting is closed.
fn decided(totals: Totals) -> Journey {
    let mut it = Journey::at(Stage::OnAgenda);
    it.take(vote(&[MOTHER, FATHER, CHILD], totals));
    it.sitting(SittingState::Closed);
    it
}

mod letters_to_the_authority {
    use super::*;

    #[test]
    fn nothing_is_sent_before_the_commission_has_decided() {
        for stage in [Stage::Ready, Stage::OnAgenda] {
            let it = Journey::at(stage);
            let expected = "Die Kommission hat noch nicht beschlossen (§ 6 HFKVO).";
            assert_eq!(it.refusal(Step::SendErsuchen), expected);
            assert_eq!(it.refusal(Step::SendNoRequest), expected);
        }
    }

    #[test]
    fn an_ersuchen_names_only_those_for_whom_it_was_resolved() {
        let mut it = Journey::at(Stage::Decided);
        let outcome = it.take(Step::SendErsuchen);
        assert_eq!(
            letters(&outcome),
            [(LetterKind::L6, vec![MOTHER, CHILD]), (LetterKind::L7, vec![FATHER])]
        );
        assert_eq!(it.case.stage, Stage::AwaitingAuthority);
        assert_eq!(it.case.deadline.map(|it| it.kind), Some(DeadlineKind::AuthorityReply));
    }

    #[test]
    fn an_ersuchen_is_not_kept_back() {
        let it = Journey::at(Stage::Decided);
        assert_eq!(
            it.refusal(Step::SendNoRequest),
            "Für eine Person ist ein Ersuchen beschlossen; es ist an die Ausländerbehörde zu \
             richten (§ 7 HFKVO)."
        );
    }

    #[test]
    fn without_an_ersuchen_none_is_sent() {
        let mut it = decided(no());
        assert_eq!(
            it.refusal(Step::SendErsuchen),
            "Für keine Person ist ein Ersuchen beschlossen."
        );
        let outcome = it.take(Step::SendNoRequest);
        assert_eq!(letters(&outcome), [(LetterKind::L7, vec![MOTHER, FATHER, CHILD])]);
        assert_eq!(it.case.stage, Stage::Closing);
    }
}

mod paragraph_7_absatz_3_the_authority_answers {
    use super::*;

    fn of_everybody(follows: bool, reasons: &str) -> Step {
        let (all, nobody) = (&[MOTHER, CHILD][..], &[][..]);
        let (followed, not_followed) = if follows { (all, nobody) } else { (nobody, all) };
        Step::RecordIntention(intention(followed, not_followed, reasons))
    }

    #[test]
    fn who_will_not_follow_gives_reasons_before_deciding() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        let expected = "Will die Ausländerbehörde nicht folgen, sind ihre Gründe festzuhalten \
                        (§ 7 Abs. 3 HFKVO).";
        assert_eq!(it.refusal(of_everybody(false, " ")), expected);
        it.take(of_everybody(true, ""));
        it.take(of_everybody(false, "Der Lebensunterhalt ist nicht gesichert."));
        assert_eq!(it.case.stage, Stage::AwaitingAuthority, "an intention decides nothing");
        assert_eq!(it.standing(MOTHER), Standing::Ersuchen);
    }

    #[test]
    fn who_has_not_followed_gave_reasons() {
        let it = Journey::at(Stage::AwaitingAuthority);
        let refused = it.try_take(final_decision(&[MOTHER], &[CHILD], " "));
        assert_eq!(refused, Err(vec![Violation::AuthorityReasonsMissing]));
        assert!(it.try_take(final_decision(&[MOTHER, CHILD], &[], "")).is_ok());
    }

    #[test]
    fn the_final_decision_is_one_for_each_person() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        it.take(final_decision(&[CHILD], &[MOTHER], "Straftat vom 03.11.2026"));
        assert_eq!(it.standing(CHILD), Standing::Followed);
        assert_eq!(it.standing(MOTHER), Standing::NotFollowed);
        assert_eq!(it.standing(FATHER), Standing::NoRequest);
        assert_eq!((it.case.stage, it.case.deadline), (Stage::Closing, None));
    }

    #[test]
    fn it_names_everybody_with_an_ersuchen_once_and_nobody_else() {
        let it = Journey::at(Stage::AwaitingAuthority);
        for (followed, not_followed) in [
            (vec![MOTHER], vec![]),
            (vec![MOTHER, CHILD], vec![CHILD]),
            (vec![MOTHER, CHILD, FATHER], vec![]),
            (vec![MOTHER, STRANGER], vec![]),
        ] {
            let refused = it.try_take(final_decision(&followed, &not_followed, "x"));
            assert_eq!(refused, Err(vec![Violation::NotEveryPersonOnce]), "{followed:?}");
        }
    }

    #[test]
    fn an_intention_speaks_of_each_person_with_an_ersuchen() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        for (followed, not_followed) in
            [(vec![MOTHER], vec![]), (vec![MOTHER, FATHER, CHILD], vec![])]
        {
            let step = Step::RecordIntention(intention(&followed, &not_followed, "x"));
            assert_eq!(it.try_take(step), Err(vec![Violation::NotEveryPersonOnce]));
        }
        let outcome = it.take(Step::RecordIntention(intention(&[CHILD], &[MOTHER], "Straftat")));
        assert!(outcome.event().step.refuses(), "a matter for the chair");
        let outcome = it.take(Step::RecordIntention(intention(&[CHILD, MOTHER], &[], "")));
        assert!(!outcome.event().step.refuses());
    }

    #[test]
    fn its_report_is_no_longer_awaited_but_its_decision_is() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        let outcome = it.take(Step::RecordIntention(intention(&[CHILD, MOTHER], &[], "")));
        let became: Vec<_> = outcome.deadlines().iter().map(|it| (it.kind, it.what)).collect();
        assert_eq!(
            became,
            [
                (DeadlineKind::AuthorityReply, DeadlineMove::Closed),
                (DeadlineKind::AuthorityDecision, DeadlineMove::Opened),
            ]
        );
        let due_on = RuleSet::nrw(&[]).unwrap().decision_period.due(today(), &it.rules.calendar).on;
        assert_eq!(it.case.deadline, Some(Deadline::new(DeadlineKind::AuthorityDecision, due_on)));
    }

    #[test]
    fn a_report_of_the_time_before_was_about_everybody() {
        let json = r#"{"step":"record_intention","follows":false,"reported_on":"2026-11-16",
            "reasons":"Straftat"}"#;
        let step: Step = serde_json::from_str(json).unwrap();
        assert!(step.refuses());
        let json = r#"{"step":"record_final_decision","decided_on":"2026-11-16","followed":[],
            "not_followed":[],"reasons":""}"#;
        let step: Step = serde_json::from_str(json).unwrap();
        assert_eq!(step, final_decision(&[], &[], ""));
    }

    fn with_title(title: GrantedTitle) -> Step {
        let Step::RecordFinalDecision(decision) = final_decision(&[CHILD], &[MOTHER], "x") else {
            unreachable!()
        };
        Step::RecordFinalDecision(FinalDecision { titles: vec![title], ..decision })
    }

    #[test]
    fn a_title_is_granted_to_whom_it_followed_for_a_time_and_under_conditions() {
        let it = Journey::at(Stage::AwaitingAuthority);
        let title = GrantedTitle {
            basis: "§ 23a AufenthG".into(),
            valid_from: Some(day("2026-12-01")),
            valid_until: Some(day("2027-11-30")),
            conditions: vec![TitleCondition::Livelihood, TitleCondition::Undertaking],
            ..GrantedTitle::unknown(CHILD)
        };
        assert!(it.try_take(with_title(title.clone())).is_ok());
        let backwards = GrantedTitle { valid_until: Some(day("2026-11-30")), ..title.clone() };
        assert_eq!(it.refusal(with_title(backwards)), "Der Titel endet, bevor er beginnt.");
        for not_followed in [MOTHER, FATHER, STRANGER] {
            let theirs = GrantedTitle { person: not_followed, ..title.clone() };
            assert_eq!(
                it.refusal(with_title(theirs)),
                "Ein Titel ist nur für Personen anzugeben, bei denen dem Ersuchen gefolgt wurde."
            );
        }
    }

    #[test]
    fn a_silent_authority_is_reminded_of_the_ersuchen() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        it.facts.deadline_runs_until = it.case.deadline.map(|it| it.due_on);
        assert!(it.refusal(Step::RemindAuthority).starts_with("Die Frist läuft noch bis"));
        it.facts.deadline_runs_until = None;
        let outcome = it.take(Step::RemindAuthority);
        assert_eq!(letters(&outcome), [(LetterKind::L9, vec![MOTHER, CHILD])]);
        assert_eq!(it.case.stage, Stage::AwaitingAuthority);
    }

    #[test]
    fn once_it_has_said_what_it_intends_it_is_reminded_of_its_decision() {
        let asked_on = day("2026-11-16");
        let rules = RuleSet::nrw(&[]).unwrap();
        let steps = [
            (StepKind::SendErsuchen, asked_on),
            (StepKind::RemindAuthority, day("2026-12-15")),
            (StepKind::RecordIntention, day("2026-12-20")),
        ];
        let awaited = Awaited::after(steps).unwrap();
        assert_eq!(awaited.asked_on, asked_on);
        assert!(awaited.reminded_on.is_empty());
        let on = |today| reminding(&awaited, day("2026-12-14"), day(today), &rules);
        // Two weeks end on Sunday, the 3rd.
        assert_eq!(on("2027-01-04"), Reminding::From(day("2027-01-05")));
        assert_eq!(on("2027-01-05"), Reminding::Due(1));
        let decided = steps.into_iter().chain([(StepKind::RecordFinalDecision, today())]);
        assert_eq!(Awaited::after(decided), None);
    }

    /// Whoever looks for what is awaited reads these steps and no others.
    #[test]
    fn no_other_step_says_what_is_awaited() {
        let day = |at: usize| today() + chrono::Days::new(at as u64);
        let asked = [StepKind::SendErsuchen, StepKind::RemindAuthority];
        for kind in StepKind::ALL {
            let steps = asked.iter().chain([kind]).copied();
            let after = Awaited::after(steps.enumerate().map(|(at, it)| (it, day(at))));
            let before =
                Awaited::after(asked.into_iter().enumerate().map(|(at, it)| (it, day(at))));
            assert_eq!(after != before, Awaited::TOLD_BY.contains(kind), "{kind}");
        }
    }

    #[test]
    fn how_often_it_follows_is_counted_by_persons_it_has_decided_about() {
        use Standing as S;
        let rate = FollowRate::of([(S::Followed, 2), (S::NotFollowed, 1), (S::Ersuchen, 9)]);
        assert_eq!((rate.followed, rate.decided, rate.percent()), (2, 3, Some(67)));
        assert_eq!(FollowRate::of([(S::NoRequest, 4)]).percent(), None);
        assert_eq!(FollowRate::of([(S::Followed, 1)]).percent(), Some(100));
        assert_eq!(FollowRate::of([(S::NotFollowed, 1)]).percent(), Some(0));
    }

    #[test]
    fn an_answer_is_not_dated_ahead() {
        let it = Journey::at(Stage::AwaitingAuthority);
        let tomorrow = day("2026-11-17");
        let report = Intention { reported_on: tomorrow, ..intention(&[MOTHER, CHILD], &[], "") };
        assert_eq!(
            it.refusal(Step::RecordIntention(report)),
            "Der 17.11.2026 liegt in der Zukunft."
        );
    }
}

mod closing_notice {
    use super::*;

    #[test]
    fn it_is_the_same_for_ersuchen_and_no_ersuchen() {
        let mut with = decided(yes());
        with.take(Step::SendErsuchen);
        let mut without = decided(no());
        without.take(Step::SendNoRequest);
        let of = |it: &mut Journey| it.take(Step::ReleaseNotice).letters().to_vec();
        let persons = vec![MOTHER, FATHER, CHILD];
        assert_eq!(of(&mut with), [LetterOrder { kind: LetterKind::L8, persons }]);
        assert_eq!(of(&mut with), of(&mut without));
    }

    #[test]
    fn it_speaks_of_those_decided_in_the_sitting_alone() {
        let mut it = Journey::at(Stage::Admissibility);
        it.take(by_committee(vec![admission(&[MOTHER, CHILD], 3, 0), admission(&[FATHER], 0, 3)]));
        it.take(Step::RequestStatement(Inquiry::default()));
        it.take(statement());
        it.sitting(SittingState::Planned);
        it.take(Step::PlaceOnAgenda { sitting: SITTING });
        it.sitting(SittingState::Open);
        it.take(vote(&[MOTHER, CHILD], no()));
        it.sitting(SittingState::Closed);
        it.take(Step::SendNoRequest);
        let outcome = it.take(Step::ReleaseNotice);
        assert!(outcome.releases_notice());
        assert_eq!(letters(&outcome), [(LetterKind::L8, vec![MOTHER, CHILD])]);
    }

    #[test]
    fn it_leaves_once() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        it.facts.notice_released = true;
        assert_eq!(
            it.refusal(Step::ReleaseNotice),
            "Die Mitteilung über die Beendigung ist schon freigegeben."
        );
    }

    #[test]
    fn it_leaves_only_after_the_sitting_is_closed() {
        for state in SittingState::ALL {
            let mut it = Journey::at(Stage::AwaitingAuthority);
            it.sitting(*state);
            let closed = matches!(state, SittingState::Closed | SittingState::Approved);
            let (is, needed) = (*state, SittingState::Closed);
            let expected = Err(vec![Violation::SittingNot { is, needed }]);
            let taken = it.try_take(Step::ReleaseNotice).map(|_| ());
            assert_eq!(taken, if closed { Ok(()) } else { expected });
        }
    }

    #[test]
    fn it_does_not_leave_without_knowing_the_sitting() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        it.facts.sitting = None;
        assert_eq!(it.try_take(Step::ReleaseNotice), Err(vec![Violation::NoSitting]));
    }

    #[test]
    fn it_waits_for_every_letter_of_the_sitting_to_an_authority() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        it.sitting(SittingState::Closed).letters_to_authority_missing = 2;
        assert_eq!(
            it.refusal(Step::ReleaseNotice),
            "Die Mitteilungen einer Sitzung werden gemeinsam freigegeben; Vorgänge, in \
             denen das Schreiben an die Ausländerbehörde noch fehlt: 2."
        );
    }

    #[test]
    fn the_chair_releases_it() {
        let it = Journey::at(Stage::AwaitingAuthority);
        assert_eq!(
            it.refusal_as(Role::Clerk, Step::ReleaseNotice),
            "Dieser Schritt ist vorbehalten: Vorsitz."
        );
    }

    #[test]
    fn where_the_commission_decided_nothing_there_is_none() {
        let mut it = Journey::at(Stage::Admissibility);
        it.take(by_committee(vec![admission(&[MOTHER, FATHER, CHILD], 0, 3)]));
        assert_eq!(
            it.refusal(Step::ReleaseNotice),
            "In dieser Sache hat die Kommission nichts beschlossen, eine Mitteilung über die \
             Beendigung entfällt."
        );
        assert!(it.try_take(Step::File).is_ok(), "and nothing to wait for");
    }
}

mod filing {
    use super::*;

    #[test]
    fn it_needs_the_notice_where_one_is_due() {
        let mut it = decided(no());
        it.take(Step::SendNoRequest);
        assert_eq!(
            it.refusal(Step::File),
            "Die Mitteilung über die Beendigung ist noch nicht freigegeben."
        );
        it.facts.notice_released = true;
        it.take(Step::File);
        assert_eq!(it.case.stage, Stage::Filed);
    }

    #[test]
    fn it_needs_all_letters_sent() {
        let mut it = Journey::at(Stage::Closing);
        it.facts.letters_outstanding = 3;
        assert_eq!(it.refusal(Step::File), "Noch nicht als abgesandt vermerkte Schreiben: 3.");
    }

    #[test]
    fn a_filed_case_rests_until_it_is_taken_up_again() {
        let it = Journey::at(Stage::Filed);
        let leads_on = |it: &&StepKind| it.rule().from.contains(&Stage::Filed);
        assert!(StepKind::ALL.iter().filter(leads_on).eq(&[StepKind::Reopen, StepKind::TakeBack]));
        assert!(it.try_take(Step::File).is_err());
    }
}
