use maud::{Markup, html};

use super::filled::{Filled, Named};
use crate::{
    procedure::{OtherEnding, PersonId, Step},
    web::cases::{
        sheet::CaseSheet,
        typed::{Reading, Typed},
    },
};

const PERSONS: Named = ("persons", "Für welche Personen");
const ENDING: Named = ("ending", "Wodurch das Verfahren endet");
const ENDED: Named = ("ended_on", "Am");
const EVIDENCE: Named = ("evidence", "Nachweis");
const DOCUMENT: Named = ("document", "Nachweis als Dokument des Falls");
/// No document of the case.
const NO_DOCUMENT: &str = "keines";
const HANDED_TO: Named = ("handed_to", "Aufnehmende Kommission");

/// With one person left there is nothing to choose.
pub(super) fn blank(case: &CaseSheet) -> Typed {
    match case.file.case.ids_where(|it| !it.standing.is_ended()).as_slice() {
        [only] => Typed::new(vec![(PERSONS.0.to_owned(), only.to_string())]),
        _ => Typed::default(),
    }
}

pub(super) fn fields(form: Filled) -> Markup {
    let running = form.case.file.case.ids_where(|it| !it.standing.is_ended());
    let people: Vec<_> = form
        .case
        .file
        .details_of(&running)
        .map(|it| (it.id.to_string(), form.case.file.name_of(it.id)))
        .collect();
    let people = people.iter().map(|it| (it.0.as_str(), it.1.as_str()));
    let law = form.case.rules.law;
    let endings: Vec<_> =
        OtherEnding::ALL.iter().map(|it| (it.name(), law.says(&with_basis(*it)))).collect();
    let documents = form.case.documents.iter();
    let documents: Vec<_> =
        documents.map(|it| (it.id.to_string(), it.description.name.as_str())).collect();
    let documents = documents.iter().map(|it| (it.0.as_str(), it.1));
    let chosen = Some(form.typed.get(DOCUMENT.0)).filter(|it| !it.is_empty());
    html! {
        (form.field(PERSONS).choices(people, &form.typed.all(PERSONS.0)))
        (form.field(ENDING).select(endings.iter().map(|it| (it.0, it.1.as_str()))))
        (form.field(ENDED).date())
        (form.field(EVIDENCE).hint("Zum Beispiel: Schreiben vom …, Mitteilung der Ausländerbehörde vom …").area(4))
        @if !form.case.documents.is_empty() {
            (form.field(DOCUMENT).value(chosen.unwrap_or(NO_DOCUMENT)).optional()
                .select(std::iter::once((NO_DOCUMENT, "keines")).chain(documents)))
        }
        (form.field(HANDED_TO).hint("Nur bei Abgabe an ein anderes Land").optional().text())
    }
}

pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let persons = persons_of(reading, PERSONS, &case.file.case.ids_where(|_| true));
    let (ending, ended_on) = (reading.choice(ENDING), reading.day(ENDED));
    let evidence = reading.needed(EVIDENCE);
    let handed_to = reading.text(HANDED_TO.0);
    // Of this case only: a field can be sent with anything.
    let chosen = reading.typed.get(DOCUMENT.0);
    let document = case.documents.iter().find(|it| it.id.to_string() == chosen).map(|it| it.id);
    Some(Step::EndOtherwise {
        persons: persons?,
        ending: ending?,
        ended_on: ended_on?,
        evidence: evidence?,
        document,
        handed_to,
    })
}

/// `Abschiebung (§ 58 AufenthG)`
fn with_basis(ending: OtherEnding) -> String {
    match ending.basis() {
        Some(basis) if !ending.label().contains('§') => format!("{} ({basis})", ending.label()),
        _ => ending.label().to_owned(),
    }
}

/// The persons that were ticked; only such as were offered.
pub(super) fn persons_of(
    reading: &mut Reading,
    (field, label): Named,
    offered: &[PersonId],
) -> Option<Vec<PersonId>> {
    let ticked = reading.typed.all(field);
    let chosen = offered.iter().copied().filter(|it| ticked.contains(&it.to_string()));
    let persons: Vec<_> = chosen.collect();
    if persons.is_empty() {
        reading.wrong(field, format_args!("{label}: bitte mindestens eine Person wählen."));
        return None;
    }
    Some(persons)
}
