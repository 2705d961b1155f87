use diesel::PgConnection;

use super::cases::opened;
use crate::{
    Now, Problem,
    procedure::{
        Absence, AbsenceId, Actor, CaseId, Recall, RecallEnd, RecallId, Right, Role, UserId,
    },
    storage::{self, Account, Action, Entry, KeptAbsence, KeptRecall, ObjectKind},
};

/// Puts a case on somebody's desk for a day.
pub fn note_recall(
    conn: &mut PgConnection,
    by: &Actor,
    (id, recall): (RecallId, &Recall),
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::KeepRecalls, recall.case), now)?;
    let errors = recall.errors(now.today);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    // On the desk of somebody recused it would wait for nobody.
    let recused = storage::recused(conn, recall.case)?.contains(&recall.user);
    if recused || !colleagues(conn)?.iter().any(|it| it.id == recall.user) {
        let sentence = "Auf diesen Schreibtisch kann der Fall nicht gelegt werden.";
        return Err(Problem::field("user", sentence));
    }
    storage::add_recall(conn, id, recall, (by.user, now))?;
    let entry = Entry::change(Action::RecallNoted, by.user, hat)
        .subject(file.pseudonym)
        .object_read(ObjectKind::Case, recall.case.0);
    Ok(storage::append(conn, &entry)?)
}

/// The Wiedervorlagen of a case; empty for those who do not keep them.
pub fn recalls_of(
    conn: &mut PgConnection,
    by: &Actor,
    case: CaseId,
) -> Result<Vec<KeptRecall>, Problem> {
    if by.may(Right::KeepRecalls) { Ok(storage::recalls_of(conn, case)?) } else { Ok(Vec::new()) }
}

/// Whoever may put a case on a desk may also take it off.
pub fn settle_recall(
    conn: &mut PgConnection,
    by: &Actor,
    (case, id): (CaseId, RecallId),
    end: RecallEnd,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = opened(conn, by, (Right::KeepRecalls, case), now)?;
    storage::settle_recall(conn, (case, id), end, (by.user, now))?;
    let entry = Entry::change(Action::RecallSettled, by.user, hat)
        .subject(file.pseudonym)
        .object_read(ObjectKind::Case, case.0);
    Ok(storage::append(conn, &entry)?)
}

/// Those on whose desks cases lie, by name.
pub fn colleagues(conn: &mut PgConnection) -> Result<Vec<Account>, Problem> {
    let keeps = |it: &Account| Right::KeepRecalls.roles().iter().any(|role| it.roles.has(*role));
    let mut all = storage::accounts(conn)?;
    all.retain(|it| it.locked_at.is_none() && keeps(it));
    Ok(all)
}

/// Notes that somebody is away, and who stands in: each for themselves, the chair for everybody.
pub fn note_absence(
    conn: &mut PgConnection,
    by: &Actor,
    (id, absence): (AbsenceId, &Absence),
    now: Now,
) -> Result<(), Problem> {
    let hat = may_note(by, absence.user)?;
    let kept = storage::absences_from(conn, now.today)?;
    let errors = absence.errors(kept.iter().map(|it| &it.absence), now.today);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let colleagues = colleagues(conn)?;
    for (field, user) in [("user", absence.user), ("deputy", absence.deputy)] {
        if !colleagues.iter().any(|it| it.id == user) {
            return Err(Problem::field(field, "Bitte jemanden aus der Geschäftsstelle wählen."));
        }
    }
    storage::add_absence(conn, id, absence, (by.user, now))?;
    let entry = Entry::change(Action::AbsenceNoted, by.user, hat)
        .object_read(ObjectKind::User, absence.user.0);
    Ok(storage::append(conn, &entry)?)
}

/// Takes it back: the colleague is there after all.
pub fn withdraw_absence(
    conn: &mut PgConnection,
    by: &Actor,
    id: AbsenceId,
    now: Now,
) -> Result<(), Problem> {
    let kept = storage::absences_from(conn, now.today)?;
    let it = kept.iter().find(|it| it.id == id).ok_or(Problem::NotFound)?;
    let hat = may_note(by, it.absence.user)?;
    storage::withdraw_absence(conn, id, (by.user, now))?;
    let entry = Entry::change(Action::AbsenceWithdrawn, by.user, hat)
        .object_read(ObjectKind::User, it.absence.user.0);
    Ok(storage::append(conn, &entry)?)
}

/// The absences that a user may take back.
pub fn may_withdraw(by: &Actor, it: &KeptAbsence) -> bool {
    may_note(by, it.absence.user).is_ok()
}

fn may_note(by: &Actor, user: UserId) -> Result<Role, Problem> {
    let hat = by.hat(Right::KeepRecalls.roles()).ok_or(Problem::Forbidden)?;
    let own = by.user == user;
    let for_others = by.hat(Right::NoteAbsenceOfOthers.roles());
    if own { Ok(hat) } else { for_others.ok_or(Problem::Forbidden) }
}
