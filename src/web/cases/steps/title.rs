//! What was granted to one person after an Ersuchen.

use maud::{Markup, html};

use super::filled::Filled;
use crate::{
    procedure::{GrantedTitle, PersonDetails, TitleCondition},
    web::{cases::typed::Reading, components::Field},
};

const FIELDS: [(&str, &str); 5] = [
    ("basis", "Erteilter Titel: Rechtsgrundlage"),
    ("valid_from", "Gültig ab"),
    ("valid_until", "Gültig bis"),
    ("conditions", "Bedingungen"),
    ("other_condition", "Andere Bedingung"),
];

/// Folded until something stands in it: the title is often known only later.
pub(super) fn fields(form: Filled, (at, person): (usize, &PersonDetails)) -> Markup {
    let name = |it: &str| format!("{it}-{at}");
    let known = |it: &str| !form.typed.get(&name(it)).is_empty();
    let wrong = |it: &str| form.errors.iter().any(|error| error.field == name(it));
    let open = FIELDS.iter().any(|it| known(it.0) || wrong(it.0));
    let show = |it: &str, show: &dyn Fn(Field) -> Markup| {
        let field = name(it);
        let value = form.typed.get(&field);
        show(Field::new(&field, label(it)).value(value).errors(form.errors).optional())
    };
    let options = || TitleCondition::ALL.iter().map(|it| (it.name(), it.label()));
    let whose = format!("Titel und Bedingungen: {}", form.case.file.name_of(person.id));
    html! {
        details.person open[open] {
            summary { (whose) }
            fieldset.kern-fieldset {
                legend.kern-sr-only { (whose) }
                div.fields {
                    (show("basis", &|it| it.hint("Zum Beispiel: § 23a AufenthG").text()))
                    (show("valid_from", &|it| it.date()))
                    (show("valid_until", &|it| it.date()))
                }
                (show("conditions", &|it| it.choices(options(), &form.typed.all(&name("conditions")))))
                (show("other_condition", &|it| it.area(2)))
            }
        }
    }
}

fn label(name: &str) -> &'static str {
    FIELDS.iter().find(|it| it.0 == name).map_or("", |it| it.1)
}

pub(super) fn read(reading: &mut Reading, (at, person): (usize, &PersonDetails)) -> GrantedTitle {
    let name = |it: &str| format!("{it}-{at}");
    let day = |reading: &mut Reading, it: &str| {
        let label = format!("{} – {}", label(it), person.full_name());
        reading.day_if_any((&name(it), &label))
    };
    let ticked = reading.typed.all(&name("conditions"));
    let conditions = TitleCondition::ALL.iter().copied();
    GrantedTitle {
        person: person.id,
        basis: reading.text(&name("basis")),
        valid_from: day(reading, "valid_from"),
        valid_until: day(reading, "valid_until"),
        conditions: conditions.filter(|it| ticked.contains(&it.name().to_owned())).collect(),
        other_condition: reading.text(&name("other_condition")),
    }
}
