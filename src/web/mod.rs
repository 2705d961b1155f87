//! Pages and forms, one file per page: form, handler, view, in that order.

mod clock; // where time and fresh ids enter
mod days; // days and times as people here write and type them
mod numbers; // numbers as people here write and type them
mod token; // the signed reference in the cookie
mod session; // who is signed in
mod form; // what people send
mod unsent; // a form whose session had ended
mod components; // small pieces of pages
mod assets; // style sheets, fonts and a script
mod frame; // the frame around every page
mod problem_page; // a failure as a page
mod answer; // what is true of every answer
mod gate; // the door: passwords are looked at here
mod sign_in; // in and out
mod start; // „Mein Tag“
mod for_chair; // what on it is a matter for the chair
mod account; // the own password
mod users; // who may sign in
mod log; // the audit log
mod absences; // who is away
mod feed; // deadlines as a calendar file
mod counts; // figures for the report of a year
mod cases; // worklist, registration, the page of a case, its steps
mod refused; // what stood in the way, at the form again
mod ticking; // cases ticked on a list
mod recusing; // Befangenheit
mod sittings; // sittings of the commission
mod committee; // rounds of the Vorprüfungsausschuss
mod letterhead; // the sender on what it writes
mod proposals; // changes of settings that wait for a second person
mod checklist; // the list of papers as a form
mod settings; // what the secretariat settles itself
mod health; // for whatever watches the service

use actix_web::{
    App, Error, HttpResponse,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::{Compress, from_fn},
    web::{self, Data, ServiceConfig},
};
use maud::Markup;
use tracing_actix_web::TracingLogger;

use crate::{
    Problem,
    config::Config,
    lists::ListReader,
    mail::Reader,
    pdf::Inspector,
    storage::{AuditDb, Checkpoints, Db, Files},
    telemetry::RequestSpan,
};

pub use clock::Clock;
pub use days::{parse as parse_day, parse_time};

use gate::Gate;

/// Connections as the auditor: few people read the log.
const AUDIT_POOL: u32 = 2;

/// The whole application; one for each worker.
pub fn app(
    state: impl FnOnce(&mut ServiceConfig),
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .configure(state)
        .configure(routes)
        .wrap(from_fn(answer::complete))
        .wrap(Compress::default())
        .wrap(TracingLogger::<RequestSpan>::new())
}

/// Mounts every page. The list is the site map.
#[rustfmt::skip]
fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/health/live",           web::get().to(health::live))
        .route("/health/ready",         web::get().to(health::ready))
        .route("/assets/{hash}/{name}", web::get().to(assets::show))
        .route("/",                     web::get().to(start::show))
        .route("/anmelden",             web::get().to(sign_in::show))
        .route("/anmelden",             web::post().to(sign_in::submit))
        .route("/abmelden",             web::post().to(sign_in::leave))
        .route("/konto",                web::get().to(account::show))
        .route("/konto",                web::post().to(account::submit))
        .route("/benutzer",             web::get().to(users::show))
        .route("/benutzer/{id}/sperren",    web::post().to(users::lock))
        .route("/benutzer/{id}/entsperren", web::post().to(users::unlock))
        .route("/protokoll",            web::get().to(log::show))
        .route("/zaehlung/ausschlussgruende", web::get().to(counts::grounds))
        .route("/fristen.ics",          web::get().to(feed::show))
        .route("/abwesenheit",          web::get().to(absences::show))
        .route("/abwesenheit",          web::post().to(absences::note))
        .route("/abwesenheit/{id}",     web::post().to(absences::withdraw))
        .configure(cases::routes)
        .route("/vorgaben",                 web::get().to(settings::list))
        .route("/vorgaben/briefkopf",       web::get().to(letterhead::show))
        .route("/vorgaben/briefkopf",       web::post().to(letterhead::submit))
        .route("/vorgaben/checklist",       web::get().to(checklist::show))
        .route("/vorgaben/checklist",       web::post().to(checklist::submit))
        .route("/vorgaben/vorschlaege/{proposal}", web::post().to(proposals::settle))
        .route("/vorgaben/{setting}",       web::get().to(settings::show))
        .route("/vorgaben/{setting}",       web::post().to(settings::submit))
        .configure(committee::routes)
        .configure(sittings::routes)
        .default_service(web::to(|| async { Err::<HttpResponse, _>(Problem::NotFound) }));
}

/// What handlers share, each as its own [`Data`].
pub fn state(
    db: Db,
    files: Files,
    checkpoints: Checkpoints,
    config: Config,
    clock: Clock,
) -> impl Fn(&mut ServiceConfig) + Clone {
    let (db, files, checkpoints) = (Data::new(db), Data::new(files), Data::new(checkpoints));
    let audit_db = Data::new(AuditDb(Db::new(config.audit_database.as_str(), AUDIT_POOL)));
    let lists = Data::new(ListReader::new(config.program.clone()));
    let inspector = Data::new(Inspector::new(config.program.clone()));
    let reader = Data::new(Reader::new(config.program.clone()));
    let (config, clock) = (Data::new(config), Data::new(clock));
    let gate = Data::new(Gate::new(db.clone(), config.clone()));
    move |cfg| {
        cfg.app_data(db.clone())
            .app_data(files.clone())
            .app_data(checkpoints.clone())
            .app_data(config.clone())
            .app_data(clock.clone())
            .app_data(gate.clone())
            .app_data(audit_db.clone())
            .app_data(inspector.clone())
            .app_data(reader.clone())
            .app_data(lists.clone());
    }
}

fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, location)).finish()
}

fn page(status: StatusCode, page: Markup) -> HttpResponse {
    HttpResponse::build(status).content_type(header::ContentType::html()).body(page.into_string())
}
