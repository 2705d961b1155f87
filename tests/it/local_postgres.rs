//! The private cluster of the demo, on real server programs.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query};
use hfk::{
    config::{DatabaseUrl, Environment},
    local_postgres::{DatabaseUrls, Kind, LocalPostgres, prepare_roles},
};

#[test]
fn the_demo_keeps_its_data_and_survives_a_crash() {
    let folder = Folder::new("durable");
    let server = start(&folder, Kind::Durable);
    let DatabaseUrls { owner, app, .. } = server.database("hfk").unwrap();
    run(&owner, "CREATE TABLE kept AS SELECT 1 AS n");
    assert!(refuses(&app, "SELECT * FROM kept"), "the application has only the rights it is given");
    assert!(refuses(&app, "CREATE ROLE more"));
    drop(server);
    assert!(PgConnection::establish(owner.as_str()).is_err(), "it stops with its user");

    // What a crash leaves: the number of a server that is now somebody else's.
    let pid_file = folder.cluster().join("data/postmaster.pid");
    fs::write(&pid_file, "1\n").unwrap();
    let server = start(&folder, Kind::Durable);
    run(&server.database("hfk").unwrap().owner, "SELECT * FROM kept");
    drop(server);

    LocalPostgres::remove(&folder.cluster(), &programs()).unwrap();
    let server = start(&folder, Kind::Durable);
    assert!(refuses(&server.database("hfk").unwrap().owner, "SELECT * FROM kept"));
}

#[test]
fn several_users_share_a_server_in_a_long_path() {
    let folder = Folder::new(&"very-long-name-".repeat(8));
    let first = start(&folder, Kind::Volatile);
    let second = start(&folder, Kind::Volatile);
    let urls = first.database("hfk").unwrap();
    drop(first);
    run(&urls.owner, "SELECT 1");
    drop(second);
    assert!(PgConnection::establish(urls.owner.as_str()).is_err());
}

#[test]
fn in_a_database_of_ones_own_the_roles_get_passwords() {
    let folder = Folder::new("roles");
    let server = start(&folder, Kind::Volatile);
    let owner = server.database("own").unwrap().owner;
    let urls = prepare_roles(&owner, &folder.0.join("passwords")).unwrap();
    run(&urls.app, "SELECT 1");
    run(&urls.audit, "SELECT 1");
    let again = prepare_roles(&owner, &folder.0.join("passwords")).unwrap();
    assert_eq!(again.app, urls.app);
}

fn start(folder: &Folder, kind: Kind) -> LocalPostgres {
    LocalPostgres::start(&folder.cluster(), kind, &programs()).unwrap()
}

fn programs() -> Vec<PathBuf> {
    Environment::of_process().program_folders()
}

fn run(url: &DatabaseUrl, sql: &str) {
    let mut conn = PgConnection::establish(url.as_str()).unwrap();
    sql_query(sql).execute(&mut conn).unwrap();
}

fn refuses(url: &DatabaseUrl, sql: &str) -> bool {
    let mut conn = PgConnection::establish(url.as_str()).unwrap();
    sql_query(sql).execute(&mut conn).is_err()
}

/// A folder that is empty at first and gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        // In memory where there is such a folder: making a cluster writes 40 MB.
        let memory = Path::new("/dev/shm");
        let open_to_all = fs::metadata(memory).is_ok_and(|it| it.permissions().mode() & 0o002 != 0);
        let parent = if open_to_all { memory } else { Path::new("/tmp") };
        let path = parent.join(format!("hfk-it-{}-{name}", std::process::id()));
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        Self(path)
    }

    fn cluster(&self) -> PathBuf {
        self.0.join("cluster")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
