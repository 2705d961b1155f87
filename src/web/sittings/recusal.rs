use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    head,
    room::{self, Room},
};
use crate::{
    Now, Problem, acts,
    procedure::{Right, SittingId, UserId},
    storage::{AgendaItem, Db, Holder, Seat},
    web::{
        clock::fresh_id,
        components::{Field, Look, button, hidden, link_button, post_form},
        form::Form,
        frame::Page,
        refused::Refused,
        see_other,
        session::SignedIn,
    },
};

#[derive(Deserialize)]
pub(in crate::web) struct RecusalForm {
    key: Uuid,
    #[serde(default)]
    user: String,
}

pub(in crate::web) async fn show(
    by: SignedIn,
    path: Path<(SittingId, i32)>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let (id, position) = *path;
    let room = room::open(&db, &by, Right::RecordRecusal, id, now).await?;
    Ok(page(&by, &room, room.item(position)?, &Refused::unchanged()))
}

pub(in crate::web) async fn submit(
    path: Path<(SittingId, i32)>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<RecusalForm>,
) -> Result<HttpResponse, Problem> {
    let (id, position) = *path;
    let room = room::open(&db, &by, Right::RecordRecusal, id, now).await?;
    let Ok(user) = input.user.parse::<UserId>() else {
        let refused = Refused::of(Problem::field("user", "Bitte wählen, wer befangen ist."))?;
        let shown = page(&by, &room, room.item(position)?, &refused);
        return Ok(refused.answer(&shown));
    };
    let offered = choices(&by, &room, room.item(position)?);
    if !offered.iter().any(|it| it.0 == user) {
        return Err(Problem::NotFound);
    }
    // Who is recused does not see the item from now on.
    let item_stays = room.staff && user != by.actor.user;
    let onward = if item_stays { room.item_address(position) } else { room.address() };
    let (actor, key, case) = (by.actor.clone(), input.key, room.item(position)?.case);
    let location = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                acts::record_recusal(conn, &actor, (case, user), now)?;
                Ok(onward)
            })
        })
        .await?;
    Ok(see_other(&location))
}

/// Who can still be recused in the item: for staff every seat holder with an account and the
/// user; a member only declares for themselves.
fn choices(by: &SignedIn, room: &Room, item: &AgendaItem) -> Vec<(UserId, String)> {
    let own = (by.actor.user, format!("{} (ich selbst)", by.name));
    let holders = room
        .seats
        .iter()
        .flat_map(|seat| [Holder::Member, Holder::Deputy].map(|holder| named(seat, holder)));
    let holders = holders.flatten().filter(|it| room.staff && it.0 != by.actor.user);
    let all = holders.chain(std::iter::once(own));
    all.filter(|it| !item.recused.contains(&it.0)).collect()
}

fn named(seat: &Seat, holder: Holder) -> Option<(UserId, String)> {
    let (name, user) = seat.holder(holder);
    let role = match holder {
        Holder::Member => "",
        Holder::Deputy => "Stellvertretung, ",
    };
    user.map(|it| (it, format!("{name} ({role}{})", seat.body)))
}

/// Seat holders whose recusal nobody could enforce, because they have no account.
fn without_account(room: &Room) -> Vec<&str> {
    let holders = room
        .seats
        .iter()
        .flat_map(|seat| [Holder::Member, Holder::Deputy].map(|holder| seat.holder(holder)));
    holders.filter(|it| !it.0.is_empty() && it.1.is_none()).map(|it| it.0).collect()
}

fn page(by: &SignedIn, room: &Room, item: &AgendaItem, refused: &Refused) -> Markup {
    let address = room.item_address(item.position);
    let back = if room.staff { address.clone() } else { room.address() };
    let fields = html! {
        (hidden("key", fresh_id()))
        @if room.staff { (choice(by, room, item, refused)) } @else {
            (hidden("user", by.actor.user))
        }
        div.buttons {
            (button(Look::Primary, "Befangenheit festhalten"))
            (link_button(Look::Tertiary, &back, "Abbrechen"))
        }
    };
    let title =
        if room.staff { "Befangenheit festhalten" } else { "Eigene Befangenheit erklären" };
    let content = html! {
        section {
            h2 { (title) }
            p { "Wer befangen ist, verlässt für diesen Punkt den Raum, zählt bei ihm nicht als anwesend und sieht ab sofort weder die Personen noch die Unterlagen dieses Vorgangs (§§ 20, 21 VwVfG)." }
            (post_form(by, &format!("{address}/befangenheit"), &fields))
        }
    };
    Page::new(by, title)
        .header(head::header(room, Some(item)))
        .errors(&refused.errors)
        .show(&content)
}

fn choice(by: &SignedIn, room: &Room, item: &AgendaItem, refused: &Refused) -> Markup {
    let choices = choices(by, room, item);
    let options: Vec<_> = choices.iter().map(|it| (it.0.to_string(), it.1.as_str())).collect();
    let missing = without_account(room);
    html! {
        (Field::new("user", "Wer ist befangen?").errors(&refused.errors)
            .radios(options.iter().map(|it| (it.0.as_str(), it.1))))
        @if !missing.is_empty() {
            p.muted {
                "Ohne Benutzerkonto und daher nicht wählbar: " (missing.join(", "))
                ". Bitte lassen Sie ein Konto anlegen oder vermerken Sie, dass die Person geht."
            }
        }
    }
}
