use maud::{Markup, html};

use crate::{
    now::wall_clock,
    procedure::{Deadline, StepKind},
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
            Some(it) => p { (open_deadline(case, it)) },
            None => p.muted { "Zurzeit ist keine Frist gesetzt." },
        }
        @if case.obstacles(StepKind::ChangeDeadline).is_empty() {
            (link_button(Look::Secondary, &format!("{}/schritte/{}", case.address(), StepKind::ChangeDeadline), "Frist ändern …"))
        }
        @if !rows.is_empty() { (table("Verlauf der Fristen", &HEADS, &rows)) }
        (recalls::section(case))
    }
}

/// The deadline that is open, and how its day was reckoned; a day that was typed has no reckoning.
pub(super) fn open_deadline(case: &CaseSheet, it: Deadline) -> Markup {
    let mut lines = case.deadlines.iter().map(|it| &it.entry);
    let reckoned =
        lines.find(|line| (line.kind, line.due_on) == (it.kind, it.due_on) && !line.why.is_empty());
    html! {
        (it.kind.label()) ": " (case_deadline(it, case.now.today))
        @if let Some(line) = reckoned { br; span.muted { (line.why) } }
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
