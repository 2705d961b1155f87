//! Cases: the worklist, registration, the page of a case, its steps, letters and documents.

mod list; // the worklist
mod search; // a number or a name

use actix_web::web::{self, ServiceConfig};

/// Mounts the pages; a part of the site map.
#[rustfmt::skip]
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/faelle",                                web::get().to(list::show))
        .route("/faelle/suche",                         web::post().to(search::find));
}
