//! Who looks the same, within the list or in the register. It hints and never blocks: two people
//! may bear one name, and one person may apply again.

use std::collections::HashMap;

use super::{
    column::Column,
    listing::{Listed, Remark},
};
use crate::procedure::{FileNumber, PersonSearch};

pub(super) fn searches(listed: &[Listed]) -> Vec<PersonSearch> {
    listed.iter().map(|it| PersonSearch::like(&it.person)).collect()
}

/// `registered` says of whom a person with this name and day of birth is in which case.
pub(super) fn hints(
    listed: &[Listed],
    searches: &[PersonSearch],
    registered: &[(usize, FileNumber)],
) -> Vec<Remark> {
    let known = registered.iter().filter_map(|(at, number)| {
        Some(hint(listed.get(*at)?, format!("Sieht aus wie eine Person im Vorgang {number}.")))
    });
    let mut hints: Vec<_> = known.chain(twice(listed, searches)).collect();
    hints.sort();
    hints
}

/// Those who stand in the list more than once.
fn twice(listed: &[Listed], searches: &[PersonSearch]) -> Vec<Remark> {
    let mut of_name: HashMap<(Vec<&str>, i32), Vec<&Listed>> = HashMap::new();
    let mut hints = Vec::new();
    for (it, search) in listed.iter().zip(searches) {
        let mut name: Vec<_> = search.words.iter().map(|it| it.key.as_str()).collect();
        name.sort_unstable();
        let born = it.person.born;
        // Whoever was born in another year is somebody else.
        let others = of_name.entry((name, born.year())).or_default();
        match others.iter().find(|other| other.person.born.may_be(born)) {
            Some(other) => {
                hints.push(hint(it, format!("Sieht aus wie die Person in Zeile {}.", other.row)));
            }
            None => others.push(it),
        }
    }
    hints
}

fn hint(of: &Listed, sentence: String) -> Remark {
    Remark { row: of.row, column: Some(Column::FamilyName), sentence }
}
