//! Persons amended after their registration: the row, what it is found by, the label of the case,
//! and what stood there before.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{prelude::*, result::Error::SerializationError};

use super::{
    as_text::AsText,
    cases::{CaseFile, people_label},
    history,
    person_addresses::insert_addresses,
    person_lists::replace_lists,
    persons::PersonRow,
    schema::{cases, person_changes, persons, users},
    search_columns::SearchColumns,
};
use crate::{
    Now,
    procedure::{PersonDetails, PersonField, PersonId, Role, UserId, Version},
};

/// One amendment, as the history of a person shows it.
#[derive(Debug, Clone)]
pub struct PersonChange {
    /// The version it made.
    pub version: Version,
    pub at: DateTime<Utc>,
    pub by: String,
    /// What stood in each changed field before.
    pub before: BTreeMap<PersonField, String>,
}

pub fn person_version(conn: &mut PgConnection, id: PersonId) -> QueryResult<Version> {
    persons::table.find(id.0).select(persons::version).first(conn).map(Version)
}

/// Latest first.
pub fn person_changes(conn: &mut PgConnection, id: PersonId) -> QueryResult<Vec<PersonChange>> {
    let rows: Vec<(i32, DateTime<Utc>, String, serde_json::Value)> = person_changes::table
        .inner_join(users::table)
        .filter(person_changes::person_id.eq(id.0))
        .order(person_changes::version.desc())
        .select((
            person_changes::version,
            person_changes::changed_at,
            users::name,
            person_changes::before,
        ))
        .load(conn)?;
    let change = |(version, at, by, before)| {
        Ok(PersonChange { version: Version(version), at, by, before: fields(before)? })
    };
    rows.into_iter().map(change).collect()
}

/// Whom a Vollmacht covers was once noted with the person; it is told with the case now.
fn fields(before: serde_json::Value) -> QueryResult<BTreeMap<PersonField, String>> {
    let mut fields: BTreeMap<String, serde_json::Value> = history::from_json(before)?;
    fields.remove("represented");
    history::from_json(history::to_json(&fields)?)
}

/// Writes one person of the locked case anew, as `seen` plus one; returns that version.
pub fn amend_person(
    conn: &mut PgConnection,
    file: &CaseFile,
    amended: &PersonDetails,
    (seen, changed): (Version, &[PersonField]),
    (by, hat, now): (UserId, Role, Now),
) -> QueryResult<Version> {
    let version = seen.0 + 1;
    let at = file.details.iter().position(|it| it.id == amended.id).ok_or(diesel::NotFound)?;
    let before: BTreeMap<_, _> = changed.iter().map(|it| (*it, it.of(&file.details[at]))).collect();
    let position = i32::try_from(at).map_err(|it| SerializationError(it.into()))?;
    let row = PersonRow::new(file.case.id, position, file.case.persons[at].standing, amended);
    let theirs = file.powers.iter().filter(|it| it.person == amended.id);
    let theirs = theirs.map(|it| it.reference.as_str()).collect::<Vec<_>>().join(" ");
    diesel::update(persons::table.find(amended.id.0))
        .set((row, SearchColumns::of(amended, &theirs), persons::version.eq(version)))
        .execute(conn)?;
    replace_lists(conn, amended)?;
    let known = file.details[at].former_addresses.len();
    insert_addresses(conn, std::iter::once(amended), known)?;
    let mut everybody = file.details.clone();
    everybody[at] = amended.clone();
    diesel::update(cases::table.find(file.case.id.0))
        .set(cases::people.eq(people_label(&everybody)))
        .execute(conn)?;
    diesel::insert_into(person_changes::table)
        .values((
            person_changes::person_id.eq(amended.id.0),
            person_changes::version.eq(version),
            person_changes::changed_at.eq(now.at),
            person_changes::changed_by.eq(by.0),
            person_changes::hat.eq(AsText(hat)),
            person_changes::before.eq(history::to_json(&before)?),
        ))
        .execute(conn)?;
    Ok(Version(version))
}
