use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::round::{self, OpenRound};
use crate::{
    Now, Problem, acts,
    procedure::{CommitteeRoundId, Right, Stage, Violation, placing_obstacles},
    storage::{self, Db, WorklistQuery, WorklistRow},
    web::{
        components::{Look, Tone, alert, button, link_button, post_form},
        form::Form,
        frame::Page,
        refused::Refused,
        see_other,
        session::SignedIn,
        ticking::{self, Choice, Results, Ticked},
    },
};

/// As many cases are shown; more than a round holds.
const MOST: usize = 200;

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
    Form { by, input }: Form<Ticked>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareRounds)?;
    let id = *id;
    let open = round::enter(&db, &by.actor, id, now).await?;
    let before = ready(&db, &by, &open).await?;
    let mut results = Results::default();
    for Choice { case, key, .. } in input.choices()? {
        let actor = by.actor.clone();
        let added = db
            .write(move |conn| {
                acts::once(conn, &actor, key, |conn| {
                    acts::add_to_round(conn, &actor, (id, case), now)?;
                    Ok(format!("/vorpruefung/{id}"))
                })
            })
            .await;
        results.add(case, added.map(drop));
    }
    let Some(refused) = results.refusal()? else {
        return Ok(see_other(&open.address()));
    };
    let report = results.report(&before.iter().collect::<Vec<_>>(), by.land.law());
    let open = round::enter(&db, &by.actor, id, now).await?;
    let ready = ready(&db, &by, &open).await?;
    Ok(refused.answer(&page(&by, &open, &ready, &report, &refused)))
}

/// What can be put before the committee: checked, and on no round. Eilfälle come first.
async fn ready(db: &Db, by: &SignedIn, open: &OpenRound) -> Result<Vec<WorklistRow>, Problem> {
    let (user, round) = ((by.actor.user, open.now.today), open.round.clone());
    let asked = WorklistQuery {
        stages: vec![Stage::Admissibility],
        reconsidered: true,
        ..WorklistQuery::default()
    };
    db.read(move |conn| {
        let ready = |it: &WorklistRow| {
            placing_obstacles(&round, &it.case, it.facts.committee.stands).is_empty()
        };
        let mut rows = storage::worklist_among(conn, user, asked, MOST, ready)?;
        let ids: Vec<_> = rows.iter().map(|it| it.case.id).collect();
        let placed = storage::on_a_round(conn, &ids)?;
        rows.retain(|it| !placed.contains(&it.case.id));
        Ok(rows)
    })
    .await
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
    let fields = html! {
        div id="fall" {
            (ticking::list("Geprüfte Vorgänge", ready, 1))
        }
        div.buttons {
            (button(Look::Primary, "In die Vorprüfung aufnehmen"))
            (link_button(Look::Tertiary, &open.address(), "Abbrechen"))
        }
    };
    post_form(by, &format!("{}/faelle", open.address()), &fields)
}
