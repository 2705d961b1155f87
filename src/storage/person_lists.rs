//! What a person has several of: nationalities, other names, foreign references.

use std::collections::HashMap;

use diesel::{delete, dsl::sql, insert_into, prelude::*, sql_types::Text};

use super::{
    as_text::AsText,
    schema::{person_names, person_nationalities, person_references},
};
use crate::procedure::{
    Country, ForeignReference, NameKind, OtherName, PersonDetails, PersonId, ReferenceKind,
};

/// Each list in its order.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) nationalities: Vec<Country>,
    pub(super) other_names: Vec<OtherName>,
    pub(super) references: Vec<ForeignReference>,
}

/// All lists of these persons, read in one go.
pub(super) fn lists_of(
    conn: &mut PgConnection,
    persons: &[uuid::Uuid],
) -> QueryResult<HashMap<uuid::Uuid, Lists>> {
    use person_names as names;
    use person_nationalities as nationalities;
    use person_references as references;
    type Line = (uuid::Uuid, i32, String, String, String);
    let nothing = || sql::<Text>("''");
    let of_country =
        nationalities::table.filter(nationalities::person_id.eq_any(persons)).select((
            nationalities::person_id,
            nationalities::position,
            sql::<Text>("'country'"),
            nothing(),
            nationalities::country,
        ));
    let of_name = names::table.filter(names::person_id.eq_any(persons)).select((
        names::person_id,
        names::position,
        sql::<Text>("'name'"),
        names::kind,
        names::name,
    ));
    let of_reference = references::table.filter(references::person_id.eq_any(persons)).select((
        references::person_id,
        references::position,
        sql::<Text>("'reference'"),
        references::kind,
        references::reference,
    ));
    let mut lines: Vec<Line> = of_country.union_all(of_name).union_all(of_reference).load(conn)?;
    lines.sort_by_key(|it| it.1);
    let mut found: HashMap<_, Lists> = HashMap::new();
    for (person, _, list, kind, text) in lines {
        found.entry(person).or_default().add(&list, &kind, text)?;
    }
    Ok(found)
}

impl Lists {
    fn add(&mut self, list: &str, kind: &str, text: String) -> QueryResult<()> {
        let unreadable = |it: &dyn std::error::Error| {
            diesel::result::Error::DeserializationError(it.to_string().into())
        };
        match list {
            "country" => self.nationalities.push(text.parse().map_err(|it| unreadable(&it))?),
            "name" => {
                let kind = kind.parse().map_err(|it| unreadable(&it))?;
                self.other_names.push(OtherName { kind, name: text });
            }
            _ => {
                let kind = kind.parse().map_err(|it| unreadable(&it))?;
                self.references.push(ForeignReference { kind, text });
            }
        }
        Ok(())
    }
}

/// For persons who have no lists yet.
pub(super) fn insert_lists<'a>(
    conn: &mut PgConnection,
    persons: impl Iterator<Item = &'a PersonDetails> + Clone,
) -> QueryResult<()> {
    let nationalities = persons.clone().flat_map(|it| of(it, &it.nationalities));
    let names = persons.clone().flat_map(|it| of(it, &it.other_names));
    let references = persons.flat_map(|it| of(it, &it.references));
    insert_nationalities(conn, nationalities.map(|(id, at, it)| (id, at, *it)))?;
    let names: Vec<_> = names
        .map(|(person, position, it)| {
            (
                person_names::person_id.eq(person.0),
                person_names::position.eq(position),
                person_names::kind.eq(AsText::<NameKind>(it.kind)),
                person_names::name.eq(it.name.as_str()),
            )
        })
        .collect();
    insert_into(person_names::table).values(names).execute(conn)?;
    let references: Vec<_> = references
        .map(|(person, position, it)| {
            (
                person_references::person_id.eq(person.0),
                person_references::position.eq(position),
                person_references::kind.eq(AsText::<ReferenceKind>(it.kind)),
                person_references::reference.eq(it.text.as_str()),
            )
        })
        .collect();
    insert_into(person_references::table).values(references).execute(conn)?;
    Ok(())
}

fn of<'a, T>(
    person: &PersonDetails,
    list: &'a [T],
) -> impl Iterator<Item = (PersonId, i32, &'a T)> + use<'a, T> {
    let id = person.id;
    (0..).zip(list).map(move |(position, it)| (id, position, it))
}

pub(super) fn insert_nationalities(
    conn: &mut PgConnection,
    rows: impl Iterator<Item = (PersonId, i32, Country)>,
) -> QueryResult<()> {
    let rows: Vec<_> = rows
        .map(|(person, position, country)| {
            (
                person_nationalities::person_id.eq(person.0),
                person_nationalities::position.eq(position),
                person_nationalities::country.eq(country.key()),
            )
        })
        .collect();
    insert_into(person_nationalities::table).values(rows).execute(conn)?;
    Ok(())
}

/// The lists of a person who is described anew; what they held is in `person_changes`.
pub(super) fn replace_lists(conn: &mut PgConnection, person: &PersonDetails) -> QueryResult<()> {
    let id = person.id.0;
    delete(person_nationalities::table.filter(person_nationalities::person_id.eq(id)))
        .execute(conn)?;
    delete(person_names::table.filter(person_names::person_id.eq(id))).execute(conn)?;
    delete(person_references::table.filter(person_references::person_id.eq(id))).execute(conn)?;
    insert_lists(conn, std::iter::once(person))
}
