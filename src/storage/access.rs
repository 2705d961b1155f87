//! How a user stands to a case or a sitting at this moment: what the policy of
//! `procedure::rights` decides on.

use chrono::{Days, NaiveDate};
use diesel::{dsl::exists, prelude::*, select};

use super::{
    as_text::AsText,
    schema::{agenda_items, cases, recusals, seats, sittings},
};
use crate::{
    Now,
    procedure::{CaseId, CaseRelation, ItemState, SittingId, SittingState, Stage, UserId},
};

/// Members keep what a sitting gave them until this many days after its minutes are approved.
const DAYS_AFTER_APPROVAL: u64 = 14;

/// States of a sitting in which its agenda gives the invited seats access.
fn giving_access() -> Vec<&'static str> {
    use SittingState::{Approved, Closed, Open, Published};
    [Published, Open, Closed, Approved].iter().map(|it| it.name()).collect()
}

pub fn relation(
    conn: &mut PgConnection,
    user: UserId,
    case: CaseId,
    now: Now,
) -> QueryResult<Option<CaseRelation>> {
    let stage: Option<AsText<Stage>> =
        cases::table.find(case.0).select(cases::stage).first(conn).optional()?;
    let Some(stage) = stage else { return Ok(None) };
    let own = recusals::table.find((case.0, user.0));
    let recused = select(exists(own)).get_result(conn)?;
    let on_agenda = agenda_items::table
        .inner_join(sittings::table)
        .filter(agenda_items::case_id.eq(case.0))
        .filter(agenda_items::state.ne(AsText(ItemState::Withdrawn)))
        .filter(sittings::state.eq_any(giving_access()))
        .filter(sittings::approved_at.is_null().or(sittings::approved_at.gt(earliest(now))));
    let published = select(exists(on_agenda)).get_result::<bool>(conn)?;
    let invited = published && has_seat(conn, user, now.today)?;
    Ok(Some(CaseRelation { stage: stage.0, recused, invited }))
}

/// Whether a member may read a sitting: it is published, and the member has a seat.
pub fn is_invited(
    conn: &mut PgConnection,
    user: UserId,
    sitting: SittingId,
    now: Now,
) -> QueryResult<bool> {
    let published = sittings::table.find(sitting.0).filter(sittings::state.eq_any(giving_access()));
    Ok(select(exists(published)).get_result::<bool>(conn)? && has_seat(conn, user, now.today)?)
}

/// A running term on a seat. A deputy who is not standing in is a stranger.
fn has_seat(conn: &mut PgConnection, user: UserId, today: NaiveDate) -> QueryResult<bool> {
    let running = seats::table
        .filter(seats::member_user.eq(user.0))
        .filter(seats::valid_from.le(today))
        .filter(seats::valid_to.is_null().or(seats::valid_to.ge(today)));
    select(exists(running)).get_result(conn)
}

fn earliest(now: Now) -> chrono::DateTime<chrono::Utc> {
    now.at.checked_sub_days(Days::new(DAYS_AFTER_APPROVAL)).unwrap_or(now.at)
}
