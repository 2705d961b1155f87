//! `hfk demo`: the whole service on a private database, with invented people.

mod filling; // what the register holds
mod applications; // the three applications, typed in
mod again; // somebody applies again
mod people; // who signs in, who sits on the commission
mod story; // telling a case its story through the acts

use std::{fs, path::Path};

use anyhow::Context as _;
use clap::Args;

use super::{connect, fresh_id, now, serve::serve};
use crate::{
    config::{Config, Environment, PasswordCost, SessionSecret},
    local_postgres::{DatabaseUrls, Kind, LocalPostgres, prepare_roles},
    storage::{self, Db, Files},
};

/// Where the demo keeps its data.
const HOME: &str = ".local";

#[derive(Args)]
pub(super) struct Options {
    /// Throw away the demo's data and begin anew
    #[arg(long)]
    fresh: bool,
}

pub(super) fn run(options: &Options, env: &Environment) -> anyhow::Result<()> {
    let home = Path::new(HOME);
    let own = env.demo_database()?;
    if options.fresh {
        forget(home, own.is_some(), env)?;
    }
    fs::create_dir_all(home).with_context(|| format!("directory {HOME}"))?;
    // Lives as long as the service: it stops the cluster when it goes.
    let (_cluster, urls) = if let Some(owner) = own {
        (None, prepare_roles(&owner, home)?)
    } else {
        let folders = env.program_folders();
        let cluster = LocalPostgres::start(&home.join("postgres"), Kind::Durable, &folders)?;
        let urls = cluster.database("hfk_demo")?;
        (Some(cluster), urls)
    };
    let owner = &mut connect(&urls.owner)?;
    storage::migrate(owner)?;
    storage::settle_land(owner, env.land()?).context("HFK_LAND")?;
    let secret = SessionSecret::kept_in(&home.join("session-secret"))?;
    let config = Config::with_databases(env, urls.app.clone(), urls.audit.clone(), secret)?;
    fill(&urls, &config)?;
    introduce(&config);
    serve(config)
}

/// A database of the operator's own is not the demo's to empty.
fn forget(home: &Path, own_database: bool, env: &Environment) -> anyhow::Result<()> {
    anyhow::ensure!(
        !own_database,
        "--fresh empties only the private database; empty the one of DATABASE_URL yourself"
    );
    LocalPostgres::remove(&home.join("postgres"), &env.program_folders())?;
    match fs::remove_dir_all(env.data_dir()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn fill(urls: &DatabaseUrls, config: &Config) -> anyhow::Result<()> {
    let owner = Db::new(urls.owner.as_str(), 1);
    let files = Files::open(&config.data_dir, config.bucket.as_ref())?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let cost = PasswordCost::STANDARD;
    runtime.block_on(filling::fill(&owner, &files, cost, now())).map(drop)
}

fn introduce(config: &Config) {
    println!("\n  http://{}\n\n  Anmeldung mit dem Kennwort {}:", config.bind, people::PASSWORD);
    for (login, name, roles) in people::LOGINS {
        let roles: Vec<_> = roles.iter().map(|it| it.label()).collect();
        println!("    {login:<10} {name} ({})", roles.join(", "));
    }
    println!("\n  Strg-C beendet alles.\n");
}
