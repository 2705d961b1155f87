//! What the authority says of each person.

use std::str::FromStr;

use maud::{Markup, html};

use super::filled::Filled;
use crate::{
    procedure::{PersonDetails, ResidenceStatus, Said, StatedPerson, Whereabouts},
    web::{
        cases::{sheet::CaseSheet, typed::Reading},
        components::Field,
    },
};

/// Nothing is said about it.
const NOTHING: &str = "nichts";

const RETURN_DATE: &str = "Den Termin der Rückführung sehen nur Geschäftsstelle und Vorsitz (§ 97a AufenthG). Er wird bei der Person vermerkt, der Befund folgt daraus, und der Fall wird zum Eilfall. Bitte den Tag in kein anderes Feld schreiben.";

const FIELDS: [(&str, &str); 10] = [
    ("status", "Aufenthaltsrechtlicher Status"),
    ("obliged", "Vollziehbar ausreisepflichtig"),
    ("convicted", "Verurteilungen"),
    ("convictions", "Welche Verurteilungen"),
    ("livelihood", "Lebensunterhalt gesichert"),
    ("identity", "Identität und Pass geklärt"),
    ("entry_ban", "Einreise- und Aufenthaltsverbot (§ 11 AufenthG)"),
    ("whereabouts", "Wohnort"),
    ("moved_to", "Verzogen nach"),
    ("return_date", "Termin der Rückführung"),
];

/// The persons of this round, each with the place in the case.
pub(super) fn asked(case: &CaseSheet) -> impl Iterator<Item = (usize, &PersonDetails)> {
    let of_case = &case.file.case;
    let persons = of_case.persons.iter().zip(&case.file.details).enumerate();
    persons.filter(|it| it.1.0.round == of_case.round).map(|(at, it)| (at, it.1))
}

pub(super) fn fields(form: Filled, (at, person): (usize, &PersonDetails)) -> Markup {
    let said = |name: &str| {
        let value = form.typed.get(&format!("{name}-{at}"));
        !value.is_empty() && value != NOTHING
    };
    let wrong = |name: &str| form.errors.iter().any(|it| it.field == format!("{name}-{at}"));
    let open = FIELDS.iter().any(|it| said(it.0) || wrong(it.0));
    let show = |name: &str, show: &dyn Fn(Field) -> Markup| {
        let field = format!("{name}-{at}");
        let typed = form.typed.get(&field);
        show(Field::new(&field, label(name)).value(typed).errors(form.errors).optional())
    };
    let choose = |name: &str, options: &[(&str, &str)]| {
        let chosen = if said(name) { form.typed.get(&format!("{name}-{at}")) } else { NOTHING };
        let options = || std::iter::once((NOTHING, "keine Angabe")).chain(options.iter().copied());
        show(name, &|it| it.value(chosen).select(options()))
    };
    let answers: Vec<_> = Said::ALL.iter().map(|it| (it.name(), it.label())).collect();
    let statuses: Vec<_> = ResidenceStatus::ALL.iter().map(|it| (it.name(), it.label())).collect();
    let places: Vec<_> = Whereabouts::ALL.iter().map(|it| (it.name(), it.label())).collect();
    let whose = format!("Angaben der Ausländerbehörde zu {}", form.case.file.name_of(person.id));
    html! {
        details.person open[open] {
            summary { (whose) }
            fieldset.kern-fieldset {
                legend.kern-sr-only { (whose) }
                div.fields {
                    (choose("status", &statuses))
                    (choose("obliged", &answers))
                    (choose("livelihood", &answers))
                    (choose("identity", &answers))
                    (choose("entry_ban", &answers))
                    (choose("convicted", &answers))
                    (show("convictions", &|it| it.area(1)))
                    (choose("whereabouts", &places))
                    (show("moved_to", &|it| it.text()))
                    (show("return_date", &|it| it.date()))
                }
            }
            p.muted { (RETURN_DATE) }
        }
    }
}

fn label(name: &str) -> &'static str {
    FIELDS.iter().find(|it| it.0 == name).map_or("", |it| it.1)
}

pub(super) fn read(reading: &mut Reading, (at, person): (usize, &PersonDetails)) -> StatedPerson {
    let field = |name: &str| format!("{name}-{at}");
    let day = (field("return_date"), format!("{} – {}", label("return_date"), person.full_name()));
    StatedPerson {
        person: person.id,
        status: said(reading, "status", at),
        obliged_to_leave: said(reading, "obliged", at),
        convicted: said(reading, "convicted", at),
        convictions: reading.text(&field("convictions")),
        livelihood_secured: said(reading, "livelihood", at),
        identity_clarified: said(reading, "identity", at),
        entry_ban: said(reading, "entry_ban", at),
        whereabouts: said(reading, "whereabouts", at),
        moved_to: reading.text(&field("moved_to")),
        return_date: reading.day_if_any((&day.0, &day.1)),
    }
}

fn said<T: FromStr>(reading: &mut Reading, name: &str, at: usize) -> Option<T> {
    let field = format!("{name}-{at}");
    match reading.typed.get(&field) {
        "" | NOTHING => None,
        _ => reading.choice((&field, label(name))),
    }
}
