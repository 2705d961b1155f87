//! A step that was a mistake, in words: which it is, and what becomes of what it did.

use maud::{Markup, html};

use super::{person_words::names, sheet::CaseSheet, step_words::Facts};
use crate::{
    now::wall_clock,
    procedure::{Before, TakeBack, Version},
    storage::{HistoryLine, LetterRow, TakenBack},
    web::components::{Happening, case_deadline},
};

/// What can be taken back, and by what act.
pub(super) fn last_step(case: &CaseSheet) -> Option<TakeBack> {
    case.facts.last_step.as_ref()?.taken_back(String::new())
}

/// `Stellungnahme anfordern, festgehalten am 23.11.2026, 10:00 Uhr von Anna Brandt, Sachbearbeitung`
pub(super) fn which(it: &TakeBack, case: &CaseSheet) -> Markup {
    let line = case.history.iter().find(|line| line.version == it.version);
    html! {
        strong { (it.taken.label()) }
        @if let Some(line) = line {
            ", festgehalten am " time datetime=(line.at.to_rfc3339()) { (wall_clock(line.at)) }
            " von " (line.by) ", " (line.hat.label())
        }
    }
}

/// Before it is taken back: where the case comes to stand again, and what else follows.
pub(super) fn foreseen(case: &CaseSheet) -> String {
    let Some(it) = last_step(case) else { return String::new() };
    let stage = it.before.stage;
    let goes =
        if stage == case.file.case.stage { "bleibt im Stand" } else { "steht wieder im Stand" };
    format!(
        "Der Schritt „{}“ gilt danach nicht mehr und bleibt im Verlauf sichtbar. Der Fall {goes} „{}“. Es entsteht kein Schreiben.",
        it.taken.label(),
        stage.label()
    )
}

/// The step, and how everything stands without it.
pub(super) fn facts(it: &TakeBack, case: &CaseSheet) -> Facts {
    let mut facts = vec![("Schritt", which(it, case))];
    if it.before.deadline != case.file.case.deadline {
        facts.push(("Frist danach", deadline(&it.before, case)));
    }
    if !it.before.standings.is_empty() {
        facts.push(("Personen danach", standings(&it.before, case)));
    }
    if letters(it.version, case).next().is_some() {
        facts.push(("Schreiben", withdrawn(it.version, case)));
    }
    facts
}

fn deadline(before: &Before, case: &CaseSheet) -> Markup {
    html! {
        @match before.deadline {
            Some(it) => { (it.kind.label()) ": " (case_deadline(it, case.now.today)) },
            None => "keine",
        }
    }
}

fn standings(before: &Before, case: &CaseSheet) -> Markup {
    html! { ul.plain { @for (person, standing) in &before.standings {
        li { (names(&[*person], &case.file.details)) ": " (standing.label()) }
    } } }
}

/// Those of a step that have not left the house.
pub(super) fn letters(version: Version, case: &CaseSheet) -> impl Iterator<Item = &LetterRow> {
    let of_step = move |it: &&LetterRow| it.version == Some(version) && it.is_on_the_desk();
    case.letters.iter().filter(of_step)
}

/// They are not sent any more.
pub(super) fn withdrawn(version: Version, case: &CaseSheet) -> Markup {
    html! {
        "Zurückgezogen wird, was nicht abgesandt ist:"
        ul.plain { @for it in letters(version, case) {
            li { (it.kind.called(it.reminder)) " an " (it.recipient.lines().next().unwrap_or_default()) }
        } }
    }
}

/// A line of the history that does not hold any more: struck, and said in words.
pub(super) fn struck<'a>(it: Happening<'a>, line: &HistoryLine) -> Happening<'a> {
    let Some(TakenBack { at, by, reason }) = &line.taken_back else { return it };
    let what = html! {
        p { strong { "zurückgenommen am " (wall_clock(*at)) " von " (by) "." } " Grund: " (reason) }
        (it.what)
    };
    Happening { what, struck: true, ..it }
}
