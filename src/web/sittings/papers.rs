use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    head,
    room::{self, Room},
    words,
};
use crate::{
    Now, Problem, acts,
    now::wall_clock,
    procedure::{LetterKind, Right, SittingId},
    storage::{self, Db, Files, LetterRow},
    web::{
        components::{Look, Tone, alert, link_button, open, table},
        frame::Page,
        page,
        session::SignedIn,
    },
};

/// The minutes (L13) as PDF; the read entry is committed before the bytes are fetched.
pub(in crate::web) async fn minutes(
    by: SignedIn,
    id: Path<SittingId>,
    db: Data<Db>,
    files: Data<Files>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let room = room::enter(&db, &by.actor, *id, now).await?;
    // The minutes hold every item, so whoever is recused in one cannot read them.
    if room.lines.iter().any(|it| it.item.is_none()) {
        return Ok(page(StatusCode::OK, not_for_you(&by, &room)));
    }
    let sitting = *id;
    let letters = db.read(move |conn| Ok(storage::letters_of_sitting(conn, sitting)?)).await?;
    let minutes = letters.into_iter().find(|it| it.kind == LetterKind::L13);
    let minutes = minutes.ok_or(Problem::NotFound)?;
    let Some(sha256) = minutes.sha256 else {
        return Ok(page(StatusCode::OK, not_yet(&by, &room)));
    };
    let (actor, letter) = (by.actor.clone(), minutes.id);
    db.write(move |conn| acts::disclose_paper(conn, &actor, (sitting, letter), now)).await?;
    let name = words::number(&room.sitting).replace("Nr. ", "").replace('/', "-");
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((
            "content-disposition",
            format!("inline; filename=\"Protokoll-{name}.pdf\""),
        ))
        .body(files.get(&sha256).await?))
}

pub(in crate::web) async fn invitations(
    by: SignedIn,
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let sitting = *id;
    let room = room::open(&db, &by, Right::PrepareSittings, sitting, now).await?;
    let letters = db.read(move |conn| Ok(storage::letters_of_sitting(conn, sitting)?)).await?;
    let rows = letters.iter().filter(|it| it.kind == LetterKind::L12).map(row);
    let rows: Vec<_> = rows.collect();
    let content = html! {
        section {
            h2 { "Einladungen" }
            @if rows.is_empty() {
                (alert(Tone::Info, "Keine Einladungen", &html! { p { "Die Einladung ist noch nicht versandt." } }))
            } @else {
                (table("Einladungen", &["Geht an", "Erstellt", "Schreiben"], &rows))
            }
            (link_button(Look::Secondary, &room.address(), "Zurück zur Sitzung"))
        }
    };
    Ok(Page::new(&by, "Einladungen").header(head::header(&room, None)).show(&content))
}

fn row(it: &LetterRow) -> Vec<Markup> {
    vec![
        html! { (it.recipient.replace('\n', ", ")) },
        html! { (wall_clock(it.written_at)) " von " (it.written_by) },
        html! {
            @if it.sha256.is_some() {
                a.kern-link href={ "/schreiben/" (it.id) } { "PDF" span.kern-sr-only { " an " (it.recipient) } }
            } @else { (open("wird erstellt")) }
        },
    ]
}

fn not_yet(by: &SignedIn, room: &Room) -> Markup {
    let text = html! {
        p { "Das Protokoll ist geschrieben und wird gerade als PDF erstellt. Das dauert in der Regel wenige Sekunden; bitte laden Sie die Seite dann neu." }
        (link_button(Look::Secondary, &room.address(), "Zurück zur Sitzung"))
    };
    Page::new(by, "Protokoll").header(head::header(room, None)).show(&text)
}

fn not_for_you(by: &SignedIn, room: &Room) -> Markup {
    let text = html! {
        (alert(Tone::Warning, "Das Protokoll ist für Sie nicht einsehbar", &html! {
            p { "Sie sind bei einem Punkt dieser Sitzung befangen, und das Protokoll enthält ihn. Bitte wenden Sie sich für einen Auszug an die Geschäftsstelle." }
        }))
        (link_button(Look::Secondary, &room.address(), "Zurück zur Sitzung"))
    };
    Page::new(by, "Protokoll").header(head::header(room, None)).show(&text)
}
