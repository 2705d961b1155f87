//! Persons on the form: their fields are `persons-0-family_name`, `persons-1-family_name`, …

use crate::{procedure::Registration, web::cases::typed::Typed};

/// What people of one household have in common.
const SHARED: [&str; 5] = ["street", "postal_code", "town", "nationalities", "entered"];

/// What is asked before a registration begins.
pub(super) const SEARCHED: [&str; 4] = ["family_name", "given_names", "born", "references"];

pub(super) fn field(position: usize, name: &str) -> String {
    format!("persons-{position}-{name}")
}

/// As many as the form was sent with, up to one more than is allowed.
pub(super) fn count(typed: &Typed) -> usize {
    let there = |position: &usize| typed.has(&field(*position, "family_name"));
    (0..=Registration::MAX_PERSONS).take_while(there).count()
}

/// A form for one person, as it is first shown: with what was already searched for.
pub(super) fn begun(searched: &Typed) -> Typed {
    let mut typed = Typed::default();
    add(&mut typed, false);
    typed.set(&field(0, "family_role"), "applicant");
    for name in SEARCHED {
        let name = field(0, name);
        typed.set(&name, searched.get(&name));
    }
    typed
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
