//! The worklist: cases by urgency, a page at a time, the filter in the address.

use actix_web::web::Data;
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    Now, Problem,
    procedure::{Actor, CaseRelation, Right, Stage, awaited_step, may_read_case, next_step},
    storage::{self, Db, WorklistQuery, WorklistRow},
    web::{
        components::{Look, Tone, alert, badge, case_deadline, link_button, table},
        days,
        form::Query,
        frame::Page,
        session::SignedIn,
    },
};

const PER_PAGE: i64 = 50;

/// What stands in the address: stages by name, whether only what is due soon, and where the
/// page begins.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct ListForm {
    #[serde(default)]
    stand: Vec<String>,
    frist: Option<String>,
    nach: Option<String>,
}

/// The value of `frist` that chooses what is due by the end of this week.
const THIS_WEEK: &str = "woche";

/// What a list is narrowed to.
#[derive(Clone, Default)]
struct Filter {
    stages: Vec<Stage>,
    this_week: bool,
}

impl Filter {
    fn is_empty(&self) -> bool {
        self.stages.is_empty() && !self.this_week
    }

    fn address(&self) -> String {
        let mut parts: Vec<_> = self.stages.iter().map(|it| format!("stand={it}")).collect();
        parts.extend(self.this_week.then(|| format!("frist={THIS_WEEK}")));
        if parts.is_empty() { "/faelle".to_owned() } else { format!("/faelle?{}", parts.join("&")) }
    }

    /// With this stage added, or taken out.
    fn toggled(&self, stage: Stage) -> Self {
        let keeps = |it: &Stage| self.stages.contains(it) != (*it == stage);
        Self { stages: Stage::ALL.iter().copied().filter(keeps).collect(), ..self.clone() }
    }
}

/// Where the cases are that are due by the end of this week.
pub(in crate::web) fn due_this_week() -> String {
    Filter { this_week: true, ..Filter::default() }.address()
}

/// Where the cases in this stage are.
pub(in crate::web) fn in_stage(stage: Stage) -> String {
    Filter { stages: vec![stage], ..Filter::default() }.address()
}

pub(super) async fn show(
    by: SignedIn,
    Query(form): Query<ListForm>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    by.require(Right::ListCases)?;
    let only_assigned = reads_only_assigned(&by.actor);
    let open = if only_assigned { &[] } else { Stage::ALL };
    let chosen: Vec<Stage> = form.stand.iter().filter_map(|it| it.parse().ok()).collect();
    let filter = Filter {
        stages: open.iter().copied().filter(|it| chosen.contains(it)).collect(),
        this_week: form.frist.as_deref() == Some(THIS_WEEK),
    };
    let asked = WorklistQuery {
        // Without a choice: all that are not filed.
        stages: filter.stages.clone(),
        reconsidered: false,
        urgent: false,
        assigned: only_assigned.then_some(now),
        due_by: filter.this_week.then(|| days::end_of_week(now.today)),
        after: form.nach.clone(),
        limit: PER_PAGE + 1,
    };
    let user = by.actor.user;
    let rows = db.read(move |conn| Ok(storage::worklist(conn, (user, now.today), &asked)?)).await?;
    Ok(Page::new(&by, "Fälle").show(&view(&by, (open, &filter), rows, now)))
}

/// The policy of reading decides whether a list shows all cases, or only what a published round
/// has put before the user.
pub(in crate::web) fn reads_only_assigned(actor: &Actor) -> bool {
    !may_read_case(actor, CaseRelation::at(Stage::Admissibility))
}

fn view(
    by: &SignedIn,
    (open, filter): (&[Stage], &Filter),
    mut rows: Vec<WorklistRow>,
    now: Now,
) -> Markup {
    let next = next_page(&mut rows).map(|key| {
        let mark = if filter.is_empty() { '?' } else { '&' };
        format!("{}{mark}nach={key}", filter.address())
    });
    html! {
        (chips(open, filter, now))
        @if rows.is_empty() { (nothing(by, filter)) } @else {
            (lines("Fälle nach Dringlichkeit", &rows, &by.actor, now))
        }
        @if let Some(next) = next {
            div.buttons { (link_button(Look::Secondary, &next, "Weitere Fälle")) }
        }
    }
}

/// Takes the line that is one too many off; the page after begins behind the last that stays.
fn next_page(rows: &mut Vec<WorklistRow>) -> Option<String> {
    let per_page = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    if rows.len() <= per_page {
        return None;
    }
    rows.truncate(per_page);
    rows.last().map(|it| it.key.clone())
}

/// One chip per stage, and one for what is due; each narrows the list or widens it again.
fn chips(open: &[Stage], filter: &Filter, now: Now) -> Markup {
    let by_day = Filter { this_week: !filter.this_week, ..filter.clone() };
    let last_day = days::german(days::end_of_week(now.today));
    html! {
        nav aria-label="Liste eingrenzen" { ul.chips {
            @if open.len() > 1 {
                li.muted aria-hidden="true" { "Stand:" }
                @for stage in open {
                    (chip(stage.label(), &filter.toggled(*stage), filter.stages.contains(stage)))
                }
            }
            (chip(&format!("Frist bis {last_day}"), &by_day, filter.this_week))
            @if !filter.is_empty() { li { a href="/faelle" { "zurücksetzen" } } }
        } }
    }
}

fn chip(label: &str, pressed: &Filter, on: bool) -> Markup {
    html! {
        li { a href=(pressed.address()) aria-current=[on.then_some("true")] {
            (label)
            @if on { span aria-hidden="true" { " ×" } span.kern-sr-only { " – Filter entfernen" } }
        } }
    }
}

fn nothing(by: &SignedIn, filter: &Filter) -> Markup {
    let text = html! {
        p { "In dieser Auswahl ist nichts zu tun." }
        @if !filter.is_empty() { p { a.kern-link href="/faelle" { "Alle laufenden Fälle zeigen" } } }
        @if by.actor.may(Right::Register) {
            p { a.kern-link href="/faelle/neu" { (by.land.law().says("Antrag erfassen")) } }
        }
    };
    alert(Tone::Info, "Keine Fälle", &text)
}

pub(in crate::web) fn lines(caption: &str, rows: &[WorklistRow], by: &Actor, now: Now) -> Markup {
    const HEADS: [&str; 7] = [
        "Aktenzeichen",
        "Personen",
        "Ausländerbehörde",
        "Stand",
        "Frist",
        "Nächster Schritt",
        "Eingang",
    ];
    let rows: Vec<_> = rows.iter().map(|it| line(it, by, now)).collect();
    table(caption, &HEADS, &rows)
}

fn line(it: &WorklistRow, by: &Actor, now: Now) -> Vec<Markup> {
    let case = &it.case;
    vec![
        html! {
            a.kern-link.number href={ "/faelle/" (case.id) } { (it.number) }
            @if case.urgent { " " (badge(Tone::Danger, "Eilfall")) }
        },
        html! { (it.people) },
        html! { (it.authority) },
        html! { (case.stage.label()) },
        html! { @match case.deadline {
            Some(at) => {
                (case_deadline(at, now.today))
                br; span.muted { (at.kind.label()) }
            },
            None => span.muted { "keine Frist" },
        } },
        next(it, by),
        html! { time datetime=(case.received_on) { (days::german(case.received_on)) } },
    ]
}

/// What this user can do next; else who does it, or what is waited for.
fn next(WorklistRow { case, facts, .. }: &WorklistRow, by: &Actor) -> Markup {
    if let Some(kind) = next_step(case, facts, by) {
        return html! { (kind.deed()) };
    }
    if case.agenda_item().is_some() {
        return html! { span.muted { "wartet auf die Sitzung" } };
    }
    if let Some(kind) = awaited_step(case, facts) {
        let roles: Vec<_> = kind.open_to(case.stage).iter().map(|it| it.label()).collect();
        return html! { span.muted { (roles.join(" oder ")) ": " (kind.deed()) } };
    }
    html! {
        @if facts.letters_outstanding > 0 { "Schreiben absenden" } @else { span.muted { "nichts" } }
    }
}
