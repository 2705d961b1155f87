//! Files from outside are taken apart by a child of this program, which has little memory and
//! time, holds nothing of ours, and may be ended at any moment.

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use rlimit::Resource;
use tokio::{
    io::AsyncReadExt as _,
    process::{Child, Command},
    sync::Semaphore,
    time::timeout,
};

/// What a child has.
#[derive(Debug, Clone, Copy)]
pub struct Means {
    pub memory: u64,
    pub cpu_seconds: u64,
}

impl Means {
    pub const USUAL: Self = Self { memory: 320 * 1024 * 1024, cpu_seconds: 10 };
}

/// By the clock on the wall; the office may be busy.
const PATIENCE: Duration = Duration::from_secs(30);
/// So many at once: each may take its memory.
const AT_ONCE: usize = 2;

/// Starts children of this program.
#[derive(Clone, Debug)]
pub struct Confined {
    program: PathBuf,
    places: Arc<Semaphore>,
}

impl Confined {
    /// `program` is this program, to be started anew.
    pub fn new(program: PathBuf) -> Self {
        Self { program, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// What a child says of a file under this command: nothing when it crashes, takes too long or
    /// says more than `most` bytes. It is ended when nobody waits for it any more.
    pub async fn ask(&self, command: &str, file: File, most: u64) -> anyhow::Result<Vec<u8>> {
        let _place = self.places.acquire().await?;
        let child = start(&self.program, command, file)?;
        match timeout(PATIENCE, heard(child, most)).await {
            Ok(said) => said,
            Err(_) => Ok(Vec::new()),
        }
    }
}

/// Starts `program` under `command` to read `file`. It is ended when nobody waits for it any more.
pub fn start(program: &Path, command: &str, file: File) -> anyhow::Result<Child> {
    let mut child = Command::new(program);
    child.arg(command).env_clear().current_dir("/").kill_on_drop(true);
    child.stdin(Stdio::from(file)).stdout(Stdio::piped()).stderr(Stdio::null());
    child.spawn().with_context(|| format!("{}", program.display()))
}

async fn heard(mut child: Child, most: u64) -> anyhow::Result<Vec<u8>> {
    let stdout = child.stdout.take().context("a child without output")?;
    let mut said = Vec::new();
    stdout.take(most + 1).read_to_end(&mut said).await?;
    // One that says too much waits for somebody to listen, and would not end by itself.
    if said.len() as u64 > most || !child.wait().await?.success() {
        said.clear();
    }
    Ok(said)
}

/// What a child does first: it gives up all that is not among its means.
pub fn give_up(means: Means) -> anyhow::Result<()> {
    for (resource, most) in [
        (Resource::DATA, means.memory),
        (Resource::CPU, means.cpu_seconds),
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
        (Resource::NPROC, 0),
    ] {
        // Not every system knows all of them.
        if resource.is_supported() {
            resource.set(most, most)?;
        }
    }
    Ok(())
}
