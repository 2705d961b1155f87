use std::process::ExitCode;

use actix_web::rt::System;
use clap::Subcommand;

use super::connect;
use crate::{
    config::Environment,
    storage::{self, Files},
};

/// A file that a row names is not there, or not as it was.
const BROKEN: u8 = 2;

#[derive(Subcommand)]
pub(super) enum Deed {
    /// Compare files and database: exit code 0 all there, 1 could not be checked, 2 files lost or damaged
    Check,
}

pub(super) fn run(deed: &Deed, env: &Environment) -> anyhow::Result<ExitCode> {
    match deed {
        Deed::Check => check(env),
    }
}

/// A file is there before its row. So what is named is asked before the files are read, for those
/// that are missing, and after, for those that nobody names.
fn check(env: &Environment) -> anyhow::Result<ExitCode> {
    let mut conn = connect(&env.service_database()?)?;
    let files = Files::open(&env.data_dir(), env.bucket()?.as_ref())?;
    let named = storage::files_named(&mut conn)?;
    let found = System::new().block_on(files.inventory())?;
    let named_since = storage::files_named(&mut conn)?;
    let present = |it: &&String| found.whole.contains(*it) || found.damaged.contains(*it);
    let missing: Vec<_> = named.iter().filter(|it| !present(it)).collect();
    for it in &missing {
        println!("missing {it}");
    }
    for it in &found.damaged {
        println!("damaged {it}");
    }
    for it in found.settled.difference(&named_since) {
        println!("orphan {it}");
    }
    println!("{} files whole, {} named", found.whole.len(), named.len());
    let good = missing.is_empty() && found.damaged.is_empty();
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(BROKEN) })
}
