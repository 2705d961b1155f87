use diesel::{
    PgConnection, QueryResult, RunQueryDsl as _,
    result::{DatabaseErrorKind, Error as DbError},
    select,
    sql_types::Jsonb,
};
use serde_json::{Value, to_value};

use super::Entry;

/// What a function gives that gives nothing.
#[derive(diesel::sql_types::SqlType)]
#[diesel(postgres_type(oid = 2278, array_oid = 0))]
pub struct Void;

// Declared, not written out as a query: so that Postgres plans it once for a connection.
#[diesel::declare_sql_function]
extern "SQL" {
    #[sql_name = "audit.append"]
    fn append_entries(entries: Jsonb) -> Void;
}

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
        select(append_entries(batch)).execute(conn).map(drop).map_err(|it| not_logged(&it))
    })
}

/// Whatever the cause, to the user it is a failure that passes: nothing was done, try again.
fn not_logged(error: &DbError) -> DbError {
    let cause = format!("audit entry not written: {error}");
    DbError::DatabaseError(DatabaseErrorKind::Unknown, Box::new(cause))
}
