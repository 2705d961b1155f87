//! What people are found by, written with the person and kept by the rules of today.

use diesel::prelude::*;

use super::{
    person_lists::insert_nationalities,
    persons::{PersonRow, described},
    powers_of_attorney::references_of,
    schema::persons,
};
use crate::procedure::{Country, PersonDetails, SearchName, plain_reference, plain_references};

/// Raised with every change of `procedure::search_name`: rows of older rules are filled anew.
const RULES: i16 = 2;
/// Rows of older rules have nationality and state of birth in words only.
const KEYS_SINCE: i16 = 2;
const AT_ONCE: i64 = 1_000;

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = persons)]
pub(super) struct SearchColumns {
    #[diesel(column_name = search_letters)]
    letters: String,
    #[diesel(column_name = search_keys)]
    keys: Vec<Option<String>>,
    #[diesel(column_name = search_references)]
    references: String,
    #[diesel(column_name = search_rules)]
    rules: i16,
}

impl SearchColumns {
    /// `their_references` are those of representatives, under which people are asked for too.
    pub(super) fn of(person: &PersonDetails, their_references: &str) -> Self {
        let name = SearchName::of(person);
        Self {
            letters: name.letters,
            keys: name.keys.into_iter().map(Some).collect(),
            references: format!(
                "{} {}",
                plain_references(person),
                plain_reference(their_references)
            ),
            rules: RULES,
        }
    }
}

/// Finds these persons of a case under the references of all who have ever acted for them.
pub fn save_references<'a>(
    conn: &mut PgConnection,
    details: impl Iterator<Item = &'a PersonDetails>,
) -> QueryResult<()> {
    let details: Vec<_> = details.collect();
    let ids: Vec<_> = details.iter().map(|it| it.id.0).collect();
    let theirs = references_of(conn, &ids)?;
    for it in details {
        let references = theirs.get(&it.id.0).map_or("", String::as_str);
        diesel::update(persons::table.find(it.id.0))
            .set(SearchColumns::of(it, references))
            .execute(conn)?;
    }
    Ok(())
}

/// Fills the columns of all who were written by other rules than those of today.
pub(super) fn fill(conn: &mut PgConnection) -> QueryResult<()> {
    loop {
        let rows: Vec<(PersonRow, i16)> = persons::table
            .filter(persons::search_rules.ne(RULES))
            .limit(AT_ONCE)
            .select((PersonRow::as_select(), persons::search_rules))
            .load(conn)?;
        if rows.is_empty() {
            return Ok(());
        }
        let (rows, rules): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let people = described(conn, rows)?;
        for (person, _) in people.iter().zip(rules).filter(|it| it.1 < KEYS_SINCE) {
            read_countries(conn, person)?;
        }
        save_references(conn, people.iter())?;
    }
}

/// Reads the keys of states out of what was typed before there were keys. The words stay.
fn read_countries(conn: &mut PgConnection, person: &PersonDetails) -> QueryResult<()> {
    if person.nationalities.is_empty() {
        let (countries, _) = Country::all_in(&person.nationality_note);
        let rows = (0..).zip(countries).map(|(position, it)| (person.id, position, it));
        insert_nationalities(conn, rows)?;
    }
    if let (None, Ok(it)) = (person.birth_country, Country::named(&person.birth_country_note)) {
        diesel::update(persons::table.find(person.id.0))
            .set(persons::birth_country.eq(it.key()))
            .execute(conn)?;
    }
    Ok(())
}
