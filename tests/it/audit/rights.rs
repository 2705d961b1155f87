use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query};
use hfk::storage::audit::append;

use super::{a_log, connect, entry, run, verify};

const CHANGES: [&str; 8] = [
    "INSERT INTO audit.entries SELECT * FROM audit.entries",
    "UPDATE audit.entries SET hat = NULL",
    "DELETE FROM audit.entries",
    "TRUNCATE audit.entries",
    "TRUNCATE audit.head CASCADE",
    "UPDATE audit.head SET seq = 0",
    "DELETE FROM audit.head",
    "SELECT * FROM audit.head FOR UPDATE",
];

const ADMINISTRATION: [&str; 12] = [
    "LOCK audit.entries IN ROW EXCLUSIVE MODE",
    "LOCK audit.head IN ACCESS EXCLUSIVE MODE",
    "DROP TRIGGER entries_stay ON audit.entries",
    "ALTER TABLE audit.entries DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "DROP TABLE audit.head",
    "CREATE TABLE audit.more (n int)",
    "CREATE OR REPLACE FUNCTION audit.append(entries jsonb) RETURNS void LANGUAGE sql AS ''",
    "CREATE TEMP TABLE entries (n int)",
    "CREATE SCHEMA pg_more",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_try_advisory_xact_lock_shared(1, 2)",
];

fn refused<'a>(conn: &mut PgConnection, statements: impl IntoIterator<Item = &'a &'a str>) {
    for sql in statements {
        let answer = conn.transaction(|conn| sql_query(*sql).execute(conn));
        let error = answer.expect_err(sql).to_string();
        assert!(
            ["permission denied", "must be owner"].iter().any(|it| error.contains(it)),
            "{sql}: {error}"
        );
    }
}

#[test]
fn the_service_can_only_append() {
    let database = a_log();
    let mut app = connect(database.app_url());
    refused(&mut app, CHANGES.iter().chain(&ADMINISTRATION));
    refused(
        &mut app,
        &[
            "SELECT count(*) FROM audit.entries",
            "SELECT hash FROM audit.head",
            "COPY audit.entries TO STDOUT",
            "LOCK audit.entries IN ACCESS SHARE MODE",
            "SELECT audit.digest(NULL)",
            "SELECT audit.refuse()",
        ],
    );
    append(&mut app, &entry(0)).unwrap();
    assert_eq!(verify(&database, &[]).unwrap().entries(), 13);
}

#[test]
fn the_auditor_can_only_read() {
    let database = a_log();
    let mut auditor = connect(database.audit_url());
    refused(&mut auditor, CHANGES.iter().chain(&ADMINISTRATION));
    refused(
        &mut auditor,
        &["SELECT audit.append('[]')", "SELECT * FROM cases", "SELECT * FROM users"],
    );
    assert_eq!(sql_query("SELECT * FROM audit.entries").execute(&mut auditor).unwrap(), 12);
}

#[test]
fn not_even_the_owner_changes_the_log_without_leaving_a_trace() {
    let database = a_log();
    let mut owner = database.connect();
    for sql in &CHANGES[1..7] {
        let error = sql_query(*sql).execute(&mut owner).expect_err(sql).to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    verify(&database, &[]).unwrap();
}

#[test]
fn names_in_front_of_the_search_path_do_not_mislead() {
    let database = a_log();
    let mut owner = database.connect();
    for sql in [
        "CREATE SCHEMA trap",
        "CREATE FUNCTION trap.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$ SELECT '\\x00'::bytea $$",
        "CREATE FUNCTION trap.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$ SELECT 'epoch'::timestamptz $$",
        "CREATE TABLE trap.head AS SELECT * FROM audit.head",
        "CREATE TABLE trap.entries AS SELECT * FROM audit.entries",
        "GRANT ALL ON SCHEMA trap TO PUBLIC",
        "GRANT ALL ON ALL TABLES IN SCHEMA trap TO PUBLIC",
    ] {
        run(&mut owner, sql);
    }
    let mut app = connect(database.app_url());
    run(&mut app, "SET search_path = trap, pg_catalog, audit");
    append(&mut app, &entry(0)).unwrap();
    assert_eq!(verify(&database, &[]).unwrap().entries(), 13);
    assert_eq!(sql_query("SELECT * FROM trap.entries").execute(&mut owner).unwrap(), 12);
}

#[test]
fn entries_say_which_chain_and_reads_say_why() {
    let database = a_log();
    let mut app = connect(database.app_url());
    for json in [
        "[]",
        "{}",
        "[null]",
        r#"[{"action":"registered","outcome":"done"}]"#,
        r#"[{"chain":3,"action":"registered","outcome":"done"}]"#,
        r#"[{"chain":2,"action":"registered","outcome":"done","purpose":"handling"}]"#,
        r#"[{"chain":2,"action":"case_read","outcome":"done"}]"#,
        r#"[{"chain":1,"action":"anything","outcome":"done"}]"#,
        r#"[{"chain":1,"action":"registered","outcome":"done"},{"chain":4}]"#,
    ] {
        let answer = sql_query(format!("SELECT audit.append('{json}')")).execute(&mut app);
        assert!(answer.is_err(), "{json}");
    }
    assert_eq!(verify(&database, &[]).unwrap().entries(), 12);
}

#[test]
fn the_service_does_not_wait_for_ever() {
    let database = a_log();
    let mut app = connect(database.app_url());
    let limits = "SELECT 1 WHERE current_setting('lock_timeout') = '3s' \
        AND current_setting('statement_timeout') = '10s' \
        AND current_setting('idle_in_transaction_session_timeout') = '15s'";
    assert_eq!(sql_query(limits).execute(&mut app).unwrap(), 1);
}
