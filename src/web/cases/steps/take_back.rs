use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{Step, StepKind, sentences},
    web::{
        cases::{sheet::CaseSheet, taken_back, typed::Reading},
        components::description_list,
    },
};

const REASON: Named = ("reason", "Grund");

pub(super) fn fields(form: Filled) -> Markup {
    html! {
        @if let Some(it) = taken_back::last_step(form.case) {
            section {
                h3 { "Was zurückgenommen wird" }
                (description_list(&taken_back::facts(&it, form.case)))
            }
        }
        (form.field(REASON).hint("Warum der Schritt ein Versehen war; der Grund steht im Verlauf.").area(3))
    }
}

/// Which step it is nobody types: the version of the form says what it has seen.
pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let reason = reading.needed(REASON)?;
    let last = case.facts.last_step.as_ref().and_then(|it| it.taken_back(reason));
    if last.is_none() {
        reading.wrong("", sentences(&case.obstacles(StepKind::TakeBack)));
    }
    last.map(Step::TakeBack)
}
