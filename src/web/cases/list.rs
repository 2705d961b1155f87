//! The worklist: cases by urgency, a page at a time, the filter in the address.

use actix_web::web::Data;
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    Now, Problem,
    procedure::{Actor, CaseRelation, Right, Stage, may_read_case},
    storage::{self, Db, WorklistQuery, WorklistRow},
    web::{
        components::{Look, Tone, alert, badge, deadline, link_button, table},
        days,
        form::Query,
        frame::Page,
        session::SignedIn,
    },
};

pub(super) const PER_PAGE: i64 = 50;

/// What stands in the address: stages by name, and where the page begins.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct ListForm {
    #[serde(default)]
    stand: Vec<String>,
    nach: Option<String>,
}

pub(super) async fn show(
    by: SignedIn,
    Query(form): Query<ListForm>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    by.require(Right::ListCases)?;
    let open = stages_open_to(&by.actor);
    let chosen: Vec<Stage> = form.stand.iter().filter_map(|it| it.parse().ok()).collect();
    let chosen: Vec<Stage> = open.iter().copied().filter(|it| chosen.contains(it)).collect();
    let asked = WorklistQuery {
        stages: asked_stages(&open, &chosen),
        reconsidered: chosen.is_empty() && sees_reconsidered(&by.actor),
        name: None,
        after: form.nach.clone(),
        limit: PER_PAGE + 1,
    };
    let user = by.actor.user;
    let rows = db.read(move |conn| Ok(storage::worklist(conn, user, &asked)?)).await?;
    Ok(Page::new(&by, "Fälle").show(&view(&by, (&open, &chosen), rows, now)))
}

/// The policy of reading decides which stages a list may show.
pub(super) fn stages_open_to(actor: &Actor) -> Vec<Stage> {
    let open = |stage: &&Stage| may_read_case(actor, CaseRelation::at(**stage));
    Stage::ALL.iter().filter(open).copied().collect()
}

/// Whether cases of other stages come before the user again when a ground appears after the
/// Annahme.
pub(super) fn sees_reconsidered(actor: &Actor) -> bool {
    let again = CaseRelation { reconsidered: true, ..CaseRelation::at(Stage::Admitted) };
    may_read_case(actor, again)
}

/// Without a choice: whatever is open to the user; the storage then leaves out what is filed.
fn asked_stages(open: &[Stage], chosen: &[Stage]) -> Vec<Stage> {
    match (chosen, open) {
        ([], all) if all.len() == Stage::ALL.len() => Vec::new(),
        ([], some) => some.to_vec(),
        (chosen, _) => chosen.to_vec(),
    }
}

fn view(
    by: &SignedIn,
    (open, chosen): (&[Stage], &[Stage]),
    mut rows: Vec<WorklistRow>,
    now: Now,
) -> Markup {
    let next = next_page(&mut rows).map(|key| {
        let link = address(chosen);
        format!("{link}{}nach={key}", if chosen.is_empty() { '?' } else { '&' })
    });
    html! {
        @if open.len() > 1 { (chips(open, chosen)) }
        @if rows.is_empty() { (nothing(by, chosen)) } @else { (lines("Fälle nach Dringlichkeit", &rows, now)) }
        @if let Some(next) = next {
            div.buttons { (link_button(Look::Secondary, &next, "Weitere Fälle")) }
        }
    }
}

/// Takes the line that is one too many off; the page after begins behind the last that stays.
pub(super) fn next_page(rows: &mut Vec<WorklistRow>) -> Option<String> {
    let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    if rows.len() <= per_page {
        return None;
    }
    rows.truncate(per_page);
    rows.last().map(|it| it.key.clone())
}

fn address(stages: &[Stage]) -> String {
    let parts: Vec<_> = stages.iter().map(|it| format!("stand={it}")).collect();
    if parts.is_empty() { "/faelle".to_owned() } else { format!("/faelle?{}", parts.join("&")) }
}

/// One chip per stage; each adds its stage to the choice or takes it out.
fn chips(open: &[Stage], chosen: &[Stage]) -> Markup {
    let toggled = |stage: Stage| {
        let keeps = |it: &Stage| chosen.contains(it) != (*it == stage);
        address(&open.iter().copied().filter(keeps).collect::<Vec<_>>())
    };
    html! {
        nav aria-label="Nach Stand filtern" { ul.chips {
            li.muted aria-hidden="true" { "Stand:" }
            @for stage in open {
                @let on = chosen.contains(stage);
                li { a href=(toggled(*stage)) aria-current=[on.then_some("true")] {
                    (stage.label())
                    @if on { span aria-hidden="true" { " ×" } span.kern-sr-only { " – Filter entfernen" } }
                } }
            }
            @if !chosen.is_empty() { li { a href="/faelle" { "zurücksetzen" } } }
        } }
    }
}

fn nothing(by: &SignedIn, chosen: &[Stage]) -> Markup {
    let text = html! {
        p { "In dieser Auswahl ist nichts zu tun." }
        @if !chosen.is_empty() { p { a.kern-link href="/faelle" { "Alle laufenden Fälle zeigen" } } }
        @if by.actor.may(Right::Register) {
            p { a.kern-link href="/faelle/neu" { "Antrag erfassen" } }
        }
    };
    alert(Tone::Info, "Keine Fälle", &text)
}

/// The table of a list or of what was found.
pub(super) fn lines(caption: &str, rows: &[WorklistRow], now: Now) -> Markup {
    const HEADS: [&str; 6] =
        ["Aktenzeichen", "Personen", "Ausländerbehörde", "Stand", "Frist", "Eingang"];
    let rows: Vec<_> = rows.iter().map(|it| line(it, now)).collect();
    table(caption, &HEADS, &rows)
}

fn line(it: &WorklistRow, now: Now) -> Vec<Markup> {
    vec![
        html! {
            a.kern-link.number href={ "/faelle/" (it.id) } { (it.number) }
            @if it.urgent { " " (badge(Tone::Danger, "Eilfall")) }
        },
        html! { (it.people) },
        html! { (it.authority) },
        html! { (it.stage.label()) },
        html! { @match it.deadline {
            Some(at) => {
                (deadline(at.due_on, now.today))
                br; span.muted { (at.kind.label()) }
            },
            None => span.muted { "keine Frist" },
        } },
        html! { time datetime=(it.received_on) { (days::german(it.received_on)) } },
    ]
}
