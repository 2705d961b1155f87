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
use crate::{app::TestApp, pdf::one_page};

pub fn check(app: &TestApp) -> (i32, String) {
    let answer = Command::new(env!("CARGO_BIN_EXE_hfk"))
        .args(["storage", "check"])
        .env_clear()
        .env("DATABASE_URL", app.config().database.as_str())
        .env("HFK_DATA_DIR", &app.config().data_dir)
        .output()
        .unwrap();
    (answer.status.code().unwrap(), String::from_utf8(answer.stdout).unwrap())
}

#[test]
fn files_that_are_lost_damaged_or_unknown_are_named() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let typed = [("key", &*key()), ("received_on", "heute")];
    upload(&clerk, &format!("{case}/dokumente"), &typed, ("a.pdf", &one_page()));
    app.typeset();
    assert_eq!(check(&app), (0, "3 files whole, 3 named\n".to_owned()));

    let sql = "SELECT encode(sha256, 'hex') AS line FROM letters ORDER BY kind";
    let [lost, damaged] =
        <[String; 2]>::try_from(crate::records::lines(&mut app.db(), sql)).unwrap();
    let path = |hash: &str| app.config().data_dir.join(&hash[..2]).join(hash);
    fs::remove_file(path(&lost)).unwrap();
    fs::write(path(&damaged), b"%PDF-").unwrap();
    let orphan = format!("ab{}", "0".repeat(62));
    fs::create_dir_all(path(&orphan).parent().unwrap()).unwrap();
    fs::write(path(&orphan), b"new").unwrap();
    let (code, said) = check(&app);
    assert_eq!(code, 2);
    assert!(said.contains(&format!("missing {lost}\n")), "{said}");
    assert!(said.contains(&format!("damaged {damaged}\n")), "{said}");
    assert!(!said.contains(&format!("orphan {orphan}")), "its row may be on its way: {said}");
    let yesterday = SystemTime::now() - Duration::from_hours(24);
    fs::File::options().write(true).open(path(&orphan)).unwrap().set_modified(yesterday).unwrap();
    assert!(check(&app).1.contains(&format!("orphan {orphan}\n")));
}

#[test]
fn what_came_with_an_email_is_named_as_well() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    taken_in(&clerk, &mail("Zeugnis"));
    // The message, its pages, and two attachments.
    assert_eq!(check(&app), (0, "4 files whole, 4 named\n".to_owned()));
}
