//! Signing in: count the attempt, look at the password (outside the transaction), then let in
//! or refuse.

use std::net::IpAddr;

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Duration, Utc};
use diesel::PgConnection;

use super::lists::forget_expired;
use crate::{
    Now, Problem,
    procedure::{SessionId, UserId},
    storage::{self, Account, Action, Entry, ObjectKind},
};

/// From this many failures in a row on, the next attempt has to wait.
const PATIENT_WITH_ACCOUNT: i32 = 5;
/// A whole office may stand behind one address.
const PATIENT_WITH_ADDRESS: i32 = 100;
const LONGEST_WAIT: Duration = Duration::minutes(5);
/// Failures older than this count no more.
const MEMORY: Duration = Duration::hours(1);
/// Sessions and failures are kept this long after they have become useless.
const CLEAN_UP_AFTER: Duration = Duration::days(1);

/// Who wants to sign in, and from where.
#[derive(Clone, Debug)]
pub struct Attempt {
    login: String,
    address: IpAddr,
}

impl Attempt {
    pub fn new(login: &str, address: IpAddr) -> Self {
        Self { login: login.trim().to_lowercase(), address }
    }

    /// What was typed is kept as a hash: people type passwords into the wrong field.
    fn account(&self) -> String {
        format!("account:{}", storage::hex(digest(&SHA256, self.login.as_bytes()).as_ref()))
    }

    /// Whoever has one IPv6 address has at least a /64 of them.
    fn address(&self) -> String {
        match self.address.to_canonical() {
            IpAddr::V4(it) => format!("address:{it}"),
            IpAddr::V6(it) => {
                let [a, b, c, d, ..] = it.segments();
                format!("address:{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

/// A session about to be opened.
#[derive(Clone, Debug)]
pub struct NewSession {
    pub id: SessionId,
    pub csrf_token: String,
}

/// Counts the attempt as failed before anybody looks at the password, so that many at once
/// cannot slip through, and finds the account.
pub fn begin_sign_in(
    conn: &mut PgConnection,
    attempt: &Attempt,
    now: Now,
) -> Result<Option<Account>, Problem> {
    count(conn, &attempt.account(), PATIENT_WITH_ACCOUNT, now)?;
    count(conn, &attempt.address(), PATIENT_WITH_ADDRESS, now)?;
    let account = storage::find_login(conn, &attempt.login)?;
    Ok(account.filter(|it| it.locked_at.is_none()))
}

/// The password was right: opens the session. `rehashed` is the same password at a higher cost.
pub fn let_in(
    conn: &mut PgConnection,
    (attempt, user): (&Attempt, UserId),
    session: &NewSession,
    rehashed: Option<&str>,
    now: Now,
) -> Result<(), Problem> {
    forgive(conn, attempt)?;
    storage::forget_attempts_before(conn, now.at - CLEAN_UP_AFTER)?;
    storage::delete_sessions_before(conn, now.at - CLEAN_UP_AFTER)?;
    if let Some(hash) = rehashed {
        storage::save_rehashed(conn, user, hash)?;
    }
    storage::open_session(conn, (session.id, user), &session.csrf_token, now)?;
    let mut entries = forget_expired(conn, now)?;
    let entry = Entry::own_account(Action::SignedIn, user);
    entries.push(entry.object_read(ObjectKind::Session, session.id.0));
    Ok(storage::append_all(conn, &entries)?)
}

/// The password was wrong, or nobody may sign in with it.
pub fn turn_away(conn: &mut PgConnection, known: Option<UserId>) -> Result<(), Problem> {
    let entry = match known {
        Some(user) => Entry::own_account(Action::SignInFailed, user),
        None => Entry::by_system(Action::SignInFailed),
    };
    Ok(storage::append(conn, &entry.refused())?)
}

/// The attempt has turned out to be right.
pub(super) fn forgive(conn: &mut PgConnection, attempt: &Attempt) -> Result<(), Problem> {
    storage::forget_attempts(conn, &attempt.account())?;
    Ok(storage::forget_one_attempt(conn, &attempt.address())?)
}

pub fn sign_out(
    conn: &mut PgConnection,
    user: UserId,
    session: SessionId,
    now: Now,
) -> Result<(), Problem> {
    storage::end_session(conn, session, now)?;
    let entry = Entry::own_account(Action::SignedOut, user);
    Ok(storage::append(conn, &entry.object_read(ObjectKind::Session, session.0))?)
}

/// Counts an attempt, or says how long to wait. Attempts during the wait are not counted, so
/// that nobody can be kept out for good.
fn count(conn: &mut PgConnection, subject: &str, patience: i32, now: Now) -> Result<(), Problem> {
    let Some((failures, last_at)) = storage::first_attempt(conn, subject, now)? else {
        return Ok(());
    };
    if now.at - last_at > MEMORY {
        return Ok(storage::count_attempt(conn, subject, 1, now)?);
    }
    match wait(failures - patience, last_at, now) {
        Some(left) => Err(Problem::TooSoon(left.num_seconds().max(1))),
        None => Ok(storage::count_attempt(conn, subject, failures + 1, now)?),
    }
}

/// What is left of the wait: a second at first, twice as long after each further failure.
fn wait(excess: i32, last_at: DateTime<Utc>, now: Now) -> Option<Duration> {
    let exponent = u32::try_from(excess).ok()?.min(16);
    let whole = Duration::seconds(1 << exponent).min(LONGEST_WAIT);
    let left = last_at + whole - now.at;
    (left > Duration::zero()).then_some(left)
}
