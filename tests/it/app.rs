//! The whole application on a database of its own, and people who use it.

use std::{
    cell::RefCell,
    net::TcpListener,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use actix_web::{HttpServer, dev::ServerHandle, rt::System, web::get};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use hfk::{
    Now, acts,
    config::{Bucket, CheckpointPlan, Config, PasswordCost, SessionSecret},
    procedure::{Role, Roles, UserId},
    storage::{Account, Checkpoints, Db, Files},
    web::{self, Clock},
};
use ureq::http::{Request, Response};
use uuid::Uuid;

use crate::{database::TestDatabase, queries, s3};

pub const PASSWORD: &str = "Zwölf Störche fliegen";
/// The content type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// Signs the cookies of the server.
pub const SECRET: &str = "f3a9c17be2504d68a1f9c07734de82b5";

/// A server on a thread of its own, with a clock that the test sets.
pub struct TestApp {
    clock: Clock,
    config: Config,
    checkpoints: Checkpoints,
    server: Option<Server>,
    // Last, so that it is dropped after the server has let go of it.
    database: TestDatabase,
}

struct Server {
    base: String,
    handle: ServerHandle,
    thread: thread::JoinHandle<()>,
}

impl TestApp {
    pub fn start() -> Self {
        Self::start_on(None)
    }

    /// With its files in a bucket, or else in a directory.
    pub fn start_on(bucket: Option<Bucket>) -> Self {
        queries::watch();
        let database = TestDatabase::create();
        let data_dir = scratch_folder();
        let config = Config {
            database: database.app_url().clone(),
            audit_database: database.audit_url().clone(),
            session_secret: SECRET.parse().unwrap(),
            bind: "127.0.0.1:0".parse().unwrap(),
            data_dir: data_dir.clone(),
            bucket,
            checkpoints: CheckpointPlan {
                folder: data_dir.join("checkpoints"),
                every: Duration::from_mins(15),
            },
            maildir: None,
            tls: false,
            db_pool: 4,
            password_cost: PasswordCost::CHEAP,
            program: env!("CARGO_BIN_EXE_hfk").into(),
        };
        let clock = Clock::standing_at("2026-11-23T09:00:00Z".parse().unwrap());
        let checkpoints = Checkpoints::default();
        let mut app = Self { clock, config, checkpoints, server: None, database };
        app.restart();
        app
    }

    /// Stops the server and starts another on the same database and clock.
    pub fn restart(&mut self) {
        self.stop();
        let listener = TcpListener::bind(self.config.bind).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (config, clock) = (self.config.clone(), self.clock.clone());
        let checkpoints = self.checkpoints.clone();
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            System::new().block_on(async move {
                let db = Db::new(config.database.as_str(), config.db_pool);
                let files = Files::open(&config.data_dir, config.bucket.as_ref()).unwrap();
                let state = web::state(db, files, checkpoints, config, clock);
                let server = HttpServer::new(move || {
                    let state = state.clone();
                    web::app(move |cfg| {
                        state(cfg);
                        cfg.route("/panik", get().to(panicking));
                    })
                })
                .workers(1)
                .shutdown_timeout(0)
                .disable_signals()
                .listen(listener)
                .unwrap()
                .run();
                tell.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        self.server = Some(Server { base, handle: told.recv().unwrap(), thread });
    }

    /// Raises what a password costs from the next start on.
    pub fn set_password_cost(&mut self, cost: PasswordCost) {
        self.config.password_cost = cost;
    }

    /// Restarts the server as one that a proxy stands before, which speaks https.
    pub fn stand_behind_a_proxy(&mut self) {
        self.config.tls = true;
        self.restart();
    }

    /// Restarts the server as one that watches a mailbox.
    pub fn watch(&mut self, maildir: &Path) {
        self.config.maildir = Some(maildir.to_owned());
        self.restart();
    }

    /// Restarts the server with the address of a database that is not there.
    pub fn lose_database(&mut self) {
        self.config.database = "postgres://hfk_app@127.0.0.1:1/none".parse().unwrap();
        self.restart();
    }

    /// Restarts the server with its files in this bucket.
    pub fn set_bucket(&mut self, bucket: Bucket) {
        self.config.bucket = Some(bucket);
        self.restart();
    }

    pub fn secret(&self) -> &SessionSecret {
        &self.config.session_secret
    }

    pub fn config(&self) -> &Config {
        &self.config
    }

    pub fn now(&self) -> Now {
        self.clock.now()
    }

    pub fn set_clock(&self, at: DateTime<Utc>) {
        self.clock.set(at);
    }

    pub fn wait(&self, time: TimeDelta) {
        self.set_clock(self.now().at + time);
    }

    /// The handle that the server holds.
    pub fn checkpoints(&self) -> &Checkpoints {
        &self.checkpoints
    }

    /// Where the store has the file of this hash, on the disk.
    pub fn stored(&self, hash: &str) -> PathBuf {
        let name = format!("{}/{hash}", &hash[..2]);
        let of_bucket = self.config.bucket.as_ref().map(|it| s3::on_disk(it, &name));
        of_bucket.unwrap_or_else(|| self.config.data_dir.join(&name))
    }

    /// What the worker does: letters become PDFs. Returns how many.
    pub fn typeset(&self) -> usize {
        let db = Db::new(self.config.database.as_str(), 1);
        let files = Files::open(&self.config.data_dir, self.config.bucket.as_ref()).unwrap();
        System::new().block_on(acts::typeset_waiting(&db, &files)).unwrap()
    }

    /// How many statements the server has sent to its database.
    pub fn statements(&self) -> usize {
        queries::sent_to(self.config.database.as_str())
    }

    /// As the owner of the database.
    pub fn db(&self) -> PgConnection {
        self.database.connect()
    }

    /// An account with these roles and [`PASSWORD`].
    pub fn user(&self, roles: &[Role]) -> Account {
        static SERIAL: AtomicU32 = AtomicU32::new(1);
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let label = roles[0].label();
        let account = Account {
            id: UserId(Uuid::now_v7()),
            login: format!("{}{serial}", roles[0].name().to_lowercase()),
            name: format!("{label} {serial}"),
            roles: Roles::new(roles.to_vec()).unwrap(),
            password_hash: acts::hash_password(PASSWORD, PasswordCost::CHEAP).unwrap(),
            must_change_password: false,
            locked_at: None,
        };
        acts::add_user(&mut self.db(), &account, self.now()).unwrap();
        account
    }

    /// Someone of this role, signed in through the front door.
    pub fn sign_in(&self, role: Role) -> Browser {
        self.sign_in_as(&self.user(&[role]).login)
    }

    pub fn sign_in_as(&self, login: &str) -> Browser {
        let browser = self.anyone();
        let page = browser.post("/anmelden", &[("login", login), ("password", PASSWORD)]);
        assert_eq!(page.status, 303, "{}", page.body);
        browser.get("/konto");
        browser
    }

    /// The cookie of a new session, as `name=value`.
    pub fn cookie_of(&self, login: &str) -> String {
        let form = [("login", login), ("password", PASSWORD)];
        let page = self.anyone().post("/anmelden", &form);
        page.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
    }

    pub fn anyone(&self) -> Browser {
        let agent = ureq::Agent::config_builder()
            .max_redirects(0)
            // The server closes a connection that is idle for five seconds.
            .max_idle_age(Duration::from_secs(1))
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .build()
            .new_agent();
        let base = self.server.as_ref().unwrap().base.clone();
        Browser { base, agent, cookie: Arc::default(), csrf: RefCell::default() }
    }

    fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            drop(server.handle.stop(false));
            let _ = server.thread.join();
        }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.config.data_dir);
    }
}

async fn panicking() -> &'static str {
    panic!("a test asked for it")
}

fn scratch_folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("files-{}", Uuid::now_v7()))
}

/// Somebody at a screen: keeps the one cookie there is, follows no redirect, and sends with each
/// form the token of the page last seen.
pub struct Browser {
    base: String,
    agent: ureq::Agent,
    /// `name=value`, the same in every tab.
    cookie: Arc<Mutex<Option<String>>>,
    csrf: RefCell<String>,
}

#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub location: Option<String>,
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Browser {
    pub fn get(&self, path: &str) -> Page {
        let page = self.send("GET", path, &[], b"");
        if let Some(token) = page.hidden("csrf") {
            token.clone_into(&mut self.csrf.borrow_mut());
        }
        page
    }

    /// A form with the token of the page last seen, or the one that stands in it.
    pub fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        let token = self.csrf.borrow().clone();
        let mut form = form.to_vec();
        if form.iter().all(|it| it.0 != "csrf") {
            form.push(("csrf", token.as_str()));
        }
        let body = serde_html_form::to_string(form).unwrap();
        self.send("POST", path, &[("content-type", FORM)], body.as_bytes())
    }

    /// Whatever somebody may send who does not use our pages.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Page {
        let mut request = Request::builder().method(method).uri(self.address(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if headers.iter().all(|it| it.0 != "cookie")
            && let Some(cookie) = self.cookie.lock().unwrap().as_deref()
        {
            request = request.header("cookie", cookie);
        }
        let page = Page::from(self.agent.run(request.body(body).unwrap()).unwrap());
        if let Some(set) = page.header("set-cookie") {
            let cookie = set.split(';').next().unwrap().to_owned();
            *self.cookie.lock().unwrap() = (!set.contains("Max-Age=0")).then_some(cookie);
        }
        page
    }

    /// The same person in another tab.
    pub fn tab(&self) -> Self {
        Self {
            base: self.base.clone(),
            agent: self.agent.clone(),
            cookie: Arc::clone(&self.cookie),
            csrf: self.csrf.clone(),
        }
    }

    /// The token of the page last seen.
    pub fn csrf(&self) -> String {
        self.csrf.borrow().clone()
    }

    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

impl Page {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!(r#"name="{name}" value=""#))?;
        rest.split_once('"').map(|it| it.0)
    }

    /// The value of the box to tick that begins with these characters.
    #[track_caller]
    pub fn tick(&self, begins: &str) -> String {
        let start = format!(r#"value="{begins}"#);
        let (_, rest) = self.body.split_once(&start).expect("no such box");
        format!("{begins}{}", rest.split_once('"').unwrap().0)
    }

    #[track_caller]
    pub fn assert_says(&self, words: &str) {
        assert!(
            self.body.contains(words),
            "“{words}” is missing in {}: {}",
            self.status,
            self.body
        );
    }

    fn from(mut response: Response<ureq::Body>) -> Self {
        let text =
            |it: &ureq::http::HeaderValue| String::from_utf8_lossy(it.as_bytes()).into_owned();
        let headers: Vec<_> =
            response.headers().iter().map(|it| (it.0.to_string(), text(it.1))).collect();
        let bytes = response.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap();
        Self {
            status: response.status().as_u16(),
            location: headers.iter().find(|it| it.0 == "location").map(|it| it.1.clone()),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            headers,
            bytes,
        }
    }
}
