//! Cases: the worklist, registration, the page of a case, its steps, letters and documents.

mod typed; // what people typed, and reading it
mod sent; // forms with or without files
mod keeping; // what becomes of uploaded files
mod sheet; // the one way to what is in a case
mod written; // a form that is done once, or shown again
mod person_words; // persons in words
mod letter_words; // letters in words
mod step_words; // what a step recorded, in words
mod statements; // whether the applicant side may see them
mod compliance_words; // what the authority makes of an Ersuchen, in words
mod statement_words; // what the authority has said, in words
mod taken_back; // a step that was a mistake, in words
mod consequence; // what a step leads to
mod files; // PDF files as answers
mod list; // the worklist
mod earlier; // what came before a second application
mod found; // people whom a search has found
mod search; // a number, a name, a date of birth, a foreign reference
mod representation; // who acts for the persons of a case
mod representatives; // the register of those who do
mod registration; // „Antrag erfassen“
mod taking_over; // „Liste übernehmen“
mod case; // the page of a case
mod steps; // a form for each step
mod consents; // what persons have agreed to
mod completeness; // what no document tells of the papers
mod moved; // what a move puts into question
mod return_facts; // what is known of a return, for few alone
mod vulnerabilities; // why a person needs special protection
mod person; // one person, to be amended
mod documents; // added to a case, described, and read
mod inbox; // e-mails that belong to no case yet
mod recalls; // days on which it comes back on a desk
mod letters; // read, and noted as sent

use actix_web::web::{self, ServiceConfig};

pub(super) use list::{due_this_week, in_stage, lines, reads_only_assigned};
pub(super) use person_words::{age, status};
pub(super) use typed::Typed;

/// Mounts the pages; a part of the site map.
#[rustfmt::skip]
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/faelle",                                web::get().to(list::show))
        .route("/faelle/suche",                         web::post().to(search::find))
        .route("/faelle/neu",                           web::get().to(registration::show))
        .route("/faelle/neu",                           web::post().to(registration::send))
        .route("/faelle/neu/suche",                     web::post().to(registration::find))
        .route("/faelle/liste",                         web::get().to(taking_over::show))
        .route("/faelle/liste",                         web::post().to(taking_over::send))
        .route("/faelle/liste/vorlage",                 web::get().to(taking_over::template))
        .route("/faelle/liste/{id}",                    web::get().to(taking_over::check))
        .route("/faelle/liste/{id}",                    web::post().to(taking_over::settle))
        .route("/faelle/liste/{id}/fehler",             web::get().to(taking_over::errors))
        .route("/faelle/{id}",                          web::get().to(case::show))
        .route("/faelle/{id}/schritte/{step}",          web::get().to(steps::show))
        .route("/faelle/{id}/schritte/{step}/pruefen",  web::post().to(steps::check))
        .route("/faelle/{id}/schritte/{step}",          web::post().to(steps::commit))
        .route("/faelle/{id}/personen/{person}",        web::get().to(person::show))
        .route("/faelle/{id}/personen/{person}",        web::post().to(person::amend))
        .route("/faelle/{id}/personen/{person}/schutzbedarf", web::get().to(vulnerabilities::show))
        .route("/faelle/{id}/personen/{person}/schutzbedarf", web::post().to(vulnerabilities::note))
        .route("/faelle/{id}/personen/{person}/schutzbedarf/{vulnerability}", web::get().to(vulnerabilities::ending))
        .route("/faelle/{id}/personen/{person}/schutzbedarf/{vulnerability}", web::post().to(vulnerabilities::end))
        .route("/faelle/{id}/stellungnahmen/{version}", web::post().to(statements::open))
        .route("/faelle/{id}/nichtbefolgung/{version}", web::post().to(statements::note_refusal))
        .route("/faelle/{id}/personen/{person}/rueckfuehrung", web::get().to(return_facts::show))
        .route("/faelle/{id}/personen/{person}/rueckfuehrung", web::post().to(return_facts::note))
        .route("/faelle/{id}/personen/{person}/rueckfuehrung/{fact}", web::get().to(return_facts::ending))
        .route("/faelle/{id}/personen/{person}/rueckfuehrung/{fact}", web::post().to(return_facts::end))
        .route("/faelle/{id}/schreiben/abgesandt",      web::post().to(letters::sent))
        .route("/faelle/{id}/dokumente",                web::get().to(documents::list))
        .route("/faelle/{id}/dokumente",                web::post().to(documents::add))
        .route("/faelle/{id}/vollstaendigkeit",         web::get().to(completeness::show))
        .route("/faelle/{id}/vollstaendigkeit",         web::post().to(completeness::submit))
        .route("/faelle/{id}/dokumente/ordnen",         web::post().to(documents::describe))
        .route("/faelle/{id}/dokumente/gesehen",        web::post().to(documents::see))
        .route("/faelle/{id}/dokumente/{document}",     web::get().to(documents::read))
        .route("/faelle/{id}/dokumente/{document}/fassung", web::get().to(documents::show_replacing))
        .route("/faelle/{id}/dokumente/{document}/fassung", web::post().to(documents::replace))
        .route("/faelle/{id}/dokumente/{document}/verlegen", web::get().to(documents::show_moving))
        .route("/faelle/{id}/dokumente/{document}/verlegen", web::post().to(documents::relocate))
        .route("/faelle/{id}/einwilligungen",           web::post().to(consents::add))
        .route("/faelle/{id}/einwilligungen/{consent}", web::get().to(consents::show))
        .route("/faelle/{id}/einwilligungen/{consent}", web::post().to(consents::revoke))
        .route("/faelle/{id}/vertretung",               web::get().to(representation::show))
        .route("/faelle/{id}/vertretung",               web::post().to(representation::send))
        .route("/faelle/{id}/vertretung/ende",          web::get().to(representation::show_end))
        .route("/faelle/{id}/vertretung/ende",          web::post().to(representation::send_end))
        .route("/faelle/{id}/vertretung/nachweis",      web::post().to(representation::prove))
        .configure(recalls::routes)
        .configure(mail_routes)
        .route("/bevollmaechtigte",                     web::get().to(representatives::list))
        .route("/bevollmaechtigte/suche",               web::post().to(representatives::find))
        .route("/bevollmaechtigte/neu",                 web::get().to(representatives::blank))
        .route("/bevollmaechtigte/neu",                 web::post().to(representatives::enter))
        .route("/bevollmaechtigte/{id}",                web::get().to(representatives::show))
        .route("/bevollmaechtigte/{id}",                web::post().to(representatives::amend))
        .route("/schreiben/{id}",                       web::get().to(letters::show))
        .route("/dokumente/{id}",                       web::get().to(documents::open))
        .route("/dokumente/{id}",                       web::post().to(documents::open_for));
}

/// E-mails that belong to no case yet.
#[rustfmt::skip]
fn mail_routes(cfg: &mut ServiceConfig) {
    cfg.route("/posteingang",                          web::get().to(inbox::list))
        .route("/posteingang",                          web::post().to(inbox::take_in))
        .route("/posteingang/{id}",                     web::get().to(inbox::show))
        .route("/posteingang/{id}/druckfassung",        web::get().to(inbox::copy))
        .route("/posteingang/{id}/original",            web::get().to(inbox::original))
        .route("/posteingang/{id}/anlagen/{position}",  web::get().to(inbox::attachment))
        .route("/posteingang/{id}/uebernehmen",         web::post().to(inbox::hold))
        .route("/posteingang/{id}/zuordnen",            web::post().to(inbox::file))
        .route("/posteingang/{id}/ablegen",             web::post().to(inbox::dismiss));
}
