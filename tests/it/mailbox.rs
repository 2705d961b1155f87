//! A Maildir that the service watches.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use chrono::{TimeDelta, Utc};
use hfk::{
    cli::Postman,
    mail::MAX_MAIL,
    procedure::Role,
    storage::{Db, Files, Mailbox},
};
use uuid::Uuid;

use crate::{
    app::TestApp,
    database::TestDatabase,
    pdf::heavy,
    records::{assert_intact, count, lines},
    stopping::Running,
};

struct Maildir(PathBuf);

impl Maildir {
    fn create() -> Self {
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("maildir-{}", Uuid::now_v7()));
        for part in ["new", "cur", "tmp"] {
            fs::create_dir_all(folder.join(part)).unwrap();
        }
        Self(folder)
    }

    /// As the programs do that deliver: whole, or not there.
    fn deliver(&self, name: &str, bytes: &[u8]) {
        fs::write(self.0.join("tmp").join(name), bytes).unwrap();
        fs::rename(self.0.join("tmp").join(name), self.0.join("new").join(name)).unwrap();
    }

    fn names(&self, part: &str) -> Vec<String> {
        let folder = fs::read_dir(self.0.join(part)).unwrap();
        let mut names: Vec<_> =
            folder.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Maildir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn mail(subject: &str) -> String {
    format!("From: Kanzlei <kanzlei@example.org>\r\nSubject: {subject}\r\n\r\nGuten Tag\r\n")
}

/// A large e-mail on a busy machine takes its time.
fn wait_until(what: impl Fn() -> bool) {
    let begin = Instant::now();
    while !what() {
        assert!(begin.elapsed() < Duration::from_mins(2), "it does not happen");
        thread::sleep(Duration::from_millis(20));
    }
}

fn postman(app: &TestApp, maildir: &Maildir) -> Postman {
    let db = Db::new(app.config().database.as_str(), 2);
    let files = Files::open(&app.config().data_dir, None).unwrap();
    let mailbox = Mailbox::new(maildir.0.clone());
    Postman::start(db, files, mailbox, app.config().program.clone()).unwrap()
}

/// Each e-mail is there once, with its one entry, made by nobody who is signed in.
#[track_caller]
fn assert_there_once(app: &TestApp, number: i64) {
    assert_eq!(count(&mut app.db(), "mails"), number);
    let entries = "SELECT coalesce(actor::text, 'system') AS line FROM audit.entries WHERE action = 'mail_received'";
    assert_eq!(lines(&mut app.db(), entries), vec!["system"; usize::try_from(number).unwrap()]);
    assert_intact(app);
}

#[test]
fn what_is_delivered_stands_in_the_inbox_and_moves_to_those_seen() {
    let (mut app, maildir) = (TestApp::start(), Maildir::create());
    app.watch(&maildir.0);
    let clerk = app.sign_in(Role::Clerk);
    maildir.deliver("1764000000.M1P1.post", mail("Eins").as_bytes());
    maildir.deliver("1764000001.M2P1.post:2,", mail("Zwei").as_bytes());
    fs::write(maildir.0.join("new/.unterwegs"), "noch nicht").unwrap();
    let _postman = postman(&app, &maildir);
    wait_until(|| maildir.names("cur") == ["1764000000.M1P1.post:2,S", "1764000001.M2P1.post:2,"]);
    assert_eq!(maildir.names("new"), [".unterwegs"]);
    let page = clerk.get("/posteingang");
    page.assert_says("Eins");
    page.assert_says("Zwei");
    assert!(!page.body.contains("konnte"), "{}", page.body);
    assert_there_once(&app, 2);
}

/// The state in which a process leaves it that ends after its commit.
#[test]
fn what_is_taken_in_and_not_moved_is_taken_in_once() {
    let (app, maildir) = (TestApp::start(), Maildir::create());
    fs::remove_dir(maildir.0.join("cur")).unwrap();
    fs::write(maildir.0.join("cur"), "nothing can be moved here").unwrap();
    maildir.deliver("1.post", mail("Eins").as_bytes());
    let first = postman(&app, &maildir);
    wait_until(|| count(&mut app.db(), "mails") == 1);
    drop(first);
    assert_eq!(maildir.names("new"), ["1.post"]);
    fs::remove_file(maildir.0.join("cur")).unwrap();
    fs::create_dir(maildir.0.join("cur")).unwrap();
    let _second = postman(&app, &maildir);
    wait_until(|| maildir.names("cur") == ["1.post:2,S"]);
    assert_there_once(&app, 1);
}

#[test]
fn what_cannot_be_taken_in_stays_is_said_and_holds_up_nothing() {
    let (mut app, maildir) = (TestApp::start(), Maildir::create());
    app.watch(&maildir.0);
    let large = File::create(maildir.0.join("new/1.large")).unwrap();
    large.set_len(MAX_MAIL as u64 + 1).unwrap();
    maildir.deliver("2.empty", b"");
    std::os::unix::fs::symlink("/etc/passwd", maildir.0.join("new/3.elsewhere")).unwrap();
    maildir.deliver("4.good", mail("Gut").as_bytes());
    let _postman = postman(&app, &maildir);
    wait_until(|| maildir.names("cur") == ["4.good:2,S"]);
    assert_eq!(maildir.names("new"), ["1.large", "2.empty", "3.elsewhere"]);
    assert_there_once(&app, 1);

    app.set_clock(Utc::now() + TimeDelta::minutes(3));
    let page = app.sign_in(Role::Clerk).get("/posteingang");
    page.assert_says("3 Dateien im Postfach konnten nicht übernommen werden");
    page.assert_says("Größer als 40 MB: 1.");
    page.assert_says("Nicht lesbar: 2.");
    page.assert_says("Verloren ist nichts");
}

#[test]
fn a_mailbox_that_is_gone_is_said_too() {
    let (mut app, maildir) = (TestApp::start(), Maildir::create());
    app.watch(&maildir.0);
    fs::remove_dir_all(&maildir.0).unwrap();
    let page = app.sign_in(Role::Clerk).get("/posteingang");
    page.assert_says("Das überwachte Postfach ist nicht erreichbar");
}

#[test]
fn two_services_on_one_mailbox_take_in_each_e_mail_once() {
    let (app, maildir) = (TestApp::start(), Maildir::create());
    for number in 10..22 {
        maildir.deliver(&format!("{number}.post"), mail(&format!("Nr. {number}")).as_bytes());
    }
    let _services = [postman(&app, &maildir), postman(&app, &maildir)];
    wait_until(|| maildir.names("cur").len() == 12);
    assert_eq!(maildir.names("new"), Vec::<String>::new());
    assert_there_once(&app, 12);
}

/// With a PDF and a picture, 30 MB together.
fn large_mail() -> Vec<u8> {
    let head = "From: a@example.org\r\nSubject: Gro\u{df}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=grenze\r\n\r\n\
         --grenze\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=Akte.pdf\r\n\r\n";
    let picture = "\r\n--grenze\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; filename=Foto.jpg\r\n\r\n";
    let (pdf, photo) = (heavy(6_000_000), vec![b'j'; 24_000_000]);
    [head.as_bytes(), &pdf, picture.as_bytes(), &photo, b"\r\n--grenze--\r\n"].concat()
}

/// The most memory that a process has ever had, in kB.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|it| it.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_large_e_mail_is_never_whole_in_memory() {
    let (database, maildir) = (TestDatabase::create(), Maildir::create());
    let service = Running::start_with(&database, &[("HFK_MAILDIR", maildir.0.to_str().unwrap())]);
    maildir.deliver("1.small", mail("Klein").as_bytes());
    wait_until(|| maildir.names("cur").len() == 1);
    let before = peak(service.id());
    maildir.deliver("2.large", &large_mail());
    wait_until(|| maildir.names("cur").len() == 2);
    let more = peak(service.id()) - before;
    println!("{more} kB more than {before} kB");
    assert!(more < 12_000, "{more} kB");
    let kept = "SELECT name || ' ' || coalesce(aside, '') AS line FROM mail_attachments";
    assert_eq!(lines(&mut database.connect(), kept), ["Akte.pdf ", "Foto.jpg not_pdf"]);
}

#[test]
fn a_service_that_is_asked_to_stop_leaves_the_mailbox_at_once() {
    let (database, maildir) = (TestDatabase::create(), Maildir::create());
    let mut service =
        Running::start_with(&database, &[("HFK_MAILDIR", maildir.0.to_str().unwrap())]);
    maildir.deliver("1.large", &large_mail());
    wait_until(|| service.is_receiving());
    let (took, well) = service.ends();
    assert!(well);
    assert!(took.as_secs() < 4, "{took:?}");
    let (left, seen) = (maildir.names("new").len(), maildir.names("cur").len());
    assert_eq!(left + seen, 1, "nothing is lost");
    let there = count(&mut database.connect(), "mails");
    assert!(seen == 0 || there == 1, "moved only when it is there");
}
