//! How a user stands to a case or a sitting at this moment: what the policy of
//! `procedure::rights` decides on.

use diesel::{dsl::exists, pg::Pg, prelude::*, select, sql_types::Bool};

use super::{
    as_text::AsText,
    committee::assigned,
    schema::{
        agenda_items, attendance, cases, committee_round_items, findings, letters, persons,
        recusals, seats, sittings,
    },
    seats::Holder,
};
use crate::{
    Now,
    procedure::{
        CaseId, CaseRelation, Finding, ItemState, LetterId, LetterKind, SittingId, SittingState,
        Stage, Standing, UserId,
    },
};

/// What decides whether a sitting is open to a member, as a condition on its row.
type Condition = Box<dyn BoxableExpression<sittings::table, Pg, SqlType = Bool>>;

/// A published agenda gives the invited seats access, to the sitting and to its cases: until
/// some days after the minutes are approved, and only while the term on the seat runs. A
/// deputy has it through the seat taken in that sitting; one who does not stand in is a stranger.
pub(super) fn open_to_member(user: UserId, now: Now) -> Condition {
    use SittingState::{Approved, Closed, Open, Published};
    let giving = [Published, Open, Closed, Approved].iter().map(|it| it.name());
    let seat = seats::table
        .filter(seats::member_user.eq(user.0))
        .filter(seats::valid_from.le(now.today).and(seats::valid_from.le(sittings::held_on)))
        .filter(seats::valid_to.is_null().or(seats::valid_to.ge(now.today)))
        .filter(seats::valid_to.is_null().or(seats::valid_to.ge(sittings::held_on.nullable())));
    let stand_in = attendance::table
        .inner_join(seats::table)
        .filter(attendance::sitting_id.eq(sittings::id))
        .filter(attendance::holder.eq(Holder::Deputy.name()).and(attendance::left_at.is_null()))
        .filter(seats::deputy_user.eq(user.0))
        .filter(seats::valid_to.is_null().or(seats::valid_to.ge(now.today)));
    Box::new(
        sittings::state
            .eq_any(giving)
            .and(
                sittings::access_until
                    .is_null()
                    .or(sittings::access_until.assume_not_null().gt(now.at)),
            )
            .and(exists(seat).or(exists(stand_in))),
    )
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
        .filter(agenda_items::sitting_id.eq(sittings::id))
        .filter(agenda_items::case_id.eq(case.0))
        .filter(agenda_items::state.ne(AsText(ItemState::Withdrawn)));
    let giving = sittings::table.filter(open_to_member(user, now)).filter(exists(on_agenda));
    let invited = select(exists(giving)).get_result(conn)?;
    let before_committee = assigned(user, now)
        .filter(committee_round_items::case_id.eq(case.0))
        .select(committee_round_items::case_id);
    let assigned = select(exists(before_committee)).get_result(conn)?;
    Ok(Some(CaseRelation { stage: stage.0, recused, invited, assigned }))
}

/// The cases in which a ground found after the Annahme waits to be decided on: what
/// `procedure::Person::awaits_admission` says of persons who are admitted.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn reconsidered() -> _ {
    let admitted: AsText<Standing> = AsText(Standing::Admitted);
    let present: AsText<Finding> = AsText(Finding::Present);
    persons::table
        .inner_join(findings::table)
        .filter(persons::standing.eq(admitted))
        .filter(findings::finding.eq(present))
        .filter(findings::deviated_on.is_null())
        .select(persons::case_id)
}

/// Whether a member may read a sitting.
pub fn is_invited(
    conn: &mut PgConnection,
    user: UserId,
    sitting: SittingId,
    now: Now,
) -> QueryResult<bool> {
    let this = sittings::table.filter(sittings::id.eq(sitting.0)).filter(open_to_member(user, now));
    select(exists(this)).get_result(conn)
}

/// Whether a paper of a sitting is for this user: the minutes are for every seat, an
/// invitation for its own.
pub fn is_meant_for(conn: &mut PgConnection, user: UserId, letter: LetterId) -> QueryResult<bool> {
    let own = seats::table
        .filter(letters::seat_id.eq(seats::id.nullable()))
        .filter(seats::member_user.eq(user.0).or(seats::deputy_user.eq(user.0)));
    let this = letters::table
        .filter(letters::id.eq(letter.0))
        .filter(letters::kind.ne(AsText(LetterKind::L12)).or(exists(own)));
    select(exists(this)).get_result(conn)
}

/// Whether a user is recused in an item of this sitting.
pub fn is_recused_on_agenda(
    conn: &mut PgConnection,
    user: UserId,
    sitting: SittingId,
) -> QueryResult<bool> {
    let item = agenda_items::table
        .filter(agenda_items::case_id.eq(recusals::case_id))
        .filter(agenda_items::sitting_id.eq(sitting.0));
    let own = recusals::table.filter(recusals::user_id.eq(user.0)).filter(exists(item));
    select(exists(own)).get_result(conn)
}
