use actix_web::{HttpResponse, http::StatusCode, web::Data};
use chrono::{DateTime, Utc};
use maud::{Markup, html};
use serde::Deserialize;

use super::{take_in, taken::Taken};
use crate::{
    Now, Problem,
    config::Config,
    mail::{MAX_MAIL, MailCondition},
    now::wall_clock,
    procedure::{FieldError, MailId, Right},
    storage::{self, Db, MailLine, Mailbox},
    web::{
        components::{Look, Tone, alert, badge, link_button, table},
        form::Query,
        frame::Page,
        numbers::megabytes,
        page,
        session::SignedIn,
    },
};

pub(super) const HERE: &str = "/posteingang";
const PER_PAGE: i64 = 50;

/// Where the page begins, after which e-mail; and which were just taken over.
#[derive(Deserialize)]
pub(in crate::web::cases) struct ListForm {
    nach: Option<String>,
    #[serde(flatten)]
    taken: Taken,
}

pub(in crate::web::cases) async fn list(
    by: SignedIn,
    Query(form): Query<ListForm>,
    (db, config): (Data<Db>, Data<Config>),
    now: Now,
) -> Result<HttpResponse, Problem> {
    let after = form.nach.as_deref().and_then(place);
    Inbox { db, config, now }.page(&by, after, &form.taken, &[]).await
}

/// What the list is made of.
pub(super) struct Inbox {
    pub(super) db: Data<Db>,
    pub(super) config: Data<Config>,
    pub(super) now: Now,
}

impl Inbox {
    pub(super) async fn page(
        &self,
        by: &SignedIn,
        after: Option<(DateTime<Utc>, MailId)>,
        taken: &Taken,
        errors: &[FieldError],
    ) -> Result<HttpResponse, Problem> {
        by.require(Right::HandleMail)?;
        let ids = taken.ids();
        let found = self.db.read(move |conn| {
            let mails = storage::open_mails(conn, after, PER_PAGE + 1)?;
            Ok((mails, storage::mail_lines(conn, &ids)?))
        });
        let (mut mails, just_taken) = found.await?;
        let next = next_page(&mut mails);
        let view = Page::new(by, "Posteingang").errors(errors).show(&html! {
            (taken.report(&just_taken))
            (left_behind(&self.config, self.now).await)
            (take_in::form(by, errors))
            section { h2 { "Offene E-Mails" } (lines(&mails)) }
            @if let Some(next) = next {
                div.buttons { (link_button(Look::Secondary, &next, "Weitere E-Mails")) }
            }
        });
        let status =
            if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok(page(status, view))
    }
}

/// The address of the next page, if there is one; its first e-mail is taken off this one.
fn next_page(mails: &mut Vec<MailLine>) -> Option<String> {
    if mails.len() <= usize::try_from(PER_PAGE).unwrap_or(usize::MAX) {
        return None;
    }
    mails.pop();
    let last = mails.last()?;
    Some(format!("{HERE}?nach={}_{}", last.arrived_at.timestamp_micros(), last.id))
}

/// What lies in the watched mailbox and cannot be taken in, and what to do.
async fn left_behind(config: &Config, now: Now) -> Markup {
    let Some(folder) = config.maildir.clone() else { return html! {} };
    let left = match Mailbox::new(folder).left_behind(now).await {
        Ok(left) => left,
        Err(error) => {
            tracing::warn!(error = ?error, "the mailbox cannot be read");
            let text = html! { p { "Neue E-Mails kommen hier gerade nicht an. Bitte verständigen Sie die Technik; gespeicherte E-Mails können Sie unten übernehmen." } };
            return alert(Tone::Warning, "Das überwachte Postfach ist nicht erreichbar", &text);
        }
    };
    let number = left.too_large + left.unreadable;
    if number == 0 {
        return html! {};
    }
    let title = if number == 1 {
        "1 Datei im Postfach konnte nicht übernommen werden".to_owned()
    } else {
        format!("{number} Dateien im Postfach konnten nicht übernommen werden")
    };
    alert(
        Tone::Warning,
        &title,
        &html! {
            @if left.too_large > 0 {
                p { "Größer als " (megabytes(MAX_MAIL)) ": " (left.too_large) ". Bitte öffnen Sie diese E-Mails im Mailprogramm und laden Sie ihre Anlagen einzeln beim Fall hoch." }
            }
            @if left.unreadable > 0 {
                p { "Nicht lesbar: " (left.unreadable) ". Bitte verständigen Sie die Technik; sie findet die Dateien im Ordner „new“ des Postfachs und den Grund im Protokoll des Dienstes." }
            }
            p { "Verloren ist nichts: Die Dateien liegen unverändert im Postfach und werden jede Minute wieder versucht." }
        },
    )
}

/// `<microseconds>_<id>` as the link to the next page has it; anything else begins at the top.
fn place(typed: &str) -> Option<(DateTime<Utc>, MailId)> {
    let (at, id) = typed.split_once('_')?;
    Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id.parse().ok()?))
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
        MailCondition::Shortened => Some("sehr lang"),
        MailCondition::Sealed => Some("verpackt"),
        MailCondition::Encrypted => Some("verschlüsselt"),
        MailCondition::Broken => Some("beschädigt"),
        MailCondition::Overburdened => Some("nicht lesbar"),
    }
}
