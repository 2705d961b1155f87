//! Connections kept open. Half of them can only read.

use std::time::{Duration, Instant};

use diesel::{
    PgConnection,
    connection::SimpleConnection as _,
    r2d2::{self, ConnectionManager, ManageConnection, Pool},
};

/// How long a request waits for a free connection before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(2);
/// A connection used so shortly ago is not asked whether it still lives: that would cost every
/// request a question. After a restart of the database, older ones are found out and replaced.
const TRUSTED: Duration = Duration::from_secs(1);

/// Connects when first asked, so that the service starts and recovers without its database.
pub(super) fn pool(url: &str, size: u32, access: Access) -> Pool<Manager> {
    let manager = Manager { inner: ConnectionManager::new(url), access };
    Pool::builder()
        .max_size(size)
        .min_idle(Some(0))
        .connection_timeout(PATIENCE)
        .build_unchecked(manager)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// The database refuses every change, without a transaction that says so each time.
    Reading,
    Writing,
}

pub(super) struct Manager {
    inner: ConnectionManager<PgConnection>,
    access: Access,
}

pub(super) struct Held {
    pub(super) conn: PgConnection,
    used_at: Instant,
}

impl ManageConnection for Manager {
    type Connection = Held;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<Held, r2d2::Error> {
        let mut conn = self.inner.connect()?;
        if self.access == Access::Reading {
            conn.batch_execute("SET default_transaction_read_only = on")
                .map_err(r2d2::Error::QueryError)?;
        }
        Ok(Held { conn, used_at: Instant::now() })
    }

    fn is_valid(&self, held: &mut Held) -> Result<(), r2d2::Error> {
        if held.used_at.elapsed() < TRUSTED { Ok(()) } else { self.inner.is_valid(&mut held.conn) }
    }

    /// Asked when a connection comes back.
    fn has_broken(&self, held: &mut Held) -> bool {
        held.used_at = Instant::now();
        self.inner.has_broken(&mut held.conn)
    }
}
