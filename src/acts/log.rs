use diesel::PgConnection;
use uuid::Uuid;

use crate::{
    Problem,
    procedure::{Actor, Right},
    storage::{self, Action, Entry},
};

/// The one door to the log: who reads it stands in it, and whose traces they look for. The
/// caller commits it before anything is shown.
pub fn disclose_log(
    conn: &mut PgConnection,
    by: &Actor,
    subject: Option<Uuid>,
) -> Result<(), Problem> {
    let hat = by.hat(Right::ReadAuditLog.roles()).ok_or(Problem::Forbidden)?;
    let entry = Entry::read(Action::LogRead, by.user, hat).subject_of(subject);
    Ok(storage::append(conn, &entry)?)
}
