//! Rounds of the Vorprüfungsausschuss: planned, found, closed.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::{
    as_text::AsText,
    committee::assigned,
    history::to_json,
    schema::{committee_presence, committee_round_items, committee_rounds},
};
use crate::{
    Now,
    procedure::{
        CaseId, CommitteeRound, CommitteeRoundId, RoundItemState, RoundMinutes, RoundOutcome,
        RoundState, RuleSet, UserId, Version,
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = committee_rounds, check_for_backend(diesel::pg::Pg))]
struct RoundRow {
    id: Uuid,
    version: i32,
    held_on: NaiveDate,
    starts_at: NaiveTime,
    place: String,
    state: AsText<RoundState>,
}

impl RoundRow {
    fn round(self, states: &[RoundItemState]) -> CommitteeRound {
        let count = |state| states.iter().filter(|it| **it == state).count();
        CommitteeRound {
            id: CommitteeRoundId(self.id),
            version: Version(self.version),
            held_on: self.held_on,
            starts_at: self.starts_at,
            place: self.place,
            state: self.state.0,
            items: states.len() - count(RoundItemState::TakenOff),
            items_open: count(RoundItemState::Open),
        }
    }
}

pub fn find_round(conn: &mut PgConnection, id: CommitteeRoundId) -> QueryResult<CommitteeRound> {
    let row = committee_rounds::table.find(id.0).select(RoundRow::as_select()).first(conn)?;
    Ok(with_items(conn, vec![row])?.remove(0))
}

/// As [`find_round`], and nobody else may change the round until we commit.
pub fn lock_round(conn: &mut PgConnection, id: CommitteeRoundId) -> QueryResult<CommitteeRound> {
    let this = committee_rounds::table.find(id.0);
    let row = this.select(RoundRow::as_select()).for_no_key_update().first(conn)?;
    Ok(with_items(conn, vec![row])?.remove(0))
}

fn with_items(conn: &mut PgConnection, rows: Vec<RoundRow>) -> QueryResult<Vec<CommitteeRound>> {
    let items: Vec<(Uuid, AsText<RoundItemState>)> = committee_round_items::table
        .filter(committee_round_items::round_id.eq_any(rows.iter().map(|it| it.id)))
        .select((committee_round_items::round_id, committee_round_items::state))
        .load(conn)?;
    let states = |id| items.iter().filter(|it| it.0 == id).map(|it| it.1.0).collect::<Vec<_>>();
    let round = |it: RoundRow| {
        let states = states(it.id);
        it.round(&states)
    };
    Ok(rows.into_iter().map(round).collect())
}

/// Which rounds a list asks for.
#[derive(Debug, Clone, Copy)]
pub struct RoundsQuery {
    /// Only those with something before this user; otherwise all.
    pub committee: Option<UserId>,
    /// Only those at which something is still to be done.
    pub running: bool,
    /// The last line of the page before.
    pub after: Option<(NaiveDate, CommitteeRoundId)>,
    pub limit: i64,
}

/// Rounds, the latest first.
pub fn rounds(
    conn: &mut PgConnection,
    asked: RoundsQuery,
    now: Now,
) -> QueryResult<Vec<CommitteeRound>> {
    let mut query = committee_rounds::table.select(RoundRow::as_select()).into_boxed();
    if let Some(user) = asked.committee {
        let own: Vec<Uuid> =
            assigned(user, now).select(committee_presence::round_id).distinct().load(conn)?;
        query = query.filter(committee_rounds::id.eq_any(own));
    }
    if asked.running {
        let running = RoundState::ALL.iter().filter(|it| it.takes_items()).map(|it| it.name());
        query = query.filter(committee_rounds::state.eq_any(running));
    }
    if let Some((day, id)) = asked.after {
        let same_day = committee_rounds::held_on.eq(day).and(committee_rounds::id.lt(id.0));
        query = query.filter(committee_rounds::held_on.lt(day).or(same_day));
    }
    let rows: Vec<RoundRow> = query
        .order((committee_rounds::held_on.desc(), committee_rounds::id.desc()))
        .limit(asked.limit)
        .load(conn)?;
    with_items(conn, rows)
}

/// The cases of a round that are before this user.
pub fn assigned_in(
    conn: &mut PgConnection,
    (user, round): (UserId, CommitteeRoundId),
    now: Now,
) -> QueryResult<Vec<CaseId>> {
    let cases: Vec<Uuid> = assigned(user, now)
        .filter(committee_rounds::id.eq(round.0))
        .select(committee_round_items::case_id)
        .load(conn)?;
    Ok(cases.into_iter().map(CaseId).collect())
}

pub fn plan_round(conn: &mut PgConnection, it: &CommitteeRound) -> QueryResult<()> {
    diesel::insert_into(committee_rounds::table)
        .values((
            committee_rounds::id.eq(it.id.0),
            committee_rounds::version.eq(it.version.0),
            committee_rounds::held_on.eq(it.held_on),
            committee_rounds::starts_at.eq(it.starts_at),
            committee_rounds::place.eq(&it.place),
            committee_rounds::state.eq(AsText(it.state)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes what a step made of a round, with its minutes when it ends. The caller has locked it.
pub fn save_round(
    conn: &mut PgConnection,
    (outcome, minutes): (&RoundOutcome, Option<&RoundMinutes>),
    (now, rules): (Now, &RuleSet),
) -> QueryResult<()> {
    let it = outcome.round();
    let minutes = minutes.map(to_json).transpose()?;
    let closed_at: Option<DateTime<Utc>> = (it.state == RoundState::Closed).then_some(now.at);
    diesel::update(committee_rounds::table.find(it.id.0))
        .set((
            committee_rounds::version.eq(it.version.0),
            committee_rounds::state.eq(AsText(it.state)),
            committee_rounds::closed_at.eq(closed_at),
            committee_rounds::access_until.eq(closed_at.map(|it| rules.access_until(it))),
            committee_rounds::minutes.eq(minutes),
        ))
        .execute(conn)?;
    Ok(())
}

/// Counts a change of its cases or of who is there: an older form does not overwrite it.
pub fn touch_round(conn: &mut PgConnection, it: &CommitteeRound) -> QueryResult<Version> {
    let version = Version(it.version.0 + 1);
    diesel::update(committee_rounds::table.find(it.id.0))
        .set(committee_rounds::version.eq(version.0))
        .execute(conn)?;
    Ok(version)
}
