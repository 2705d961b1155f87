use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{Deadline, DeadlineChange, DeadlineMove, Period, Step},
    web::{
        cases::{sheet::CaseSheet, typed::Reading},
        components::case_deadline,
        days,
    },
};

const CHANGE: Named = ("change", "Was geschieht mit der Frist");
const UNTIL: Named = ("until", "Verlängern um oder bis");
const REASON: Named = ("reason", "Grund");

pub(super) fn fields(form: Filled) -> Markup {
    let deadline = form.case.file.case.deadline;
    let choices = deadline.map_or(&[][..], possible).iter();
    html! {
        @if let Some(it) = deadline { p { (it.kind.label()) ": " (case_deadline(it, form.case.now.today)) } }
        (form.field(CHANGE).radios(choices.map(|it| (it.0.name(), it.1))))
        @if deadline.is_some_and(Deadline::is_running) {
            (form.field(UNTIL).at_times()
                .hint("Nur beim Verlängern: ein Zeitraum ab dem bisherigen Ende („2 Wochen“, „1 Monat“) oder ein Tag (TT.MM.JJJJ, „+14“ ab heute)")
                .text())
        }
        (form.field(REASON).hint("Steht mit der alten Frist im Fall und in keinem Schreiben.").area(3))
    }
}

/// What can become of a deadline that runs, or rests.
fn possible(it: Deadline) -> &'static [(DeadlineMove, &'static str)] {
    if it.is_running() {
        &[
            (DeadlineMove::Extended, "verlängern"),
            (DeadlineMove::Paused, "anhalten: Sie ruht, bis sie fortgesetzt wird"),
            (DeadlineMove::Withdrawn, "zurücknehmen: Es läuft keine Frist mehr"),
        ]
    } else {
        &[
            (DeadlineMove::Resumed, "fortsetzen: Sie endet um die Tage später, die sie geruht hat"),
            (DeadlineMove::Withdrawn, "zurücknehmen: Es läuft keine Frist mehr"),
        ]
    }
}

pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let change = change(reading, case);
    let reason = reading.needed(REASON);
    Some(Step::ChangeDeadline { change: change?, reason: reason? })
}

/// Only what was offered: a field can be sent with anything.
fn change(reading: &mut Reading, case: &CaseSheet) -> Option<DeadlineChange> {
    let offered = case.file.case.deadline.map_or(&[][..], possible);
    let chosen = reading.typed.get(CHANGE.0);
    match offered.iter().find(|it| it.0.name() == chosen).map(|it| it.0) {
        Some(DeadlineMove::Extended) => until(reading),
        Some(DeadlineMove::Paused) => Some(DeadlineChange::Pause),
        Some(DeadlineMove::Resumed) => Some(DeadlineChange::Resume),
        Some(DeadlineMove::Withdrawn) => Some(DeadlineChange::Withdraw),
        Some(DeadlineMove::Opened | DeadlineMove::Closed) | None => {
            reading.wrong(CHANGE.0, format_args!("Bitte wählen: {}.", CHANGE.1));
            None
        }
    }
}

fn until(reading: &mut Reading) -> Option<DeadlineChange> {
    let typed = reading.text(UNTIL.0);
    if let Ok(period) = typed.parse::<Period>() {
        return Some(DeadlineChange::ExtendBy(period));
    }
    let day = days::parse(&typed, reading.today).map(DeadlineChange::ExtendTo);
    if day.is_none() {
        reading.wrong(
            UNTIL.0,
            "Bitte angeben, um wie viel oder bis wann verlängert wird, zum Beispiel „2 Wochen“ oder „12.6.2026“.",
        );
    }
    day
}
