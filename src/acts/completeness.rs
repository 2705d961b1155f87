use std::collections::BTreeSet;

use diesel::PgConnection;

use super::cases::opened;
use crate::{
    Now, Problem,
    procedure::{Actor, CaseId, Mark, PaperOf, PersonId, Right, Role, Violation, Waiver},
    storage::{self, Action, CaseFile, Entry, ObjectKind},
};

/// What is ticked of each person.
type Marks = BTreeSet<(PersonId, Mark)>;

/// Notes what no document tells of the persons. Whoever saw other marks than there are is told so.
pub fn mark_persons(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
    (seen, marks): (&Marks, &Marks),
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::CheckCompleteness, id), now)?;
    if storage::noted(conn, id)?.marks != *seen {
        return Err(Problem::Stale);
    }
    let persons: Vec<_> = file.details.iter().map(|it| it.id).collect();
    if marks.iter().any(|it| !persons.contains(&it.0)) {
        return Err(Violation::NotOfThisCase.into());
    }
    storage::set_marks(conn, &persons, marks)?;
    let changed: BTreeSet<_> = seen.symmetric_difference(marks).map(|it| it.1.name()).collect();
    note(conn, &file, (by, hat), &changed.into_iter().collect::<Vec<_>>())
}

/// Notes why papers are not needed in this case although the list asks for them.
pub fn waive_documents(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
    waivers: &[Waiver],
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::CheckCompleteness, id), now)?;
    let list = storage::rules(conn)?.checklist;
    for Waiver { of, .. } in waivers {
        let stranger = of.person.is_some_and(|it| file.case.person(it).is_none());
        if stranger || list.item(&of.item).is_none() {
            return Err(Violation::NotOfThisCase.into());
        }
    }
    storage::waive(conn, id, waivers, (by.user, now))?;
    let items: Vec<_> = waivers.iter().map(|it| it.of.item.as_str()).collect();
    note(conn, &file, (by, hat), &items)
}

/// Takes a waiver back: the list asks for the paper again.
pub fn unwaive_document(
    conn: &mut PgConnection,
    by: &Actor,
    id: CaseId,
    of: &PaperOf,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::CheckCompleteness, id), now)?;
    if !storage::unwaive(conn, id, of)? {
        return Err(Problem::Stale);
    }
    note(conn, &file, (by, hat), &[&of.item])
}

fn note(
    conn: &mut PgConnection,
    file: &CaseFile,
    (by, hat): (&Actor, Role),
    fields: &[&str],
) -> Result<(), Problem> {
    let entry = Entry::change(Action::CompletenessNoted, by.user, hat)
        .subject(file.pseudonym)
        .object_read(ObjectKind::Case, file.case.id.0)
        .fields(fields);
    Ok(storage::append(conn, &entry)?)
}
