//! Documents are added to a case.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::super::{
    case::{case_page, upload_fields},
    keeping::{Destination, Keeper, Rejected},
    sent::Sent,
    sheet::{CaseSheet, parsed},
    typed::{Reading, Typed},
};
use crate::{
    Now, Problem,
    procedure::{CaseId, FieldError, Right},
    storage::Db,
    web::{components::upload_form, page, see_other},
};

/// `/faelle/{id}/dokumente`
pub(in crate::web::cases) async fn add(
    Sent { by, typed, mut uploads }: Sent,
    id: Path<String>,
    (db, keeper): (Data<Db>, Keeper),
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::Upload)?;
    let id: CaseId = parsed(&id)?;
    let mut reading = Reading::new(&typed, now.today);
    let received_on = reading.day(("received_on", "Eingegangen am"));
    if uploads.is_empty() {
        reading.wrong("file", "Bitte eine PDF-Datei wählen.");
    }
    let given_name = reading.text("name");
    if given_name.chars().count() > 200 {
        reading.wrong("name", "Die Bezeichnung hat mehr als 200 Zeichen.");
    }
    if let ([only], false) = (uploads.as_mut_slice(), given_name.is_empty()) {
        only.name = given_name;
    }
    let read = reading.finish(received_on);
    let kept = match read {
        Err(errors) => Err(Problem::Invalid(errors)),
        Ok(received_on) => {
            let to = Destination { case: id, received_on, key: typed.own("key")? };
            keeper.keep(&by.actor, uploads, to, now).await
        }
    };
    match kept {
        Ok(rejected) if rejected.is_empty() => Ok(see_other(&format!("/faelle/{id}/dokumente"))),
        Ok(rejected) => Ok(partly(&CaseSheet::open(&db, by, id, now).await?, &typed, &rejected)),
        Err(Problem::Invalid(errors)) => {
            Ok(again(&CaseSheet::open(&db, by, id, now).await?, &typed, &errors))
        }
        Err(problem) => Err(problem),
    }
}

/// The form again. A browser does not keep the chosen files.
fn again(case: &CaseSheet, typed: &Typed, errors: &[FieldError]) -> HttpResponse {
    let note = html! { p { "Es ist nichts gespeichert. Die Dateien bitte noch einmal wählen." } };
    asked(case, typed, errors, &note)
}

/// What was not taken, why, and what to write to whoever sent it. The rest is kept.
fn partly(case: &CaseSheet, typed: &Typed, rejected: &[Rejected]) -> HttpResponse {
    let errors: Vec<_> = rejected.iter().map(Rejected::error).collect();
    let replies = html! {
        p { "Nicht angenommen: " (rejected.len()) ". Alle anderen Dateien dieser Sendung liegen beim Fall." }
        @for it in rejected { (reply(it)) }
    };
    asked(case, typed, &errors, &replies)
}

/// What to write to whoever sent the file.
pub(super) fn reply(it: &Rejected) -> Markup {
    html! {
        details {
            summary { "Antwort an die absendende Stelle zu „" (it.name) "“" }
            div.written.lines { (it.fault.reply(&it.name)) }
        }
    }
}

fn asked(case: &CaseSheet, typed: &Typed, errors: &[FieldError], above: &Markup) -> HttpResponse {
    let action = format!("{}/dokumente", case.address());
    let content = html! {
        h2 { "Dokumente hinzufügen" }
        (above)
        (upload_form(&case.by, &action, &upload_fields(typed, errors)))
    };
    let view = case_page(case, "Dokumente hinzufügen").errors(errors).show(&content);
    page(StatusCode::UNPROCESSABLE_ENTITY, view)
}
