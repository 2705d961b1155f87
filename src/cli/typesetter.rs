//! The thread that typesets letters after the commit that wrote them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{JoinHandle, park_timeout, spawn},
    time::Duration,
};

use crate::{
    acts,
    storage::{Db, Files},
};

/// How often the outbox is looked at when it was empty.
const PAUSE: Duration = Duration::from_millis(200);
/// How long to wait when the database does not answer.
const LONG_PAUSE: Duration = Duration::from_secs(2);

/// Works until it is dropped; a letter begun is finished.
pub struct Typesetter {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Typesetter {
    pub fn start(db: Db, files: Files) -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                match runtime.block_on(acts::typeset_waiting(&db, &files)) {
                    Ok(0) => park_timeout(PAUSE),
                    Ok(_) => (),
                    Err(problem) => {
                        tracing::warn!(error = ?problem, "the outbox cannot be read");
                        park_timeout(LONG_PAUSE);
                    }
                }
            }
        });
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Typesetter {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // It ends with the loop; a panic there is logged by the runtime already.
            let _ = thread.join();
        }
    }
}
