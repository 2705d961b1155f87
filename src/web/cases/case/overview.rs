use maud::{Markup, html};

use super::deadlines::open_deadline;
use crate::{
    now::wall_clock,
    procedure::{CaseResult, Right, protected_streets, without_streets},
    web::{
        cases::{person_words, sheet::CaseSheet, step_words::sitting_name},
        components::description_list,
        days::german,
        numbers::grouped,
    },
};

pub(super) fn overview(case: &CaseSheet) -> Markup {
    html! {
        (description_list(&facts(case)))
        (reasons(&shown(case, &case.file.reasons)))
        (representation(case))
    }
}

/// Who acts for somebody today.
fn representation(case: &CaseSheet) -> Markup {
    let file = &case.file;
    let current: Vec<_> =
        file.powers.iter().filter(|it| it.is_current(case.now.today)).cloned().collect();
    let told_below = case.by.actor.may(Right::KeepRepresentatives);
    html! { @if !current.is_empty() && !told_below {
        h3 { "Vertretung" }
        @for it in person_words::sheets(&current) { (person_words::representative(&it, &file.details)) }
    } }
}

fn facts(case: &CaseSheet) -> Vec<(&'static str, Markup)> {
    let (file, at) = (&case.file, &case.file.case);
    let mut facts = vec![
        ("Eingegangen", html! { (german(at.received_on)) ", " (at.channel.label()) }),
        ("Erfasst", html! { (wall_clock(file.registered_at)) }),
        ("Ausländerbehörde", html! { (file.authority.address_lines().join(", ")) }),
    ];
    if let Some(it) = at.deadline {
        facts.push(("Nächste Frist", open_deadline(case, it)));
    }
    if let Some(it) = at.sitting.and_then(|it| case.sitting(it)) {
        facts.push((
            "Sitzung",
            html! {
                a.kern-link href={ "/sitzungen/" (it.id) } { (sitting_name(it)) }
                @if let Some((_, subject)) = at.agenda_item() { ", " (subject.label()) }
            },
        ));
    }
    if at.result() != CaseResult::Open {
        facts.push(("Ergebnis", html! { (at.result().label()) }));
    }
    facts
}

/// Where a text names a protected address, only those who may see it read it.
pub(in crate::web::cases) fn shown(case: &CaseSheet, text: &str) -> String {
    if case.by.actor.may(Right::SeeProtectedAddress) {
        return text.to_owned();
    }
    without_streets(text, &protected_streets(&case.file.details))
}

/// A long Begründung is folded after its first lines.
fn reasons(text: &str) -> Markup {
    const SHORT: usize = 600;
    let length = text.chars().count();
    html! {
        h3 { "Begründung" }
        @if length == 0 {
            p.muted { "Es ist keine Begründung erfasst." }
        } @else if length <= SHORT {
            div.written { (text) }
        } @else {
            @let beginning: String = text.chars().take(SHORT / 2).collect();
            p.written { (beginning) "…" }
            details {
                summary { "Ganze Begründung lesen (" (grouped(length)) " Zeichen)" }
                div.written { (text) }
            }
        }
    }
}
