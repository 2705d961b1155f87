//! A round as one user may see it.

use maud::{Markup, html};

use super::words;
use crate::{
    Now, Problem, acts,
    procedure::{
        Actor, CommitteeRound, CommitteeRoundId, CommitteeSeat, Right, RoundState, RuleSet,
        SeatHolder,
    },
    storage::{self, Db, RoundItem},
    web::session::SignedIn,
};

pub(super) struct OpenRound {
    pub(super) round: CommitteeRound,
    /// The committee with who is on its seats; before the publication with whoever is expected.
    pub(super) seats: Vec<(CommitteeSeat, SeatHolder)>,
    pub(super) lines: Vec<Line>,
    pub(super) rules: RuleSet,
    pub(super) now: Now,
    /// Whether the user prepares rounds, or only reads.
    pub(super) staff: bool,
}

/// One line of a round. Where the user is recused there is its position and nothing else.
pub(super) struct Line {
    pub(super) position: i32,
    pub(super) item: Option<RoundItem>,
}

/// As [`enter`], for those who have this right; others learn nothing of the round.
pub(super) async fn open(
    db: &Db,
    by: &SignedIn,
    right: Right,
    id: CommitteeRoundId,
    now: Now,
) -> Result<OpenRound, Problem> {
    by.require(right)?;
    enter(db, &by.actor, id, now).await
}

/// Enters a round: the read entry is committed before anything is loaded to be shown.
pub(super) async fn enter(
    db: &Db,
    by: &Actor,
    id: CommitteeRoundId,
    now: Now,
) -> Result<OpenRound, Problem> {
    let actor = by.clone();
    db.write(move |conn| acts::disclose_round(conn, &actor, id, now)).await?;
    let actor = by.clone();
    db.read(move |conn| {
        let round = storage::find_round(conn, id)?;
        let staff = actor.may(Right::PrepareRounds);
        let mut seats = storage::presence(conn, id)?;
        if round.state == RoundState::Planned {
            let expected = storage::committee_on(conn, round.held_on)?;
            seats = expected.into_iter().map(|it| (it, SeatHolder::Member)).collect();
        }
        let mut items = storage::round_items(conn, id)?;
        if !staff {
            let own = storage::assigned_in(conn, (actor.user, id), now)?;
            items.retain(|it| own.contains(&it.case));
        }
        let lines = items.into_iter().map(|it| Line::seen_by(&actor, it)).collect();
        let rules = storage::rules(conn)?;
        Ok(OpenRound { round, seats, lines, rules, now, staff })
    })
    .await
}

impl Line {
    fn seen_by(actor: &Actor, item: RoundItem) -> Self {
        let recused = item.recused.contains(&actor.user);
        Self { position: item.position, item: (!recused).then_some(item) }
    }
}

impl OpenRound {
    pub(super) fn address(&self) -> String {
        format!("/vorpruefung/{}", self.round.id)
    }

    pub(super) fn item_address(&self, position: i32) -> String {
        format!("{}/{position}", self.address())
    }

    /// A case of this round that the user may see.
    pub(super) fn item(&self, position: i32) -> Result<&RoundItem, Problem> {
        let items = self.lines.iter().filter_map(|it| it.item.as_ref());
        items.into_iter().find(|it| it.position == position).ok_or(Problem::NotFound)
    }

    /// Everybody recused in a case, by the name on the seat.
    pub(super) fn recused_names(&self, item: &RoundItem) -> Vec<&str> {
        let holders = self.seats.iter().flat_map(|(seat, _)| {
            [SeatHolder::Member, SeatHolder::Deputy].map(|holder| seat.named(holder))
        });
        let recused = |user: Option<_>| user.is_some_and(|it| item.recused.contains(&it));
        holders.flatten().filter(|it| recused(it.1)).map(|it| it.0).collect()
    }

    pub(super) fn header(&self) -> Markup {
        html! {
            div.line {
                h1 { (words::title(&self.round)) }
                (words::state(self.round.state))
                span { (words::where_and_when(&self.round)) }
            }
        }
    }
}
