//! The checkpoints that the service writes by itself, as its pages and its thread know them.

use std::{
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::Context as _;
use chrono::{DateTime, Utc};

use super::{checkpoint::write_checkpoint, tip::tips};
use crate::{Now, storage::Db};

/// One handle for whoever writes checkpoints, asks for one or shows how they stand.
#[derive(Clone, Default)]
pub struct Checkpoints(Arc<(Mutex<State>, Condvar)>);

#[derive(Default)]
struct State {
    asked: bool,
    standing: Standing,
}

/// How the checkpoints stand since the service was started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    pub written_at: Option<DateTime<Utc>>,
    /// None can be written since then.
    pub failing_since: Option<DateTime<Utc>>,
}

impl Checkpoints {
    /// Asks for a checkpoint now and waits for nothing: what it shall hold is committed already.
    pub fn ask(&self) {
        self.state().asked = true;
        self.0.1.notify_all();
    }

    /// Waits until somebody asks, but no longer than this.
    pub fn wait(&self, most: Duration) {
        let waited = self.0.1.wait_timeout_while(self.state(), most, |it| !it.asked);
        waited.unwrap_or_else(PoisonError::into_inner).0.asked = false;
    }

    /// Writes the tips down. Several processes may use the same folder.
    pub fn write(&self, db: &Db, folder: &Path, now: Now) -> anyhow::Result<()> {
        let written = write(db, folder);
        let standing = &mut self.state().standing;
        *standing = match &written {
            Ok(()) => Standing { written_at: Some(now.at), failing_since: None },
            Err(_) => {
                Standing { failing_since: standing.failing_since.or(Some(now.at)), ..*standing }
            }
        };
        written
    }

    pub fn standing(&self) -> Standing {
        self.state().standing
    }

    /// Every change of the state is a single assignment, so a panic leaves none half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn write(db: &Db, folder: &Path) -> anyhow::Result<()> {
    let tips = db.write_here(|conn| Ok(tips(conn)?))?;
    write_checkpoint(folder, &tips).with_context(|| format!("checkpoint in {}", folder.display()))
}
