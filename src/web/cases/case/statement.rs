use maud::{Markup, html};

use crate::{
    procedure::{Step, StepKind},
    web::{
        cases::{sheet::CaseSheet, step_words::particulars},
        components::description_list,
    },
};

/// What the authority said, latest first.
pub(super) fn statement(case: &CaseSheet) -> Markup {
    let steps = case.history.iter().filter_map(|it| it.event.as_ref()).map(|it| &it.step);
    let statements: Vec<&Step> =
        steps.filter(|it| it.kind() == StepKind::RecordStatement).collect();
    html! {
        @if statements.is_empty() {
            p.muted { "Noch liegt keine Stellungnahme der Ausländerbehörde vor." }
        }
        @for it in statements { (description_list(&particulars(it, case))) }
    }
}
