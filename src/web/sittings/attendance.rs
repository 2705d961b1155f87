use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    item,
    room::{self, Room},
    show, words,
};
use crate::{
    Now, Problem,
    acts::{self, Movement},
    now::wall_time,
    procedure::{FieldError, Right, SeatId, SittingId},
    storage::{Db, Holder, Seat},
    web::{
        clock::fresh_id,
        components::{Field, Look, hidden, no_default_button, post_form, spoken_button},
        days,
        form::Form,
        refused::Refused,
        see_other,
        session::SignedIn,
    },
};

#[derive(Deserialize)]
pub(in crate::web) struct MovementForm {
    key: Uuid,
    at: String,
    /// The seat and who moves: `<seat>:member`, `<seat>:deputy`, `<seat>:leaves`.
    movement: String,
    /// The item at hand, to go back to it.
    #[serde(default)]
    top: Option<i32>,
}

impl MovementForm {
    fn movement(&self) -> Result<(SeatId, Movement), Problem> {
        let unreadable = || Problem::Unreadable("Bitte wählen, wer kommt oder geht.".to_owned());
        let (seat, movement) = self.movement.split_once(':').ok_or_else(unreadable)?;
        let movement = match movement {
            "member" => Movement::Arrives(Holder::Member),
            "deputy" => Movement::Arrives(Holder::Deputy),
            "leaves" => Movement::Leaves,
            _ => return Err(unreadable()),
        };
        Ok((seat.parse().map_err(|_| unreadable())?, movement))
    }
}

pub(in crate::web) async fn submit(
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<MovementForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareSittings)?;
    let id = *id;
    let (seat, movement) = input.movement()?;
    let (actor, key, top) = (by.actor.clone(), input.key, input.top);
    let recorded = match days::parse_time(&input.at) {
        None => Err(Problem::field("at", "Bitte die Uhrzeit angeben (HH:MM).")),
        Some(at) => {
            let deed = move |conn: &mut _| {
                acts::record_attendance(conn, &actor, (id, seat), (movement, at), now)?;
                Ok(top.map_or(format!("/sitzungen/{id}"), |it| format!("/sitzungen/{id}/top/{it}")))
            };
            let actor = by.actor.clone();
            db.write(move |conn| acts::once(conn, &actor, key, deed)).await
        }
    };
    match recorded {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let room = room::enter(&db, &by.actor, id, now).await?;
            let shown = Shown { at: Some(&input.at), errors: &refused.errors };
            let page = match top {
                Some(position) => {
                    item::page_with_attendance(&by, &room, position, &db, shown).await?
                }
                None => show::page(&by, &room, shown),
            };
            Ok(refused.answer(&page))
        }
    }
}

/// What the attendance form says: the time typed, and what is wrong with it.
#[derive(Clone, Copy, Default)]
pub(super) struct Shown<'a> {
    pub(super) at: Option<&'a str>,
    pub(super) errors: &'a [FieldError],
}

/// Who is there: to be recorded on the day of the sitting, to be read afterwards.
pub(super) fn section(by: &SignedIn, room: &Room, top: Option<i32>, shown: Shown) -> Markup {
    let recordable =
        room.sitting.state.takes_attendance() && room.sitting.held_on <= room.now.today;
    html! {
        @if recordable {
            section aria-labelledby="anwesenheit" {
                h2 id="anwesenheit" { "Anwesenheit" }
                (form(by, room, top, shown))
            }
        } @else if !room.attendance.is_empty() {
            section aria-labelledby="anwesenheit" {
                h2 id="anwesenheit" { "Anwesenheit" }
                ul.seats { @for seat in &room.seats { (card(room, seat, None)) } }
            }
        }
    }
}

fn form(by: &SignedIn, room: &Room, top: Option<i32>, shown: Shown) -> Markup {
    let now = words::time(wall_time(room.now.at));
    let at = shown.at.unwrap_or(&now);
    let fields = html! {
        // Enter in the time field must not send somebody in or out.
        (no_default_button())
        (hidden("key", fresh_id()))
        @if let Some(top) = top { (hidden("top", top)) }
        (Field::new("at", "Uhrzeit").hint("Kommen oder Gehen, HH:MM").value(at).errors(shown.errors).time())
        ul.seats { @for seat in &room.seats { (card(room, seat, Some(()))) } }
    };
    post_form(by, &format!("{}/anwesenheit", room.address()), &fields)
}

fn card(room: &Room, seat: &Seat, recordable: Option<()>) -> Markup {
    let there = room.on(seat);
    let name = there.map_or(seat.member.as_str(), |it| seat.holder(it.holder).0);
    html! {
        li.seat.away[there.is_none()] {
            strong { @if seat.is_vacant() { "nicht besetzt" } @else { (name) @if seat.chair { " (Vorsitz)" } } }
            div.muted { (seat.body) }
            div { (presence(room, seat)) }
            @if recordable.is_some() { (buttons(room, seat)) }
        }
    }
}

fn presence(room: &Room, seat: &Seat) -> String {
    let closed = room.times.closed_at.map(wall_time);
    let past: Vec<_> = room.attendance.iter().filter(|it| it.seat == seat.id).collect();
    let spans = past.iter().map(|it| {
        let who = match it.holder {
            Holder::Member => "",
            Holder::Deputy => "Stellvertretung ",
        };
        match it.left_at.or(closed) {
            None => format!("{who}anwesend seit {}", words::time(it.came_at)),
            Some(left) => format!("{who}{} bis {}", words::time(it.came_at), words::time(left)),
        }
    });
    let spans: Vec<_> = spans.collect();
    if spans.is_empty() { "nicht anwesend".to_owned() } else { spans.join("; ") }
}

fn buttons(room: &Room, seat: &Seat) -> Markup {
    let value = |movement: &str| format!("{}:{movement}", seat.id);
    let press = |label: &str, who: &str, movement: &str| {
        spoken_button(Look::Secondary, (label, who), ("movement", &value(movement)))
    };
    html! {
        div.inline {
            @match room.on(seat) {
                Some(it) => (press("Geht", seat.holder(it.holder).0, "leaves")),
                None => {
                    @if !seat.is_vacant() { (press("Mitglied kommt", &seat.member, "member")) }
                    @if !seat.deputy.is_empty() { (press("Stellvertretung kommt", &seat.deputy, "deputy")) }
                },
            }
        }
    }
}
