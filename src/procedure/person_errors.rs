//! Everything that keeps a person from being described so, field by field.

use chrono::NaiveDate;

use super::{Country, FieldError, PersonDetails, Registration};

#[derive(Default)]
pub(super) struct Errors {
    pub(super) found: Vec<FieldError>,
}

impl Errors {
    pub(super) fn when(&mut self, wrong: bool, field: &str, sentence: &str) {
        if wrong {
            self.found.push(FieldError::new(field, sentence));
        }
    }

    pub(super) fn too_long(&mut self, text: &str, most: usize, field: &str) {
        let length = text.chars().count();
        self.when(length > most, field, &format!("Höchstens {most} Zeichen; das sind {length}."));
    }
}

pub(super) fn person_errors(
    position: usize,
    person: &PersonDetails,
    today: NaiveDate,
) -> Vec<FieldError> {
    let mut errors = Errors::default();
    let field = |name: &str| format!("persons-{position}-{name}");
    errors.when(
        person.family_name.is_empty(),
        &field("family_name"),
        "Bitte einen Namen angeben; wer nur einen Namen führt, hat ihn hier.",
    );
    errors.when(
        person.born.earliest() > today,
        &field("born"),
        "Das Geburtsdatum liegt in der Zukunft.",
    );
    let entered_early = person.entered.is_some_and(|it| it.year() < person.born.year());
    errors.when(entered_early, &field("entered"), "Die Einreise liegt vor der Geburt.");
    let entered_late = person.entered.is_some_and(|it| it.earliest() > today);
    errors.when(entered_late, &field("entered"), "Die Einreise liegt in der Zukunft.");
    let since = person.status_since;
    let later = since.zip(person.status_until).is_some_and(|(since, until)| since > until);
    errors.when(later, &field("status_until"), "Der Status endet, bevor er beginnt.");
    let ahead = since.is_some_and(|it| it > today);
    errors.when(ahead, &field("status_since"), "Der Status beginnt in der Zukunft.");
    lines_errors(&mut errors, person, field);
    countries_errors(&mut errors, person, field);
    errors.found
}

fn lines_errors(errors: &mut Errors, person: &PersonDetails, field: impl Fn(&str) -> String) {
    let lines = [
        ("family_name", &person.family_name),
        ("given_names", &person.given_names),
        ("birth_name", &person.birth_name),
        ("birth_place", &person.birth_place),
        ("birth_country_note", &person.birth_country_note),
        ("nationality_note", &person.nationality_note),
        ("street", &person.address.street),
        ("postal_code", &person.address.postal_code),
        ("town", &person.address.town),
        ("language", &person.language),
    ];
    for (name, text) in lines {
        errors.too_long(text, Registration::MAX_LINE, &field(name));
    }
    let names = person.other_names.iter().map(|it| &it.name);
    list_errors(errors, names, |at| field(&format!("other_names-{at}")));
    let references = person.references.iter().map(|it| &it.text);
    list_errors(errors, references, |at| field(&format!("references-{at}")));
}

/// Each line of a list is a field of its own, with its number.
fn list_errors<'a>(
    errors: &mut Errors,
    list: impl ExactSizeIterator<Item = &'a String>,
    field: impl Fn(usize) -> String,
) {
    let most = Registration::MAX_LIST;
    errors.when(list.len() > most, &field(0), &format!("Höchstens {most} Zeilen."));
    for (at, text) in list.enumerate() {
        errors.too_long(text, Registration::MAX_LINE, &field(at));
    }
}

fn countries_errors(errors: &mut Errors, person: &PersonDetails, field: impl Fn(&str) -> String) {
    let all = &person.nationalities;
    for (at, it) in all.iter().enumerate() {
        let field = field(&format!("nationalities-{at}"));
        errors.when(all[..at].contains(it), &field, "Diese Staatsangehörigkeit steht schon da.");
        let alone = it.stands_alone() && all.len() > 1;
        let sentence = format!("Neben „{}“ steht keine andere Staatsangehörigkeit.", it.name());
        errors.when(alone, &field, &sentence);
    }
    let most = Registration::MAX_NATIONALITIES;
    let too_many = all.len() > most;
    errors.when(too_many, &field("nationalities-0"), &format!("Höchstens {most}."));
    let nowhere = person.birth_country.is_some_and(Country::is_no_place);
    errors.when(nowhere, &field("birth_country"), "Das ist kein Staat, in dem jemand geboren ist.");
}
