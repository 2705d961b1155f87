//! The seats of the Vorprüfungsausschuss, who is on them in a round, and whose cases that makes.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::{
    as_text::AsText,
    schema::{
        committee_presence, committee_round_items, committee_rounds, committee_seats, recusals,
    },
};
use crate::{
    Now,
    procedure::{
        CommitteeRoundId, CommitteeSeat, CommitteeSeatId, RoundItemState, RoundState, SeatHolder,
        UserId,
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = committee_seats, check_for_backend(diesel::pg::Pg))]
pub(super) struct SeatRow {
    id: uuid::Uuid,
    position: i32,
    chair: bool,
    member: String,
    member_user: Option<uuid::Uuid>,
    deputy: String,
    deputy_user: Option<uuid::Uuid>,
}

impl SeatRow {
    fn seat(self) -> CommitteeSeat {
        CommitteeSeat {
            id: CommitteeSeatId(self.id),
            position: self.position,
            chair: self.chair,
            member: self.member,
            member_user: self.member_user.map(UserId),
            deputy: self.deputy,
            deputy_user: self.deputy_user.map(UserId),
        }
    }
}

/// The seats whose term covers `day`, the chair first. None: there is no committee that day.
pub fn committee_on(conn: &mut PgConnection, day: NaiveDate) -> QueryResult<Vec<CommitteeSeat>> {
    let rows: Vec<SeatRow> = committee_seats::table
        .filter(committee_seats::valid_from.le(day))
        .filter(committee_seats::valid_to.is_null().or(committee_seats::valid_to.ge(day)))
        .order((committee_seats::chair.desc(), committee_seats::position))
        .select(SeatRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(SeatRow::seat).collect())
}

/// Since when the seats are named, and from when the next are: the latest day named for.
pub fn committee_named_from(conn: &mut PgConnection) -> QueryResult<Option<NaiveDate>> {
    committee_seats::table.select(diesel::dsl::max(committee_seats::valid_from)).first(conn)
}

/// Names the committee from a day on; whoever was named before sits until the day before.
pub fn name_committee(
    conn: &mut PgConnection,
    seats: &[CommitteeSeat],
    from: NaiveDate,
) -> QueryResult<()> {
    let until = from.pred_opt().unwrap_or(from);
    let sitting = committee_seats::table
        .filter(committee_seats::valid_to.is_null().or(committee_seats::valid_to.ge(from)));
    diesel::update(sitting).set(committee_seats::valid_to.eq(until)).execute(conn)?;
    let row = |it: &CommitteeSeat| {
        (
            committee_seats::id.eq(it.id.0),
            committee_seats::position.eq(it.position),
            committee_seats::chair.eq(it.chair),
            committee_seats::member.eq(it.member.clone()),
            committee_seats::member_user.eq(it.member_user.map(|it| it.0)),
            committee_seats::deputy.eq(it.deputy.clone()),
            committee_seats::deputy_user.eq(it.deputy_user.map(|it| it.0)),
            committee_seats::valid_from.eq(from),
        )
    };
    let rows: Vec<_> = seats.iter().map(row).collect();
    diesel::insert_into(committee_seats::table).values(rows).execute(conn)?;
    Ok(())
}

/// Who is on each seat in a round; nobody before it is published.
pub fn presence(
    conn: &mut PgConnection,
    round: CommitteeRoundId,
) -> QueryResult<Vec<(CommitteeSeat, SeatHolder)>> {
    let rows: Vec<(SeatRow, AsText<SeatHolder>)> = committee_presence::table
        .inner_join(committee_seats::table)
        .filter(committee_presence::round_id.eq(round.0))
        .order((committee_seats::chair.desc(), committee_seats::position))
        .select((SeatRow::as_select(), committee_presence::holder))
        .load(conn)?;
    Ok(rows.into_iter().map(|(seat, holder)| (seat.seat(), holder.0)).collect())
}

/// Says who is on these seats.
pub fn save_presence(
    conn: &mut PgConnection,
    round: CommitteeRoundId,
    holders: &[(CommitteeSeatId, SeatHolder)],
) -> QueryResult<()> {
    let row = |(seat, holder): &(CommitteeSeatId, SeatHolder)| {
        (
            committee_presence::round_id.eq(round.0),
            committee_presence::seat_id.eq(seat.0),
            committee_presence::holder.eq(holder.name()),
        )
    };
    let rows: Vec<_> = holders.iter().map(row).collect();
    diesel::insert_into(committee_presence::table)
        .values(rows)
        .on_conflict((committee_presence::round_id, committee_presence::seat_id))
        .do_update()
        .set(committee_presence::holder.eq(diesel::upsert::excluded(committee_presence::holder)))
        .execute(conn)?;
    Ok(())
}

/// What of a published round is before this user: all of it through the seat held as its member; as
/// deputy what is on it while the member is not there, or is recused in. It ends with the term, and
/// some days after the round is closed. That the user is recused in it is asked elsewhere.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn assigned(user: UserId, now: Now) -> _ {
    let user: uuid::Uuid = user.0;
    let (today, at): (NaiveDate, DateTime<Utc>) = (now.today, now.at);
    let all = RoundState::ALL.iter();
    let giving: Vec<&'static str> =
        all.filter(|it: &&RoundState| it.opens_cases()).map(|it: &RoundState| it.name()).collect();
    let taken_off: &'static str = RoundItemState::TakenOff.name();
    let (member, deputy): (&'static str, &'static str) =
        (SeatHolder::Member.name(), SeatHolder::Deputy.name());
    let standing_in = committee_presence::holder
        .eq(deputy)
        .or(committee_presence::holder.eq(member).and(recusals::user_id.nullable().is_not_null()));
    committee_presence::table
        .inner_join(committee_seats::table)
        .inner_join(committee_rounds::table.inner_join(committee_round_items::table))
        .left_join(
            recusals::table.on(recusals::case_id
                .eq(committee_round_items::case_id)
                .and(recusals::user_id.nullable().eq(committee_seats::member_user))),
        )
        .filter(committee_round_items::state.ne(taken_off))
        .filter(committee_rounds::state.eq_any(giving))
        .filter(
            committee_rounds::access_until
                .is_null()
                .or(committee_rounds::access_until.assume_not_null().gt(at)),
        )
        .filter(committee_seats::valid_to.is_null().or(committee_seats::valid_to.ge(today)))
        .filter(
            committee_seats::member_user
                .eq(user)
                .or(committee_seats::deputy_user.eq(user).and(standing_in)),
        )
}
