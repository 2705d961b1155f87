use maud::{Markup, html};

use crate::{
    now::wall_clock,
    procedure::{FieldError, Right},
    storage::Document,
    web::{
        cases::{sheet::CaseSheet, typed::Typed},
        clock::fresh_id,
        components::{Field, Look, button, hidden, table, upload_form},
        days::german,
        numbers::file_size,
    },
};

pub(super) fn documents(case: &CaseSheet) -> Markup {
    const HEADS: [&str; 5] = ["Dokument", "Art", "Eingegangen", "Hochgeladen", "Größe"];
    let rows: Vec<_> = case.documents.iter().map(row).collect();
    html! {
        @if rows.is_empty() {
            p.muted { "Noch liegt kein Dokument beim Fall." }
        } @else {
            (table("Dokumente des Falls", &HEADS, &rows))
        }
        @if case.by.actor.may(Right::Upload) {
            details {
                summary { "Dokument hinzufügen" }
                (upload_form(&case.by, &format!("{}/dokumente", case.address()), &upload_fields(&Typed::default(), &[])))
            }
        }
    }
}

fn row(it: &Document) -> Vec<Markup> {
    vec![
        html! { a.kern-link href={ "/dokumente/" (it.id) } { (it.name) } },
        html! { @match it.kind {
            Some(kind) => (kind.label()),
            None => span.muted { "noch nicht benannt" },
        } },
        html! { (german(it.received_on)) },
        html! { (wall_clock(it.uploaded_at)) br; span.muted { (it.uploaded_by) } },
        html! { (file_size(it.size)) },
    ]
}

pub(in crate::web::cases) fn upload_fields(typed: &Typed, errors: &[FieldError]) -> Markup {
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    html! {
        (hidden("key", fresh_id()))
        (field("file", "PDF-Datei").hint("Höchstens 25 MB; nur PDF").pdf())
        (field("name", "Bezeichnung").hint("Ohne Angabe gilt der Name der Datei.").optional().text())
        (field("received_on", "Eingegangen am").date())
        div.buttons { (button(Look::Secondary, "Dokument hochladen")) }
    }
}
