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

    fn intention(follows: bool, reasons: &str) -> Step {
        Step::RecordIntention { follows, reported_on: today(), reasons: reasons.into() }
    }

    #[test]
    fn who_will_not_follow_gives_reasons_before_deciding() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        let expected = "Will die Ausländerbehörde nicht folgen, sind ihre Gründe festzuhalten \
                        (§ 7 Abs. 3 HFKVO).";
        assert_eq!(it.refusal(intention(false, " ")), expected);
        it.take(intention(true, ""));
        it.take(intention(false, "Der Lebensunterhalt ist nicht gesichert."));
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
    fn an_answer_is_not_dated_ahead() {
        let it = Journey::at(Stage::AwaitingAuthority);
        let step = Step::RecordIntention {
            follows: true,
            reported_on: day("2026-11-17"),
            reasons: String::new(),
        };
        assert_eq!(it.refusal(step), "Der 17.11.2026 liegt in der Zukunft.");
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
        assert!(StepKind::ALL.iter().filter(leads_on).eq(&[StepKind::Reopen]));
        assert!(it.try_take(Step::File).is_err());
    }
}
