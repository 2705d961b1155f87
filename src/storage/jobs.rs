//! What the program does by itself, as rows: planned once, taken by one, done with what it did.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::schema::{cases, jobs};
use crate::{
    Now,
    procedure::{CaseId, StepKind},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Names what is to be done: the same is not planned twice.
    pub key: String,
    pub case: CaseId,
}

/// Looks once a day at every case whose authority has let its deadline pass. Returns how many are
/// new.
pub fn plan_reminders(conn: &mut PgConnection, now: Now) -> QueryResult<usize> {
    let waiting = StepKind::RemindAuthority.rule().from.iter().map(|it| it.name());
    let overdue: Vec<uuid::Uuid> = cases::table
        .filter(cases::stage.eq_any(waiting))
        .filter(cases::deadline_on.lt(now.today))
        .order(cases::id)
        .select(cases::id)
        .load(conn)?;
    let row = |case: &uuid::Uuid| {
        (
            jobs::key.eq(format!("reminder:{case}:{}", now.today)),
            jobs::case_id.eq(*case),
            jobs::due_at.eq(now.at),
        )
    };
    let mut planned = 0;
    for some in overdue.chunks(500) {
        let rows: Vec<_> = some.iter().map(row).collect();
        planned +=
            diesel::insert_into(jobs::table).values(rows).on_conflict_do_nothing().execute(conn)?;
    }
    Ok(planned)
}

/// The next job that is due and that nobody else is at. It stays ours until the transaction ends;
/// should we die, it is as if nobody had begun.
pub fn take_job(conn: &mut PgConnection, now: Now) -> QueryResult<Option<Job>> {
    let row: Option<(String, uuid::Uuid)> = jobs::table
        .filter(jobs::done_at.is_null().and(jobs::due_at.le(now.at)))
        .order((jobs::due_at, jobs::key))
        .limit(1)
        .select((jobs::key, jobs::case_id))
        .for_update()
        .skip_locked()
        .first(conn)
        .optional()?;
    Ok(row.map(|(key, case)| Job { key, case: CaseId(case) }))
}

pub fn finish_job(conn: &mut PgConnection, key: &str, now: Now) -> QueryResult<()> {
    diesel::update(jobs::table.find(key)).set(jobs::done_at.eq(now.at)).execute(conn)?;
    Ok(())
}

/// Forgets what was done before this moment. What is planned for a day is not planned again after it.
pub fn forget_jobs_before(conn: &mut PgConnection, at: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(jobs::table.filter(jobs::done_at.lt(at))).execute(conn)
}

/// It could not be done: again later, each time after twice as long, at most after an hour. Returns
/// when.
pub fn put_off_job(conn: &mut PgConnection, key: &str, now: Now) -> QueryResult<DateTime<Utc>> {
    let attempts: i32 = jobs::table.find(key).select(jobs::attempts).first(conn)?;
    let minutes = 1_i64 << attempts.clamp(0, 6);
    let again = now.at + TimeDelta::minutes(minutes.min(60));
    diesel::update(jobs::table.find(key).filter(jobs::done_at.is_null()))
        .set((jobs::attempts.eq(attempts + 1), jobs::due_at.eq(again)))
        .execute(conn)?;
    Ok(again)
}
