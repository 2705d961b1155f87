//! The pool, and the only bridge between async handlers and blocking queries.

use actix_web::web;
use anyhow::Context as _;
use diesel::{
    PgConnection, QueryResult, RunQueryDsl as _,
    r2d2::{Pool, PooledConnection},
    sql_query,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use super::{
    pool::{Access, Manager, pool},
    representatives, search_columns,
};
use crate::Problem;

/// As the rooms above call it that only hand it on.
pub type Connection = PgConnection;

pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

#[derive(Clone)]
pub struct Db {
    reading: Pool<Manager>,
    writing: Pool<Manager>,
}

/// The same database as the auditor, who reads the log and nothing else.
#[derive(Clone)]
pub struct AuditDb(pub Db);

impl Db {
    /// At most `size` connections that read, and as many that write.
    pub fn new(url: &str, size: u32) -> Self {
        Self {
            reading: pool(url, size, Access::Reading),
            writing: pool(url, size, Access::Writing),
        }
    }

    /// Runs `f` where nothing can be changed: a page cannot do so by mistake.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.off_thread(move |db| f(&mut free(&db.reading)?.conn)).await
    }

    /// Runs `f` in one transaction: all of it happens, or none.
    pub async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.off_thread(move |db| db.write_here(f)).await
    }

    /// As [`Db::write`], on this thread: for the worker and the command line.
    pub fn write_here<T>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        free(&self.writing)?.conn.build_transaction().run(f)
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that leaves the async threads")]
    async fn off_thread<T: Send + 'static>(
        &self,
        f: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let db = self.clone();
        let span = tracing::Span::current();
        web::block(move || {
            let _entered = span.enter();
            f(&db)
        })
        .await
        .context("blocking pool")?
    }
}

fn free(pool: &Pool<Manager>) -> Result<PooledConnection<Manager>, Problem> {
    pool.get().context("no database connection").map_err(Problem::Busy)
}

/// Whether the database answers.
pub fn ping(conn: &mut PgConnection) -> QueryResult<()> {
    sql_query("SELECT 1").execute(conn)?;
    Ok(())
}

/// Brings the schema up to date, and what people and representatives are found by. Needs the owner's connection.
pub fn migrate(conn: &mut PgConnection) -> anyhow::Result<()> {
    conn.run_pending_migrations(MIGRATIONS).map_err(anyhow::Error::from_boxed)?;
    search_columns::fill(conn).context("search columns")?;
    representatives::fill(conn).context("search columns of representatives")?;
    Ok(())
}
