//! Sign-ins that have not succeeded, counted per account and per address.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::sign_in_failures as failures;
use crate::Now;

/// Counts a first attempt, or gives what was counted before and lets nobody else count until we
/// commit.
pub fn first_attempt(
    conn: &mut PgConnection,
    subject: &str,
    now: Now,
) -> QueryResult<Option<(i32, DateTime<Utc>)>> {
    let row =
        (failures::subject.eq(subject), failures::failures.eq(1), failures::last_at.eq(now.at));
    loop {
        let added = diesel::insert_into(failures::table).values(row).on_conflict_do_nothing();
        if added.execute(conn)? == 1 {
            return Ok(None);
        }
        let counted = failures::table.find(subject).select((failures::failures, failures::last_at));
        // One that was there a moment ago may have been forgiven since.
        if let Some(counted) = counted.for_update().first(conn).optional()? {
            return Ok(Some(counted));
        }
    }
}

pub fn count_attempt(
    conn: &mut PgConnection,
    subject: &str,
    attempts: i32,
    now: Now,
) -> QueryResult<()> {
    diesel::update(failures::table.find(subject))
        .set((failures::failures.eq(attempts), failures::last_at.eq(now.at)))
        .execute(conn)?;
    Ok(())
}

pub fn forget_attempts(conn: &mut PgConnection, subject: &str) -> QueryResult<()> {
    diesel::delete(failures::table.find(subject)).execute(conn)?;
    Ok(())
}

/// One attempt of many has succeeded. Others of the same address may do so at the same moment:
/// how many are left is read under the lock.
pub fn forget_one_attempt(conn: &mut PgConnection, subject: &str) -> QueryResult<()> {
    let counted = failures::table.find(subject).select(failures::failures);
    match counted.for_update().first(conn).optional()? {
        None => Ok(()),
        Some(..=1) => forget_attempts(conn, subject),
        Some(many) => {
            let one_less = diesel::update(failures::table.find(subject));
            one_less.set(failures::failures.eq(many - 1)).execute(conn).map(drop)
        }
    }
}

pub fn forget_attempts_before(conn: &mut PgConnection, at: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(failures::table.filter(failures::last_at.lt(at))).execute(conn)?;
    Ok(())
}
