//! Anchors outside the database: a folder of files, one line for each tip written down.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use super::{link::Hash, tip::Tip};

const PREFIX: &str = "audit-";

/// An entry that was the tip of its chain when somebody wrote it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    pub chain: i16,
    pub seq: i64,
    pub(super) hash: Hash,
}

/// Writes the tips down, on the file of the day: at its end, and through to the disk. The lock
/// keeps two processes from mixing their lines, and none stays that could be written by half.
pub fn write_checkpoint(folder: &Path, tips: &[Tip]) -> io::Result<()> {
    let Some(last) = tips.iter().map(|it| it.at).max() else { return Ok(()) };
    fs::create_dir_all(folder)?;
    let name = format!("{PREFIX}{}.txt", last.format("%Y-%m-%d"));
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join(name))?;
    let lines: Vec<_> = tips.iter().map(ToString::to_string).collect();
    file.lock()?;
    let end = file.metadata()?.len();
    let written = file.write_all(format!("{}\n", lines.join("\n")).as_bytes());
    if written.is_err() {
        file.set_len(end)?;
    }
    written.and_then(|()| file.sync_all())
}

/// Every tip ever written down in the folder. A line that is none is an error: whoever
/// could spoil a line could otherwise take away an anchor.
pub fn read_checkpoints(folder: &Path) -> io::Result<Vec<Checkpoint>> {
    let mut checkpoints = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        if !path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(PREFIX)) {
            continue;
        }
        for line in fs::read_to_string(&path)?.lines() {
            let known = parse(line).ok_or_else(|| {
                let text = format!("{}: not a checkpoint: {line}", path.display());
                io::Error::new(io::ErrorKind::InvalidData, text)
            })?;
            // The beginning of a chain has no entry.
            checkpoints.extend((known.seq > 0).then_some(known));
        }
    }
    Ok(checkpoints)
}

fn parse(line: &str) -> Option<Checkpoint> {
    let mut words = line.split(' ');
    let chain = words.next()?.parse().ok()?;
    let seq = words.next()?.parse().ok()?;
    let hex = words.next()?;
    let mut hash = Hash::default();
    for (byte, digits) in hash.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    (hex.len() == 64).then_some(Checkpoint { chain, seq, hash })
}
