use maud::{Markup, html};

use crate::{
    now::wall_clock,
    procedure::StepKind,
    storage::KeptDeadline,
    web::{
        cases::{recalls, sheet::CaseSheet},
        components::{Look, case_deadline, link_button, table},
        days::german,
    },
};

const HEADS: [&str; 4] = ["Wann", "Frist", "Fällig am", "Warum"];

/// The deadline that is open, and below it all that were: old dates stay.
pub(super) fn deadlines(case: &CaseSheet) -> Markup {
    let rows: Vec<_> = case.deadlines.iter().map(row).collect();
    html! {
        @match case.file.case.deadline {
            Some(it) => p { strong { (it.kind.label()) } ": " (case_deadline(it, case.now.today)) },
            None => p.muted { "Zurzeit ist keine Frist gesetzt." },
        }
        @if case.obstacles(StepKind::ChangeDeadline).is_empty() {
            (link_button(Look::Secondary, &format!("{}/schritte/{}", case.address(), StepKind::ChangeDeadline), "Frist ändern …"))
        }
        @if !rows.is_empty() { (table("Verlauf der Fristen", &HEADS, &rows)) }
        (recalls::section(case))
    }
}

fn row(it: &KeptDeadline) -> Vec<Markup> {
    let entry = &it.entry;
    vec![
        html! { (wall_clock(it.at)) br; span.muted { (it.by) } },
        html! { span.wrap { (entry.kind.label()) ": " strong { (entry.what.label()) } } },
        html! { time datetime=(entry.due_on) { (german(entry.due_on)) } },
        html! { span.wrap {
            (entry.why)
            @if !entry.why.is_empty() && !entry.reason.is_empty() { br; }
            (entry.reason)
        } },
    ]
}
