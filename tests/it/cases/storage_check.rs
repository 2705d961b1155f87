//! `hfk storage check`, as the operator runs it.

use std::{
    fs,
    process::Command,
    time::{Duration, SystemTime},
};

use hfk::procedure::Role;

use super::{
    files::{key, upload},
    inbox::{mail, taken_in},
    paper::{application, registered},
};
use crate::{app::TestApp, pdf::one_page, records::lines, s3::on_both};

pub fn check(app: &TestApp) -> (i32, String) {
    let mut check = Command::new(env!("CARGO_BIN_EXE_hfk"));
    check.args(["storage", "check"]).env_clear();
    check.env("DATABASE_URL", app.config().database.as_str());
    check.env("HFK_DATA_DIR", &app.config().data_dir);
    if let Some(it) = &app.config().bucket {
        check.env("HFK_FILES", format!("s3://{}/{}", it.name, it.prefix));
        check.env("HFK_S3_ENDPOINT", it.endpoint.as_ref().unwrap());
        check.env("HFK_S3_ACCESS_KEY", &it.access_key).env("HFK_S3_SECRET_KEY", &it.secret_key);
    }
    let answer = check.output().unwrap();
    let said = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.code().is_some_and(|it| it != 1), "it could not check: {said}");
    (answer.status.code().unwrap(), String::from_utf8(answer.stdout).unwrap())
}

#[test]
fn files_that_are_lost_or_damaged_are_named() {
    on_both(|app| {
        let clerk = app.sign_in(Role::Clerk);
        let case = registered(&clerk, &application());
        let typed = [("key", &*key()), ("received_on", "heute")];
        upload(&clerk, &format!("{case}/dokumente"), &typed, ("a.pdf", &one_page()));
        app.typeset();
        assert_eq!(check(app), (0, "3 files whole, 3 named\n".to_owned()));

        let sql = "SELECT id || ' ' || encode(sha256, 'hex') AS line FROM letters ORDER BY kind";
        let letters = lines(&mut app.db(), sql);
        let (_, lost) = letters[0].split_once(' ').unwrap();
        let (id, damaged) = letters[1].split_once(' ').unwrap();
        fs::remove_file(app.stored(lost)).unwrap();
        fs::write(app.stored(damaged), b"%PDF-").unwrap();
        let (code, said) = check(app);
        assert_eq!(code, 2);
        assert!(said.contains(&format!("missing {lost}\n")), "{said}");
        assert!(said.contains(&format!("damaged {damaged}\n")), "{said}");
        let refused = clerk.get(&format!("/schreiben/{id}"));
        assert_eq!(refused.status, 500, "what has another hash is not handed out");
    });
}

#[test]
fn a_file_that_no_row_names_is_an_orphan_after_a_while() {
    let app = TestApp::start();
    let orphan = format!("ab{}", "0".repeat(62));
    let path = app.stored(&orphan);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, b"new").unwrap();
    let line = format!("orphan {orphan}\n");
    assert!(!check(&app).1.contains(&line), "its row may be on its way");
    let yesterday = SystemTime::now() - Duration::from_hours(24);
    fs::File::options().write(true).open(&path).unwrap().set_modified(yesterday).unwrap();
    assert!(check(&app).1.contains(&line));
}

#[test]
fn what_came_with_an_email_is_named_as_well() {
    on_both(|app| {
        let clerk = app.sign_in(Role::Clerk);
        taken_in(&clerk, &mail("Zeugnis"));
        // The message, its pages, and two attachments.
        assert_eq!(check(app), (0, "4 files whole, 4 named\n".to_owned()));
    });
}
