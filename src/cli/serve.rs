use actix_web::{HttpServer, rt::System};
use anyhow::Context as _;

use super::typesetter::Typesetter;
use crate::{
    config::{Config, Environment},
    storage::{Db, Files},
    web::{self, Clock},
};

/// SIGTERM: accepted requests have this long to finish.
const FAREWELL_SECS: u64 = 12;

pub(super) fn run(env: &Environment) -> anyhow::Result<()> {
    serve(Config::from_env(env)?)
}

/// Serves, and typesets letters beside, until the process is asked to stop.
pub(super) fn serve(config: Config) -> anyhow::Result<()> {
    let bind = config.bind;
    let db = Db::new(config.database.as_str(), config.db_pool);
    let files = Files::in_directory(&config.data_dir)?;
    let _typesetter = Typesetter::start(db.clone(), files.clone())?;
    let state = web::state(db, files, config, Clock::System);
    System::new().block_on(async move {
        let server = HttpServer::new(move || web::app(state.clone()))
            .shutdown_timeout(FAREWELL_SECS)
            .bind(bind)
            .with_context(|| format!("HFK_BIND={bind}"))?;
        tracing::info!(address = %bind, "serving");
        server.run().await.context("serving")
    })
}
