use std::fmt;

/// An S3 service that keeps the files: a bucket of it, and what it takes to write there.
#[derive(Clone)]
pub struct Bucket {
    pub name: String,
    /// Put before the name of each file; may be empty.
    pub prefix: String,
    /// None: that of AWS in the region.
    pub endpoint: Option<String>,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
}

impl Bucket {
    /// `s3://bucket/prefix`: the name and the prefix.
    pub(super) fn place(address: &str) -> Option<(&str, &str)> {
        let place = address.strip_prefix("s3://")?.trim_end_matches('/');
        let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
        (!name.is_empty()).then_some((name, prefix))
    }

    /// Personal data leaves the machine encrypted or not at all.
    pub(super) fn is_safe(endpoint: &str) -> bool {
        let loopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
        let of_this_machine = |it: &&str| {
            endpoint.strip_prefix(*it).is_some_and(|it| it.is_empty() || it.starts_with([':', '/']))
        };
        endpoint.starts_with("https://") || loopback.iter().any(of_this_machine)
    }
}

/// Without the keys.
impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.name, self.prefix)
    }
}
