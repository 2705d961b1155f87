//! The checkpoints that the service writes by itself.

use std::{
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

use hfk::{
    cli::Checkpointer,
    config::CheckpointPlan,
    procedure::Role,
    storage::{
        Checkpoints, Db,
        audit::{Fault, append, read_checkpoints, tips, write_checkpoint},
    },
};

use super::{Folder, a_log, connect, entry, run, verify};
use crate::{app::TestApp, database::TestDatabase};

/// Writes checkpoints as `hfk serve` does, with an interval longer than any test.
pub(crate) fn start(database: &str, folder: &Folder, checkpoints: &Checkpoints) -> Checkpointer {
    let plan = CheckpointPlan { folder: folder.0.clone(), every: Duration::from_hours(1) };
    Checkpointer::start(Db::new(database, 1), plan, checkpoints.clone())
}

#[track_caller]
pub(crate) fn wait_until(what: impl Fn() -> bool) {
    let begin = Instant::now();
    while !what() {
        assert!(begin.elapsed() < Duration::from_secs(10), "it does not happen");
        thread::sleep(Duration::from_millis(5));
    }
}

pub(crate) fn count(folder: &Folder) -> usize {
    read_checkpoints(&folder.0).unwrap().len()
}

#[test]
fn the_service_writes_one_when_it_starts_and_whenever_asked() {
    let (database, folder) = (a_log(), Folder::new("start"));
    let checkpoints = Checkpoints::default();
    let checkpointer = start(database.app_url().as_str(), &folder, &checkpoints);
    wait_until(|| count(&folder) == 2);
    append(&mut connect(database.app_url()), &entry(0)).unwrap();
    checkpoints.ask();
    wait_until(|| count(&folder) == 4);
    drop(checkpointer);
    verify(&database, &read_checkpoints(&folder.0).unwrap()).unwrap();
    assert!(checkpoints.standing().written_at.is_some());

    // What the service wrote finds a tail that was cut off.
    let mut owner = database.connect();
    run(&mut owner, "ALTER TABLE audit.entries DISABLE TRIGGER USER");
    run(&mut owner, "ALTER TABLE audit.head DISABLE TRIGGER USER");
    run(&mut owner, "DELETE FROM audit.entries WHERE chain = 1 AND seq = 7");
    run(
        &mut owner,
        "UPDATE audit.head h SET (seq, hash) = (SELECT seq, hash FROM audit.entries e \
         WHERE e.chain = 1 AND e.seq = 6) WHERE h.chain = 1",
    );
    verify(&database, &[]).unwrap();
    let broken = verify(&database, &read_checkpoints(&folder.0).unwrap()).unwrap_err();
    assert_eq!((broken.chain, broken.seq, broken.fault), (1, 7, Fault::Cut));
}

#[test]
fn the_interval_passes_without_anybody_asking() {
    let (database, folder) = (a_log(), Folder::new("interval"));
    let plan = CheckpointPlan { folder: folder.0.clone(), every: Duration::from_millis(20) };
    let db = Db::new(database.app_url().as_str(), 1);
    let checkpointer = Checkpointer::start(db, plan, Checkpoints::default());
    wait_until(|| count(&folder) > 4);
    drop(checkpointer);
}

#[test]
fn several_processes_share_a_folder() {
    let (database, folder) = (a_log(), Folder::new("shared"));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let tips = tips(&mut connect(database.app_url())).unwrap();
                (0..20).for_each(|_| write_checkpoint(&folder.0, &tips).unwrap());
            });
        }
    });
    assert_eq!(count(&folder), 8 * 20 * 2);
    verify(&database, &read_checkpoints(&folder.0).unwrap()).unwrap();
}

#[test]
fn that_none_can_be_written_is_seen_until_one_can() {
    let app = TestApp::start();
    let auditor = app.sign_in(Role::Auditor);
    let (db, now) = (Db::new(app.config().database.as_str(), 1), app.now());
    let write = |folder: &str| app.checkpoints().write(&db, &PathBuf::from(folder), now);
    assert_eq!(auditor.get("/health/ready").body, "ok\n");

    assert!(write("/proc/nowhere").is_err());
    let ready = auditor.get("/health/ready");
    assert_eq!(ready.status, 200, "people can still work");
    ready.assert_says("no audit checkpoint can be written since 2026-11-23T09:00:00+00:00");
    let page = auditor.get("/protokoll");
    page.assert_says("Es entstehen keine Prüfpunkte");
    page.assert_says("Seit 23.11.2026, 10:00");

    write(app.config().checkpoints.folder.to_str().unwrap()).unwrap();
    assert_eq!(auditor.get("/health/ready").body, "ok\n");
    let page = auditor.get("/protokoll");
    page.assert_says("Letzter Prüfpunkt: 23.11.2026, 10:00.");
    assert!(!page.body.contains("Es entstehen keine Prüfpunkte"));
}

#[test]
fn a_log_nobody_has_written_to_has_nothing_to_hold() {
    let (database, folder) = (TestDatabase::create(), Folder::new("empty"));
    let tips = tips(&mut connect(database.app_url())).unwrap();
    write_checkpoint(&folder.0, &tips).unwrap();
    assert_eq!(count(&folder), 0);
}
