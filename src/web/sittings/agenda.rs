use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    head,
    room::{self, Room},
};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, Right, SittingId, Stage, Step, Version, Violation},
    storage::{self, Db, WorklistQuery, WorklistRow},
    web::{
        clock::fresh_id,
        components::{
            Look, Tone, alert, badge, button, done, link_button, post_form, table, tick_box,
        },
        days,
        form::Form,
        frame::Page,
        refused::Refused,
        see_other,
        session::SignedIn,
    },
};

const MOST: i64 = 100;

#[derive(Deserialize)]
pub(in crate::web) struct Chosen {
    /// Per case: `<id>:<version>:<idempotency key>`.
    #[serde(default)]
    fall: Vec<String>,
}

struct Choice {
    case: CaseId,
    seen: Version,
    key: Uuid,
}

impl Chosen {
    fn choices(&self) -> Result<Vec<Choice>, Problem> {
        let choice = |it: &String| {
            let mut parts = it.split(':');
            let (case, seen, key) = (parts.next()?, parts.next()?, parts.next()?);
            let seen = Version(seen.parse().ok()?);
            Some(Choice { case: case.parse().ok()?, seen, key: key.parse().ok()? })
        };
        let all: Option<Vec<_>> = self.fall.iter().map(choice).collect();
        all.ok_or_else(|| {
            Problem::Unreadable(
                "Die Auswahl war nicht lesbar. Bitte laden Sie die Seite neu.".to_owned(),
            )
        })
    }
}

pub(in crate::web) async fn show(
    by: SignedIn,
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let room = room::open(&db, &by, Right::PrepareSittings, *id, now).await?;
    let ready = ready(&db, &by).await?;
    Ok(page(&by, &room, &ready, &html! {}, &Refused::unchanged()))
}

/// Each case in a transaction of its own: one that is refused does not hold up the others.
pub(in crate::web) async fn submit(
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<Chosen>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareSittings)?;
    let sitting = *id;
    let before = ready(&db, &by).await?;
    let choices = input.choices()?;
    let mut results = Vec::new();
    for Choice { case, seen, key } in choices {
        let (actor, step) = (by.actor.clone(), Step::PlaceOnAgenda { sitting });
        let placed = db
            .write(move |conn| {
                acts::once(conn, &actor, key, |conn| {
                    acts::take_step(conn, &actor, (case, seen), step, now)?;
                    Ok(format!("/sitzungen/{sitting}"))
                })
            })
            .await;
        results.push((case, placed.map(drop)));
    }
    if !results.is_empty() && results.iter().all(|it| it.1.is_ok()) {
        return Ok(see_other(&format!("/sitzungen/{sitting}")));
    }
    let sentence = if results.is_empty() {
        "Bitte mindestens einen Vorgang ankreuzen."
    } else {
        "Nicht alle Vorgänge sind aufgenommen; das Ergebnis steht unten für jeden."
    };
    let refused = Refused::of(Violation::Field(sentence.to_owned()).into())?;
    let room = room::enter(&db, &by.actor, sitting, now).await?;
    let (ready, report) = (ready(&db, &by).await?, report(&before, &results));
    Ok(refused.answer(&page(&by, &room, &ready, &report, &refused)))
}

async fn ready(db: &Db, by: &SignedIn) -> Result<Vec<WorklistRow>, Problem> {
    let user = by.actor.user;
    let asked =
        WorklistQuery { stages: vec![Stage::Ready], limit: MOST, ..WorklistQuery::default() };
    db.read(move |conn| Ok(storage::worklist(conn, user, &asked)?)).await
}

/// What became of each chosen case.
fn report(before: &[WorklistRow], results: &[(CaseId, Result<(), Problem>)]) -> Markup {
    let name = |case: &CaseId| {
        let row = before.iter().find(|it| it.case.id == *case);
        row.map_or_else(|| "Ein Vorgang".to_owned(), |it| format!("{} {}", it.number, it.people))
    };
    html! {
        @if !results.is_empty() {
            section aria-labelledby="ergebnis" {
                h2 id="ergebnis" { "Ergebnis je Vorgang" }
                ul.why { @for (case, result) in results {
                    li {
                        @match result {
                            Ok(()) => { (done(&name(case))) " – steht auf der Tagesordnung" },
                            Err(problem) => { "✗ " (name(case)) " – " (problem) },
                        }
                    }
                } }
            }
        }
    }
}

fn page(
    by: &SignedIn,
    room: &Room,
    ready: &[WorklistRow],
    report: &Markup,
    refused: &Refused,
) -> Markup {
    let takes_items = room.sitting.state.takes_items();
    let content = html! {
        (report)
        section {
            h2 { "Sitzungsreife Vorgänge aufnehmen" }
            @if !takes_items {
                (alert(Tone::Warning, "Das ist nicht mehr möglich", &html! {
                    p { (Violation::AgendaClosed(room.sitting.state)) }
                }))
            } @else if ready.is_empty() {
                (alert(Tone::Info, "Kein Vorgang ist sitzungsreif", &html! {
                    p { "Sitzungsreif ist ein Vorgang, wenn die Stellungnahme der Ausländerbehörde vorliegt." }
                    p { a.kern-link href="/faelle" { "Zu den Fällen" } }
                }))
            } @else { (form(by, room, ready)) }
        }
    };
    Page::new(by, "Vorgänge aufnehmen")
        .header(head::header(room, None))
        .rail(html! { section { (head::agenda(room, None)) } })
        .errors(&refused.errors)
        .show(&content)
}

fn form(by: &SignedIn, room: &Room, ready: &[WorklistRow]) -> Markup {
    let rows: Vec<_> = ready.iter().zip(1..).map(row).collect();
    let fields = html! {
        div id="fall" {
            (table("Sitzungsreife Vorgänge", &["Aufnehmen", "Aktenzeichen", "Personen", "Ausländerbehörde", "Eingang"], &rows))
        }
        div.buttons {
            (button(Look::Primary, "Auf die Tagesordnung setzen"))
            (link_button(Look::Tertiary, &room.address(), "Abbrechen"))
        }
    };
    post_form(by, &format!("{}/tagesordnung", room.address()), &fields)
}

fn row((it, n): (&WorklistRow, i32)) -> Vec<Markup> {
    let value = format!("{}:{}:{}", it.case.id, it.case.version.0, fresh_id());
    vec![
        tick_box(&format!("fall-{n}"), ("fall", &value), &it.number.to_string()),
        html! {
            a.kern-link.number href={ "/faelle/" (it.case.id) } { (it.number) }
            @if it.case.urgent { " " (badge(Tone::Danger, "Eilfall")) }
        },
        html! { (it.people) },
        html! { (it.authority) },
        html! { time datetime=(it.case.received_on) { (days::german(it.case.received_on)) } },
    ]
}
