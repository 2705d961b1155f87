//! The service is asked to stop, as the operator does it.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    process::Command,
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{app::SECRET, database::TestDatabase, service::Service};

/// The service on its own database, with a folder that goes with it.
pub struct Running {
    service: Service,
    files: tempfile::TempDir,
}

impl Running {
    fn start(database: &TestDatabase) -> Self {
        Self::start_with(database, &[])
    }

    pub fn start_with(database: &TestDatabase, more: &[(&str, &str)]) -> Self {
        let files = tempfile::tempdir().unwrap();
        let databases = (database.app_url(), database.audit_url());
        Self { service: Service::start_with(databases, SECRET, files.path(), more), files }
    }

    fn connect(&self, sends: &[u8]) -> TcpStream {
        let mut connection = TcpStream::connect(&self.service.address).unwrap();
        connection.write_all(sends).unwrap();
        connection
    }

    pub fn id(&self) -> u32 {
        self.service.process.id()
    }

    /// Whether something is on its way into the store.
    pub fn is_receiving(&self) -> bool {
        let incoming = std::fs::read_dir(self.files.path().join("incoming"));
        incoming.unwrap().next().is_some()
    }

    /// How long it took to end, and how it ended.
    pub fn ends(&mut self) -> (Duration, bool) {
        let asked = Instant::now();
        let kill = ["-TERM".to_owned(), self.service.process.id().to_string()];
        assert!(Command::new("kill").args(kill).status().unwrap().success());
        let ended = self.service.process.wait().unwrap();
        (asked.elapsed(), ended.success())
    }
}

#[test]
fn connections_without_a_request_do_not_hold_it_up() {
    let database = TestDatabase::create();
    let mut service = Running::start(&database);
    let silent = service.connect(b"");
    let mut idle = service.connect(b"GET /health/live HTTP/1.1\r\nHost: hfk\r\n\r\n");
    let mut answer = [0; 12];
    idle.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    let (took, well) = service.ends();
    assert!(well);
    assert!(took < Duration::from_secs(4), "{took:?}");
    drop((silent, idle));
}

#[test]
fn a_request_under_way_is_answered() {
    let database = TestDatabase::create();
    let mut service = Running::start(&database);
    let form = "login=niemand&password=irgendein+langes+Wort";
    let head = format!(
        "POST /anmelden HTTP/1.1\r\nHost: hfk\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        form.len()
    );
    let mut under_way = service.connect(head.as_bytes());
    sleep(Duration::from_millis(300));
    let sent = std::thread::spawn(move || {
        sleep(Duration::from_millis(700));
        under_way.write_all(form.as_bytes()).unwrap();
        let mut answer = [0; 12];
        under_way.read_exact(&mut answer).unwrap();
        answer
    });
    let (_, well) = service.ends();
    assert!(well);
    assert_eq!(&sent.join().unwrap(), b"HTTP/1.1 422");
}
