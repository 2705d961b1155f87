//! For whatever watches the service.

use std::time::Duration;

use actix_web::{HttpResponse, rt::time::timeout, web::Data};
use anyhow::anyhow;

use crate::{
    Problem,
    storage::{self, Db},
};

/// The watcher waits three seconds.
const PATIENCE: Duration = Duration::from_millis(2500);

pub(super) async fn live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// Ready when the database answers.
pub(super) async fn ready(db: Data<Db>) -> Result<HttpResponse, Problem> {
    let asked = timeout(PATIENCE, db.read(|conn| Ok(storage::ping(conn)?))).await;
    asked.map_err(|_| Problem::Busy(anyhow!("the database does not answer")))??;
    Ok(live().await)
}
