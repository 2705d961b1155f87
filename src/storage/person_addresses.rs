//! Where persons lived before; only ever added to.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{insert_into, prelude::*};

use super::schema::person_addresses;
use crate::procedure::{Address, FormerAddress, PersonDetails};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = person_addresses, check_for_backend(diesel::pg::Pg))]
struct Row {
    person_id: uuid::Uuid,
    position: i32,
    street: String,
    postal_code: String,
    town: String,
    protected: bool,
    since: Option<NaiveDate>,
    until: NaiveDate,
}

/// Of each person the earliest first.
pub(super) fn addresses_of(
    conn: &mut PgConnection,
    persons: &[uuid::Uuid],
) -> QueryResult<HashMap<uuid::Uuid, Vec<FormerAddress>>> {
    let rows: Vec<Row> = person_addresses::table
        .filter(person_addresses::person_id.eq_any(persons))
        .order((person_addresses::person_id, person_addresses::position))
        .select(Row::as_select())
        .load(conn)?;
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for it in rows {
        found.entry(it.person_id).or_default().push(FormerAddress {
            address: Address { street: it.street, postal_code: it.postal_code, town: it.town },
            protected: it.protected,
            since: it.since,
            until: it.until,
        });
    }
    Ok(found)
}

/// Those of each person that are not among the first `known`.
pub(super) fn insert_addresses<'a>(
    conn: &mut PgConnection,
    persons: impl Iterator<Item = &'a PersonDetails>,
    known: usize,
) -> QueryResult<()> {
    let of = |person: &'a PersonDetails| {
        let all = (0..).zip(&person.former_addresses).skip(known);
        all.map(move |(position, it)| (person.id.0, position, it.clone()))
    };
    let row = |(person_id, position, it): (uuid::Uuid, i32, FormerAddress)| Row {
        person_id,
        position,
        street: it.address.street,
        postal_code: it.address.postal_code,
        town: it.address.town,
        protected: it.protected,
        since: it.since,
        until: it.until,
    };
    let rows: Vec<_> = persons.flat_map(of).map(row).collect();
    insert_into(person_addresses::table).values(rows).execute(conn)?;
    Ok(())
}
