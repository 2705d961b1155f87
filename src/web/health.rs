//! For whatever watches the service.

use std::time::Duration;

use actix_web::{HttpResponse, rt::time::timeout, web::Data};
use anyhow::anyhow;

use crate::{
    Problem,
    storage::{self, Checkpoints, Db},
};

/// The watcher waits three seconds.
const PATIENCE: Duration = Duration::from_millis(2500);

pub(super) async fn live() -> HttpResponse {
    text("ok\n".to_owned())
}

/// Ready when the database answers. That no checkpoint can be written is said too, but the
/// service goes on: people must be able to work while the folder is mended.
pub(super) async fn ready(
    db: Data<Db>,
    checkpoints: Data<Checkpoints>,
) -> Result<HttpResponse, Problem> {
    let asked = timeout(PATIENCE, db.read(|conn| Ok(storage::ping(conn)?))).await;
    asked.map_err(|_| Problem::Busy(anyhow!("the database does not answer")))??;
    let failing = checkpoints.standing().failing_since;
    Ok(text(failing.map_or_else(
        || "ok\n".to_owned(),
        |since| format!("ok\nno audit checkpoint can be written since {}\n", since.to_rfc3339()),
    )))
}

fn text(body: String) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(body)
}
