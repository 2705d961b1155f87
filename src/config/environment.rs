use std::{
    collections::BTreeMap, fmt, fs, io::ErrorKind, net::SocketAddr, path::PathBuf, str::FromStr,
    time::Duration,
};

use super::{Bucket, DatabaseUrl, SessionSecret};
use crate::procedure::Land;

/// The variables of the process, as they were when it started.
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Variables that are not Unicode count as absent.
    pub fn of_process() -> Self {
        let unicode = |it: std::ffi::OsString| it.into_string().ok();
        Self(std::env::vars_os().filter_map(|(k, v)| Some((unicode(k)?, unicode(v)?))).collect())
    }

    pub fn of<const N: usize>(variables: [(&str, &str); N]) -> Self {
        Self(variables.map(|(k, v)| (k.to_owned(), v.to_owned())).into())
    }

    /// The owner of the database: for `migrate`, `seed` and `user`, never for the service.
    pub fn owner_database(&self) -> Result<DatabaseUrl, Faults> {
        self.database("DATABASE_OWNER_URL")
    }

    /// The service's own, under its restricted role.
    pub fn service_database(&self) -> Result<DatabaseUrl, Faults> {
        self.database("DATABASE_URL")
    }

    /// The reader of the audit log.
    pub fn audit_database(&self) -> Result<DatabaseUrl, Faults> {
        self.database("DATABASE_AUDIT_URL")
    }

    /// A database of the operator's own for the demo, given by its owner. Without it the demo
    /// starts a private one.
    pub fn demo_database(&self) -> Result<Option<DatabaseUrl>, Faults> {
        match self.secret("DATABASE_URL")? {
            None => Ok(None),
            Some(_) => self.database("DATABASE_URL").map(Some),
        }
    }

    /// Folders that may hold the PostgreSQL server programs: `PGBIN`, then `PATH`.
    pub fn program_folders(&self) -> Vec<PathBuf> {
        let pgbin = self.get("PGBIN").map(PathBuf::from);
        let path = self.get("PATH").map(std::env::split_paths);
        pgbin.into_iter().chain(path.into_iter().flatten()).collect()
    }

    /// What is logged, in the notation of `tracing`: `info`, `hfk=debug,warn`.
    pub fn log_filter(&self) -> &str {
        self.get("HFK_LOG").unwrap_or("info")
    }

    /// Whose commission this is.
    pub fn land(&self) -> Result<Land, Faults> {
        let names: Vec<_> = Land::ALL.iter().map(|it| it.name()).collect();
        let help = format!("is none of {}", names.join(", "));
        Ok(self.parsed("HFK_LAND", &help)?.unwrap_or(Land::NordrheinWestfalen))
    }

    pub fn data_dir(&self) -> PathBuf {
        self.get("HFK_DATA_DIR").unwrap_or(".local/files").into()
    }

    /// A Maildir that the service watches, which must be one.
    pub(super) fn maildir(&self) -> Result<Option<PathBuf>, Faults> {
        let Some(folder) = self.get("HFK_MAILDIR").map(PathBuf::from) else { return Ok(None) };
        let missing = ["new", "cur", "tmp"].into_iter().find(|it| !folder.join(it).is_dir());
        match missing {
            None => Ok(Some(folder)),
            Some(part) => {
                let folder = folder.display();
                Err(Faults::one(format!(
                    "HFK_MAILDIR={folder} is no Maildir: it has no folder {part}"
                )))
            }
        }
    }

    /// Where files are kept if not in `data_dir`: `HFK_FILES=s3://bucket/prefix`.
    pub fn bucket(&self) -> Result<Option<Bucket>, Faults> {
        let Some(address) = self.get("HFK_FILES") else { return Ok(None) };
        let place = Bucket::place(address).ok_or_else(|| {
            Faults::one(format!("HFK_FILES={address} is not an address like s3://bucket/prefix"))
        });
        let mut faults = Faults::default();
        let place = faults.keep(place);
        let endpoint = faults.keep(self.endpoint());
        let access_key = faults.keep(self.required_secret("HFK_S3_ACCESS_KEY"));
        let secret_key = faults.keep(self.required_secret("HFK_S3_SECRET_KEY"));
        match (place, endpoint, access_key, secret_key) {
            (Some((name, prefix)), Some(endpoint), Some(access_key), Some(secret_key)) => {
                Ok(Some(Bucket {
                    name: name.to_owned(),
                    prefix: prefix.to_owned(),
                    endpoint,
                    region: self.get("HFK_S3_REGION").unwrap_or("eu-central-1").to_owned(),
                    access_key,
                    secret_key,
                }))
            }
            _ => Err(faults),
        }
    }

    fn endpoint(&self) -> Result<Option<String>, Faults> {
        match self.get("HFK_S3_ENDPOINT") {
            Some(it) if !Bucket::is_safe(it) => Err(Faults::one(format!(
                "HFK_S3_ENDPOINT={it} is neither https nor a service of this machine"
            ))),
            endpoint => Ok(endpoint.map(str::to_owned)),
        }
    }

    /// The file that this program was started from.
    pub(super) fn program() -> Result<PathBuf, Faults> {
        std::env::current_exe()
            .map_err(|it| Faults::one(format!("this program cannot find itself: {it}")))
    }

    /// Where the service writes checkpoints of the audit log.
    pub(super) fn checkpoint_dir(&self) -> PathBuf {
        self.get("HFK_CHECKPOINT_DIR")
            .map_or_else(|| self.data_dir().join("checkpoints"), PathBuf::from)
    }

    pub(super) fn checkpoint_interval(&self) -> Result<Duration, Faults> {
        let help = "is not a number of minutes from 1 to 1440";
        match self.parsed("HFK_CHECKPOINT_MINUTES", help)? {
            None => Ok(Duration::from_mins(15)),
            Some(n @ 1..=1440) => Ok(Duration::from_mins(n)),
            Some(n) => Err(Faults::one(format!("HFK_CHECKPOINT_MINUTES={n} {help}"))),
        }
    }

    pub(super) fn database(&self, name: &str) -> Result<DatabaseUrl, Faults> {
        self.required_secret(name)?.parse().map_err(|it| Faults::one(format!("{name} {it}")))
    }

    pub(super) fn session_secret(&self) -> Result<SessionSecret, Faults> {
        let name = "HFK_SESSION_SECRET";
        self.required_secret(name)?.parse().map_err(|it| Faults::one(format!("{name} {it}")))
    }

    pub(super) fn bind(&self) -> Result<SocketAddr, Faults> {
        let help = "is not an address with a port, such as 127.0.0.1:8080 or [::]:8080";
        Ok(self.parsed("HFK_BIND", help)?.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080))))
    }

    pub(super) fn tls(&self) -> Result<Option<bool>, Faults> {
        self.parsed("HFK_TLS", "is neither true nor false")
    }

    pub(super) fn db_pool(&self) -> Result<u32, Faults> {
        let help = "is not a number of connections from 1 to 200";
        match self.parsed("HFK_DB_POOL", help)? {
            None => Ok(8),
            Some(n @ 1..=200) => Ok(n),
            Some(n) => Err(Faults::one(format!("HFK_DB_POOL={n} {help}"))),
        }
    }

    /// An empty variable counts as absent: compose files pass them on that way.
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|it| !it.is_empty())
    }

    fn parsed<T: FromStr>(&self, name: &str, help: &str) -> Result<Option<T>, Faults> {
        let Some(text) = self.get(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Faults::one(format!("{name}={text} {help}")))
    }

    /// The value of `name`, or the content of the file that `name_FILE` points to.
    fn secret(&self, name: &str) -> Result<Option<String>, Faults> {
        let from_file = format!("{name}_FILE");
        match (self.get(name), self.get(&from_file)) {
            (None, None) => Ok(None),
            (Some(value), None) => Ok(Some(value.to_owned())),
            (None, Some(path)) => read_secret(&from_file, path).map(Some),
            (Some(_), Some(_)) => Err(Faults::one(format!(
                "{name} and {from_file} are both set; one of them must go"
            ))),
        }
    }

    fn required_secret(&self, name: &str) -> Result<String, Faults> {
        let missing = || Faults::one(format!("{name} is missing (or {name}_FILE, the path to it)"));
        self.secret(name)?.ok_or_else(missing)
    }
}

fn read_secret(variable: &str, path: &str) -> Result<String, Faults> {
    let fault = |why: String| Faults::one(format!("{variable}={path}: {why}"));
    match fs::read_to_string(path) {
        Ok(text) if text.trim().is_empty() => Err(fault("the file is empty".into())),
        Ok(text) => Ok(text.trim().to_owned()),
        Err(it) if it.kind() == ErrorKind::NotFound => Err(fault("there is no such file".into())),
        Err(it) => Err(fault(it.to_string())),
    }
}

/// All that is wrong with the settings, one line each, so that nobody has to mend them one by one.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<String>);

impl Faults {
    fn one(fault: String) -> Self {
        Self(vec![fault])
    }

    /// The value, or none with its faults added to these.
    pub(super) fn keep<T>(&mut self, result: Result<T, Self>) -> Option<T> {
        result.map_err(|Self(more)| self.0.extend(more)).ok()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Faults {}
