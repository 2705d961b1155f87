use chrono::NaiveDate;

use super::{people, person_lists};
use crate::{
    procedure::{
        Address, Appointment, Earlier, FieldError, PersonDetails, PersonId, Registration,
        Representative, RepresentativeField, RepresentativeId,
    },
    storage::Authority,
    web::{
        cases::typed::{Reading, Typed},
        clock::fresh_id,
    },
};

/// The registration that was typed, or all that is wrong with it.
pub(super) fn read<'a>(
    typed: &Typed,
    authorities: &'a [Authority],
    today: NaiveDate,
) -> Result<(Registration, &'a Authority), Vec<FieldError>> {
    registration(typed, authorities, today).map_err(with_position)
}

/// As [`read`], where it is known of which person a message speaks.
pub(in crate::web::cases) fn registration<'a>(
    typed: &Typed,
    authorities: &'a [Authority],
    today: NaiveDate,
) -> Result<(Registration, &'a Authority), Vec<FieldError>> {
    let mut reading = Reading::new(typed, today);
    let authority = authority(&mut reading, authorities);
    let read = whole(&mut reading, authority);
    let registration = reading.finish(read.zip(authority))?;
    let mut errors = registration.0.errors(today);
    typed.sort(&mut errors);
    if errors.is_empty() { Ok(registration) } else { Err(errors) }
}

/// Says of which person a message speaks: the summary names no field.
fn with_position(errors: Vec<FieldError>) -> Vec<FieldError> {
    let placed = |it: FieldError| {
        let person = it.field.strip_prefix("persons-").and_then(|it| it.split_once('-'));
        match person.and_then(|it| it.0.parse::<usize>().ok()) {
            Some(position) => FieldError {
                sentence: format!("Person {}: {}", position + 1, it.sentence),
                field: it.field,
            },
            None => it,
        }
    };
    errors.into_iter().map(placed).collect()
}

fn whole(reading: &mut Reading, authority: Option<&Authority>) -> Option<Registration> {
    let received_on = reading.day(("received_on", "Eingegangen am"));
    let channel = reading.choice(("channel", "Eingangsweg"));
    let reasons = reading.text("reasons");
    let earlier = earlier(reading);
    let count = people::count(reading.typed);
    let persons: Vec<_> = (0..count).map(|position| person(reading, position)).collect();
    let appointment = appointment(reading, &persons, received_on);
    Some(Registration {
        received_on: received_on?,
        channel: channel?,
        authority: authority?.id,
        reasons,
        urgent: reading.typed.ticked("urgent"),
        persons: persons.into_iter().collect::<Option<_>>()?,
        appointment,
        earlier,
    })
}

/// `None` when it is no Folgeantrag.
fn earlier(reading: &Reading) -> Option<Earlier> {
    let case = reading.typed.get("earlier").parse().ok()?;
    Some(Earlier { case, news: reading.text("news") })
}

/// Only what the register offered: a field can be sent with anything.
fn authority<'a>(reading: &mut Reading, authorities: &'a [Authority]) -> Option<&'a Authority> {
    let chosen: i32 = reading.choice(("authority", "Ausländerbehörde"))?;
    let found = authorities.iter().find(|it| it.id.0 == chosen);
    if found.is_none() {
        reading.wrong("authority", "Diese Ausländerbehörde steht nicht im Register.");
    }
    found
}

/// `None` when nothing was typed into the block, nor anybody ticked.
fn appointment(
    reading: &mut Reading,
    persons: &[Option<PersonDetails>],
    received_on: Option<NaiveDate>,
) -> Option<Appointment> {
    let given_on = reading.day_if_any(("power_of_attorney_on", "Vollmacht vom"));
    let ticked = |at: usize| reading.typed.ticked(&people::field(at, "represented"));
    let covered = persons.iter().enumerate().filter(|it| ticked(it.0));
    let covered: Vec<_> = covered.filter_map(|it| it.1.as_ref()).map(|it| it.id).collect();
    let reference = reading.text("representative_reference");
    let typed = |it: &RepresentativeField| !reading.text(it.name()).is_empty();
    let empty = !RepresentativeField::ALL.iter().any(typed)
        && reference.is_empty()
        && given_on.is_none()
        && covered.is_empty();
    let known = reading.typed.get("representative").parse::<RepresentativeId>();
    let today = reading.today;
    let received_on = received_on.unwrap_or(today);
    (!empty).then(|| Appointment {
        representative: known.unwrap_or_else(|_| RepresentativeId(fresh_id())),
        details: Representative::read(|it| reading.text(it.name())),
        reference,
        given_on,
        document: None,
        persons: covered,
        begins_on: given_on.map_or(received_on, |it| it.max(received_on)).min(today),
    })
}

pub(in crate::web::cases) fn person(
    reading: &mut Reading,
    position: usize,
) -> Option<PersonDetails> {
    let field = |name: &str| people::field(position, name);
    let family_name = reading.needed((&field("family_name"), "Familienname"));
    let born = reading.partial_day((&field("born"), "Geboren am"));
    let family_role = reading.choice((&field("family_role"), "Stellung in der Familie"));
    let sex = reading.choice((&field("sex"), "Geschlecht"));
    let marital_status = reading.choice((&field("marital_status"), "Familienstand"));
    let residence_status =
        reading.choice((&field("residence_status"), "Aufenthaltsrechtlicher Status"));
    let status_since = reading.day_if_any((&field("status_since"), "Status gilt seit"));
    let status_until = reading.day_if_any((&field("status_until"), "Status gültig bis"));
    let entered = reading.partial_day_if_any((&field("entered"), "Eingereist am"));
    let nationalities = person_lists::nationalities(reading, position);
    let birth_country = person_lists::country_if_any(reading, &field("birth_country"));
    let other_names = person_lists::other_names(reading, position);
    let references = person_lists::references(reading, position);
    let text = |name: &str| reading.text(&field(name));
    Some(PersonDetails {
        id: PersonId(fresh_id()),
        family_name: family_name?,
        given_names: text("given_names"),
        birth_name: text("birth_name"),
        other_names: other_names?,
        born: born?,
        birth_place: text("birth_place"),
        birth_country,
        birth_country_note: text("birth_country_note"),
        nationalities: nationalities?,
        nationality_note: text("nationality_note"),
        sex: sex?,
        marital_status: marital_status?,
        family_role: family_role?,
        address: Address {
            street: text("street"),
            postal_code: text("postal_code"),
            town: text("town"),
        },
        address_protected: reading.typed.ticked(&field("address_protected")),
        former_addresses: Vec::new(),
        language: text("language"),
        interpreter_needed: reading.typed.ticked(&field("interpreter_needed")),
        entered,
        residence_status: residence_status?,
        status_since,
        status_until,
        references: references?,
    })
}
