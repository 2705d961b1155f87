//! What was acknowledged is on the disk and not only in the memory of the system, which outlives a
//! killed service but no power cut.

use std::{
    fs::{self, File},
    path::Path,
};

use aws_lc_rs::digest::{SHA256, digest};
use hfk::{procedure::Role, storage::hex};

use crate::{
    app::TestApp,
    cases::{
        files::{key, upload},
        paper::{application, registered},
    },
    pdf::page_with,
};

/// So many bytes has this thread thrown away that were still to be written.
fn thrown_away() -> u64 {
    let io = fs::read_to_string("/proc/thread-self/io").unwrap_or_default();
    let line = io.lines().find_map(|it| it.strip_prefix("cancelled_write_bytes: "));
    line.and_then(|it| it.parse().ok()).unwrap_or(0)
}

/// What of a file was on no disk yet. It is empty afterwards.
fn unwritten(file: &Path) -> u64 {
    let before = thrown_away();
    File::options().write(true).open(file).unwrap().set_len(0).unwrap();
    thrown_away() - before
}

#[test]
fn a_document_is_on_the_disk_when_its_upload_is_answered() {
    let app = TestApp::start();
    let control = app.config().data_dir.join("not-synced");
    fs::write(&control, vec![b'x'; 1 << 20]).unwrap();
    if unwritten(&control) == 0 {
        println!("not seen here: this file system keeps everything in memory, or does not tell");
        return;
    }
    let clerk = app.sign_in(Role::Clerk);
    let path = format!("{}/dokumente", registered(&clerk, &application()));
    let pdf = page_with(&"Gutachten ".repeat(300_000));
    let typed = [("key", &*key()), ("received_on", "heute")];
    assert_eq!(upload(&clerk, &path, &typed, ("a.pdf", &pdf)).status, 303);
    let stored = app.stored(&hex(digest(&SHA256, &pdf).as_ref()));
    assert_eq!(unwritten(&stored), 0);
}
