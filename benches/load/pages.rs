use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use diesel::{Connection as _, PgConnection};
use hfk::{
    procedure::Stage as CaseStage,
    storage::{self, WorklistQuery},
};

use super::{
    service::{BIND, Service, sign_in},
    stage::{LOGIN, Stage, now},
};

const CLIENTS: &str = "-c8";

/// Requests a second of the worklist and of a case page, login, rights and the read entry included.
pub(super) fn measure(stage: &Stage) -> Result<()> {
    let service = Service::start(stage)?;
    let idle = service.memory_mib()?;
    let cookie = sign_in(LOGIN)?;
    let case = some_case(stage)?;
    for (name, path) in
        [("worklist", "/faelle".to_owned()), ("case page", format!("/faelle/{case}"))]
    {
        let figures = wrk(&path, &cookie)?;
        println!("{:>7} cases  {name:<12}  {figures}", stage.size);
    }
    println!(
        "{:>7} cases  memory        {idle} MiB idle, {} MiB after load",
        stage.size,
        service.memory_mib()?
    );
    Ok(())
}

fn some_case(stage: &Stage) -> Result<String> {
    let mut conn = PgConnection::establish(stage.urls.owner.as_str())?;
    let user = storage::find_login(&mut conn, LOGIN)?.context("no user")?.id;
    let asked = WorklistQuery { stages: vec![CaseStage::Filed], limit: 1, ..Default::default() };
    let rows = storage::worklist(&mut conn, (user, now().today), &asked)?;
    Ok(rows.first().context("no case")?.case.id.to_string())
}

/// Requests/s, median and 99th percentile, and how many answers were no success.
fn wrk(path: &str, cookie: &str) -> Result<String> {
    let output = Command::new("wrk")
        .args(["-t2", CLIENTS, "-d8s", "--latency", "-H", &format!("Cookie: {cookie}")])
        .arg(format!("http://{BIND}{path}"))
        .output()
        .context("wrk is not installed")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let after = |label: &str| {
        let line = text.lines().find(|it| it.trim_start().starts_with(label))?;
        line.split_whitespace().last().map(str::to_owned)
    };
    ensure!(after("Non-2xx").is_none(), "answers other than 2xx:\n{text}");
    let of = |label| after(label).with_context(|| text.clone());
    Ok(format!("{:>9} requests/s  p50 {}  p99 {}", of("Requests/sec:")?, of("50%")?, of("99%")?))
}
