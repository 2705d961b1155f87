//! `/faelle/{id}/dokumente`: what the documents of a case are, row by row, by keyboard alone.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{rows, see_all};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, Right},
    storage::{self, Db},
    web::{
        cases::{
            case::{case_page, upload_fields},
            sheet::{CaseSheet, parsed},
            typed::{Reading, Typed},
        },
        clock::fresh_id,
        components::{Look, button, hidden, post_form, table, upload_form},
        form::Form,
        refused::Refused,
        see_other,
    },
};

const HEADS: [&str; 7] = [
    "Bezeichnung",
    "Art",
    "Datum des Schriftstücks",
    "Eingegangen am",
    "Person",
    "Schutzklasse",
    "Hochgeladen",
];

pub(in crate::web::cases) async fn list(case: CaseSheet) -> Result<HttpResponse, Problem> {
    case.by.require(Right::Upload)?;
    let refused = Refused::unchanged();
    Ok(refused.answer(&view(&case, &Typed::default(), &refused)))
}

/// `POST /faelle/{id}/dokumente/ordnen`: all rows, or what is wrong with which of them.
pub(in crate::web::cases) async fn describe(
    Form { by, input: typed }: Form<Typed>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::Upload)?;
    let (id, key): (CaseId, uuid::Uuid) = (parsed(&id)?, typed.own("key")?);
    let (actor, form) = (by.actor.clone(), typed.clone());
    let saved = db.write(move |conn| {
        acts::once(conn, &actor, key, |conn| {
            let documents = storage::documents_of_case(conn, id)?;
            let mut reading = Reading::new(&form, now.today);
            let rows = documents.iter().filter_map(|it| rows::read(it, &mut reading)).collect();
            let rows: Vec<_> = reading.finish(Some(rows)).map_err(Problem::Invalid)?;
            acts::describe_documents(conn, &actor, (id, &rows), now)?;
            Ok(format!("/faelle/{id}/dokumente"))
        })
    });
    match saved.await {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let case = CaseSheet::open(&db, by, id, now).await?;
            Ok(refused.answer(&view(&case, &typed, &refused)))
        }
    }
}

fn view(case: &CaseSheet, typed: &Typed, refused: &Refused) -> Markup {
    let row = |it| rows::cells(it, case, (typed, &refused.errors));
    let rows: Vec<_> = case.documents.iter().map(row).collect();
    let address = format!("{}/dokumente", case.address());
    let form = html! {
        (hidden("key", fresh_id()))
        div.cells { (table("Dokumente des Falls", &HEADS, &rows)) }
        div.buttons { (button(Look::Primary, "Alle Zeilen speichern")) }
    };
    let content = html! {
        h2 { "Dokumente" }
        (see_all(case))
        @if rows.is_empty() {
            p.muted { "Noch liegt kein Dokument beim Fall." }
        } @else {
            (post_form(&case.by, &format!("{address}/ordnen"), &form))
        }
        details open[rows.is_empty()] {
            summary { "Dokumente hinzufügen" }
            (upload_form(&case.by, &address, &upload_fields(&Typed::default(), &[])))
        }
    };
    case_page(case, "Dokumente").errors(&refused.errors).show(&content)
}
