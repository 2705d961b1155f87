//! The rounds of a case that ended before it was taken up again (Wiederaufnahme).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::{
    as_text::AsText,
    schema::{cases, earlier_rounds, earlier_standings, persons},
};
use crate::procedure::{CaseId, Channel, Outcome, PersonId, Round, SittingId, Standing};

/// What a round of the case came to.
#[derive(Debug, Clone)]
pub struct EarlierRound {
    pub round: Round,
    pub received_on: NaiveDate,
    pub channel: Channel,
    /// How the procedure ended for the persons of the round, in the order of the case.
    pub standings: Vec<(PersonId, Standing)>,
}

/// The rounds before the present one, the latest first.
pub fn earlier_rounds(conn: &mut PgConnection, case: CaseId) -> QueryResult<Vec<EarlierRound>> {
    type Row = (i32, NaiveDate, AsText<Channel>, uuid::Uuid, AsText<Standing>);
    let rows: Vec<Row> = earlier_rounds::table
        .inner_join(earlier_standings::table.on(of_the_round()))
        .inner_join(persons::table.on(persons::id.eq(earlier_standings::person_id)))
        .filter(earlier_rounds::case_id.eq(case.0))
        .order((earlier_rounds::round.desc(), persons::position))
        .select((
            earlier_rounds::round,
            earlier_rounds::received_on,
            earlier_rounds::channel,
            earlier_standings::person_id,
            earlier_standings::standing,
        ))
        .load(conn)?;
    let mut rounds: Vec<EarlierRound> = Vec::new();
    for (round, received_on, channel, person, standing) in rows {
        let stood = (PersonId(person), standing.0);
        match rounds.last_mut() {
            Some(it) if it.round.0 == round => it.standings.push(stood),
            _ => rounds.push(EarlierRound {
                round: Round(round),
                received_on,
                channel: channel.0,
                standings: vec![stood],
            }),
        }
    }
    Ok(rounds)
}

/// What a sitting came to in cases that were taken up again since.
pub(super) struct Since {
    /// By case: when its notice left.
    pub(super) released_at: BTreeMap<uuid::Uuid, Option<DateTime<Utc>>>,
    /// By person.
    pub(super) standings: BTreeMap<uuid::Uuid, Standing>,
}

/// A sitting stays what it was, also when a case that it decided is taken up again.
pub(super) fn taken_up_since(conn: &mut PgConnection, sitting: SittingId) -> QueryResult<Since> {
    type Row = (uuid::Uuid, Option<DateTime<Utc>>, uuid::Uuid, AsText<Standing>);
    let rows: Vec<Row> = earlier_rounds::table
        .inner_join(earlier_standings::table.on(of_the_round()))
        .filter(earlier_rounds::sitting_id.eq(sitting.0))
        .select((
            earlier_rounds::case_id,
            earlier_rounds::notice_released_at,
            earlier_standings::person_id,
            earlier_standings::standing,
        ))
        .load(conn)?;
    Ok(Since {
        released_at: rows.iter().map(|it| (it.0, it.1)).collect(),
        standings: rows.iter().map(|it| (it.2, it.3.0)).collect(),
    })
}

#[diesel::dsl::auto_type(no_type_alias)]
fn of_the_round() -> _ {
    earlier_standings::case_id
        .eq(earlier_rounds::case_id)
        .and(earlier_standings::round.eq(earlier_rounds::round))
}

/// Keeps what the round came to that a Wiederaufnahme ends.
pub(super) fn keep_round(
    conn: &mut PgConnection,
    outcome: &Outcome,
    released_at: Option<DateTime<Utc>>,
) -> QueryResult<()> {
    let before = outcome.before();
    diesel::insert_into(earlier_rounds::table)
        .values((
            earlier_rounds::case_id.eq(before.id.0),
            earlier_rounds::round.eq(before.round.0),
            earlier_rounds::received_on.eq(before.received_on),
            earlier_rounds::channel.eq(AsText(before.channel)),
            earlier_rounds::sitting_id.eq(before.sitting.map(|it| it.0)),
            earlier_rounds::notice_released_at.eq(released_at),
        ))
        .execute(conn)?;
    let stood: Vec<_> = before
        .of_this_round()
        .map(|it| {
            (
                earlier_standings::case_id.eq(before.id.0),
                earlier_standings::round.eq(before.round.0),
                earlier_standings::person_id.eq(it.id.0),
                earlier_standings::standing.eq(AsText(it.standing)),
            )
        })
        .collect();
    diesel::insert_into(earlier_standings::table).values(stood).execute(conn)?;
    let again = outcome.taken_up_again().into_iter().map(|it| it.0);
    diesel::update(persons::table.filter(persons::id.eq_any(again)))
        .set(persons::round.eq(outcome.case().round.0))
        .execute(conn)?;
    Ok(())
}

/// Begins another round: a second notice can leave.
pub(super) fn begin_round(conn: &mut PgConnection, outcome: &Outcome) -> QueryResult<()> {
    let this = cases::table.find(outcome.id().0);
    let released_at = this.select(cases::notice_released_at).first(conn)?;
    keep_round(conn, outcome, released_at)?;
    diesel::update(this).set(cases::notice_released_at.eq(None::<DateTime<Utc>>)).execute(conn)?;
    Ok(())
}
