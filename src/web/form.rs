//! What people send: forms and queries, read whole or refused in German.

use std::{
    future::{Ready, ready},
    pin::Pin,
};

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    dev::Payload,
    http::header::{HOST, HeaderMap, HeaderName, ORIGIN},
    web,
};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use futures_util::StreamExt as _;
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    session::{self, SignedIn},
    unsent,
};
use crate::Problem;

/// A Begründung has up to 100,000 characters, each up to nine bytes when encoded.
pub(super) const LIMIT: usize = 1024 * 1024;
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, Problem>>>>;

/// A form sent by someone signed in, from a page of their session:
/// `Form { by, input }: Form<StepForm>`. Repeated fields become a `Vec`.
pub(in crate::web) struct Form<T> {
    pub(in crate::web) by: SignedIn,
    pub(in crate::web) input: T,
}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Problem;
    type Future = Extracting<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, mut payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let by = match session::of_request(&req).await {
                Err(Problem::SignedOut) => return Err(unsent::of_form(&req, &mut payload).await?),
                by => by?,
            };
            let body = read(&req, &mut payload, LIMIT).await?;
            let token = fields(&body)?.into_iter().find(|it| it.0 == "csrf");
            guard(&req, &by, &token.unwrap_or_default().1)?;
            Ok(Self { by, input: parse(&body)? })
        })
    }
}

/// The fields of a form that is nothing but its button.
#[derive(Deserialize)]
pub(in crate::web) struct Nothing {}

/// A button about something in the version that was seen; it is pressed once.
#[derive(Deserialize)]
pub(in crate::web) struct Pressed {
    pub(in crate::web) key: Uuid,
    pub(in crate::web) version: i32,
}

/// A form for which nobody is signed in yet. It may have another form in one of its fields.
pub(in crate::web) struct OpenForm<T>(pub(in crate::web) T);

impl<T: DeserializeOwned + 'static> FromRequest for OpenForm<T> {
    type Error = Problem;
    type Future = Extracting<Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, mut payload) = (req.clone(), payload.take());
        Box::pin(async move {
            from_here(req.headers())?;
            parse(&read(&req, &mut payload, 2 * LIMIT).await?).map(Self)
        })
    }
}

/// The part of an address after the question mark; repeated fields become a `Vec`.
pub(in crate::web) struct Query<T>(pub(in crate::web) T);

impl<T: DeserializeOwned + 'static> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(req.query_string().as_bytes()).map(Self))
    }
}

/// Lets only requests pass that a page of this session has sent. [`Form`] does it by itself;
/// handlers that read a multipart body call it with the field `csrf`.
pub(in crate::web) fn guard(req: &HttpRequest, by: &SignedIn, token: &str) -> Result<(), Problem> {
    from_here(req.headers())?;
    if is_same(token, &by.csrf) { Ok(()) } else { Err(Problem::Forged) }
}

pub(super) fn is_same(token: &str, csrf: &str) -> bool {
    verify_slices_are_equal(token.as_bytes(), csrf.as_bytes()).is_ok()
}

/// Browsers say from where a request comes: in `Sec-Fetch-Site` (over https and to localhost), or
/// in `Origin`, which under our referrer policy is `null` for our own forms and says nothing.
pub(super) fn from_here(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| headers.get(name).map(|it| it.to_str().unwrap_or("unreadable"));
    let ours = match (text(&SEC_FETCH_SITE), text(&ORIGIN)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) if origin != "null" => {
            origin.split_once("://").map(|it| it.1) == text(&HOST)
        }
        (None, _) => true,
    };
    if ours { Ok(()) } else { Err(Problem::Forged) }
}

pub(super) async fn read(
    req: &HttpRequest,
    payload: &mut Payload,
    limit: usize,
) -> Result<web::Bytes, Problem> {
    if req.content_type() != "application/x-www-form-urlencoded" {
        return Err(unreadable());
    }
    let mut body = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| unreadable())?;
        if body.len() + chunk.len() > limit {
            return Err(Problem::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// Bytes that are no text, and the one character that Postgres cannot keep, are refused here, once.
pub(super) fn fields(encoded: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    let fields: Vec<(String, String)> =
        serde_html_form::from_bytes(encoded).map_err(|_| unreadable())?;
    let is_text = |it: &str| !it.contains(['\0', char::REPLACEMENT_CHARACTER]);
    let all_text = fields.iter().all(|it| is_text(&it.0) && is_text(&it.1));
    if all_text { Ok(fields) } else { Err(unreadable()) }
}

fn parse<T: DeserializeOwned>(encoded: &[u8]) -> Result<T, Problem> {
    fields(encoded)?;
    serde_html_form::from_bytes(encoded).map_err(|_| unreadable())
}

fn unreadable() -> Problem {
    Problem::Unreadable(
        "Die Angaben waren unvollständig oder nicht lesbar. Es ist nichts gespeichert; bitte laden Sie die Seite neu und senden Sie sie noch einmal.".into(),
    )
}
