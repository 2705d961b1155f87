use maud::{Markup, html};

use super::{
    people,
    person_lists::{self, List},
};
use crate::{
    procedure::{FamilyRole, FieldError, MaritalStatus, ResidenceStatus, Sex},
    web::{
        cases::typed::Typed,
        components::{Field, Look, named_button},
    },
};

/// The fields of one person, with what was typed into them.
struct PersonForm<'a> {
    typed: &'a Typed,
    errors: &'a [FieldError],
    position: usize,
}

/// One person of the form. Persons are folded except the first and those with an error.
pub(super) fn person(
    typed: &Typed,
    errors: &[FieldError],
    (position, of): (usize, usize),
) -> Markup {
    let form = PersonForm { typed, errors, position };
    let name = ["given_names", "family_name"].map(|it| form.value(it));
    let legend = format!("Person {}: {}", position + 1, name.join(" ").trim());
    let legend = legend.trim_end_matches([':', ' ']);
    let newest = position + 1 == of;
    html! {
        details.person open[position == 0 || newest || form.has_error(&[])] {
            summary { (legend) }
            fieldset.kern-fieldset {
                legend.kern-sr-only { (legend) }
                (form.identity())
                (form.place(&html! {}))
                (form.rare())
                (form.represented())
                @if of > 1 {
                    @let gone = format!("entfernen-{position}");
                    @let label = format!("Person {} entfernen", position + 1);
                    div.buttons { (named_button(Look::Tertiary, &label, ("tun", &gone))) }
                }
            }
        }
    }
}

/// The same fields for somebody who is registered already, with nothing folded.
pub(in crate::web::cases) fn amended_fields(typed: &Typed, errors: &[FieldError]) -> Markup {
    let form = PersonForm { typed, errors, position: 0 };
    html! { (form.identity()) (form.place(&form.moved())) (form.rare()) }
}

impl PersonForm<'_> {
    fn value(&self, name: &str) -> &str {
        self.typed.get(&people::field(self.position, name))
    }

    /// With no names given: whether any field of the person is wrong.
    fn has_error(&self, names: &[&str]) -> bool {
        let prefix = people::field(self.position, "");
        let own = self.errors.iter().filter_map(|it| it.field.strip_prefix(&prefix));
        own.into_iter().any(|it| names.is_empty() || names.contains(&it))
    }

    /// Whether a field is wrong whose name begins so.
    fn has_error_in(&self, lists: &[&str]) -> bool {
        let prefix = people::field(self.position, "");
        let mut own = self.errors.iter().filter_map(|it| it.field.strip_prefix(&prefix));
        own.any(|it| it != "nationalities-0" && lists.iter().any(|list| it.starts_with(list)))
    }

    fn field(&self, name: &str, label: &str, show: impl Fn(Field<'_>) -> Markup) -> Markup {
        let field = people::field(self.position, name);
        show(Field::new(&field, label).value(self.typed.get(&field)).errors(self.errors))
    }

    /// Asked of a new address.
    fn moved(&self) -> Markup {
        html! {
            (self.field("moved_on", "Umgezogen am", |it| {
                it.at_times().hint("Wenn sich die Anschrift ändert: TT.MM.JJJJ; die alte bleibt erhalten.").date()
            }))
            (self.field("address_corrected", "Anschrift nur berichtigt, kein Umzug", |it| {
                it.hint("Ein Schreibfehler: Dort hat niemand gewohnt.").check_box()
            }))
        }
    }

    fn represented(&self) -> Markup {
        self.field("represented", "Vollmacht umfasst diese Person", |it| {
            it.hint("Schreiben gehen dann an die Vertretung.").check_box()
        })
    }

    fn identity(&self) -> Markup {
        html! { div.fields {
            (self.field("family_name", "Familienname", |it| {
                it.hint("Wer nur einen Namen führt, hat ihn hier.").text()
            }))
            (self.field("given_names", "Vornamen", |it| it.optional().text()))
            (self.field("born", "Geboren am", |it| it.hint("TT.MM.JJJJ, MM.JJJJ oder JJJJ").text()))
            (self.field("family_role", "Stellung in der Familie", |it| {
                it.select(FamilyRole::ALL.iter().map(|it| (it.name(), it.label())))
            }))
            (person_lists::nationality(self.typed, self.errors, (self.position, 0)))
            (self.field("sex", "Geschlecht", |it| {
                it.select(Sex::ALL.iter().map(|it| (it.name(), it.label())))
            }))
        } }
    }

    /// `between` stands behind the address.
    fn place(&self, between: &Markup) -> Markup {
        html! { div.fields {
            (self.field("street", "Straße und Hausnummer", |it| it.optional().text()))
            (self.field("postal_code", "Postleitzahl", |it| it.optional().text()))
            (self.field("town", "Ort", |it| it.optional().text()))
            (between)
        } div.fields {
            (self.field("address_protected", "Auskunftssperre: Anschrift geheim halten", |it| {
                it.hint("Sie steht dann nur im Anschriftfeld der eigenen Post; nur Geschäftsstelle und Vorsitz lesen sie.").check_box()
            }))
        } div.fields {
            (self.field("residence_status", "Aufenthaltsrechtlicher Status", |it| {
                it.select(ResidenceStatus::ALL.iter().map(|it| (it.name(), it.label())))
            }))
            (self.field("status_since", "Status gilt seit", |it| it.optional().date()))
            (self.field("status_until", "Status gültig bis", |it| it.optional().date()))
            (self.field("entered", "Eingereist am", |it| {
                it.optional().hint("TT.MM.JJJJ, MM.JJJJ oder JJJJ").text()
            }))
        } }
    }

    /// What few applications say of a person.
    fn rare(&self) -> Markup {
        const RARE: [&str; 8] = [
            "language",
            "interpreter_needed",
            "birth_name",
            "birth_place",
            "birth_country",
            "birth_country_note",
            "nationality_note",
            "marital_status",
        ];
        const LISTS: [&str; 3] = ["nationalities-", "other_names", "references"];
        let used = |it: &str| !matches!(self.value(it), "" | "unknown");
        let listed = |it: List| !it.typed(self.typed, self.position).is_empty();
        let several = person_lists::typed_nationalities(self.typed, self.position).len() > 1;
        let lists = several || listed(List::OtherNames) || listed(List::References);
        let wrong = self.has_error(&RARE) || self.has_error_in(&LISTS);
        html! {
            details.rare open[lists || wrong || RARE.iter().any(|it| used(it))] {
                summary { "Weitere Angaben: Sprache, Geburtsname, Geburtsort, Familienstand, andere Namen, fremde Aktenzeichen" }
                div.fields {
                    (self.field("language", "Sprache", |it| {
                        it.optional().hint("In der man mit der Person spricht").text()
                    }))
                    (self.field("interpreter_needed", "Dolmetscher nötig", |it| {
                        it.hint("Für Gespräche mit der Person.").check_box()
                    }))
                    (self.field("birth_name", "Geburtsname", |it| it.optional().text()))
                    (self.field("birth_place", "Geburtsort", |it| it.optional().text()))
                    (self.field("birth_country", "Geburtsstaat", person_lists::birth_country))
                    (self.field("marital_status", "Familienstand", |it| {
                        it.select(MaritalStatus::ALL.iter().map(|it| (it.name(), it.label())))
                    }))
                    (person_lists::more_nationalities(self.typed, self.errors, self.position))
                    (self.field("nationality_note", "Staatsangehörigkeit im Wortlaut", |it| {
                        it.optional().hint("Wenn die Liste es nicht trifft").text()
                    }))
                    (self.field("birth_country_note", "Geburtsstaat im Wortlaut", |it| {
                        it.optional().hint("Wenn die Liste es nicht trifft").text()
                    }))
                }
                (List::OtherNames.fields(self.typed, self.errors, self.position))
                (List::References.fields(self.typed, self.errors, self.position))
            }
        }
    }
}
