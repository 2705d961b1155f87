//! Accounts: the own password, and what administration may do.

use diesel::PgConnection;

use super::sign_in::{Attempt, forgive};
use crate::{
    Now, Problem,
    procedure::{Actor, Right, Role, SessionId, UserId},
    storage::{self, Account, Action, Entry, ObjectKind},
};

/// The user has chosen a new password; `hash` is of it. Sessions on other devices end.
pub fn change_password(
    conn: &mut PgConnection,
    attempt: &Attempt,
    (user, session): (UserId, SessionId),
    hash: &str,
    now: Now,
) -> Result<(), Problem> {
    forgive(conn, attempt)?;
    storage::save_own_password(conn, user, hash)?;
    storage::end_other_sessions(conn, user, session, now)?;
    let entry = Entry::own_account(Action::PasswordChanged, user);
    Ok(storage::append(conn, &entry.object_read(ObjectKind::User, user.0))?)
}

/// Ends all sessions of the user and lets them open no other.
pub fn lock_user(
    conn: &mut PgConnection,
    by: &Actor,
    user: UserId,
    now: Now,
) -> Result<(), Problem> {
    let hat = administrator(by)?;
    if user == by.user {
        return Err(Problem::field("", "Das eigene Konto kann niemand sperren."));
    }
    if !storage::lock(conn, user, now)? {
        return Err(Problem::Stale);
    }
    storage::end_sessions_of(conn, user, now)?;
    let entry = Entry::change(Action::UserLocked, by.user, hat);
    Ok(storage::append(conn, &entry.object_read(ObjectKind::User, user.0))?)
}

pub fn unlock_user(conn: &mut PgConnection, by: &Actor, user: UserId) -> Result<(), Problem> {
    let hat = administrator(by)?;
    // It is nobody's account.
    if user == UserId::AUTOMATIC {
        return Err(Problem::NotFound);
    }
    if !storage::unlock(conn, user)? {
        return Err(Problem::Stale);
    }
    let entry = Entry::change(Action::UserUnlocked, by.user, hat);
    Ok(storage::append(conn, &entry.object_read(ObjectKind::User, user.0))?)
}

/// From the command line, whose user owns the database and so stands above all roles.
pub fn add_user(conn: &mut PgConnection, account: &Account, now: Now) -> Result<(), Problem> {
    storage::create_account(conn, account, now)?;
    log_by_system(conn, Action::UserAdded, account.id)
}

/// As [`lock_user`], from the command line.
pub fn lock_login(conn: &mut PgConnection, login: &str, now: Now) -> Result<(), Problem> {
    let user = user_of(conn, login)?;
    storage::lock(conn, user, now)?;
    storage::end_sessions_of(conn, user, now)?;
    log_by_system(conn, Action::UserLocked, user)
}

/// Gives a password for one sign-in and lifts a lock; all sessions end.
pub fn reset_login(
    conn: &mut PgConnection,
    login: &str,
    hash: &str,
    now: Now,
) -> Result<(), Problem> {
    let user = user_of(conn, login)?;
    storage::save_one_time_password(conn, user, hash)?;
    storage::end_sessions_of(conn, user, now)?;
    log_by_system(conn, Action::UserReset, user)
}

fn administrator(by: &Actor) -> Result<Role, Problem> {
    by.hat(Right::ManageUsers.roles()).ok_or(Problem::Forbidden)
}

fn user_of(conn: &mut PgConnection, login: &str) -> Result<UserId, Problem> {
    let found = storage::find_login(conn, login)?.filter(|it| it.id != UserId::AUTOMATIC);
    Ok(found.ok_or(Problem::NotFound)?.id)
}

fn log_by_system(conn: &mut PgConnection, action: Action, user: UserId) -> Result<(), Problem> {
    let entry = Entry::by_system(action).object_read(ObjectKind::User, user.0);
    Ok(storage::append(conn, &entry)?)
}
