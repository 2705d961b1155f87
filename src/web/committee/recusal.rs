use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::round::{self, OpenRound};
use crate::{
    Now, Problem,
    procedure::{CommitteeRoundId, Right, SeatHolder},
    storage::{Db, RoundItem},
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
    let choices = choices(&by, &open, item);
    let of_case = (item.case, &choices);
    let recorded = recusing::record(&db, (&by, &input), of_case, |_| open.address(), now).await?;
    Ok(recorded.unwrap_or_else(|refused| refused.answer(&page(&by, &open, item, &refused))))
}

fn choices(by: &SignedIn, open: &OpenRound, item: &RoundItem) -> Choices {
    let holders = open.seats.iter().flat_map(|(seat, _)| {
        [SeatHolder::Member, SeatHolder::Deputy].map(|holder| (holder, seat.named(holder)))
    });
    let named = holders.filter_map(|(holder, named)| {
        let (name, user) = named?;
        let role = if holder == SeatHolder::Deputy { " (Stellvertretung)" } else { "" };
        user.map(|it| (it, format!("{name}{role}")))
    });
    recusing::choices(by, named.filter(|_| open.staff), &item.recused)
}

fn page(by: &SignedIn, open: &OpenRound, item: &RoundItem, refused: &Refused) -> Markup {
    let choices = choices(by, open, item);
    let (title, back) = (recusing::title(open.staff), open.address());
    let fields = recusing::fields(by, (open.staff, &choices), (&html! {}, &back), refused);
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
