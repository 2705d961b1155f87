//! A file on its way into the store: on the disk, never whole in memory, hashed as it comes.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    mem,
    path::Path,
    sync::Arc,
};

use anyhow::Context as _;
use aws_lc_rs::digest::{Context as Digest, SHA256};
use tempfile::TempPath;

use super::files::StoredFile;

/// So much is gathered before it is written.
const NOT_WRITTEN: &str = "file not written";
const BUFFER: usize = 256 * 1024;

/// Readable by its owner alone, and removed when this is dropped.
pub struct Arriving {
    file: Arc<File>,
    path: TempPath,
    buffer: Vec<u8>,
    digest: Digest,
    size: i64,
}

impl Arriving {
    pub(super) fn in_directory(directory: &Path) -> anyhow::Result<Self> {
        let file = tempfile::Builder::new().prefix("file-").tempfile_in(directory);
        let (file, path) = file.context("no temporary file")?.into_parts();
        let digest = Digest::new(&SHA256);
        Ok(Self { file: Arc::new(file), path, buffer: Vec::new(), digest, size: 0 })
    }

    pub async fn write(&mut self, piece: &[u8]) -> anyhow::Result<()> {
        self.digest.update(piece);
        self.size += i64::try_from(piece.len())?;
        self.buffer.extend_from_slice(piece);
        if self.buffer.len() < BUFFER { Ok(()) } else { self.flush().await }
    }

    async fn flush(&mut self) -> anyhow::Result<()> {
        let (file, buffer) = (Arc::clone(&self.file), mem::take(&mut self.buffer));
        blocking(move || (&*file).write_all(&buffer)).await?.context(NOT_WRITTEN)
    }

    /// What has arrived so far, to be read from its beginning.
    pub async fn read_back(&mut self) -> anyhow::Result<File> {
        self.flush().await?;
        Ok(File::open(&self.path)?)
    }

    /// Its first bytes, up to eight.
    pub async fn beginning(&mut self) -> anyhow::Result<Vec<u8>> {
        let file = self.read_back().await?;
        let mut bytes = Vec::new();
        blocking(move || file.take(8).read_to_end(&mut bytes).map(|_| bytes))
            .await?
            .context("file not read")
    }

    /// The whole file, through to the disk, still under its temporary name.
    pub(super) async fn finish(mut self) -> anyhow::Result<(TempPath, StoredFile)> {
        self.flush().await?;
        let file = self.file;
        blocking(move || file.sync_all()).await?.context(NOT_WRITTEN)?;
        let sha256 = self.digest.finish().as_ref().to_vec();
        Ok((self.path, StoredFile { sha256, size: self.size }))
    }
}

/// What takes its time, off the async threads: the disk, or a lot of computing.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> anyhow::Result<T> {
    tokio::task::spawn_blocking(work).await.context("blocking pool")
}
