//! The case that a Folgeantrag follows, on the form, on the page that checks, and on its own page.

use maud::{Markup, html};

use crate::{
    procedure::{CaseResult, FieldError, Registration},
    storage::EarlierCase,
    web::{
        cases::{sheet::CaseSheet, typed::Typed},
        components::{Field, Tone, alert, hidden},
        days::german,
    },
};

/// Asked of a Folgeantrag before all else.
pub(super) fn followed(it: &EarlierCase, typed: &Typed, errors: &[FieldError]) -> Markup {
    html! {
        section {
            h2 { "Folgeantrag" }
            (hidden("earlier", it.id))
            p { "Früherer Vorgang: " (words(it)) }
            (Field::new("news", "Was ist neu?").value(typed.get("news")).errors(errors)
                .hint("Was sich seit dem früheren Vorgang geändert hat; es steht oben im neuen Fall.").area(5))
        }
    }
}

/// The same on the page that checks.
pub(super) fn follows(it: &EarlierCase, registration: &Registration) -> Markup {
    let news = registration.earlier.as_ref().map_or("", |it| it.news.as_str());
    html! {
        section {
            h2 { "Folgeantrag" }
            p { "Früherer Vorgang: " (words(it)) }
            div.written { (news) }
        }
    }
}

/// `15-39.22-2024-0388, eingegangen 03.05.2024, z.d.A., kein Ersuchen`
fn words(it: &EarlierCase) -> Markup {
    html! {
        a.kern-link.number href={ "/faelle/" (it.id) } { (it.number) }
        ", eingegangen " time datetime=(it.received_on) { (german(it.received_on)) }
        ", " (it.stage.label())
        @if it.result != CaseResult::Open { ", Ergebnis: " strong { (it.result.label()) } }
    }
}

/// On top of the new case: what came before, as far as the user may read it, and what is new.
pub(super) fn on_top(case: &CaseSheet) -> Markup {
    let Some(follow_up) = &case.follow_up else { return html! {} };
    alert(
        Tone::Info,
        "Folgeantrag",
        &html! {
            @if let Some(it) = &case.earlier { p { "Früherer Vorgang: " (words(it)) } }
            p { "Was ist neu:" }
            div.written { (follow_up.news) }
        },
    )
}
