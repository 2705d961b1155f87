use diesel::PgConnection;

use crate::{
    Now, Problem,
    procedure::{
        Actor, CaseId, PersonDetails, PersonField, Right, Version, amendment_errors, differences,
    },
    storage::{self, Action, Entry, ObjectKind},
};

/// Describes a person of a case anew; what stood there is kept. Returns the fields that changed.
pub fn amend_person(
    conn: &mut PgConnection,
    by: &Actor,
    (case, seen): (CaseId, Version),
    amended: &PersonDetails,
    now: Now,
) -> Result<Vec<PersonField>, Problem> {
    let hat = by.hat(Right::AmendPerson.roles()).ok_or(Problem::Forbidden)?;
    super::cases::readable(conn, by, case, now)?;
    let file = storage::lock_case(conn, case)?;
    let present = file.details.iter().find(|it| it.id == amended.id).ok_or(Problem::NotFound)?;
    if storage::person_version(conn, amended.id)? != seen {
        return Err(Problem::Stale);
    }
    let errors = amendment_errors(amended, file.representative.as_ref(), now.today);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let changed = differences(present, amended);
    if changed.is_empty() {
        return Ok(changed);
    }
    let version =
        storage::amend_person(conn, &file, amended, (seen, &changed), (by.user, hat, now))?;
    let names: Vec<_> = changed.iter().map(|it| it.name()).collect();
    let entry = Entry::change(Action::PersonAmended, by.user, hat)
        .subject(file.pseudonym)
        .object(ObjectKind::Person, amended.id.0, version.0)
        .versions(Some(seen.0), Some(version.0))
        .fields(&names);
    storage::append(conn, &entry)?;
    Ok(changed)
}
