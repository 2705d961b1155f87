//! Whether the files and the rows that name them belong together.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use aws_lc_rs::digest::{Context as Digest, SHA256};
use diesel::prelude::*;

use super::{
    files::{ABANDONED, Files, hex},
    schema::{documents, letters, mail_attachments, mails},
};

/// The hashes, as names of files, of all documents, letters and e-mails.
pub fn files_named(conn: &mut PgConnection) -> QueryResult<BTreeSet<String>> {
    let mut named: Vec<Vec<u8>> = documents::table.select(documents::sha256).load(conn)?;
    let letters: Vec<Option<Vec<u8>>> = letters::table.select(letters::sha256).load(conn)?;
    named.extend(letters.into_iter().flatten());
    named.extend(mails::table.select(mails::sha256).load::<Vec<u8>>(conn)?);
    named.extend(mails::table.select(mails::copy_sha256).load::<Vec<u8>>(conn)?);
    let attached = mail_attachments::table.select(mail_attachments::sha256);
    named.extend(attached.load::<Vec<u8>>(conn)?);
    Ok(named.iter().map(|it| hex(it)).collect())
}

/// What lies in the store.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Files whose content has their name for a hash.
    pub whole: BTreeSet<String>,
    /// Files whose content is another, or cannot be read.
    pub damaged: BTreeSet<String>,
    /// Those of them that no process can still be about to name in a row.
    pub settled: BTreeSet<String>,
}

impl Files {
    /// Reads every file, one piece at a time.
    pub fn inventory(&self) -> io::Result<Inventory> {
        let mut found = Inventory::default();
        for folder in fs::read_dir(self.directory())? {
            let folder = folder?;
            // Two letters of a hash: beside them lie checkpoints and what is coming in.
            if folder.file_name().len() != 2 {
                continue;
            }
            for file in fs::read_dir(folder.path())? {
                let file = file?;
                let name = file.file_name().to_string_lossy().into_owned();
                let modified = file.metadata().and_then(|it| it.modified());
                let age = modified.map(|it| it.elapsed().unwrap_or_default());
                if age.is_ok_and(|it| it > ABANDONED) {
                    found.settled.insert(name.clone());
                }
                let is_whole = hash(&file.path()).is_ok_and(|it| it == name);
                let list = if is_whole { &mut found.whole } else { &mut found.damaged };
                list.insert(name);
            }
        }
        Ok(found)
    }
}

fn hash(path: &Path) -> io::Result<String> {
    let (mut file, mut digest) = (File::open(path)?, Digest::new(&SHA256));
    let mut piece = vec![0; 256 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex(digest.finish().as_ref())),
            length => digest.update(&piece[..length]),
        }
    }
}
