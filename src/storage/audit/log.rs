//! The log as the auditor reads it: newest first, page by page.

use chrono::{DateTime, Utc};
use diesel::{
    ExpressionMethods as _, PgConnection, QueryDsl as _, QueryResult, RunQueryDsl as _,
    dsl::sql,
    sql_types::{BigInt, Bool, SmallInt, Timestamptz},
};
use uuid::Uuid;

use super::{Action, ObjectKind, Outcome, Purpose};
use crate::{
    procedure::{Role, UserId},
    storage::as_text::AsText,
};

diesel::table! {
    audit.entries (chain, seq) {
        chain -> Int2,
        seq -> Int8,
        at -> Timestamptz,
        actor -> Nullable<Uuid>,
        hat -> Nullable<Text>,
        action -> Text,
        subject -> Nullable<Uuid>,
        object_kind -> Nullable<Text>,
        object_id -> Nullable<Uuid>,
        object_version -> Nullable<Int4>,
        purpose -> Nullable<Text>,
        outcome -> Text,
        rule -> Nullable<Text>,
        from_state -> Nullable<Text>,
        to_state -> Nullable<Text>,
        fields -> Nullable<Text>,
    }
}

/// What somebody looks for; nothing set is everything.
#[derive(Debug, Clone, Default)]
pub struct LogQuery {
    pub chain: Option<i16>,
    pub action: Option<Action>,
    pub actor: Option<UserId>,
    /// The pseudonym of a case or person.
    pub subject: Option<Uuid>,
    /// From, and before.
    pub between: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Only what is older than this entry.
    pub before: Option<LogPlace>,
}

/// Where an entry stands in the order of both chains together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogPlace {
    pub at: DateTime<Utc>,
    pub chain: i16,
    pub seq: i64,
}

/// An entry as it was logged.
#[derive(Debug, Clone)]
pub struct LogLine {
    pub place: LogPlace,
    pub actor: Option<UserId>,
    pub hat: Option<Role>,
    pub action: Action,
    pub subject: Option<Uuid>,
    pub object: Option<(ObjectKind, Option<Uuid>, Option<i32>)>,
    pub purpose: Option<Purpose>,
    pub outcome: Outcome,
    pub rule: Option<String>,
    pub from_state: Option<String>,
    pub to_state: Option<String>,
    /// Names of changed fields, separated by commas.
    pub fields: Option<String>,
}

type Who = (Option<Uuid>, Option<AsText<Role>>, AsText<Action>, Option<Uuid>);
type What = (Option<AsText<ObjectKind>>, Option<Uuid>, Option<i32>);
type Why = (Option<AsText<Purpose>>, AsText<Outcome>, Option<String>);
type How = (Option<String>, Option<String>, Option<String>);
type Row = ((DateTime<Utc>, i16, i64), Who, What, Why, How);

/// At most `limit` entries, newest first.
pub fn log(conn: &mut PgConnection, query: &LogQuery, limit: i64) -> QueryResult<Vec<LogLine>> {
    let mut found = entries::table.into_boxed();
    if let Some(chain) = query.chain {
        found = found.filter(entries::chain.eq(chain));
    }
    if let Some(action) = query.action {
        found = found.filter(entries::action.eq(AsText(action)));
    }
    if let Some(actor) = query.actor {
        found = found.filter(entries::actor.eq(actor.0));
    }
    if let Some(subject) = query.subject {
        found = found.filter(entries::subject.eq(subject));
    }
    if let Some((from, until)) = query.between {
        found = found.filter(entries::at.ge(from)).filter(entries::at.lt(until));
    }
    if let Some(LogPlace { at, chain, seq }) = query.before {
        // Diesel has no comparison of rows, and only that walks the index.
        let older = sql::<Bool>("(at, chain, seq) < (").bind::<Timestamptz, _>(at);
        let older = older.sql(", ").bind::<SmallInt, _>(chain).sql(", ").bind::<BigInt, _>(seq);
        found = found.filter(older.sql(")"));
    }
    let rows: Vec<Row> = found
        .order((entries::at.desc(), entries::chain.desc(), entries::seq.desc()))
        .limit(limit)
        .select((
            (entries::at, entries::chain, entries::seq),
            (entries::actor, entries::hat, entries::action, entries::subject),
            (entries::object_kind, entries::object_id, entries::object_version),
            (entries::purpose, entries::outcome, entries::rule),
            (entries::from_state, entries::to_state, entries::fields),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(line).collect())
}

fn line((place, who, what, why, how): Row) -> LogLine {
    LogLine {
        place: LogPlace { at: place.0, chain: place.1, seq: place.2 },
        actor: who.0.map(UserId),
        hat: who.1.map(|it| it.0),
        action: who.2.0,
        subject: who.3,
        object: what.0.map(|kind| (kind.0, what.1, what.2)),
        purpose: why.0.map(|it| it.0),
        outcome: why.1.0,
        rule: why.2,
        from_state: how.0,
        to_state: how.1,
        fields: how.2,
    }
}
