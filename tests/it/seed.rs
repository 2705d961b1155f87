//! `hfk seed`: invented cases that went through the real rules.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeZone as _, Utc};
use diesel::{PgConnection, RunQueryDsl as _, prelude::*, sql_query, sql_types::BigInt};
use hfk::{
    Now,
    cli::seed::{self, Wanted},
    procedure::{
        self, Actor, CaseId, Event, Person, Role, Roles, Round, Stage, Standing, UserId, Version,
    },
    storage::{self, WorklistQuery},
};

use crate::database::TestDatabase;

fn filled(cases: usize, random_seed: u64) -> (TestDatabase, PgConnection, Actor) {
    let database = TestDatabase::create();
    let mut conn = database.connect();
    let user = uuid::Uuid::from_u128(2);
    sql_query(format!(
        "INSERT INTO users (id, login, name, roles, password_hash) \
         VALUES ('{user}', 'seed', 'Beispieldaten', '{{SB,VS,VPA}}', '-')"
    ))
    .execute(&mut conn)
    .unwrap();
    let roles = Roles::new(vec![Role::Clerk, Role::Chair, Role::PreCheck]).unwrap();
    let by = Actor { user: UserId(user), roles };
    let now = Now::from(Utc.with_ymd_and_hms(2026, 11, 22, 9, 0, 0).unwrap());
    conn.transaction(|conn| seed::fill(conn, &Wanted { cases, random_seed }, &by, now)).unwrap();
    (database, conn, by)
}

fn today() -> NaiveDate {
    Utc.with_ymd_and_hms(2026, 11, 22, 9, 0, 0).unwrap().date_naive()
}

fn all_cases(conn: &mut PgConnection, by: &Actor) -> Vec<CaseId> {
    let asked =
        WorklistQuery { stages: Stage::ALL.to_vec(), limit: 10_000, ..WorklistQuery::default() };
    storage::worklist(conn, (by.user, today()), &asked)
        .unwrap()
        .into_iter()
        .map(|it| it.case.id)
        .collect()
}

fn count(conn: &mut PgConnection, table: &str) -> i64 {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    sql_query(format!("SELECT count(*) FROM {table}")).get_result::<Count>(conn).unwrap().count
}

#[test]
fn every_stage_occurs_and_every_history_replays_to_the_present_state() {
    let (_database, mut conn, by) = filled(400, 7);
    let rules = storage::rules(&mut conn).unwrap();
    let mut stages = BTreeSet::new();
    for id in all_cases(&mut conn, &by) {
        let file = storage::find_case(&mut conn, id).unwrap();
        let events: Vec<Event> = storage::history(&mut conn, id)
            .unwrap()
            .into_iter()
            .rev()
            .filter_map(|it| it.event)
            .collect();
        let received = procedure::Case {
            version: Version(1),
            stage: Stage::Received,
            urgent: false,
            deadline: None,
            sitting: None,
            persons: file
                .case
                .persons
                .iter()
                .map(|it| Person {
                    id: it.id,
                    round: Round::FIRST,
                    standing: Standing::Open,
                    findings: std::collections::BTreeMap::new(),
                })
                .collect(),
            ..file.case.clone()
        };
        let history = events.iter().map(|it| (it, &rules));
        assert_eq!(procedure::replay(received, history), Ok(file.case.clone()));
        stages.insert(file.case.stage);
    }
    assert_eq!(stages, Stage::ALL.iter().copied().collect());
}

#[test]
fn a_list_names_the_next_step_that_the_case_itself_does() {
    let (_database, mut conn, by) = filled(300, 5);
    let rules = storage::rules(&mut conn).unwrap();
    let asked =
        WorklistQuery { stages: Stage::ALL.to_vec(), limit: 10_000, ..WorklistQuery::default() };
    let mut steps = BTreeSet::new();
    for row in storage::worklist(&mut conn, (by.user, today()), &asked).unwrap() {
        let case = storage::find_case(&mut conn, row.case.id).unwrap().case;
        let facts = storage::facts(&mut conn, &case, None, &rules, today()).unwrap();
        for role in [Role::Clerk, Role::Chair, Role::PreCheck] {
            let actor = Actor { user: by.user, roles: Roles::new(vec![role]).unwrap() };
            let next = procedure::next_step(&case, &facts, &actor);
            assert_eq!(procedure::next_step(&row.case, &row.facts, &actor), next, "{row:?}");
            steps.extend(next);
        }
        let awaited = procedure::awaited_step(&case, &facts);
        assert_eq!(procedure::awaited_step(&row.case, &row.facts), awaited, "{row:?}");
    }
    assert!(steps.len() > 7, "{steps:?}");
}

#[test]
fn every_event_has_exactly_one_audit_entry() {
    let (_database, mut conn, _) = filled(60, 3);
    let entries = "audit.entries WHERE action IN ('registered', 'step_taken')";
    assert_eq!(count(&mut conn, "case_events"), count(&mut conn, entries));
}

#[test]
fn the_same_seed_gives_the_same_people_and_numbers() {
    let people = |seed| {
        let (_database, mut conn, by) = filled(40, seed);
        let asked =
            WorklistQuery { stages: Stage::ALL.to_vec(), limit: 100, ..WorklistQuery::default() };
        let rows = storage::worklist(&mut conn, (by.user, today()), &asked).unwrap();
        rows.into_iter().map(|it| (it.number, it.people, it.case.stage)).collect::<Vec<_>>()
    };
    assert_eq!(people(11), people(11));
    assert_ne!(people(11), people(12));
}

#[test]
fn the_desk_of_the_demo_has_cases_at_every_stage_before_a_sitting() {
    let (_database, mut conn, by) = filled(0, 1);
    let now = Now::from(Utc.with_ymd_and_hms(2026, 11, 22, 9, 0, 0).unwrap());
    conn.transaction(|conn| seed::fill_desk(conn, 40, now)).unwrap();
    let asked = WorklistQuery { limit: 100, ..WorklistQuery::default() };
    let rows = storage::worklist(&mut conn, (by.user, today()), &asked).unwrap();
    let stages: BTreeSet<_> = rows.iter().map(|it| it.case.stage).collect();
    assert_eq!(rows.len(), 40);
    assert_eq!(stages, (Stage::ALL[..5]).iter().copied().collect());
}
