//! Each as somebody who may do everything in the database, triggers switched off.

use std::fs;

use hfk::storage::audit::{Fault, append, read_checkpoints, tips, write_checkpoint};

use super::{Folder, a_log, connect, entry, run, verify};
use crate::database::TestDatabase;

/// Where the chain breaks after `sql`: chain, number and kind.
fn check(sql: &[&str], expected: (i16, i64, Fault)) {
    let database = a_log();
    tamper(&database, sql);
    let broken = verify(&database, &[]).unwrap_err();
    assert_eq!((broken.chain, broken.seq, broken.fault), expected, "{sql:?}");
}

fn tamper(database: &TestDatabase, sql: &[&str]) {
    let mut owner = database.connect();
    for table in ["entries", "head"] {
        run(&mut owner, &format!("ALTER TABLE audit.{table} DISABLE TRIGGER USER"));
    }
    for it in sql {
        run(&mut owner, it);
    }
}

/// Makes a changed entry look as if it had been logged so.
const REHASH: &str =
    "UPDATE audit.entries e SET hash = audit.digest(e) WHERE chain = 1 AND seq = 3";

#[test]
fn a_changed_field() {
    for change in [
        "at = at - interval '1 microsecond'",
        "actor = gen_random_uuid()",
        "actor = NULL",
        "hat = 'VS'",
        "action = 'sitting_step_taken'",
        "subject = gen_random_uuid()",
        "object_kind = 'sitting'",
        "object_id = gen_random_uuid()",
        "object_version = 99",
        "outcome = 'refused'",
        "rule = 'record_vote'",
        "from_state = 'decided'",
        "to_state = 'filed'",
        "from_version = NULL",
        "to_version = 99",
        "idempotency_key = NULL",
        "fields = 'reasons'",
        "prev = hash",
        "hash = prev",
    ] {
        let sql = format!("UPDATE audit.entries SET {change} WHERE chain = 1 AND seq = 3");
        check(&[&sql], (1, 3, Fault::Hash));
    }
    check(
        &["UPDATE audit.entries SET purpose = 'handling' WHERE chain = 2 AND seq = 6"],
        (2, 6, Fault::Hash),
    );
}

#[test]
fn a_changed_entry_hashed_anew() {
    let change = "UPDATE audit.entries SET hat = 'VS' WHERE chain = 1 AND seq = 3";
    check(&[change, REHASH], (1, 4, Fault::Prev));
}

#[test]
fn an_entry_dated_back() {
    let change = "UPDATE audit.entries SET at = at - interval '1 day' WHERE chain = 1 AND seq = 3";
    check(&[change, REHASH], (1, 3, Fault::Clock));
}

#[test]
fn a_deleted_entry() {
    check(&["DELETE FROM audit.entries WHERE chain = 1 AND seq = 1"], (1, 1, Fault::Gap));
    check(&["DELETE FROM audit.entries WHERE chain = 2 AND seq = 3"], (2, 3, Fault::Gap));
    check(
        &[
            "DELETE FROM audit.entries WHERE chain = 1 AND seq = 3",
            "UPDATE audit.entries SET seq = seq - 1 WHERE chain = 1 AND seq > 3",
        ],
        (1, 3, Fault::Hash),
    );
}

#[test]
fn entries_swapped() {
    check(
        &[
            "UPDATE audit.entries SET seq = -3 WHERE chain = 1 AND seq = 3",
            "UPDATE audit.entries SET seq = 3 WHERE chain = 1 AND seq = 4",
            "UPDATE audit.entries SET seq = 4 WHERE chain = 1 AND seq = -3",
        ],
        (1, 3, Fault::Hash),
    );
}

const COPY: &str = "CREATE TABLE copy AS SELECT * FROM audit.entries WHERE chain = 1 AND seq = 3";

#[test]
fn an_entry_inserted() {
    let insert = "INSERT INTO audit.entries SELECT * FROM copy";
    check(&[COPY, "UPDATE copy SET seq = 0", insert], (1, 1, Fault::Gap));
    check(&[COPY, "UPDATE copy SET seq = 7", insert], (1, 7, Fault::Hash));
    check(
        &[
            "CREATE TABLE copy AS SELECT * FROM audit.entries WHERE chain = 1 AND seq = 6",
            "UPDATE copy SET seq = 7, prev = hash",
            "INSERT INTO audit.entries SELECT * FROM copy",
            "UPDATE audit.entries e SET hash = audit.digest(e) WHERE chain = 1 AND seq = 7",
        ],
        (1, 8, Fault::Head),
    );
}

#[test]
fn an_entry_of_the_other_chain() {
    let drop = "ALTER TABLE audit.entries DROP CONSTRAINT entries_reads_apart";
    let carry = "UPDATE audit.entries SET chain = 2, seq = 7 WHERE chain = 1 AND seq = 6";
    check(&[drop, carry], (1, 6, Fault::Head));
}

#[test]
fn a_changed_head() {
    check(&["UPDATE audit.head SET hash = sha256('') WHERE chain = 2"], (2, 7, Fault::Head));
    check(&["UPDATE audit.head SET seq = 5 WHERE chain = 1"], (1, 7, Fault::Head));
    check(&["DELETE FROM audit.head WHERE chain = 2"], (2, 7, Fault::Head));
    check(&["TRUNCATE audit.entries"], (1, 1, Fault::Head));
}

/// The end of chain 1 cut off, and its head put back to match.
const CUT: [&str; 2] = [
    "DELETE FROM audit.entries WHERE chain = 1 AND seq > 4",
    "UPDATE audit.head SET (seq, at, hash) = \
     (SELECT seq, at, hash FROM audit.entries WHERE chain = 1 AND seq = 4) WHERE chain = 1",
];

#[test]
fn an_end_cut_off_is_found_by_a_checkpoint_alone() {
    let database = a_log();
    let folder = Folder::new("cut");
    write_checkpoint(&folder.0, &tips(&mut connect(database.audit_url())).unwrap()).unwrap();
    tamper(&database, &CUT);
    let checkpoints = read_checkpoints(&folder.0).unwrap();
    verify(&database, &[]).unwrap();
    let broken = verify(&database, &checkpoints).unwrap_err();
    assert_eq!((broken.chain, broken.seq, broken.fault), (1, 5, Fault::Cut));
}

#[test]
fn a_log_written_anew_is_found_by_a_checkpoint_alone() {
    let database = a_log();
    let folder = Folder::new("anew");
    let mut audit = connect(database.audit_url());
    write_checkpoint(&folder.0, &tips(&mut audit).unwrap()).unwrap();
    let checkpoints = read_checkpoints(&folder.0).unwrap();
    append(&mut connect(database.app_url()), &entry(0)).unwrap();
    write_checkpoint(&folder.0, &tips(&mut audit).unwrap()).unwrap();
    assert_eq!(verify(&database, &read_checkpoints(&folder.0).unwrap()).unwrap().entries(), 13);

    tamper(&database, &CUT);
    (0..8).for_each(|n| append(&mut connect(database.app_url()), &entry(2 * n)).unwrap());
    verify(&database, &[]).unwrap();
    let broken = verify(&database, &checkpoints).unwrap_err();
    assert_eq!((broken.chain, broken.seq, broken.fault), (1, 6, Fault::Checkpoint));
}

#[test]
fn a_spoilt_checkpoint_is_not_passed_over() {
    let folder = Folder::new("spoilt");
    let path = folder.0.join("audit-2026-11-22.txt");
    for line in ["1 6", "1 6 00ff 2026-11-22T10:00:00Z", "1 x", "", "1 6 zz"] {
        fs::write(&path, format!("{line}\n")).unwrap();
        assert!(read_checkpoints(&folder.0).is_err(), "{line}");
    }
}
