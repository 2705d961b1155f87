//! The service as a process of its own, as the operator runs it.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use hfk::config::DatabaseUrl;

pub struct Service {
    pub process: Child,
    pub address: String,
}

impl Service {
    pub fn start(databases: (&DatabaseUrl, &DatabaseUrl), secret: &str, files: &Path) -> Self {
        Self::start_with(databases, secret, files, &[])
    }

    /// With more variables.
    pub fn start_with(
        databases: (&DatabaseUrl, &DatabaseUrl),
        secret: &str,
        files: &Path,
        more: &[(&str, &str)],
    ) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let process = Command::new(env!("CARGO_BIN_EXE_hfk"))
            .arg("serve")
            .env_clear()
            .env("DATABASE_URL", databases.0.as_str())
            .env("DATABASE_AUDIT_URL", databases.1.as_str())
            .env("HFK_SESSION_SECRET", secret)
            .env("HFK_BIND", free.to_string())
            .env("HFK_DATA_DIR", files)
            .envs(more.iter().copied())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let it = Self { process, address: free.to_string() };
        let asked = Instant::now();
        while !it.is_alive() {
            assert!(asked.elapsed() < Duration::from_secs(30), "it does not serve");
            sleep(Duration::from_millis(50));
        }
        it
    }

    /// It answers: only then has it heard of the signals that stop it.
    fn is_alive(&self) -> bool {
        let Ok(mut connection) = TcpStream::connect(&self.address) else { return false };
        let asked = b"GET /health/live HTTP/1.1\r\nHost: hfk\r\nConnection: close\r\n\r\n";
        let mut answer = String::new();
        connection.write_all(asked).is_ok()
            && connection.read_to_string(&mut answer).is_ok()
            && answer.starts_with("HTTP/1.1 200")
    }

    /// Without a word (SIGKILL), and only when it is gone.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
