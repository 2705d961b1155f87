use std::{
    fs,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use anyhow::{Context as _, Result};

use super::stage::{PASSWORD, Stage, home, program};

pub(super) const BIND: &str = "127.0.0.1:18080";

/// The service itself, ended with the measurement.
pub(super) struct Service(Child);

impl Service {
    pub(super) fn start(stage: &Stage) -> Result<Self> {
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

    pub(super) fn memory_mib(&self) -> Result<u64> {
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

/// The cookie of a new session.
pub(super) fn sign_in(login: &str) -> Result<String> {
    let agent = ureq::Agent::config_builder().max_redirects(0).build().new_agent();
    let response = agent
        .post(format!("http://{BIND}/anmelden"))
        .send_form([("login", login), ("password", PASSWORD)])?;
    let cookie = response.headers().get("set-cookie").context("no session")?.to_str()?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}
