//! The inputs that fuzzing found worth keeping, through the same checks; `scripts/fuzz.sh` looks for
//! more.

#[path = "../../fuzz/checks.rs"]
mod checks;

use std::{fs, path::Path};

/// Each file of a corpus; the name of the one that fails is the last that was printed.
fn replay(target: &str, check: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut seen = 0;
    for file in fs::read_dir(corpus).unwrap() {
        let path = file.unwrap().path();
        println!("{}", path.display());
        check(&fs::read(path).unwrap());
        seen += 1;
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn every_pdf_gets_a_verdict() {
    replay("pdf", checks::pdf);
}

#[test]
fn every_mail_can_be_kept() {
    replay("mail", checks::mail);
}

#[test]
fn every_date_means_one_day() {
    replay("dates", checks::dates);
}

/// What was read as a day that nobody meant.
#[test]
fn a_sign_is_no_part_of_a_date_and_no_day_is_too_far() {
    let today = "2026-11-25".parse().unwrap();
    for typed in ["1.1.-5", "1.1.+5", "+1.1.2026", "1.+1.2026", "++5", "+65535"] {
        assert_eq!(hfk::web::parse_day(typed, today), None, "{typed}");
    }
    assert!(hfk::web::parse_day("+14", today).is_some());
}

#[test]
fn every_number_is_given_once() {
    replay("file_number", checks::file_number);
}
