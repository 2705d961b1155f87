use std::{
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io,
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _, chown},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail, ensure};

/// As whom the server runs: as ourselves or, since it refuses root, as a user without rights.
pub(super) struct Account {
    uid: u32,
    stand_in: Option<StandIn>,
}

/// The user that stands in for root.
struct StandIn {
    name: &'static str,
    gid: u32,
}

impl Account {
    pub(super) fn current() -> anyhow::Result<Self> {
        let answer = Command::new("id").arg("-u").output().context("id -u")?;
        let uid = String::from_utf8_lossy(&answer.stdout).trim().parse().context("id -u")?;
        if uid != 0 {
            return Ok(Self { uid, stand_in: None });
        }
        let users = fs::read_to_string("/etc/passwd").context("/etc/passwd")?;
        for name in ["postgres", "nobody"] {
            if let Some((uid, gid)) = find_user(&users, name) {
                return Ok(Self { uid, stand_in: Some(StandIn { name, gid }) });
            }
        }
        bail!("PostgreSQL does not run as root, and there is no user postgres or nobody");
    }

    /// A server program, with an environment in which no setting of the caller's can disturb it.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = match &self.stand_in {
            None => Command::new(program),
            Some(StandIn { name, gid }) => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={name}")).arg(format!("--regid={gid}"));
                command.arg("--init-groups").arg(program);
                command
            }
        };
        command
            .env_clear()
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", "/nonexistent")
            .current_dir("/")
            .stdin(Stdio::null());
        command
    }

    /// Where a cluster wanted in `folder` can be. Root may ask for a place that the user who
    /// stands in for it cannot reach, such as one under `/root`.
    pub(super) fn reachable(&self, folder: &Path) -> PathBuf {
        let closed = |it: &Path| fs::metadata(it).is_ok_and(|it| it.mode() & 0o001 == 0);
        if self.stand_in.is_some() && folder.ancestors().skip(1).any(closed) {
            Path::new("/var/lib/hfk").join(short_name(folder))
        } else {
            folder.to_owned()
        }
    }

    /// A folder of the account's that nobody else may look into.
    pub(super) fn make_private_folder(&self, folder: &Path) -> anyhow::Result<()> {
        let context = || folder.display().to_string();
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent).with_context(context)?;
        }
        match fs::DirBuilder::new().mode(0o700).create(folder) {
            Ok(()) => self.own(folder).with_context(context),
            Err(it) if it.kind() == io::ErrorKind::AlreadyExists => self.check_owner(folder),
            Err(it) => Err(it).with_context(context),
        }
    }

    /// In folders where everybody may write, somebody else could have been there first.
    fn check_owner(&self, folder: &Path) -> anyhow::Result<()> {
        let found = fs::symlink_metadata(folder)?;
        let ours = found.is_dir() && found.uid() == self.uid;
        ensure!(ours, "{} belongs to somebody else", folder.display());
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        Ok(())
    }

    fn own(&self, path: &Path) -> io::Result<()> {
        match &self.stand_in {
            None => Ok(()),
            Some(StandIn { gid, .. }) => chown(path, Some(self.uid), Some(*gid)),
        }
    }
}

/// User and group number out of the lines of `/etc/passwd`.
fn find_user(users: &str, name: &str) -> Option<(u32, u32)> {
    let line = users.lines().find(|it| it.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2);
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// A name for a path that is too long or out of reach; the same at every start.
pub(super) fn short_name(path: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    format!("hfk-{:016x}", hasher.finish())
}
