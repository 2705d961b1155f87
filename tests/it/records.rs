//! What the database holds when the work is done: nothing lost, nothing twice, nothing unlogged.

use std::collections::BTreeMap;

use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, sql_query,
    sql_types::{BigInt, Text},
};
use hfk::{
    procedure::{self, Case, CaseId, Event, Person, Round, Stage, Standing, Version},
    storage::{self, CaseFile, audit},
};

use crate::app::TestApp;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

pub fn count(conn: &mut PgConnection, from: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM {from}");
    sql_query(&sql).get_result::<Count>(conn).unwrap_or_else(|it| panic!("{sql}: {it}")).count
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// One text column, called `line`.
pub fn lines(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let rows: Vec<Line> = sql_query(sql).load(conn).unwrap_or_else(|it| panic!("{sql}: {it}"));
    rows.into_iter().map(|it| it.line).collect()
}

/// The chains verify, and each event of a case has exactly one audit entry.
#[track_caller]
pub fn assert_intact(app: &TestApp) {
    assert_verifies(app);
    let conn = &mut app.db();
    assert_matched(conn);
}

/// Both chains of the audit log.
#[track_caller]
pub fn assert_verifies(app: &TestApp) {
    assert_verified(&mut auditor(app));
}

/// As the reader of the audit log.
pub fn auditor(app: &TestApp) -> PgConnection {
    PgConnection::establish(app.config().audit_database.as_str()).unwrap()
}

#[track_caller]
pub fn assert_verified(auditor: &mut PgConnection) {
    let verified = audit::verify(auditor, &[]).unwrap();
    assert!(verified.as_ref().is_ok_and(|it| it.entries() > 0), "{verified:?}");
}

#[track_caller]
pub fn assert_matched(conn: &mut PgConnection) {
    let unmatched = "case_events AS event FULL JOIN \
        (SELECT * FROM audit.entries WHERE action IN ('registered', 'case_taken_over', 'step_taken')) AS entry \
        ON entry.object_id = event.case_id AND entry.object_version = event.version \
        WHERE event.case_id IS NULL OR entry.object_id IS NULL \
        OR entry.actor IS DISTINCT FROM event.by_user \
        OR entry.hat::text IS DISTINCT FROM event.hat \
        OR entry.from_state::text IS DISTINCT FROM event.from_stage \
        OR entry.to_state::text IS DISTINCT FROM event.to_stage";
    assert_eq!(count(conn, unmatched), 0, "events without their entry, or the other way round");
    let entries = "audit.entries WHERE action IN ('registered', 'case_taken_over', 'step_taken')";
    assert_eq!(count(conn, entries), count(conn, "case_events"));
}

pub fn case_id(address: &str) -> CaseId {
    address.trim_start_matches("/faelle/").parse().unwrap()
}

pub fn file(app: &TestApp, address: &str) -> CaseFile {
    storage::find_case(&mut app.db(), case_id(address)).unwrap()
}

/// Where everybody in a case stands, by their full name.
pub fn standings(app: &TestApp, address: &str) -> Vec<(String, Standing)> {
    let file = file(app, address);
    let persons = file.details.iter().zip(&file.case.persons);
    persons.map(|(who, it)| (who.full_name(), it.standing)).collect()
}

/// The case as it was received, taken through its history, is the case as it stands.
#[track_caller]
pub fn assert_replays(app: &TestApp, address: &str) {
    assert_replayed(&mut app.db(), case_id(address));
}

#[track_caller]
pub fn assert_replayed(conn: &mut PgConnection, id: CaseId) {
    let rules = storage::rules(conn).unwrap();
    let case = storage::find_case(conn, id).unwrap().case;
    let history = storage::history(conn, case.id).unwrap();
    let versions: Vec<_> = history.iter().rev().map(|it| it.version.0).collect();
    assert_eq!(versions, (1..=case.version.0).collect::<Vec<_>>(), "{id}");
    let inherited = history.last().and_then(|it| it.inherited.clone()).unwrap_or_default();
    let events: Vec<Event> = history.into_iter().rev().filter_map(|it| it.event).collect();
    let received = Case {
        version: Version(1),
        round: Round::FIRST,
        stage: Stage::Received,
        urgent: false,
        deadline: None,
        sitting: None,
        persons: case.persons.iter().map(as_received).collect(),
        ..case.clone()
    };
    let begun = procedure::inherit(received, &inherited);
    let replayed = procedure::replay(begun, events.iter().map(|it| (it, &rules)));
    assert_eq!(replayed, Ok(case), "{id}");
}

fn as_received(person: &Person) -> Person {
    Person {
        id: person.id,
        round: Round::FIRST,
        standing: Standing::Open,
        findings: BTreeMap::new(),
    }
}
