use diesel::PgConnection;

use super::{cases::opened, readdress::readdress, representatives::entry_of_new};
use crate::{
    Now, Problem,
    procedure::{
        self, Actor, Appointment, CaseId, DocumentId, DocumentKind, Ended, RepresentationChange,
        Right, Role, Version, Violation, representation_version,
    },
    storage::{self, Action, CaseFile, Entry, ObjectKind},
};

/// Names somebody who acts for persons of a case from a day on; whose Vollmacht covered them until
/// then no longer acts for them. A new representative enters the register.
pub fn change_representative(
    conn: &mut PgConnection,
    by: &Actor,
    (case, seen): (CaseId, Version),
    appointment: &Appointment,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened_as_seen(conn, by, (case, seen), now)?;
    let change = rehearse_representation(&file, appointment, now)?;
    if let Some(it) = appointment.document {
        check_proof(conn, case, it)?;
    }
    let new = (appointment.representative, &appointment.details);
    let entered = storage::enter_representatives(conn, std::iter::once(new))?;
    let register = entered.into_iter().map(|it| entry_of_new(it, by.user, hat));
    let entries = saved(conn, &file, &change, (by, hat), now)?;
    Ok(storage::append_all(conn, &register.chain(entries).collect::<Vec<_>>())?)
}

/// What naming somebody would change, or what stands in its way.
pub fn rehearse_representation(
    file: &CaseFile,
    appointment: &Appointment,
    now: Now,
) -> Result<RepresentationChange, Problem> {
    let everybody: Vec<_> = file.details.iter().map(|it| it.id).collect();
    if appointment.persons.iter().any(|it| !everybody.contains(it)) {
        return Err(Violation::NotOfThisCase.into());
    }
    procedure::appoint(&file.powers, appointment, &everybody, now.today).map_err(Problem::Invalid)
}

/// Notes that somebody no longer acts for persons: letters go to the persons again.
pub fn end_representation(
    conn: &mut PgConnection,
    by: &Actor,
    (case, seen): (CaseId, Version),
    (numbers, ended): (&[i32], &Ended),
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened_as_seen(conn, by, (case, seen), now)?;
    let change = procedure::end_representation(&file.powers, numbers, ended, now.today)
        .map_err(Problem::Invalid)?;
    let entries = saved(conn, &file, &change, (by, hat), now)?;
    Ok(storage::append_all(conn, &entries)?)
}

/// Notes which document proves a Vollmacht that was entered without one.
pub fn prove_representation(
    conn: &mut PgConnection,
    by: &Actor,
    (case, seen): (CaseId, Version),
    (numbers, document): (&[i32], DocumentId),
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened_as_seen(conn, by, (case, seen), now)?;
    check_proof(conn, case, document)?;
    if storage::prove_powers(conn, case, numbers, document)? == 0 {
        return Err(Problem::Stale);
    }
    let entry = Entry::change(Action::RepresentationProven, by.user, hat)
        .subject(file.pseudonym)
        .object_read(ObjectKind::Document, document.0);
    Ok(storage::append(conn, &entry)?)
}

fn check_proof(conn: &mut PgConnection, case: CaseId, id: DocumentId) -> Result<(), Problem> {
    let documents = storage::documents_of_case(conn, case)?;
    let proves = documents
        .iter()
        .any(|it| it.id == id && it.description.kind == Some(DocumentKind::PowerOfAttorney));
    if proves {
        return Ok(());
    }
    Err(Problem::field(
        "document",
        "Dieses Dokument liegt nicht als Vertretungsvollmacht beim Fall.",
    ))
}

fn opened_as_seen(
    conn: &mut PgConnection,
    by: &Actor,
    (case, seen): (CaseId, Version),
    now: Now,
) -> Result<(CaseFile, Role), Problem> {
    let (file, hat) = opened(conn, by, (Right::KeepRepresentatives, case), now)?;
    if representation_version(&file.powers) != seen {
        return Err(Problem::Stale);
    }
    Ok((file, hat))
}

fn saved(
    conn: &mut PgConnection,
    file: &CaseFile,
    change: &RepresentationChange,
    (by, hat): (&Actor, Role),
    now: Now,
) -> Result<Vec<Entry>, Problem> {
    storage::save_representation(conn, file.case.id, change, (by.user, now))?;
    let begun = |id| change.begun.iter().any(|it| it.person == id);
    storage::save_references(conn, file.details.iter().filter(|it| begun(it.id)))?;
    let after = representation_version(&change.applied_to(&file.powers));
    let entry = |action| {
        Entry::change(action, by.user, hat)
            .subject(file.pseudonym)
            .object_read(ObjectKind::Case, file.case.id.0)
            .versions(Some(representation_version(&file.powers).0), Some(after.0))
    };
    let ended = (!change.ended.is_empty()).then(|| entry(Action::RepresentationEnded));
    let begun = (!change.begun.is_empty()).then(|| entry(Action::RepresentationBegun));
    let withdrawn = readdress(conn, file.case.id, (by, hat, &[]), now)?;
    Ok(ended.into_iter().chain(begun).chain(withdrawn).collect())
}
