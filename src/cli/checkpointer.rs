//! The thread that writes down where the audit log stands: a log cut short or written anew is
//! found only by what was written down elsewhere.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{JoinHandle, spawn},
    time::Duration,
};

use super::now;
use crate::{
    config::CheckpointPlan,
    storage::{Checkpoints, Db},
};

/// When a checkpoint could not be written, it is tried again after this time at the latest.
const RETRY: Duration = Duration::from_mins(1);

/// Writes a checkpoint when it starts, after each interval, and when asked, until it is dropped.
pub struct Checkpointer {
    stop: Arc<AtomicBool>,
    checkpoints: Checkpoints,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    pub fn start(db: Db, plan: CheckpointPlan, checkpoints: Checkpoints) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, handle) = (Arc::clone(&stop), checkpoints.clone());
        let thread = spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                match handle.write(&db, &plan.folder, now()) {
                    Ok(()) => handle.wait(plan.every),
                    Err(error) => {
                        tracing::error!(error = ?error, "audit checkpoint not written");
                        handle.wait(RETRY.min(plan.every));
                    }
                }
            }
        });
        Self { stop, checkpoints, thread: Some(thread) }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.checkpoints.ask();
        if let Some(thread) = self.thread.take() {
            // It ends with the loop; a panic there is logged by the runtime already.
            let _ = thread.join();
        }
    }
}
