//! The pool, and the only bridge between async handlers and blocking queries.

use std::time::Duration;

use actix_web::web;
use anyhow::Context as _;
use diesel::{
    PgConnection, QueryResult, RunQueryDsl as _,
    r2d2::{ConnectionManager, Pool, PooledConnection},
    sql_query,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use crate::Problem;

pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

/// How long a request waits for a free connection before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone)]
pub struct Db {
    pool: Pool<ConnectionManager<PgConnection>>,
}

/// The same database as the auditor, who reads the log and nothing else.
#[derive(Clone)]
pub struct AuditDb(pub Db);

impl Db {
    /// Connects when first asked, so that the service starts and recovers without its database.
    pub fn new(url: &str, size: u32) -> Self {
        let manager = ConnectionManager::new(url);
        let pool = Pool::builder()
            .max_size(size)
            .min_idle(Some(0))
            .connection_timeout(PATIENCE)
            .build_unchecked(manager);
        Self { pool }
    }

    /// Runs `f` in a read-only transaction: a page cannot change anything by mistake.
    pub async fn read<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.off_thread(move |db| db.connection()?.build_transaction().read_only().run(f)).await
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
        self.connection()?.build_transaction().run(f)
    }

    fn connection(&self) -> Result<PooledConnection<ConnectionManager<PgConnection>>, Problem> {
        self.pool.get().context("no database connection").map_err(Problem::Busy)
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

/// Whether the database answers.
pub fn ping(conn: &mut PgConnection) -> QueryResult<()> {
    sql_query("SELECT 1").execute(conn)?;
    Ok(())
}

/// Brings the schema up to date. Needs the owner's connection.
pub fn migrate(conn: &mut PgConnection) -> anyhow::Result<()> {
    conn.run_pending_migrations(MIGRATIONS).map_err(anyhow::Error::from_boxed)?;
    Ok(())
}
