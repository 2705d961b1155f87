use std::{fs, path::PathBuf, time::Duration};

use hfk::config::{Config, DatabaseUrl, Environment, SessionSecret, kept_password};

const SECRET: &str = "f3a9c17be2504d68a1f9c07734de82b5";
const APP: (&str, &str) = ("DATABASE_URL", "postgres://hfk_app:kUrz@db/hfk");
const AUDIT: (&str, &str) = ("DATABASE_AUDIT_URL", "postgres://hfk_audit:lAng@db/hfk");

#[test]
fn the_service_starts_with_two_databases_and_a_secret() {
    let config = config([APP, AUDIT, ("HFK_SESSION_SECRET", SECRET)]).unwrap();
    assert_eq!(config.bind.to_string(), "127.0.0.1:8080");
    assert!(!config.tls, "on a loopback address nobody speaks https");
    assert_eq!(config.db_pool, 8);
    assert_eq!(config.data_dir, PathBuf::from(".local/files"));
    assert_eq!(config.checkpoints.folder, PathBuf::from(".local/files/checkpoints"));
    assert_eq!(config.checkpoints.every, Duration::from_mins(15));
}

#[test]
fn everything_that_is_missing_is_named_at_once() {
    let faults =
        config([("HFK_BIND", "localhost"), ("HFK_DB_POOL", "0"), ("HFK_TLS", "ja")]).unwrap_err();
    insta::assert_snapshot!(faults, @r"
    DATABASE_URL is missing (or DATABASE_URL_FILE, the path to it)
    DATABASE_AUDIT_URL is missing (or DATABASE_AUDIT_URL_FILE, the path to it)
    HFK_SESSION_SECRET is missing (or HFK_SESSION_SECRET_FILE, the path to it)
    HFK_BIND=localhost is not an address with a port, such as 127.0.0.1:8080 or [::]:8080
    HFK_TLS=ja is neither true nor false
    HFK_DB_POOL=0 is not a number of connections from 1 to 200
    ");
}

#[test]
fn an_address_that_others_reach_means_https_unless_said_otherwise() {
    let tls = |more: (&str, &str)| {
        let bind = ("HFK_BIND", "0.0.0.0:80");
        config([APP, AUDIT, ("HFK_SESSION_SECRET", SECRET), bind, more]).unwrap().tls
    };
    assert!(tls(("HFK_TLS", "")));
    assert!(!tls(("HFK_TLS", "false")));
}

#[test]
fn checkpoints_go_where_and_when_the_operator_says() {
    let with = |more: (&str, &str)| {
        let folder = ("HFK_CHECKPOINT_DIR", "/mnt/anchors");
        config([APP, AUDIT, ("HFK_SESSION_SECRET", SECRET), folder, more])
    };
    let plan = with(("HFK_CHECKPOINT_MINUTES", "5")).unwrap().checkpoints;
    assert_eq!((plan.folder, plan.every), ("/mnt/anchors".into(), Duration::from_mins(5)));
    for wrong in ["0", "1441", "ein"] {
        let fault = with(("HFK_CHECKPOINT_MINUTES", wrong)).unwrap_err().to_string();
        assert!(fault.contains("is not a number of minutes from 1 to 1440"), "{fault}");
    }
}

#[test]
fn a_mailbox_has_its_three_folders() {
    let watching = |folder: &std::path::Path| {
        let folder = ("HFK_MAILDIR", folder.to_str().unwrap());
        config([APP, AUDIT, ("HFK_SESSION_SECRET", SECRET), folder])
    };
    let folder = scratch("maildir");
    for part in ["new", "cur", "tmp"] {
        let fault = watching(&folder).unwrap_err().to_string();
        assert!(fault.ends_with(&format!("is no Maildir: it has no folder {part}")), "{fault}");
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    assert_eq!(watching(&folder).unwrap().maildir, Some(folder.clone()));
    fs::remove_dir_all(folder).unwrap();
    assert_eq!(config([APP, AUDIT, ("HFK_SESSION_SECRET", SECRET)]).unwrap().maildir, None);
}

#[test]
fn short_and_sample_secrets_are_refused() {
    let refusal = |it: &str| it.parse::<SessionSecret>().unwrap_err();
    assert!(refusal("f3a9c17be2504d68a1f9c07734de82b").contains("shorter than 32 bytes"));
    for sample in [
        "change-me-change-me-change-me-change-me",
        "00000000000000000000000000000000",
        "MySuperSecretKeyForTheHfk1234!?#",
    ] {
        assert!(refusal(sample).contains("sample value"), "{sample}");
    }
}

#[test]
fn a_secret_may_stand_in_a_file() {
    let file = scratch("secret-file");
    fs::write(&file, format!("{SECRET}\n")).unwrap();
    let path = file.to_str().unwrap();
    let from_file = config([APP, AUDIT, ("HFK_SESSION_SECRET_FILE", path)]).unwrap();
    assert_eq!(from_file.session_secret.as_bytes(), SECRET.as_bytes());

    let both =
        config([APP, AUDIT, ("HFK_SESSION_SECRET", SECRET), ("HFK_SESSION_SECRET_FILE", path)]);
    assert!(both.unwrap_err().to_string().contains("both set"));
    let gone = config([APP, AUDIT, ("HFK_SESSION_SECRET_FILE", "/nowhere")]).unwrap_err();
    assert_eq!(gone.to_string(), "HFK_SESSION_SECRET_FILE=/nowhere: there is no such file");
}

#[test]
fn no_secret_is_printed() {
    let printed = format!("{:?}", config([APP, AUDIT, ("HFK_SESSION_SECRET", SECRET)]).unwrap());
    for secret in ["kUrz", "lAng", SECRET] {
        assert!(!printed.contains(secret), "{printed}");
    }
    let parameter: DatabaseUrl = "postgres:///hfk?host=/run&password=kUrz".parse().unwrap();
    assert_eq!(format!("{parameter:?}"), "postgres://@/hfk");
}

#[test]
fn the_same_database_for_another_role() {
    let other = |url: &str| {
        url.parse::<DatabaseUrl>().unwrap().for_role("hfk_app", "p/w").as_str().to_owned()
    };
    assert_eq!(other("postgres://owner:x@db:5433/hfk"), "postgres://hfk_app:p%2Fw@db:5433/hfk");
    assert_eq!(
        other("postgres:///hfk?user=owner&host=%2Frun&password=x"),
        "postgres://hfk_app:p%2Fw@/hfk?host=%2Frun"
    );
    assert!("host=db dbname=hfk".parse::<DatabaseUrl>().is_err());
}

#[test]
fn a_password_is_made_once_and_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let file = scratch("kept-password");
    let _ = fs::remove_file(&file);
    let made = kept_password(&file).unwrap();
    assert_eq!(made.len(), 64);
    assert_eq!(kept_password(&file).unwrap(), made);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

fn config<const N: usize>(variables: [(&str, &str); N]) -> Result<Config, hfk::config::Faults> {
    Config::from_env(&Environment::of(variables))
}

fn scratch(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn files_are_kept_in_a_bucket_when_it_is_whole_and_safe() {
    let keys = [("HFK_S3_ACCESS_KEY", "hfk"), ("HFK_S3_SECRET_KEY", "geheim")];
    let of = |files: &'static str, endpoint: &'static str| {
        let places = [("HFK_FILES", files), ("HFK_S3_ENDPOINT", endpoint)];
        Environment::of::<4>([places[0], places[1], keys[0], keys[1]]).bucket()
    };
    assert!(of("", "").unwrap().is_none());
    let bucket = of("s3://akten/hfk/2026/", "https://s3.example.org").unwrap().unwrap();
    assert_eq!((&*bucket.name, &*bucket.prefix), ("akten", "hfk/2026"));
    assert_eq!(format!("{bucket:?}"), "s3://akten/hfk/2026", "no keys");
    for endpoint in ["http://127.0.0.1:9000", "http://localhost", "http://[::1]:9000/"] {
        assert!(of("s3://akten", endpoint).is_ok(), "{endpoint}");
    }
    for (files, endpoint) in [
        ("akten", ""),
        ("s3://", ""),
        ("s3://akten", "http://s3.example.org"),
        ("s3://akten", "http://localhost.example.org"),
        ("s3://akten", "ftp://127.0.0.1"),
    ] {
        assert!(of(files, endpoint).is_err(), "{files} {endpoint}");
    }
    let without = Environment::of([("HFK_FILES", "s3://akten")]).bucket().unwrap_err().to_string();
    assert!(without.contains("HFK_S3_ACCESS_KEY is missing"), "{without}");
    assert!(without.contains("HFK_S3_SECRET_KEY is missing"), "{without}");
}
