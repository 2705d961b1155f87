//! The history of a case: one event per version, enough to replay it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    result::Error::{DeserializationError, SerializationError},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    as_text::AsText,
    schema::{case_events, opened_statements, refusals, standing_events, users},
};
use crate::{
    Now,
    procedure::{
        Actor, Case, CaseId, Event, Inherited, Outcome, Receipt, Role, Round, Stage, Step,
        StepKind, UserId, Version,
    },
};

/// The names of first events, which are no steps of the table.
const REGISTER: &str = "register";
const TAKE_OVER: &str = "take_over";

/// One line of a case's history.
#[derive(Debug, Clone)]
pub struct HistoryLine {
    pub version: Version,
    pub round: Round,
    pub at: DateTime<Utc>,
    pub by: String,
    pub hat: Role,
    /// `None`: the case was registered, or taken over.
    pub event: Option<Event>,
    /// It is a statement that the applicant side may see.
    pub open_to_applicant: bool,
    /// The authority does not follow, and the chair has not taken note of it.
    pub waits_for_chair: bool,
    /// How far the case had come when it was taken over from a list.
    pub inherited: Option<Inherited>,
    /// It was a mistake.
    pub taken_back: Option<TakenBack>,
}

/// By whom a step was taken back, and why.
#[derive(Debug, Clone)]
pub struct TakenBack {
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: String,
}

impl HistoryLine {
    /// Whether what it says holds: it was not taken back, nor is it the act by which something was.
    pub fn stands(&self) -> bool {
        let step = self.event.as_ref().map(|it| it.step.kind());
        self.taken_back.is_none() && step != Some(StepKind::TakeBack)
    }

    /// The event, if what it says holds.
    pub fn standing_event(&self) -> Option<&Event> {
        self.event.as_ref().filter(|_| self.stands())
    }
}

type Row = (
    (i32, i32, DateTime<Utc>, String, uuid::Uuid, AsText<Role>),
    (String, Option<AsText<Stage>>, AsText<Stage>, chrono::NaiveDate, serde_json::Value),
    (bool, bool),
);

/// Which of these steps were taken in this round of a case and still stand.
pub(super) fn taken_in_round(
    conn: &mut PgConnection,
    case: &Case,
    of: &[StepKind],
) -> QueryResult<Vec<StepKind>> {
    let taken: Vec<AsText<StepKind>> = standing_events::table
        .filter(standing_events::case_id.eq(case.id.0))
        .filter(standing_events::round.eq(case.round.0))
        .filter(standing_events::step.eq_any(of.iter().map(|it| it.name())))
        .select(standing_events::step)
        .distinct()
        .load(conn)?;
    Ok(taken.into_iter().map(|it| it.0).collect())
}

/// Everything that happened to a case, latest first; also what does not hold any more.
pub fn history(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<HistoryLine>> {
    let rows: Vec<Row> = case_events::table
        .inner_join(users::table)
        .left_join(
            opened_statements::table.on(opened_statements::case_id
                .eq(case_events::case_id)
                .and(opened_statements::version.eq(case_events::version))),
        )
        .left_join(
            refusals::table.on(refusals::case_id
                .eq(case_events::case_id)
                .and(refusals::version.eq(case_events::version))),
        )
        .filter(case_events::case_id.eq(case.0))
        .order(case_events::version.desc())
        .select((
            (
                case_events::version,
                case_events::round,
                case_events::at,
                users::name,
                case_events::by_user,
                case_events::hat,
            ),
            (
                case_events::step,
                case_events::from_stage,
                case_events::to_stage,
                case_events::on_day,
                case_events::payload,
            ),
            (
                opened_statements::opened_at.nullable().is_not_null(),
                refusals::version
                    .nullable()
                    .is_not_null()
                    .and(refusals::noted_at.nullable().is_null()),
            ),
        ))
        .load(conn)?;
    let mut lines = rows.into_iter().map(line).collect::<QueryResult<Vec<_>>>()?;
    // A step is taken back after it was taken, so that its line comes later.
    let mut back = BTreeMap::new();
    for line in &mut lines {
        line.taken_back = back.remove(&line.version);
        if let Some(Step::TakeBack(it)) = line.event.as_ref().map(|it| &it.step) {
            let (at, by, reason) = (line.at, line.by.clone(), it.reason.clone());
            back.insert(it.version, TakenBack { at, by, reason });
        }
    }
    Ok(lines)
}

fn line(
    ((version, round, at, name, by, hat), (step, from, to, on, payload), marks): Row,
) -> QueryResult<HistoryLine> {
    let (mut event, mut inherited) = (None, None);
    match from {
        None if step == TAKE_OVER => inherited = Some(from_json(payload)?),
        None => (),
        Some(from) => {
            event = Some(Event {
                step: from_json::<Step>(payload)?,
                from: from.0,
                to: to.0,
                by: UserId(by),
                hat: hat.0,
                on,
            });
        }
    }
    Ok(HistoryLine {
        version: Version(version),
        round: Round(round),
        at,
        by: name,
        hat: hat.0,
        event,
        open_to_applicant: marks.0,
        waits_for_chair: marks.1,
        inherited,
        taken_back: None,
    })
}

/// The applicant side may see this statement from now on, or no longer.
pub fn open_statement(
    conn: &mut PgConnection,
    (case, version): (CaseId, Version),
    open: bool,
    (by, now): (UserId, Now),
) -> QueryResult<()> {
    if open {
        let row = (
            opened_statements::case_id.eq(case.0),
            opened_statements::version.eq(version.0),
            opened_statements::opened_by.eq(by.0),
            opened_statements::opened_at.eq(now.at),
        );
        diesel::insert_into(opened_statements::table).values(row).execute(conn)?;
    } else {
        diesel::delete(opened_statements::table.find((case.0, version.0))).execute(conn)?;
    }
    Ok(())
}

/// The name under which a user stands in the history and signs letters.
pub fn user_name(conn: &mut PgConnection, id: UserId) -> QueryResult<String> {
    users::table.find(id.0).select(users::name).first(conn)
}

/// One row of the history, before it is written.
#[derive(Insertable)]
#[diesel(table_name = case_events)]
pub(super) struct NewEvent {
    case_id: uuid::Uuid,
    version: i32,
    round: i32,
    at: DateTime<Utc>,
    by_user: uuid::Uuid,
    hat: AsText<Role>,
    step: &'static str,
    from_stage: Option<AsText<Stage>>,
    to_stage: AsText<Stage>,
    on_day: chrono::NaiveDate,
    payload: serde_json::Value,
    before: Option<serde_json::Value>,
    takes_back: Option<i32>,
}

impl NewEvent {
    pub(super) fn of_receipt(receipt: &Receipt, by: &Actor, now: Now) -> QueryResult<Self> {
        let case = receipt.case();
        let (step, payload) = match receipt.inherited() {
            None => (REGISTER, serde_json::json!({})),
            Some(it) => (TAKE_OVER, to_json(it)?),
        };
        Ok(Self {
            case_id: case.id.0,
            version: case.version.0,
            round: case.round.0,
            at: now.at,
            by_user: by.user.0,
            hat: AsText(receipt.hat()),
            step,
            from_stage: None,
            to_stage: AsText(case.stage),
            on_day: now.today,
            payload,
            before: None,
            takes_back: None,
        })
    }

    pub(super) fn of_step(outcome: &Outcome, now: Now) -> QueryResult<Self> {
        let (case, event) = (outcome.case(), outcome.event());
        Ok(Self {
            case_id: case.id.0,
            version: case.version.0,
            round: case.round.0,
            at: now.at,
            by_user: event.by.0,
            hat: AsText(event.hat),
            step: event.step.kind().name(),
            from_stage: Some(AsText(event.from)),
            to_stage: AsText(event.to),
            on_day: event.on,
            payload: to_json(&event.step)?,
            before: outcome.changed_from().map(|it| to_json(&it)).transpose()?,
            takes_back: match &event.step {
                Step::TakeBack(it) => Some(it.version.0),
                _ => None,
            },
        })
    }

    /// As [`NewEvent::of_step`], of a step whose letters left elsewhere: it cannot be taken back.
    pub(super) fn of_step_elsewhere(outcome: &Outcome, now: Now) -> QueryResult<Self> {
        let event = Self::of_step(outcome, now)?;
        let before = event.before.clone().filter(|_| outcome.letters().is_empty());
        Ok(Self { before, ..event })
    }
}

pub(super) fn append_events(conn: &mut PgConnection, events: Vec<NewEvent>) -> QueryResult<()> {
    diesel::insert_into(case_events::table).values(events).execute(conn)?;
    Ok(())
}

pub(super) fn to_json(value: &impl Serialize) -> QueryResult<serde_json::Value> {
    serde_json::to_value(value).map_err(|it| SerializationError(it.into()))
}

pub(super) fn from_json<T: DeserializeOwned>(value: serde_json::Value) -> QueryResult<T> {
    serde_json::from_value(value).map_err(|it| DeserializationError(it.into()))
}
