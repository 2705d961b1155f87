//! `hfk audit`, as the operator runs it.

use std::process::Command;

use super::{Folder, a_log, run};
use crate::database::TestDatabase;

/// Exit code, standard output and error.
fn hfk(database: &TestDatabase, arguments: &[&str]) -> (i32, String, String) {
    let answer = Command::new(env!("CARGO_BIN_EXE_hfk"))
        .args(arguments)
        .env_clear()
        .env("DATABASE_AUDIT_URL", database.audit_url().as_str())
        .output()
        .unwrap();
    let text = |it: Vec<u8>| String::from_utf8(it).unwrap();
    (answer.status.code().unwrap(), text(answer.stdout), text(answer.stderr))
}

#[test]
fn an_intact_log_is_0_and_says_how_fast_it_was_read() {
    let database = a_log();
    let (code, said, error) = hfk(&database, &["audit", "verify"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(said.contains("12 entries in ") && said.contains(" entries/s"), "{said}");
}

#[test]
fn a_broken_log_is_2_with_its_first_bad_entry_and_kind() {
    let database = a_log();
    let folder = Folder::new("command");
    let path = folder.0.to_str().unwrap();
    assert_eq!(hfk(&database, &["audit", "checkpoint", "--dir", path]).0, 0);
    let verify = ["audit", "verify", "--checkpoints", path];
    assert_eq!(hfk(&database, &verify).0, 0);

    let mut owner = database.connect();
    run(&mut owner, "ALTER TABLE audit.entries DISABLE TRIGGER USER");
    run(&mut owner, "UPDATE audit.entries SET hat = 'VS' WHERE chain = 1 AND seq = 4");
    let (code, said, error) = hfk(&database, &verify);
    assert_eq!((code, said.as_str()), (2, ""));
    assert!(error.contains("chain 1, entry 4: hash"), "{error}");
}

#[test]
fn what_cannot_be_checked_is_1() {
    let database = a_log();
    for arguments in [
        &["audit"][..],
        &["audit", "verify", "--fast"],
        &["audit", "verify", "--checkpoints", "/nowhere"],
        &["audit", "checkpoint"],
        &["audit", "checkpoint", "--dir", "/proc/nowhere"],
    ] {
        let (code, _, error) = hfk(&database, arguments);
        assert!(code == 1 && !error.is_empty(), "{arguments:?}: {code} {error}");
    }
    let mut without = Command::new(env!("CARGO_BIN_EXE_hfk"));
    let answer = without.args(["audit", "verify"]).env_clear().output().unwrap();
    assert_eq!(answer.status.code(), Some(1));
    assert_eq!(hfk(&database, &["audit", "verify", "--help"]).0, 0);
}
