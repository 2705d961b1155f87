use actix_web::web::{Data, Path};
use maud::{Markup, html};

use super::{
    presence,
    round::{self, Line, OpenRound},
    steps, words,
};
use crate::{
    Now, Problem,
    procedure::{CommitteeRoundId, FieldError, RoundItemState, RoundState, StepKind},
    storage::{Db, RoundItem},
    web::{
        clock::fresh_id,
        components::{
            Look, Tone, alert, badge, hidden, link_button, post_form, spoken_button, table,
        },
        frame::Page,
        session::SignedIn,
    },
};

pub(in crate::web) async fn show(
    by: SignedIn,
    id: Path<CommitteeRoundId>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let open = round::enter(&db, &by.actor, *id, now).await?;
    Ok(page(&by, &open, &[]))
}

/// The round as a whole; `errors` are those of a form on it.
pub(super) fn page(by: &SignedIn, open: &OpenRound, errors: &[FieldError]) -> Markup {
    let content = html! {
        section { h2 { "Vorgänge" } (items(by, open)) (papers(open)) }
        (presence::section(by, open))
    };
    let title = words::title(&open.round);
    let page = Page::new(by, &title).header(open.header()).errors(errors);
    if open.staff { page.rail(steps::rail(by, open)).show(&content) } else { page.show(&content) }
}

fn items(by: &SignedIn, open: &OpenRound) -> Markup {
    let takes_items = open.staff && open.round.state.takes_items();
    let rows: Vec<_> = open.lines.iter().map(|it| row(by, open, it)).collect();
    html! {
        @if open.lines.is_empty() {
            (alert(Tone::Info, "Noch kein Vorgang gewählt", &html! {
                p { "Wählen Sie Vorgänge, in denen alle Ausschlussgründe geprüft sind." }
            }))
        } @else {
            (table("Vorgänge", &["Nr.", "Aktenzeichen", "Personen", "Stand", "Befangen", "Aktion"], &rows))
        }
        @if takes_items {
            div.buttons {
                (link_button(Look::Secondary, &format!("{}/faelle", open.address()), "Vorgänge aufnehmen"))
            }
        }
    }
}

fn row(by: &SignedIn, open: &OpenRound, line: &Line) -> Vec<Markup> {
    let Some(item) = &line.item else {
        let nothing = || html! {};
        let recused = html! { "befangen" };
        return vec![
            html! { (line.position) },
            recused,
            nothing(),
            nothing(),
            nothing(),
            nothing(),
        ];
    };
    vec![
        html! { (item.position) },
        html! {
            a.kern-link.number href={ "/faelle/" (item.case) } { (item.number) }
            @if item.urgent { " " (badge(Tone::Danger, "Eilfall")) }
        },
        html! { (item.people) },
        words::item_state(item.state),
        html! { @if open.staff { (open.recused_names(item).join(", ")) } },
        actions(by, open, item),
    ]
}

fn actions(by: &SignedIn, open: &OpenRound, item: &RoundItem) -> Markup {
    let running = item.state == RoundItemState::Open && open.round.state.takes_items();
    let address = open.item_address(item.position);
    let recusal = if open.staff { "Befangenheit" } else { "Eigene Befangenheit erklären" };
    let number = item.number.to_string();
    html! { div.actions {
        @if item.state.is_on_it() { a.kern-link href={ (address) "/bogen" } { "Bogen" span.kern-sr-only { " zu " (number) } } }
        @if running && open.round.state.is_running() {
            (decide(by, open, item))
            a.kern-link href={ (address) "/befangenheit" } {
                (recusal) span.kern-sr-only { " zu " (number) }
            }
        }
        @if running && open.staff {
            (post_form(by, &format!("{address}/absetzen"), &html! {
                (hidden("key", fresh_id()))
                (hidden("version", open.round.version.0))
                (spoken_button(Look::Tertiary, ("Absetzen", &number), ("tun", "absetzen")))
            }))
        }
    } }
}

/// Only who records what the committee has decided is led to the form.
fn decide(by: &SignedIn, open: &OpenRound, item: &RoundItem) -> Markup {
    let step = StepKind::DecideAdmissibility;
    let records =
        by.actor.hat(step.rule().by).is_some() && open.round.is_in_session(open.now.today);
    html! { @if records {
        a.kern-link href={ "/faelle/" (item.case) "/schritte/" (step) } {
            "Beschluss festhalten" span.kern-sr-only { " zu " (item.number) }
        }
    } }
}

/// What can be printed.
fn papers(open: &OpenRound) -> Markup {
    let shown = |it: &Line| it.item.as_ref().is_some_and(|it| it.state.is_on_it());
    let closed = open.round.state == RoundState::Closed;
    html! { div.buttons {
        @if open.lines.iter().any(shown) {
            (link_button(Look::Secondary, &format!("{}/boegen", open.address()), "Vorprüfungsbögen"))
        }
        @if closed {
            (link_button(Look::Secondary, &format!("{}/protokoll", open.address()), "Protokoll"))
        }
    } }
}
