use std::thread;

use chrono::{DateTime, Utc};
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, sql_query, sql_types};
use hfk::{
    Problem,
    storage::audit::{Action, Entry, append, append_all, tips},
};

use super::{a_log, connect, entry, run, verify};
use crate::database::TestDatabase;

#[test]
fn an_empty_log_is_intact() {
    assert_eq!(verify(&TestDatabase::create(), &[]).unwrap().entries(), 0);
}

#[test]
fn thirty_two_at_once_make_neither_fork_nor_gap() {
    let database = TestDatabase::create();
    thread::scope(|scope| {
        for writer in 0..32 {
            let url = database.app_url();
            scope.spawn(move || {
                let mut conn = connect(url);
                for n in 0..20 {
                    conn.transaction(|conn| append(conn, &entry(writer + n))).unwrap();
                }
            });
        }
    });
    let verified = verify(&database, &[]).unwrap();
    assert_eq!(verified.tips.iter().map(|it| it.seq).collect::<Vec<_>>(), [320, 320]);
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Bool)]
    in_order: bool,
}

#[test]
fn many_in_one_call_are_chained_as_one_after_the_other() {
    let database = TestDatabase::create();
    let entries: Vec<_> = (0..4500).map(entry).collect();
    append_all(&mut connect(database.app_url()), &entries).unwrap();
    assert_eq!(verify(&database, &[]).unwrap().entries(), 4500);

    let row: Row = sql_query(
        "SELECT bool_and(object_version = 2 * (seq - 1)) AS in_order FROM audit.entries WHERE chain = 1",
    )
    .get_result(&mut connect(database.audit_url()))
    .unwrap();
    assert!(row.in_order);
}

#[test]
fn odd_values_are_hashed_the_same_on_both_sides() {
    let database = TestDatabase::create();
    let mut owner = database.connect();
    run(&mut owner, "ALTER DOMAIN audit.rule DROP CONSTRAINT rule_check");
    let mut app = connect(database.app_url());
    let bare = Entry::by_system(Action::SignInFailed);
    let long = "§ß🙂".repeat(50_000);
    append(&mut app, &bare).unwrap();
    for rule in
        ["", " ", "\\", "\"'", "§ 5 Abs. 2 – Đorđević, Nguyễn 🙂", "\u{1}\u{7f}\u{ffff}", &long]
    {
        append(&mut app, &bare.clone().rule(rule)).unwrap();
    }
    append(&mut app, &entry(i32::MAX - 1)).unwrap();
    append(&mut app, &entry(i32::MIN)).unwrap();
    assert_eq!(verify(&database, &[]).unwrap().entries(), 10);

    // Nothing and an empty text are different entries.
    run(&mut owner, "ALTER TABLE audit.entries DISABLE TRIGGER USER");
    run(&mut owner, "UPDATE audit.entries SET rule = NULL WHERE chain = 1 AND seq = 2");
    assert_eq!(verify(&database, &[]).unwrap_err().seq, 2);
}

#[test]
fn time_does_not_run_backwards_in_a_chain() {
    let database = a_log();
    let mut owner = database.connect();
    let future: DateTime<Utc> = "2100-01-01T00:00:00Z".parse().unwrap();
    run(&mut owner, "ALTER TABLE audit.head DISABLE TRIGGER USER");
    run(&mut owner, "UPDATE audit.head SET at = '2100-01-01 00:00:00+00' WHERE chain = 1");
    append(&mut connect(database.app_url()), &entry(0)).unwrap();
    assert_eq!(tips(&mut owner).unwrap()[0].at, future);
    verify(&database, &[]).unwrap();
}

#[test]
fn what_cannot_be_logged_does_not_happen() {
    let database = a_log();
    let mut app = connect(database.app_url());
    let done = app.transaction(|conn| -> Result<(), Problem> {
        sql_query("INSERT INTO serials VALUES ('file_number', 2026, 1)").execute(conn)?;
        append(conn, &entry(0).rule(&"x".repeat(201)))?;
        Ok(())
    });
    assert!(matches!(done, Err(Problem::Busy(_))), "{done:?}");
    assert_eq!(sql_query("SELECT * FROM serials").execute(&mut app).unwrap(), 0);
    assert_eq!(verify(&database, &[]).unwrap().entries(), 12);
}

#[test]
fn whoever_cannot_reach_the_tip_in_time_is_told_to_come_back() {
    let database = a_log();
    let (mut owner, mut app) = (database.connect(), connect(database.app_url()));
    run(&mut app, "SET lock_timeout = '100ms'");
    owner
        .transaction(|conn| {
            run(conn, "SELECT * FROM audit.head FOR UPDATE");
            let problem = Problem::from(append(&mut app, &entry(0)).unwrap_err());
            assert!(matches!(problem, Problem::Busy(_)), "{problem:?}");
            diesel::QueryResult::Ok(())
        })
        .unwrap();
}
