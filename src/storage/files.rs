//! Documents and letters as files, named after their SHA-256. Bytes are stored before the
//! row that names them; a file whose content no longer has its hash is never handed out.

use std::{path::Path as FilePath, sync::Arc};

use anyhow::{Context as _, ensure};
use aws_lc_rs::digest::{SHA256, digest};
use object_store::{ObjectStore, ObjectStoreExt as _, local::LocalFileSystem, path::Path};

#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
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
        create_private(directory).with_context(|| format!("directory {}", directory.display()))?;
        let store = LocalFileSystem::new_with_prefix(directory)?;
        Ok(Self { store: Arc::new(store) })
    }

    pub async fn put(&self, bytes: Vec<u8>) -> anyhow::Result<StoredFile> {
        let file = StoredFile {
            sha256: digest(&SHA256, &bytes).as_ref().to_vec(),
            size: i64::try_from(bytes.len())?,
        };
        self.store.put(&path(&file.sha256), bytes.into()).await?;
        Ok(file)
    }

    pub async fn get(&self, sha256: &[u8]) -> anyhow::Result<Vec<u8>> {
        let bytes = self.store.get(&path(sha256)).await?.bytes().await?;
        let found = digest(&SHA256, &bytes);
        ensure!(found.as_ref() == sha256, "file {} is damaged", path(sha256));
        Ok(bytes.to_vec())
    }
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
