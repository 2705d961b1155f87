use maud::{Markup, html};

use crate::{
    now::wall_clock,
    storage::LetterRow,
    web::{
        cases::sheet::CaseSheet,
        components::{Look, dispatched, post_button, table},
        numbers::counted,
    },
};

/// The letters of the case, and the note that they left the house.
pub(super) fn letters(case: &CaseSheet) -> Markup {
    const HEADS: [&str; 4] = ["Schreiben", "Empfänger", "Erstellt", "Absendung"];
    let rows: Vec<_> = case.letters.iter().map(row).collect();
    html! {
        @if rows.is_empty() {
            p.muted { "Noch ist kein Schreiben erstellt." }
        } @else {
            (table("Schreiben des Falls", &HEADS, &rows))
        }
        (send(case))
    }
}

/// How many lie typeset on the desk.
pub(super) fn waiting(case: &CaseSheet) -> usize {
    case.letters.iter().filter(|it| it.waits_to_be_sent()).count()
}

pub(super) fn send(case: &CaseSheet) -> Markup {
    let waiting = waiting(case);
    let label = format!("{} als abgesandt vermerken", counted(waiting, "Schreiben", "Schreiben"));
    let action = format!("{}/schreiben/abgesandt", case.address());
    html! { @if waiting > 0 {
        (post_button(&case.by, &action, (Look::Secondary, &label), &html! {}))
    } }
}

fn row(it: &LetterRow) -> Vec<Markup> {
    vec![
        html! {
            @if it.sha256.is_some() {
                a.kern-link.wrap href={ "/schreiben/" (it.id) } { (it.kind.called(it.reminder)) " (PDF)" }
            } @else {
                span.wrap { (it.kind.called(it.reminder)) }
                @if it.is_on_the_desk() { br; span.muted { "wird gesetzt" } }
            }
        },
        html! { (it.recipient.replace('\n', ", ")) br; span.muted { (it.why) } },
        html! { (wall_clock(it.written_at)) br; span.muted { (it.written_by) } },
        dispatched(it),
    ]
}
