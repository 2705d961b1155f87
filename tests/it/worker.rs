//! What the program does by itself: it reminds authorities. Each is reminded once, whoever works on
//! it and however that ends.

use std::{
    process::{Child, Command, Stdio},
    thread::{scope, sleep},
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use diesel::{PgConnection, RunQueryDsl as _, connection::SimpleConnection as _, sql_query};
use hfk::{
    acts,
    procedure::{LetterKind, Role, StepKind},
    storage::Db,
};

use crate::{
    app::SECRET,
    races::while_held,
    records::{assert_intact, assert_replays, assert_verifies, count, lines},
    secretariat::{House, Typed, ok},
    service::Service,
};

const ONE: Typed = &[
    ("received_on", "03.03.2025"),
    ("channel", "post"),
    ("persons-0-family_name", "Mensah"),
    ("persons-0-given_names", "Akosua"),
    ("persons-0-born", "1991"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Köln"),
];

/// A case whose authority was asked on the 4th of March 2025.
fn asked(house: &mut House) -> String {
    let office = house.at("2025-03-04 10:00");
    let case = office.registers("Stadt Köln", 1, ONE);
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[("questions", "Seit wann?")]);
    case
}

/// The worker at this hour; returns how many jobs it did.
fn works(house: &mut House, at: &str) -> usize {
    house.at(at);
    let db = Db::new(house.app.config().database.as_str(), 1);
    let now = house.app.now();
    acts::plan_jobs(&db, now).unwrap();
    let mut done = 0;
    while acts::do_next_job(&db, now).unwrap() {
        done += 1;
    }
    done
}

/// On the day of the chair.
const SILENT: &str = "Keine Antwort trotz Erinnerung";

fn reminders(conn: &mut PgConnection) -> Vec<String> {
    let events = "SELECT case_events.on_day || ' ' || users.name AS line
        FROM case_events JOIN users ON users.id = by_user
        WHERE step = 'remind_authority' ORDER BY case_events.version";
    lines(conn, events)
}

fn deadline(conn: &mut PgConnection) -> NaiveDate {
    lines(conn, "SELECT deadline_on::text AS line FROM cases")[0].parse().unwrap()
}

#[test]
fn a_silent_authority_is_reminded_on_the_day_after_the_deadline_and_again_after_two_weeks() {
    let mut house = House::new();
    let case = asked(&mut house);
    let due_on = deadline(&mut house.app.db());
    let at = |days| format!("{} 06:00", due_on + chrono::Days::new(days));
    assert_eq!(works(&mut house, &at(0)), 0, "on its last day it can still answer");
    assert_eq!(works(&mut house, &at(1)), 1);
    assert_eq!(works(&mut house, &at(1)), 0, "once a day");
    works(&mut house, &at(15));
    works(&mut house, &at(16));
    let expected = [1, 16].map(|it| format!("{} Automatik", due_on + chrono::Days::new(it)));
    assert_eq!(reminders(&mut house.app.db()), expected);
    let letters = house.letters(&case);
    assert_eq!(letters.iter().filter(|it| it.kind == LetterKind::L4).count(), 3);
    let page = ok(house.clerk().get(&case));
    page.assert_says("Automatik");
    page.assert_says("Erinnerung: Bitte um Stellungnahme");
    assert_replays(&house.app, &case);
    assert_intact(&house.app);
}

#[test]
fn after_two_reminders_the_authority_is_left_to_the_chair() {
    let mut house = House::new();
    asked(&mut house);
    let due_on = deadline(&mut house.app.db());
    for days in [1, 16] {
        works(&mut house, &format!("{} 06:00", due_on + chrono::Days::new(days)));
        assert!(!ok(house.chair().get("/")).body.contains(SILENT));
    }
    for days in [31, 45] {
        works(&mut house, &format!("{} 06:00", due_on + chrono::Days::new(days)));
        ok(house.chair().get("/")).assert_says(SILENT);
    }
    assert_eq!(reminders(&mut house.app.db()).len(), 2);
    assert_intact(&house.app);
}

#[test]
fn whoever_has_answered_or_has_more_time_is_not_reminded() {
    let mut house = House::new();
    let case = asked(&mut house);
    let due_on = deadline(&mut house.app.db());
    let late = due_on + chrono::Days::new(1);
    house.at(&format!("{late} 05:00")).hears_the_authority(
        &case,
        "none",
        "Keine Äußerung.",
        &late.format("%d.%m.%Y").to_string(),
    );
    assert_eq!(works(&mut house, &format!("{late} 06:00")), 0);
    assert_eq!(reminders(&mut house.app.db()), [""; 0]);
}

/// What fails is tried again later, and what is behind it is done meanwhile.
#[test]
fn a_job_that_fails_is_put_off_and_holds_up_no_other() {
    let mut house = House::new();
    asked(&mut house);
    let due_on = deadline(&mut house.app.db());
    multiply(&mut house.app.db(), 2);
    let conn = &mut house.app.db();
    conn.batch_execute(
        "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE EXCEPTION 'not this one'; END $$;
         CREATE TRIGGER fails BEFORE UPDATE ON cases FOR EACH ROW
           WHEN (NEW.file_number = 'C-1') EXECUTE FUNCTION fails();",
    )
    .unwrap();
    let day = due_on + chrono::Days::new(1);
    works(&mut house, &format!("{day} 06:00"));
    assert_eq!(reminders(conn).len(), 2, "the two others");
    assert_eq!(count(conn, "jobs WHERE done_at IS NULL AND attempts = 1"), 1);
    conn.batch_execute("DROP TRIGGER fails ON cases").unwrap();
    works(&mut house, &format!("{day} 06:02"));
    assert_eq!(reminders(conn).len(), 3);
    assert_eq!(count(conn, "jobs WHERE done_at IS NULL"), 0);
}

#[test]
fn what_was_done_a_month_ago_is_forgotten_and_not_done_again() {
    let mut house = House::new();
    asked(&mut house);
    let due_on = deadline(&mut house.app.db());
    let at = |days| format!("{} 06:00", due_on + chrono::Days::new(days));
    works(&mut house, &at(1));
    let conn = &mut house.app.db();
    conn.batch_execute("UPDATE cases SET deadline_on = deadline_on + 90").unwrap();
    works(&mut house, &at(31));
    assert_eq!(count(conn, "jobs"), 1, "kept for thirty days");
    works(&mut house, &at(32));
    assert_eq!(count(conn, "jobs"), 0);
    assert_eq!(reminders(conn).len(), 1, "that it was done stands in the history");
}

/// Nobody has to start a second program for it.
#[test]
fn the_service_reminds_by_itself() {
    let mut house = House::new();
    asked(&mut house);
    let config = house.app.config();
    let _service =
        Service::start((&config.database, &config.audit_database), SECRET, &config.data_dir);
    let conn = &mut house.app.db();
    wait_until("nobody is reminded", || reminders(conn).len() == 1);
}

/// So many more cases like the one there is, with its history.
fn multiply(conn: &mut PgConnection, times: usize) {
    let copies = format!(
        "CREATE TEMP TABLE copies ON COMMIT DROP AS
           SELECT n, cases.id AS old, gen_random_uuid() AS new FROM cases, generate_series(1, {times}) n;
         INSERT INTO cases (id, version, round, catalogue, file_number, stage, urgent, received_on,
                            registered_at, people, channel, authority_id, reasons, deadline_kind, deadline_on)
           SELECT new, version, round, catalogue, 'C-' || n, stage, urgent, received_on,
                  registered_at, people, channel, authority_id, reasons, deadline_kind, deadline_on
           FROM cases JOIN copies ON copies.old = cases.id;
         INSERT INTO persons (id, case_id, position, standing, family_name, given_names, birth_name,
             born, birth_place, birth_country_note, nationality_note, sex, marital_status, family_role,
             street, postal_code, town, residence_status, language, interpreter_needed)
           SELECT gen_random_uuid(), new, position, standing, family_name, given_names, birth_name,
             born, birth_place, birth_country_note, nationality_note, sex, marital_status, family_role,
             street, postal_code, town, residence_status, language, interpreter_needed
           FROM persons JOIN copies ON copies.old = persons.case_id;
         INSERT INTO case_events (case_id, version, round, at, by_user, hat, step, from_stage, to_stage, on_day, payload)
           SELECT new, version, round, at, by_user, hat, step, from_stage, to_stage, on_day, payload
           FROM case_events JOIN copies ON copies.old = case_events.case_id;"
    );
    conn.batch_execute(&format!("BEGIN; {copies} COMMIT;")).unwrap();
}

/// Each case has its one reminder, and each reminder its one letter.
fn assert_once_each(house: &House, cases: usize) {
    let conn = &mut house.app.db();
    let once = "(SELECT case_id FROM case_events WHERE step = 'remind_authority'
        GROUP BY case_id HAVING count(*) = 1) AS once";
    assert_eq!(count(conn, once), i64::try_from(cases).unwrap());
    let total = "case_events WHERE step = 'remind_authority'";
    assert_eq!(count(conn, total), i64::try_from(cases).unwrap(), "none has two");
    let letters = "letters WHERE kind = 'L4' AND content->'occasion' IS NOT NULL
        AND written_by = '00000000-0000-0000-0000-000000000001'";
    assert_eq!(count(conn, letters), i64::try_from(cases).unwrap());
    assert_eq!(count(conn, "jobs WHERE done_at IS NULL"), 0);
    // The copies came without entries of their own.
    let logged = "audit.entries WHERE rule = 'remind_authority'";
    assert_eq!(count(conn, logged), i64::try_from(cases).unwrap());
    assert_verifies(&house.app);
}

#[test]
fn several_who_work_at_once_do_each_thing_once() {
    let mut house = House::new();
    asked(&mut house);
    let due_on = deadline(&mut house.app.db());
    multiply(&mut house.app.db(), 39);
    house.at(&format!("{} 06:00", due_on + chrono::Days::new(1)));
    let (url, now) = (house.app.config().database.as_str(), house.app.now());
    scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let db = Db::new(url, 1);
                acts::plan_jobs(&db, now).unwrap();
                while acts::do_next_job(&db, now).unwrap() {}
            });
        }
    });
    assert_once_each(&house, 40);
}

/// Whoever closes a sitting has its row and waits for those of its cases: the worker, which comes
/// the other way, must not have one of them already.
#[test]
fn the_worker_waits_for_a_sitting_before_it_holds_the_case() {
    let mut house = House::new();
    asked(&mut house);
    let conn = &mut house.app.db();
    let day = deadline(conn) + chrono::Days::new(1);
    house.plans_a_sitting(&day.format("%d.%m.%Y").to_string());
    conn.batch_execute("UPDATE cases SET sitting_id = (SELECT id FROM sittings)").unwrap();
    house.at(&format!("{day} 06:00"));
    let (db, now) = (Db::new(house.app.config().database.as_str(), 1), house.app.now());
    acts::plan_jobs(&db, now).unwrap();
    while_held(
        &house.app,
        "SELECT FROM sittings FOR NO KEY UPDATE",
        1,
        || acts::do_next_job(&db, now).unwrap(),
        |conn| conn.batch_execute("SELECT FROM cases FOR NO KEY UPDATE NOWAIT").unwrap(),
    );
    assert_eq!(reminders(conn).len(), 1);
}

/// `hfk worker`, which goes with the test, however that ends.
struct Worker(Child);

impl Worker {
    /// Without a word (SIGKILL), and only when it is gone.
    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn worker(url: &str, once: bool) -> Worker {
    let process = Command::new(env!("CARGO_BIN_EXE_hfk"))
        .arg("worker")
        .args(once.then_some("--once"))
        .env_clear()
        .env("DATABASE_URL", url)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    Worker(process.unwrap())
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_mins(1), "{what}");
        sleep(Duration::from_millis(2));
    }
}

/// It is killed (SIGKILL) 50 times while 200 reminders are due: every other time in the middle of a
/// transaction, which waits for the head of the audit log, else between two of them or wherever it is.
#[test]
fn a_worker_that_is_killed_fifty_times_loses_nothing_and_doubles_nothing() {
    const KILLED: usize = 50;
    const DUE: usize = 200;
    let mut house = House::new();
    asked(&mut house);
    multiply(&mut house.app.db(), DUE - 1);
    let url = house.app.config().database.as_str();
    let (watch, block) = (&mut house.app.db(), &mut house.app.db());
    for nth in 0..KILLED {
        let done = "jobs WHERE done_at IS NOT NULL";
        let before = count(watch, done);
        let in_the_middle = nth % 2 == 0;
        if in_the_middle {
            block.batch_execute("BEGIN; SELECT FROM audit.head FOR UPDATE").unwrap();
        }
        let mut process = worker(url, false);
        if in_the_middle {
            let waits = "pg_locks JOIN pg_stat_activity USING (pid)
                WHERE NOT granted AND datname = current_database()";
            wait_until("it does not come to the log", || count(watch, waits) > 0);
        } else {
            wait_until("it does nothing", || count(watch, done) > before);
        }
        process.kill();
        if in_the_middle {
            block.batch_execute("ROLLBACK").unwrap();
        }
        let left = count(watch, "jobs WHERE done_at IS NULL");
        assert!(left > 0, "killed {} times, and nothing is left to do", nth + 1);
    }
    // What was in the middle is as if it had not begun.
    let half = "(SELECT id FROM cases WHERE version >
        (SELECT max(version) FROM case_events WHERE case_id = cases.id)) AS half";
    assert_eq!(count(watch, half), 0);
    assert!(worker(url, true).0.wait().unwrap().success());
    assert_once_each(&house, DUE);
}

/// Nobody signs in as the program, and nobody unlocks it.
#[test]
fn what_acts_by_itself_is_nobodys_account() {
    let mut house = House::new();
    asked(&mut house);
    let conn = &mut house.app.db();
    let unlock = "UPDATE users SET locked_at = NULL WHERE login = 'automatik'";
    let refused = sql_query(unlock).execute(conn).unwrap_err().to_string();
    assert!(refused.contains("users_automatic_stays_locked"), "{refused}");
    let admin = house.app.sign_in(Role::Administrator);
    let list = ok(admin.get("/benutzer"));
    assert!(!list.body.contains("Automatik"), "{}", list.body);
    let id = "00000000-0000-0000-0000-000000000001";
    assert_eq!(admin.post(&format!("/benutzer/{id}/entsperren"), &[]).status, 404);
}
