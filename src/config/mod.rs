//! What the operator sets: read once from the environment, checked before anything starts.
//!
//! Nothing else in the program reads the environment. docs/operations.md has the table of
//! variables for the people who run the service.

mod environment; // the variables themselves, and secrets that stand in files
mod bucket; // files kept by an S3 service
mod secrets; // database addresses and keys: never printed

pub use bucket::Bucket;
pub use environment::{Environment, Faults};
pub use secrets::{DatabaseUrl, SessionSecret, kept_password};

use std::{net::SocketAddr, path::PathBuf, time::Duration};

/// Settings of the service, complete and checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// The database under the restricted role `hfk_app`.
    pub database: DatabaseUrl,
    /// The same database under `hfk_audit`, which reads the audit log and nothing else.
    pub audit_database: DatabaseUrl,
    pub session_secret: SessionSecret,
    pub bind: SocketAddr,
    /// Documents and letters, stored under their SHA-256; with a bucket only while they arrive.
    pub data_dir: PathBuf,
    /// None: they are kept in `data_dir`.
    pub bucket: Option<Bucket>,
    pub checkpoints: CheckpointPlan,
    /// A Maildir whose e-mails are taken in.
    pub maildir: Option<PathBuf>,
    /// Browsers reach the service by https: the cookie is `__Host-` and `Secure`.
    pub tls: bool,
    /// Connections in the pool.
    pub db_pool: u32,
    pub password_cost: PasswordCost,
    /// This program, started anew to look into files from outside.
    pub program: PathBuf,
}

impl Config {
    /// Everything `hfk serve` needs, or the list of all that is missing or wrong.
    pub fn from_env(env: &Environment) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let database = faults.keep(env.service_database());
        let audit_database = faults.keep(env.database("DATABASE_AUDIT_URL"));
        let secret = faults.keep(env.session_secret());
        let listener = faults.keep(Listener::from_env(env));
        match (database, audit_database, secret, listener) {
            (Some(database), Some(audit), Some(secret), Some(listener)) => {
                Ok(Self::assemble(database, audit, secret, listener))
            }
            _ => Err(faults),
        }
    }

    /// The same for the demo, which provides its own databases and secret.
    pub fn with_databases(
        env: &Environment,
        database: DatabaseUrl,
        audit_database: DatabaseUrl,
        session_secret: SessionSecret,
    ) -> Result<Self, Faults> {
        let listener = Listener::from_env(env)?;
        Ok(Self::assemble(database, audit_database, session_secret, listener))
    }

    fn assemble(
        database: DatabaseUrl,
        audit_database: DatabaseUrl,
        session_secret: SessionSecret,
        Listener { bind, data_dir, bucket, checkpoints, maildir, tls, db_pool, program }: Listener,
    ) -> Self {
        let password_cost = PasswordCost::STANDARD;
        Self {
            database,
            audit_database,
            session_secret,
            bind,
            data_dir,
            bucket,
            checkpoints,
            maildir,
            tls,
            db_pool,
            password_cost,
            program,
        }
    }
}

/// The settings that have defaults.
struct Listener {
    bind: SocketAddr,
    data_dir: PathBuf,
    bucket: Option<Bucket>,
    checkpoints: CheckpointPlan,
    maildir: Option<PathBuf>,
    tls: bool,
    db_pool: u32,
    program: PathBuf,
}

impl Listener {
    fn from_env(env: &Environment) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let network = (faults.keep(env.bind()), faults.keep(env.tls()), faults.keep(env.db_pool()));
        let files = (faults.keep(env.bucket()), faults.keep(env.maildir()));
        let every = faults.keep(env.checkpoint_interval());
        let program = faults.keep(Environment::program());
        let (Some(bind), Some(tls), Some(db_pool)) = network else { return Err(faults) };
        let (Some(bucket), Some(maildir)) = files else { return Err(faults) };
        let (Some(every), Some(program)) = (every, program) else { return Err(faults) };
        Ok(Self {
            bind,
            data_dir: env.data_dir(),
            bucket,
            checkpoints: CheckpointPlan { folder: env.checkpoint_dir(), every },
            maildir,
            // Only a loopback address is reached without a proxy that speaks https.
            tls: tls.unwrap_or(!bind.ip().is_loopback()),
            db_pool,
            program,
        })
    }
}

/// Where and how often the service writes down where the audit log stands.
#[derive(Clone, Debug)]
pub struct CheckpointPlan {
    pub folder: PathBuf,
    pub every: Duration,
}

/// What one password hash costs (argon2id, one lane).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    pub memory_kib: u32,
    pub iterations: u32,
}

impl PasswordCost {
    /// The least that OWASP recommends.
    pub const STANDARD: Self = Self { memory_kib: 19 * 1024, iterations: 2 };
    /// For tests only: they sign in hundreds of times.
    pub const CHEAP: Self = Self { memory_kib: 8, iterations: 1 };
}
