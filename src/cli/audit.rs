use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::connect;
use crate::{
    config::Environment,
    storage::audit::{self, Checkpoint, Tip},
};

/// The log is not what was logged.
const BROKEN: u8 = 2;

#[derive(Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compute the audit log anew: exit code 0 intact, 1 could not be checked, 2 broken
    Verify {
        /// Folder of checkpoints: without them, a log cut short or written anew passes
        #[arg(long, value_name = "FOLDER")]
        checkpoints: Option<PathBuf>,
    },
    /// Write down where the log stands; keep the folder where nobody of the service can write
    Checkpoint {
        /// Folder for the files, one for each day
        #[arg(long = "dir", value_name = "FOLDER")]
        folder: PathBuf,
    },
}

/// Connects as the auditor, who can read the log and nothing else.
pub(super) fn run(options: &Options, env: &Environment) -> anyhow::Result<ExitCode> {
    match &options.command {
        Command::Verify { checkpoints } => verify(env, checkpoints.as_deref()),
        Command::Checkpoint { folder } => checkpoint(env, folder),
    }
}

fn verify(env: &Environment, folder: Option<&Path>) -> anyhow::Result<ExitCode> {
    let checkpoints = folder.map_or_else(|| Ok(Vec::new()), known)?;
    let mut conn = connect(&env.audit_database()?)?;
    let start = Instant::now();
    match audit::verify(&mut conn, &checkpoints).context("the log could not be read")? {
        Ok(verified) => {
            report(&verified.tips, verified.entries(), start.elapsed().as_secs_f64());
            println!("{} checkpoints", checkpoints.len());
            Ok(ExitCode::SUCCESS)
        }
        Err(broken) => {
            eprintln!("hfk: the audit log is broken: {broken}");
            Ok(ExitCode::from(BROKEN))
        }
    }
}

fn known(folder: &Path) -> anyhow::Result<Vec<Checkpoint>> {
    audit::read_checkpoints(folder).with_context(|| format!("checkpoints in {}", folder.display()))
}

/// `scripts/bench.sh` reads the line with the rate.
#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn report(tips: &[Tip], entries: i64, seconds: f64) {
    for tip in tips {
        println!("intact {tip}");
    }
    println!("{entries} entries in {seconds:.2} s: {:.0} entries/s", entries as f64 / seconds);
}

fn checkpoint(env: &Environment, folder: &Path) -> anyhow::Result<ExitCode> {
    let tips = audit::tips(&mut connect(&env.audit_database()?)?)?;
    audit::write_checkpoint(folder, &tips)
        .with_context(|| format!("checkpoint in {}", folder.display()))?;
    Ok(ExitCode::SUCCESS)
}
