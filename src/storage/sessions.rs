//! Login sessions: the cookie only refers to one of these.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::{
    as_text::AsText,
    schema::{installation, sessions, users},
    users::to_roles,
};
use crate::{
    Now,
    procedure::{Actor, Land, Role, SessionId, UserId},
};

/// A session that has not been ended, with its user as the database knows them now.
#[derive(Debug, Clone)]
pub struct Session {
    pub id: SessionId,
    pub actor: Actor,
    pub login: String,
    pub name: String,
    pub must_change_password: bool,
    /// Whose commission this is.
    pub land: Land,
    pub csrf_token: String,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
}

type Row = (
    (Uuid, Vec<Option<AsText<Role>>>, String, String, bool),
    (String, DateTime<Utc>, DateTime<Utc>, AsText<Land>),
);

/// `None` also when the user is locked.
pub fn find_session(conn: &mut PgConnection, id: SessionId) -> QueryResult<Option<Session>> {
    let row: Option<Row> = sessions::table
        .inner_join(users::table)
        .filter(sessions::id.eq(id.0))
        .filter(sessions::ended_at.is_null())
        .filter(users::locked_at.is_null())
        .select((
            (users::id, users::roles, users::login, users::name, users::must_change_password),
            (
                sessions::csrf_token,
                sessions::created_at,
                sessions::seen_at,
                installation::table.select(installation::land).single_value().assume_not_null(),
            ),
        ))
        .first(conn)
        .optional()?;
    let Some(((user, roles, login, name, must_change_password), session)) = row else {
        return Ok(None);
    };
    let (csrf_token, created_at, seen_at, land) = session;
    let actor = Actor { user: UserId(user), roles: to_roles(roles)? };
    let land = land.0;
    Ok(Some(Session {
        id,
        actor,
        login,
        name,
        must_change_password,
        land,
        csrf_token,
        created_at,
        seen_at,
    }))
}

pub fn open_session(
    conn: &mut PgConnection,
    (id, user): (SessionId, UserId),
    csrf_token: &str,
    now: Now,
) -> QueryResult<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(id.0),
            sessions::user_id.eq(user.0),
            sessions::csrf_token.eq(csrf_token),
            sessions::created_at.eq(now.at),
            sessions::seen_at.eq(now.at),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn touch_session(conn: &mut PgConnection, id: SessionId, now: Now) -> QueryResult<()> {
    let older = sessions::table.find(id.0).filter(sessions::seen_at.lt(now.at));
    diesel::update(older).set(sessions::seen_at.eq(now.at)).execute(conn)?;
    Ok(())
}

pub fn end_session(conn: &mut PgConnection, id: SessionId, now: Now) -> QueryResult<()> {
    let open = sessions::table.find(id.0).filter(sessions::ended_at.is_null());
    diesel::update(open).set(sessions::ended_at.eq(now.at)).execute(conn)?;
    Ok(())
}

pub fn end_sessions_of(conn: &mut PgConnection, user: UserId, now: Now) -> QueryResult<()> {
    let open =
        sessions::table.filter(sessions::user_id.eq(user.0)).filter(sessions::ended_at.is_null());
    diesel::update(open).set(sessions::ended_at.eq(now.at)).execute(conn)?;
    Ok(())
}

/// Ends the sessions of this user on other devices.
pub fn end_other_sessions(
    conn: &mut PgConnection,
    user: UserId,
    kept: SessionId,
    now: Now,
) -> QueryResult<()> {
    let others = sessions::table
        .filter(sessions::user_id.eq(user.0))
        .filter(sessions::id.ne(kept.0))
        .filter(sessions::ended_at.is_null());
    diesel::update(others).set(sessions::ended_at.eq(now.at)).execute(conn)?;
    Ok(())
}

/// Drops what no one can use any more.
pub fn delete_sessions_before(conn: &mut PgConnection, at: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(sessions::table.filter(sessions::created_at.lt(at))).execute(conn)?;
    Ok(())
}
