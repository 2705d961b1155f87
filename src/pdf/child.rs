use std::{
    fs::File,
    io::{self, Read as _},
    path::PathBuf,
    process::Stdio,
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use rlimit::Resource;
use tokio::{process::Command, sync::Semaphore, time::timeout};

use super::{MAX_DOCUMENT, inspect};
use crate::procedure::PdfFault;

/// The command under which the program looks at what comes in on its standard input.
const COMMAND: &str = "check-pdf";
/// The word for a file that can be kept.
const GOOD: &str = "good";

const MEMORY: u64 = 320 * 1024 * 1024;
const CPU_SECONDS: u64 = 10;
/// By the clock on the wall; the office may be busy.
const PATIENCE: Duration = Duration::from_secs(30);
/// So many at once: each may take [`MEMORY`].
const AT_ONCE: usize = 2;

/// Has files looked at by children of this program.
#[derive(Clone, Debug)]
pub struct Inspector {
    program: PathBuf,
    places: Arc<Semaphore>,
}

impl Inspector {
    /// `program` is this program, to be started anew.
    pub fn new(program: PathBuf) -> Self {
        Self { program, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// What is wrong with a file, if anything. A child that crashes or takes too long has
    /// given its verdict, too. The child is ended when nobody waits for it any more.
    pub async fn inspect(&self, file: File) -> anyhow::Result<Result<(), PdfFault>> {
        let _place = self.places.acquire().await?;
        let mut child = Command::new(&self.program);
        child.arg(COMMAND).env_clear().current_dir("/").kill_on_drop(true);
        child.stdin(Stdio::from(file)).stdout(Stdio::piped()).stderr(Stdio::null());
        let child = child.spawn().with_context(|| format!("{}", self.program.display()))?;
        Ok(match timeout(PATIENCE, child.wait_with_output()).await {
            Ok(output) => understood(&output?.stdout),
            Err(_) => Err(PdfFault::Overburdened),
        })
    }
}

fn understood(word: &[u8]) -> Result<(), PdfFault> {
    match str::from_utf8(word).unwrap_or_default().trim() {
        GOOD => Ok(()),
        word => Err(word.parse().unwrap_or(PdfFault::Overburdened)),
    }
}

/// What the child does: gives up all it does not need, reads its standard input, prints one word.
pub fn run_as_child() -> anyhow::Result<()> {
    for (resource, most) in [
        (Resource::DATA, MEMORY),
        (Resource::CPU, CPU_SECONDS),
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
        (Resource::NPROC, 0),
    ] {
        // Not every system knows all of them.
        if resource.is_supported() {
            resource.set(most, most)?;
        }
    }
    let mut bytes = Vec::new();
    io::stdin().take(MAX_DOCUMENT as u64 + 1).read_to_end(&mut bytes)?;
    println!("{}", inspect(&bytes).map_or_else(PdfFault::name, |()| GOOD));
    Ok(())
}
