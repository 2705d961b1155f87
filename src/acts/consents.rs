use chrono::NaiveDate;
use diesel::PgConnection;

use super::cases::{about_person, opened};
use crate::{
    Now, Problem,
    procedure::{Actor, CaseId, Consent, ConsentId, Right, Violation},
    storage::{self, Action},
};

/// Keeps what persons have agreed to, often all of a family on one sheet: all of it, or nothing.
pub fn record_consents(
    conn: &mut PgConnection,
    by: &Actor,
    (case, given): (CaseId, &[(ConsentId, Consent)]),
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::RecordConsent, case), now)?;
    let documents = storage::documents_of_case(conn, case)?;
    for (_, it) in given {
        if file.case.person(it.person).is_none() {
            return Err(Violation::NotOfThisCase.into());
        }
        let errors = it.errors(now.today);
        if !errors.is_empty() {
            return Err(Problem::Invalid(errors));
        }
        if it.document.is_some_and(|it| documents.iter().all(|document| document.id != it)) {
            return Err(Problem::field("document", "Dieses Dokument liegt nicht beim Fall."));
        }
    }
    storage::add_consents(conn, case, given, (by.user, now))?;
    let entry = |(_, it): &(ConsentId, Consent)| {
        about_person((Action::ConsentRecorded, it.person, it.kind.name()), &file, (by, hat))
    };
    Ok(storage::append_all(conn, &given.iter().map(entry).collect::<Vec<_>>())?)
}

/// Notes that a consent was taken back; what follows from it holds from this moment.
pub fn revoke_consent(
    conn: &mut PgConnection,
    by: &Actor,
    (case, id): (CaseId, ConsentId),
    revoked_on: NaiveDate,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::RecordConsent, case), now)?;
    let all = storage::consents_of(conn, case)?;
    let kept = all.into_iter().find(|it| it.id == id).ok_or(Problem::NotFound)?;
    if revoked_on > now.today {
        return Err(Problem::field("revoked_on", "Der Widerruf liegt in der Zukunft."));
    }
    if revoked_on < kept.consent.given_on {
        return Err(Problem::field("revoked_on", "Der Widerruf liegt vor der Einwilligung."));
    }
    storage::revoke_consent(conn, id, revoked_on, by.user)?;
    let about = (Action::ConsentRevoked, kept.consent.person, kept.consent.kind.name());
    let entry = about_person(about, &file, (by, hat));
    Ok(storage::append(conn, &entry)?)
}
