use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::round::{self, OpenRound};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, CommitteeRoundId, Right, Stage, Violation, placing_obstacles},
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

/// As many cases of the Vorprüfung are looked at for those that are ready; more than a round holds.
const MOST: i64 = 200;

#[derive(Deserialize)]
pub(in crate::web) struct Chosen {
    /// Per case: `<id>:<idempotency key>`.
    #[serde(default)]
    fall: Vec<String>,
}

impl Chosen {
    fn choices(&self) -> Result<Vec<(CaseId, Uuid)>, Problem> {
        let choice = |it: &String| {
            let (case, key) = it.split_once(':')?;
            Some((case.parse().ok()?, key.parse().ok()?))
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
    id: Path<CommitteeRoundId>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let open = round::open(&db, &by, Right::PrepareRounds, *id, now).await?;
    let ready = ready(&db, &by, &open).await?;
    Ok(page(&by, &open, &ready, &html! {}, &Refused::unchanged()))
}

/// Each case in a transaction of its own: one that is refused does not hold up the others.
pub(in crate::web) async fn submit(
    id: Path<CommitteeRoundId>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<Chosen>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareRounds)?;
    let id = *id;
    let open = round::enter(&db, &by.actor, id, now).await?;
    let before = ready(&db, &by, &open).await?;
    let mut results = Vec::new();
    for (case, key) in input.choices()? {
        let actor = by.actor.clone();
        let added = db
            .write(move |conn| {
                acts::once(conn, &actor, key, |conn| {
                    acts::add_to_round(conn, &actor, (id, case), now)?;
                    Ok(format!("/vorpruefung/{id}"))
                })
            })
            .await;
        results.push((case, added.map(drop)));
    }
    if !results.is_empty() && results.iter().all(|it| it.1.is_ok()) {
        return Ok(see_other(&open.address()));
    }
    let sentence = if results.is_empty() {
        "Bitte mindestens einen Vorgang ankreuzen."
    } else {
        "Nicht alle Vorgänge sind aufgenommen; das Ergebnis steht unten für jeden."
    };
    let refused = Refused::of(Violation::Field(sentence.to_owned()).into())?;
    let open = round::enter(&db, &by.actor, id, now).await?;
    let (ready, report) = (ready(&db, &by, &open).await?, report(&by, &before, &results));
    Ok(refused.answer(&page(&by, &open, &ready, &report, &refused)))
}

/// What can be put before the committee: checked, and on no round. Eilfälle come first.
async fn ready(db: &Db, by: &SignedIn, open: &OpenRound) -> Result<Vec<WorklistRow>, Problem> {
    let (user, round) = (by.actor.user, open.round.clone());
    let asked = WorklistQuery {
        stages: vec![Stage::Admissibility],
        reconsidered: true,
        limit: MOST,
        ..WorklistQuery::default()
    };
    db.read(move |conn| {
        let mut rows = storage::worklist(conn, user, &asked)?;
        rows.retain(|it| placing_obstacles(&round, &it.case, it.facts.committee.stands).is_empty());
        let ids: Vec<_> = rows.iter().map(|it| it.case.id).collect();
        let placed = storage::on_a_round(conn, &ids)?;
        rows.retain(|it| !placed.contains(&it.case.id));
        Ok(rows)
    })
    .await
}

/// What became of each chosen case.
fn report(
    by: &SignedIn,
    before: &[WorklistRow],
    results: &[(CaseId, Result<(), Problem>)],
) -> Markup {
    let name = |case: &CaseId| {
        let row = before.iter().find(|it| it.case.id == *case);
        row.map_or_else(|| "Ein Vorgang".to_owned(), |it| format!("{} {}", it.number, it.people))
    };
    html! { @if !results.is_empty() {
        section aria-labelledby="ergebnis" {
            h2 id="ergebnis" { "Ergebnis je Vorgang" }
            ul.why { @for (case, result) in results {
                li { @match result {
                    Ok(()) => { (done(&name(case))) " – aufgenommen" },
                    Err(problem) => { "✗ " (name(case)) " – " (by.land.law().says(&problem.to_string())) },
                } }
            } }
        }
    } }
}

fn page(
    by: &SignedIn,
    open: &OpenRound,
    ready: &[WorklistRow],
    report: &Markup,
    refused: &Refused,
) -> Markup {
    let content = html! {
        (report)
        section {
            h2 { "Geprüfte Vorgänge aufnehmen" }
            @if !open.round.state.takes_items() {
                (alert(Tone::Warning, "Das ist nicht mehr möglich", &html! {
                    p { (Violation::RoundTakesNoItems(open.round.state)) }
                }))
            } @else if ready.is_empty() {
                (alert(Tone::Info, "Kein Vorgang ist bereit", &html! {
                    p { "Bereit ist ein Vorgang in der Vorprüfung, wenn alle Ausschlussgründe für jede Person geprüft sind und er bei keiner anderen Vorprüfung steht." }
                    p { a.kern-link href=(open.address()) { "Zur Vorprüfung" } }
                }))
            } @else { (form(by, open, ready)) }
        }
    };
    Page::new(by, "Vorgänge aufnehmen").header(open.header()).errors(&refused.errors).show(&content)
}

fn form(by: &SignedIn, open: &OpenRound, ready: &[WorklistRow]) -> Markup {
    let rows: Vec<_> = ready.iter().zip(1..).map(row).collect();
    let fields = html! {
        div id="fall" {
            (table("Geprüfte Vorgänge", &["Aufnehmen", "Aktenzeichen", "Personen", "Ausländerbehörde", "Eingang"], &rows))
        }
        div.buttons {
            (button(Look::Primary, "In die Vorprüfung aufnehmen"))
            (link_button(Look::Tertiary, &open.address(), "Abbrechen"))
        }
    };
    post_form(by, &format!("{}/faelle", open.address()), &fields)
}

fn row((it, n): (&WorklistRow, i32)) -> Vec<Markup> {
    let value = format!("{}:{}", it.case.id, fresh_id());
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
