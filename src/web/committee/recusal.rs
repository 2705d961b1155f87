use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::round::{self, OpenRound};
use crate::{
    Now, Problem, acts,
    procedure::{CommitteeRoundId, Right, SeatHolder, UserId},
    storage::{Db, RoundItem},
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
    path: Path<(CommitteeRoundId, i32)>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let (id, position) = *path;
    let open = round::open(&db, &by, Right::RecordRecusal, id, now).await?;
    Ok(page(&by, &open, open.item(position)?, &Refused::unchanged()))
}

pub(in crate::web) async fn submit(
    path: Path<(CommitteeRoundId, i32)>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<RecusalForm>,
) -> Result<HttpResponse, Problem> {
    let (id, position) = *path;
    let open = round::open(&db, &by, Right::RecordRecusal, id, now).await?;
    let item = open.item(position)?;
    let Ok(user) = input.user.parse::<UserId>() else {
        let refused = Refused::of(Problem::field("user", "Bitte wählen, wer befangen ist."))?;
        return Ok(refused.answer(&page(&by, &open, item, &refused)));
    };
    if !choices(&by, &open, item).iter().any(|it| it.0 == user) {
        return Err(Problem::NotFound);
    }
    let onward = open.address();
    let (actor, key, case) = (by.actor.clone(), input.key, item.case);
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

/// Who can still be recused in the case: for staff everybody on a seat and the user; others only
/// declare for themselves.
fn choices(by: &SignedIn, open: &OpenRound, item: &RoundItem) -> Vec<(UserId, String)> {
    let own = (by.actor.user, format!("{} (ich selbst)", by.name));
    let holders = open.seats.iter().flat_map(|(seat, _)| {
        [SeatHolder::Member, SeatHolder::Deputy].map(|holder| (holder, seat.named(holder)))
    });
    let named = holders.filter_map(|(holder, named)| {
        let (name, user) = named?;
        let role = if holder == SeatHolder::Deputy { " (Stellvertretung)" } else { "" };
        user.map(|it| (it, format!("{name}{role}")))
    });
    let others = named.filter(|it| open.staff && it.0 != by.actor.user);
    let all = others.chain(std::iter::once(own));
    all.filter(|it| !item.recused.contains(&it.0)).collect()
}

fn page(by: &SignedIn, open: &OpenRound, item: &RoundItem, refused: &Refused) -> Markup {
    let choices = choices(by, open, item);
    let options: Vec<_> = choices.iter().map(|it| (it.0.to_string(), it.1.as_str())).collect();
    let fields = html! {
        (hidden("key", fresh_id()))
        @if open.staff {
            (Field::new("user", "Wer ist befangen?").errors(&refused.errors)
                .radios(options.iter().map(|it| (it.0.as_str(), it.1))))
        } @else { (hidden("user", by.actor.user)) }
        div.buttons {
            (button(Look::Primary, "Befangenheit festhalten"))
            (link_button(Look::Tertiary, &open.address(), "Abbrechen"))
        }
    };
    let title =
        if open.staff { "Befangenheit festhalten" } else { "Eigene Befangenheit erklären" };
    let action = format!("{}/befangenheit", open.item_address(item.position));
    let content = html! {
        section {
            h2 { (title) ": " (item.number) }
            p { "Wer befangen ist, wirkt bei diesem Vorgang nicht mit und sieht ab sofort weder die Personen noch die Unterlagen (§§ 20, 21 VwVfG). Für ein Mitglied wirkt die Stellvertretung mit, wenn sie nicht selbst befangen ist." }
            (post_form(by, &action, &fields))
        }
    };
    Page::new(by, title).header(open.header()).errors(&refused.errors).show(&content)
}
