use maud::{Markup, html};

use crate::{
    storage::HistoryLine,
    web::{
        cases::{sheet::CaseSheet, step_words::particulars},
        components::{Happening, description_list, timeline},
    },
};

/// Everything that happened, latest first: when, what, by whom, in which hat.
pub(super) fn history(case: &CaseSheet) -> Markup {
    lines(case, &case.history)
}

pub(in crate::web::cases) fn lines(case: &CaseSheet, lines: &[HistoryLine]) -> Markup {
    let happenings: Vec<_> = lines.iter().map(|it| happening(case, it)).collect();
    timeline(&happenings)
}

fn happening<'a>(case: &CaseSheet, line: &'a HistoryLine) -> Happening<'a> {
    let kind = line.event.as_ref().map_or("Antrag erfasst", |it| it.step.kind().label());
    let facts = line.event.as_ref().map(|it| particulars(&it.step, case)).unwrap_or_default();
    let moved = line.event.as_ref().filter(|it| it.from != it.to);
    let what = html! {
        p.muted { (line.by) ", " (line.hat.label()) }
        @if let Some(it) = moved { p { (it.from.label()) " → " strong { (it.to.label()) } } }
        @if !facts.is_empty() { (description_list(&facts)) }
    };
    Happening { at: line.at, kind, what }
}
