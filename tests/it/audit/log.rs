use std::collections::BTreeSet;

use hfk::{
    procedure::UserId,
    storage::audit::{Action, LogQuery, log},
};
use uuid::Uuid;

use super::{a_log, connect};

/// The numbers of what is found, page by page.
fn pages(query: LogQuery) -> Vec<Vec<(i16, i64)>> {
    let database = a_log();
    let mut auditor = connect(database.audit_url());
    let mut pages = Vec::new();
    let mut next = Some(query);
    while let Some(query) = next.take() {
        let lines = log(&mut auditor, &query, 5).unwrap();
        next = lines.last().map(|it| LogQuery { before: Some(it.place), ..query });
        pages.push(lines.iter().map(|it| (it.place.chain, it.place.seq)).collect());
    }
    pages
}

#[test]
fn pages_hold_every_entry_once_newest_first() {
    let pages = pages(LogQuery::default());
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [5, 5, 2, 0]);
    let entries = pages.concat();
    assert_eq!(entries[..3], [(2, 6), (1, 6), (2, 5)]);
    assert_eq!(entries.into_iter().collect::<BTreeSet<_>>().len(), 12);
}

#[test]
fn what_is_looked_for_is_found() {
    let count = |query| pages(query).concat().len();
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(count(LogQuery { chain: Some(2), ..LogQuery::default() }), 6);
    assert_eq!(count(LogQuery { action: Some(Action::StepTaken), ..LogQuery::default() }), 6);
    assert_eq!(count(LogQuery { action: Some(Action::SignedIn), ..LogQuery::default() }), 0);
    assert_eq!(count(LogQuery { subject: Some(Uuid::from_u128(9)), ..LogQuery::default() }), 6);
    assert_eq!(
        count(LogQuery { actor: Some(UserId(Uuid::from_u128(7))), ..LogQuery::default() }),
        12
    );
    let long_ago = (day("2000-01-01T00:00:00Z"), day("2000-01-02T00:00:00Z"));
    assert_eq!(count(LogQuery { between: Some(long_ago), ..LogQuery::default() }), 0);
}
