//! Who acts for the persons of a case, since when and until when.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::{
    as_text::AsText,
    representatives::RepresentativeRow,
    schema::{powers_of_attorney as powers, representatives, users},
};
use crate::{
    Now, Problem,
    procedure::{
        CaseId, DocumentId, EndReason, Ended, PersonId, PowerOfAttorney, RepresentationChange,
        Representative, RepresentativeId, UserId,
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = powers, check_for_backend(diesel::pg::Pg))]
struct Row {
    case_id: uuid::Uuid,
    number: i32,
    person_id: uuid::Uuid,
    representative_id: uuid::Uuid,
    reference: String,
    given_on: Option<NaiveDate>,
    document_id: Option<uuid::Uuid>,
    begins_on: NaiveDate,
    ended_on: Option<NaiveDate>,
    end_reason: Option<AsText<EndReason>>,
    end_note: Option<String>,
}

fn power(row: Row, details: Representative) -> PowerOfAttorney {
    let ended = row.ended_on.zip(row.end_reason);
    PowerOfAttorney {
        number: row.number,
        person: PersonId(row.person_id),
        representative: RepresentativeId(row.representative_id),
        details,
        reference: row.reference,
        given_on: row.given_on,
        document: row.document_id.map(DocumentId),
        begins_on: row.begins_on,
        ended: ended.map(|(on, reason)| Ended {
            on,
            reason: reason.0,
            note: row.end_note.unwrap_or_default(),
        }),
    }
}

/// The Vollmachten of several cases, each in the order in which they were entered.
pub(super) fn powers_in(
    conn: &mut PgConnection,
    cases: &[uuid::Uuid],
) -> QueryResult<BTreeMap<uuid::Uuid, Vec<PowerOfAttorney>>> {
    let rows: Vec<(Row, RepresentativeRow)> = powers::table
        .inner_join(representatives::table)
        .filter(powers::case_id.eq_any(cases))
        .order((powers::case_id, powers::number))
        .select((Row::as_select(), RepresentativeRow::as_select()))
        .load(conn)?;
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (row, representative) in rows {
        found.entry(row.case_id).or_default().push(power(row, representative.into()));
    }
    Ok(found)
}

/// Under which references representatives have written about these persons.
pub(super) fn references_of(
    conn: &mut PgConnection,
    persons: &[uuid::Uuid],
) -> QueryResult<BTreeMap<uuid::Uuid, String>> {
    let rows: Vec<(uuid::Uuid, String)> = powers::table
        .filter(powers::person_id.eq_any(persons))
        .order((powers::person_id, powers::number))
        .select((powers::person_id, powers::reference))
        .load(conn)?;
    let mut found: BTreeMap<_, String> = BTreeMap::new();
    for (person, reference) in rows {
        let all: &mut String = found.entry(person).or_default();
        all.push(' ');
        all.push_str(&reference);
    }
    Ok(found)
}

/// A Vollmacht that begins: in which case, entered by whom and when.
pub(super) struct NewPower<'a> {
    pub(super) case: CaseId,
    pub(super) power: &'a PowerOfAttorney,
    pub(super) by: UserId,
    pub(super) at: DateTime<Utc>,
}

pub(super) fn insert_powers<'a>(
    conn: &mut PgConnection,
    new: impl Iterator<Item = NewPower<'a>>,
) -> QueryResult<()> {
    let row = |NewPower { case, power, by, at }: NewPower<'a>| {
        (
            powers::case_id.eq(case.0),
            powers::number.eq(power.number),
            powers::person_id.eq(power.person.0),
            powers::representative_id.eq(power.representative.0),
            powers::reference.eq(&power.reference),
            powers::given_on.eq(power.given_on),
            powers::document_id.eq(power.document.map(|it| it.0)),
            powers::begins_on.eq(power.begins_on),
            powers::recorded_by.eq(by.0),
            powers::recorded_at.eq(at),
        )
    };
    let rows: Vec<_> = new.map(row).collect();
    if !rows.is_empty() {
        diesel::insert_into(powers::table).values(rows).execute(conn)?;
    }
    Ok(())
}

/// Writes what becomes of the Vollmachten of a locked case. What ends does so once: whoever comes
/// second saw an old page.
pub fn save_representation(
    conn: &mut PgConnection,
    case: CaseId,
    change: &RepresentationChange,
    (by, now): (UserId, Now),
) -> Result<(), Problem> {
    for (number, it) in &change.ended {
        let this = powers::table.find((case.0, number)).filter(powers::ended_on.is_null());
        let ended = diesel::update(this)
            .set((
                powers::ended_on.eq(it.on),
                powers::end_reason.eq(AsText(it.reason)),
                powers::end_note.eq(&it.note),
                powers::ended_by.eq(by.0),
                powers::ended_at.eq(now.at),
            ))
            .execute(conn)?;
        if ended != 1 {
            return Err(Problem::Stale);
        }
    }
    let begun = change.begun.iter();
    Ok(insert_powers(conn, begun.map(|power| NewPower { case, power, by, at: now.at }))?)
}

/// Notes the document that proves these Vollmachten; returns how many had none.
pub fn prove_powers(
    conn: &mut PgConnection,
    case: CaseId,
    numbers: &[i32],
    document: DocumentId,
) -> QueryResult<usize> {
    let these = powers::table
        .filter(powers::case_id.eq(case.0).and(powers::number.eq_any(numbers)))
        .filter(powers::document_id.is_null());
    diesel::update(these).set(powers::document_id.eq(document.0)).execute(conn)
}

/// That somebody began or ceased to act for a person, as the history of the case tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepresentationEvent {
    pub at: DateTime<Utc>,
    pub by: String,
    /// The number of the Vollmacht.
    pub number: i32,
    pub began: bool,
}

/// In no particular order.
pub fn representation_events(
    conn: &mut PgConnection,
    case: CaseId,
) -> QueryResult<Vec<RepresentationEvent>> {
    let began = powers::table
        .inner_join(users::table.on(users::id.eq(powers::recorded_by)))
        .filter(powers::case_id.eq(case.0))
        .select((powers::recorded_at, users::name, powers::number))
        .load::<(DateTime<Utc>, String, i32)>(conn)?;
    let ended = powers::table
        .inner_join(users::table.on(powers::ended_by.eq(users::id.nullable())))
        .filter(powers::case_id.eq(case.0))
        .select((powers::ended_at.assume_not_null(), users::name, powers::number))
        .load::<(DateTime<Utc>, String, i32)>(conn)?;
    let event = |began| move |(at, by, number)| RepresentationEvent { at, by, number, began };
    Ok(began.into_iter().map(event(true)).chain(ended.into_iter().map(event(false))).collect())
}
