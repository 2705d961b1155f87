use std::{collections::BTreeMap, iter::successors};

use diesel::PgConnection;

use super::cases::{may_read, readable};
use crate::{
    Now, Problem,
    procedure::{Actor, CaseId, DocumentId, FieldError, FileNumber, Right, Version, Violation},
    storage::{self, Action, CaseFile, Document, DocumentMove, Entry, NewMove, ObjectKind},
};

/// Where a document belongs that lies with the wrong case, and why.
#[derive(Debug, Clone)]
pub struct Moving {
    pub to: FileNumber,
    pub reason: String,
    /// Consents of the old case that it proves may lose this proof.
    pub unproven: bool,
}

impl Moving {
    pub const MAX_REASON: usize = 1000;

    fn errors(&self) -> Vec<FieldError> {
        let length = self.reason.chars().count();
        let sentence = match length {
            0 => "Bitte angeben, warum das Dokument zu einem anderen Fall gehört.".to_owned(),
            it if it > Self::MAX_REASON => {
                format!("Der Grund hat mehr als {} Zeichen.", Self::MAX_REASON)
            }
            _ => return Vec::new(),
        };
        vec![FieldError { field: "reason".to_owned(), sentence }]
    }
}

/// Moves a document, in all its versions, to the case to which it belongs. Both cases must be open
/// to the actor, and both tell of it from then on.
pub fn move_document(
    conn: &mut PgConnection,
    by: &Actor,
    (from, document, seen): (CaseId, DocumentId, Version),
    it: &Moving,
    now: Now,
) -> Result<CaseId, Problem> {
    let hat = by.hat(Right::Upload.roles()).ok_or(Problem::Forbidden)?;
    readable(conn, by, from, now)?;
    let to = destination(conn, by, &it.to, now)?;
    if to == from {
        return Err(Problem::field("number", "Bei diesem Fall liegt das Dokument schon."));
    }
    let errors = it.errors();
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let files = lock_both(conn, from, to)?;
    let versions = versions(conn, (from, document), seen)?;
    let ids: Vec<_> = versions.iter().map(|it| it.id).collect();
    let shown = |it: Option<DocumentId>| it.is_some_and(|it| ids.contains(&it));
    if files[&from].powers.iter().any(|it| shown(it.document)) {
        return Err(Violation::DocumentProvesPower.into());
    }
    let consents = storage::consents_of(conn, from)?;
    let proves = consents.iter().any(|it| shown(it.consent.document));
    if proves && !it.unproven {
        let sentence = "Das Dokument ist Nachweis einer Einwilligung in diesem Fall. Bitte bestätigen, dass sie ihn verliert.";
        return Err(Problem::field("unproven", sentence));
    }
    let new = NewMove { document, from, to, reason: &it.reason, by: by.user, hat };
    storage::move_documents(conn, &ids, new, now)?;
    let moved = |it: &Document| {
        let left = [(it.description.person.is_some(), "person_id")];
        let fields = left.iter().filter(|it| it.0).map(|it| it.1);
        let fields: Vec<_> = std::iter::once("case_id").chain(fields).collect();
        [(Action::DocumentMovedOut, from), (Action::DocumentMovedIn, to)].map(|(action, case)| {
            let version = it.version.0 + 1;
            Entry::change(action, by.user, hat)
                .subject(files[&case].pseudonym)
                .object(ObjectKind::Document, it.id.0, version)
                .versions(Some(it.version.0), Some(version))
                .fields(&fields)
        })
    };
    let entries: Vec<_> = versions.iter().flat_map(moved).collect();
    storage::append_all(conn, &entries)?;
    Ok(to)
}

/// What is not open to somebody is not there for them.
fn destination(
    conn: &mut PgConnection,
    by: &Actor,
    number: &FileNumber,
    now: Now,
) -> Result<CaseId, Problem> {
    let unknown = || Problem::field("number", "Zu diesem Aktenzeichen gibt es keinen Fall.");
    let case = storage::find_number(conn, number)?.ok_or_else(unknown)?;
    if may_read(conn, by, case, now)? { Ok(case) } else { Err(unknown()) }
}

/// Locks both cases, in one order whichever way a document goes.
fn lock_both(
    conn: &mut PgConnection,
    one: CaseId,
    other: CaseId,
) -> Result<BTreeMap<CaseId, CaseFile>, Problem> {
    let ordered = [one.min(other), one.max(other)];
    let locked = ordered.map(|it| Ok((it, storage::lock_case(conn, it)?)));
    locked.into_iter().collect()
}

/// A document as its reader has seen it, then what it replaced.
fn versions(
    conn: &mut PgConnection,
    (case, id): (CaseId, DocumentId),
    seen: Version,
) -> Result<Vec<Document>, Problem> {
    let documents = storage::lock_documents(conn, case)?;
    let find = |id: DocumentId| documents.iter().find(|it| it.id == id);
    let document = find(id).ok_or(Problem::NotFound)?;
    if !document.is_newest() || document.version != seen {
        return Err(Problem::Stale);
    }
    let versions = successors(Some(document), |it| it.replaces.and_then(find));
    Ok(versions.cloned().collect())
}

/// What a case tells its secretariat of documents that came from elsewhere or went there. Of a
/// case that is not open to the reader, not even its number.
pub fn document_moves(
    conn: &mut PgConnection,
    by: &Actor,
    case: CaseId,
    now: Now,
) -> Result<Vec<DocumentMove>, Problem> {
    if !by.may(Right::Upload) {
        return Ok(Vec::new());
    }
    let mut moves = storage::moves_of(conn, case)?;
    for it in &mut moves {
        if !may_read(conn, by, it.other, now)? {
            it.what = None;
        }
    }
    Ok(moves)
}
