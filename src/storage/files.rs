//! Documents and letters as files, named after their SHA-256. Bytes are stored before the
//! row that names them; a file whose content no longer has its hash is never handed out.

use std::{
    fs::{self, File},
    io,
    path::{Path as FilePath, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context as _, ensure};
use aws_lc_rs::digest::{SHA256, digest};
use object_store::{ObjectStore, ObjectStoreExt as _, local::LocalFileSystem, path::Path};

use super::arriving::{Arriving, blocking};

/// Where files lie while they arrive: on the same file system, so that a whole one only changes
/// its name.
const INCOMING: &str = "incoming";
/// What is older than this no living process is still receiving.
pub(super) const ABANDONED: Duration = Duration::from_hours(1);

#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    directory: PathBuf,
}

/// What a file is called by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    pub sha256: Vec<u8>,
    pub size: i64,
}

impl Files {
    /// A directory of this machine, made on first use, open to nobody else.
    pub fn in_directory(directory: &FilePath) -> anyhow::Result<Self> {
        let incoming = directory.join(INCOMING);
        create_private(&incoming)
            .and_then(|()| sweep(&incoming))
            .with_context(|| format!("directory {}", incoming.display()))?;
        let store = LocalFileSystem::new_with_prefix(directory)?;
        Ok(Self { store: Arc::new(store), directory: directory.to_owned() })
    }

    pub(super) fn directory(&self) -> &FilePath {
        &self.directory
    }

    /// A file that is written piece by piece. If it is not kept in the end, nothing stays.
    pub fn receive(&self) -> anyhow::Result<Arriving> {
        Arriving::in_directory(&self.directory.join(INCOMING))
    }

    /// Keeps what has arrived. Afterwards it is on the disk, so a row may name it.
    pub async fn keep(&self, arriving: Arriving) -> anyhow::Result<StoredFile> {
        let (temporary, file) = arriving.finish().await?;
        let name = temporary.file_name().context("a temporary file without a name")?;
        let from = Path::from(format!("{INCOMING}/{}", name.to_string_lossy()));
        let to = path(&file.sha256);
        self.store.rename(&from, &to).await?;
        let folder = self.directory.join(to.parts().next().context("no folder")?.as_ref());
        let parent = self.directory.clone();
        // A name is safe only when the folder that holds it is.
        blocking(move || [folder, parent].iter().try_for_each(|it| File::open(it)?.sync_all()))
            .await??;
        Ok(file)
    }

    pub async fn put(&self, bytes: Vec<u8>) -> anyhow::Result<StoredFile> {
        let mut arriving = self.receive()?;
        arriving.write(&bytes).await?;
        self.keep(arriving).await
    }

    pub async fn get(&self, sha256: &[u8]) -> anyhow::Result<Vec<u8>> {
        let bytes = self.store.get(&path(sha256)).await?.bytes().await?;
        let found = digest(&SHA256, &bytes);
        ensure!(found.as_ref() == sha256, "file {} is damaged", path(sha256));
        Ok(bytes.into())
    }
}

/// Removes what a killed process was receiving.
fn sweep(incoming: &FilePath) -> io::Result<()> {
    for entry in fs::read_dir(incoming)? {
        let path = entry?.path();
        // Another process may remove it at the same time.
        let modified = fs::metadata(&path).and_then(|it| it.modified());
        let age = modified.map(|it| it.elapsed().unwrap_or_default());
        if age.is_ok_and(|it| it > ABANDONED) {
            let _ = fs::remove_file(&path);
        }
    }
    Ok(())
}

/// Two levels, so that no directory grows too large to list.
fn path(sha256: &[u8]) -> Path {
    let name = hex(sha256);
    Path::from(format!("{}/{name}", &name[..2.min(name.len())]))
}

/// The usual way to write a hash.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(unix)]
fn create_private(directory: &FilePath) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
}

#[cfg(not(unix))]
fn create_private(directory: &FilePath) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)
}
