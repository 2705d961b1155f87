//! Rounds of the Vorprüfungsausschuss: planned, published, closed.

mod words; // rounds as people write them
mod round; // a round as one user may see it
mod list; // all rounds, and who is on the committee
mod plan; // a new one
mod naming; // who is on the committee
mod show; // one round
mod steps; // what can be done next, and the page that checks it
mod choose; // cases put before the committee
mod off; // a case taken off
mod sheets; // one sheet of each case, to be printed
mod minutes; // what came of it
mod presence; // who is there
mod recusal; // Befangenheit

use actix_web::web::{ServiceConfig, get, post};

pub(super) use list::running;

#[rustfmt::skip]
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/vorpruefung",                       get().to(list::show))
        .route("/vorpruefung/neu",                  get().to(plan::show))
        .route("/vorpruefung/neu",                  post().to(plan::submit))
        .route("/vorpruefung/besetzung",            get().to(naming::show))
        .route("/vorpruefung/besetzung",            post().to(naming::submit))
        .route("/vorpruefung/{id}",                 get().to(show::show))
        .route("/vorpruefung/{id}/schritte/{step}", get().to(steps::show))
        .route("/vorpruefung/{id}/schritte/{step}", post().to(steps::submit))
        .route("/vorpruefung/{id}/faelle",          get().to(choose::show))
        .route("/vorpruefung/{id}/faelle",          post().to(choose::submit))
        .route("/vorpruefung/{id}/boegen",          get().to(sheets::all))
        .route("/vorpruefung/{id}/protokoll",       get().to(minutes::show))
        .route("/vorpruefung/{id}/{n}/bogen",       get().to(sheets::one))
        .route("/vorpruefung/{id}/mitwirkung",      post().to(presence::submit))
        .route("/vorpruefung/{id}/{n}/absetzen",    post().to(off::submit))
        .route("/vorpruefung/{id}/{n}/befangenheit", get().to(recusal::show))
        .route("/vorpruefung/{id}/{n}/befangenheit", post().to(recusal::submit));
}
