//! A form that was sent when the session of its page had ended by itself: nothing is done with
//! it, and nothing of it is lost. It goes to the browser and back until its author has signed in
//! again and sends it once more.

use actix_web::{HttpRequest, HttpResponse, dev::Payload, http::StatusCode};
use maud::html;

use super::{
    components::{Look, Tone, alert, button, hidden, link_button},
    form, frame, page,
    session::{self, Lapsed},
};
use crate::{Problem, problem::Unsent, procedure::UserId};

/// Who has signed in again.
pub(super) struct Returned {
    pub(super) user: UserId,
    /// The token of the new session.
    pub(super) csrf: String,
}

/// What to answer to a form without a session.
pub(super) async fn of_form(req: &HttpRequest, payload: &mut Payload) -> Result<Problem, Problem> {
    let Some(lapsed) = session::lapsed(req).await? else { return Ok(Problem::SignedOut) };
    let body = form::read(req, payload, form::LIMIT).await?;
    of_fields(req, &lapsed, form::fields(&body)?)
}

/// As [`of_form`], of fields that have been read. Only a page of the lapsed session brings its form
/// this far: otherwise whoever gets somebody to sign in could have them send anything.
pub(super) fn of_fields(
    req: &HttpRequest,
    lapsed: &Lapsed,
    fields: Vec<(String, String)>,
) -> Result<Problem, Problem> {
    form::from_here(req.headers())?;
    let is_secret = ["/konto", "/abmelden"].contains(&req.path());
    if is_secret || !is_of(lapsed, &fields) {
        return Ok(Problem::SignedOut);
    }
    let fields = serde_html_form::to_string(fields).map_err(anyhow::Error::from)?;
    Ok(Problem::Lapsed(Unsent { action: req.path().to_owned(), fields }))
}

fn is_of(lapsed: &Lapsed, fields: &[(String, String)]) -> bool {
    fields.iter().any(|(name, value)| name == "csrf" && form::is_same(value, &lapsed.csrf))
}

/// The form with the token of the new session, for the same person to send; `None` when it is
/// nobody's or somebody else's.
pub(super) async fn again(
    req: &HttpRequest,
    unsent: &Unsent,
    returned: &Returned,
) -> Result<Option<HttpResponse>, Problem> {
    let Some(lapsed) = session::lapsed(req).await? else { return Ok(None) };
    let fields = form::fields(unsent.fields.as_bytes())?;
    if lapsed.user != returned.user || !is_of(&lapsed, &fields) {
        return Ok(None);
    }
    let content = html! {
        (alert(Tone::Info, "Ihre Eingaben sind erhalten", &html! {
            p { "Sie sind wieder angemeldet. Gespeichert ist noch nichts: senden Sie jetzt ab, was Sie eingegeben hatten. Dateien wählen Sie bitte noch einmal aus." }
        }))
        form method="post" action=(unsent.action) {
            (hidden("csrf", &returned.csrf))
            @for (name, value) in fields.iter().filter(|it| it.0 != "csrf") { (hidden(name, value)) }
            div.buttons {
                (button(Look::Primary, "Eingaben absenden"))
                (link_button(Look::Tertiary, "/", "Verwerfen"))
            }
        }
    };
    Ok(Some(page(StatusCode::OK, frame::outside("Wieder angemeldet", &content))))
}
