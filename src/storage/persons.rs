//! The people of a case: who they are, where they stand, what was found.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{
    as_text::AsText,
    person_addresses::{addresses_of, insert_addresses},
    person_lists::{Lists, insert_lists, lists_of},
    schema::{agenda_items, cases, findings, person_addresses, persons},
    search_columns::SearchColumns,
};
use crate::procedure::{
    Address, Body, CaseId, Country, Deviation, DocumentId, FamilyRole, Finding, FormerAddress,
    FoundGround, Ground, MaritalStatus, PartialDate, Person, PersonDetails, PersonId,
    ResidenceStatus, Round, Sex, SittingId, Standing,
};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = persons, check_for_backend(diesel::pg::Pg))]
#[diesel(treat_none_as_null = true)]
pub(super) struct PersonRow {
    id: uuid::Uuid,
    case_id: uuid::Uuid,
    position: i32,
    standing: AsText<Standing>,
    family_name: String,
    given_names: String,
    birth_name: String,
    born: AsText<Iso>,
    birth_place: String,
    birth_country: Option<AsText<Country>>,
    birth_country_note: String,
    nationality_note: String,
    sex: AsText<Sex>,
    marital_status: AsText<MaritalStatus>,
    family_role: AsText<FamilyRole>,
    street: String,
    postal_code: String,
    town: String,
    address_protected: bool,
    entered: Option<AsText<Iso>>,
    residence_status: AsText<ResidenceStatus>,
    status_since: Option<NaiveDate>,
    status_until: Option<NaiveDate>,
    language: String,
    interpreter_needed: bool,
}

/// A partial date as its column has it: `1984-03-14`, `1984-03`, `1984`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Iso(pub(super) PartialDate);

impl std::fmt::Display for Iso {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.iso())
    }
}

impl std::str::FromStr for Iso {
    type Err = <PartialDate as std::str::FromStr>::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl PersonRow {
    pub(super) fn new(case: CaseId, position: i32, standing: Standing, it: &PersonDetails) -> Self {
        let it = it.clone();
        Self {
            id: it.id.0,
            case_id: case.0,
            position,
            standing: AsText(standing),
            family_name: it.family_name,
            given_names: it.given_names,
            birth_name: it.birth_name,
            born: AsText(Iso(it.born)),
            birth_place: it.birth_place,
            birth_country: it.birth_country.map(AsText),
            birth_country_note: it.birth_country_note,
            nationality_note: it.nationality_note,
            sex: AsText(it.sex),
            marital_status: AsText(it.marital_status),
            family_role: AsText(it.family_role),
            street: it.address.street,
            postal_code: it.address.postal_code,
            town: it.address.town,
            address_protected: it.address_protected,
            entered: it.entered.map(|it| AsText(Iso(it))),
            residence_status: AsText(it.residence_status),
            status_since: it.status_since,
            status_until: it.status_until,
            language: it.language,
            interpreter_needed: it.interpreter_needed,
        }
    }
}

/// The streets of protected addresses in the cases on an agenda, old ones too.
pub fn protected_streets_on(
    conn: &mut PgConnection,
    sitting: SittingId,
) -> QueryResult<Vec<String>> {
    let on_agenda = agenda_items::table
        .filter(agenda_items::sitting_id.eq(sitting.0))
        .select(agenda_items::case_id);
    let former = person_addresses::table
        .inner_join(persons::table)
        .filter(persons::case_id.eq_any(on_agenda))
        .filter(person_addresses::protected)
        .select(person_addresses::street);
    persons::table
        .filter(persons::case_id.eq_any(on_agenda))
        .filter(persons::address_protected)
        .select(persons::street)
        .union(former)
        .load(conn)
}

fn details(row: PersonRow, lists: Lists, former_addresses: Vec<FormerAddress>) -> PersonDetails {
    PersonDetails {
        id: PersonId(row.id),
        family_name: row.family_name,
        given_names: row.given_names,
        birth_name: row.birth_name,
        other_names: lists.other_names,
        born: row.born.0.0,
        birth_place: row.birth_place,
        birth_country: row.birth_country.map(|it| it.0),
        birth_country_note: row.birth_country_note,
        nationalities: lists.nationalities,
        nationality_note: row.nationality_note,
        sex: row.sex.0,
        marital_status: row.marital_status.0,
        family_role: row.family_role.0,
        address: Address { street: row.street, postal_code: row.postal_code, town: row.town },
        address_protected: row.address_protected,
        former_addresses,
        language: row.language,
        interpreter_needed: row.interpreter_needed,
        entered: row.entered.map(|it| it.0.0),
        residence_status: row.residence_status.0,
        status_since: row.status_since,
        status_until: row.status_until,
        references: lists.references,
    }
}

/// Who these are, with all their lists, in the same order.
pub(super) fn described(
    conn: &mut PgConnection,
    rows: Vec<PersonRow>,
) -> QueryResult<Vec<PersonDetails>> {
    let ids: Vec<_> = rows.iter().map(|it| it.id).collect();
    let (mut lists, mut addresses) = (lists_of(conn, &ids)?, addresses_of(conn, &ids)?);
    let described = |it: PersonRow| {
        let lists = lists.remove(&it.id).unwrap_or_default();
        let former = addresses.remove(&it.id).unwrap_or_default();
        details(it, lists, former)
    };
    Ok(rows.into_iter().map(described).collect())
}

/// The persons of a case in their order: as the rules see them, and who they are.
pub(super) fn persons_of(
    conn: &mut PgConnection,
    case: CaseId,
) -> QueryResult<(Vec<Person>, Vec<PersonDetails>)> {
    let rows: Vec<(PersonRow, i32)> = persons::table
        .filter(persons::case_id.eq(case.0))
        .order(persons::position)
        .select((PersonRow::as_select(), persons::round))
        .load(conn)?;
    let mut found = findings_in(conn, &[case.0])?;
    let persons = rows
        .iter()
        .map(|(row, round)| Person {
            id: PersonId(row.id),
            round: Round(*round),
            standing: row.standing.0,
            findings: found.remove(&row.id).unwrap_or_default(),
        })
        .collect();
    let rows = rows.into_iter().map(|it| it.0).collect();
    Ok((persons, described(conn, rows)?))
}

/// The people of several cases, each with their case and, in this round of it, where they stand.
pub(super) fn people_in(
    conn: &mut PgConnection,
    of: &[uuid::Uuid],
) -> QueryResult<Vec<(CaseId, Option<Standing>, PersonDetails)>> {
    let rows: Vec<(PersonRow, bool)> = persons::table
        .inner_join(cases::table)
        .filter(persons::case_id.eq_any(of))
        .order((persons::case_id, persons::position))
        .select((PersonRow::as_select(), persons::round.eq(cases::round)))
        .load(conn)?;
    let stand = |(it, of_this_round): &(PersonRow, bool)| {
        (CaseId(it.case_id), of_this_round.then_some(it.standing.0))
    };
    let stand: Vec<_> = rows.iter().map(stand).collect();
    let rows = rows.into_iter().map(|it| it.0).collect();
    let people = stand.into_iter().zip(described(conn, rows)?);
    Ok(people.map(|((case, standing), details)| (case, standing, details)).collect())
}

type FindingRow = (
    (uuid::Uuid, AsText<Ground>, AsText<Finding>),
    (String, String, Option<uuid::Uuid>),
    (NaiveDate, Option<NaiveDate>),
    (Option<NaiveDate>, Option<AsText<Body>>, String),
);

/// A person, and where in which round.
pub(super) type Stands = (PersonId, Round, Standing);

/// Where the persons of these cases stand, and in which round, in their order.
pub(super) fn standings_in(
    conn: &mut PgConnection,
    cases: &[uuid::Uuid],
) -> QueryResult<BTreeMap<uuid::Uuid, Vec<Stands>>> {
    let rows: Vec<(uuid::Uuid, uuid::Uuid, i32, AsText<Standing>)> = persons::table
        .filter(persons::case_id.eq_any(cases))
        .order((persons::case_id, persons::position))
        .select((persons::case_id, persons::id, persons::round, persons::standing))
        .load(conn)?;
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (case, person, round, standing) in rows {
        let stands = (PersonId(person), Round(round), standing.0);
        found.entry(case).or_default().push(stands);
    }
    Ok(found)
}

/// What was found in these cases, for each person.
pub(super) fn findings_in(
    conn: &mut PgConnection,
    cases: &[uuid::Uuid],
) -> QueryResult<BTreeMap<uuid::Uuid, BTreeMap<Ground, FoundGround>>> {
    let rows: Vec<FindingRow> = findings::table
        .inner_join(persons::table)
        .filter(persons::case_id.eq_any(cases))
        .select((
            (findings::person_id, findings::ground, findings::finding),
            (findings::note, findings::source, findings::evidence_id),
            (findings::found_on, findings::removed_on),
            (findings::deviated_on, findings::deviated_by, findings::deviation),
        ))
        .load(conn)?;
    let mut found: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for ((person, ground, finding), (note, source, evidence), (found_on, removed_on), went_on) in
        rows
    {
        let (on, body, reasons) = went_on;
        let deviation = on.zip(body).map(|(on, body)| Deviation { on, body: body.0, reasons });
        let (finding, evidence) = (finding.0, evidence.map(DocumentId));
        let it = FoundGround { finding, note, source, evidence, found_on, removed_on, deviation };
        found.entry(person).or_default().insert(ground.0, it);
    }
    Ok(found)
}

/// A person as a case is opened with.
pub(super) struct NewPerson<'a> {
    pub(super) case: CaseId,
    pub(super) position: i32,
    pub(super) standing: Standing,
    pub(super) details: &'a PersonDetails,
    /// That of the representative; empty without one.
    pub(super) their_reference: &'a str,
}

pub(super) fn insert_persons<'a>(
    conn: &mut PgConnection,
    people: impl Iterator<Item = NewPerson<'a>>,
) -> QueryResult<()> {
    let people: Vec<_> = people.collect();
    let row = |it: &NewPerson| {
        let columns = SearchColumns::of(it.details, it.their_reference);
        (PersonRow::new(it.case, it.position, it.standing, it.details), columns)
    };
    let rows: Vec<_> = people.iter().map(row).collect();
    diesel::insert_into(persons::table).values(rows).execute(conn)?;
    insert_addresses(conn, people.iter().map(|it| it.details), 0)?;
    insert_lists(conn, people.iter().map(|it| it.details))
}

/// Writes where each person now stands; one statement per standing that occurs.
pub(super) fn save_standings(
    conn: &mut PgConnection,
    changed: &BTreeMap<Standing, Vec<PersonId>>,
) -> QueryResult<()> {
    for (standing, ids) in changed {
        let ids: Vec<_> = ids.iter().map(|it| it.0).collect();
        diesel::update(persons::table.filter(persons::id.eq_any(ids)))
            .set(persons::standing.eq(AsText(*standing)))
            .execute(conn)?;
    }
    Ok(())
}

pub(super) fn save_findings<'a>(
    conn: &mut PgConnection,
    changed: impl Iterator<Item = (PersonId, Ground, &'a FoundGround)>,
) -> QueryResult<()> {
    use diesel::upsert::excluded;
    let rows: Vec<_> = changed
        .map(|(person, ground, it)| {
            (
                findings::person_id.eq(person.0),
                findings::ground.eq(AsText(ground)),
                findings::finding.eq(AsText(it.finding)),
                findings::note.eq(it.note.clone()),
                findings::source.eq(it.source.clone()),
                findings::evidence_id.eq(it.evidence.map(|it| it.0)),
                findings::found_on.eq(it.found_on),
                findings::removed_on.eq(it.removed_on),
                findings::deviated_on.eq(it.deviation.as_ref().map(|it| it.on)),
                findings::deviated_by.eq(it.deviation.as_ref().map(|it| AsText(it.body))),
                findings::deviation.eq(it
                    .deviation
                    .as_ref()
                    .map_or("", |it| &it.reasons)
                    .to_owned()),
            )
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    diesel::insert_into(findings::table)
        .values(rows)
        .on_conflict((findings::person_id, findings::ground))
        .do_update()
        .set((
            findings::finding.eq(excluded(findings::finding)),
            findings::note.eq(excluded(findings::note)),
            findings::source.eq(excluded(findings::source)),
            findings::evidence_id.eq(excluded(findings::evidence_id)),
            findings::found_on.eq(excluded(findings::found_on)),
            findings::removed_on.eq(excluded(findings::removed_on)),
            findings::deviated_on.eq(excluded(findings::deviated_on)),
            findings::deviated_by.eq(excluded(findings::deviated_by)),
            findings::deviation.eq(excluded(findings::deviation)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Findings that a step was the first to record and that was taken back.
pub(super) fn remove_findings(
    conn: &mut PgConnection,
    removed: impl Iterator<Item = (PersonId, Ground)>,
) -> QueryResult<()> {
    let mut of_persons: BTreeMap<PersonId, Vec<&str>> = BTreeMap::new();
    for (person, ground) in removed {
        of_persons.entry(person).or_default().push(ground.name());
    }
    for (person, grounds) in of_persons {
        let these = findings::table.filter(findings::person_id.eq(person.0));
        diesel::delete(these.filter(findings::ground.eq_any(grounds))).execute(conn)?;
    }
    Ok(())
}
