//! `hfk user`, as the operator runs it.

use std::process::Command;

use crate::database::TestDatabase;

/// Exit code, standard output and error.
fn hfk_user(database: &TestDatabase, arguments: &[&str]) -> (i32, String, String) {
    let answer = Command::new(env!("CARGO_BIN_EXE_hfk"))
        .arg("user")
        .args(arguments)
        .env_clear()
        .env("DATABASE_OWNER_URL", database.owner_url().as_str())
        .output()
        .unwrap();
    let text = |it: Vec<u8>| String::from_utf8(it).unwrap();
    (answer.status.code().unwrap(), text(answer.stdout), text(answer.stderr))
}

#[test]
fn a_login_that_nobody_has_is_said_in_the_words_of_the_command_line() {
    let database = TestDatabase::create();
    let added = hfk_user(&database, &["add", "brandt", "--name", "S. Brandt", "--role", "SB"]);
    assert_eq!(added.0, 0, "{}", added.2);
    assert_eq!(hfk_user(&database, &["lock", "brandt"]).1, "brandt is locked.\n");
    for deed in ["lock", "reset"] {
        let (code, said, error) = hfk_user(&database, &[deed, "brand"]);
        assert_eq!((code, said.as_str()), (1, ""));
        assert_eq!(error, "hfk: no user has the login brand\n");
    }
    let twice = hfk_user(&database, &["add", "brandt", "--name", "S. Brandt", "--role", "SB"]);
    assert_eq!(twice.0, 1);
    assert!(twice.2.starts_with("hfk: user brandt: "), "{}", twice.2);
    assert!(!twice.2.contains("Fehler"), "{}", twice.2);
}
