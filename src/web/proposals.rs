//! Changes of settings that wait for a second person.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    checklist,
    clock::fresh_id,
    components::{Look, hidden, post_form, spoken_button, table},
    form::Form,
    refused::Refused,
    see_other,
    session::SignedIn,
    settings,
};
use crate::{
    Now, Problem,
    acts::{self, Verdict},
    now::wall_clock,
    procedure::{ProposalId, Right, Setting, confirm_obstacles, sentences},
    storage::{Db, Proposal},
};

#[derive(Deserialize)]
pub(super) struct VerdictForm {
    key: Uuid,
    tun: Verdict,
}

pub(super) async fn settle(
    id: Path<ProposalId>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<VerdictForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::ChangeSettings)?;
    let (actor, id) = (by.actor.clone(), *id);
    let settled = db.write(move |conn| {
        acts::once(conn, &actor, input.key, |conn| {
            acts::settle_proposal(conn, &actor, id, input.tun, now)?;
            Ok("/vorgaben".to_owned())
        })
    });
    match settled.await {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            Ok(refused.answer(&settings::page(&by, &db, &refused).await?))
        }
    }
}

/// On the page of the settings.
pub(super) fn section(by: &SignedIn, waiting: &[(Proposal, String)]) -> Markup {
    const HEADS: [&str; 4] = ["Vorgabe", "Vorgeschlagen", "Von", "Handlung"];
    let rows: Vec<_> = waiting.iter().map(|(it, name)| row(by, it, name)).collect();
    html! { @if !rows.is_empty() {
        section {
            h2 { "Vorschläge" }
            p { "Ein Vorschlag gilt erst, wenn ihn jemand anderes bestätigt; eine der beiden Personen hat den Vorsitz." }
            (table("Vorschläge, die auf eine zweite Person warten", &HEADS, &rows))
        }
    } }
}

fn row(by: &SignedIn, it: &Proposal, name: &str) -> Vec<Markup> {
    let obstacles = confirm_obstacles(&by.actor, it.by, it.hat);
    let about = &*by.land.law().says(it.setting.label());
    let reject = if it.by == by.actor.user { "Zurückziehen" } else { "Ablehnen" };
    let buttons = html! {
        (hidden("key", fresh_id()))
        div.buttons {
            @if obstacles.is_empty() {
                (spoken_button(Look::Secondary, ("Bestätigen", about), ("tun", Verdict::Confirm.name())))
            }
            (spoken_button(Look::Tertiary, (reject, about), ("tun", Verdict::Reject.name())))
        }
    };
    vec![
        html! { span.wrapping { (about) } },
        html! {
            strong { (it.setting.shown(&it.value)) }
            @if it.setting == Setting::Checklist { (checklist::proposed(&it.value)) }
            @if it.setting == Setting::StatementQuestions {
                details { summary { "Vorgeschlagene Fragen" } div.written { (it.value) } }
            }
        },
        html! { (name) br; span.muted { (wall_clock(it.at)) } },
        html! {
            @if !obstacles.is_empty() { p.muted { (sentences(&obstacles)) } }
            (post_form(by, &format!("/vorgaben/vorschlaege/{}", it.id), &buttons))
        },
    ]
}
