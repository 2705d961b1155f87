//! Does what is due by itself: beside the service, and as a process of its own.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{JoinHandle, park_timeout, spawn},
    time::Duration,
};

use clap::Args;

use super::now;
use crate::{Problem, acts, config::Environment, storage::Db};

/// How often it is looked whether something is due.
const PAUSE: Duration = Duration::from_secs(30);

#[derive(Args)]
pub(super) struct Options {
    /// Do what is due now, and end
    #[arg(long)]
    once: bool,
}

/// `hfk worker`: works until the process is stopped, at any moment, by any means.
pub(super) fn run(options: &Options, env: &Environment) -> anyhow::Result<()> {
    let db = Db::new(env.service_database()?.as_str(), 1);
    if options.once {
        work_off(&db, || true)?;
        return Ok(());
    }
    loop {
        work(&db, || true);
        park_timeout(PAUSE);
    }
}

/// All that is due now, as long as it is wanted; returns how much it was.
fn work_off(db: &Db, wanted: impl Fn() -> bool) -> Result<usize, Problem> {
    acts::plan_jobs(db, now())?;
    let mut done = 0;
    while wanted() && acts::do_next_job(db, now())? {
        done += 1;
    }
    Ok(done)
}

fn work(db: &Db, wanted: impl Fn() -> bool) {
    match work_off(db, wanted) {
        Ok(0) => (),
        Ok(done) => tracing::info!(done, "jobs done"),
        Err(problem) => tracing::warn!(error = ?problem, "the jobs cannot be read"),
    }
}

/// Works until it is dropped; a job begun is finished.
pub struct Worker {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    pub fn start(db: Db) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                work(&db, || !stopped.load(Ordering::Relaxed));
                park_timeout(PAUSE);
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // It ends with the loop; a panic there is logged by the runtime already.
            let _ = thread.join();
        }
    }
}
