//! The seats of the commission, and who is in the room.

use chrono::NaiveTime;
use diesel::prelude::*;

use super::schema::{attendance, seats};
use crate::procedure::{RuleSet, SeatId, SittingId, UserId};

/// Who holds a seat in the room: the member, or the deputy in the member's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    Member,
    Deputy,
}

impl Holder {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Deputy => "deputy",
        }
    }
}

/// A seat of the commission (§ 2 HFKVO) on the day of a sitting.
#[derive(Debug, Clone)]
pub struct Seat {
    pub id: SeatId,
    pub position: i32,
    /// Who proposed it.
    pub body: String,
    pub chair: bool,
    pub member: String,
    pub member_user: Option<UserId>,
    pub deputy: String,
    pub deputy_user: Option<UserId>,
}

impl Seat {
    pub const fn is_vacant(&self) -> bool {
        self.member.is_empty()
    }

    pub fn holder(&self, holder: Holder) -> (&str, Option<UserId>) {
        match holder {
            Holder::Member => (&self.member, self.member_user),
            Holder::Deputy => (&self.deputy, self.deputy_user),
        }
    }
}

/// The seats whose term covers `day`, the chair first.
pub fn seats_on(conn: &mut PgConnection, day: chrono::NaiveDate) -> QueryResult<Vec<Seat>> {
    type Row =
        ((uuid::Uuid, i32, String, bool), (String, Option<uuid::Uuid>, String, Option<uuid::Uuid>));
    let rows: Vec<Row> = seats::table
        .filter(seats::valid_from.le(day))
        .filter(seats::valid_to.is_null().or(seats::valid_to.ge(day)))
        .order((seats::chair.desc(), seats::position))
        .select((
            (seats::id, seats::position, seats::body, seats::chair),
            (seats::member, seats::member_user, seats::deputy, seats::deputy_user),
        ))
        .load(conn)?;
    let seat =
        |((id, position, body, chair), (member, member_user, deputy, deputy_user)): Row| Seat {
            id: SeatId(id),
            position,
            body,
            chair,
            member,
            member_user: member_user.map(UserId),
            deputy,
            deputy_user: deputy_user.map(UserId),
        };
    Ok(rows.into_iter().map(seat).collect())
}

/// Adds a seat from a day on. Only the owner of the database may.
pub fn add_seat(conn: &mut PgConnection, it: &Seat, from: chrono::NaiveDate) -> QueryResult<()> {
    diesel::insert_into(seats::table)
        .values((
            seats::id.eq(it.id.0),
            seats::position.eq(it.position),
            seats::body.eq(&it.body),
            seats::chair.eq(it.chair),
            seats::member.eq(&it.member),
            seats::member_user.eq(it.member_user.map(|it| it.0)),
            seats::deputy.eq(&it.deputy),
            seats::deputy_user.eq(it.deputy_user.map(|it| it.0)),
            seats::valid_from.eq(from),
        ))
        .execute(conn)?;
    Ok(())
}

/// Somebody on a seat, from a time to a time.
#[derive(Debug, Clone)]
pub struct Presence {
    pub seat: SeatId,
    pub holder: Holder,
    pub came_at: NaiveTime,
    pub left_at: Option<NaiveTime>,
}

pub fn attendance(conn: &mut PgConnection, sitting: SittingId) -> QueryResult<Vec<Presence>> {
    let rows: Vec<(uuid::Uuid, String, NaiveTime, Option<NaiveTime>)> = attendance::table
        .filter(attendance::sitting_id.eq(sitting.0))
        .order((attendance::came_at, attendance::seat_id))
        .select((attendance::seat_id, attendance::holder, attendance::came_at, attendance::left_at))
        .load(conn)?;
    let presence = |(seat, holder, came_at, left_at): (uuid::Uuid, String, _, _)| Presence {
        seat: SeatId(seat),
        holder: if holder == Holder::Deputy.name() { Holder::Deputy } else { Holder::Member },
        came_at,
        left_at,
    };
    Ok(rows.into_iter().map(presence).collect())
}

/// Somebody takes a seat. A unique index refuses a second person on it.
pub fn arrive(
    conn: &mut PgConnection,
    sitting: SittingId,
    seat: SeatId,
    holder: Holder,
    at: NaiveTime,
) -> QueryResult<()> {
    diesel::insert_into(attendance::table)
        .values((
            attendance::sitting_id.eq(sitting.0),
            attendance::seat_id.eq(seat.0),
            attendance::holder.eq(holder.name()),
            attendance::came_at.eq(at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Whoever sits there leaves; returns whether somebody did.
pub fn leave(
    conn: &mut PgConnection,
    sitting: SittingId,
    seat: SeatId,
    at: NaiveTime,
) -> QueryResult<bool> {
    let there = attendance::table
        .filter(attendance::sitting_id.eq(sitting.0))
        .filter(attendance::seat_id.eq(seat.0))
        .filter(attendance::left_at.is_null());
    Ok(diesel::update(there).set(attendance::left_at.eq(at)).execute(conn)? == 1)
}

/// Who counts for one item, now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headcount {
    /// The base of the quorum.
    pub seats: u16,
    /// Members voting on the item: in the room, and not recused.
    pub present: u16,
    /// Members recused in the item who are otherwise present.
    pub recused: u16,
}

/// Counts the room for an item in which `recused` are recused.
pub fn headcount(
    seats: &[Seat],
    attendance: &[Presence],
    recused: &[UserId],
    rules: &RuleSet,
) -> Headcount {
    let is_recused = |it: &Presence| {
        let seat = seats.iter().find(|seat| seat.id == it.seat);
        seat.and_then(|seat| seat.holder(it.holder).1).is_some_and(|it| recused.contains(&it))
    };
    let in_the_room = attendance.iter().filter(|it| it.left_at.is_none());
    let (out, present): (Vec<_>, Vec<_>) = in_the_room.partition(|it| is_recused(it));
    let count = |it: usize| u16::try_from(it).unwrap_or(u16::MAX);
    let not_counted = if rules.recused_seats_count { 0 } else { count(out.len()) };
    Headcount {
        seats: seat_count(seats, rules).saturating_sub(not_counted),
        present: count(present.len()),
        recused: count(out.len()),
    }
}

pub(super) fn seat_count(seats: &[Seat], rules: &RuleSet) -> u16 {
    let counting = seats.iter().filter(|it| rules.vacant_seats_count || !it.is_vacant());
    u16::try_from(counting.count()).unwrap_or(u16::MAX)
}
