//! A form sent twice does its work once.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Duration,
};

use diesel::{Connection as _, PgConnection};
use hfk::{
    Problem, acts,
    procedure::{Actor, Role},
    storage::Account,
};
use uuid::Uuid;

use crate::app::TestApp;

#[test]
fn the_same_key_gives_the_same_result() {
    let app = TestApp::start();
    let by = actor(&app.user(&[Role::Clerk]));
    let key = Uuid::now_v7();
    let mut conn = app.db();
    let first = acts::once(&mut conn, &by, key, |_| Ok("/faelle/1".into())).unwrap();
    let second = acts::once(&mut conn, &by, key, |_| panic!("done twice")).unwrap();
    assert_eq!((first.as_str(), second.as_str()), ("/faelle/1", "/faelle/1"));
}

#[test]
fn of_two_at_once_the_second_waits_and_follows_the_first() {
    let app = TestApp::start();
    let by = actor(&app.user(&[Role::Clerk]));
    let (key, done) = (Uuid::now_v7(), AtomicU32::new(0));
    let send = || {
        app.db().transaction(|conn| {
            acts::once(conn, &by, key, |_: &mut PgConnection| {
                thread::sleep(Duration::from_millis(50));
                Ok(format!("/faelle/{}", done.fetch_add(1, Ordering::SeqCst)))
            })
        })
    };
    let locations: Vec<String> = thread::scope(|scope| {
        let twins: Vec<_> = (0..4).map(|_| scope.spawn(|| send().unwrap())).collect();
        twins.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert_eq!(locations, ["/faelle/0"; 4]);
}

#[test]
fn what_has_failed_may_be_sent_again() {
    let app = TestApp::start();
    let by = actor(&app.user(&[Role::Clerk]));
    let key = Uuid::now_v7();
    let mut conn = app.db();
    let failed = conn.transaction(|conn| acts::once(conn, &by, key, |_| Err(Problem::Stale)));
    assert!(matches!(failed, Err(Problem::Stale)));
    let again = conn.transaction(|conn| acts::once(conn, &by, key, |_| Ok("/faelle/1".into())));
    assert_eq!(again.unwrap(), "/faelle/1");
}

#[test]
fn the_key_of_another_is_refused() {
    let app = TestApp::start();
    let (by, other) = (actor(&app.user(&[Role::Clerk])), actor(&app.user(&[Role::Clerk])));
    let key = Uuid::now_v7();
    let mut conn = app.db();
    acts::once(&mut conn, &by, key, |_| Ok("/faelle/1".into())).unwrap();
    let stolen = acts::once(&mut conn, &other, key, |_| panic!("done for another"));
    assert!(matches!(stolen, Err(Problem::Forged)));
}

fn actor(account: &Account) -> Actor {
    Actor { user: account.id, roles: account.roles.clone() }
}
