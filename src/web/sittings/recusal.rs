use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    head,
    room::{self, Room},
};
use crate::{
    Now, Problem,
    procedure::{Right, SittingId, UserId},
    storage::{AgendaItem, Db, Holder, Seat},
    web::{
        components::post_form,
        form::Form,
        frame::Page,
        recusing::{self, Choices, RecusalForm},
        refused::Refused,
        session::SignedIn,
    },
};

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
    let item = room.item(position)?;
    let choices = choices(&by, &room, item);
    // Who is recused does not see the item from now on.
    let onward = |user: UserId| {
        let item_stays = room.staff && user != by.actor.user;
        if item_stays { room.item_address(position) } else { room.address() }
    };
    let of_case = (item.case, &choices);
    let recorded = recusing::record(&db, (&by, &input), of_case, onward, now).await?;
    Ok(recorded.unwrap_or_else(|refused| refused.answer(&page(&by, &room, item, &refused))))
}

fn choices(by: &SignedIn, room: &Room, item: &AgendaItem) -> Choices {
    let holders = room
        .seats
        .iter()
        .flat_map(|seat| [Holder::Member, Holder::Deputy].map(|holder| named(seat, holder)));
    recusing::choices(by, holders.flatten().filter(|_| room.staff), &item.recused)
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
    let (address, choices) = (room.item_address(item.position), choices(by, room, item));
    let back = if room.staff { address.clone() } else { room.address() };
    let (title, note) = (recusing::title(room.staff), not_to_be_chosen(room));
    let fields = recusing::fields(by, (room.staff, &choices), (&note, &back), refused);
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

fn not_to_be_chosen(room: &Room) -> Markup {
    let missing = without_account(room);
    html! { @if !missing.is_empty() {
        p.muted {
            "Ohne Benutzerkonto und daher nicht wählbar: " (missing.join(", "))
            ". Bitte lassen Sie ein Konto anlegen oder vermerken Sie, dass die Person geht."
        }
    } }
}
