use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query};

use super::{
    account::{Account, short_name},
    guard::Guard,
    programs::Programs,
    roles::{APP, AUDIT, DatabaseUrls, OWNER, close_advisory_locks, ensure_owner, ensure_roles},
};
use crate::config::DatabaseUrl;

/// The superuser of a private cluster.
const SUPERUSER: &str = "postgres";
/// Room for `/.s.PGSQL.5432` and the end of the string: `sun_path` has 107 bytes.
const LONGEST_SOCKET_FOLDER: usize = 107 - 16;
const PATIENCE: Duration = Duration::from_mins(1);

/// What a cluster is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Keeps what it acknowledged; one process uses it at a time.
    Durable,
    /// Never waits for a disk and may lose everything; for tests, by many processes at once.
    Volatile,
}

/// A running cluster. It stops when its last user drops it or ends.
pub struct LocalPostgres {
    sockets: PathBuf,
    _guard: Guard,
}

impl LocalPostgres {
    /// Starts the cluster in `folder`, which it makes first if need be; a running one is joined.
    /// The server programs are looked for in `program_folders`, then in the usual places.
    pub fn start(folder: &Path, kind: Kind, program_folders: &[PathBuf]) -> anyhow::Result<Self> {
        let place = Place::new(folder)?;
        let mut guard = match kind {
            Kind::Durable => Guard::alone(&place.lock())?,
            Kind::Volatile => Guard::shared(&place.lock())?,
        };
        let starting = File::create(place.folder.join("starting.lock"))?;
        starting.lock()?;
        if kind == Kind::Volatile && place.cannot_be_read_with(program_folders) {
            fs::remove_dir_all(place.data())?;
        }
        let programs = Programs::find(program_folders, place.version())?;
        if place.version().is_none() {
            place.initialise(&programs, kind)?;
        }
        place.run(&programs, kind)?;
        guard.stop_with(&place.lock(), &place.stop(&programs))?;
        place.make_roles()?;
        Ok(Self { sockets: place.sockets, _guard: guard })
    }

    /// Deletes the cluster that `start` made for this folder.
    pub fn remove(folder: &Path, program_folders: &[PathBuf]) -> anyhow::Result<()> {
        let place = Place::new(folder)?;
        let _guard = Guard::alone(&place.lock())?;
        if place.has_live_process() {
            let programs = Programs::find(program_folders, place.version())?;
            place.succeed(place.stop(&programs))?;
        }
        if place.data().exists() {
            fs::remove_dir_all(place.data()).with_context(|| place.data().display().to_string())?;
        }
        Ok(())
    }

    /// The addresses of a database of this cluster, which belongs to `hfk_owner` and is made if
    /// it is not there yet.
    pub fn database(&self, name: &str) -> anyhow::Result<DatabaseUrls> {
        let mut postgres = connect(&self.superuser("postgres"))?;
        let known = sql_query("SELECT 1 FROM pg_database WHERE datname = $1")
            .bind::<diesel::sql_types::Text, _>(name)
            .execute(&mut postgres)?;
        if known == 0 {
            sql_query(format!(r#"CREATE DATABASE "{name}" OWNER {OWNER}"#))
                .execute(&mut postgres)?;
            close_advisory_locks(&mut connect(&self.superuser(name))?)?;
        }
        Ok(self.urls(name))
    }

    /// The addresses alone.
    pub fn urls(&self, database: &str) -> DatabaseUrls {
        let url = |role| DatabaseUrl::on_socket(&self.sockets, role, database);
        DatabaseUrls { owner: url(OWNER), app: url(APP), audit: url(AUDIT) }
    }

    /// The address of a database for the superuser, who administers test databases.
    pub fn superuser(&self, database: &str) -> DatabaseUrl {
        DatabaseUrl::on_socket(&self.sockets, SUPERUSER, database)
    }
}

/// Where a cluster is and who runs it.
struct Place {
    account: Account,
    folder: PathBuf,
    sockets: PathBuf,
}

impl Place {
    fn new(wanted: &Path) -> anyhow::Result<Self> {
        let account = Account::current()?;
        let folder = account.reachable(&std::path::absolute(wanted)?);
        account.make_private_folder(&folder)?;
        let mut sockets = folder.join("socket");
        if sockets.as_os_str().len() > LONGEST_SOCKET_FOLDER {
            sockets = Path::new("/tmp").join(short_name(&folder));
        }
        account.make_private_folder(&sockets)?;
        Ok(Self { account, folder, sockets })
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn lock(&self) -> PathBuf {
        self.folder.join("in-use.lock")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// The major version that made the cluster; none if there is no whole cluster yet.
    fn version(&self) -> Option<u32> {
        fs::read_to_string(self.data().join("PG_VERSION")).ok()?.trim().parse().ok()
    }

    fn cannot_be_read_with(&self, folders: &[PathBuf]) -> bool {
        self.version().is_some() && Programs::find(folders, self.version()).is_err()
    }

    /// Makes the cluster under another name first, so that a half-made one is never used.
    fn initialise(&self, programs: &Programs, kind: Kind) -> anyhow::Result<()> {
        let scratch = self.folder.join("data.new");
        for leftover in [&scratch, &self.data()] {
            if leftover.exists() {
                fs::remove_dir_all(leftover)?;
            }
        }
        let mut command = self.account.command(&programs.path("initdb"));
        command.arg("--pgdata").arg(&scratch).args(["--username", SUPERUSER]);
        command.args(["--auth=peer", "--auth-local=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
        if kind == Kind::Volatile {
            command.arg("--no-sync");
        }
        self.succeed(command)?;
        fs::rename(scratch, self.data())?;
        Ok(())
    }

    fn run(&self, programs: &Programs, kind: Kind) -> anyhow::Result<()> {
        if self.has_live_process() {
            return self.wait_until_it_answers();
        }
        self.clear_stale_files()?;
        fs::write(self.data().join("postgresql.auto.conf"), self.settings(kind))?;
        let mut command = self.account.command(&programs.path("pg_ctl"));
        command.arg("start").arg("--silent").arg("--wait");
        command.args(["--timeout", &PATIENCE.as_secs().to_string()]);
        command.arg("--pgdata").arg(self.data()).arg("--log").arg(self.log());
        self.succeed(command).with_context(|| self.last_words())
    }

    /// The whole configuration beyond the defaults, written anew at each start because the
    /// folder may have moved.
    fn settings(&self, kind: Kind) -> String {
        let sockets = self.sockets.display().to_string().replace('\'', "''");
        let common = format!(
            "listen_addresses = ''\nunix_socket_directories = '{sockets}'\nunix_socket_permissions = 0700\n\
             max_connections = 200\nwal_level = minimal\nmax_wal_senders = 0\nlog_checkpoints = off\n"
        );
        match kind {
            Kind::Durable => common,
            Kind::Volatile => {
                common
                    + "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nshared_buffers = 64MB\n"
            }
        }
    }

    fn stop(&self, programs: &Programs) -> Command {
        let mut command = self.account.command(&programs.path("pg_ctl"));
        command.args(["stop", "--silent", "--mode=fast", "--wait", "--pgdata"]).arg(self.data());
        command
    }

    /// Whether the process that the cluster names as its server lives and works in it. After a
    /// crash its number may belong to any other process.
    fn has_live_process(&self) -> bool {
        let Ok(text) = fs::read_to_string(self.data().join("postmaster.pid")) else { return false };
        let Some(id) = text.lines().next().and_then(|it| it.trim().parse::<u32>().ok()) else {
            return false;
        };
        // Without /proc (macOS) the number has to be believed.
        !Path::new("/proc/self").exists()
            || fs::canonicalize(format!("/proc/{id}/cwd"))
                .is_ok_and(|it| Some(it) == fs::canonicalize(self.data()).ok())
    }

    /// PostgreSQL refuses to start while any process has the number of its predecessor. The log
    /// begins anew so that it cannot grow for ever.
    fn clear_stale_files(&self) -> anyhow::Result<()> {
        let stale = [
            self.data().join("postmaster.pid"),
            self.sockets.join(".s.PGSQL.5432"),
            self.sockets.join(".s.PGSQL.5432.lock"),
            self.log(),
        ];
        for file in stale.iter().filter(|it| it.exists()) {
            fs::remove_file(file).with_context(|| file.display().to_string())?;
        }
        Ok(())
    }

    fn wait_until_it_answers(&self) -> anyhow::Result<()> {
        let patience = Instant::now() + PATIENCE;
        loop {
            match connect(&self.superuser()) {
                Ok(_) => return Ok(()),
                Err(it) if Instant::now() > patience => {
                    return Err(it).with_context(|| self.last_words());
                }
                Err(_) => thread::sleep(Duration::from_millis(100)),
            }
        }
    }

    /// Only the owner of the databases is made by the superuser; it makes the others, as it does
    /// in a cluster that somebody else administers.
    fn make_roles(&self) -> anyhow::Result<()> {
        ensure_owner(&mut connect(&self.superuser())?)?;
        let owner = DatabaseUrl::on_socket(&self.sockets, OWNER, "postgres");
        ensure_roles(&mut connect(&owner)?)
    }

    fn superuser(&self) -> DatabaseUrl {
        DatabaseUrl::on_socket(&self.sockets, SUPERUSER, "postgres")
    }

    fn succeed(&self, mut command: Command) -> anyhow::Result<()> {
        let done = command.output().with_context(|| command.get_program().display().to_string())?;
        if !done.status.success() {
            let words = String::from_utf8_lossy(&done.stderr);
            bail!(
                "the local database in {} did not start: {}",
                self.folder.display(),
                words.trim()
            );
        }
        Ok(())
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(5).collect();
        let lines: Vec<_> = lines.into_iter().rev().collect();
        format!("last lines of {}:\n{}", self.log().display(), lines.join("\n"))
    }
}

fn connect(url: &DatabaseUrl) -> anyhow::Result<PgConnection> {
    PgConnection::establish(url.as_str()).with_context(|| format!("{url:?}"))
}
