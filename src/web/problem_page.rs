//! A failure as a page: what happened, what is saved, what to do.

use actix_web::{
    Error, HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use maud::{Markup, html};

use super::{
    components::{Look, link_button},
    frame::{self, Page},
    see_other,
    session::SignedIn,
    sign_in,
};
use crate::{Problem, procedure::Land};

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignedOut | Self::PasswordDue => StatusCode::SEE_OTHER,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::Forged | Self::Lapsed(_) => StatusCode::FORBIDDEN,
            Self::Refused(_) | Self::Stale => StatusCode::CONFLICT,
            Self::Invalid(_) | Self::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSoon(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy(_) | Self::FilesAway(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Without a body: `web::answer` knows the request and makes the page.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// What went wrong: a problem of ours, or what actix found.
pub(super) enum Wrong<'a> {
    Problem(&'a Problem),
    Status(StatusCode),
}

impl<'a> Wrong<'a> {
    pub(super) fn of(error: &'a Error) -> Self {
        match error.as_error::<Problem>() {
            Some(problem) => Self::Problem(problem),
            None => Self::Status(error.as_response_error().status_code()),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Problem(problem) => problem.status_code(),
            Self::Status(status) => *status,
        }
    }
}

/// Logs what is our fault, and answers.
pub(super) fn answer(wrong: &Wrong, by: Option<&SignedIn>, path: &str, id: &str) -> HttpResponse {
    match wrong {
        Wrong::Problem(Problem::Broken(error)) => tracing::error!(error = ?error, "request failed"),
        Wrong::Problem(Problem::Busy(error) | Problem::FilesAway(error)) => {
            tracing::warn!(error = ?error, "request put off");
        }
        Wrong::Problem(Problem::SignedOut) => return see_other(&sign_in_address(path)),
        Wrong::Problem(Problem::Lapsed(unsent)) => return sign_in::once_more(unsent),
        Wrong::Problem(Problem::PasswordDue) => return see_other("/konto"),
        _ => {}
    }
    let title = title(wrong.status());
    let content = html! {
        (explanation(wrong, by.map_or(Land::NordrheinWestfalen, |it| it.land)))
        p { (link_button(Look::Secondary, "/", "Zur Startseite")) }
        @if !id.is_empty() { p.muted { "Kennung für Rückfragen: " code { (id) } } }
    };
    let page = match by {
        Some(by) => Page::new(by, title).show(&content),
        None => frame::outside(title, &content),
    };
    let mut answer = HttpResponse::build(wrong.status());
    if let Some(seconds) = patience(wrong) {
        answer.insert_header((header::RETRY_AFTER, seconds));
    }
    answer.content_type(header::ContentType::html()).body(page.into_string())
}

/// After signing in, people come back to where they wanted to go.
fn sign_in_address(path: &str) -> String {
    match path {
        "/" | "/abmelden" => "/anmelden".to_owned(),
        _ => format!("/anmelden?weiter={path}"),
    }
}

fn patience(wrong: &Wrong) -> Option<i64> {
    match wrong {
        Wrong::Problem(Problem::TooSoon(seconds)) => Some(*seconds),
        Wrong::Problem(Problem::Busy(_) | Problem::FilesAway(_)) => Some(30),
        _ => None,
    }
}

fn title(status: StatusCode) -> &'static str {
    match status.as_u16() {
        403 => "Das ist nicht möglich",
        404 | 405 => "Seite nicht gefunden",
        409 => "Der Schritt ist so nicht möglich",
        413 => "Die Eingabe ist zu groß",
        429 => "Bitte warten Sie einen Moment",
        503 => "Vorübergehend nicht erreichbar",
        500..=599 => "Es ist ein Fehler aufgetreten",
        _ => "Bitte prüfen Sie Ihre Angaben",
    }
}

fn explanation(wrong: &Wrong, land: Land) -> Markup {
    let back = "Mit „Zurück“ im Browser kommen Sie wieder zu Ihrer Eingabe.";
    match wrong {
        Wrong::Problem(Problem::Refused(violations)) => html! {
            ul { @for it in violations { li { (land.law().says(&it.to_string())) } } }
            p { (back) }
        },
        Wrong::Problem(Problem::Invalid(errors)) => html! {
            ul { @for it in errors { li { (it.sentence) } } }
            p { (back) }
        },
        Wrong::Problem(problem) => html! { p { (problem) } },
        Wrong::Status(status) => html! { p { (sentence(*status)) } },
    }
}

fn sentence(status: StatusCode) -> &'static str {
    match status.as_u16() {
        404 => "Diese Seite gibt es nicht, oder sie steht Ihnen nicht offen.",
        405 => "Auf diesem Weg ist die Seite nicht erreichbar.",
        413 => "Es wurde mehr gesendet, als die Anwendung annimmt. Es ist nichts gespeichert.",
        500..=599 => "Es ist ein Fehler aufgetreten, der bei uns liegt. Es ist nichts gespeichert.",
        _ => "Die Anfrage war unvollständig oder nicht lesbar. Es ist nichts gespeichert.",
    }
}
