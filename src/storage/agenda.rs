//! The agenda of a sitting, and who is in the room.

use chrono::NaiveTime;
use diesel::{dsl::max, prelude::*};

use super::{
    as_text::AsText,
    cases::people_label,
    schema::{agenda_items, attendance, cases, persons, seats},
};
use crate::procedure::{CaseId, FileNumber, ItemState, SeatId, SittingId, Stage, UserId};

/// One line of an agenda (Tagesordnungspunkt).
#[derive(Debug, Clone)]
pub struct AgendaItem {
    pub position: i32,
    pub case: CaseId,
    pub number: FileNumber,
    pub people: String,
    pub stage: Stage,
    pub state: ItemState,
    pub urgent: bool,
}

type ItemRow = (i32, uuid::Uuid, AsText<FileNumber>, AsText<Stage>, AsText<ItemState>, bool);

/// The agenda in its order; items taken off stay on it as such.
pub fn agenda(conn: &mut PgConnection, sitting: SittingId) -> QueryResult<Vec<AgendaItem>> {
    let rows: Vec<ItemRow> = agenda_items::table
        .inner_join(cases::table)
        .filter(agenda_items::sitting_id.eq(sitting.0))
        .order(agenda_items::position)
        .select((
            agenda_items::position,
            cases::id,
            cases::file_number,
            cases::stage,
            agenda_items::state,
            cases::urgent,
        ))
        .load(conn)?;
    let ids: Vec<_> = rows.iter().map(|it| it.1).collect();
    let people = people_of(conn, &ids)?;
    let item = |(position, case, number, stage, state, urgent): ItemRow| AgendaItem {
        position,
        case: CaseId(case),
        number: number.0,
        people: people.iter().find(|it| it.0 == case).map(|it| it.1.clone()).unwrap_or_default(),
        stage: stage.0,
        state: state.0,
        urgent,
    };
    Ok(rows.into_iter().map(item).collect())
}

/// `Đorđević, Zoran + 3` for each of these cases.
pub(super) fn people_of(
    conn: &mut PgConnection,
    ids: &[uuid::Uuid],
) -> QueryResult<Vec<(uuid::Uuid, String)>> {
    let rows: Vec<(uuid::Uuid, i32, String, String)> = persons::table
        .filter(persons::case_id.eq_any(ids))
        .order((persons::case_id, persons::position))
        .select((persons::case_id, persons::position, persons::family_name, persons::given_names))
        .load(conn)?;
    let in_case = rows.chunk_by(|a, b| a.0 == b.0);
    let label = |group: &[(uuid::Uuid, i32, String, String)]| {
        let (case, _, family, given) = &group[0];
        let name = if given.is_empty() { family.clone() } else { format!("{family}, {given}") };
        (*case, people_label(&name, group.len()))
    };
    Ok(in_case.map(label).collect())
}

/// Puts a case on an agenda, or says what became of its item.
pub(super) fn save_item(
    conn: &mut PgConnection,
    sitting: SittingId,
    case: CaseId,
    state: ItemState,
) -> QueryResult<()> {
    let last: Option<i32> = agenda_items::table
        .filter(agenda_items::sitting_id.eq(sitting.0))
        .select(max(agenda_items::position))
        .first(conn)?;
    diesel::insert_into(agenda_items::table)
        .values((
            agenda_items::sitting_id.eq(sitting.0),
            agenda_items::case_id.eq(case.0),
            agenda_items::position.eq(last.unwrap_or(0) + 1),
            agenda_items::state.eq(AsText(state)),
        ))
        .on_conflict((agenda_items::sitting_id, agenda_items::case_id))
        .do_update()
        .set(agenda_items::state.eq(AsText(state)))
        .execute(conn)?;
    Ok(())
}

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
