use std::cmp::Reverse;

use maud::{Markup, html};

use crate::{
    storage::{Action, Direction, DocumentMove, HistoryLine},
    web::{
        cases::{sheet::CaseSheet, step_words::particulars},
        components::{Happening, description_list, timeline},
    },
};

/// Everything that happened, latest first: when, what, by whom, in which hat.
pub(super) fn history(case: &CaseSheet) -> Markup {
    let steps = case.history.iter().map(|it| happening(case, it));
    let mut happenings: Vec<_> = steps.chain(case.moves.iter().map(moved)).collect();
    happenings.sort_by_key(|it| Reverse(it.at));
    timeline(&happenings)
}

fn moved(it: &DocumentMove) -> Happening<'_> {
    let (kind, case) = match it.direction {
        Direction::In => (Action::DocumentMovedIn, "Von Fall"),
        Direction::Out => (Action::DocumentMovedOut, "Zu Fall"),
    };
    let what = html! {
        p.muted { (it.by) ", " (it.hat.label()) }
        @if let Some(what) = &it.what {
            (description_list(&[
                ("Dokument", html! { (what.name) }),
                (case, html! { a.kern-link href={ "/faelle/" (it.other) } { (what.number) } }),
                ("Grund", html! { (what.reason) }),
            ]))
        }
    };
    Happening { at: it.at, kind: kind.label(), what }
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
