//! Documents of a case: added to it, and read.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use chrono::NaiveDate;
use maud::html;

use super::{
    case::{case_page, upload_fields},
    files::inline_pdf,
    sent::{Sent, Upload},
    sheet::{CaseSheet, parsed},
    typed::{Reading, Typed},
};
use crate::{
    Now, Problem, acts,
    procedure::{Actor, CaseId, DocumentId, DocumentKind, FieldError, Right, clean},
    storage::{self, Action, Db, Files, NewDocument, ObjectKind},
    web::{clock::fresh_id, components::upload_form, page, see_other, session::SignedIn},
};

/// A document on its way into a case.
pub(super) struct Incoming {
    pub(super) case: CaseId,
    pub(super) key: uuid::Uuid,
    pub(super) name: String,
    pub(super) received_on: NaiveDate,
    pub(super) upload: Upload,
}

/// `/faelle/{id}/dokumente`
pub(super) async fn add(
    Sent { by, typed, upload }: Sent,
    id: Path<String>,
    (db, files): (Data<Db>, Data<Files>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::Upload)?;
    let id: CaseId = parsed(&id)?;
    let mut reading = Reading::new(&typed, now.today);
    let received_on = reading.day(("received_on", "Eingegangen am"));
    if upload.is_none() {
        reading.wrong("file", "Bitte eine PDF-Datei wählen.");
    }
    let given_name = clean(typed.get("name"));
    let read = reading.finish(received_on.zip(upload));
    let added = match read {
        Err(errors) => Err(Problem::Invalid(errors)),
        Ok((received_on, upload)) => {
            let name = if given_name.is_empty() { upload.name.clone() } else { given_name };
            let key = typed.own("key")?;
            let incoming = Incoming { case: id, key, name, received_on, upload };
            keep((&db, &files), &by.actor, incoming, now).await
        }
    };
    match added {
        Ok(()) => Ok(see_other(&format!("/faelle/{id}#dokumente"))),
        Err(Problem::Invalid(errors)) => {
            Ok(again(&CaseSheet::open(&db, by, id, now).await?, &typed, &errors))
        }
        Err(problem) => Err(problem),
    }
}

/// Stores the bytes, then the row that names them; once for each key.
pub(super) async fn keep(
    (db, files): (&Db, &Files),
    by: &Actor,
    incoming: Incoming,
    now: Now,
) -> Result<(), Problem> {
    let Incoming { case, key, name, received_on, upload } = incoming;
    upload.check.verdict()?;
    if name.is_empty() || name.chars().count() > 200 {
        let sentence = "Bitte das Dokument bezeichnen (höchstens 200 Zeichen).";
        return Err(Problem::field("name", sentence));
    }
    if received_on > now.today {
        return Err(Problem::field("received_on", "Der Eingang liegt in der Zukunft."));
    }
    let file = files.keep(upload.file).await?;
    let kind = DocumentKind::suggested_by(&name);
    let id = DocumentId(fresh_id());
    let document = NewDocument { id, case, name, kind, received_on, file };
    let by = by.clone();
    db.write(move |conn| {
        acts::once(conn, &by, key, |conn| {
            acts::add_document(conn, &by, &document, now)?;
            Ok(format!("/faelle/{case}#dokumente"))
        })
    })
    .await?;
    Ok(())
}

/// The form again. A browser does not keep the chosen file.
fn again(case: &CaseSheet, typed: &Typed, errors: &[FieldError]) -> HttpResponse {
    let action = format!("{}/dokumente", case.address());
    let content = html! {
        h2 { "Dokument hinzufügen" }
        p { "Es ist nichts gespeichert. Die Datei bitte noch einmal wählen." }
        (upload_form(&case.by, &action, &upload_fields(typed, errors)))
    };
    let view = case_page(case, "Dokument hinzufügen").errors(errors).show(&content);
    page(StatusCode::UNPROCESSABLE_ENTITY, view)
}

/// `/dokumente/{id}`: the PDF, after its read entry.
pub(super) async fn show(
    by: SignedIn,
    id: Path<String>,
    (db, files): (Data<Db>, Data<Files>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    let id: DocumentId = parsed(&id)?;
    let document = db.write(move |conn| {
        let document = storage::find_document(conn, id)?;
        let object = (Action::DocumentRead, (ObjectKind::Document, id.0));
        acts::disclose(conn, &by.actor, document.case, object, now)?;
        Ok(document)
    });
    let document = document.await?;
    let bytes = files.get(&document.sha256).await?;
    Ok(inline_pdf(&document.name, bytes))
}
