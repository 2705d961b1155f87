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
use object_store::{
    ClientOptions, ObjectStore, ObjectStoreExt as _, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    buffered::BufWriter,
    local::LocalFileSystem,
    path::Path,
    prefix::PrefixStore,
};
use tokio::io::AsyncWriteExt as _;

use super::arriving::{Arriving, blocking};
use crate::{config::Bucket, problem::FilesAway};

/// Where files lie while they arrive: on the same file system, so that a whole one only changes
/// its name.
const INCOMING: &str = "incoming";
/// What is older than this no living process is still receiving.
pub(super) const ABANDONED: Duration = Duration::from_hours(1);

/// What goes to a bucket at once; the least that S3 takes of a file that comes in parts.
const PART: usize = 5 * 1024 * 1024;

/// A page waits no longer than this for a bucket that does not answer.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct Files {
    pub(super) store: Arc<dyn ObjectStore>,
    incoming: PathBuf,
    /// That of the store; none when a bucket is one.
    directory: Option<PathBuf>,
}

/// What a file is called by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    pub sha256: Vec<u8>,
    pub size: i64,
}

impl Files {
    /// In a bucket, or else in a directory of this machine, in which they arrive in any case: made
    /// on first use, open to nobody else.
    pub fn open(directory: &FilePath, bucket: Option<&Bucket>) -> anyhow::Result<Self> {
        let incoming = directory.join(INCOMING);
        create_private(&incoming)
            .and_then(|()| sweep(&incoming))
            .with_context(|| format!("directory {}", incoming.display()))?;
        if let Some(it) = bucket {
            return Ok(Self { store: Arc::new(service(it)?), incoming, directory: None });
        }
        let store = Arc::new(LocalFileSystem::new_with_prefix(directory)?);
        Ok(Self { store, incoming, directory: Some(directory.to_owned()) })
    }

    /// A file that is written piece by piece. If it is not kept in the end, nothing stays.
    pub fn receive(&self) -> anyhow::Result<Arriving> {
        Arriving::in_directory(&self.incoming)
    }

    /// Keeps what has arrived. Afterwards it is safe, so a row may name it.
    pub async fn keep(&self, arriving: Arriving) -> anyhow::Result<StoredFile> {
        let (temporary, file) = arriving.finish().await?;
        match &self.directory {
            Some(directory) => self.rename(directory, &temporary, path(&file.sha256)).await?,
            None => self.send(&temporary, path(&file.sha256)).await?,
        }
        Ok(file)
    }

    async fn rename(
        &self,
        directory: &FilePath,
        temporary: &FilePath,
        to: Path,
    ) -> anyhow::Result<()> {
        let name = temporary.file_name().context("a temporary file without a name")?;
        let from = Path::from(format!("{INCOMING}/{}", name.to_string_lossy()));
        self.store.rename(&from, &to).await?;
        let folder = directory.join(to.parts().next().context("no folder")?.as_ref());
        let parent = directory.to_owned();
        // A name is safe only when the folder that holds it is.
        blocking(move || [folder, parent].iter().try_for_each(|it| File::open(it)?.sync_all()))
            .await??;
        Ok(())
    }

    /// In a bucket a name is there when the whole file is, and not before.
    async fn send(&self, temporary: &FilePath, to: Path) -> anyhow::Result<()> {
        let mut file = tokio::fs::File::open(temporary).await?;
        let upload = BufWriter::with_capacity(Arc::clone(&self.store), to, PART);
        let mut upload = upload.with_max_concurrency(1);
        if let Err(error) = tokio::io::copy(&mut file, &mut upload).await {
            // The service throws parts away by itself if it cannot be told.
            let _ = upload.abort().await;
            return Err(self.not_sent(error));
        }
        upload.shutdown().await.map_err(|it| self.not_sent(it))
    }

    fn not_sent(&self, error: io::Error) -> anyhow::Error {
        match error.downcast::<object_store::Error>() {
            Ok(of_store) => self.failure(of_store),
            Err(of_disk) => of_disk.into(),
        }
    }

    /// A bucket that does not answer will do so again; whatever else is wrong, with it or with a
    /// directory, somebody has to mend.
    fn failure(&self, error: object_store::Error) -> anyhow::Error {
        let passes = matches!(error, object_store::Error::Generic { .. });
        let error = anyhow::Error::from(error);
        if passes && self.directory.is_none() { error.context(FilesAway) } else { error }
    }

    pub async fn put(&self, bytes: Vec<u8>) -> anyhow::Result<StoredFile> {
        let mut arriving = self.receive()?;
        arriving.write(&bytes).await?;
        self.keep(arriving).await
    }

    pub async fn get(&self, sha256: &[u8]) -> anyhow::Result<Vec<u8>> {
        let at = path(sha256);
        let read = async { self.store.get(&at).await?.bytes().await };
        let bytes = read.await.map_err(|it| self.failure(it))?;
        let found = digest(&SHA256, &bytes);
        ensure!(found.as_ref() == sha256, "file {at} is damaged");
        Ok(bytes.into())
    }
}

fn service(it: &Bucket) -> object_store::Result<PrefixStore<AmazonS3>> {
    let endpoint = it.endpoint.as_deref();
    let local = endpoint.is_some_and(|it| it.starts_with("http://"));
    // A connection belongs to the thread that opened it, and each works for itself.
    let client = ClientOptions::new().with_allow_http(local).with_pool_max_idle_per_host(0);
    let mut builder = AmazonS3Builder::new()
        .with_client_options(client)
        .with_retry(RetryConfig {
            max_retries: 3,
            retry_timeout: PATIENCE,
            ..RetryConfig::default()
        })
        .with_bucket_name(&it.name)
        .with_region(&it.region)
        .with_access_key_id(&it.access_key)
        .with_secret_access_key(&it.secret_key);
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    Ok(PrefixStore::new(builder.build()?, it.prefix.as_str()))
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
