//! Sittings of the commission: planned, held, minuted.

mod words; // days, times and sittings as people write them
mod room; // a sitting as one user may see it
mod head; // header and agenda of every page of a sitting
mod rhythm; // a warning before the commission falls behind
mod list; // all sittings
mod plan; // a new one
mod show; // one sitting
mod steps_rail; // what can be done next
mod step; // the check page of a step of a sitting
mod agenda; // cases put on the agenda
mod attendance; // who comes and goes
mod item; // one item of the agenda
mod ballot; // the form of a vote
mod vote; // checked and recorded
mod aside; // adjourned, sent back, taken off
mod recusal; // Befangenheit
mod notices; // the closing notices, all at once
mod papers; // minutes and invitations

use actix_web::web::{ServiceConfig, get, post};

pub(super) use list::ahead;
pub(super) use rhythm::rhythm_warning;
pub(super) use words::{cases, day, time};

#[rustfmt::skip]
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/sitzungen",                             get().to(list::show))
        .route("/sitzungen/neu",                        get().to(plan::show))
        .route("/sitzungen/neu",                        post().to(plan::submit))
        .route("/sitzungen/{id}",                       get().to(show::show))
        .route("/sitzungen/{id}/schritte/{step}",       get().to(step::show))
        .route("/sitzungen/{id}/schritte/{step}",       post().to(step::submit))
        .route("/sitzungen/{id}/tagesordnung",          get().to(agenda::show))
        .route("/sitzungen/{id}/tagesordnung",          post().to(agenda::submit))
        .route("/sitzungen/{id}/anwesenheit",           post().to(attendance::submit))
        .route("/sitzungen/{id}/top/{n}",               get().to(item::show))
        .route("/sitzungen/{id}/top/{n}/beschluss",     post().to(vote::submit))
        .route("/sitzungen/{id}/top/{n}/befangenheit",  get().to(recusal::show))
        .route("/sitzungen/{id}/top/{n}/befangenheit",  post().to(recusal::submit))
        .route("/sitzungen/{id}/top/{n}/{aside}",       get().to(aside::show))
        .route("/sitzungen/{id}/top/{n}/{aside}",       post().to(aside::submit))
        .route("/sitzungen/{id}/mitteilungen",          get().to(notices::show))
        .route("/sitzungen/{id}/mitteilungen",          post().to(notices::submit))
        .route("/sitzungen/{id}/einladungen",           get().to(papers::invitations))
        .route("/sitzungen/{id}/einladungen/abgesandt", post().to(papers::sent))
        .route("/sitzungen/{id}/protokoll",             get().to(papers::minutes));
}
