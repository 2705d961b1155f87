//! Why persons need special protection. No letter is made of it.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{
    as_text::AsText,
    schema::{persons, vulnerabilities},
};
use crate::{
    Now, Problem,
    procedure::{CaseId, PersonId, UserId, Vulnerability, VulnerabilityId, VulnerabilityKind},
};

/// A need of protection, and whether somebody has ended it.
#[derive(Debug, Clone)]
pub struct KeptVulnerability {
    pub id: VulnerabilityId,
    pub vulnerability: Vulnerability,
    pub ended: bool,
}

type Row = (
    (uuid::Uuid, uuid::Uuid, AsText<VulnerabilityKind>),
    (NaiveDate, Option<NaiveDate>, Option<uuid::Uuid>),
);

/// Of all persons of a case, the latest first.
pub fn vulnerabilities_of(
    conn: &mut PgConnection,
    case: CaseId,
) -> QueryResult<Vec<KeptVulnerability>> {
    let rows: Vec<Row> = vulnerabilities::table
        .inner_join(persons::table)
        .filter(persons::case_id.eq(case.0))
        .order((vulnerabilities::since.desc(), vulnerabilities::id))
        .select((
            (vulnerabilities::id, vulnerabilities::person_id, vulnerabilities::kind),
            (vulnerabilities::since, vulnerabilities::until, vulnerabilities::ended_by),
        ))
        .load(conn)?;
    let kept = |((id, person, kind), (since, until, ended_by)): Row| KeptVulnerability {
        id: VulnerabilityId(id),
        vulnerability: Vulnerability { person: PersonId(person), kind: kind.0, since, until },
        ended: ended_by.is_some(),
    };
    Ok(rows.into_iter().map(kept).collect())
}

pub fn add_vulnerability(
    conn: &mut PgConnection,
    id: VulnerabilityId,
    it: &Vulnerability,
    (by, now): (UserId, Now),
) -> QueryResult<()> {
    diesel::insert_into(vulnerabilities::table)
        .values((
            vulnerabilities::id.eq(id.0),
            vulnerabilities::person_id.eq(it.person.0),
            vulnerabilities::kind.eq(AsText(it.kind)),
            vulnerabilities::since.eq(it.since),
            vulnerabilities::until.eq(it.until),
            vulnerabilities::noted_by.eq(by.0),
            vulnerabilities::noted_at.eq(now.at),
        ))
        .execute(conn)?;
    Ok(())
}

/// It is ended once; whoever comes second saw an old page.
pub fn end_vulnerability(
    conn: &mut PgConnection,
    id: VulnerabilityId,
    until: NaiveDate,
    (by, now): (UserId, Now),
) -> Result<(), Problem> {
    let this = vulnerabilities::table.find(id.0).filter(vulnerabilities::ended_at.is_null());
    let ended = diesel::update(this)
        .set((
            vulnerabilities::until.eq(until),
            vulnerabilities::ended_by.eq(by.0),
            vulnerabilities::ended_at.eq(now.at),
        ))
        .execute(conn)?;
    if ended == 1 { Ok(()) } else { Err(Problem::Stale) }
}
