use diesel::PgConnection;
use uuid::Uuid;

use crate::{Problem, procedure::Actor, storage};

/// Does `f` once for this key: a form sent twice is led to where the first one led, also after a
/// restart. Of two at the same time the second waits for the first; if that fails, it does `f`.
pub fn once(
    conn: &mut PgConnection,
    by: &Actor,
    key: Uuid,
    f: impl FnOnce(&mut PgConnection) -> Result<String, Problem>,
) -> Result<String, Problem> {
    if storage::take_key(conn, key, by.user)? {
        let location = f(conn)?;
        storage::save_key(conn, key, &location)?;
        return Ok(location);
    }
    match storage::find_key(conn, key)? {
        (user, location) if user == by.user => Ok(location),
        _ => Err(Problem::Forged),
    }
}
