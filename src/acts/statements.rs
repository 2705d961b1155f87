use diesel::PgConnection;

use super::cases::opened;
use crate::{
    Now, Problem,
    procedure::{Actor, CaseId, Right, Version, named},
    storage::{self, Action, Entry, ObjectKind},
};

named! {
    /// Whether the applicant side may see a statement of the authority.
    pub enum Leave {
        Given = "freigeben", "Freigeben";
        Withheld = "sperren", "Freigabe zurücknehmen";
    }
}

/// Lets the applicant side see a statement, or no longer. It has no leave until somebody gives it.
pub fn open_statement(
    conn: &mut PgConnection,
    by: &Actor,
    (id, version, leave): (CaseId, Version, Leave),
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::OpenStatement, id), now)?;
    let lines = storage::history(conn, id)?;
    let is_statement = |it: &storage::HistoryLine| {
        it.standing_event().is_some_and(|it| it.step.statement().is_some())
    };
    let line = lines.iter().find(|it| it.version == version && is_statement(it));
    let line = line.ok_or(Problem::NotFound)?;
    let open = leave == Leave::Given;
    if line.open_to_applicant == open {
        return Ok(());
    }
    storage::open_statement(conn, (id, version), open, (by.user, now))?;
    let action = if open { Action::StatementOpened } else { Action::StatementClosed };
    let entry = Entry::change(action, by.user, hat).subject(file.pseudonym).object(
        ObjectKind::Case,
        id.0,
        version.0,
    );
    Ok(storage::append(conn, &entry)?)
}

/// The chair takes note that an authority does not follow an Ersuchen, or will not.
pub fn note_refusal(
    conn: &mut PgConnection,
    by: &Actor,
    (id, version): (CaseId, Version),
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::WatchAuthorities, id), now)?;
    let lines = storage::history(conn, id)?;
    let line = lines.iter().find(|it| it.version == version);
    if !line.and_then(|it| it.standing_event()).is_some_and(|it| it.step.refuses()) {
        return Err(Problem::NotFound);
    }
    if !storage::note_refusal(conn, (id, version), (by.user, now))? {
        return Ok(());
    }
    let entry = Entry::change(Action::RefusalNoted, by.user, hat).subject(file.pseudonym).object(
        ObjectKind::Case,
        id.0,
        version.0,
    );
    Ok(storage::append(conn, &entry)?)
}
