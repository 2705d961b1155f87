//! The step of a case that can be taken back.

use diesel::{dsl::exists, prelude::*};
use serde_json::Value;

use super::{
    as_text::AsText,
    committee_items::round_of_decision,
    history::from_json,
    schema::{letters, sittings, standing_events as events},
};
use crate::procedure::{Before, Case, LastStep, SittingState, Step, Version};

/// The last of this round that still stands; a registration is no step.
pub(super) fn last_step(conn: &mut PgConnection, case: &Case) -> QueryResult<Option<LastStep>> {
    let left = letters::table
        .filter(letters::case_id.eq(events::case_id.nullable()))
        .filter(letters::case_version.eq(events::version.nullable()))
        .filter(letters::sent_on.is_not_null());
    let row: Option<(i32, Value, Option<Value>, bool)> = events::table
        .filter(events::case_id.eq(case.id.0).and(events::round.eq(case.round.0)))
        .filter(events::from_stage.is_not_null())
        .order(events::version.desc())
        .select((events::version, events::payload, events::before, exists(left)))
        .first(conn)
        .optional()?;
    let Some((version, step, before, letter_left)) = row else { return Ok(None) };
    let step: Step = from_json(step)?;
    let before: Option<Before> = before.map(from_json).transpose()?;
    let sitting = before.as_ref().and_then(|it| it.sitting).or(case.sitting);
    let sitting: Option<AsText<SittingState>> = match sitting {
        Some(id) => Some(sittings::table.find(id.0).select(sittings::state).first(conn)?),
        None => None,
    };
    Ok(Some(LastStep {
        version: Version(version),
        kind: step.kind(),
        by: step.by(),
        before,
        letter_left,
        sitting: sitting.map(|it| it.0),
        round: round_of_decision(conn, case.id, Version(version))?,
    }))
}
