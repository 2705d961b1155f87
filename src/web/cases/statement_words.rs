//! What the authority has said, in words.

use maud::{Markup, html};

use super::{
    case::shown,
    sheet::CaseSheet,
    step_words::{Facts, optional, plain},
};
use crate::{
    procedure::{StatedPerson, Statement},
    web::days::german,
};

/// The particulars of a statement, each with its German name; what is not said is left out.
pub(super) fn statement(it: &Statement, case: &CaseSheet) -> Facts {
    let mut facts = vec![
        ("Eingegangen", plain(&german(it.received_on))),
        ("Datiert", plain(&german(it.dated_on))),
    ];
    facts.extend(it.as_of.map(|day| ("Stand der Angaben", plain(&german(day)))));
    facts.push(("Haltung", plain(it.position.label())));
    facts.extend(optional("Gründe", &shown(case, &it.reasons)));
    facts.extend(optional("Wortlaut", &shown(case, &it.text)));
    let persons = html! { ul.plain { @for said in &it.persons {
        li { strong { (case.file.name_of(said.person)) } ": " (of_person(said, case)) }
    } } };
    facts.extend((!it.persons.is_empty()).then_some(("Personen", persons)));
    let document = it.document.and_then(|it| case.document(it));
    facts.extend(document.map(|it| {
        ("Dokument", html! { a.kern-link href={ "/dokumente/" (it.id) } { (it.description.name) } })
    }));
    facts
}

/// `Duldung; vollziehbar ausreisepflichtig: ja; …`
fn of_person(it: &StatedPerson, case: &CaseSheet) -> Markup {
    let answers = [
        ("vollziehbar ausreisepflichtig", it.obliged_to_leave),
        ("Verurteilungen", it.convicted),
        ("Lebensunterhalt gesichert", it.livelihood_secured),
        ("Identität und Pass geklärt", it.identity_clarified),
        ("Einreise- und Aufenthaltsverbot", it.entry_ban),
    ];
    let answers =
        answers.into_iter().filter_map(|(what, said)| Some(format!("{what}: {}", said?.label())));
    let texts = [("Verurteilungen im Einzelnen", &it.convictions), ("verzogen nach", &it.moved_to)];
    let texts = texts.into_iter().filter(|it| !it.1.is_empty());
    let status = it.status.map(|it| it.label().to_owned());
    let place = it.whereabouts.map(|it| format!("Wohnort {}", it.label()));
    // None but for secretariat and chair.
    let day = it.return_date.map(|it| {
        format!("Termin der Rückführung: {} (nur für Geschäftsstelle und Vorsitz)", german(it))
    });
    let texts = texts.map(|(what, text)| format!("{what}: {}", shown(case, text)));
    let all: Vec<_> =
        status.into_iter().chain(answers).chain(place).chain(texts).chain(day).collect();
    html! { (all.join("; ")) }
}
