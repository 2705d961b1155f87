use actix_web::web::Data;
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use super::{rhythm::rhythm_warning, words};
use crate::{
    Now, Problem, acts,
    procedure::{Right, Sitting, SittingId},
    storage::{self, Db, SittingsQuery},
    web::{
        components::{Look, Tone, alert, link_button, table},
        form::Query,
        frame::Page,
        session::SignedIn,
    },
};

const PER_PAGE: u8 = 25;

/// Where the page begins: behind this sitting.
#[derive(Deserialize)]
pub(in crate::web) struct Place {
    tag: Option<NaiveDate>,
    nach: Option<SittingId>,
}

pub(in crate::web) async fn show(
    by: SignedIn,
    Query(place): Query<Place>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    by.require(Right::ReadSittings)?;
    let staff = by.actor.may(Right::PrepareSittings);
    let asked = SittingsQuery {
        member: (!staff).then_some(by.actor.user),
        after: place.tag.zip(place.nach),
        limit: i64::from(PER_PAGE) + 1,
    };
    let (sittings, gaps) = db
        .read(move |conn| {
            let gaps = if staff { acts::rhythm_gaps(conn, now.today)? } else { Vec::new() };
            Ok((storage::sittings(conn, asked, now)?, gaps))
        })
        .await?;
    let content = html! { (rhythm_warning(&gaps, now.today)) (view(&sittings, staff)) };
    Ok(Page::new(&by, "Sitzungen").show(&content))
}

fn view(sittings: &[Sitting], staff: bool) -> Markup {
    let shown = &sittings[..sittings.len().min(PER_PAGE.into())];
    let next = shown.last().filter(|_| sittings.len() > shown.len());
    let rows: Vec<_> = shown.iter().map(row).collect();
    html! {
        @if staff {
            div.buttons { (link_button(Look::Primary, "/sitzungen/neu", "Sitzung planen")) }
        }
        @if shown.is_empty() { (nothing(staff)) } @else {
            (table("Sitzungen", &["Sitzung", "Tag", "Ort", "Stand", "Tagesordnung"], &rows))
        }
        @if let Some(last) = next {
            @let href = format!("/sitzungen?tag={}&nach={}", last.held_on, last.id);
            div.buttons { (link_button(Look::Secondary, &href, "Frühere Sitzungen")) }
        }
    }
}

fn nothing(staff: bool) -> Markup {
    let text = if staff {
        "Es ist noch keine Sitzung geplant."
    } else {
        "Zurzeit sind Sie zu keiner Sitzung eingeladen. Sobald eine Einladung versandt ist, steht die Sitzung hier."
    };
    alert(Tone::Info, "Keine Sitzungen", &html! { p { (text) } })
}

fn row(it: &Sitting) -> Vec<Markup> {
    let items = match (it.cases, it.items_open) {
        (0, _) => "leer".to_owned(),
        (all, 0) => words::cases(all),
        (all, open) if open == all => words::cases(all),
        (all, open) => format!("{}, {open} offen", words::cases(all)),
    };
    vec![
        html! { a.kern-link.number href={ "/sitzungen/" (it.id) } { (words::number(it)) } },
        html! {
            time datetime=(it.held_on) { (words::day(it.held_on)) }
            ", " (words::time(it.starts_at)) " Uhr"
        },
        html! { (it.place) },
        words::state(it.state),
        html! { (items) },
    ]
}

/// Sittings still to come, in short.
pub(in crate::web) fn ahead(sittings: &[Sitting]) -> Markup {
    html! { ul.why { @for it in sittings {
        li {
            a.kern-link href={ "/sitzungen/" (it.id) } { (words::number(it)) } " "
            (words::state(it.state))
            div {
                time datetime=(it.held_on) { (words::day(it.held_on)) }
                ", " (words::time(it.starts_at)) " Uhr, " (words::cases(it.cases))
            }
        }
    } } }
}
