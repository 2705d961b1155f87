//! The service is killed while a file comes in, at eleven points from its first byte to the answer.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::Utc;
use diesel::{PgConnection, connection::SimpleConnection as _};
use hfk::{procedure::Role, storage::hex};

use crate::{
    app::{SECRET, TestApp},
    cases::{
        files::key,
        paper::{application, registered},
        storage_check::check,
    },
    pdf::page_with,
    records::{assert_intact, count},
    service::Service,
};

/// Where the service is killed.
#[derive(Debug, Clone, Copy)]
enum Point {
    /// So many quarters of the form have been sent.
    Sent(usize),
    /// All but the line that ends it.
    SentButTheEnd,
    /// The child that looks into the file is at work.
    Checked,
    /// The file is there under its name.
    Named,
    /// The file is stored, and the transaction waits for this table: for its first row, for that of
    /// the document, for that of the log.
    Storing(&'static str),
    /// The answer has begun to come.
    Answered,
}

const POINTS: [Point; 11] = [
    Point::Sent(0),
    Point::Sent(1),
    Point::Sent(2),
    Point::Sent(3),
    Point::SentButTheEnd,
    Point::Checked,
    Point::Named,
    Point::Storing("idempotency_keys"),
    Point::Storing("documents"),
    Point::Storing("audit.head"),
    Point::Answered,
];

/// A form with a file of some megabytes, as bytes on the wire.
struct Upload {
    head: String,
    body: Vec<u8>,
    sha256: String,
}

const END: &str = "\r\n--grenze--\r\n";

struct Clerk {
    app: TestApp,
    case: String,
    cookie: String,
    csrf: String,
}

impl Clerk {
    fn at_work() -> Self {
        let app = TestApp::start();
        // The service has no other clock.
        app.set_clock(Utc::now());
        let account = app.user(&[Role::Clerk]);
        let case = registered(&app.sign_in_as(&account.login), &application());
        app.typeset();
        let cookie = app.cookie_of(&account.login);
        let page = app.anyone().send("GET", &case, &[("cookie", &cookie)], b"");
        let csrf = page.hidden("csrf").unwrap().to_owned();
        Self { app, case, cookie, csrf }
    }

    fn service(&self) -> Service {
        let config = self.app.config();
        Service::start((&config.database, &config.audit_database), SECRET, &config.data_dir)
    }

    /// One that no other is like.
    fn upload(&self, at: usize) -> Upload {
        let pdf = page_with(&format!("{at:x}").repeat(3 << 20));
        let fields = [("csrf", &*self.csrf), ("key", &*key()), ("received_on", "heute")];
        let field = |it: &(&str, &str)| {
            format!(
                "--grenze\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n",
                it.0, it.1
            )
        };
        let text: String = fields.iter().map(field).collect();
        let file = "--grenze\r\nContent-Disposition: form-data; name=\"file\"; \
                    filename=\"Gutachten.pdf\"\r\nContent-Type: application/pdf\r\n\r\n";
        let body = [text.as_bytes(), file.as_bytes(), &pdf, END.as_bytes()].concat();
        let head = format!(
            "POST {}/dokumente HTTP/1.1\r\nHost: hfk\r\nCookie: {}\r\nConnection: close\r\n\
             Content-Type: multipart/form-data; boundary=grenze\r\nContent-Length: {}\r\n\r\n",
            self.case,
            self.cookie,
            body.len()
        );
        Upload { head, body, sha256: hex(digest(&SHA256, &pdf).as_ref()) }
    }

    fn stored(&self, it: &Upload) -> PathBuf {
        self.app.stored(&it.sha256)
    }

    fn rows(&self, it: &Upload) -> i64 {
        let rows = format!("documents WHERE encode(sha256, 'hex') = '{}'", it.sha256);
        count(&mut self.app.db(), &rows)
    }
}

/// Sends so much of the form.
fn send(service: &Service, it: &Upload, bytes: usize) -> TcpStream {
    let mut connection = TcpStream::connect(&service.address).unwrap();
    connection.write_all(it.head.as_bytes()).unwrap();
    connection.write_all(&it.body[..bytes]).unwrap();
    connection
}

/// The status of the answer.
fn answer(mut connection: TcpStream) -> String {
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).chars().take("HTTP/1.1 303".len()).collect()
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let asked = Instant::now();
    while !is_so() {
        assert!(asked.elapsed() < Duration::from_secs(30), "never: {what}");
        sleep(Duration::from_millis(1));
    }
}

fn has_child(service: &Service) -> bool {
    let threads = fs::read_dir(format!("/proc/{}/task", service.process.id())).unwrap();
    let children = |thread: &Path| fs::read_to_string(thread.join("children")).unwrap_or_default();
    threads.flatten().any(|it| !children(&it.path()).is_empty())
}

/// Somebody waits for a table of this database.
fn is_waited_for(conn: &mut PgConnection) -> bool {
    let waiting = "pg_locks WHERE NOT granted AND relation IS NOT NULL AND database =
                   (SELECT oid FROM pg_database WHERE datname = current_database())";
    count(conn, waiting) > 0
}

/// Kills the service at this point of the upload; returns whether the answer had come.
fn kill_at(point: Point, clerk: &Clerk, it: &Upload) -> bool {
    let (mut service, whole) = (clerk.service(), it.body.len());
    match point {
        Point::Sent(quarters) => {
            let sent = send(&service, it, whole * quarters / 4);
            // So that it has come in, and not only left.
            sleep(Duration::from_millis(100));
            service.kill();
            drop(sent);
            false
        }
        Point::SentButTheEnd => {
            let sent = send(&service, it, whole - END.len());
            sleep(Duration::from_millis(100));
            service.kill();
            drop(sent);
            false
        }
        Point::Checked => {
            let sent = send(&service, it, whole);
            wait_until("a child at work", || has_child(&service));
            service.kill();
            assert!(!clerk.stored(it).exists(), "it is looked into before it is stored");
            drop(sent);
            false
        }
        Point::Named => {
            // What comes after waits, so that no answer is faster than the kill.
            let mut holder = clerk.app.db();
            holder.batch_execute("BEGIN; LOCK TABLE idempotency_keys IN EXCLUSIVE MODE").unwrap();
            let sent = send(&service, it, whole);
            wait_until("a file under its name", || clerk.stored(it).exists());
            service.kill();
            holder.batch_execute("ROLLBACK").unwrap();
            drop(sent);
            false
        }
        Point::Storing(table) => {
            let (mut holder, mut watcher) = (clerk.app.db(), clerk.app.db());
            let hold = format!("BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE");
            holder.batch_execute(&hold).unwrap();
            let sent = send(&service, it, whole);
            wait_until(table, || is_waited_for(&mut watcher));
            assert!(clerk.stored(it).exists(), "the bytes come before the row");
            service.kill();
            holder.batch_execute("ROLLBACK").unwrap();
            drop(sent);
            false
        }
        Point::Answered => {
            let mut sent = send(&service, it, whole);
            let mut first = [0; 1];
            sent.read_exact(&mut first).unwrap();
            service.kill();
            true
        }
    }
}

/// What lies under its hash has that hash.
fn assert_whole(folder: &Path) {
    let two_letters = |it: &fs::DirEntry| it.file_name().len() == 2;
    for folder in fs::read_dir(folder).unwrap().flatten().filter(two_letters) {
        for file in fs::read_dir(folder.path()).unwrap().flatten() {
            let found = hex(digest(&SHA256, &fs::read(file.path()).unwrap()).as_ref());
            assert_eq!(file.file_name().to_string_lossy(), found);
        }
    }
}

#[test]
fn a_kill_at_any_point_of_an_upload_leaves_no_row_without_its_file_and_no_half_file() {
    let clerk = Clerk::at_work();
    for (at, point) in POINTS.into_iter().enumerate() {
        let it = clerk.upload(at);
        let answered = kill_at(point, &clerk, &it);
        assert_whole(&clerk.app.config().data_dir);
        assert_eq!(clerk.rows(&it), i64::from(answered), "{point:?}");
        let service = clerk.service();
        let (code, said) = check(&clerk.app);
        assert_eq!(code, 0, "{point:?}: {said}");
        for _ in 0..2 {
            let sent = send(&service, &it, it.body.len());
            assert_eq!(answer(sent), "HTTP/1.1 303", "{point:?}");
            assert_eq!(clerk.rows(&it), 1, "{point:?}");
        }
    }
    assert_eq!(check(&clerk.app).0, 0);
    assert_intact(&clerk.app);
}
