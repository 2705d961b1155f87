//! `/faelle/{id}/dokumente/{document}`: the list beside the PDF.

use actix_web::{HttpResponse, http::StatusCode, web::Path};
use maud::{Markup, html};

use super::new_since;
use crate::{
    Problem,
    now::wall_clock,
    procedure::{DocumentId, Right, Sensitivity},
    storage::Document,
    web::{
        answer::framing,
        cases::{
            case::case_page,
            sheet::{CaseSheet, parsed},
        },
        components::{Tone, alert},
        days::german,
        page,
    },
};

pub(in crate::web::cases) async fn read(
    case: CaseSheet,
    address: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let id: DocumentId = parsed(&address.1)?;
    let document = case.document(id).ok_or(Problem::NotFound)?;
    Ok(framing(page(StatusCode::OK, view(&case, document))))
}

fn view(case: &CaseSheet, shown: &Document) -> Markup {
    let (address, name) = (format!("/dokumente/{}", shown.id), &shown.description.name);
    let content = html! {
        div.reader {
            nav aria-label="Dokumente des Falls" {
                ul.plain { @for it in &case.documents { (entry(case, it, shown)) } }
                @if case.by.actor.may(Right::Upload) {
                    p { a.kern-link href={ (case.address()) "/dokumente" } { "Dokumente ordnen" } }
                }
            }
            div {
                h2 { (name) }
                (replaced(case, shown))
                p.links {
                    a.kern-link href={ (address) "?als=datei" } { "Datei speichern" }
                    @if case.by.actor.may(Right::Upload) && shown.is_newest() {
                        a.kern-link href={ (case.address()) "/dokumente/" (shown.id) "/fassung" } { "Neue Fassung hochladen" }
                        a.kern-link href={ (case.address()) "/dokumente/" (shown.id) "/verlegen" } { "Zu einem anderen Fall verlegen" }
                    }
                }
                (versions_before(case, shown))
                iframe src=(address) title={ "Dokument: " (name) } {}
            }
        }
    };
    case_page(case, name).show(&content)
}

/// Nobody takes for valid what no longer counts.
fn replaced(case: &CaseSheet, shown: &Document) -> Markup {
    let newest = case.newest(shown.id).filter(|it| it.id != shown.id);
    html! { @if let Some(newest) = newest {
        (alert(Tone::Warning, "Das ist eine frühere Fassung", &html! {
            p {
                "Es gilt die "
                a.kern-link href={ (case.address()) "/dokumente/" (newest.id) } { "Fassung vom " (wall_clock(newest.uploaded_at)) }
                "."
            }
        }))
    } }
}

fn versions_before(case: &CaseSheet, shown: &Document) -> Markup {
    let before = case.versions_before(shown);
    html! { @if !before.is_empty() {
        p.muted { "Fassung vom " (wall_clock(shown.uploaded_at)) ", " (shown.uploaded_by) (because(shown)) }
        details {
            summary { "Frühere Fassungen (" (before.len()) ")" }
            ul { @for it in before {
                li {
                    a.kern-link href={ (case.address()) "/dokumente/" (it.id) } { "Fassung vom " (wall_clock(it.uploaded_at)) }
                    ", " (it.uploaded_by) (because(it))
                }
            } }
        }
    } }
}

fn because(it: &Document) -> Markup {
    html! { @if !it.replacement_reason.is_empty() { ". Grund: " (it.replacement_reason) } }
}

fn entry(case: &CaseSheet, it: &Document, shown: &Document) -> Markup {
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
            (new_since(case, it))
        }
    }
}
