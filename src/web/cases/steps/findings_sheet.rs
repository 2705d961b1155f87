//! The sheet of the Vorprüfung as a form: prerequisites first, then the grounds.

use maud::{Markup, html};

use super::{
    filled::Filled,
    findings::{
        ALL_ABSENT, EVERYBODY, FOUND_ON, Fields, NO_DOCUMENT, SHORT, SOURCE, asked, can_be_gone,
        offered,
    },
};
use crate::{
    procedure::{Finding, Ground, Person, Tier},
    web::{
        cases::return_facts,
        components::{Field, Look, named_button},
        days::german,
    },
};

pub(super) fn fields(form: Filled) -> Markup {
    let several = asked(form.case).count() > 1;
    html! {
        p.muted { "Bei „liegt vor“ bitte angeben, worauf sich der Befund stützt. Ein Termin der Rückführung wird bei der Person vermerkt; der Befund folgt daraus." }
        div.fields {
            (form.field(FOUND_ON).date())
            (form.field(SOURCE).optional().hint("Etwa: Auskunft der Ausländerbehörde vom 12.11.2026").text())
        }
        @if several {
            (confirmation(form, EVERYBODY, "Alle unveränderten Befunde heute erneut bestätigen, bei allen Personen"))
            div.buttons { (all_absent(EVERYBODY, "Bei allen Personen: alle übrigen liegen nicht vor")) }
        }
        @for (at, person) in asked(form.case) { (of_person(form, at, person)) }
    }
}

fn of_person(form: Filled, at: usize, person: &Person) -> Markup {
    let name = form.case.file.name_of(person.id);
    let short = (&*format!("{SHORT}{at}"), "Kurzeingabe");
    let hint = "Was vorliegt, mit Absatz und Nummer, ? wenn unklar; dann gilt alles Übrige als nicht vorliegend. Etwa: 2-3: Fahndung laut INPOL; 2-4? – oder: keine";
    let prerequisites: Vec<_> =
        offered(form.case).filter(|it| it.prerequisite().is_some()).collect();
    html! {
        details.person open {
            summary { (name) }
            fieldset.kern-fieldset {
                legend.kern-sr-only { "Befunde für " (name) }
                (form.field(short).optional().hint(hint).text())
                div.buttons {
                    (named_button(Look::Secondary, "Kurzeingabe übernehmen", ("tun", short.0)))
                    (all_absent(&at.to_string(), "Alle übrigen liegen nicht vor"))
                }
                @if !person.findings.is_empty() {
                    (confirmation(form, &at.to_string(), "Auch die unveränderten Befunde heute erneut bestätigen"))
                }
                @if !prerequisites.is_empty() { h3 { "Voraussetzungen" } }
                @for ground in prerequisites { (ground_fields(form, (at, person), ground)) }
                @for tier in Tier::ALL { (tier_fields(form, (at, person), *tier)) }
            }
        }
    }
}

fn all_absent(whose: &str, label: &str) -> Markup {
    named_button(Look::Secondary, label, ("tun", &format!("{ALL_ABSENT}{whose}")))
}

fn confirmation(form: Filled, whose: &str, label: &str) -> Markup {
    let field = format!("confirm-{whose}");
    Field::new(&field, label).value(form.typed.get(&field)).check_box()
}

fn tier_fields(form: Filled, of: (usize, &Person), tier: Tier) -> Markup {
    let others = |it: &Ground| it.tier() == tier && it.prerequisite().is_none();
    let grounds: Vec<_> = offered(form.case).filter(others).collect();
    html! {
        @if !grounds.is_empty() { h3 { (form.case.file.case.catalogue.heading(tier)) } }
        @for ground in grounds { (ground_fields(form, of, ground)) }
    }
}

/// The ground as it is asked: of a prerequisite, whether it is met.
fn asked_for(ground: Ground) -> String {
    match ground.prerequisite() {
        Some(it) => format!("{it} ({})", ground.paragraph()),
        None => format!("{} {}", ground.number(), ground.label()),
    }
}

const fn answer(ground: Ground, finding: Finding) -> &'static str {
    match finding {
        Finding::Absent if ground.prerequisite().is_some() => "erfüllt",
        Finding::Present if ground.prerequisite().is_some() => "nicht erfüllt",
        other => other.label(),
    }
}

fn ground_fields(form: Filled, (at, person): (usize, &Person), ground: Ground) -> Markup {
    let names = Fields::of(at, ground);
    let answers = Finding::ALL.iter().map(|it| (it.name(), answer(ground, *it)));
    let note = format!("Beleg zu {}", ground.paragraph());
    let question = asked_for(ground);
    let question = form.field((&names.finding, &question)).select(answers);
    if ground.is_return_date() {
        let address = return_facts::address(form.case.id(), person.id);
        return html! {
            div.finding { (question) p { a.kern-link href=(address) { "Rückführung vermerken" } } }
        };
    }
    html! {
        div.finding {
            (question)
            (form.field((&names.note, &note)).optional().text())
            (particulars(form, (&names, person), ground))
        }
    }
}

/// Who said so, what shows it, and since when: folded, unless something of it stands there.
fn particulars(form: Filled, (names, person): (&Fields, &Person), ground: Ground) -> Markup {
    let documents = form.case.documents.iter();
    let documents: Vec<_> =
        documents.map(|it| (it.id.to_string(), it.description.name.as_str())).collect();
    let documents = documents.iter().map(|it| (it.0.as_str(), it.1));
    let documents = std::iter::once((NO_DOCUMENT, "kein Dokument")).chain(documents);
    let paragraph = ground.paragraph();
    let [source, evidence, found, removed] = ["Quelle", "Dokument", FOUND_ON.1, "Weggefallen am"]
        .map(|it| format!("{it} ({paragraph})"));
    let stands = person.findings.get(&ground).map(|it| format!("Stand: {}", german(it.found_on)));
    let hint = format!("{} Leer: der Tag oben.", stands.unwrap_or("TT.MM.JJJJ.".to_owned()));
    let all = [&names.source, &names.evidence, &names.found_on, &names.removed_on];
    let filled = all.iter().any(|it| !["", NO_DOCUMENT].contains(&form.typed.get(it)));
    let wrong = form.errors.iter().any(|it| all.contains(&&it.field));
    html! {
        details open[filled || wrong] {
            summary { "Quelle, Dokument, Tage" span.kern-sr-only { " zu " (paragraph) } }
            div.fields {
                (form.field((&names.source, &source)).optional().text())
                (form.field((&names.evidence, &evidence)).optional().select(documents))
                (form.field((&names.found_on, &found)).optional().hint(&hint).date())
                @if can_be_gone(person, ground) {
                    (form.field((&names.removed_on, &removed)).optional().date())
                }
            }
        }
    }
}
