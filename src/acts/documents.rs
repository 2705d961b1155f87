use diesel::PgConnection;

use super::cases::{disclose, opened, readable};
use crate::{
    Now, Problem,
    procedure::{
        Actor, CaseId, Description, DocumentId, FieldError, Replacement, Right, Sensitivity,
        Version, may_read_document, may_read_replaced,
    },
    storage::{
        self, Action, Document, Entry, NewDocument, ObjectKind, Purpose, RevokedReleases,
        StoredFile,
    },
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

/// Puts a file that is stored already in the place of a document, as its new version. From now on
/// the new version is what counts; the one before stays as it was.
pub fn replace_document(
    conn: &mut PgConnection,
    by: &Actor,
    (case, replaced): (CaseId, DocumentId),
    (new, it, file): (DocumentId, &Replacement, &StoredFile),
    now: Now,
) -> Result<(), Problem> {
    let (of, hat) = opened(conn, by, (Right::Upload, case), now)?;
    let replaced = storage::find_document(conn, replaced)?;
    if replaced.case != case {
        return Err(Problem::NotFound);
    }
    let errors = it.errors(&replaced.description, now.today);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    if replaced.sha256 == file.sha256 {
        return Err(Problem::field("file", "Diese Datei liegt schon so beim Fall."));
    }
    storage::replace_document(conn, (&replaced, new), it, file, (by.user, now))?;
    let entry = Entry::change(Action::DocumentReplaced, by.user, hat).subject(of.pseudonym).object(
        ObjectKind::Document,
        new.0,
        1,
    );
    Ok(storage::append(conn, &entry)?)
}

/// A document as somebody has described it, from the version they saw.
pub type Described = (DocumentId, Version, Description);

/// Says anew what documents of a case are: all of them, or none and what is wrong with each.
/// Whoever changed nothing in a row disturbs nobody who did. What was replaced stays as it was.
/// Returns how many changed.
pub fn describe_documents(
    conn: &mut PgConnection,
    by: &Actor,
    (case, described): (CaseId, &[Described]),
    now: Now,
) -> Result<usize, Problem> {
    let hat = by.hat(Right::Upload.roles()).ok_or(Problem::Forbidden)?;
    readable(conn, by, case, now)?;
    let documents = storage::lock_documents(conn, case)?;
    let persons = storage::find_case(conn, case)?.case.persons;
    let pseudonym = storage::pseudonym(conn, case)?;
    let (mut errors, mut entries) = (Vec::new(), Vec::new());
    for (id, seen, wanted) in described {
        let document = documents.iter().find(|it| it.id == *id).ok_or(Problem::NotFound)?;
        if wanted.person.is_some_and(|it| persons.iter().all(|person| person.id != it)) {
            return Err(Problem::NotFound);
        }
        let changed = wanted.differences(&document.description);
        if changed.is_empty() {
            continue;
        }
        if !document.is_newest() {
            return Err(Problem::Stale);
        }
        let found = obstacles(document, *seen, wanted, now);
        if !found.is_empty() {
            errors.extend(found);
            continue;
        }
        let version = Version(document.version.0 + 1);
        storage::describe_document(conn, *id, version, wanted)?;
        entries.push(
            Entry::change(Action::DocumentDescribed, by.user, hat)
                .subject(pseudonym)
                .object(ObjectKind::Document, id.0, version.0)
                .versions(Some(document.version.0), Some(version.0))
                .fields(&changed),
        );
    }
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    if !entries.is_empty() {
        storage::append_all(conn, &entries)?;
    }
    Ok(entries.len())
}

/// What is wrong with one row; its fields are called by the document.
fn obstacles(
    document: &Document,
    seen: Version,
    wanted: &Description,
    now: Now,
) -> Vec<FieldError> {
    let mut errors = wanted.errors(now.today);
    if document.version != seen {
        let sentence = format!(
            "„{}“ hat inzwischen jemand anders beschrieben. Bitte vergleichen Sie und speichern Sie noch einmal.",
            document.description.name
        );
        errors.push(FieldError { field: "name".to_owned(), sentence });
    }
    for it in &mut errors {
        it.field = format!("{}-{}", it.field, document.id);
    }
    errors
}

/// Whether a document is open now, or only for a purpose that has yet to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    Open,
    PurposeNeeded(Sensitivity),
}

/// Notes that somebody has seen these documents of a case without opening them.
pub fn see_documents(
    conn: &mut PgConnection,
    by: &Actor,
    (case, seen): (CaseId, &[DocumentId]),
    now: Now,
) -> Result<(), Problem> {
    let hat = by.hat(Right::ReadCase.roles()).ok_or(Problem::Forbidden)?;
    readable(conn, by, case, now)?;
    let open = documents_open_to(conn, by, case)?;
    let seen: Vec<_> = open.iter().map(|it| it.id).filter(|it| seen.contains(it)).collect();
    if storage::mark_seen(conn, by.user, &seen, now)? == 0 {
        return Ok(());
    }
    let entry = Entry::change(Action::DocumentsSeen, by.user, hat)
        .subject(storage::pseudonym(conn, case)?)
        .object_read(ObjectKind::Case, case.0);
    Ok(storage::append(conn, &entry)?)
}

/// The door to what is in a document. Health and criminal matters (Art. 9 and 10 DSGVO) are read
/// for a purpose that the reader names, and logged apart. With the entry goes the reader's mark that
/// they have seen it. The caller commits before anything is shown.
pub fn disclose_document(
    conn: &mut PgConnection,
    by: &Actor,
    document: &Document,
    purpose: Option<Purpose>,
    now: Now,
) -> Result<Opening, Problem> {
    let case = document.case;
    let this = (ObjectKind::Document, document.id.0);
    // What is closed answers as if it were not there.
    if !is_open_to(by, document, &RevokedReleases::of(conn, case)?) {
        return Err(Problem::NotFound);
    }
    match (guarded_as(conn, document)?, purpose) {
        (Sensitivity::Normal, _) => {
            storage::mark_seen(conn, by.user, &[document.id], now)?;
            disclose(conn, by, case, (Action::DocumentRead, this), now)?;
            Ok(Opening::Open)
        }
        (guarded, None) => {
            // That there is such a document is in the case.
            disclose(conn, by, case, (Action::CaseRead, (ObjectKind::Case, case.0)), now)?;
            Ok(Opening::PurposeNeeded(guarded))
        }
        (_, Some(purpose)) => {
            readable(conn, by, case, now)?;
            let hat = by.hat(Right::ReadCase.roles()).ok_or(Problem::NotFound)?;
            storage::mark_seen(conn, by.user, &[document.id], now)?;
            let entry = Entry::read(Action::GuardedDocumentRead, by.user, hat)
                .subject(storage::pseudonym(conn, case)?)
                .object_read(this.0, this.1)
                .purpose(purpose);
            storage::append(conn, &entry)?;
            Ok(Opening::Open)
        }
    }
}

/// What an earlier version is about somebody may have noticed only at a later one.
fn guarded_as(conn: &mut PgConnection, document: &Document) -> Result<Sensitivity, Problem> {
    let (mut guarded, mut newer) = (document.description.sensitivity, document.replaced_by);
    while let (Sensitivity::Normal, Some(id)) = (guarded, newer) {
        let document = storage::find_document(conn, id)?;
        (guarded, newer) = (document.description.sensitivity, document.replaced_by);
    }
    Ok(guarded)
}

/// The documents, in all versions, that this user reads of a case they may read.
pub fn documents_open_to(
    conn: &mut PgConnection,
    by: &Actor,
    case: CaseId,
) -> Result<Vec<Document>, Problem> {
    let mut documents = storage::documents_of_case(conn, case)?;
    // Only what doctors said is ever closed by a revocation.
    let by_doctors = |it: &Document| it.description.sensitivity == Sensitivity::Health;
    let revoked = if documents.iter().any(by_doctors) {
        RevokedReleases::of(conn, case)?
    } else {
        RevokedReleases::default()
    };
    documents.retain(|it| is_open_to(by, it, &revoked));
    Ok(documents)
}

fn is_open_to(by: &Actor, it: &Document, revoked: &RevokedReleases) -> bool {
    let about = &it.description;
    (it.is_newest() || may_read_replaced(by))
        && may_read_document(by, about.sensitivity, revoked.concern(about.person))
}
