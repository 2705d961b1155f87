use std::{
    fs::File,
    io::ErrorKind,
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};

/// Stops the server when the last process that uses it is gone, even by `kill -9`.
///
/// Every user holds a lock on one file. A small shell process waits until the pipe from its user
/// closes; if it then gets the lock for itself, nobody is left, and it stops the server.
pub(super) struct Guard {
    pipe: Option<ChildStdin>,
    shell: Option<Child>,
    lock: Option<File>,
}

/// Ignores the signals of a terminal: whoever sits there means the program, and the server goes
/// after it. The wait covers the moment in which the ending process still holds its lock.
const WAIT_AND_STOP: &str = r#"
trap '' INT HUP TERM
lock=$1; shift
cat >/dev/null
command -v flock >/dev/null || exec "$@"
exec flock --timeout 2 "$lock" "$@"
"#;

impl Guard {
    /// Becomes the only user of the server.
    pub(super) fn alone(lock: &Path) -> anyhow::Result<Self> {
        let file = open(lock)?;
        let patience = Instant::now() + Duration::from_secs(10);
        while file.try_lock().is_err() {
            if Instant::now() > patience {
                bail!("another process uses the database in {}", lock.with_file_name("").display());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(Self { pipe: None, shell: None, lock: Some(file) })
    }

    /// Becomes one of several users of the server.
    pub(super) fn shared(lock: &Path) -> anyhow::Result<Self> {
        let file = open(lock)?;
        file.lock_shared().with_context(|| lock.display().to_string())?;
        Ok(Self { pipe: None, shell: None, lock: Some(file) })
    }

    /// From now on the end of this process stops the server.
    pub(super) fn stop_with(&mut self, lock: &Path, stop: &Command) -> anyhow::Result<()> {
        let mut shell = Command::new("sh")
            .arg("-c")
            .arg(WAIT_AND_STOP)
            .arg("sh")
            .arg(lock)
            .arg(stop.get_program())
            .args(stop.get_args())
            .env_clear()
            .envs(stop.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("sh")?;
        self.pipe = shell.stdin.take();
        self.shell = Some(shell);
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // In this order: the shell sees the pipe close and then needs the lock.
        self.pipe.take();
        self.lock.take();
        if let Some(Err(error)) = self.shell.take().map(|mut it| it.wait()) {
            tracing::warn!(%error, "the local database may still be running");
        }
    }
}

fn open(lock: &Path) -> anyhow::Result<File> {
    let opened = File::options().create(true).truncate(false).write(true).open(lock);
    opened.map_err(|it| match it.kind() {
        ErrorKind::PermissionDenied => {
            anyhow::anyhow!("{} belongs to somebody else", lock.display())
        }
        _ => anyhow::anyhow!("{}: {it}", lock.display()),
    })
}
