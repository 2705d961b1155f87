use diesel::PgConnection;

use crate::{
    Problem,
    procedure::{
        Actor, RegisteredRepresentative, Representative, RepresentativeId, Right, Role, UserId,
        Version,
    },
    storage::{self, Action, Entry, ObjectKind},
};

/// Enters somebody into the register.
pub fn enter_representative(
    conn: &mut PgConnection,
    by: &Actor,
    id: RepresentativeId,
    details: &Representative,
) -> Result<(), Problem> {
    let hat = keeper(by)?;
    check(details)?;
    storage::enter_representatives(conn, std::iter::once((id, details)))?;
    Ok(storage::append(conn, &entry_of_new(id, by.user, hat))?)
}

/// Describes somebody anew, for all letters that are still to be written. Those that are written
/// stay as they are.
pub fn amend_representative(
    conn: &mut PgConnection,
    by: &Actor,
    (id, seen): (RepresentativeId, Version),
    details: &Representative,
) -> Result<(), Problem> {
    let hat = keeper(by)?;
    let present = storage::find_representative(conn, id)?;
    if present.version != seen {
        return Err(Problem::Stale);
    }
    check(details)?;
    let changed = present.details.differences(details);
    if changed.is_empty() {
        return Ok(());
    }
    let version = storage::amend_representative(conn, (id, seen), details)?;
    let names: Vec<_> = changed.iter().map(|it| it.name()).collect();
    let entry = Entry::change(Action::RepresentativeAmended, by.user, hat)
        .object(ObjectKind::Representative, id.0, version.0)
        .versions(Some(seen.0), Some(version.0))
        .fields(&names);
    Ok(storage::append(conn, &entry)?)
}

/// Some lines of the register, which has private people too: who looked stands in the log, and
/// not for whom. The caller commits it before anything is shown.
pub fn disclose_representatives(
    conn: &mut PgConnection,
    by: &Actor,
    words: &str,
    limit: i64,
) -> Result<Vec<RegisteredRepresentative>, Problem> {
    let hat = keeper(by)?;
    let found = storage::find_representatives(conn, words, limit)?;
    storage::append(conn, &Entry::read(Action::RepresentativeRead, by.user, hat))?;
    Ok(found)
}

/// One line of the register, as [`disclose_representatives`].
pub fn disclose_representative(
    conn: &mut PgConnection,
    by: &Actor,
    id: RepresentativeId,
) -> Result<RegisteredRepresentative, Problem> {
    let hat = keeper(by)?;
    let found = storage::find_representative(conn, id)?;
    let entry = Entry::read(Action::RepresentativeRead, by.user, hat)
        .object_read(ObjectKind::Representative, id.0);
    storage::append(conn, &entry)?;
    Ok(found)
}

fn keeper(by: &Actor) -> Result<Role, Problem> {
    by.hat(Right::KeepRepresentatives.roles()).ok_or(Problem::Forbidden)
}

fn check(details: &Representative) -> Result<(), Problem> {
    let errors = details.errors();
    if errors.is_empty() { Ok(()) } else { Err(Problem::Invalid(errors)) }
}

pub(super) fn entry_of_new(id: RepresentativeId, by: UserId, hat: Role) -> Entry {
    Entry::change(Action::RepresentativeEntered, by, hat).object(
        ObjectKind::Representative,
        id.0,
        1,
    )
}
