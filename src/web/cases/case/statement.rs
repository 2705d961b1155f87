use maud::{Markup, html};

use crate::{
    procedure::StepKind,
    storage::HistoryLine,
    web::{
        cases::{sheet::CaseSheet, step_words::particulars},
        components::description_list,
    },
};

/// What the authority said, latest first; what it said in an earlier round is folded.
pub(super) fn statement(case: &CaseSheet) -> Markup {
    let round = case.file.case.round;
    let (statements, earlier): (Vec<_>, Vec<_>) =
        case.history.iter().filter(|it| is_statement(it)).partition(|it| it.round == round);
    html! {
        @if statements.is_empty() {
            p.muted { "Noch liegt keine Stellungnahme der Ausländerbehörde vor." }
        }
        @for it in statements { (said(case, it)) }
        @if !earlier.is_empty() {
            details {
                summary { "Stellungnahmen vor der Wiederaufnahme (" (earlier.len()) ")" }
                @for it in earlier { (said(case, it)) }
            }
        }
    }
}

fn is_statement(line: &HistoryLine) -> bool {
    line.event.as_ref().is_some_and(|it| it.step.kind() == StepKind::RecordStatement)
}

fn said(case: &CaseSheet, line: &HistoryLine) -> Markup {
    html! { @if let Some(it) = &line.event { (description_list(&particulars(&it.step, case))) } }
}
