//! What a move puts into question. Whoever handles the case answers; nothing is decided here.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::sheet::CaseSheet;
use crate::{
    procedure::{StepKind, sentences},
    storage::HistoryLine,
    web::{
        components::{Tone, alert},
        days::german,
    },
};

pub(super) fn moved_questions(case: &CaseSheet) -> Markup {
    let authority = &case.file.authority.name;
    let first = StepKind::RequestStatement.rule().from.contains(&case.file.case.stage);
    let again = if first { StepKind::RequestStatement } else { StepKind::Reinquire };
    let questions = html! {
        ul {
            // § 5(1) HFKVO asks for an authority in NRW and for a residence there.
            li {
                p { "Ist jetzt ein anderes Amt zuständig? Eingetragen ist: "
                    a.kern-link href={ (case.address()) "#ueberblick" } { (authority) } "." }
                p { "Wenn ja: " (way(case, StepKind::ChangeAuthority)) }
                p { "Ausschlussgründe: " (way(case, StepKind::RecordFindings)) }
                p { "In ein anderes Land verzogen: " (way(case, StepKind::EndOtherwise)) }
            }
            @if let Some(dated_on) = last_statement(case) {
                li {
                    p { "Gilt die Stellungnahme noch? Sie ist vom " time datetime=(dated_on) { (german(dated_on)) }
                        ", abgegeben vor dem Umzug: " a.kern-link href={ (case.address()) "#stellungnahme" } { "lesen" } "." }
                    p { "Wenn nicht: " (way(case, again)) }
                }
            }
        }
    };
    alert(Tone::Info, "Die Anschrift hat sich geändert", &questions)
}

/// The day of the statement of the authority, if there is one.
fn last_statement(case: &CaseSheet) -> Option<NaiveDate> {
    let steps = case.history.iter().filter_map(HistoryLine::standing_event);
    steps.filter_map(|it| it.step.statement()).map(|it| it.dated_on).next()
}

/// The step as a link, or why it cannot be taken now.
fn way(case: &CaseSheet, kind: StepKind) -> Markup {
    let obstacles = case.obstacles(kind);
    html! {
        @if obstacles.is_empty() {
            a.kern-link href={ (case.address()) "/schritte/" (kind) } { (kind.label()) }
        } @else {
            (kind.label()) " (jetzt nicht: " (case.rules.law.says(&sentences(&obstacles))) ")"
        }
    }
}
