//! A round of the Vorprüfungsausschuss: who sits on it, its own small table of steps, and what a
//! case needs to be put before it (§ 3(3) HFKVO).

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use super::{
    Actor, BeforeCommittee, Case, CommitteeRoundId, CommitteeSeatId, FieldError, Role, UserId,
    Version, Violation, names::named,
};

named! {
    pub enum RoundState {
        Planned = "planned", "in Vorbereitung";
        Published = "published", "freigegeben";
        Closed = "closed", "abgeschlossen";
        Cancelled = "cancelled", "abgesagt";
    }
}

impl RoundState {
    /// Whether cases can still be put before the committee, or taken off.
    pub const fn takes_items(self) -> bool {
        matches!(self, Self::Planned | Self::Published)
    }

    /// Whether the committee works in it: who is there is recorded, and recusals and decisions are.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Published)
    }

    /// Whether its cases are open to the committee, after its end for some days
    /// (`RuleSet::access_until`).
    pub const fn opens_cases(self) -> bool {
        matches!(self, Self::Published | Self::Closed)
    }
}

named! {
    /// What became of a case on a round.
    pub enum RoundItemState {
        Open = "open", "offen";
        Decided = "decided", "beschlossen";
        /// The committee came to no decision on somebody: the commission decides.
        HandedOver = "handed_over", "an die Kommission gegeben";
        TakenOff = "taken_off", "abgesetzt";
    }
}

impl RoundItemState {
    /// Whether the case is before the committee in this round, or was: it has its sheet.
    pub fn is_on_it(self) -> bool {
        self != Self::TakenOff
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitteeRound {
    pub id: CommitteeRoundId,
    pub version: Version,
    pub held_on: NaiveDate,
    pub starts_at: NaiveTime,
    /// A room, or „Telefon“, „Umlauf“.
    pub place: String,
    pub state: RoundState,
    /// Cases on it, without those taken off.
    pub items: usize,
    pub items_open: usize,
}

impl CommitteeRound {
    /// Whether the committee decides in it: it is published, and its day has come.
    pub fn is_in_session(&self, today: NaiveDate) -> bool {
        self.state.is_running() && self.held_on <= today
    }
}

named! {
    /// Who is on a seat of the committee in a round.
    pub enum SeatHolder {
        Member = "member", "Mitglied";
        Deputy = "deputy", "Stellvertretung";
        Nobody = "nobody", "niemand";
    }
}

/// A seat of the committee: chair or member named by the commission, each with a deputy from the
/// commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitteeSeat {
    pub id: CommitteeSeatId,
    pub position: i32,
    pub chair: bool,
    pub member: String,
    pub member_user: Option<UserId>,
    /// Empty where nobody is named.
    pub deputy: String,
    pub deputy_user: Option<UserId>,
}

impl CommitteeSeat {
    /// Whoever has one of these roles can be named for a seat.
    pub const HELD_BY: &[Role] = &[Role::PreCheck, Role::Chair];

    /// The first seat is that of the chair.
    pub const fn is_chair(position: i32) -> bool {
        position == 1
    }

    /// The field of a form in which somebody is named for the seat at this position.
    pub fn field(position: i32, holder: SeatHolder) -> String {
        format!("{holder}-{position}")
    }

    /// Who holds the seat so, if anybody.
    pub fn named(&self, holder: SeatHolder) -> Option<(&str, Option<UserId>)> {
        match holder {
            SeatHolder::Member => Some((&self.member, self.member_user)),
            SeatHolder::Deputy if !self.deputy.is_empty() => Some((&self.deputy, self.deputy_user)),
            SeatHolder::Deputy | SeatHolder::Nobody => None,
        }
    }

    /// Who votes for the seat on a case in which these are recused: whoever is there, and the
    /// deputy in the place of a recused member.
    pub fn voter(&self, holder: SeatHolder, recused: &[UserId]) -> SeatHolder {
        let free = |it: SeatHolder| {
            let named = self.named(it);
            named.is_some_and(|(_, user)| user.is_none_or(|user| !recused.contains(&user)))
        };
        let instead = match holder {
            SeatHolder::Member => &[SeatHolder::Member, SeatHolder::Deputy][..],
            SeatHolder::Deputy => &[SeatHolder::Deputy],
            SeatHolder::Nobody => &[],
        };
        instead.iter().copied().find(|it| free(*it)).unwrap_or(SeatHolder::Nobody)
    }
}

/// What is wrong with how the committee is named (§ 3(3)): every seat has a member, and nobody is
/// named twice.
pub fn naming_errors(seats: &[CommitteeSeat]) -> Vec<FieldError> {
    let (mut errors, mut named) = (Vec::new(), BTreeSet::new());
    for seat in seats {
        let holders =
            [(SeatHolder::Member, seat.member_user), (SeatHolder::Deputy, seat.deputy_user)];
        for (holder, user) in holders {
            let sentence = match user {
                Some(user) if !named.insert(user) => {
                    "Diese Person ist schon auf einem anderen Platz."
                }
                None if holder == SeatHolder::Member => "Bitte ein Mitglied wählen.",
                _ => continue,
            };
            errors.push(FieldError::new(CommitteeSeat::field(seat.position, holder), sentence));
        }
    }
    errors
}

/// How many seats vote on a case in which these are recused, and how many are held but cannot.
pub fn count_seats(seats: &[(CommitteeSeat, SeatHolder)], recused: &[UserId]) -> (u16, u16) {
    let held = seats.iter().filter(|it| it.1 != SeatHolder::Nobody);
    let votes = |it: &&(CommitteeSeat, SeatHolder)| it.0.voter(it.1, recused) != SeatHolder::Nobody;
    let (voting, out): (Vec<_>, Vec<_>) = held.partition(votes);
    let count = |it: usize| u16::try_from(it).unwrap_or(u16::MAX);
    (count(voting.len()), count(out.len()))
}

named! {
    /// A step of a round; none needs particulars.
    pub enum RoundStep {
        Publish = "publish", "Für den Ausschuss freigeben";
        Close = "close", "Vorprüfung abschließen";
        Cancel = "cancel", "Vorprüfung absagen";
    }
}

pub struct RoundRule {
    pub from: &'static [RoundState],
    pub to: RoundState,
    pub by: &'static [Role],
}

impl RoundStep {
    #[rustfmt::skip]
    pub const fn rule(self) -> RoundRule {
        use {Role::{Chair, Clerk}, RoundState as S};
        match self {
            //                                          from                        to              by
            Self::Publish => RoundRule { from: &[S::Planned],                to: S::Published, by: &[Chair] },
            Self::Close   => RoundRule { from: &[S::Published],              to: S::Closed,    by: &[Chair, Clerk] },
            Self::Cancel  => RoundRule { from: &[S::Planned, S::Published],  to: S::Cancelled, by: &[Chair] },
        }
    }
}

/// What a permitted step made of a round. Only [`take_round_step`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundOutcome {
    round: CommitteeRound,
    from: RoundState,
    step: RoundStep,
    hat: Role,
}

impl RoundOutcome {
    pub fn round(&self) -> &CommitteeRound {
        &self.round
    }
    pub fn from(&self) -> RoundState {
        self.from
    }
    pub fn step(&self) -> RoundStep {
        self.step
    }
    pub fn hat(&self) -> Role {
        self.hat
    }
}

/// What stands in the way of a step of a round of a committee with so many seats on its day.
pub fn round_obstacles(
    round: &CommitteeRound,
    (step, seats): (RoundStep, usize),
    by: &Actor,
    today: NaiveDate,
) -> Vec<Violation> {
    let rule = step.rule();
    let mut found = Vec::new();
    if by.hat(rule.by).is_none() {
        found.push(Violation::OpenTo(rule.by));
    }
    if !rule.from.contains(&round.state) {
        found.push(Violation::RoundWrongState(step.label(), round.state));
        return found;
    }
    match step {
        RoundStep::Publish => {
            found.extend((round.items == 0).then_some(Violation::RoundEmpty));
            found.extend((seats == 0).then_some(Violation::NoCommittee));
        }
        RoundStep::Close => {
            let early = round.held_on > today;
            found.extend(early.then_some(Violation::RoundNotToday(round.held_on)));
            let open = round.items_open;
            found.extend((open > 0).then_some(Violation::RoundItemsOpen(open)));
        }
        // What is decided stays, and what is not goes to another round by name.
        RoundStep::Cancel => {
            found.extend((round.items > 0).then_some(Violation::RoundHasItems(round.items)));
        }
    }
    found
}

pub fn take_round_step(
    round: &CommitteeRound,
    (step, seats): (RoundStep, usize),
    by: &Actor,
    today: NaiveDate,
) -> Result<RoundOutcome, Vec<Violation>> {
    let found = round_obstacles(round, (step, seats), by, today);
    let Some(hat) = by.hat(step.rule().by).filter(|_| found.is_empty()) else {
        return Err(found);
    };
    let version = Version(round.version.0 + 1);
    let next = CommitteeRound { state: step.rule().to, version, ..round.clone() };
    Ok(RoundOutcome { round: next, from: round.state, step, hat })
}

/// What keeps a case from being put before the committee in this round.
pub fn placing_obstacles(
    round: &CommitteeRound,
    case: &Case,
    stands: BeforeCommittee,
) -> Vec<Violation> {
    let mut found = Vec::new();
    if !round.state.takes_items() {
        found.push(Violation::RoundTakesNoItems(round.state));
    }
    if !case.is_before_committee() {
        found.push(Violation::NotBeforeCommittee);
    } else if stands == BeforeCommittee::HandedOver {
        found.push(Violation::HandedOver);
    } else if !case.awaits_only_the_decision() {
        found.push(Violation::GroundsUnchecked);
    }
    found
}
