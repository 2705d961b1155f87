//! A Maildir that the service watches. Other programs deliver into its `new`; what is taken in goes
//! to its `cur`. Several services may watch the same: of what one has taken in, the other finds nothing
//! or finds that it is there already.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File},
    io::{self, ErrorKind, Read as _},
    os::unix::fs::MetadataExt as _,
    path::PathBuf,
};

use anyhow::{Context as _, ensure};
use chrono::TimeDelta;

use super::{Arriving, Files, blocking};
use crate::{Now, mail::MAX_MAIL};

/// What has lain there longer nobody has been able to take in.
const PATIENCE: TimeDelta = TimeDelta::minutes(2);
const PIECE: usize = 256 * 1024;

#[derive(Debug, Clone)]
pub struct Mailbox {
    folder: PathBuf,
}

/// How many files could not be taken in, and why.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct LeftBehind {
    pub too_large: usize,
    pub unreadable: usize,
}

impl Mailbox {
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The names of what has been delivered, the oldest first: names in a Maildir begin with the
    /// time. Those that begin with a dot are not meant for anybody.
    pub fn delivered(&self) -> io::Result<Vec<OsString>> {
        let names = fs::read_dir(self.folder.join("new"))?.map(|it| it.map(|it| it.file_name()));
        let mut names: Vec<_> = names.collect::<io::Result<_>>()?;
        names.retain(|it| !it.as_encoded_bytes().starts_with(b"."));
        names.sort();
        Ok(names)
    }

    /// A copy on its way into the store; none when another service was faster.
    pub async fn receive(&self, files: &Files, name: &OsStr) -> anyhow::Result<Option<Arriving>> {
        let path = self.folder.join("new").join(name);
        let Some(mut file) = blocking(move || open(&path)).await?? else { return Ok(None) };
        let (mut copy, mut size) = (files.receive()?, 0);
        loop {
            let mut piece = Vec::new();
            (file, piece) = blocking(move || {
                (&file).take(PIECE as u64).read_to_end(&mut piece).map(|_| (file, piece))
            })
            .await??;
            size += piece.len();
            ensure!(size <= MAX_MAIL, "larger than an e-mail may be");
            if piece.is_empty() {
                ensure!(size > 0, "empty");
                return Ok(Some(copy));
            }
            copy.write(&piece).await?;
        }
    }

    /// Puts a file to those that somebody has seen.
    pub fn settle(&self, name: &OsStr) -> io::Result<()> {
        let mut seen = OsString::from(name);
        if !name.as_encoded_bytes().contains(&b':') {
            seen.push(":2,S");
        }
        match fs::rename(self.folder.join("new").join(name), self.folder.join("cur").join(seen)) {
            // Another service was faster.
            Err(error) if error.kind() == ErrorKind::NotFound && !self.is_delivered(name) => Ok(()),
            other => other,
        }
    }

    fn is_delivered(&self, name: &OsStr) -> bool {
        self.folder.join("new").join(name).symlink_metadata().is_ok()
    }

    /// What the system calls a file by (`find -inum`): its name may say who wrote it.
    pub fn inode(&self, name: &OsStr) -> io::Result<u64> {
        Ok(self.folder.join("new").join(name).symlink_metadata()?.ino())
    }

    pub async fn left_behind(&self, now: Now) -> anyhow::Result<LeftBehind> {
        let mailbox = self.clone();
        let before = (now.at - PATIENCE).timestamp();
        Ok(blocking(move || mailbox.delivered_before(before)).await??)
    }

    fn delivered_before(&self, second: i64) -> io::Result<LeftBehind> {
        let mut left = LeftBehind::default();
        for name in self.delivered()? {
            match self.folder.join("new").join(name).symlink_metadata() {
                Ok(file) if file.ctime() >= second => (),
                Ok(file) if file.len() > MAX_MAIL as u64 => left.too_large += 1,
                Ok(_) => left.unreadable += 1,
                Err(error) if error.kind() == ErrorKind::NotFound => (),
                Err(error) => return Err(error),
            }
        }
        Ok(left)
    }
}

/// Only what is a file itself: nothing that points elsewhere or never ends.
fn open(path: &std::path::Path) -> anyhow::Result<Option<File>> {
    let about = match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other.context("not there")?,
    };
    ensure!(about.is_file(), "not a file");
    ensure!(about.len() <= MAX_MAIL as u64, "larger than an e-mail may be");
    match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        other => Ok(Some(other.context("not readable")?)),
    }
}
