//! The thread that takes in what is delivered into the watched mailbox.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    path::PathBuf,
    sync::Arc,
    thread::{JoinHandle, spawn},
    time::{Duration, Instant},
};

use anyhow::Context as _;
use tokio::{runtime, select, sync::Notify, time::sleep};

use super::{fresh_id, now};
use crate::{
    Problem, acts,
    mail::Reader,
    pdf::Inspector,
    procedure::MailId,
    storage::{Db, Files, Mailbox},
};

/// How often the mailbox is looked at.
const PAUSE: Duration = Duration::from_secs(5);
/// How long to wait when something else stands in the way, and before a file is tried again.
const LONG_PAUSE: Duration = Duration::from_mins(1);

/// Works until it is dropped, then stops at once: an e-mail half taken in is not there, and its file
/// is where it was.
pub struct Postman {
    stop: Arc<Notify>,
    thread: Option<JoinHandle<()>>,
}

impl Postman {
    /// `program` is this program, to be started anew.
    pub fn start(db: Db, files: Files, mailbox: Mailbox, program: PathBuf) -> anyhow::Result<Self> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let stop = Arc::new(Notify::new());
        let stopped = Arc::clone(&stop);
        let (inspector, reader) = (Inspector::new(program.clone()), Reader::new(program));
        let mut round =
            Round { db, mailbox, tools: (files, inspector, reader), refused: BTreeMap::new() };
        let thread = spawn(move || {
            runtime.block_on(async {
                select! {
                    () = stopped.notified() => (),
                    () = round.again_and_again() => (),
                }
            });
            // Whatever it has begun on another thread is not waited for.
            runtime.shutdown_background();
        });
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Postman {
    fn drop(&mut self) {
        self.stop.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic there is logged by the runtime already.
            let _ = thread.join();
        }
    }
}

struct Round {
    db: Db,
    mailbox: Mailbox,
    tools: (Files, Inspector, Reader),
    /// Files that could not be taken in, and when that was tried last.
    refused: BTreeMap<OsString, Instant>,
}

impl Round {
    async fn again_and_again(&mut self) {
        loop {
            match self.make().await {
                Ok(()) => sleep(PAUSE).await,
                Err(problem) => {
                    tracing::warn!(error = ?problem, "the mailbox waits");
                    sleep(LONG_PAUSE).await;
                }
            }
        }
    }

    async fn make(&mut self) -> Result<(), Problem> {
        let names = self.mailbox.delivered().context("the mailbox cannot be read")?;
        self.refused.retain(|it, _| names.contains(it));
        for name in names {
            if self.refused.get(&name).is_some_and(|it| it.elapsed() < LONG_PAUSE) {
                continue;
            }
            let (files, inspector, reader) = &self.tools;
            let tools = (files, inspector, reader);
            let moment = (MailId(fresh_id()), now());
            match acts::collect_mail((&self.db, &self.mailbox), tools, &name, moment).await {
                Ok(()) => {
                    self.refused.remove(&name);
                }
                Err(problem @ (Problem::Busy(_) | Problem::FilesAway(_))) => return Err(problem),
                Err(problem) => self.refuse(&name, &problem),
            }
        }
        Ok(())
    }

    /// Said once; the file stays where it is.
    fn refuse(&mut self, name: &OsStr, problem: &Problem) {
        if self.refused.insert(name.to_owned(), Instant::now()).is_none() {
            let inode = self.mailbox.inode(name).ok();
            tracing::error!(inode, error = ?problem, "a file in the mailbox is not taken in");
        }
    }
}
