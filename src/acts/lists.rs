use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::{
    PgConnection,
    result::{DatabaseErrorKind, Error as DbError},
};

use super::cases::{borne, draw_numbers, entered, registered};
use crate::{
    Now, Problem,
    lists::Sheet,
    procedure::{
        Actor, CaseId, FieldError, FileNumber, Inherited, ListId, Receipt, Registration, Right,
        Role, take_over,
    },
    storage::{self, Action, Course, Entry, NewList, ObjectKind, StagedList, TakenOver},
};

/// So long a list waits; people in it are nobody's case yet.
const WAITS: TimeDelta = TimeDelta::days(2);
/// How many cases go to the database in one statement.
const AT_ONCE: usize = 50;

/// A case of a list, as it is taken over.
#[derive(Debug, Clone)]
pub struct ListedCase {
    pub id: CaseId,
    /// The number it had; `None`: it gets one of ours.
    pub number: Option<FileNumber>,
    pub registration: Registration,
    pub inherited: Inherited,
}

/// Keeps a list that was read in, for whoever sent it. No case comes of it yet.
pub fn stage_list(
    conn: &mut PgConnection,
    by: &Actor,
    (id, name): (ListId, String),
    content: Sheet,
    now: Now,
) -> Result<(), Problem> {
    let hat = hat(by)?;
    let mut entries = forget_expired(conn, now)?;
    let list = NewList { id, name, content, expires_at: now.at + WAITS };
    storage::stage_list(conn, &list, by.user, now)?;
    entries.push(about(Action::ListStaged, by, hat, id));
    Ok(storage::append_all(conn, &entries)?)
}

/// The one door to what is in a list: its own sender, and the log says so. The caller commits it
/// before anything is shown. Without content once it is taken over.
pub fn disclose_list(
    conn: &mut PgConnection,
    by: &Actor,
    id: ListId,
    now: Now,
) -> Result<(StagedList, Option<Sheet>), Problem> {
    let hat = hat(by)?;
    let list = storage::find_list(conn, (id, by.user), now)?;
    let content = storage::list_content(conn, id)?;
    let entry = Entry::read(Action::ListRead, by.user, hat).object_read(ObjectKind::List, id.0);
    storage::append(conn, &entry)?;
    Ok((list, content))
}

/// Forgets a list that shall not be taken over.
pub fn discard_list(
    conn: &mut PgConnection,
    by: &Actor,
    id: ListId,
    now: Now,
) -> Result<(), Problem> {
    let hat = hat(by)?;
    storage::find_list(conn, (id, by.user), now)?;
    storage::discard_list(conn, (id, by.user))?;
    Ok(storage::append(conn, &about(Action::ListDiscarded, by, hat, id))?)
}

/// Deletes the lists that nobody has taken over in time. The entries are for the caller to append.
pub(super) fn forget_expired(conn: &mut PgConnection, now: Now) -> Result<Vec<Entry>, Problem> {
    let gone = storage::discard_expired_lists(conn, now)?.into_iter();
    let entry =
        |id: ListId| Entry::by_system(Action::ListDiscarded).object(ObjectKind::List, id.0, 1);
    Ok(gone.map(entry).collect())
}

/// Which of the numbers of a list cases bear already.
pub fn numbers_borne(
    conn: &mut PgConnection,
    by: &Actor,
    numbers: &[FileNumber],
) -> Result<BTreeSet<FileNumber>, Problem> {
    hat(by)?;
    borne(conn, numbers)
}

/// Takes over cases that were kept in a list: all of these, or none. Their old numbers stay, the
/// others get the next free ones; each leaves its entry. No letter is written.
pub fn take_over_list(
    conn: &mut PgConnection,
    by: &Actor,
    (id, left_out): (ListId, usize),
    cases: Vec<ListedCase>,
    now: Now,
) -> Result<(), Problem> {
    let hat = hat(by)?;
    let persons = cases.iter().map(|it| it.registration.persons.len()).sum();
    let taken_over = TakenOver { at: now.at, cases: cases.len(), persons, left_out };
    // Also the lock: of two at the same time the second finds it settled.
    storage::settle_list(conn, (id, by.user), taken_over)?;
    let (numbered, unnumbered): (Vec<_>, Vec<_>) =
        cases.into_iter().partition(|it| it.number.is_some());
    let mut entries = open(conn, by, numbered, now)?;
    let numbers = draw_numbers(conn, unnumbered.len(), now)?;
    let drawn = unnumbered.into_iter().zip(numbers);
    let drawn = drawn.map(|(case, number)| ListedCase { number: Some(number), ..case });
    entries.extend(open(conn, by, drawn.collect(), now)?);
    entries.push(about(Action::ListTakenOver, by, hat, id));
    Ok(storage::append_all(conn, &entries)?)
}

/// Opens cases that have their numbers; the entries are for the caller to append.
fn open(
    conn: &mut PgConnection,
    by: &Actor,
    cases: Vec<ListedCase>,
    now: Now,
) -> Result<Vec<Entry>, Problem> {
    let numbers: Vec<_> = cases.iter().filter_map(|it| it.number.clone()).collect();
    let used = borne(conn, &numbers)?;
    if !used.is_empty() {
        let error = |it: &FileNumber| FieldError {
            field: String::new(),
            sentence: format!("Das Aktenzeichen {it} ist inzwischen vergeben."),
        };
        return Err(Problem::Invalid(used.iter().map(error).collect()));
    }
    let rules = storage::rules(conn)?;
    let courses: Vec<Course> = cases
        .into_iter()
        .zip(numbers)
        .map(|(case, number)| {
            let this = (case.id, number);
            let day = (now.today, &rules);
            let receipt = take_over(case.registration, case.inherited, this, by, day)?;
            Ok(Course { receipt, registered: now, outcomes: Vec::new() })
        })
        .collect::<Result<_, Problem>>()?;
    let mut entries = Vec::with_capacity(courses.len());
    for some in courses.chunks(AT_ONCE) {
        entries.extend(entered(conn, some.iter().map(|it| &it.receipt), by)?);
        let pseudonyms = storage::import(conn, some, by).map_err(beaten)?;
        let receipts = some.iter().map(|it| -> &Receipt { &it.receipt });
        entries.extend(receipts.zip(pseudonyms).map(|(it, name)| registered(it, by, name)));
    }
    Ok(entries)
}

/// Somebody else has given a number of the list to a case since it was looked for.
fn beaten(error: DbError) -> Problem {
    match error {
        DbError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Problem::Stale,
        other => other.into(),
    }
}

fn about(action: Action, by: &Actor, hat: Role, id: ListId) -> Entry {
    Entry::change(action, by.user, hat).object(ObjectKind::List, id.0, 1)
}

fn hat(by: &Actor) -> Result<Role, Problem> {
    by.hat(Right::TakeOver.roles()).ok_or(Problem::Forbidden)
}
