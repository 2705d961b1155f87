//! `/faelle/{id}/dokumente/{document}/fassung`: a new version in the place of a document.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::add::reply;
use crate::{
    Now, Problem,
    now::wall_clock,
    pdf::MAX_DOCUMENT,
    procedure::{CaseId, DocumentId, FieldError, Replacement, Right},
    storage::{Db, Document},
    web::{
        cases::{
            case::case_page,
            keeping::{Keeper, Rejected, Replacing},
            sent::Sent,
            sheet::{CaseSheet, parsed},
            typed::{Reading, Typed},
        },
        clock::fresh_id,
        components::{Field, Look, button, hidden, link_button, upload_form},
        numbers::megabytes,
        refused::Refused,
        see_other,
    },
};

pub(in crate::web::cases) async fn show(
    case: CaseSheet,
    address: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    case.by.require(Right::Upload)?;
    let refused = Refused::unchanged();
    let replaced = parsed(&address.1)?;
    Ok(refused.answer(&view(&case, replaced, (&Typed::default(), &refused), None)?))
}

pub(in crate::web::cases) async fn replace(
    Sent { by, typed, mut uploads }: Sent,
    address: Path<(String, String)>,
    (db, keeper): (Data<Db>, Keeper),
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::Upload)?;
    let (case, document): (CaseId, DocumentId) = (parsed(&address.0)?, parsed(&address.1)?);
    let key = typed.own("key")?;
    let mut reading = Reading::new(&typed, now.today);
    if uploads.len() != 1 {
        reading.wrong("file", "Bitte eine PDF-Datei wählen.");
    }
    let (it, upload) = (read(&mut reading), uploads.pop());
    let replaced = match reading.finish(it.zip(upload)) {
        Err(errors) => Err(Problem::Invalid(errors)),
        Ok((it, upload)) => {
            let to = Replacing { case, document, it, key };
            keeper.replace(&by.actor, upload, to, now).await
        }
    };
    let (refused, rejected) = match replaced {
        Ok(Ok(location)) => return Ok(see_other(&location)),
        Ok(Err(rejected)) => (Refused::from(vec![rejected.error()]), Some(rejected)),
        Err(problem) => (Refused::of(problem)?, None),
    };
    let sheet = CaseSheet::open(&db, by, case, now).await?;
    Ok(refused.answer(&view(&sheet, document, (&typed, &refused), rejected.as_ref())?))
}

fn read(reading: &mut Reading) -> Option<Replacement> {
    let dated_on = reading.day_if_any(("dated_on", "Datum des Schriftstücks"));
    let received_on = reading.day(("received_on", "Eingegangen am"));
    Some(Replacement { dated_on, received_on: received_on?, reason: reading.text("reason") })
}

/// The form; to a version that somebody has replaced already it leads no more.
fn view(
    case: &CaseSheet,
    id: DocumentId,
    (typed, refused): (&Typed, &Refused),
    rejected: Option<&Rejected>,
) -> Result<Markup, Problem> {
    let shown = case.document(id).ok_or(Problem::NotFound)?;
    let newest = case.newest(id).ok_or(Problem::NotFound)?;
    let content = html! {
        h2 { "Neue Fassung: " (shown.description.name) }
        @if let Some(it) = rejected { (reply(it)) }
        @if !refused.errors.is_empty() {
            p { "Es ist nichts gespeichert. Die Datei bitte noch einmal wählen." }
        }
        @if newest.id != id {
            p { "Diese Fassung ist schon ersetzt, am " (wall_clock(newest.uploaded_at)) " durch " (newest.uploaded_by) "." }
        } @else {
            p { "Die neue Fassung gilt überall anstelle der bisherigen: bei Vollständigkeit und Einwilligungen und für alle, die den Fall lesen. Bezeichnung, Art, Person und Schutzklasse bleiben. Die bisherige bleibt bei der Geschäftsstelle lesbar." }
        }
        (form(case, newest, typed, &refused.errors))
    };
    Ok(case_page(case, "Neue Fassung").errors(&refused.errors).show(&content))
}

fn form(case: &CaseSheet, newest: &Document, typed: &Typed, errors: &[FieldError]) -> Markup {
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    let address = format!("{}/dokumente/{}", case.address(), newest.id);
    let limit = format!("höchstens {}", megabytes(MAX_DOCUMENT));
    let fields = html! {
        (hidden("key", fresh_id()))
        (field("file", "PDF-Datei").hint(&limit).pdf())
        (field("dated_on", "Datum des Schriftstücks").optional().date())
        (field("received_on", "Eingegangen am").date())
        (field("reason", "Grund").hint("Zum Beispiel: vollständig, besser lesbar, mit Unterschrift").optional().text())
        div.buttons {
            (button(Look::Primary, "Neue Fassung hochladen"))
            (link_button(Look::Tertiary, &address, "Abbrechen"))
        }
    };
    upload_form(&case.by, &format!("{address}/fassung"), &fields)
}
