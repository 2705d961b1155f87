//! An S3 service of the tests' own: a server from the packages of package-lock.json.

use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

use hfk::config::Bucket;
use tempfile::TempDir;
use uuid::Uuid;

use crate::app::TestApp;

const NAME: &str = "hfk-tests";

struct Server {
    port: String,
    /// Ends when its standard input does, with this process.
    _process: Child,
    files: TempDir,
}

impl Server {
    fn start() -> Self {
        let files = tempfile::tempdir().unwrap();
        let mut process = Command::new("node")
            .args(["tests/s3.mjs".as_ref(), files.path().as_os_str(), NAME.as_ref()])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut port).unwrap();
        assert!(!port.is_empty(), "no S3 server: scripts/assets.sh installs its package");
        Self { port: port.trim().to_owned(), _process: process, files }
    }
}

/// One for all tests of this process.
fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(Server::start)
}

/// A place in it that nothing else is in.
pub fn bucket() -> Bucket {
    Bucket {
        name: NAME.to_owned(),
        prefix: Uuid::now_v7().to_string(),
        endpoint: Some(format!("http://127.0.0.1:{}", server().port)),
        region: "eu-central-1".to_owned(),
        access_key: "S3RVER".to_owned(),
        secret_key: "S3RVER".to_owned(),
    }
}

/// The same with files in a directory and in a bucket.
pub fn on_both(test: impl Fn(&TestApp)) {
    test(&TestApp::start());
    test(&TestApp::start_on(Some(bucket())));
}

/// Where the server has a file: how it keeps them is its own business, but for a test that
/// damages one.
pub fn on_disk(bucket: &Bucket, name: &str) -> PathBuf {
    let folder = server().files.path().join(NAME).join(&bucket.prefix);
    folder.join(format!("{name}._S3rver_object"))
}
