//! One document as a row of fields, which are called by its id.

use maud::{Markup, html};

use super::new_since;
use crate::{
    acts::Described,
    now::wall_clock,
    procedure::{Description, DocumentKind, FieldError, Sensitivity, Version},
    storage::Document,
    web::{
        cases::{
            sheet::CaseSheet,
            typed::{Reading, Typed},
        },
        components::{Field, hidden},
        days::german,
    },
};

/// What a row shows: what was typed, or what is known.
fn value(it: &Document, field: &str, typed: &Typed) -> String {
    let name = format!("{field}-{}", it.id);
    if typed.has(&name) {
        return typed.get(&name).to_owned();
    }
    let known = &it.description;
    match field {
        "name" => known.name.clone(),
        "kind" => known.kind.map_or("", DocumentKind::name).to_owned(),
        "sensitivity" => known.sensitivity.name().to_owned(),
        "person" => known.person.map_or_else(|| ALL.to_owned(), |it| it.to_string()),
        "dated_on" => known.dated_on.map(german).unwrap_or_default(),
        _ => german(known.received_on),
    }
}

/// Nobody has said yet.
const NO_KIND: &str = "offen";
/// The case as a whole.
const ALL: &str = "alle";

pub(super) fn cells(
    it: &Document,
    case: &CaseSheet,
    (typed, errors): (&Typed, &[FieldError]),
) -> Vec<Markup> {
    let cell = |field: &str, label: &str, show: &dyn Fn(Field) -> Markup| {
        let label = format!("{label}: {}", it.description.name);
        let (name, value) = (format!("{field}-{}", it.id), value(it, field, typed));
        show(Field::new(&name, &label).value(&value).errors(errors))
    };
    let kinds = || {
        let named = DocumentKind::ALL.iter().map(|it| (it.name(), it.label()));
        std::iter::once((NO_KIND, "noch offen")).chain(named)
    };
    let people: Vec<_> =
        case.file.details.iter().map(|it| (it.id.to_string(), it.list_name())).collect();
    let people = || {
        let named = people.iter().map(|it| (it.0.as_str(), it.1.as_str()));
        std::iter::once((ALL, "der ganze Fall")).chain(named)
    };
    let classes = || Sensitivity::ALL.iter().map(|it| (it.name(), it.label()));
    vec![
        html! {
            (hidden(&format!("version-{}", it.id), it.version.0))
            (cell("name", "Bezeichnung", &|it| it.text()))
        },
        cell("kind", "Art", &|it| it.select(kinds())),
        cell("dated_on", "Datum des Schriftstücks", &|it| it.optional().text()),
        cell("received_on", "Eingegangen am", &|it| it.text()),
        cell("person", "Person", &|it| it.select(people())),
        cell("sensitivity", "Schutzklasse", &|it| it.select(classes())),
        html! {
            (new_since(case, it))
            a.kern-link href={ "/faelle/" (it.case) "/dokumente/" (it.id) } {
                "Lesen" span.kern-sr-only { ": " (it.description.name) }
            }
            br;
            a.kern-link href={ "/faelle/" (it.case) "/dokumente/" (it.id) "/fassung" } {
                "Neue Fassung" span.kern-sr-only { ": " (it.description.name) }
            }
            br;
            a.kern-link href={ "/faelle/" (it.case) "/dokumente/" (it.id) "/verlegen" } {
                "Verlegen" span.kern-sr-only { ": " (it.description.name) }
            }
            br; span.muted { (wall_clock(it.uploaded_at)) ", " (it.uploaded_by) }
        },
    ]
}

/// What was typed into the row of a document; `None` with errors, or when the page had no such row.
pub(super) fn read(it: &Document, reading: &mut Reading) -> Option<Described> {
    let name = |field: &str| format!("{field}-{}", it.id);
    let seen = reading.typed.get(&name("version")).parse().ok()?;
    let about = |label: &str| format!("{}: {label}", it.description.name);
    let dated_on = reading.day_if_any((&name("dated_on"), &about("Datum des Schriftstücks")));
    let received_on = reading.day((&name("received_on"), &about("Eingegangen am")));
    let sensitivity = reading.choice((&name("sensitivity"), &about("Schutzklasse")));
    let description = Description {
        name: reading.text(&name("name")),
        kind: reading.typed.get(&name("kind")).parse().ok(),
        person: reading.typed.get(&name("person")).parse().ok(),
        sensitivity: sensitivity?,
        dated_on,
        received_on: received_on?,
    };
    Some((it.id, Version(seen), description))
}
