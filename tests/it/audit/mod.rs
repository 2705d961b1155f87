//! The audit log: nothing is lost, nothing changes unseen, and the service can only append.

mod chain; // appending, many at once too
mod tampering; // everything that verification must find
mod log; // read page by page
pub(crate) mod checkpoints; // written by the service itself
mod command; // `hfk audit`
mod page; // what the auditor sees
mod rights; // what the roles of the database may not

use std::{env, fs, path::PathBuf};

use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query};
use hfk::{
    config::DatabaseUrl,
    procedure::{Role, UserId},
    storage::audit::{self, Action, Broken, Checkpoint, Entry, ObjectKind, Verified},
};
use uuid::Uuid;

use crate::database::TestDatabase;

pub(crate) fn connect(url: &DatabaseUrl) -> PgConnection {
    PgConnection::establish(url.as_str()).unwrap()
}

/// The entry of a change, if `n` is even, or of a read.
fn entry(n: i32) -> Entry {
    let user = UserId(Uuid::from_u128(7));
    if n % 2 == 0 {
        Entry::change(Action::StepTaken, user, Role::Clerk)
            .object(ObjectKind::Case, Uuid::from_u128(8), n)
            .rule("record_statement")
            .states(Some("statement_requested"), Some("ready"))
            .versions(Some(n), Some(n + 1))
            .key(Uuid::from_u128(10))
            .fields(&["reasons", "address.town"])
    } else {
        Entry::read(Action::CaseRead, user, Role::Member)
            .subject(Uuid::from_u128(9))
            .object_read(ObjectKind::Case, Uuid::from_u128(8))
    }
}

/// A log of six changes and six reads, appended as the service does.
fn a_log() -> TestDatabase {
    let database = TestDatabase::create();
    let mut app = connect(database.app_url());
    (0..12).for_each(|n| audit::append(&mut app, &entry(n)).unwrap());
    database
}

fn verify(database: &TestDatabase, checkpoints: &[Checkpoint]) -> Result<Verified, Broken> {
    audit::verify(&mut connect(database.audit_url()), checkpoints).unwrap()
}

fn run(conn: &mut PgConnection, sql: &str) {
    sql_query(sql).execute(conn).unwrap_or_else(|it| panic!("{sql}: {it}"));
}

/// A folder that goes with its test.
pub(crate) struct Folder(pub PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("hfk-checkpoints-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
