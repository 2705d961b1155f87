//! The service is asked to stop, as the operator does it.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::database::TestDatabase;

struct Service {
    process: Child,
    address: String,
    files: std::path::PathBuf,
}

impl Service {
    fn start(database: &TestDatabase) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let files = std::env::temp_dir().join(format!("hfk-stopping-{}", free.port()));
        let process = Command::new(env!("CARGO_BIN_EXE_hfk"))
            .arg("serve")
            .env_clear()
            .env("DATABASE_URL", database.app_url().as_str())
            .env("DATABASE_AUDIT_URL", database.audit_url().as_str())
            .env("HFK_SESSION_SECRET", "8c1f0d6b52e94a7d93b0c4f17a2e5d68")
            .env("HFK_BIND", free.to_string())
            .env("HFK_DATA_DIR", &files)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let it = Self { process, address: free.to_string(), files };
        let asked = Instant::now();
        while TcpStream::connect(&it.address).is_err() {
            assert!(asked.elapsed() < Duration::from_secs(30), "it does not serve");
            sleep(Duration::from_millis(50));
        }
        it
    }

    fn connect(&self, sends: &[u8]) -> TcpStream {
        let mut connection = TcpStream::connect(&self.address).unwrap();
        connection.write_all(sends).unwrap();
        connection
    }

    /// How long it took to end, and how it ended.
    fn ends(&mut self) -> (Duration, bool) {
        let asked = Instant::now();
        let kill = ["-TERM".to_owned(), self.process.id().to_string()];
        assert!(Command::new("kill").args(kill).status().unwrap().success());
        let ended = self.process.wait().unwrap();
        (asked.elapsed(), ended.success())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.files);
    }
}

#[test]
fn connections_without_a_request_do_not_hold_it_up() {
    let database = TestDatabase::create();
    let mut service = Service::start(&database);
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
    let mut service = Service::start(&database);
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
