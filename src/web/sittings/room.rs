//! A sitting as one user may see it.

use std::collections::BTreeSet;

use crate::{
    Now, Problem, acts,
    procedure::{Actor, CaseId, ItemState, Right, RuleSet, Sitting, SittingId},
    storage::{self, AgendaItem, Db, Headcount, Holder, Presence, Seat, SittingTimes, headcount},
    web::session::SignedIn,
};

pub(super) struct Room {
    pub(super) sitting: Sitting,
    pub(super) times: SittingTimes,
    pub(super) seats: Vec<Seat>,
    pub(super) attendance: Vec<Presence>,
    pub(super) rules: RuleSet,
    pub(super) lines: Vec<Line>,
    /// For the staff: the cases yet to be decided with a finding on § 5 that is too old by then.
    pub(super) stale: BTreeSet<CaseId>,
    pub(super) now: Now,
    /// Whether the user prepares and holds sittings, or only reads.
    pub(super) staff: bool,
}

/// One line of the agenda. Where the user is recused there is its position and nothing else.
pub(super) struct Line {
    pub(super) position: i32,
    pub(super) item: Option<AgendaItem>,
}

/// As [`enter`], for those who have this right; others learn nothing of the sitting.
pub(super) async fn open(
    db: &Db,
    by: &SignedIn,
    right: Right,
    id: SittingId,
    now: Now,
) -> Result<Room, Problem> {
    by.require(right)?;
    enter(db, &by.actor, id, now).await
}

/// Enters a sitting: the read entry is committed before anything is loaded to be shown.
pub(super) async fn enter(db: &Db, by: &Actor, id: SittingId, now: Now) -> Result<Room, Problem> {
    let actor = by.clone();
    db.write(move |conn| acts::disclose_sitting(conn, &actor, id, now)).await?;
    let actor = by.clone();
    db.read(move |conn| {
        let sitting = storage::find_sitting(conn, id)?;
        let agenda = storage::agenda(conn, id)?;
        let rules = storage::rules(conn)?;
        let staff = actor.may(Right::PrepareSittings);
        let open = agenda.iter().filter(|it| staff && it.state == ItemState::Open);
        let open: Vec<_> = open.map(|it| it.case).collect();
        let hold_from = rules.findings_hold_from(sitting.held_on.max(now.today));
        Ok(Room {
            stale: storage::cases_with_stale_findings(conn, &open, hold_from)?,
            times: storage::sitting_times(conn, id)?,
            seats: storage::seats_on(conn, sitting.held_on)?,
            attendance: storage::attendance(conn, id)?,
            rules,
            lines: agenda.into_iter().map(|it| Line::seen_by(&actor, it)).collect(),
            now,
            staff,
            sitting,
        })
    })
    .await
}

impl Line {
    fn seen_by(actor: &Actor, item: AgendaItem) -> Self {
        let recused = item.recused.contains(&actor.user);
        Self { position: item.position, item: (!recused).then_some(item) }
    }
}

impl Room {
    pub(super) fn address(&self) -> String {
        format!("/sitzungen/{}", self.sitting.id)
    }

    pub(super) fn item_address(&self, position: i32) -> String {
        format!("/sitzungen/{}/top/{position}", self.sitting.id)
    }

    /// An item of this agenda that the user may see.
    pub(super) fn item(&self, position: i32) -> Result<&AgendaItem, Problem> {
        self.items().find(|it| it.position == position).ok_or(Problem::NotFound)
    }

    pub(super) fn items(&self) -> impl Iterator<Item = &AgendaItem> {
        self.lines.iter().filter_map(|it| it.item.as_ref())
    }

    /// The open item after this position; past the end, the first that is open.
    pub(super) fn next_open(&self, position: i32) -> Option<&AgendaItem> {
        let open = || self.items().filter(|it| it.state == ItemState::Open);
        let later = open().find(|it| it.position > position);
        later.or_else(|| open().find(|it| it.position != position))
    }

    /// Where the sitting goes on after an item.
    pub(super) fn onward(&self, position: i32) -> String {
        let next = self.next_open(position).filter(|_| self.times.opened_at.is_some());
        next.map_or_else(|| self.address(), |it| self.item_address(it.position))
    }

    /// Who counts now, for an item or for the sitting as a whole.
    pub(super) fn headcount(&self, item: Option<&AgendaItem>) -> Headcount {
        let recused = item.map_or(&[][..], |it| &it.recused);
        headcount(&self.seats, &self.attendance, recused, &self.rules)
    }

    /// Who sits on a seat at the moment.
    pub(super) fn on(&self, seat: &Seat) -> Option<&Presence> {
        self.attendance.iter().find(|it| it.seat == seat.id && it.left_at.is_none())
    }

    /// Everybody recused in an item, by the name of the seat holder.
    pub(super) fn recused_names(&self, item: &AgendaItem) -> Vec<&str> {
        let holders = self
            .seats
            .iter()
            .flat_map(|seat| [Holder::Member, Holder::Deputy].map(|it| seat.holder(it)));
        holders
            .filter(|(_, user)| user.is_some_and(|it| item.recused.contains(&it)))
            .map(|(name, _)| name)
            .collect()
    }
}
