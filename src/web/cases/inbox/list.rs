use actix_web::{HttpResponse, http::StatusCode, web::Data};
use chrono::{DateTime, Utc};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    Now, Problem, acts,
    mail::MailCondition,
    now::wall_clock,
    pdf::Inspector,
    procedure::{FieldError, MailId, Right},
    storage::{self, Db, Files, MailLine},
    web::{
        cases::sent::{Sent, Upload},
        clock::fresh_id,
        components::{
            Field, Look, Tone, alert, badge, button, hidden, link_button, table, upload_form,
        },
        form::Query,
        frame::Page,
        page, see_other,
        session::SignedIn,
    },
};

const HERE: &str = "/posteingang";
const PER_PAGE: i64 = 50;

/// Where the page begins: after which e-mail.
#[derive(Deserialize)]
pub(in crate::web::cases) struct ListForm {
    nach: Option<String>,
}

pub(in crate::web::cases) async fn list(
    by: SignedIn,
    Query(form): Query<ListForm>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    let after = form.nach.as_deref().and_then(place);
    shown(&by, &db, after, &[]).await
}

/// `/posteingang`, with a file: it is read at once and led to.
pub(in crate::web::cases) async fn take_in(
    Sent { by, typed, uploads }: Sent,
    (db, files, inspector): (Data<Db>, Data<Files>, Data<Inspector>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::HandleMail)?;
    let upload = match checked(uploads) {
        Ok(it) => it,
        Err(error) => return shown(&by, &db, None, &[error]).await,
    };
    let key = typed.own("key")?;
    let original = files.keep(upload.file).await?;
    let mail = acts::prepare_mail((&files, &inspector), MailId(fresh_id()), original, now).await?;
    let actor = by.actor;
    let taken = db.write(move |conn| {
        acts::once(conn, &actor, key, |conn| {
            let id = acts::take_in_mail(conn, Some(&actor), &mail, now)?;
            Ok(format!("{HERE}/{id}"))
        })
    });
    Ok(see_other(&taken.await?))
}

fn checked(uploads: Vec<Upload>) -> Result<Upload, FieldError> {
    let wrong = |sentence: &str| FieldError { field: "file".into(), sentence: sentence.into() };
    let upload = uploads
        .into_iter()
        .next()
        .ok_or_else(|| wrong("Bitte eine E-Mail als Datei wählen (.eml)."))?;
    if upload.surface.is_empty() {
        return Err(wrong("Die Datei ist leer."));
    }
    if upload.surface.is_too_large() {
        return Err(wrong(
            "Die Datei ist größer als 25 MB. Bitte legen Sie die E-Mail in das überwachte Postfach oder laden Sie ihre Anlagen einzeln beim Fall hoch.",
        ));
    }
    Ok(upload)
}

async fn shown(
    by: &SignedIn,
    db: &Db,
    after: Option<(DateTime<Utc>, MailId)>,
    errors: &[FieldError],
) -> Result<HttpResponse, Problem> {
    by.require(Right::HandleMail)?;
    let mut mails =
        db.read(move |conn| Ok(storage::open_mails(conn, after, PER_PAGE + 1)?)).await?;
    let more = mails.len() > usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    if more {
        mails.pop();
    }
    let next = mails
        .last()
        .filter(|_| more)
        .map(|it| format!("{HERE}?nach={}_{}", it.arrived_at.timestamp_micros(), it.id));
    let view = Page::new(by, "Posteingang").errors(errors).show(&html! {
        (taking_in(by, errors))
        (lines(&mails))
        @if let Some(next) = next {
            div.buttons { (link_button(Look::Secondary, &next, "Weitere E-Mails")) }
        }
    });
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(status, view))
}

/// `<microseconds>_<id>` as the link to the next page has it; anything else begins at the top.
fn place(typed: &str) -> Option<(DateTime<Utc>, MailId)> {
    let (at, id) = typed.split_once('_')?;
    Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
}

fn taking_in(by: &SignedIn, errors: &[FieldError]) -> Markup {
    let form = html! {
        (hidden("key", fresh_id()))
        (Field::new("file", "E-Mail als Datei")
            .hint("Aus dem Mailprogramm gespeichert oder hierher gezogen (.eml)")
            .errors(errors)
            .eml())
        div.buttons { (button(Look::Secondary, "E-Mail übernehmen")) }
    };
    html! { section { h2 { "E-Mail übernehmen" } (upload_form(by, HERE, &form)) } }
}

fn lines(mails: &[MailLine]) -> Markup {
    if mails.is_empty() {
        let text = html! { p { "Alles ist zugeordnet." } };
        return alert(Tone::Info, "Keine offenen E-Mails", &text);
    }
    let rows: Vec<_> = mails.iter().map(line).collect();
    table("Offene E-Mails, die älteste zuerst", &["Betreff", "Von", "Eingegangen", "Bei"], &rows)
}

fn line(it: &MailLine) -> Vec<Markup> {
    vec![
        html! {
            a.kern-link href={ (HERE) "/" (it.id) } { (subject(&it.subject)) }
            @if let Some(words) = trouble(it.condition) { " " (badge(Tone::Warning, words)) }
        },
        html! { (it.sender) },
        html! { (wall_clock(it.arrived_at)) },
        html! { @match &it.held {
            Some((name, since)) => { (name) br; span.muted { "seit " (wall_clock(*since)) } },
            None => span.muted { "niemandem" },
        } },
    ]
}

pub(super) fn subject(it: &str) -> &str {
    if it.is_empty() { "(ohne Betreff)" } else { it }
}

const fn trouble(condition: MailCondition) -> Option<&'static str> {
    match condition {
        MailCondition::Readable | MailCondition::Signed => None,
        MailCondition::Encrypted => Some("verschlüsselt"),
        MailCondition::Broken => Some("beschädigt"),
    }
}
