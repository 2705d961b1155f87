//! Letters: read as PDF, and noted as sent.

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path},
};
use maud::html;

use super::{files::inline_pdf, sheet::parsed};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, LetterId, Right},
    storage::{self, Action, Db, Files, ObjectKind},
    web::{
        components::{Look, link_button},
        form::{Form, Nothing},
        frame::Page,
        page, see_other,
        session::SignedIn,
    },
};

/// `/faelle/{id}/schreiben/abgesandt`: all that are typeset left the house today.
pub(super) async fn sent(
    Form { by, input: Nothing {} }: Form<Nothing>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let id: CaseId = parsed(&id)?;
    db.write(move |conn| acts::mark_letters_sent(conn, &by.actor, id, now)).await?;
    Ok(see_other(&format!("/faelle/{id}#schreiben")))
}

/// `/schreiben/{id}`: the PDF, after its read entry.
pub(super) async fn show(
    by: SignedIn,
    id: Path<String>,
    (db, files): (Data<Db>, Data<Files>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    let id: LetterId = parsed(&id)?;
    let actor = by.actor.clone();
    let found = db.write(move |conn| {
        let letter = storage::find_letter(conn, id)?;
        let object = (Action::LetterRead, (ObjectKind::Letter, id.0));
        let number = match (letter.case, letter.sitting) {
            (Some(case), _) if actor.may(Right::HandleLetters) => {
                acts::disclose(conn, &actor, case, object, now)?;
                storage::find_case(conn, case)?.number.to_string()
            }
            (None, Some(sitting)) => {
                acts::disclose_paper(conn, &actor, (sitting, id), now)?;
                let sitting = storage::find_sitting(conn, sitting)?;
                format!("Sitzung {}", sitting.held_on)
            }
            _ => return Err(Problem::NotFound),
        };
        Ok((letter, number))
    });
    let (letter, number) = found.await?;
    let Some(sha256) = letter.sha256 else {
        return Ok(being_typeset(&by, letter.case));
    };
    // The kind says nothing of an outcome: every closing notice has the same name.
    let name = format!("{number} {}", letter.kind.label());
    Ok(inline_pdf(&name, files.get(&sha256).await?))
}

/// It loads itself anew; who has switched that off presses the button.
fn being_typeset(by: &SignedIn, case: Option<CaseId>) -> HttpResponse {
    let back = case.map_or("/sitzungen".to_owned(), |it| format!("/faelle/{it}#schreiben"));
    let content = html! {
        p { "Das Schreiben ist erstellt und wird gerade gesetzt. Das dauert wenige Sekunden; die Seite lädt sich selbst neu." }
        div.buttons {
            (link_button(Look::Primary, &by.path, "Neu laden"))
            (link_button(Look::Secondary, &back, "Zurück"))
        }
    };
    let mut answer =
        page(StatusCode::ACCEPTED, Page::new(by, "Das Schreiben wird gesetzt").show(&content));
    answer.headers_mut().insert(header::REFRESH, header::HeaderValue::from_static("3"));
    answer
}
