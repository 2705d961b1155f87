use maud::{Markup, html};

use super::{
    completeness, deadlines, documents, grounds, header::case_page, history, letters, overview,
    persons, rail, statement,
};
use crate::{
    procedure::Right,
    web::{
        cases::{consents, earlier, representation, sheet::CaseSheet},
        components::{Tab, tabs},
    },
};

pub(in crate::web::cases) async fn show(case: CaseSheet) -> Markup {
    let title = case.file.number.to_string();
    let page = case_page(&case, &title);
    let page = if case.shows_steps() { page.rail(rail::rail(&case)) } else { page };
    page.show(&content(&case))
}

/// All sections on one page: it is read, searched and printed as a whole.
fn content(case: &CaseSheet) -> Markup {
    let sections = sections(case);
    let tab =
        |it: &Section| Tab { href: it.anchor, label: it.title, count: it.count, current: false };
    html! {
        (tabs("Abschnitte", &sections.iter().map(tab).collect::<Vec<_>>()))
        (earlier::on_top(case))
        @for it in &sections {
            section id=(it.anchor.trim_start_matches('#')) {
                h2 { (it.title) @if let Some(count) = it.count { " " span.count { (count) } } }
                (it.content)
            }
        }
    }
}

struct Section {
    anchor: &'static str,
    title: &'static str,
    count: Option<usize>,
    content: Markup,
}

fn sections(case: &CaseSheet) -> Vec<Section> {
    let section = |anchor, title, count, content| Section { anchor, title, count, content };
    let count = |it: usize| Some(it);
    let mut sections = vec![
        section("#ueberblick", "Überblick", None, overview::overview(case)),
        section("#personen", "Personen", count(case.file.details.len()), persons::persons(case)),
        section("#vorpruefung", "Vorprüfung", None, grounds::grounds(case)),
        section("#stellungnahme", "Stellungnahme", None, statement::statement(case)),
    ];
    if case.is_internal() && statement::has_ersuchen(case) {
        let content = statement::after_ersuchen(case);
        sections.push(section("#ersuchen", "Nach dem Ersuchen", None, content));
    }
    let number = count(case.documents.len());
    sections.push(section("#dokumente", "Dokumente", number, documents::documents(case)));
    if case.is_internal() {
        sections.push(section(
            "#fristen",
            "Fristen und Wiedervorlagen",
            None,
            deadlines::deadlines(case),
        ));
    }
    if case.by.actor.may(Right::CheckCompleteness) {
        let papers = completeness::completeness(case);
        sections.push(section("#vollstaendigkeit", "Vollständigkeit", None, papers));
    }
    if case.by.actor.may(Right::RecordConsent) {
        let number = count(case.consents.len());
        sections.push(section(
            "#einwilligungen",
            "Einwilligungen",
            number,
            consents::section(case),
        ));
    }
    if case.by.actor.may(Right::KeepRepresentatives) {
        let content = representation::section(case);
        sections.push(section("#vertretung", "Vertretung", None, content));
    }
    if case.by.actor.may(Right::HandleLetters) {
        let number = count(case.letters.len());
        sections.push(section("#schreiben", "Schreiben", number, letters::letters(case)));
    }
    if case.shows_steps() {
        sections.push(section("#verlauf", "Verlauf", None, history::history(case)));
    }
    sections
}
