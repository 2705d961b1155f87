//! What the program does by itself: each job in one transaction with the note that it is done.

use chrono::TimeDelta;
use diesel::PgConnection;

use super::cases::{lock_for_step, take_step};
use crate::{
    Now, Problem,
    procedure::{Actor, Awaited, CaseId, Reminding, Step, reminding},
    storage::{self, Db, HistoryLine},
};

/// Jobs are kept so long after they were done, to be looked at.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Plans what is due today, and forgets what was done long since; returns how many jobs are new.
pub fn plan_jobs(db: &Db, now: Now) -> Result<usize, Problem> {
    db.write_here(|conn| {
        storage::forget_jobs_before(conn, now.at - KEPT)?;
        Ok(storage::plan_reminders(conn, now)?)
    })
}

/// Does one job that is due and that nobody else is at; returns whether there was one. A job that
/// fails is put off, and holds up no other. For a thread of its own, of any process.
pub fn do_next_job(db: &Db, now: Now) -> Result<bool, Problem> {
    let mut taken = None;
    let done = db.write_here(|conn| {
        let Some(job) = storage::take_job(conn, now)? else { return Ok(false) };
        taken = Some(job.key.clone());
        storage::finish_job(conn, &job.key, now)?;
        // Last, as the head of the audit log is.
        remind(conn, job.case, now)?;
        Ok(true)
    });
    match (done, taken) {
        (Err(problem), Some(key)) => {
            let again = db.write_here(|conn| Ok(storage::put_off_job(conn, &key, now)?))?;
            tracing::error!(job = key, error = ?problem, %again, "job not done");
            Ok(true)
        }
        (done, _) => done,
    }
}

/// Reminds the authority if a reminder is due today. What was answered, extended or paused since
/// it was planned is left alone.
fn remind(conn: &mut PgConnection, case: CaseId, now: Now) -> Result<(), Problem> {
    let file = lock_for_step(conn, case, None)?;
    let history = storage::history(conn, case)?;
    let of_round = history.iter().rev().filter(|it| it.round == file.case.round);
    let events = of_round.filter_map(HistoryLine::standing_event);
    let awaited = Awaited::after(events.map(|it| (it.step.kind(), it.on)));
    let deadline = file.case.deadline.filter(|it| it.is_running());
    let Some((awaited, deadline)) = awaited.zip(deadline) else { return Ok(()) };
    let rules = storage::rules(conn)?;
    match reminding(&awaited, deadline.due_on, now.today, &rules) {
        // The chair finds it on their day by itself.
        Reminding::From(_) | Reminding::ForChair => Ok(()),
        Reminding::Due(_) => {
            let seen = file.case.version;
            take_step(conn, &Actor::automatic(), (case, seen), Step::RemindAuthority, now).map(drop)
        }
    }
}
