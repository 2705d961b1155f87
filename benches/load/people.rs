use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, sql_query};
use hfk::{
    procedure::PersonSearch,
    storage::{self, PersonQuery},
};

use super::stage::{LOGIN, Stage};

/// As people ask: a name in another spelling, with a date of birth, in part, by a reference, and
/// names that very many bear.
const LINES: &[&str] = &[
    "Dordevic Milica",
    "Djordjevic Zoran 1984",
    "nguyen thi mai",
    "Yildis",
    "Sahin Zeyneb 14.03.1987",
    "Okaf",
    "Aliyev Rashad",
    "Haddad",
    "Petrowitsch",
    "12.1979",
    "AZR 040506070809",
    "Quetzalinska Xiomara",
];
const ROUNDS: usize = 20;

/// How long a search for people takes in the database: median and 99th percentile.
pub(super) fn measure(stage: &Stage) -> Result<()> {
    let mut conn = PgConnection::establish(stage.urls.app.as_str())?;
    let user = storage::find_login(&mut conn, LOGIN)?.context("no user")?.id;
    let persons = persons(&mut conn)?;
    let mut times: Vec<Duration> = Vec::new();
    for line in LINES.iter().cycle().take(LINES.len() * ROUNDS) {
        let search = PersonSearch::of_line(line);
        let asked = PersonQuery { search, user, assigned: None, limit: 21 };
        let started = Instant::now();
        storage::find_persons(&mut conn, &asked)?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "{:>7} cases  search        {persons:>9} persons  p50 {:.1?}  p99 {:.1?}",
        stage.size,
        at(50),
        at(99)
    );
    Ok(())
}

fn persons(conn: &mut PgConnection) -> Result<i64> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        count: i64,
    }
    Ok(sql_query("SELECT count(*) FROM persons").get_result::<Row>(conn)?.count)
}
