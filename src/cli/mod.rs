//! The program: one binary with a command for each thing an operator does.

mod audit; // the log verified, its checkpoints
mod checkpointer; // writes them beside the service
mod demo; // the whole service with invented people
mod postman; // takes in what is delivered into the mailbox
mod migrate; // brings the schema up to date
pub mod seed; // as many invented cases as asked for
mod serve; // the web service
mod storage; // files compared with the database
mod typesetter; // letters become PDFs beside it
mod user; // accounts
mod worker; // what the program does by itself

pub use checkpointer::Checkpointer;
pub use postman::Postman;
pub use typesetter::Typesetter;
pub use worker::Worker;

use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, Subcommand};
use diesel::{Connection as _, PgConnection};

use crate::{
    Now,
    config::{DatabaseUrl, Environment},
    lists, mail, pdf, telemetry,
};

/// The back office of the Härtefallkommission.
#[derive(Parser)]
#[command(name = "hfk", version)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Verify the audit log
    Audit(audit::Options),
    /// Look at a file from outside; only the service calls this
    #[command(hide = true)]
    CheckPdf,
    /// Read a list from outside; only the service calls this
    #[command(hide = true)]
    ReadList,
    /// Read an e-mail from outside; only the service calls this
    #[command(hide = true)]
    ReadMail,
    /// Bring the schema of the database up to date
    Migrate(migrate::Options),
    /// Start the whole service with a demo secretariat: private database, invented people
    Demo(demo::Options),
    /// Fill the register with invented cases, the same for the same seed
    Seed(seed::Wanted),
    /// Serve the application until the process is asked to stop
    Serve,
    /// Look after the stored files
    #[command(subcommand)]
    Storage(storage::Deed),
    /// Add, lock and reset users
    #[command(subcommand)]
    User(user::Deed),
    /// Remind authorities and whatever else is due, beside the service, which does it too
    Worker(worker::Options),
}

/// Runs the command that the process was started with. Exit code 1: it could not be done, or was
/// not understood; 2 is for an audit log found broken.
pub fn run() -> ExitCode {
    let program = match Program::try_parse() {
        Ok(program) => program,
        Err(answer) => {
            // Nobody is left to tell.
            let _ = answer.print();
            return ExitCode::from(u8::from(answer.use_stderr()));
        }
    };
    let env = Environment::of_process();
    match start(program.command, &env) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hfk: {error:#}");
            ExitCode::from(1)
        }
    }
}

fn start(command: Command, env: &Environment) -> anyhow::Result<ExitCode> {
    telemetry::start(env.log_filter())?;
    match command {
        Command::Audit(options) => return audit::run(&options, env),
        Command::Storage(deed) => return storage::run(&deed, env),
        Command::CheckPdf => pdf::run_as_child(),
        Command::ReadList => lists::run_as_child(),
        Command::ReadMail => mail::run_as_child(),
        Command::Migrate(options) => migrate::run(&options, env),
        Command::Demo(options) => demo::run(&options, env),
        Command::Seed(wanted) => seed::run(&wanted, env),
        Command::Serve => serve::run(env),
        Command::User(deed) => user::run(&deed, env),
        Command::Worker(options) => worker::run(&options, env),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn connect(url: &DatabaseUrl) -> anyhow::Result<PgConnection> {
    PgConnection::establish(url.as_str()).context("the database cannot be reached")
}

#[expect(clippy::disallowed_methods, reason = "where time enters the command line")]
fn now() -> Now {
    Now::from(chrono::Utc::now())
}

#[expect(clippy::disallowed_methods, reason = "where chance enters the command line")]
fn fresh_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}
