use diesel::PgConnection;

use super::{cases::opened, readdress::readdress};
use crate::{
    Now, Problem,
    procedure::{Actor, Amendment, CaseId, PersonField, Right, Version, differences},
    storage::{self, Action, Entry, ObjectKind},
};

/// Describes a person of a case anew; what stood there is kept. Returns the fields that changed.
pub fn amend_person(
    conn: &mut PgConnection,
    by: &Actor,
    (case, seen): (CaseId, Version),
    amendment: Amendment,
    now: Now,
) -> Result<Vec<PersonField>, Problem> {
    let (file, hat) = opened(conn, by, (Right::AmendPerson, case), now)?;
    let id = amendment.person.id;
    let present = file.details.iter().find(|it| it.id == id).ok_or(Problem::NotFound)?;
    if storage::person_version(conn, id)? != seen {
        return Err(Problem::Stale);
    }
    let amended = amendment.of(present, now.today).map_err(Problem::Invalid)?;
    let changed = differences(present, &amended);
    if changed.is_empty() {
        return Ok(changed);
    }
    let version =
        storage::amend_person(conn, &file, &amended, (seen, &changed), (by.user, hat, now))?;
    let names: Vec<_> = changed.iter().map(|it| it.name()).collect();
    let entry = Entry::change(Action::PersonAmended, by.user, hat)
        .subject(file.pseudonym)
        .object(ObjectKind::Person, id.0, version.0)
        .versions(Some(seen.0), Some(version.0))
        .fields(&names);
    let withdrawn = readdress(conn, case, (by, hat, &[]), now)?;
    storage::append_all(conn, &std::iter::once(entry).chain(withdrawn).collect::<Vec<_>>())?;
    Ok(changed)
}
