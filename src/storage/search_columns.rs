//! What people are found by, written with the person and kept by the rules of today.

use diesel::prelude::*;

use super::{
    persons::PersonRow,
    schema::{cases, persons},
};
use crate::procedure::{PersonDetails, SearchName, plain_reference};

/// Raised with every change of `procedure::search_name`: rows of older rules are filled anew.
const RULES: i16 = 1;
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
            references: plain_reference(&format!("{} {their_reference}", person.references)),
            rules: RULES,
        }
    }
}

/// Fills the columns of all who were written by other rules than those of today.
pub(super) fn fill(conn: &mut PgConnection) -> QueryResult<()> {
    loop {
        let rows: Vec<(PersonRow, Option<serde_json::Value>)> = persons::table
            .inner_join(cases::table)
            .filter(persons::search_rules.ne(RULES))
            .limit(AT_ONCE)
            .select((PersonRow::as_select(), cases::representative))
            .load(conn)?;
        if rows.is_empty() {
            return Ok(());
        }
        for (row, representative) in rows {
            let theirs = representative.as_ref().and_then(|it| it["reference"].as_str());
            let person = PersonDetails::from(row);
            diesel::update(persons::table.find(person.id.0))
                .set(SearchColumns::of(&person, theirs.unwrap_or_default()))
                .execute(conn)?;
        }
    }
}
