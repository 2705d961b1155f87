use std::cmp::Reverse;

use maud::{Markup, html};

use crate::{
    procedure::Inherited,
    storage::{Action, Direction, DocumentMove, HistoryLine},
    web::{
        cases::{representation, sheet::CaseSheet, step_words::particulars, taken_back},
        components::{Happening, description_list, timeline},
        days::german,
    },
};

/// Everything that happened, latest first: when, what, by whom, in which hat.
pub(super) fn history(case: &CaseSheet) -> Markup {
    let steps = case.history.iter().map(|it| happening(case, it));
    let others = case.moves.iter().map(moved).chain(representation::happenings(case));
    let mut happenings: Vec<_> = steps.chain(others).collect();
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
    Happening { at: it.at, kind: kind.label(), what, struck: false }
}

pub(in crate::web::cases) fn lines(case: &CaseSheet, lines: &[HistoryLine]) -> Markup {
    let happenings: Vec<_> = lines.iter().map(|it| happening(case, it)).collect();
    timeline(&happenings)
}

/// What was known of a case when it was taken over: when it was closed, and with what for whom.
fn before(it: &Inherited, case: &CaseSheet) -> Vec<(&'static str, Markup)> {
    let Some(closed_on) = it.closed_on else { return Vec::new() };
    let endings = html! { ul { @for person in &case.file.details {
        @if let Some(ending) = it.endings.get(&person.id) {
            li { (person.list_name()) ": " (ending.label()) }
        }
    } } };
    vec![("Erledigt am", html! { (german(closed_on)) }), ("Ergebnis", endings)]
}

fn happening<'a>(case: &CaseSheet, line: &'a HistoryLine) -> Happening<'a> {
    let (kind, facts) = match (&line.event, &line.inherited) {
        (Some(it), _) => (it.step.kind().label(), particulars(&it.step, case)),
        (None, Some(it)) => ("Aus bestehender Liste übernommen", before(it, case)),
        (None, None) => ("Eingang erfasst", Vec::new()),
    };
    let moved = line.event.as_ref().filter(|it| it.from != it.to);
    let what = html! {
        p.muted { (line.by) ", " (line.hat.label()) }
        @if let Some(it) = moved { p { (it.from.label()) " → " strong { (it.to.label()) } } }
        @if !facts.is_empty() { (description_list(&facts)) }
    };
    taken_back::struck(Happening { at: line.at, kind, what, struck: false }, line)
}
