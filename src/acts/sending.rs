use diesel::PgConnection;

use super::cases::readable;
use crate::{
    Now, Problem,
    procedure::{Actor, CaseId, Right, SittingId, Violation},
    storage::{self, Action, Entry, LettersOf, ObjectKind},
};

/// Notes that the typeset letters of a case left the house today.
pub fn mark_letters_sent(
    conn: &mut PgConnection,
    by: &Actor,
    case: CaseId,
    now: Now,
) -> Result<(), Problem> {
    if !by.may(Right::HandleLetters) {
        return Err(Problem::Forbidden);
    }
    readable(conn, by, case, now)?;
    let pseudonym = storage::pseudonym(conn, case)?;
    mark_sent(conn, by, LettersOf::Case(case), now, |it| it.subject(pseudonym))
}

/// Notes that the typeset invitations to a sitting left the house today.
pub fn mark_invitations_sent(
    conn: &mut PgConnection,
    by: &Actor,
    sitting: SittingId,
    now: Now,
) -> Result<(), Problem> {
    storage::find_sitting(conn, sitting)?;
    mark_sent(conn, by, LettersOf::Invitations(sitting), now, |it| it)
}

fn mark_sent(
    conn: &mut PgConnection,
    by: &Actor,
    of: LettersOf,
    now: Now,
    about: impl Fn(Entry) -> Entry,
) -> Result<(), Problem> {
    let hat = by.hat(Right::HandleLetters.roles()).ok_or(Problem::Forbidden)?;
    let sent = storage::mark_sent(conn, of, by.user, now)?;
    if sent.is_empty() {
        return Err(Violation::NoLetterToSend.into());
    }
    let entry = || about(Entry::change(Action::LetterSent, by.user, hat));
    let entries: Vec<_> =
        sent.iter().map(|it| entry().object(ObjectKind::Letter, it.0, 1)).collect();
    Ok(storage::append_all(conn, &entries)?)
}
