use chrono::NaiveDate;
use diesel::PgConnection;

use super::cases::{about_person, lock_for_step, readable, take_step};
use crate::{
    Now, Problem,
    procedure::{
        Actor, CaseId, FieldError, Outcome, PersonId, ReturnFact, ReturnFactId, Right, Role,
        Statement, Step,
    },
    storage::{self, Action, CaseFile, KeptReturnFact},
};

/// What is known, for those who may know it.
pub fn return_facts_of(
    conn: &mut PgConnection,
    by: &Actor,
    case: CaseId,
) -> Result<Vec<KeptReturnFact>, Problem> {
    let known = by.may(Right::SeeReturnDate);
    Ok(if known { storage::return_facts_of(conn, case)? } else { Vec::new() })
}

/// Notes what is known of a return. What follows from it for the case is a step like any other:
/// the ground is there, and the case is an Eilfall at once.
pub fn note_return_fact(
    conn: &mut PgConnection,
    by: &Actor,
    case: CaseId,
    fact: &ReturnFact,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = locked(conn, by, case, now)?;
    let obstacles = file.case.return_fact_obstacles(fact.person);
    if !obstacles.is_empty() {
        return Err(Problem::Refused(obstacles));
    }
    let kept = storage::return_facts_of(conn, case)?;
    let errors = fact.errors(standing(&kept), now.today);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    storage::add_return_fact(conn, fact, (by.user, now))?;
    follow(conn, by, (&file, fact.calls_for(&file.case, now.today)), now)?;
    log(conn, (Action::ReturnFactNoted, fact.person), &file, (by, hat))
}

/// As [`note_return_fact`], of what a Stellungnahme tells that has just been recorded. A day that
/// is known already, or over, calls for nothing.
pub(super) fn note_stated_returns(
    conn: &mut PgConnection,
    by: &Actor,
    outcome: &Outcome,
    now: Now,
) -> Result<(), Problem> {
    let stated = outcome.event().step.statement().map(Statement::return_facts);
    for fact in stated.into_iter().flatten() {
        let kept = storage::return_facts_of(conn, outcome.id())?;
        if fact.errors(standing(&kept), now.today).is_empty() {
            note_return_fact(conn, by, outcome.id(), &fact, now)?;
        }
    }
    Ok(())
}

/// Notes that it has ended; that it was so stays.
pub fn end_return_fact(
    conn: &mut PgConnection,
    by: &Actor,
    (case, person, id): (CaseId, PersonId, ReturnFactId),
    until: NaiveDate,
    now: Now,
) -> Result<(), Problem> {
    let (file, hat) = locked(conn, by, case, now)?;
    let all = storage::return_facts_of(conn, case)?;
    let this = |it: &&KeptReturnFact| it.id == id && it.fact.person == person;
    let kept = all.iter().find(this).ok_or(Problem::NotFound)?;
    let obstacles = file.case.day_obstacles(until, now.today);
    if !obstacles.is_empty() {
        let error = |it| FieldError::new("until", format!("{it}"));
        return Err(Problem::Invalid(obstacles.iter().map(error).collect()));
    }
    storage::end_return_fact(conn, id, until, (by.user, now))?;
    let others: Vec<_> = all.iter().filter(|it| it.id != id).cloned().collect();
    let step = kept.fact.ends_with(standing(&others), &file.case, now.today);
    follow(conn, by, (&file, step), now)?;
    log(conn, (Action::ReturnFactEnded, person), &file, (by, hat))
}

fn standing(kept: &[KeptReturnFact]) -> impl Iterator<Item = &ReturnFact> {
    kept.iter().filter(|it| it.ended_on.is_none()).map(|it| &it.fact)
}

fn locked(
    conn: &mut PgConnection,
    by: &Actor,
    case: CaseId,
    now: Now,
) -> Result<(CaseFile, Role), Problem> {
    let hat = by.hat(Right::SeeReturnDate.roles()).ok_or(Problem::Forbidden)?;
    readable(conn, by, case, now)?;
    Ok((lock_for_step(conn, case, None)?, hat))
}

fn follow(
    conn: &mut PgConnection,
    by: &Actor,
    (file, step): (&CaseFile, Option<Step>),
    now: Now,
) -> Result<(), Problem> {
    if let Some(step) = step {
        take_step(conn, by, (file.case.id, file.case.version), step, now)?;
    }
    Ok(())
}

/// Neither its kind nor its day.
fn log(
    conn: &mut PgConnection,
    (action, person): (Action, PersonId),
    file: &CaseFile,
    by: (&Actor, Role),
) -> Result<(), Problem> {
    let entry = about_person((action, person, "return_fact"), file, by);
    Ok(storage::append(conn, &entry)?)
}
