//! What is true of every answer: its headers, and that a failure is a page in German.

use std::{fmt, panic::AssertUnwindSafe, rc::Rc};

use actix_web::{
    Error, HttpMessage as _, HttpResponse, ResponseError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header, header::HeaderMap},
    middleware::Next,
    web::Data,
};
use futures_util::FutureExt as _;
use tracing_actix_web::RequestId;

use super::{
    problem_page::{self, Wrong},
    session::SignedIn,
};
use crate::{Problem, config::Config};

/// Sent along by our script. It would follow a redirection by itself: the page there would be
/// loaded for nobody, then once more when the browser goes there, and each leave its read entry.
const BY_SCRIPT: &str = "hfk-sent-by-script";

/// Wraps the whole application. Also answers HEAD by GET (the server leaves the body out) and
/// keeps a panic from cutting the connection.
pub(super) async fn complete(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, Error> {
    if *req.method() == Method::HEAD {
        req.head_mut().method = Method::GET;
    }
    let id = req.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let by_script = req.headers().contains_key(BY_SCRIPT);
    let tls = req.app_data::<Data<Config>>().is_some_and(|it| it.tls);
    // Postgres text cannot hold it, so no page has such an address.
    let asked = if req.uri().to_string().contains("%00") {
        Ok(Ok(req.error_response(Problem::NotFound).map_into_right_body()))
    } else {
        let answered = AssertUnwindSafe(next.call(req)).catch_unwind().await;
        answered.map(|it| it.map(ServiceResponse::map_into_left_body))
    };
    let Ok(Ok(response)) = asked else {
        // Without a response there is no request left to answer: actix makes one of the error.
        return Err(LastResort { id, tls }.into());
    };
    let mut response = with_page(response.map_into_boxed_body(), &id);
    if by_script && response.status() == StatusCode::SEE_OTHER {
        // The same address, for the script to send the browser there.
        *response.response_mut().status_mut() = StatusCode::NO_CONTENT;
    }
    secure(response.headers_mut(), tls);
    Ok(response)
}

/// Puts a page in place of a failure that has none.
fn with_page(response: ServiceResponse, id: &str) -> ServiceResponse {
    let wrong = match response.response().error() {
        Some(error) => Wrong::of(error),
        None if response.status().as_u16() >= 400 && !is_page(&response) => {
            Wrong::Status(response.status())
        }
        None => return response,
    };
    let req = response.request();
    let by = req.extensions().get::<Rc<SignedIn>>().cloned();
    // Only what was asked for can be gone back to; what was sent cannot.
    let path = if *req.method() == Method::GET { req.path() } else { "/" };
    let mut answer = problem_page::answer(&wrong, by.as_deref(), path, id);
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    response.into_response(answer)
}

fn is_page(response: &ServiceResponse) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|it| it.as_bytes().starts_with(b"text/html"))
}

/// What a page may load, and how it stands to frames.
macro_rules! policy {
    ($frames:literal) => {
        concat!(
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; ",
            "script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; ",
            $frames
        )
    };
}

/// A page that shows another of ours in a frame.
pub(super) fn framing(answer: HttpResponse) -> HttpResponse {
    with(
        answer,
        &[("content-security-policy", policy!("frame-src 'self'; frame-ancestors 'none'"))],
    )
}

/// What may be shown in such a frame.
pub(super) fn framed(answer: HttpResponse) -> HttpResponse {
    let ours = ("content-security-policy", policy!("frame-ancestors 'self'"));
    with(answer, &[ours, ("x-frame-options", "SAMEORIGIN")])
}

fn with(mut answer: HttpResponse, headers: &[(&'static str, &'static str)]) -> HttpResponse {
    for (name, value) in headers {
        let name = header::HeaderName::from_static(name);
        answer.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    answer
}

#[rustfmt::skip]
const HEADERS: [(&str, &str); 8] = [
    ("content-security-policy", policy!("frame-ancestors 'none'")),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    // Pages hold what must not lie about in a cache; style sheets say otherwise themselves.
    ("cache-control", "no-store"),
];

/// What a handler has set stays.
fn secure(headers: &mut HeaderMap, tls: bool) {
    let transport = tls.then_some(("strict-transport-security", "max-age=31536000"));
    for (name, value) in HEADERS.into_iter().chain(transport) {
        let name = header::HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, header::HeaderValue::from_static(value));
        }
    }
}

/// The answer when a handler has panicked.
#[derive(Debug)]
struct LastResort {
    id: String,
    tls: bool,
}

impl fmt::Display for LastResort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a handler has panicked")
    }
}

impl ResponseError for LastResort {
    fn status_code(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }

    fn error_response(&self) -> HttpResponse {
        let wrong = Wrong::Status(self.status_code());
        let mut answer = problem_page::answer(&wrong, None, "/", &self.id);
        secure(answer.headers_mut(), self.tls);
        answer
    }
}
