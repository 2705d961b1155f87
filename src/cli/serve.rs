use std::path::PathBuf;

use actix_web::{HttpServer, rt::System};
use anyhow::Context as _;

use super::{checkpointer::Checkpointer, postman::Postman, typesetter::Typesetter, worker::Worker};
use crate::{
    config::{Config, Environment},
    storage::{Checkpoints, Db, Files, Mailbox},
    web::{self, Clock},
};

/// SIGTERM: requests under way have this long to finish. Connections without one are closed at
/// once, so the service ends with its last request.
const FAREWELL_SECS: u64 = 12;

pub(super) fn run(env: &Environment) -> anyhow::Result<()> {
    serve(Config::from_env(env)?)
}

/// Serves, and beside it typesets letters, reminds who is silent, writes checkpoints of the audit
/// log and takes in what is delivered by e-mail, until the process is asked to stop.
pub(super) fn serve(config: Config) -> anyhow::Result<()> {
    let bind = config.bind;
    let db = Db::new(config.database.as_str(), config.db_pool);
    let files = Files::open(&config.data_dir, config.bucket.as_ref())?;
    let _typesetter = Typesetter::start(db.clone(), files.clone())?;
    let _worker = Worker::start(db.clone());
    let checkpoints = Checkpoints::default();
    let _checkpointer =
        Checkpointer::start(db.clone(), config.checkpoints.clone(), checkpoints.clone());
    let postman = |folder: PathBuf| {
        Postman::start(db.clone(), files.clone(), Mailbox::new(folder), config.program.clone())
    };
    let _postman = config.maildir.clone().map(postman).transpose()?;
    let state = web::state(db, files, checkpoints, config, Clock::System);
    System::new().block_on(async move {
        let server = HttpServer::new(move || web::app(state.clone()))
            .shutdown_timeout(FAREWELL_SECS)
            .bind(bind)
            .with_context(|| format!("HFK_BIND={bind}"))?;
        tracing::info!(address = %bind, "serving");
        server.run().await.context("serving")
    })
}
