//! § 3(3), § 6 HFKVO: where no committee decides on the Annahme, the commission does, in a sitting.

use hfk::procedure::*;

use super::journey::*;

const FAMILY: [PersonId; 3] = [MOTHER, FATHER, CHILD];

fn admitting(yes: u16, no: u16) -> Step {
    by_commission(vec![admission(&FAMILY, yes, no)])
}

const fn for_admission(state: ItemState) -> AgendaChange {
    AgendaChange { sitting: SITTING, subject: ItemSubject::Admission, state }
}

fn placing() -> Step {
    Step::PlaceOnAgenda { sitting: SITTING }
}

/// In a Land that has named no committee: everything is checked.
fn checked() -> Journey {
    let mut it = Journey::at(Stage::Admissibility);
    it.facts.committee = CommitteeFacts::default();
    it
}

/// On the agenda of an open sitting, with so many of nine seats in the room.
fn in_the_room(present: u16) -> Journey {
    let mut it = checked();
    it.before_commission(present);
    it
}

mod the_commission {
    use super::*;

    #[test]
    fn decides_in_a_sitting_and_nowhere_else() {
        let mut it = checked();
        assert_eq!(
            it.refusal(admitting(9, 0)),
            "Es ist kein Vorprüfungsausschuss besetzt; über die Annahme beschließt die Kommission \
             in einer Sitzung (§ 3 Abs. 3 HFKVO). Die Kommission beschließt über die Annahme in \
             einer Sitzung, und der Vorgang steht auf keiner Tagesordnung (§ 6 HFKVO)."
        );
        // A sitting that is open, but on whose agenda the case is not.
        it.sitting(SittingState::Open);
        let refused = it.try_take(admitting(8, 0)).unwrap_err();
        assert!(refused.contains(&Violation::CommissionDecidesInSitting));
    }

    #[test]
    fn decides_while_the_sitting_is_open() {
        for state in [SittingState::Planned, SittingState::Published, SittingState::Closed] {
            let mut it = in_the_room(8);
            it.sitting(state);
            let needed = SittingState::Open;
            let refused = it.try_take(admitting(8, 0)).unwrap_err();
            assert!(refused.contains(&Violation::SittingNot { is: state, needed }), "{state}");
        }
    }

    #[test]
    fn decides_on_the_day_of_the_sitting() {
        let mut it = in_the_room(8);
        let earlier = day("2026-11-13");
        it.sitting(SittingState::Open).held_on = earlier;
        assert_eq!(
            it.refusal(admitting(8, 0)),
            "Die Sitzung ist am 13.11.2026; die Kommission kann nur an diesem Tag beschlossen \
             haben (§ 6 HFKVO)."
        );
    }

    #[test]
    fn needs_its_quorum_for_the_annahme_as_well() {
        let it = in_the_room(4);
        let refused = it.try_take(admitting(4, 0)).unwrap_err();
        assert!(refused.contains(&Violation::NoQuorum { present: 4, needed: 5 }));
        assert!(in_the_room(5).try_take(admitting(5, 0)).is_ok());
    }

    /// § 5, Vorgabe der Geschäftsstelle: what was found more than eight weeks ago is confirmed again.
    #[test]
    fn decides_on_findings_that_were_looked_at_again() {
        let mut it = in_the_room(8);
        it.facts.findings_stale = it.rules.findings_in_the_way(&it.case, day("2027-01-11"));
        assert_eq!(it.facts.findings_stale, 0, "on the last day of the eighth week");
        it.facts.findings_stale = it.rules.findings_in_the_way(&it.case, day("2027-01-12"));
        let refused = it.try_take(admitting(8, 0)).unwrap_err();
        assert!(refused.contains(&Violation::FindingsStale(3)));
        it.find_nothing();
        it.facts.findings_stale = 0;
        assert!(it.try_take(admitting(8, 0)).is_ok());
    }

    #[test]
    fn counts_those_who_are_in_the_room() {
        let mut it = in_the_room(8);
        assert_eq!(
            it.refusal(admitting(9, 0)),
            "Laut Anwesenheit stimmen 8 Mitglieder ab, gezählt sind 9."
        );
        it.sitting(SittingState::Open).recused = 1;
        assert_eq!(
            it.refusal(admitting(8, 0)),
            "Befangene Mitglieder laut Anwesenheit: 1, angegeben: 0."
        );
    }

    #[test]
    fn admits_by_the_majority_of_those_present_person_by_person() {
        let mut it = in_the_room(8);
        let votes = vec![admission(&[MOTHER, CHILD], 5, 3), admission(&[FATHER], 4, 4)];
        let outcome = it.take(by_commission(votes));
        assert_eq!(it.standing(MOTHER), Standing::Admitted);
        assert_eq!(it.standing(FATHER), Standing::NotAdmitted);
        assert_eq!(it.case.stage, Stage::Admitted);
        assert_eq!(outcome.agenda(), Some(for_admission(ItemState::Decided)));
        assert_eq!(it.case.sitting, None, "the next sitting is that of the vote");
        assert_eq!(it.replayed(), Ok(it.case.clone()));
    }

    #[test]
    fn ends_the_procedure_where_it_admits_nobody_and_no_notice_follows() {
        let mut it = in_the_room(8);
        let outcome = it.take(admitting(3, 5));
        assert_eq!((it.case.stage, it.case.sitting), (Stage::Closing, None));
        assert_eq!(outcome.agenda(), Some(for_admission(ItemState::Decided)));
        assert_eq!(
            letters(&outcome),
            [(LetterKind::L5a, FAMILY.to_vec()), (LetterKind::L5b, FAMILY.to_vec())]
        );
        it.take(Step::File);
    }

    #[test]
    fn also_decides_what_the_committee_has_handed_over() {
        let mut it = Journey::at(Stage::Admissibility);
        it.take(by_committee(vec![admission(&FAMILY, 1, 2)]));
        it.facts.committee.stands = BeforeCommittee::HandedOver;
        it.before_commission(8);
        it.take(admitting(8, 0));
        assert_eq!(it.case.stage, Stage::Admitted);
    }

    /// § 5(2): the ground of a return date becomes known after the Annahme.
    #[test]
    fn decides_anew_in_the_sitting_of_the_vote_on_a_ground_found_since() {
        let mut it = Journey::at(Stage::Ready);
        it.facts.committee = CommitteeFacts::default();
        it.take(Step::RecordFindings {
            entries: vec![FindingEntry::of(FATHER, Ground::ReturnDateSet, Finding::Present, "")],
        });
        it.before_commission(8);
        let vote_on_father = AdmissionVote {
            deviation: Some("Die Kinder sind hier verwurzelt.".into()),
            ..admission(&[FATHER], 8, 0)
        };
        let outcome = it.take(by_commission(vec![vote_on_father]));
        assert_eq!((outcome.agenda(), it.case.stage), (None, Stage::OnAgenda), "the vote follows");
        assert!(it.try_take(vote(&FAMILY, yes())).is_ok());
    }

    #[test]
    fn that_refuses_everybody_on_such_a_ground_has_decided_the_item() {
        let mut it = Journey::at(Stage::OnAgenda);
        for person in FAMILY {
            it.find(person, Ground::NotInGermany, Finding::Present);
        }
        let outcome = it.take(admitting(0, 8));
        assert_eq!(outcome.agenda(), Some(item(ItemState::Decided)));
        assert_eq!((it.case.stage, it.case.sitting), (Stage::Closing, None));
    }
}

mod the_agenda {
    use super::*;

    #[test]
    fn takes_a_case_for_its_annahme_and_leaves_it_in_its_stage() {
        let mut it = checked();
        it.sitting(SittingState::Planned);
        let outcome = it.take(placing());
        assert_eq!((it.case.stage, it.case.sitting), (Stage::Admissibility, Some(SITTING)));
        assert_eq!(outcome.agenda(), Some(for_admission(ItemState::Open)));
    }

    #[test]
    fn takes_it_as_soon_as_everything_is_checked() {
        let mut it = Journey::family();
        it.take(Step::BeginAdmissibility);
        it.sitting(SittingState::Planned);
        assert_eq!(it.try_take(placing()), Err(vec![Violation::GroundsUnchecked]));
        it.find_nothing();
        assert!(it.try_take(placing()).is_ok());
    }

    #[test]
    fn takes_it_once() {
        let it = in_the_room(8);
        assert_eq!(
            it.refusal(placing()),
            "Der Vorgang steht schon auf einer Tagesordnung; von dort ist er zuerst abzusetzen."
        );
    }

    #[test]
    fn takes_whoever_is_admitted_for_the_vote_alone() {
        for stage in [Stage::Admitted, Stage::StatementRequested] {
            let mut it = Journey::at(stage);
            it.sitting(SittingState::Planned);
            assert_eq!(it.try_take(placing()), Err(vec![Violation::StatementMissing]));
        }
    }

    #[test]
    fn takes_a_case_anew_for_a_ground_found_since_and_lets_the_statement_come_meanwhile() {
        for stage in [Stage::Admitted, Stage::StatementRequested] {
            let mut it = Journey::at(stage);
            it.find(FATHER, Ground::SeriousOffences, Finding::Present);
            it.before_commission(8);
            it.go_to_stage(Stage::Ready);
            assert_eq!(it.case.agenda_item(), Some((SITTING, ItemSubject::Admission)), "{stage}");
            let outcome = it.take(by_commission(vec![admission(&[FATHER], 0, 8)]));
            assert_eq!(outcome.agenda(), Some(for_admission(ItemState::Decided)));
            assert_eq!((it.case.stage, it.case.sitting), (Stage::Ready, None));
            assert_eq!(it.replayed(), Ok(it.case.clone()));
        }
    }

    #[test]
    fn is_left_with_a_reason_or_by_an_adjournment_and_the_case_can_come_again() {
        let off = Step::TakeOffAgenda { reasons: "Akte unvollständig".into() };
        let adjourned = Step::Adjourn { to_clarify: "Ist die Identität geklärt?".into() };
        for (step, state) in [(off, ItemState::Withdrawn), (adjourned, ItemState::Adjourned)] {
            let mut it = in_the_room(8);
            let outcome = it.take(step);
            assert_eq!(outcome.agenda(), Some(for_admission(state)));
            assert_eq!((it.case.stage, it.case.sitting), (Stage::Admissibility, None));
            assert!(it.try_take(placing()).is_ok());
        }
    }

    #[test]
    fn has_nothing_to_take_off_where_the_case_is_not_on_it() {
        let it = checked();
        let off = Step::TakeOffAgenda { reasons: "Versehen".into() };
        assert_eq!(it.refusal(off), "Der Vorgang steht auf keiner Tagesordnung.");
    }

    #[test]
    fn is_left_by_itself_when_nobody_waits_any_more() {
        let mut it = in_the_room(8);
        let outcome = it.take(ending(&FAMILY, OtherEnding::Withdrawn));
        assert_eq!(outcome.agenda(), Some(for_admission(ItemState::Withdrawn)));
        assert_eq!((it.case.stage, it.case.sitting), (Stage::Closing, None));
        // A committee that was named meanwhile decides; or the ground has fallen away.
        let mut it = in_the_room(8);
        it.facts = Facts { sitting: it.facts.sitting.clone(), ..facts() };
        let outcome = it.take(by_committee(vec![admission(&FAMILY, 3, 0)]));
        assert_eq!(outcome.agenda(), Some(for_admission(ItemState::Withdrawn)));
        let mut it = Journey::at(Stage::StatementRequested);
        it.find(FATHER, Ground::WantedOrNoAddress, Finding::Present);
        it.before_commission(8);
        let gone = entry(FATHER, Ground::WantedOrNoAddress, Finding::Absent);
        let outcome = it.take(Step::RecordFindings { entries: vec![gone] });
        assert_eq!(outcome.agenda(), Some(for_admission(ItemState::Withdrawn)));
    }

    #[test]
    fn has_the_case_again_when_the_decision_is_taken_back_while_the_sitting_is_open() {
        let mut it = in_the_room(8);
        it.take(admitting(8, 0));
        let back = it.taking_back("Falsch gezählt.");
        let outcome = it.try_take_as(back, &actor(&[Role::Chair])).unwrap();
        it.go_to(&outcome);
        assert_eq!(outcome.agenda(), Some(for_admission(ItemState::Open)));
        assert_eq!((it.case.stage, it.case.sitting), (Stage::Admissibility, Some(SITTING)));
        it.take(admitting(2, 6));
        it.sitting(SittingState::Closed);
        assert_eq!(
            it.refusal_as(Role::Chair, it.taking_back("Falsch gezählt.")),
            "Die Sitzung ist „geschlossen“; was auf ihrer Tagesordnung geschehen ist, wird nicht \
             mehr zurückgenommen."
        );
    }
}

mod the_step_offered_first {
    use super::*;

    fn offered(it: &Journey, role: Role) -> Option<StepKind> {
        next_step(&it.case, &it.facts, &actor(&[role]))
    }

    #[test]
    fn is_the_agenda_once_the_secretariat_has_proposed() {
        let mut it = checked();
        for role in [Role::Clerk, Role::Chair] {
            assert_eq!(offered(&it, role), Some(StepKind::ProposeAdmissibility));
        }
        it.facts.taken = vec![StepKind::ProposeAdmissibility];
        for role in [Role::Clerk, Role::Chair] {
            assert_eq!(offered(&it, role), Some(StepKind::PlaceOnAgenda));
        }
        it.facts.committee = facts().committee;
        assert_eq!(offered(&it, Role::Clerk), None, "it is for the committee");
        it.facts.committee.stands = BeforeCommittee::HandedOver;
        assert_eq!(offered(&it, Role::Clerk), Some(StepKind::PlaceOnAgenda));
    }

    #[test]
    fn is_the_decision_in_the_open_sitting() {
        let mut it = in_the_room(8);
        it.facts.taken = vec![StepKind::ProposeAdmissibility];
        assert_eq!(offered(&it, Role::Chair), Some(StepKind::DecideAdmissibility));
        assert_eq!(offered(&it, Role::Clerk), None);
        it.sitting(SittingState::Published);
        assert_eq!(offered(&it, Role::Chair), None);
    }
}

/// `NHärteKVO`: the chair finds alone that a ground stands in the way; on admission a body decides.
#[test]
fn the_chair_of_niedersachsen_needs_no_sitting_to_find_a_ground() {
    let mut it = Journey::in_land(Land::Niedersachsen, 3);
    it.take(Step::BeginAdmissibility);
    it.find_nothing();
    it.facts.committee = CommitteeFacts::default();
    let chair = actor(&[Role::Chair]);
    let in_the_way = || obstacles(&it.case, &it.facts, StepKind::DecideAdmissibility, &chair);
    assert_eq!(in_the_way(), []);
    let refused = it.try_take(admitting(9, 0));
    assert_eq!(refused, Err(vec![Violation::CommissionDecidesInSitting]));
}
