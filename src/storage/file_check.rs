//! Whether the files and the rows that name them belong together.

use std::{collections::BTreeSet, time::SystemTime};

use aws_lc_rs::digest::{Context as Digest, SHA256};
use diesel::prelude::*;
use futures_util::TryStreamExt as _;
use object_store::{ObjectStoreExt as _, path::Path};

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
    pub async fn inventory(&self) -> anyhow::Result<Inventory> {
        let mut found = Inventory::default();
        let mut listed = self.store.list(None);
        while let Some(file) = listed.try_next().await? {
            let Some(name) = stored_name(&file.location) else { continue };
            let age = SystemTime::from(file.last_modified).elapsed().unwrap_or_default();
            if age > ABANDONED {
                found.settled.insert(name.clone());
            }
            let is_whole = self.hash(&file.location).await.is_ok_and(|it| it == name);
            let list = if is_whole { &mut found.whole } else { &mut found.damaged };
            list.insert(name);
        }
        Ok(found)
    }

    async fn hash(&self, location: &Path) -> object_store::Result<String> {
        let mut digest = Digest::new(&SHA256);
        let mut pieces = self.store.get(location).await?.into_stream();
        while let Some(piece) = pieces.try_next().await? {
            digest.update(&piece);
        }
        Ok(hex(digest.finish().as_ref()))
    }
}

/// In a folder of two letters of a hash: beside them lie checkpoints and what is coming in.
fn stored_name(location: &Path) -> Option<String> {
    let parts: Vec<_> = location.parts().collect();
    match parts.as_slice() {
        [folder, name] if folder.as_ref().len() == 2 => Some(name.as_ref().to_owned()),
        _ => None,
    }
}
