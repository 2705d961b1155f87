//! A fresh database for each test, cloned from a migrated template.
//!
//! The template is named after the content of `migrations/`: made once for a state of the schema,
//! kept between runs, never stale. It gets its name only when it is complete. Everything is on a
//! volatile cluster in memory that the first test process starts and the last one stops; with
//! `TEST_DATABASE_SERVER=postgres://superuser:password@host:port` on that server instead.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        LazyLock, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, sql_query, sql_types::Text,
};
use hfk::{
    config::{DatabaseUrl, Environment},
    local_postgres::{self, DatabaseUrls, Kind, LocalPostgres},
};

/// Held while the template is looked up, made, and leftovers are dropped.
const TEMPLATE_LOCK: i64 = 0x_0048_464B;
const LEFT_BEHIND_AFTER_SECS: u64 = 60 * 60;

pub struct TestDatabase {
    name: String,
    urls: DatabaseUrls,
}

impl TestDatabase {
    pub fn create() -> Self {
        static SERIAL: AtomicU32 = AtomicU32::new(0);
        let template = &*TEMPLATE;
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let name = format!("hfk_test_{}_{}_{serial}", now(), std::process::id());
        administer(&format!(
            "CREATE DATABASE {name} TEMPLATE {template} OWNER {} STRATEGY FILE_COPY",
            local_postgres::OWNER
        ));
        copy_rights(template, &name);
        Self { urls: SERVER.urls(&name), name }
    }

    /// As the role that migrates and seeds.
    pub fn owner_url(&self) -> &DatabaseUrl {
        &self.urls.owner
    }

    /// As the restricted role of the service.
    pub fn app_url(&self) -> &DatabaseUrl {
        &self.urls.app
    }

    /// As the reader of the audit log.
    pub fn audit_url(&self) -> &DatabaseUrl {
        &self.urls.audit
    }

    /// As the owner: for arranging and for looking afterwards.
    pub fn connect(&self) -> PgConnection {
        connect(&self.urls.owner)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("database kept for inspection: psql '{}'", self.urls.owner.as_str());
        } else {
            administer(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
        }
    }
}

/// What belongs to a database as a whole is not copied with it: who may connect and make
/// temporary tables, and its settings.
fn copy_rights(from: &str, to: &str) {
    administer(&format!(
        "UPDATE pg_database new SET datacl = old.datacl FROM pg_database old \
         WHERE old.datname = '{from}' AND new.datname = '{to}' AND old.datacl IS NOT NULL"
    ));
    administer(&format!(
        "INSERT INTO pg_db_role_setting SELECT new.oid, setrole, setconfig FROM pg_db_role_setting \
         JOIN pg_database old ON old.oid = setdatabase AND old.datname = '{from}' \
         JOIN pg_database new ON new.datname = '{to}'"
    ));
}

static TEMPLATE: LazyLock<String> = LazyLock::new(|| {
    let name = format!("hfk_template_{:016x}", migrations_hash());
    administer(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})"));
    if !databases_like(&name).contains(&name) {
        make_template(&name);
    }
    drop_what_was_left_behind();
    administer(&format!("SELECT pg_advisory_unlock({TEMPLATE_LOCK})"));
    name
});

fn make_template(name: &str) {
    let scratch = format!("{name}_scratch");
    administer(&format!("DROP DATABASE IF EXISTS {scratch} WITH (FORCE)"));
    administer(&format!("CREATE DATABASE {scratch} OWNER {}", local_postgres::OWNER));
    local_postgres::close_advisory_locks(&mut connect(&SERVER.superuser(&scratch))).unwrap();
    let mut conn = connect(&SERVER.urls(&scratch).owner);
    hfk::storage::migrate(&mut conn).expect("the migrations run on an empty database");
    spread_sequences(&mut conn);
    drop(conn);
    administer(&format!("ALTER DATABASE {scratch} WITH ALLOW_CONNECTIONS false"));
    administer(&format!("ALTER DATABASE {scratch} RENAME TO {name}"));
}

/// Lets each table number its rows from another ten thousand on, so that an id used for the
/// wrong table finds nothing.
fn spread_sequences(conn: &mut PgConnection) {
    sql_query(
        "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, \
                       10000 * row_number() OVER (ORDER BY schemaname, sequencename)) FROM pg_sequences",
    )
    .execute(conn)
    .unwrap();
}

/// Databases of failed or killed runs.
fn drop_what_was_left_behind() {
    for name in databases_like("hfk_test_%") {
        let born: u64 = name.split('_').nth(2).and_then(|it| it.parse().ok()).unwrap_or(0);
        if born + LEFT_BEHIND_AFTER_SECS < now() {
            administer(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn databases_like(pattern: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let rows: Vec<Row> =
        sql_query("SELECT datname::text AS name FROM pg_database WHERE datname LIKE $1")
            .bind::<Text, _>(pattern)
            .load(&mut connect(&SERVER.superuser("postgres")))
            .unwrap();
    rows.into_iter().map(|it| it.name).collect()
}

fn migrations_hash() -> u64 {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut folders: Vec<_> = fs::read_dir(root).unwrap().map(|it| it.unwrap().path()).collect();
    folders.sort();
    let mut hasher = DefaultHasher::new();
    for folder in folders {
        folder.file_name().hash(&mut hasher);
        fs::read(folder.join("up.sql")).unwrap_or_default().hash(&mut hasher);
    }
    hasher.finish()
}

/// Runs one statement as superuser, on one connection for the whole process.
fn administer(sql: &str) {
    static CONN: LazyLock<Mutex<PgConnection>> =
        LazyLock::new(|| Mutex::new(connect(&SERVER.superuser("postgres"))));
    let mut conn = CONN.lock().unwrap_or_else(PoisonError::into_inner);
    sql_query(sql).execute(&mut *conn).unwrap_or_else(|it| panic!("{sql}: {it}"));
}

fn connect(url: &DatabaseUrl) -> PgConnection {
    PgConnection::establish(url.as_str()).unwrap_or_else(|it| panic!("{url:?}: {it}"))
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

static SERVER: LazyLock<Server> = LazyLock::new(Server::find);

enum Server {
    Local(LocalPostgres),
    Given(String),
}

impl Server {
    const PASSWORD: &str = "hfk_test";

    fn find() -> Self {
        if let Ok(address) = env::var("TEST_DATABASE_SERVER") {
            return Self::given(address.trim_end_matches('/'));
        }
        let programs = Environment::of_process().program_folders();
        let local = LocalPostgres::start(&folder(), Kind::Volatile, &programs);
        Self::Local(local.expect("the private PostgreSQL of the tests starts"))
    }

    fn given(address: &str) -> Self {
        let server = Self::Given(address.to_owned());
        let mut conn = connect(&server.superuser("postgres"));
        local_postgres::ensure_owner(&mut conn).unwrap();
        local_postgres::ensure_roles(&mut conn).unwrap();
        for role in [local_postgres::OWNER, local_postgres::APP, local_postgres::AUDIT] {
            local_postgres::set_password(&mut conn, role, Self::PASSWORD).unwrap();
        }
        server
    }

    fn superuser(&self, database: &str) -> DatabaseUrl {
        match self {
            Self::Local(server) => server.superuser(database),
            Self::Given(address) => format!("{address}/{database}").parse().unwrap(),
        }
    }

    fn urls(&self, database: &str) -> DatabaseUrls {
        match self {
            Self::Local(server) => server.urls(database),
            Self::Given(_) => {
                let url = |role| self.superuser(database).for_role(role, Self::PASSWORD);
                DatabaseUrls {
                    owner: url(local_postgres::OWNER),
                    app: url(local_postgres::APP),
                    audit: url(local_postgres::AUDIT),
                }
            }
        }
    }
}

/// In memory where there is room: a clone writes 8 MB. One for each user and checkout.
fn folder() -> PathBuf {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut hasher = DefaultHasher::new();
    checkout.hash(&mut hasher);
    let user = fs::metadata("/proc/self").map_or(0, |it| it.uid());
    let open_to_all = fs::metadata("/dev/shm").is_ok_and(|it| it.mode() & 0o002 != 0);
    if open_to_all && free_mebibytes("/dev/shm") > 1024 {
        PathBuf::from(format!("/dev/shm/hfk-test-{user}-{:016x}", hasher.finish()))
    } else {
        checkout.join(".local/test-postgres")
    }
}

fn free_mebibytes(folder: &str) -> u64 {
    let answer = Command::new("df").args(["-Pm", folder]).output();
    let table =
        answer.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default();
    let available = table.lines().nth(1).and_then(|it| it.split_whitespace().nth(3));
    available.and_then(|it| it.parse().ok()).unwrap_or(0)
}

mod tests {
    use super::TestDatabase;
    use diesel::{RunQueryDsl as _, sql_query};

    #[test]
    fn each_test_has_its_own_database() {
        let (one, other) = (TestDatabase::create(), TestDatabase::create());
        sql_query("CREATE TABLE only_here (n int)").execute(&mut one.connect()).unwrap();
        assert!(sql_query("SELECT * FROM only_here").execute(&mut other.connect()).is_err());
    }

    #[test]
    fn each_role_can_sign_in() {
        let database = TestDatabase::create();
        for url in [database.owner_url(), database.app_url(), database.audit_url()] {
            sql_query("SELECT 1").execute(&mut super::connect(url)).unwrap();
        }
    }
}
