//! § 3(3) HFKVO: the Vorprüfungsausschuss, its seats and its rounds.

use hfk::procedure::*;
use uuid::Uuid;

use super::journey::*;

const MEMBER: UserId = UserId(Uuid::from_u128(71));
const DEPUTY: UserId = UserId(Uuid::from_u128(72));

fn seat(deputy: &str) -> CommitteeSeat {
    CommitteeSeat {
        id: CommitteeSeatId(Uuid::from_u128(700)),
        position: 2,
        chair: false,
        member: "Dr. Kamp".into(),
        member_user: Some(MEMBER),
        deputy: deputy.into(),
        deputy_user: (!deputy.is_empty()).then_some(DEPUTY),
    }
}

fn round(state: RoundState) -> CommitteeRound {
    CommitteeRound {
        id: CommitteeRoundId(Uuid::from_u128(600)),
        version: Version(1),
        held_on: today(),
        starts_at: "09:00:00".parse().unwrap(),
        place: "Telefon".into(),
        state,
        items: 2,
        items_open: 0,
    }
}

mod paragraph_3_seats {
    use super::*;

    /// Who votes for a seat on which somebody is, by who is recused in the case.
    #[test]
    fn a_deputy_votes_for_a_member_who_does_not_come_or_is_recused() {
        use SeatHolder::{Deputy, Member, Nobody};
        #[rustfmt::skip]
        let table = [
            (Member, &[][..],                Member),
            (Member, &[MEMBER],              Deputy),
            (Member, &[MEMBER, DEPUTY],      Nobody),
            (Member, &[DEPUTY],              Member),
            (Deputy, &[],                    Deputy),
            (Deputy, &[MEMBER],              Deputy),
            // The member is not there, so that nobody is left.
            (Deputy, &[DEPUTY],              Nobody),
            (Nobody, &[],                    Nobody),
        ];
        for (there, recused, votes) in table {
            assert_eq!(seat("Jens Petersen").voter(there, recused), votes, "{there} {recused:?}");
        }
    }

    #[test]
    fn without_a_deputy_the_seat_of_a_recused_member_does_not_vote() {
        let of_seats = [
            (seat("Jens Petersen"), SeatHolder::Member),
            (seat(""), SeatHolder::Member),
            (seat(""), SeatHolder::Nobody),
        ];
        assert_eq!(count_seats(&of_seats, &[]), (2, 0));
        assert_eq!(count_seats(&of_seats, &[MEMBER]), (1, 1));
        assert_eq!(count_seats(&of_seats, &[MEMBER, DEPUTY]), (0, 2));
    }
}

mod steps {
    use super::*;

    fn refusals(round: &CommitteeRound, step: RoundStep, role: Role) -> Vec<Violation> {
        round_obstacles(round, (step, 3), &actor(&[role]), today())
    }

    #[test]
    fn the_secretariat_prepares_and_the_chair_publishes() {
        let planned = round(RoundState::Planned);
        assert_eq!(refusals(&planned, RoundStep::Publish, Role::Chair), []);
        for role in [Role::Clerk, Role::PreCheck, Role::Member] {
            let refused = refusals(&planned, RoundStep::Publish, role);
            assert_eq!(refused, [Violation::OpenTo(&[Role::Chair])]);
        }
        let by = actor(&[Role::Chair]);
        let published = take_round_step(&planned, (RoundStep::Publish, 3), &by, today()).unwrap();
        assert_eq!(published.round().state, RoundState::Published);
        assert_eq!(published.round().version, Version(2));
    }

    #[test]
    fn nothing_is_published_without_cases_or_without_a_committee() {
        let empty = CommitteeRound { items: 0, ..round(RoundState::Planned) };
        let by = actor(&[Role::Chair]);
        let refused = round_obstacles(&empty, (RoundStep::Publish, 0), &by, today());
        assert_eq!(refused, [Violation::RoundEmpty, Violation::NoCommittee]);
    }

    #[test]
    fn it_is_closed_on_its_day_when_every_case_is_settled() {
        let mut it = round(RoundState::Published);
        assert_eq!(refusals(&it, RoundStep::Close, Role::Clerk), []);
        it.items_open = 1;
        assert_eq!(refusals(&it, RoundStep::Close, Role::Clerk), [Violation::RoundItemsOpen(1)]);
        it = CommitteeRound { held_on: day("2026-11-17"), ..round(RoundState::Published) };
        let early = Violation::RoundNotToday(day("2026-11-17"));
        assert_eq!(refusals(&it, RoundStep::Close, Role::Clerk), [early]);
    }

    #[test]
    fn it_is_cancelled_when_every_case_is_taken_off() {
        let mut it = round(RoundState::Published);
        assert_eq!(refusals(&it, RoundStep::Cancel, Role::Chair), [Violation::RoundHasItems(2)]);
        it.items = 0;
        assert_eq!(refusals(&it, RoundStep::Cancel, Role::Chair), []);
    }

    #[test]
    fn what_is_over_stays_as_it_is() {
        for state in [RoundState::Closed, RoundState::Cancelled] {
            for step in RoundStep::ALL.iter().copied() {
                let refused = refusals(&round(state), step, Role::Chair);
                assert_eq!(refused, [Violation::RoundWrongState(step.label(), state)]);
            }
        }
    }
}

mod cases {
    use super::*;

    #[test]
    fn a_case_comes_before_the_committee_when_its_grounds_are_checked() {
        let mut it = Journey::family();
        let planned = round(RoundState::Planned);
        assert_eq!(
            placing_obstacles(&planned, &it.case, BeforeCommittee::NotYet),
            [Violation::NotBeforeCommittee]
        );
        it.take(Step::BeginAdmissibility);
        assert_eq!(
            placing_obstacles(&planned, &it.case, BeforeCommittee::NotYet),
            [Violation::GroundsUnchecked]
        );
        it.find_nothing();
        assert_eq!(placing_obstacles(&planned, &it.case, BeforeCommittee::NotYet), []);
        it.admit_everybody();
        assert_eq!(
            placing_obstacles(&planned, &it.case, BeforeCommittee::NotYet),
            [Violation::NotBeforeCommittee]
        );
    }

    #[test]
    fn it_comes_before_it_again_for_a_ground_found_after_the_annahme() {
        let mut it = Journey::at(Stage::Ready);
        it.find(FATHER, Ground::SeriousOffences, Finding::Present);
        assert_eq!(
            placing_obstacles(&round(RoundState::Published), &it.case, BeforeCommittee::NotYet),
            []
        );
    }

    #[test]
    fn what_was_handed_over_comes_before_the_commission_and_no_more_before_the_committee() {
        let it = Journey::at(Stage::Admissibility);
        let handed_over = BeforeCommittee::HandedOver;
        let refused = placing_obstacles(&round(RoundState::Planned), &it.case, handed_over);
        assert_eq!(refused, [Violation::HandedOver]);
    }

    #[test]
    fn nothing_is_added_to_a_round_that_is_over() {
        let mut it = Journey::family();
        it.take(Step::BeginAdmissibility);
        it.find_nothing();
        for state in [RoundState::Closed, RoundState::Cancelled] {
            let refused = placing_obstacles(&round(state), &it.case, BeforeCommittee::NotYet);
            assert_eq!(refused, [Violation::RoundTakesNoItems(state)]);
        }
    }
}

mod decisions {
    use super::*;

    fn on_round(voting: u16, recused: u16) -> Journey {
        let mut it = Journey::at(Stage::Admissibility);
        let round = RoundFacts { held_on: today(), voting, recused };
        it.facts.committee.stands = BeforeCommittee::OnRound(round);
        it
    }

    fn everybody(yes: u16, no: u16) -> Step {
        by_committee(vec![admission(&[MOTHER, FATHER, CHILD], yes, no)])
    }

    #[test]
    fn are_taken_on_a_published_round_and_nowhere_else() {
        let mut it = on_round(3, 0);
        assert!(it.try_take(everybody(3, 0)).is_ok());
        it.facts.committee.stands = BeforeCommittee::NotYet;
        assert_eq!(it.try_take(everybody(3, 0)), Err(vec![Violation::NotOnARound]));
    }

    #[test]
    fn are_those_of_the_commission_where_there_is_no_committee() {
        let mut it = Journey::at(Stage::Admissibility);
        it.facts.committee = CommitteeFacts::default();
        assert_eq!(it.try_take(everybody(3, 0)), Err(vec![Violation::NoCommittee]));
        it.before_commission(9);
        it.take(by_commission(vec![admission(&[MOTHER, FATHER, CHILD], 9, 0)]));
        assert_eq!(it.case.stage, Stage::Admitted);
    }

    #[test]
    fn are_of_the_day_of_the_round() {
        let mut it = on_round(3, 0);
        let earlier = day("2026-11-13");
        it.facts.committee.stands =
            BeforeCommittee::OnRound(RoundFacts { held_on: earlier, voting: 3, recused: 0 });
        let refused = it.try_take(everybody(3, 0));
        assert_eq!(refused, Err(vec![Violation::RoundOnAnotherDay(earlier)]));
    }

    #[test]
    fn count_no_more_votes_than_seats_take_part() {
        let it = on_round(2, 1);
        let refused = it.try_take(everybody(3, 0));
        assert_eq!(refused, Err(vec![Violation::MoreVotesThanSeats { voting: 2, given: 3 }]));
        assert!(it.try_take(everybody(2, 0)).is_ok());
        assert_eq!(it.try_take(everybody(0, 0)), Err(vec![Violation::NobodyVoted]));
    }

    /// Vorgabe: „Nichtannahme nur einstimmig, sonst entscheidet die Kommission“.
    #[test]
    fn are_handed_over_where_a_nichtannahme_is_not_unanimous() {
        let mut it = on_round(3, 0);
        let outcome = it.take(everybody(1, 2));
        assert_eq!(outcome.round_item(), Some(RoundItemState::HandedOver));
        assert!(outcome.letters().is_empty());
        assert_eq!(it.case.awaiting_admission(), [MOTHER, FATHER, CHILD]);
        it.facts.committee.stands = BeforeCommittee::HandedOver;
        assert_eq!(it.try_take(everybody(3, 0)), Err(vec![Violation::HandedOver]));
        let refused = obstacles(
            &it.case,
            &it.facts,
            StepKind::DecideAdmissibility,
            &actor(&[Role::PreCheck]),
        );
        assert_eq!(refused, [Violation::HandedOver]);
        it.before_commission(9);
        it.take(by_commission(vec![admission(&[MOTHER, FATHER, CHILD], 4, 5)]));
        assert_eq!(it.case.stage, Stage::Closing);
        assert_eq!(it.replayed(), Ok(it.case.clone()));
    }

    #[test]
    fn stand_for_those_on_whom_the_committee_agreed_while_the_others_wait() {
        let mut it = on_round(3, 0);
        let divided =
            by_committee(vec![admission(&[MOTHER, CHILD], 3, 0), admission(&[FATHER], 1, 2)]);
        let outcome = it.take(divided);
        assert_eq!(outcome.round_item(), Some(RoundItemState::HandedOver));
        assert_eq!(it.standing(MOTHER), Standing::Admitted);
        assert_eq!(it.case.awaiting_admission(), [FATHER]);
        // The authority is not asked before it is decided about everybody.
        assert_eq!(it.case.stage, Stage::Admissibility);
        it.facts.committee.stands = BeforeCommittee::HandedOver;
        it.before_commission(9);
        it.take(by_commission(vec![admission(&[FATHER], 3, 6)]));
        assert_eq!(it.standing(FATHER), Standing::NotAdmitted);
        assert_eq!(it.case.stage, Stage::Admitted);
    }

    #[test]
    fn no_more_wait_when_the_last_on_whom_nothing_is_decided_ends_otherwise() {
        let mut it = on_round(3, 0);
        it.take(by_committee(vec![admission(&[MOTHER, CHILD], 3, 0), admission(&[FATHER], 1, 2)]));
        it.take(ending(&[FATHER], OtherEnding::Departed));
        assert_eq!(it.case.stage, Stage::Admitted);
    }

    #[test]
    fn of_another_body_take_the_case_off_the_round() {
        let mut it = on_round(3, 0);
        it.before_commission(9);
        let outcome = it.take(by_commission(vec![admission(&[MOTHER, FATHER, CHILD], 9, 0)]));
        assert_eq!(outcome.round_item(), Some(RoundItemState::TakenOff));
    }
}

/// § 3(3): the chair and two members, each with a deputy.
mod naming {
    use super::*;

    fn seat(position: i32, member: Option<u128>, deputy: Option<u128>) -> CommitteeSeat {
        let user = |it: Option<u128>| it.map(|it| UserId(uuid::Uuid::from_u128(it)));
        CommitteeSeat {
            id: CommitteeSeatId(uuid::Uuid::from_u128(900 + u128::try_from(position).unwrap())),
            position,
            chair: position == 1,
            member: "Mitglied".into(),
            member_user: user(member),
            deputy: String::new(),
            deputy_user: user(deputy),
        }
    }

    fn wrong(seats: &[CommitteeSeat]) -> Vec<String> {
        naming_errors(seats).into_iter().map(|it| it.field).collect()
    }

    #[test]
    fn every_seat_has_a_member_and_a_deputy_need_not_be_named() {
        assert_eq!(wrong(&[seat(1, Some(1), None), seat(2, Some(2), Some(3))]), [""; 0]);
        assert_eq!(wrong(&[seat(1, None, Some(1)), seat(2, Some(2), None)]), ["member-1"]);
    }

    #[test]
    fn nobody_is_named_twice_neither_as_member_nor_as_deputy() {
        assert_eq!(wrong(&[seat(1, Some(1), Some(1))]), ["deputy-1"]);
        assert_eq!(wrong(&[seat(1, Some(1), Some(2)), seat(2, Some(2), None)]), ["member-2"]);
    }
}
