use diesel::PgConnection;

use super::cases::readable;
use crate::{
    Now, Problem,
    procedure::{Actor, CaseId, Right},
    storage::{self, Action, Entry, NewDocument, ObjectKind},
};

/// Adds documents whose bytes are stored already to a case.
pub fn add_documents(
    conn: &mut PgConnection,
    by: &Actor,
    (case, documents): (CaseId, &[NewDocument]),
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::Upload.roles()).ok_or(Problem::Forbidden)?;
    readable(conn, by, case, now)?;
    for document in documents {
        storage::add_document(conn, case, document, by.user, now)?;
    }
    let pseudonym = storage::pseudonym(conn, case)?;
    let uploaded = |it: &NewDocument| {
        Entry::change(Action::DocumentUploaded, by.user, hat).subject(pseudonym).object(
            ObjectKind::Document,
            it.id.0,
            1,
        )
    };
    Ok(storage::append_all(conn, &documents.iter().map(uploaded).collect::<Vec<_>>())?)
}
