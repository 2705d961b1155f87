//! Wiedervorlagen of a case: set by hand, done, taken back.

use actix_web::{
    HttpResponse,
    web::{self, Data, Path, ServiceConfig},
};
use maud::{Markup, html};

use super::{
    case::case_page,
    sheet::{CaseSheet, parsed},
    typed::{Reading, Typed},
    written::write,
};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, FieldError, Recall, RecallEnd, RecallId, Right, UserId, day_ahead},
    storage::{Account, Db, KeptRecall},
    web::{
        clock::fresh_id,
        components::{
            Field, Look, button, done, hidden, link_button, named_button, post_form, reminder,
            spoken_button, table,
        },
        days::german,
        form::Form,
        refused::Refused,
    },
};

/// Mounts its pages; a part of the site map.
#[rustfmt::skip]
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/faelle/{id}/wiedervorlagen",            web::get().to(show))
        .route("/faelle/{id}/wiedervorlagen",           web::post().to(note))
        .route("/faelle/{id}/wiedervorlagen/{recall}",  web::post().to(settle));
}

const TITLE: &str = "Wiedervorlagen";

async fn show(case: CaseSheet, db: Data<Db>) -> Result<Markup, Problem> {
    let colleagues = db.read(acts::colleagues).await?;
    page(&case, &colleagues, &Typed::default(), &[])
}

async fn note(
    Form { by, input: typed }: Form<Typed>,
    case: Path<CaseId>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRecalls)?;
    let colleagues = db.read(acts::colleagues).await?;
    let (read, case) = (read(&typed, (*case, by.actor.user), now), *case);
    let (sender, id) = ((by, typed.own("key")?), RecallId(fresh_id()));
    let deed = move |conn: &mut _, by: &_, it| {
        acts::note_recall(conn, by, (id, &it), now)?;
        Ok(format!("/faelle/{case}#fristen"))
    };
    write(sender, (&db, case, now), read, deed, |case, refused| {
        page(case, &colleagues, &typed, &refused.errors)
    })
    .await
}

fn read(typed: &Typed, (case, own): (CaseId, UserId), now: Now) -> Result<Recall, Vec<FieldError>> {
    let mut reading = Reading::new(typed, now.today);
    let on = day_ahead(typed.get("on"), now.today);
    if on.is_none() {
        reading.wrong(
            "on",
            "Bitte einen Tag angeben, zum Beispiel „+14“, „12.6.“, „KW 24“ oder „12.6.2026“.",
        );
    }
    let user = if typed.get("user").is_empty() {
        Some(own)
    } else {
        reading.choice(("user", "Auf wessen Schreibtisch"))
    };
    let note = reading.text("note");
    let recall = on.zip(user).map(|(on, user)| Recall { case, on, note, user });
    reading.finish(recall)
}

/// `/faelle/{id}/wiedervorlagen/{recall}`
async fn settle(
    Form { by, input: typed }: Form<Typed>,
    path: Path<(String, String)>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRecalls)?;
    let (case, id): (CaseId, RecallId) = (parsed(&path.0)?, parsed(&path.1)?);
    let end = typed.own::<RecallEnd>("tun")?;
    let colleagues = db.read(acts::colleagues).await?;
    let sender = (by, typed.own("key")?);
    let deed = move |conn: &mut _, by: &_, end| {
        acts::settle_recall(conn, by, (case, id), end, now)?;
        Ok(format!("/faelle/{case}#fristen"))
    };
    let again = |case: &CaseSheet, refused: &Refused| {
        page(case, &colleagues, &Typed::default(), &refused.errors)
    };
    write(sender, (&db, case, now), Ok(end), deed, again).await
}

fn address(case: &CaseSheet) -> String {
    format!("{}/wiedervorlagen", case.address())
}

fn page(
    case: &CaseSheet,
    colleagues: &[Account],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Markup, Problem> {
    case.by.require(Right::KeepRecalls)?;
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    let names: Vec<_> = colleagues.iter().map(|it| (it.id.to_string(), it.name.as_str())).collect();
    let own = case.by.actor.user.to_string();
    let chosen = if typed.get("user").is_empty() { own.as_str() } else { typed.get("user") };
    let fields = html! {
        (hidden("key", fresh_id()))
        (field("on", "Wann").hint("„+14“ (Tage ab heute), „12.6.“, „KW 24“ oder TT.MM.JJJJ").text())
        (field("note", "Notiz").optional().hint("Nur in der Geschäftsstelle zu lesen").area(3))
        (Field::new("user", "Auf wessen Schreibtisch").value(chosen).errors(errors).select(names.iter().map(|it| (it.0.as_str(), it.1))))
        div.buttons {
            (button(Look::Primary, "Wiedervorlage setzen"))
            (link_button(Look::Tertiary, &format!("{}#fristen", case.address()), "Zurück zum Fall"))
        }
    };
    let content = html! {
        h2 { (TITLE) }
        (list(case))
        section { h3 { "Neue Wiedervorlage" } (post_form(&case.by, &address(case), &fields)) }
    };
    Ok(case_page(case, TITLE).errors(errors).show(&content))
}

/// What can become of it.
fn settling(case: &CaseSheet, it: &KeptRecall) -> Markup {
    let about = format!("Wiedervorlage am {}", german(it.recall.on));
    let button =
        |label, end: RecallEnd| spoken_button(Look::Tertiary, (label, &about), ("tun", end.name()));
    let buttons = html! {
        (hidden("key", fresh_id()))
        (button("Erledigt", RecallEnd::Done))
        (button("Zurücknehmen", RecallEnd::Withdrawn))
    };
    post_form(&case.by, &format!("{}/{}", address(case), it.id), &buttons)
}

/// On the page of the case: what is open, one click for the usual periods, what was settled.
pub(super) fn section(case: &CaseSheet) -> Markup {
    let weeks = [("+7", "1 Woche"), ("+14", "2 Wochen"), ("+28", "4 Wochen")];
    let fields = html! {
        (hidden("key", fresh_id()))
        div.buttons {
            @for (on, label) in weeks { (named_button(Look::Secondary, &format!("in {label}"), ("on", on))) }
            (link_button(Look::Tertiary, &address(case), "Anderer Tag, mit Notiz …"))
        }
    };
    html! {
        h3 { (TITLE) }
        (list(case))
        (post_form(&case.by, &address(case), &fields))
    }
}

const HEADS: [&str; 4] = ["Tag", "Notiz", "Bei", "Stand"];

fn list(case: &CaseSheet) -> Markup {
    let (settled, open): (Vec<_>, Vec<_>) =
        case.recalls.iter().partition(|it| it.settled.is_some());
    let rows = |some: &[&KeptRecall]| some.iter().map(|it| row(case, it)).collect::<Vec<_>>();
    html! {
        @if open.is_empty() { p.muted { "Es ist keine Wiedervorlage gesetzt." } }
        @else { (table("Offene Wiedervorlagen", &HEADS, &rows(&open))) }
        @if !settled.is_empty() {
            details {
                summary { "Erledigte Wiedervorlagen (" (settled.len()) ")" }
                (table("Erledigte Wiedervorlagen", &HEADS, &rows(&settled)))
            }
        }
    }
}

fn row(case: &CaseSheet, it: &KeptRecall) -> Vec<Markup> {
    let recall = &it.recall;
    vec![
        html! { @if it.settled.is_some() { (german(recall.on)) } @else { (reminder(recall.on, case.now.today)) } },
        html! { span.wrap { (recall.note) } },
        html! { (it.name) },
        html! { @if let Some((end, at)) = it.settled {
            (done(&format!("{} am {}", end.label(), german(Now::from(at).today))))
        } @else { (settling(case, it)) } },
    ]
}
