//! Cases: the worklist, registration, the page of a case, its steps, letters and documents.

mod numbers; // numbers as people here write them
mod typed; // what people typed, and reading it
mod person_words; // persons in words
mod letter_words; // letters in words
mod list; // the worklist
mod search; // a number or a name
mod registration; // „Antrag erfassen“

use actix_web::web::{self, ServiceConfig};

/// Mounts the pages; a part of the site map.
#[rustfmt::skip]
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/faelle",                                web::get().to(list::show))
        .route("/faelle/suche",                         web::post().to(search::find))
        .route("/faelle/neu",                           web::get().to(registration::show))
        .route("/faelle/neu",                           web::post().to(registration::send));
}
