//! The history of a case: one event per version, enough to replay it.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    result::Error::{DeserializationError, SerializationError},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    as_text::AsText,
    schema::{case_events, users},
};
use crate::{
    Now,
    procedure::{Actor, CaseId, Event, Outcome, Receipt, Role, Stage, Step, UserId, Version},
};

/// The name of the first event, which is not a step of the table.
const REGISTER: &str = "register";

/// One line of a case's history.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    pub version: Version,
    pub at: DateTime<Utc>,
    pub by: String,
    pub hat: Role,
    /// `None`: the case was registered.
    pub event: Option<Event>,
}

type Row = (
    (i32, DateTime<Utc>, String, uuid::Uuid, AsText<Role>),
    (Option<AsText<Stage>>, AsText<Stage>, chrono::NaiveDate, serde_json::Value),
);

/// Everything that happened to a case, latest first.
pub fn history(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<HistoryLine>> {
    let rows: Vec<Row> = case_events::table
        .inner_join(users::table)
        .filter(case_events::case_id.eq(case.0))
        .order(case_events::version.desc())
        .select((
            (
                case_events::version,
                case_events::at,
                users::name,
                case_events::by_user,
                case_events::hat,
            ),
            (
                case_events::from_stage,
                case_events::to_stage,
                case_events::on_day,
                case_events::payload,
            ),
        ))
        .load(conn)?;
    rows.into_iter().map(line).collect()
}

fn line(((version, at, name, by, hat), (from, to, on, payload)): Row) -> QueryResult<HistoryLine> {
    let event = match from {
        None => None,
        Some(from) => Some(Event {
            step: from_json::<Step>(payload)?,
            from: from.0,
            to: to.0,
            by: UserId(by),
            hat: hat.0,
            on,
        }),
    };
    Ok(HistoryLine { version: Version(version), at, by: name, hat: hat.0, event })
}

pub(super) fn append_receipt(
    conn: &mut PgConnection,
    receipt: &Receipt,
    by: &Actor,
    now: Now,
) -> QueryResult<()> {
    let case = receipt.case();
    diesel::insert_into(case_events::table)
        .values((
            case_events::case_id.eq(case.id.0),
            case_events::version.eq(case.version.0),
            case_events::at.eq(now.at),
            case_events::by_user.eq(by.user.0),
            case_events::hat.eq(AsText(receipt.hat())),
            case_events::step.eq(REGISTER),
            case_events::to_stage.eq(AsText(case.stage)),
            case_events::on_day.eq(now.today),
            case_events::payload.eq(serde_json::json!({})),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn append_event(
    conn: &mut PgConnection,
    outcome: &Outcome,
    now: Now,
) -> QueryResult<()> {
    let (case, event) = (outcome.case(), outcome.event());
    diesel::insert_into(case_events::table)
        .values((
            case_events::case_id.eq(case.id.0),
            case_events::version.eq(case.version.0),
            case_events::at.eq(now.at),
            case_events::by_user.eq(event.by.0),
            case_events::hat.eq(AsText(event.hat)),
            case_events::step.eq(AsText(event.step.kind())),
            case_events::from_stage.eq(AsText(event.from)),
            case_events::to_stage.eq(AsText(event.to)),
            case_events::on_day.eq(event.on),
            case_events::payload.eq(to_json(&event.step)?),
        ))
        .execute(conn)?;
    Ok(())
}

pub(super) fn to_json(value: &impl Serialize) -> QueryResult<serde_json::Value> {
    serde_json::to_value(value).map_err(|it| SerializationError(it.into()))
}

pub(super) fn from_json<T: DeserializeOwned>(value: serde_json::Value) -> QueryResult<T> {
    serde_json::from_value(value).map_err(|it| DeserializationError(it.into()))
}
