use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    list::subject,
    reply::{doubts, suggested_reply},
};
use crate::{
    Problem, acts,
    now::wall_clock,
    procedure::{CaseId, FieldError, FileNumber, MailId},
    storage::{self, Db, Files, StoredAttachment, StoredMail},
    web::{
        cases::{files::inline_pdf, sheet::parsed},
        components::{
            Field, Look, Tone, alert, button, description_list, hidden, link_button, post_button,
            post_form, table,
        },
        frame::Page,
        numbers::file_size,
        page,
        session::SignedIn,
    },
};

/// An e-mail as it is shown: what it is, and to which cases its subject points.
pub(super) struct MailSheet {
    pub(super) by: SignedIn,
    pub(super) mail: StoredMail,
    pointed_at: Vec<(CaseId, FileNumber)>,
}

impl MailSheet {
    /// Notes that it was read, then reads it.
    pub(super) async fn open(db: &Db, by: SignedIn, id: MailId) -> Result<Self, Problem> {
        let actor = by.actor.clone();
        let opened = db.write(move |conn| {
            let mail = acts::disclose_mail(conn, &actor, id)?;
            let pointed_at = storage::find_numbers(conn, &FileNumber::all_in(&mail.line.subject))?;
            Ok((mail, pointed_at))
        });
        let (mail, pointed_at) = opened.await?;
        Ok(Self { by, mail, pointed_at })
    }

    fn address(&self) -> String {
        format!("/posteingang/{}", self.mail.line.id)
    }

    pub(super) fn page(&self, number: &str, reason: &str, errors: &[FieldError]) -> HttpResponse {
        let title = format!("E-Mail: {}", subject(&self.mail.line.subject));
        let content = html! {
            (self.head())
            @if let Some(why) = doubts(&self.mail) {
                section { (alert(Tone::Warning, "Bitte auf die Adresse des Absenders achten", &html! { p { (why) " Antwortadresse: " (self.mail.reply_to) } })) }
            }
            @if !self.mail.settled { (self.ways(number, reason, errors)) }
            section { h2 { "Nachricht" } (message(&self.mail.body)) }
            (self.attachments())
            @if let Some(reply) = suggested_reply(&self.mail) { (reply_to_copy(&self.mail, &reply)) }
        };
        let view = Page::new(&self.by, &title).errors(errors).show(&content);
        let status =
            if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        page(status, view)
    }

    fn head(&self) -> Markup {
        let (mail, line) = (&self.mail, &self.mail.line);
        let state = html! { @match (mail.case, mail.settled) {
            (Some(case), _) => { "beim " a.kern-link href={ "/faelle/" (case) } { "Fall" } },
            (None, true) => { "nicht für uns: " (mail.reason) },
            (None, false) => "offen",
        } };
        let holder = html! { @match &line.held {
            Some((name, since)) => { (name) ", seit " (wall_clock(*since)) },
            None => "niemandem",
        } };
        html! {
            (description_list(&[
                ("Von", html! { (line.sender) }),
                ("Gesendet", html! { (mail.sent_at.map_or_else(|| "nicht angegeben".to_owned(), wall_clock)) }),
                ("Eingegangen", html! { (wall_clock(line.arrived_at)) }),
                ("Zustand", html! { (line.condition.label()) }),
                ("In Bearbeitung bei", holder),
                ("Verbleib", state),
            ]))
            div.buttons {
                (link_button(Look::Tertiary, &format!("{}/druckfassung", self.address()), "Als PDF lesen"))
                (link_button(Look::Tertiary, &format!("{}/original", self.address()), "Original herunterladen"))
            }
        }
    }

    /// What can become of it. A number in the subject is a suggestion, for a person to confirm.
    fn ways(&self, number: &str, reason: &str, errors: &[FieldError]) -> Markup {
        let version = hidden("version", self.mail.version.0);
        let suggested = self.pointed_at.first().map_or("", |it| it.1.as_str());
        let number = if number.is_empty() { suggested } else { number };
        let to_case = html! {
            (version)
            (Field::new("number", "Aktenzeichen")
                .hint(if suggested.is_empty() { "" } else { "Vorschlag aus dem Betreff; bitte prüfen" })
                .value(number).errors(errors).text())
            div.buttons { (button(Look::Primary, "Zum Fall nehmen")) }
        };
        let away = html! {
            (version)
            (Field::new("reason", "Warum gehört sie nicht zu uns?").value(reason).errors(errors).text())
            div.buttons { (button(Look::Secondary, "Ablegen")) }
        };
        let enter = self.by.land.law().says("Antrag erfassen");
        let new_case = format!("/faelle/neu?mail={}", self.mail.line.id);
        html! {
            section {
                h2 { "Was geschieht damit?" }
                (self.taking_on(&version))
                h3 { "Neuer Vorgang" }
                div.buttons {
                    (link_button(Look::Secondary, &new_case, &enter))
                    (link_button(Look::Secondary, &format!("{new_case}&vertretung=ja"), &format!("{enter}, Absender ist die Vertretung")))
                }
                h3 { "Zu einem Fall" }
                (post_form(&self.by, &format!("{}/zuordnen", self.address()), &to_case))
                details open[!reason.is_empty()] {
                    summary { "Nicht für uns" }
                    (post_form(&self.by, &format!("{}/ablegen", self.address()), &away))
                }
            }
        }
    }

    /// Whoever sees to it already need not say so again.
    fn taking_on(&self, version: &Markup) -> Markup {
        let label = match &self.mail.line.held {
            Some((name, _)) if *name == self.by.name => return html! {},
            Some((name, _)) => format!("Ich übernehme von {name}"),
            None => "Ich kümmere mich".to_owned(),
        };
        let address = format!("{}/uebernehmen", self.address());
        post_button(&self.by, &address, (Look::Secondary, &label), version)
    }

    fn attachments(&self) -> Markup {
        const HEADS: [&str; 3] = ["Anlage", "Größe", "Verwendung"];
        let rows: Vec<_> = self.mail.attachments.iter().map(|it| self.attachment(it)).collect();
        html! {
            section {
                h2 { "Anlagen" }
                @if rows.is_empty() { p.muted { "Ohne Anlagen." } }
                @else { (table("Anlagen der E-Mail", &HEADS, &rows)) }
            }
        }
    }

    fn attachment(&self, it: &StoredAttachment) -> Vec<Markup> {
        let address = format!("{}/anlagen/{}", self.address(), it.position);
        vec![
            html! { @match it.aside {
                None => a.kern-link href=(address) { (it.name) },
                Some(_) => (it.name),
            } },
            html! { (file_size(it.file.size)) },
            html! { @match it.aside {
                None => "wird Dokument des Falls",
                Some(aside) => { "verwahrt: " (aside.label()) @if let Some(fault) = it.fault { ". " (fault.label()) } },
            } },
        ]
    }
}

fn message(body: &str) -> Markup {
    html! { @if body.is_empty() { p.muted { "Ohne lesbaren Text." } } @else { pre.mail { (body) } } }
}

fn reply_to_copy(mail: &StoredMail, reply: &str) -> Markup {
    let text = html! {
        p { "Zum Kopieren in eine Antwort an " (mail.reply_to) ":" }
        (Field::new("reply", "Vorschlag für eine Antwort").value(reply).optional().area(16))
    };
    html! { section { (alert(Tone::Warning, "Nicht alles ist angenommen", &text)) } }
}

/// `/posteingang/{id}`
pub(in crate::web::cases) async fn show(
    by: SignedIn,
    id: Path<String>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    Ok(MailSheet::open(&db, by, parsed(&id)?).await?.page("", "", &[]))
}

/// `/posteingang/{id}/druckfassung`
pub(in crate::web::cases) async fn copy(
    by: SignedIn,
    id: Path<String>,
    (db, files): (Data<Db>, Data<Files>),
) -> Result<HttpResponse, Problem> {
    let sheet = MailSheet::open(&db, by, parsed(&id)?).await?;
    Ok(inline_pdf("E-Mail", files.get(&sheet.mail.copy.sha256).await?))
}

/// `/posteingang/{id}/original`: the message as it came, to be saved and not opened here.
pub(in crate::web::cases) async fn original(
    by: SignedIn,
    id: Path<String>,
    (db, files): (Data<Db>, Data<Files>),
) -> Result<HttpResponse, Problem> {
    let sheet = MailSheet::open(&db, by, parsed(&id)?).await?;
    let bytes = files.get(&sheet.mail.original.sha256).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"original.eml\""))
        .body(bytes))
}

/// `/posteingang/{id}/anlagen/{position}`: only what may become a document; the rest is kept, not
/// delivered.
pub(in crate::web::cases) async fn attachment(
    by: SignedIn,
    path: Path<(String, i32)>,
    (db, files): (Data<Db>, Data<Files>),
) -> Result<HttpResponse, Problem> {
    let sheet = MailSheet::open(&db, by, parsed(&path.0)?).await?;
    let found = sheet.mail.papers().find(|it| it.position == path.1).ok_or(Problem::NotFound)?;
    Ok(inline_pdf(&found.name, files.get(&found.file.sha256).await?))
}
