use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

use super::page::StepPage;
use crate::{
    procedure::{Version, sentences},
    web::{
        cases::{
            case::{case_page, history_lines},
            typed::Typed,
        },
        components::{Look, Tone, alert, link_button},
        page,
    },
};

impl StepPage {
    /// Somebody else was faster: what they changed, and the form with everything that was typed.
    pub(super) fn stale(&self, seen: Version, typed: &Typed) -> HttpResponse {
        let case = &self.case;
        let newer = case.history.iter().take_while(|it| it.version > seen).count();
        let obstacles = case.obstacles(self.kind);
        let content = html! {
            (alert(Tone::Warning, "Der Fall hat sich inzwischen geändert", &html! {
                p { "Ihre Eingabe ist noch nicht gespeichert, aber erhalten. Bitte vergleichen Sie und senden Sie den Schritt noch einmal." }
            }))
            section { h2 { "Was sich geändert hat" } (history_lines(case, &case.history[..newer])) }
            section {
                h2 { (self.kind.label()) }
                @if obstacles.is_empty() { (self.form(typed, &[])) } @else {
                    p { "Der Schritt ist jetzt nicht mehr möglich: " (case.rules.law.says(&sentences(&obstacles))) }
                    (kept(typed))
                    div.buttons { (link_button(Look::Secondary, &case.address(), "Zum Fall")) }
                }
            }
        };
        page(StatusCode::CONFLICT, case_page(case, self.kind.label()).show(&content))
    }
}

/// What was typed, to be copied from.
fn kept(typed: &Typed) -> Markup {
    let texts: Vec<&str> = typed.texts().collect();
    html! { @if !texts.is_empty() {
        h3 { "Ihre Eingabe" }
        @for text in texts { div.written { (text) } }
    } }
}
