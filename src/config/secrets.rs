use std::{
    fmt::{self, Write as _},
    fs::{self, OpenOptions},
    io::{ErrorKind, Write as _},
    os::unix::{ffi::OsStrExt as _, fs::OpenOptionsExt as _},
    path::Path,
    str::FromStr,
};

use anyhow::{Context as _, anyhow};

/// Where a database is and as whom to connect: `postgres://role:password@host/name`.
/// Printed without its password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// A server of this machine that trusts whoever can reach its socket.
    pub fn on_socket(folder: &Path, role: &str, database: &str) -> Self {
        let folder = percent_encoded(folder.as_os_str().as_bytes());
        Self(format!("postgres://{role}@/{database}?host={folder}"))
    }

    /// With the password: for connecting, never for a log.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same database for another role.
    #[must_use]
    pub fn for_role(&self, role: &str, password: &str) -> Self {
        let (scheme, _, rest) = self.parts();
        let (place, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let credential = |it: &&str| !it.starts_with("user=") && !it.starts_with("password=");
        let kept: Vec<_> =
            parameters.split('&').filter(|it| !it.is_empty()).filter(credential).collect();
        let question = if kept.is_empty() { "" } else { "?" };
        let password = percent_encoded(password.as_bytes());
        Self(format!("{scheme}://{role}:{password}@{place}{question}{}", kept.join("&")))
    }

    /// Scheme, credentials, and the rest: host, database, parameters.
    fn parts(&self) -> (&str, &str, &str) {
        let (scheme, rest) = self.0.split_once("://").unwrap_or(("postgres", &self.0));
        let authority = rest.find(['/', '?']).unwrap_or(rest.len());
        match rest[..authority].rfind('@') {
            Some(at) => (scheme, &rest[..at], &rest[at + 1..]),
            None => (scheme, "", rest),
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = text.starts_with("postgres://") || text.starts_with("postgresql://");
        if known { Ok(Self(text.to_owned())) } else { Err("does not start with postgres://") }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, credentials, rest) = self.parts();
        let role = credentials.split(':').next().unwrap_or_default();
        // Parameters may hold a password too.
        let place = rest.split('?').next().unwrap_or_default();
        write!(f, "{scheme}://{role}@{place}")
    }
}

/// Signs the login tokens.
#[derive(Clone)]
pub struct SessionSecret(Vec<u8>);

impl SessionSecret {
    /// RFC 7518 § 3.2: a key for HS256 has at least 256 bits.
    const MIN_BYTES: usize = 32;

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret kept in a file; the first call makes it.
    pub fn kept_in(file: &Path) -> anyhow::Result<Self> {
        kept_password(file)?.parse().map_err(|it| anyhow!("{} {it}", file.display()))
    }
}

impl FromStr for SessionSecret {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() < Self::MIN_BYTES {
            return Err("is shorter than 32 bytes; `openssl rand -hex 32` makes a good one");
        }
        if looks_like_a_sample(text) {
            return Err("is a sample value; `openssl rand -hex 32` makes a good one");
        }
        Ok(Self(text.as_bytes().to_vec()))
    }
}

impl fmt::Debug for SessionSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionSecret(…)")
    }
}

/// Words and runs that stand in manuals but practically never in 32 random bytes.
fn looks_like_a_sample(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "change",
        "example",
        "beispiel",
        "sample",
        "secret",
        "geheim",
        "passwor",
        "1234567890",
        "abcdefgh",
    ];
    let lower = text.to_lowercase();
    let mut different: Vec<_> = lower.chars().collect();
    different.sort_unstable();
    different.dedup();
    different.len() < 8 || WORDS.iter().any(|it| lower.contains(it))
}

/// The password kept in a file that only its owner may read; the first call makes it from
/// 32 random bytes.
pub fn kept_password(file: &Path) -> anyhow::Result<String> {
    match fs::read_to_string(file) {
        Ok(text) => return Ok(text.trim().to_owned()),
        Err(it) if it.kind() == ErrorKind::NotFound => {}
        Err(it) => return Err(it).with_context(|| file.display().to_string()),
    }
    let password = random_hex()?;
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .and_then(|mut it| writeln!(it, "{password}"))
        .with_context(|| file.display().to_string())?;
    Ok(password)
}

fn random_hex() -> anyhow::Result<String> {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| anyhow!("the system gives no random bytes"))?;
    Ok(bytes.iter().fold(String::new(), |mut text, it| {
        let _ = write!(text, "{it:02x}"); // writing to a String cannot fail
        text
    }))
}

/// Keeps the characters that are safe anywhere in an address.
fn percent_encoded(text: &[u8]) -> String {
    text.iter().fold(String::new(), |mut encoded, &byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            let _ = write!(encoded, "%{byte:02X}"); // writing to a String cannot fail
        }
        encoded
    })
}
