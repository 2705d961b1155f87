//! Persons on the form: their fields are `persons-0-family_name`, `persons-1-family_name`, …

use super::{from_mail, person_lists};
use crate::{
    procedure::{Country, PartialDate, PersonDetails, Registration},
    web::{cases::typed::Typed, days::german},
};

/// What people of one household have in common.
const SHARED: [&str; 11] = [
    "street",
    "postal_code",
    "town",
    "address_protected",
    "nationalities-0",
    "nationalities-1",
    "nationalities-2",
    "nationality_note",
    "language",
    "interpreter_needed",
    "entered",
];

/// What is asked before a registration begins.
pub(super) const SEARCHED: [&str; 4] = ["family_name", "given_names", "born", "references"];

pub(in crate::web::cases) fn field(position: usize, name: &str) -> String {
    format!("persons-{position}-{name}")
}

/// As many as the form was sent with, up to one more than is allowed.
pub(super) fn count(typed: &Typed) -> usize {
    let there = |position: &usize| typed.has(&field(*position, "family_name"));
    (0..=Registration::MAX_PERSONS).take_while(there).count()
}

/// A form for one person, as it is first shown: with what was already searched for, and what the
/// e-mail says from which it came.
pub(super) fn begun(searched: &Typed) -> Typed {
    let mut typed = Typed::default();
    add(&mut typed, false);
    typed.set(&field(0, "family_role"), "applicant");
    let [names @ .., references] = SEARCHED.map(|it| field(0, it));
    for name in names {
        typed.set(&name, searched.get(&name));
    }
    person_lists::begin_reference(&mut typed, searched.get(&references));
    for name in from_mail::SAYS.iter().filter(|it| searched.has(it)) {
        typed.set(name, searched.get(name));
    }
    typed
}

/// The form of somebody who is registered already.
pub(in crate::web::cases) fn described(it: &PersonDetails) -> Typed {
    let date = |it: Option<PartialDate>| it.map(|it| it.to_string()).unwrap_or_default();
    let tick = |it: bool| if it { "ja" } else { "" }.to_owned();
    let fields = [
        ("family_name", it.family_name.clone()),
        ("given_names", it.given_names.clone()),
        ("birth_name", it.birth_name.clone()),
        ("born", it.born.to_string()),
        ("birth_place", it.birth_place.clone()),
        ("birth_country", it.birth_country.map(Country::label).unwrap_or_default()),
        ("birth_country_note", it.birth_country_note.clone()),
        ("nationality_note", it.nationality_note.clone()),
        ("sex", it.sex.to_string()),
        ("marital_status", it.marital_status.to_string()),
        ("family_role", it.family_role.to_string()),
        ("street", it.address.street.clone()),
        ("postal_code", it.address.postal_code.clone()),
        ("town", it.address.town.clone()),
        ("address_protected", tick(it.address_protected)),
        ("language", it.language.clone()),
        ("interpreter_needed", tick(it.interpreter_needed)),
        ("entered", date(it.entered)),
        ("residence_status", it.residence_status.to_string()),
        ("status_since", it.status_since.map(german).unwrap_or_default()),
        ("status_until", it.status_until.map(german).unwrap_or_default()),
    ];
    let fields = fields.into_iter().map(|(name, text)| (field(0, name), text));
    Typed::new(fields.chain(person_lists::described(it)).collect())
}

/// Adds a person; `alike` with the address, nationality and entry of the first.
pub(super) fn add(typed: &mut Typed, alike: bool) {
    let position = count(typed);
    for name in ["sex", "marital_status", "residence_status"] {
        typed.set(&field(position, name), "unknown");
    }
    typed.set(&field(position, "family_name"), "");
    if alike {
        for name in SHARED {
            let of_first = typed.get(&field(0, name)).to_owned();
            typed.set(&field(position, name), of_first);
        }
    }
    if typed.ticked(&field(0, "represented")) {
        typed.set(&field(position, "represented"), "ja");
    }
}

/// Takes a person off; those behind move up.
pub(super) fn remove(typed: &mut Typed, gone: usize) {
    typed.rename(|name| {
        let person = name.strip_prefix("persons-").and_then(|it| it.split_once('-'));
        let Some((position, of_person)) = person else { return Some(name.to_owned()) };
        match position.parse::<usize>() {
            Ok(it) if it == gone => None,
            Ok(it) if it > gone => Some(field(it - 1, of_person)),
            _ => Some(name.to_owned()),
        }
    });
}
