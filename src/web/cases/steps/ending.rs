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
    let people: Vec<_> =
        form.case.file.details_of(&running).map(|it| (it.id.to_string(), it.full_name())).collect();
    let people = people.iter().map(|it| (it.0.as_str(), it.1.as_str()));
    html! {
        (form.field(PERSONS).choices(people, &form.typed.all(PERSONS.0)))
        (form.field(ENDING).select(OtherEnding::ALL.iter().map(|it| (it.name(), it.label()))))
        (form.field(ENDED).date())
        (form.field(EVIDENCE).hint("Zum Beispiel: Schreiben vom …, Mitteilung der Ausländerbehörde vom …").area(4))
        (form.field(HANDED_TO).hint("Nur bei Abgabe an ein anderes Land").optional().text())
    }
}

pub(super) fn read(reading: &mut Reading, case: &CaseSheet) -> Option<Step> {
    let persons = persons_of(reading, PERSONS, &case.file.case.ids_where(|_| true));
    let (ending, ended_on) = (reading.choice(ENDING), reading.day(ENDED));
    let evidence = reading.needed(EVIDENCE);
    let handed_to = reading.text(HANDED_TO.0);
    Some(Step::EndOtherwise {
        persons: persons?,
        ending: ending?,
        ended_on: ended_on?,
        evidence: evidence?,
        handed_to,
    })
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
