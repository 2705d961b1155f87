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
        components::{Look, Tone, alert, button, dispatched, link_button, open, post_form, table},
        form::{Form, Nothing},
        frame::Page,
        numbers::counted,
        page, see_other,
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
    let invitations: Vec<_> = letters.iter().filter(|it| it.kind == LetterKind::L12).collect();
    let waiting = invitations.iter().filter(|it| it.waits_to_be_sent()).count();
    let rows: Vec<_> = invitations.into_iter().map(row).collect();
    let content = html! {
        section {
            h2 { "Einladungen" }
            @if rows.is_empty() {
                (alert(Tone::Info, "Keine Einladungen", &html! { p { "Die Einladung ist noch nicht versandt." } }))
            } @else {
                (table("Einladungen", &["Geht an", "Erstellt", "Schreiben", "Absendung"], &rows))
            }
            @if waiting > 0 {
                @let label = format!("{} als abgesandt vermerken", counted(waiting, "Einladung", "Einladungen"));
                (post_form(&by, &format!("{}/einladungen/abgesandt", room.address()), &button(Look::Primary, &label)))
            }
            (link_button(Look::Secondary, &room.address(), "Zurück zur Sitzung"))
        }
    };
    Ok(Page::new(&by, "Einladungen").header(head::header(&room, None)).show(&content))
}

/// All that are typeset left the house today.
pub(in crate::web) async fn sent(
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
    Form { by, input: Nothing {} }: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let id = *id;
    db.write(move |conn| acts::mark_invitations_sent(conn, &by.actor, id, now)).await?;
    Ok(see_other(&format!("/sitzungen/{id}/einladungen")))
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
        dispatched(it),
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
