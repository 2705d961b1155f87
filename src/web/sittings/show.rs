use actix_web::web::{Data, Path};
use maud::{Markup, html};

use super::{
    attendance,
    head::{self, item_state, shows_results},
    room::{self, Line, Room},
    steps_rail, words,
};
use crate::{
    Now, Problem,
    procedure::{ItemState, SittingId, SittingState, StepKind},
    storage::{AgendaItem, Db},
    web::{
        components::{Look, Tone, alert, badge, link_button, table},
        frame::Page,
        session::SignedIn,
    },
};

pub(in crate::web) async fn show(
    by: SignedIn,
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let room = room::enter(&db, &by.actor, *id, now).await?;
    Ok(page(&by, &room, attendance::Shown::default()))
}

/// The sitting as a whole; `shown` is what the attendance form says.
pub(super) fn page(by: &SignedIn, room: &Room, shown: attendance::Shown) -> Markup {
    let errors = shown.errors;
    let content = html! {
        @if room.staff { (attendance::section(by, room, None, shown)) }
        section {
            h2 { "Tagesordnung" }
            (agenda(room))
        }
    };
    let title = format!("Sitzung {}", words::number(&room.sitting));
    let page = Page::new(by, &title).header(head::header(room, None)).errors(errors);
    match rail(by, room) {
        Some(rail) => page.rail(rail).show(&content),
        None => page.show(&content),
    }
}

/// What can be done, and what was written; nothing for a member before the minutes.
fn rail(by: &SignedIn, room: &Room) -> Option<Markup> {
    let papers = papers(room);
    if !room.staff {
        return papers;
    }
    Some(html! { (steps_rail::steps(by, room)) (papers.unwrap_or_default()) })
}

fn agenda(room: &Room) -> Markup {
    let takes_items = room.staff && room.sitting.state.takes_items();
    let rows: Vec<_> = room.lines.iter().map(|it| row(room, it)).collect();
    html! {
        @if room.lines.is_empty() {
            (alert(Tone::Info, "Die Tagesordnung ist leer", &html! {
                p { @if takes_items { "Nehmen Sie Vorgänge auf, die zur Annahme anstehen oder sitzungsreif sind." } @else { "Zu dieser Sitzung steht nichts an." } }
            }))
        } @else {
            (table("Tagesordnung", &["TOP", "Aktenzeichen", "Gegenstand", "Personen", "Stand", "Befangen"], &rows))
        }
        @if takes_items {
            div.buttons {
                (link_button(Look::Secondary, &format!("{}/tagesordnung", room.address()), "Vorgänge aufnehmen"))
            }
        }
    }
}

fn row(room: &Room, line: &Line) -> Vec<Markup> {
    let Some(item) = &line.item else {
        let nothing = || html! {};
        return vec![
            html! { "TOP " (line.position) " – befangen" },
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            nothing(),
        ];
    };
    vec![
        html! { "TOP " (item.position) },
        html! {
            a.kern-link.number href=(place(room, item)) { (item.number) }
            @if item.urgent { " " (badge(Tone::Danger, "Eilfall")) }
        },
        html! { (item.subject.label()) },
        html! { (item.people) },
        html! { (item_state(item, shows_results(room))) (stale(room, item)) },
        recusal(room, item),
    ]
}

/// What is left to do before the case can be decided, and leads there.
fn stale(room: &Room, item: &AgendaItem) -> Markup {
    html! { @if room.stale.contains(&item.case) {
        br;
        a.kern-link href={ "/faelle/" (item.case) "/schritte/" (StepKind::RecordFindings) } {
            "△ Befunde erneut bestätigen"
            span.kern-sr-only { " zu TOP " (item.position) }
        }
    } }
}

/// Who holds the sitting goes to the item, who reads it to the case.
fn place(room: &Room, item: &AgendaItem) -> String {
    if room.staff { room.item_address(item.position) } else { format!("/faelle/{}", item.case) }
}

fn recusal(room: &Room, item: &AgendaItem) -> Markup {
    let names = room.recused_names(item);
    let may_declare = !room.staff && item.state == ItemState::Open;
    html! {
        @if room.staff { (names.join(", ")) }
        @if may_declare {
            a.kern-link href={ (room.item_address(item.position)) "/befangenheit" } {
                "Eigene Befangenheit erklären"
                span.kern-sr-only { " zu TOP " (item.position) }
            }
        }
    }
}

fn papers(room: &Room) -> Option<Markup> {
    let state = room.sitting.state;
    let minuted = state.is_held();
    let invited = room.staff && !matches!(state, SittingState::Planned | SittingState::Cancelled);
    let link = |place: &str, label: &str| {
        html! { li { a.kern-link href={ (room.address()) "/" (place) } { (label) } } }
    };
    let papers = html! {
        section {
            h2 { "Schreiben" }
            ul.why {
                @if minuted { (link("protokoll", "Protokoll (PDF)")) }
                @if invited { (link("einladungen", "Einladungen")) }
            }
        }
    };
    (minuted || invited).then_some(papers)
}
