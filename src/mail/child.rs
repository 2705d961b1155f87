use std::{
    fs::File,
    io::{self, Read as _, Write as _},
    path::PathBuf,
    time::Duration,
};

use anyhow::{Context as _, ensure};
use tokio::{
    io::AsyncReadExt as _,
    process::{Child, ChildStdout},
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use super::{MAX_MAIL, Mail, MailCondition, read};
use crate::confined::{self, Means, give_up};

/// The command under which the program reads the e-mail on its standard input.
const COMMAND: &str = "read-mail";

/// The message, its parts decoded, and those that are taken out: each up to [`MAX_MAIL`].
const MEANS: Means = Means { memory: 512 * 1024 * 1024, cpu_seconds: 20 };
/// By the clock on the wall; the office may be busy.
const PATIENCE: Duration = Duration::from_mins(1);
/// One at a time in the whole program.
static PLACE: Semaphore = Semaphore::const_new(1);

/// No description of an e-mail is longer, whose texts and attachments are limited.
const MAX_DESCRIPTION: u64 = 8 * 1024 * 1024;
const PIECE: usize = 256 * 1024;

/// Has e-mails read by children of this program, so that none of them is ever whole in its memory.
#[derive(Clone, Debug)]
pub struct Reader {
    program: PathBuf,
}

impl Reader {
    /// `program` is this program, to be started anew.
    pub const fn new(program: PathBuf) -> Self {
        Self { program }
    }

    /// What is in an e-mail. Of one at which the child fails, nothing is known but that.
    pub async fn read(&self, file: File) -> anyhow::Result<Incoming> {
        let place = PLACE.acquire().await?;
        let mut child = confined::start(&self.program, COMMAND, file)?;
        let mut contents = child.stdout.take().context("no standard output")?;
        let mail = match timeout(PATIENCE, description(&mut contents)).await {
            Ok(Ok(mail)) => mail,
            Ok(Err(_)) | Err(_) => Mail::unknown(MailCondition::Overburdened),
        };
        Ok(Incoming { mail, contents, _child: child, _place: place })
    }
}

async fn description(output: &mut ChildStdout) -> anyhow::Result<Mail> {
    let length = output.read_u64().await?;
    ensure!(length <= MAX_DESCRIPTION, "{length} bytes are too many");
    let mut json = vec![0; usize::try_from(length)?];
    output.read_exact(&mut json).await?;
    Ok(serde_json::from_slice(&json)?)
}

/// An e-mail whose attachments are still with the child.
pub struct Incoming {
    pub mail: Mail,
    contents: ChildStdout,
    // Ended when this is dropped.
    _child: Child,
    _place: SemaphorePermit<'static>,
}

impl Incoming {
    /// What is known of it, once its attachments are there.
    pub fn into_mail(self) -> Mail {
        self.mail
    }

    /// Something more of the attachments, which follow each other in their order; at most `left`
    /// bytes, which must still be to come.
    pub async fn piece(&mut self, left: usize) -> anyhow::Result<Vec<u8>> {
        let mut piece = vec![0; left.min(PIECE)];
        self.contents.read_exact(&mut piece).await.context("reading an e-mail broke off")?;
        Ok(piece)
    }
}

/// What the child does: reads its standard input, writes what the e-mail is and then, one after
/// the other, the contents of its attachments.
pub fn run_as_child() -> anyhow::Result<()> {
    give_up(MEANS)?;
    let mut raw = Vec::new();
    io::stdin().take(MAX_MAIL as u64).read_to_end(&mut raw)?;
    let (mail, contents) = read(&raw);
    let description = serde_json::to_vec(&mail)?;
    let mut output = io::stdout().lock();
    output.write_all(&(description.len() as u64).to_be_bytes())?;
    output.write_all(&description)?;
    for it in contents {
        output.write_all(&it)?;
    }
    Ok(output.flush()?)
}
