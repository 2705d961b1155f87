//! A PostgreSQL of our own, so that the demo and the tests need no set-up: a cluster in one
//! folder, reached over a Unix socket only, started when first used and stopped with its last
//! user, however that ends.
//!
//! ```text
//! let server = LocalPostgres::start(Path::new(".local/postgres"), Kind::Durable, &folders)?;
//! let DatabaseUrls { owner, app, audit } = server.database("hfk")?;
//! ```

mod programs; // where initdb, pg_ctl and postgres are
mod account; // as whom they run: PostgreSQL refuses to run as root
mod cluster; // the folder: made, started, stopped
mod guard; // stops the server when this process is gone
mod roles; // who connects: owner, application, audit

pub use cluster::{Kind, LocalPostgres};
pub use roles::{
    APP, AUDIT, DatabaseUrls, OWNER, close_advisory_locks, ensure_owner, ensure_roles,
    prepare_roles, set_password,
};
