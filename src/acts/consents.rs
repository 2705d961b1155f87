use chrono::NaiveDate;
use diesel::PgConnection;

use super::cases::readable;
use crate::{
    Now, Problem,
    procedure::{Actor, CaseId, Consent, ConsentId, Right, Role, Violation},
    storage::{self, Action, CaseFile, Entry, ObjectKind},
};

/// Keeps what a person has agreed to.
pub fn record_consent(
    conn: &mut PgConnection,
    by: &Actor,
    (case, id): (CaseId, ConsentId),
    consent: &Consent,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, case, now)?;
    if file.case.person(consent.person).is_none() {
        return Err(Violation::NotOfThisCase.into());
    }
    let errors = consent.errors(now.today);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let documents = storage::documents_of_case(conn, case)?;
    if consent.document.is_some_and(|it| documents.iter().all(|document| document.id != it)) {
        return Err(Problem::field("document", "Dieses Dokument liegt nicht beim Fall."));
    }
    storage::add_consent(conn, (id, case), consent, (by.user, now))?;
    note(conn, (Action::ConsentRecorded, consent), &file, (by, hat))
}

/// Notes that a consent was taken back; what follows from it holds from this moment.
pub fn revoke_consent(
    conn: &mut PgConnection,
    by: &Actor,
    (case, id): (CaseId, ConsentId),
    revoked_on: NaiveDate,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, case, now)?;
    let all = storage::consents_of(conn, case)?;
    let kept = all.into_iter().find(|it| it.id == id).ok_or(Problem::NotFound)?;
    if revoked_on > now.today {
        return Err(Problem::field("revoked_on", "Der Widerruf liegt in der Zukunft."));
    }
    if revoked_on < kept.consent.given_on {
        return Err(Problem::field("revoked_on", "Der Widerruf liegt vor der Einwilligung."));
    }
    storage::revoke_consent(conn, id, revoked_on, by.user)?;
    note(conn, (Action::ConsentRevoked, &kept.consent), &file, (by, hat))
}

fn opened(
    conn: &mut PgConnection,
    by: &Actor,
    case: CaseId,
    now: Now,
) -> Result<(CaseFile, Role), Problem> {
    let hat = by.hat(Right::RecordConsent.roles()).ok_or(Problem::Forbidden)?;
    readable(conn, by, case, now)?;
    Ok((storage::lock_case(conn, case)?, hat))
}

fn note(
    conn: &mut PgConnection,
    (action, consent): (Action, &Consent),
    file: &CaseFile,
    (by, hat): (&Actor, Role),
) -> Result<(), Problem> {
    let entry = Entry::change(action, by.user, hat)
        .subject(file.pseudonym)
        .object_read(ObjectKind::Person, consent.person.0)
        .fields(&[consent.kind.name()]);
    Ok(storage::append(conn, &entry)?)
}
