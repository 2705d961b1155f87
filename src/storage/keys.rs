use diesel::prelude::*;
use uuid::Uuid;

use super::schema::idempotency_keys as keys;
use crate::procedure::UserId;

/// Takes a key for the first time. While somebody else has taken it and not finished, waits.
pub fn take_key(conn: &mut PgConnection, key: Uuid, by: UserId) -> QueryResult<bool> {
    let row = (keys::key.eq(key), keys::user_id.eq(by.0), keys::location.eq(""));
    Ok(diesel::insert_into(keys::table).values(row).on_conflict_do_nothing().execute(conn)? == 1)
}

/// Whose key it is, and where its request led.
pub fn find_key(conn: &mut PgConnection, key: Uuid) -> QueryResult<(UserId, String)> {
    let (user, location): (Uuid, String) =
        keys::table.find(key).select((keys::user_id, keys::location)).first(conn)?;
    Ok((UserId(user), location))
}

pub fn save_key(conn: &mut PgConnection, key: Uuid, location: &str) -> QueryResult<()> {
    diesel::update(keys::table.find(key)).set(keys::location.eq(location)).execute(conn)?;
    Ok(())
}
