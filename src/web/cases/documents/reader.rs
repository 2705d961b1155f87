//! `/faelle/{id}/dokumente/{document}`: the list beside the PDF.

use actix_web::{HttpResponse, http::StatusCode, web::Path};
use maud::{Markup, html};

use crate::{
    Problem,
    procedure::{DocumentId, Right, Sensitivity},
    storage::Document,
    web::{
        answer::framing,
        cases::{
            case::case_page,
            sheet::{CaseSheet, parsed},
        },
        days::german,
        page,
    },
};

pub(in crate::web::cases) async fn read(
    case: CaseSheet,
    address: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let id: DocumentId = parsed(&address.1)?;
    let document = case.documents.iter().find(|it| it.id == id).ok_or(Problem::NotFound)?;
    Ok(framing(page(StatusCode::OK, view(&case, document))))
}

fn view(case: &CaseSheet, shown: &Document) -> Markup {
    let (address, name) = (format!("/dokumente/{}", shown.id), &shown.description.name);
    let content = html! {
        div.reader {
            nav aria-label="Dokumente des Falls" {
                ul.plain { @for it in &case.documents { (entry(it, shown)) } }
                @if case.by.actor.may(Right::Upload) {
                    p { a.kern-link href={ (case.address()) "/dokumente" } { "Dokumente ordnen" } }
                }
            }
            div {
                h2 { (name) }
                p { a.kern-link href={ (address) "?als=datei" } { "Datei speichern" } }
                iframe src=(address) title={ "Dokument: " (name) } {}
            }
        }
    };
    case_page(case, name).show(&content)
}

fn entry(it: &Document, shown: &Document) -> Markup {
    let about = &it.description;
    html! {
        li {
            a.kern-link href={ "/faelle/" (it.case) "/dokumente/" (it.id) }
                aria-current=[(it.id == shown.id).then_some("page")] { (about.name) }
            br;
            span.muted {
                @if let Some(kind) = about.kind { (kind.label()) ", " }
                (german(about.dated_on.unwrap_or(about.received_on)))
                @if about.sensitivity != Sensitivity::Normal { " · " (about.sensitivity.label()) }
            }
        }
    }
}
