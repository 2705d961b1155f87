use diesel::{
    PgConnection, QueryResult, RunQueryDsl as _,
    result::{DatabaseErrorKind, Error as DbError},
    sql_query,
    sql_types::Jsonb,
};
use serde_json::{Value, to_value};

use super::Entry;

/// How many entries go to the database in one call.
const BATCH: usize = 2000;

/// Appends one entry. Call it last in the transaction: it locks the tip of its chain until
/// the commit. An entry that cannot be written fails the whole action, as `Problem::Busy`.
pub fn append(conn: &mut PgConnection, entry: &Entry) -> QueryResult<()> {
    append_all(conn, std::slice::from_ref(entry))
}

/// Appends many entries in their order, with the same result as one after the other.
pub fn append_all(conn: &mut PgConnection, entries: &[Entry]) -> QueryResult<()> {
    entries.chunks(BATCH).try_for_each(|batch| {
        let batch: Value = to_value(batch).map_err(|it| DbError::SerializationError(it.into()))?;
        sql_query("SELECT audit.append($1)")
            .bind::<Jsonb, _>(batch)
            .execute(conn)
            .map(drop)
            .map_err(|it| not_logged(&it))
    })
}

/// Whatever the cause, to the user it is a failure that passes: nothing was done, try again.
fn not_logged(error: &DbError) -> DbError {
    let cause = format!("audit entry not written: {error}");
    DbError::DatabaseError(DatabaseErrorKind::Unknown, Box::new(cause))
}
