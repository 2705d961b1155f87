use chrono::NaiveDate;
use diesel::PgConnection;

use super::cases::{about_person, opened};
use crate::{
    Now, Problem,
    procedure::{Actor, CaseId, PersonId, Right, Role, Violation, Vulnerability, VulnerabilityId},
    storage::{self, Action, CaseFile, KeptVulnerability},
};

/// Notes that a person of the case needs special protection.
pub fn note_vulnerability(
    conn: &mut PgConnection,
    by: &Actor,
    (case, id): (CaseId, VulnerabilityId),
    noted: &Vulnerability,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::AmendPerson, case), now)?;
    if file.case.person(noted.person).is_none() {
        return Err(Violation::NotOfThisCase.into());
    }
    let kept = storage::vulnerabilities_of(conn, case)?;
    let errors = noted.errors(kept.iter().map(|it| &it.vulnerability), now.today);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    storage::add_vulnerability(conn, id, noted, (by.user, now))?;
    log(conn, (Action::VulnerabilityNoted, noted.person), &file, (by, hat))
}

/// Notes that it has ended; that it was so stays.
pub fn end_vulnerability(
    conn: &mut PgConnection,
    by: &Actor,
    (case, person, id): (CaseId, PersonId, VulnerabilityId),
    until: NaiveDate,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::AmendPerson, case), now)?;
    let all = storage::vulnerabilities_of(conn, case)?;
    let this = |it: &&KeptVulnerability| it.id == id && it.vulnerability.person == person;
    let kept = all.iter().find(this).ok_or(Problem::NotFound)?;
    let errors = kept.vulnerability.ending_errors(until, now.today);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    storage::end_vulnerability(conn, id, until, (by.user, now))?;
    log(conn, (Action::VulnerabilityEnded, person), &file, (by, hat))
}

/// Why somebody needs protection is said nowhere but in the case: not its kind either.
fn log(
    conn: &mut PgConnection,
    (action, person): (Action, PersonId),
    file: &CaseFile,
    by: (&Actor, Role),
) -> Result<(), Problem> {
    let entry = about_person((action, person, "vulnerability"), file, by);
    Ok(storage::append(conn, &entry)?)
}
