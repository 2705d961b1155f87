use std::{
    fs,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use diesel::{Connection as _, PgConnection};
use hfk::{
    procedure::Stage as CaseStage,
    storage::{self, WorklistQuery},
};

use super::stage::{LOGIN, PASSWORD, Stage, home, program};

const BIND: &str = "127.0.0.1:18080";
const CLIENTS: &str = "-c8";

/// Requests a second of the worklist and of a case page, login, rights and the read entry included.
pub(super) fn measure(stage: &Stage) -> Result<()> {
    let service = Service::start(stage)?;
    let idle = service.memory_mib()?;
    let cookie = sign_in()?;
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

struct Service(Child);

impl Service {
    fn start(stage: &Stage) -> Result<Self> {
        let child = Command::new(program())
            .arg("serve")
            .env("DATABASE_URL", stage.urls.app.as_str())
            .env("DATABASE_AUDIT_URL", stage.urls.audit.as_str())
            .env("HFK_SESSION_SECRET", "8c1f0d6b52e94a7d93b0c4f17a2e5d68")
            .env("HFK_BIND", BIND)
            .env("HFK_DATA_DIR", home().join("files"))
            .env("HFK_LOG", "warn")
            .stderr(Stdio::null())
            .spawn()?;
        let service = Self(child);
        for _ in 0..100 {
            if ureq::get(format!("http://{BIND}/health/ready")).call().is_ok() {
                return Ok(service);
            }
            sleep(Duration::from_millis(100));
        }
        anyhow::bail!("the service does not get ready")
    }

    fn memory_mib(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find(|it| it.starts_with("VmRSS:")).context("VmRSS")?;
        let kib: u64 = line.split_whitespace().nth(1).context("VmRSS")?.parse()?;
        Ok(kib / 1024)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Ends with the measurement, however that went.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn sign_in() -> Result<String> {
    let agent = ureq::Agent::config_builder().max_redirects(0).build().new_agent();
    let response = agent
        .post(format!("http://{BIND}/anmelden"))
        .send_form([("login", LOGIN), ("password", PASSWORD)])?;
    let cookie = response.headers().get("set-cookie").context("no session")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

fn some_case(stage: &Stage) -> Result<String> {
    let mut conn = PgConnection::establish(stage.urls.owner.as_str())?;
    let user = storage::find_login(&mut conn, LOGIN)?.context("no user")?.id;
    let asked = WorklistQuery { stages: vec![CaseStage::Filed], limit: 1, ..Default::default() };
    let rows = storage::worklist(&mut conn, user, &asked)?;
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
