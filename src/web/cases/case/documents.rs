use maud::{Markup, html};

use crate::{
    now::wall_clock,
    pdf::MAX_DOCUMENT,
    procedure::{FieldError, Right},
    storage::Document,
    web::{
        cases::{
            documents::{new_since, see_all},
            sent::{MAX_FILES, MAX_NUMBER},
            sheet::CaseSheet,
            typed::Typed,
        },
        clock::fresh_id,
        components::{Field, Look, button, hidden, table, upload_form},
        days::german,
        numbers::{file_size, megabytes},
    },
};

pub(super) fn documents(case: &CaseSheet) -> Markup {
    const HEADS: [&str; 5] = ["Dokument", "Art", "Eingegangen", "Hochgeladen", "Größe"];
    let rows: Vec<_> = case.documents.iter().map(|it| row(case, it)).collect();
    html! {
        @if rows.is_empty() {
            p.muted { "Noch liegt kein Dokument beim Fall." }
        } @else {
            (see_all(case))
            (table("Dokumente des Falls", &HEADS, &rows))
            p { a.kern-link href={ (case.address()) "/dokumente" } { "Dokumente ordnen und lesen" } }
        }
        @if case.by.actor.may(Right::Upload) {
            details {
                summary { "Dokumente hinzufügen" }
                (upload_form(&case.by, &format!("{}/dokumente", case.address()), &upload_fields(&Typed::default(), &[])))
            }
        }
    }
}

fn row(case: &CaseSheet, it: &Document) -> Vec<Markup> {
    vec![
        html! {
            a.kern-link href={ "/dokumente/" (it.id) } { (it.description.name) }
            (new_since(case, it))
        },
        html! { @match it.description.kind {
            Some(kind) => (kind.label()),
            None => span.muted { "noch nicht benannt" },
        } },
        html! { (german(it.description.received_on)) },
        html! { (wall_clock(it.uploaded_at)) br; span.muted { (it.uploaded_by) } },
        html! { (file_size(it.size)) },
    ]
}

pub(in crate::web::cases) fn upload_fields(typed: &Typed, errors: &[FieldError]) -> Markup {
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    let limits = format!(
        "Bis zu {MAX_NUMBER} Dateien auf einmal, auch hierher gezogen; je Datei höchstens {}, zusammen höchstens {}",
        megabytes(MAX_DOCUMENT),
        megabytes(MAX_FILES)
    );
    html! {
        (hidden("key", fresh_id()))
        (field("file", "PDF-Dateien").hint(&limits).pdfs())
        (field("name", "Bezeichnung").hint("Für eine einzelne Datei; sonst gelten die Namen der Dateien.").optional().text())
        (field("received_on", "Eingegangen am").date())
        div.buttons { (button(Look::Secondary, "Dokumente hochladen")) }
    }
}
