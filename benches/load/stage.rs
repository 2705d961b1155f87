use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context as _, Result, ensure};
use diesel::{Connection as _, PgConnection, connection::SimpleConnection as _};
use hfk::{
    Now, acts,
    config::{Environment, PasswordCost},
    local_postgres::{DatabaseUrls, Kind, LocalPostgres},
    procedure::{Role, Roles, UserId},
    storage::{self, Account},
};

pub(super) const LOGIN: &str = "messung";
pub(super) const PASSWORD: &str = "nur fuer Messungen 1";

pub(super) fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench")
}

pub(super) fn cluster() -> Result<LocalPostgres> {
    let folders = Environment::of_process().program_folders();
    std::fs::create_dir_all(home())?;
    LocalPostgres::start(&home().join("postgres"), Kind::Durable, &folders)
}

/// A database with so many seeded cases.
pub(super) struct Stage {
    pub size: usize,
    pub urls: DatabaseUrls,
}

impl Stage {
    pub(super) fn set(cluster: &LocalPostgres, size: usize) -> Result<Self> {
        let urls = cluster.database(&format!("bench_{size}"))?;
        let mut conn = PgConnection::establish(urls.owner.as_str())?;
        storage::migrate(&mut conn)?;
        if storage::find_login(&mut conn, LOGIN)?.is_none() {
            seed(&urls, size)?;
            add_user(&mut conn, LOGIN, Role::Clerk)?;
            conn.batch_execute("VACUUM ANALYZE")?;
        }
        Ok(Self { size, urls })
    }

    /// Recomputes both chains, as `hfk audit verify` does.
    pub(super) fn verify(&self) -> Result<()> {
        let mut conn = PgConnection::establish(self.urls.audit.as_str())?;
        let started = Instant::now();
        let verified = storage::audit::verify(&mut conn, &[])?;
        let entries = verified.map_err(|it| anyhow::anyhow!("{it}"))?.entries();
        let rate = rate(entries.unsigned_abs(), started);
        println!(
            "{:>7} cases  audit verify  {entries:>9} entries  {rate:>9.0} entries/s",
            self.size
        );
        Ok(())
    }
}

fn seed(urls: &DatabaseUrls, size: usize) -> Result<()> {
    let started = Instant::now();
    let status = Command::new(program())
        .args(["seed", "--cases", &size.to_string(), "--random-seed", "1"])
        .env("DATABASE_OWNER_URL", urls.owner.as_str())
        .status()
        .context("hfk seed")?;
    ensure!(status.success(), "hfk seed failed");
    println!("{size:>7} cases  seeded in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

pub(super) fn add_user(conn: &mut PgConnection, login: &str, role: Role) -> Result<()> {
    let account = Account {
        id: UserId(uuid::Uuid::new_v4()),
        login: login.to_owned(),
        name: "Messung".to_owned(),
        roles: Roles::new(vec![role]).context("one role")?,
        password_hash: acts::hash_password(PASSWORD, PasswordCost::STANDARD)?,
        must_change_password: false,
        locked_at: None,
    };
    conn.transaction(|conn| acts::add_user(conn, &account, now()))?;
    Ok(())
}

/// The program beside this benchmark, built with the same profile.
pub(super) fn program() -> &'static str {
    env!("CARGO_BIN_EXE_hfk")
}

pub(super) fn now() -> Now {
    Now::from(chrono::Utc::now())
}

#[expect(clippy::cast_precision_loss, reason = "a rate to look at")]
pub(super) fn rate(count: u64, since: Instant) -> f64 {
    count as f64 / since.elapsed().as_secs_f64()
}
