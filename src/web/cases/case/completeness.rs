use maud::{Markup, html};

use crate::{
    procedure::{ChecklistLine, Firmness, PaperState, StepKind},
    web::{
        cases::sheet::CaseSheet,
        components::{Look, deadline, done, link_button, notable, open, table},
        days::german,
        numbers::counted,
    },
};

const HEADS: [&str; 3] = ["Unterlage", "Person", "Stand"];

/// What is missing stands in sight, the rest is folded.
pub(super) fn completeness(case: &CaseSheet) -> Markup {
    let lines = case.papers();
    let outstanding = lines.iter().filter(|it| it.is_outstanding()).count();
    let of = |fits: &dyn Fn(&ChecklistLine) -> bool| {
        lines.iter().filter(|it| fits(it)).map(|it| row(case, it)).collect::<Vec<_>>()
    };
    let lacking = of(&|it| it.is_outstanding());
    let welcome = of(&|it| it.is_lacking() && !it.item.required);
    let there = of(&|it| it.state == PaperState::Present);
    let needless = of(&|it| it.state == PaperState::NotNeeded);
    html! {
        p {
            @if outstanding == 0 { (done("Alle erforderlichen Unterlagen liegen vor.")) }
            @else { strong { (counted(outstanding, "erforderliche Unterlage fehlt", "erforderliche Unterlagen fehlen")) "." } }
            " " span.muted { "Stichtag für die Gültigkeit: " (german(case.papers_hold_on)) "." }
        }
        @if !lacking.is_empty() { (table("Fehlende Unterlagen", &HEADS, &lacking)) }
        (folded("Freiwillig, noch nicht vorhanden", &welcome))
        (folded("Vorhanden", &there))
        (folded("Nicht erforderlich", &needless))
        div.buttons {
            @if case.obstacles(StepKind::RequestDocuments).is_empty() && lines.iter().any(ChecklistLine::is_lacking) {
                (link_button(Look::Secondary, &format!("{}/schritte/{}", case.address(), StepKind::RequestDocuments), "Unterlagen nachfordern"))
            }
            (link_button(Look::Secondary, &format!("{}/vollstaendigkeit", case.address()), "Merkmale und Ausnahmen"))
        }
    }
}

fn folded(title: &str, rows: &[Vec<Markup>]) -> Markup {
    html! { @if !rows.is_empty() {
        details { summary { (title) " (" (rows.len()) ")" } (table(title, &HEADS, rows)) }
    } }
}

fn row(case: &CaseSheet, it: &ChecklistLine) -> Vec<Markup> {
    vec![html! { span.wrap { (it.item.label) } }, html! { (whose(case, it)) }, state(case, it)]
}

fn state(case: &CaseSheet, it: &ChecklistLine) -> Markup {
    html! {
        @match it.state {
            PaperState::Present => (done(it.state.label())),
            PaperState::NotNeeded => (it.state.label()),
            PaperState::Missing if it.outdated.is_some() => (notable("veraltet")),
            PaperState::Missing => (open(it.state.label())),
            PaperState::Requested => { (open(it.state.label())) @if let Some(day) = it.due_on {
                br; "Frist: " (deadline(Firmness::Target, day, case.now.today))
            } },
        }
        @if let Some(reason) = &it.reason { br; span.muted { (reason) } }
        @if let (Some(day), Some(months)) = (it.outdated, it.item.valid_months) {
            br; span.muted {
                "vom " (german(day)) "; am " (german(case.papers_hold_on)) " älter als "
                (counted(months as usize, "Monat", "Monate"))
            }
        }
    }
}

/// Whose paper it is.
fn whose(case: &CaseSheet, it: &ChecklistLine) -> String {
    it.person.map_or_else(|| "Fall".to_owned(), |person| case.file.name_of(person))
}

/// `Tabellarischer Lebenslauf: Zoran Đorđević`
pub(in crate::web::cases) fn about(case: &CaseSheet, it: &ChecklistLine) -> String {
    match it.person {
        None => it.item.label.clone(),
        Some(_) => format!("{}: {}", it.item.label, whose(case, it)),
    }
}
