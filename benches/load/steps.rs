use std::{
    fs,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};
use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query};
use hfk::{
    acts,
    procedure::{
        Actor, CaseId, Finding, FindingEntry, Ground, Role, Roles, Stage as CaseStage, Step,
    },
    storage::{self, WorklistQuery},
};

use super::stage::{LOGIN, Stage, home, now, rate};

const WRITERS: [usize; 3] = [1, 8, 32];
const TIME: Duration = Duration::from_secs(6);

/// Steps a second with 1, 8 and 32 writers, beside pgbench with the statements of a step.
pub(super) fn measure(stage: &Stage) -> Result<()> {
    let (actor, cases) = cast(stage)?;
    let script = write_script(stage, &cases)?;
    for writers in WRITERS {
        let ours = steps(stage, &actor, &cases, writers)?;
        let pgbench = pgbench(stage, &script, writers)?;
        let share = 100.0 * ours / pgbench;
        println!(
            "{:>7} cases  {writers:>2} writers    {ours:>7.0} steps/s  pgbench {pgbench:>7.0} tps  {share:.0} %",
            stage.size
        );
    }
    Ok(())
}

/// A clerk, and open cases whose findings can be recorded.
fn cast(stage: &Stage) -> Result<(Actor, Vec<CaseId>)> {
    let mut conn = PgConnection::establish(stage.urls.owner.as_str())?;
    let user = storage::find_login(&mut conn, LOGIN)?.context("no user")?.id;
    let roles = Roles::new(vec![Role::Clerk]).context("one role")?;
    let stages = vec![CaseStage::Admissibility];
    let asked = WorklistQuery { stages, limit: 320, ..Default::default() };
    let rows = storage::worklist(&mut conn, (user, now().today), &asked)?;
    Ok((Actor { user, roles }, rows.into_iter().map(|it| it.case.id).collect()))
}

fn steps(stage: &Stage, actor: &Actor, cases: &[CaseId], writers: usize) -> Result<f64> {
    let started = Instant::now();
    let share = cases.len() / writers;
    let counts: Vec<Result<u64>> = thread::scope(|scope| {
        let own = cases.chunks(share.max(1)).take(writers);
        let threads: Vec<_> =
            own.map(|own| scope.spawn(|| one_writer(stage, actor, own))).collect();
        threads.into_iter().map(|it| it.join().unwrap_or(Ok(0))).collect()
    });
    let count = counts.into_iter().sum::<Result<u64>>()?;
    Ok(rate(count, started))
}

fn one_writer(stage: &Stage, actor: &Actor, own: &[CaseId]) -> Result<u64> {
    let mut conn = PgConnection::establish(stage.urls.app.as_str())?;
    let (started, mut count) = (Instant::now(), 0);
    for id in own.iter().cycle() {
        if started.elapsed() > TIME {
            break;
        }
        let case = storage::find_case(&mut conn, *id)?.case;
        let entries = vec![FindingEntry::of(
            case.persons.first().context("a person")?.id,
            Ground::EntryBan,
            if count % 2 == 0 { Finding::Unclear } else { Finding::Absent },
            "",
        )];
        let step = Step::RecordFindings { entries };
        let seen = (*id, case.version);
        conn.transaction(|conn| acts::take_step(conn, actor, seen, step, now()))?;
        count += 1;
    }
    Ok(count)
}

/// The statements of one such step as plain SQL, over the same cases.
fn write_script(stage: &Stage, cases: &[CaseId]) -> Result<std::path::PathBuf> {
    let mut conn = PgConnection::establish(stage.urls.owner.as_str())?;
    for statement in [
        "DROP TABLE IF EXISTS bench_cases",
        "CREATE TABLE bench_cases (n integer PRIMARY KEY, id uuid NOT NULL, person uuid NOT NULL)",
        "GRANT SELECT ON bench_cases TO hfk_app",
    ] {
        sql_query(statement).execute(&mut conn)?;
    }
    for (n, id) in (1..).zip(cases) {
        sql_query(format!(
            "INSERT INTO bench_cases SELECT {n}, case_id, id FROM persons WHERE case_id = '{id}' AND position = 0"
        ))
        .execute(&mut conn)?;
    }
    let path = home().join("step.sql");
    fs::write(&path, include_str!("step.sql").replace(":cases", &cases.len().to_string()))?;
    Ok(path)
}

fn pgbench(stage: &Stage, script: &std::path::Path, clients: usize) -> Result<f64> {
    let output = Command::new("pgbench")
        .args(["-n", "-M", "prepared", "-T", "6", "-j", "2", "-c", &clients.to_string(), "-f"])
        .arg(script)
        .arg(stage.urls.app.as_str())
        .output()
        .context("pgbench is not installed")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|it| it.starts_with("tps = "));
    let line = line.with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    Ok(line.split_whitespace().nth(2).context("tps")?.parse()?)
}
