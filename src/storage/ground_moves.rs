//! What became of grounds, as it is counted for the report of a year.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{dsl::count_star, prelude::*};

use super::{
    as_text::AsText,
    schema::{ground_moves as moves, standing_events as events},
};
use crate::procedure::{Ground, GroundChange, GroundCount, GroundMove, Outcome};

/// So many rows go to the database in one query.
const BATCH: usize = 1000;

/// Keeps what steps made of grounds; their events are written already.
pub(super) fn save_ground_moves<'a>(
    conn: &mut PgConnection,
    outcomes: impl Iterator<Item = &'a Outcome>,
) -> QueryResult<()> {
    let row = |of: &Outcome, it: &GroundMove| {
        (
            moves::case_id.eq(of.id().0),
            moves::version.eq(of.case().version.0),
            moves::person_id.eq(it.person.0),
            moves::ground.eq(AsText(it.ground)),
            moves::change.eq(AsText(it.change)),
            moves::on_day.eq(it.on),
        )
    };
    let rows: Vec<_> = outcomes
        .flat_map(|of| of.ground_moves().iter().map(|it| row(of, it)).collect::<Vec<_>>())
        .collect();
    for some in rows.chunks(BATCH) {
        diesel::insert_into(moves::table).values(some).execute(conn)?;
    }
    Ok(())
}

/// How often grounds came to what between two days, both included; each person counts. What was
/// taken back has not been.
pub fn count_grounds(
    conn: &mut PgConnection,
    (first, last): (NaiveDate, NaiveDate),
) -> QueryResult<BTreeMap<Ground, GroundCount>> {
    let rows: Vec<(AsText<Ground>, AsText<GroundChange>, i64)> = moves::table
        .inner_join(
            events::table
                .on(events::case_id.eq(moves::case_id).and(events::version.eq(moves::version))),
        )
        .filter(moves::on_day.between(first, last))
        .group_by((moves::ground, moves::change))
        .select((moves::ground, moves::change, count_star()))
        .load(conn)?;
    let mut counted: BTreeMap<_, GroundCount> = BTreeMap::new();
    for (ground, change, times) in rows {
        let times = usize::try_from(times).unwrap_or_default();
        counted.entry(ground.0).or_default().add(change.0, times);
    }
    Ok(counted)
}
