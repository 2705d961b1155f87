//! Lists of cases that were read in and wait to be taken over.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{
    history::{from_json, to_json},
    schema::staged_lists as lists,
};
use crate::{
    Now, Problem,
    lists::Sheet,
    procedure::{ListId, UserId},
};

/// A list that is read in now.
#[derive(Debug, Clone)]
pub struct NewList {
    pub id: ListId,
    /// Of the file.
    pub name: String,
    pub content: Sheet,
    pub expires_at: DateTime<Utc>,
}

/// A list as its page shows it.
#[derive(Debug, Clone)]
pub struct StagedList {
    pub id: ListId,
    pub name: String,
    pub staged_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub taken_over: Option<TakenOver>,
}

/// What was made of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenOver {
    pub at: DateTime<Utc>,
    pub cases: usize,
    pub persons: usize,
    /// Rows of the list that were left out.
    pub left_out: usize,
}

type Row = (
    (uuid::Uuid, String, DateTime<Utc>, DateTime<Utc>),
    (Option<DateTime<Utc>>, Option<i32>, Option<i32>, Option<i32>),
);
type Columns = (
    (lists::id, lists::name, lists::staged_at, lists::expires_at),
    (lists::settled_at, lists::cases, lists::persons, lists::left_out),
);
const COLUMNS: Columns = (
    (lists::id, lists::name, lists::staged_at, lists::expires_at),
    (lists::settled_at, lists::cases, lists::persons, lists::left_out),
);

fn list(((id, name, staged_at, expires_at), (at, cases, persons, left_out)): Row) -> StagedList {
    let count = |it: Option<i32>| it.and_then(|it| usize::try_from(it).ok()).unwrap_or_default();
    let (cases, persons, left_out) = (count(cases), count(persons), count(left_out));
    let taken_over = at.map(|at| TakenOver { at, cases, persons, left_out });
    StagedList { id: ListId(id), name, staged_at, expires_at, taken_over }
}

pub fn stage_list(conn: &mut PgConnection, it: &NewList, by: UserId, now: Now) -> QueryResult<()> {
    diesel::insert_into(lists::table)
        .values((
            lists::id.eq(it.id.0),
            lists::user_id.eq(by.0),
            lists::name.eq(&it.name),
            lists::staged_at.eq(now.at),
            lists::expires_at.eq(it.expires_at),
            lists::content.eq(to_json(&it.content)?),
        ))
        .execute(conn)?;
    Ok(())
}

/// What this user has sent and neither forgotten nor lost, the latest first.
pub fn lists_of(conn: &mut PgConnection, by: UserId, now: Now) -> QueryResult<Vec<StagedList>> {
    let rows: Vec<Row> = lists::table
        .filter(lists::user_id.eq(by.0))
        .filter(lists::expires_at.gt(now.at).or(lists::settled_at.is_not_null()))
        .order((lists::staged_at.desc(), lists::id))
        .limit(20)
        .select(COLUMNS)
        .load(conn)?;
    Ok(rows.into_iter().map(list).collect())
}

/// A list of this user's own. Nobody else's is there, nor one that has expired.
pub fn find_list(
    conn: &mut PgConnection,
    (id, by): (ListId, UserId),
    now: Now,
) -> QueryResult<StagedList> {
    let row: Row = lists::table
        .filter(lists::id.eq(id.0).and(lists::user_id.eq(by.0)))
        .filter(lists::expires_at.gt(now.at).or(lists::settled_at.is_not_null()))
        .select(COLUMNS)
        .first(conn)?;
    Ok(list(row))
}

/// What the file held; gone with the taking over.
pub fn list_content(conn: &mut PgConnection, id: ListId) -> QueryResult<Option<Sheet>> {
    let content: Option<serde_json::Value> =
        lists::table.find(id.0).select(lists::content).first(conn)?;
    content.map(from_json).transpose()
}

/// Says what was made of a list and lets go of what it held. Whoever comes second is told so.
pub fn settle_list(
    conn: &mut PgConnection,
    (id, by): (ListId, UserId),
    it: TakenOver,
) -> Result<(), Problem> {
    let count = |it: usize| i32::try_from(it).map_err(anyhow::Error::from);
    let this = lists::table
        .filter(lists::id.eq(id.0).and(lists::user_id.eq(by.0)))
        .filter(lists::settled_at.is_null().and(lists::expires_at.gt(it.at)));
    let settled = diesel::update(this)
        .set((
            lists::content.eq(None::<serde_json::Value>),
            lists::settled_at.eq(it.at),
            lists::cases.eq(count(it.cases)?),
            lists::persons.eq(count(it.persons)?),
            lists::left_out.eq(count(it.left_out)?),
        ))
        .execute(conn)?;
    if settled == 1 { Ok(()) } else { Err(Problem::Stale) }
}

/// Deletes a list that was not taken over.
pub fn discard_list(conn: &mut PgConnection, (id, by): (ListId, UserId)) -> Result<(), Problem> {
    let this = lists::table
        .filter(lists::id.eq(id.0).and(lists::user_id.eq(by.0)))
        .filter(lists::settled_at.is_null());
    let deleted = diesel::delete(this).execute(conn)?;
    if deleted == 1 { Ok(()) } else { Err(Problem::Stale) }
}

/// Deletes what nobody has taken over in time, and says which.
pub fn discard_expired_lists(conn: &mut PgConnection, now: Now) -> QueryResult<Vec<ListId>> {
    let expired =
        lists::table.filter(lists::settled_at.is_null().and(lists::expires_at.le(now.at)));
    let ids: Vec<uuid::Uuid> = diesel::delete(expired).returning(lists::id).get_results(conn)?;
    Ok(ids.into_iter().map(ListId).collect())
}
