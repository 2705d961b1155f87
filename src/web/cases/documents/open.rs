//! A document as a PDF, after its read entry.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use maud::html;
use serde::Deserialize;

use crate::{
    Now, Problem,
    acts::{self, Opening},
    procedure::{DocumentId, Right, Sensitivity},
    storage::{self, Db, Document, Files, Purpose},
    web::{
        answer::framed,
        cases::{
            files::{inline_pdf, saved_pdf},
            sheet::parsed,
        },
        components::{Field, Look, button, hidden, post_form},
        form::{Form, Query},
        frame::Page,
        page,
        session::SignedIn,
    },
};

/// What somebody may read a guarded document for.
const PURPOSES: [Purpose; 4] =
    [Purpose::Handling, Purpose::Sitting, Purpose::PreCheck, Purpose::Disclosure];

#[derive(Debug, Deserialize)]
pub(in crate::web::cases) struct Wanted {
    /// `datei`: to be saved and not shown.
    #[serde(default)]
    als: String,
    #[serde(default)]
    zweck: String,
}

/// `GET /dokumente/{id}`
pub(in crate::web::cases) async fn open(
    by: SignedIn,
    id: Path<String>,
    Query(Wanted { als, .. }): Query<Wanted>,
    stores: (Data<Db>, Data<Files>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    answer(&by, &id, &Wanted { als, zweck: String::new() }, stores, now).await
}

/// `POST /dokumente/{id}`: a guarded document, for a purpose.
pub(in crate::web::cases) async fn open_for(
    Form { by, input }: Form<Wanted>,
    id: Path<String>,
    stores: (Data<Db>, Data<Files>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::ReadCase)?;
    answer(&by, &id, &input, stores, now).await
}

async fn answer(
    by: &SignedIn,
    id: &str,
    wanted: &Wanted,
    (db, files): (Data<Db>, Data<Files>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    let (id, actor): (DocumentId, _) = (parsed(id)?, by.actor.clone());
    let purpose = wanted.zweck.parse().ok().filter(|it| PURPOSES.contains(it));
    let opened = db.write(move |conn| {
        let document = storage::find_document(conn, id)?;
        let opening = acts::disclose_document(conn, &actor, &document, purpose, now)?;
        Ok((document, opening))
    });
    let (document, opening) = opened.await?;
    Ok(framed(match opening {
        Opening::PurposeNeeded(guarded) => {
            page(StatusCode::OK, ask(by, (&document, guarded), &wanted.als))
        }
        Opening::Open => {
            let bytes = files.get(&document.sha256).await?;
            let name = &document.description.name;
            if wanted.als == "datei" { saved_pdf(name, bytes) } else { inline_pdf(name, bytes) }
        }
    }))
}

/// One click more than for other documents.
fn ask(by: &SignedIn, (document, guarded): (&Document, Sensitivity), als: &str) -> maud::Markup {
    let usual = by.actor.hat(Right::ReadCase.roles()).map_or("", |it| Purpose::of(it).name());
    let purposes = PURPOSES.map(|it| (it.name(), it.label()));
    let fields = html! {
        (hidden("als", als))
        (Field::new("zweck", "Zweck der Einsicht").value(usual).radios(purposes))
        div.buttons { (button(Look::Primary, "Dokument öffnen")) }
    };
    let content = html! {
        p { "„" (document.description.name) "“ ist besonders geschützt (" (guarded.label()) "). Wer es zu welchem Zweck liest, wird gesondert protokolliert." }
        (post_form(by, &format!("/dokumente/{}", document.id), &fields))
    };
    Page::new(by, "Besonders geschütztes Dokument").show(&content)
}
