//! What people are found by, written with the person and kept by the rules of today.

use diesel::prelude::*;

use super::{
    person_lists::insert_nationalities,
    persons::{PersonRow, described},
    schema::{cases, persons},
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
    /// `their_reference` is that of the representative, under which people are asked for too.
    pub(super) fn of(person: &PersonDetails, their_reference: &str) -> Self {
        let name = SearchName::of(person);
        Self {
            letters: name.letters,
            keys: name.keys.into_iter().map(Some).collect(),
            references: format!(
                "{} {}",
                plain_references(person),
                plain_reference(their_reference)
            ),
            rules: RULES,
        }
    }
}

/// Fills the columns of all who were written by other rules than those of today.
pub(super) fn fill(conn: &mut PgConnection) -> QueryResult<()> {
    loop {
        let rows: Vec<(PersonRow, (Option<serde_json::Value>, i16))> = persons::table
            .inner_join(cases::table)
            .filter(persons::search_rules.ne(RULES))
            .limit(AT_ONCE)
            .select((PersonRow::as_select(), (cases::representative, persons::search_rules)))
            .load(conn)?;
        if rows.is_empty() {
            return Ok(());
        }
        let (rows, others): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        for (person, (representative, rules)) in described(conn, rows)?.into_iter().zip(others) {
            if rules < KEYS_SINCE {
                read_countries(conn, &person)?;
            }
            let theirs = representative.as_ref().and_then(|it| it["reference"].as_str());
            diesel::update(persons::table.find(person.id.0))
                .set(SearchColumns::of(&person, theirs.unwrap_or_default()))
                .execute(conn)?;
        }
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
