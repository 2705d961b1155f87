//! Changes of settings that wait for a second person.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{
    as_text::AsText,
    schema::{setting_proposals as proposals, users},
};
use crate::{
    Now, Problem,
    procedure::{ProposalId, Role, Setting, UserId, Version, Violation},
};

/// A value somebody proposes for a setting.
#[derive(Debug, Clone)]
pub struct Proposal {
    pub id: ProposalId,
    pub setting: Setting,
    /// The version it would follow.
    pub seen: Version,
    pub value: String,
    pub by: UserId,
    pub hat: Role,
    pub at: DateTime<Utc>,
}

type Row = (uuid::Uuid, AsText<Setting>, i32, String, uuid::Uuid, AsText<Role>, DateTime<Utc>);
type Columns = (
    proposals::id,
    proposals::setting,
    proposals::seen,
    proposals::value,
    proposals::proposed_by,
    proposals::proposed_as,
    proposals::proposed_at,
);
const COLUMNS: Columns = (
    proposals::id,
    proposals::setting,
    proposals::seen,
    proposals::value,
    proposals::proposed_by,
    proposals::proposed_as,
    proposals::proposed_at,
);

impl From<Row> for Proposal {
    fn from((id, setting, seen, value, by, hat, at): Row) -> Self {
        let (id, setting, seen) = (ProposalId(id), setting.0, Version(seen));
        Self { id, setting, seen, value, by: UserId(by), hat: hat.0, at }
    }
}

/// One for each setting waits at a time.
pub fn propose(conn: &mut PgConnection, it: &Proposal) -> Result<(), Problem> {
    let row = (
        proposals::id.eq(it.id.0),
        proposals::setting.eq(AsText(it.setting)),
        proposals::seen.eq(it.seen.0),
        proposals::value.eq(&it.value),
        proposals::proposed_by.eq(it.by.0),
        proposals::proposed_as.eq(AsText(it.hat)),
        proposals::proposed_at.eq(it.at),
    );
    let added =
        diesel::insert_into(proposals::table).values(row).on_conflict_do_nothing().execute(conn)?;
    if added == 1 { Ok(()) } else { Err(Violation::ProposalWaits.into()) }
}

/// Those that wait, the oldest first, with the name of who made them.
pub fn waiting_proposals(conn: &mut PgConnection) -> QueryResult<Vec<(Proposal, String)>> {
    let rows: Vec<(Row, String)> = proposals::table
        .inner_join(users::table.on(users::id.eq(proposals::proposed_by)))
        .filter(proposals::settled_at.is_null())
        .order((proposals::proposed_at, proposals::id))
        .select((COLUMNS, users::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|it| (it.0.into(), it.1)).collect())
}

/// One that waits, and nobody else settles it until we commit. What is settled is stale.
pub fn lock_proposal(conn: &mut PgConnection, id: ProposalId) -> Result<Proposal, Problem> {
    let this = proposals::table.find(id.0).for_no_key_update();
    let (row, settled_at): (Row, Option<DateTime<Utc>>) =
        this.select((COLUMNS, proposals::settled_at)).first(conn)?;
    if settled_at.is_none() { Ok(row.into()) } else { Err(Problem::Stale) }
}

pub fn settle_proposal(
    conn: &mut PgConnection,
    id: ProposalId,
    confirmed: bool,
    by: UserId,
    now: Now,
) -> QueryResult<()> {
    diesel::update(proposals::table.find(id.0))
        .set((
            proposals::settled_by.eq(by.0),
            proposals::settled_at.eq(now.at),
            proposals::confirmed.eq(confirmed),
        ))
        .execute(conn)?;
    Ok(())
}
