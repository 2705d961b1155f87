use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::round::{self, OpenRound};
use crate::{
    Now, Problem, acts,
    procedure::{CommitteeRoundId, Right, RoundStep, RuleSet, Version, Violation, round_obstacles},
    storage::Db,
    web::{
        clock::fresh_id,
        components::{Look, Tone, alert, button, hidden, link_button, post_form},
        form::{Form, Pressed},
        frame::Page,
        numbers::counted,
        refused::{Refused, reasons},
        see_other,
        session::SignedIn,
    },
};

/// What a step of a round leads to.
fn consequence(step: RoundStep, rules: &RuleSet) -> String {
    match step {
        RoundStep::Publish => {
            "Der Ausschuss kann die gewählten Vorgänge ab sofort lesen, jedes Mitglied außer denen, in denen es befangen ist.".to_owned()
        }
        RoundStep::Close => {
            let days = counted(rules.access_days as usize, "Tag", "Tage");
            format!(
                "Danach ist an Mitwirkung und Vorgängen nichts mehr zu ändern. Der Zugang des Ausschusses endet {days} danach (Vorgabe der Geschäftsstelle)."
            )
        }
        RoundStep::Cancel => "Die Vorprüfung findet nicht statt.".to_owned(),
    }
}

pub(in crate::web) async fn show(
    by: SignedIn,
    path: Path<(CommitteeRoundId, RoundStep)>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let (id, step) = *path;
    let open = round::open(&db, &by, Right::PrepareRounds, id, now).await?;
    Ok(page(&by, &open, step, &Refused::unchanged()))
}

pub(in crate::web) async fn submit(
    path: Path<(CommitteeRoundId, RoundStep)>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<Pressed>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareRounds)?;
    let (id, step) = *path;
    let (actor, seen, key) = (by.actor.clone(), Version(input.version), input.key);
    let taken = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                acts::take_round_step(conn, &actor, (id, seen), step, now)?;
                Ok(format!("/vorpruefung/{id}"))
            })
        })
        .await;
    match taken {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let open = round::enter(&db, &by.actor, id, now).await?;
            Ok(refused.answer(&page(&by, &open, step, &refused)))
        }
    }
}

fn obstacles(by: &SignedIn, open: &OpenRound, step: RoundStep) -> Vec<Violation> {
    round_obstacles(&open.round, (step, open.seats.len()), &by.actor, open.now.today)
}

fn page(by: &SignedIn, open: &OpenRound, step: RoundStep, refused: &Refused) -> Markup {
    let obstacles = obstacles(by, open, step);
    let fields = html! {
        (hidden("key", fresh_id()))
        (hidden("version", open.round.version.0))
        div.buttons {
            (button(Look::Primary, step.label()))
            (link_button(Look::Tertiary, &open.address(), "Abbrechen"))
        }
    };
    let content = html! {
        section {
            h2 { (step.label()) }
            p { (consequence(step, &open.rules)) }
            @if obstacles.is_empty() {
                (post_form(by, &format!("{}/schritte/{step}", open.address()), &fields))
            } @else {
                (alert(Tone::Warning, "Das ist zurzeit nicht möglich", &reasons(&obstacles, open.rules.law)))
                (link_button(Look::Secondary, &open.address(), "Zurück zur Vorprüfung"))
            }
        }
    };
    Page::new(by, step.label()).header(open.header()).errors(&refused.errors).show(&content)
}

/// What can be done next, and what cannot and why.
pub(super) fn rail(by: &SignedIn, open: &OpenRound) -> Markup {
    let of_this_state = |step: &&RoundStep| step.rule().from.contains(&open.round.state);
    let steps: Vec<_> = RoundStep::ALL.iter().filter(of_this_state).copied().collect();
    html! { @if !steps.is_empty() {
        section.next {
            h2 { "Nächster Schritt" }
            @for step in steps {
                @let obstacles = obstacles(by, open, step);
                @let address = format!("{}/schritte/{step}", open.address());
                @if obstacles.is_empty() && step == RoundStep::Cancel {
                    p { a.kern-link href=(address) { (step.label()) } }
                } @else if obstacles.is_empty() {
                    (link_button(Look::Primary, &address, step.label()))
                    p.muted { (consequence(step, &open.rules)) }
                } @else if step != RoundStep::Cancel {
                    p { strong { (step.label()) } }
                    (reasons(&obstacles, open.rules.law))
                }
            }
        }
    } }
}
