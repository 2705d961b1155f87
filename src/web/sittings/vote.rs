use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    ballot::{self, Ballot, Press},
    item::{self, Sheet},
    room::{self, Room},
};
use crate::{
    Now, Problem, acts,
    procedure::{Right, SittingId, Stage, Step, Totals, Version},
    storage::Db,
    web::{
        components::{Look, description_list, named_button, post_form},
        form::Form,
        refused::Refused,
        see_other,
        session::SignedIn,
    },
};

/// What a press of a button on the form leads to.
enum Answer {
    CheckPage(Step),
    Onward(String),
    FormAgain(Refused),
}

/// Checks a vote, lets it be changed, records it: by the button that was pressed.
pub(in crate::web) async fn submit(
    path: Path<(SittingId, i32)>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<Ballot>,
) -> Result<HttpResponse, Problem> {
    let (id, position) = *path;
    let room = room::open(&db, &by, Right::PrepareSittings, id, now).await?;
    let answer = match (input.tun, input.step()) {
        (Press::Change, _) => Answer::FormAgain(Refused::unchanged()),
        (_, Err(errors)) => Answer::FormAgain(errors.into()),
        (Press::Check, Ok(step)) => rehearse(&db, &by, &room, (position, &input), step).await?,
        (Press::Record, Ok(step)) => record(&db, &by, &room, (position, &input), step).await?,
    };
    let (shown, refused) = match answer {
        Answer::Onward(location) => return Ok(see_other(&location)),
        Answer::CheckPage(step) => {
            let sheet = item::sheet(&room, position, &db).await?;
            (check_page(&by, &sheet, &input, &step), Refused::unchanged())
        }
        Answer::FormAgain(refused) => {
            let sheet = item::sheet(&room, position, &db).await?;
            (form_page(&by, &sheet, input, &refused), refused)
        }
    };
    Ok(refused.answer(&shown))
}

async fn rehearse(
    db: &Db,
    by: &SignedIn,
    room: &Room,
    (position, ballot): (i32, &Ballot),
    step: Step,
) -> Result<Answer, Problem> {
    let (actor, now) = (by.actor.clone(), room.now);
    let seen = (room.item(position)?.case, Version(ballot.version));
    let tried = step.clone();
    let rehearsed = db.read(move |conn| acts::rehearse(conn, &actor, seen, tried, now)).await;
    Ok(match rehearsed {
        Ok(_) => Answer::CheckPage(step),
        Err(problem) => Answer::FormAgain(Refused::of(problem)?),
    })
}

/// On to the next open item; the same one while somebody of it is still to be decided.
async fn record(
    db: &Db,
    by: &SignedIn,
    room: &Room,
    (position, ballot): (i32, &Ballot),
    step: Step,
) -> Result<Answer, Problem> {
    let (actor, now, key) = (by.actor.clone(), room.now, ballot.key);
    let seen = (room.item(position)?.case, Version(ballot.version));
    let (same, next) = (room.item_address(position), room.onward(position));
    let recorded = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                let outcome = acts::take_step(conn, &actor, seen, step, now)?;
                let still_open = outcome.case().stage == Stage::OnAgenda;
                Ok(if still_open { same } else { next })
            })
        })
        .await;
    Ok(match recorded {
        Ok(location) => Answer::Onward(location),
        Err(problem) => Answer::FormAgain(Refused::of(problem)?),
    })
}

/// The form as it was typed, on the case and the room as they are now.
fn form_page(by: &SignedIn, sheet: &Sheet, typed: Ballot, refused: &Refused) -> Markup {
    let ballot = typed.renewed(sheet);
    let form = ballot::form(by, sheet, &ballot, &refused.errors);
    item::framed(by, sheet).errors(&refused.errors).show(&form)
}

fn check_page(by: &SignedIn, sheet: &Sheet, ballot: &Ballot, step: &Step) -> Markup {
    let Step::RecordVote { persons, totals, reasons, recommendation } = step else {
        return html! {};
    };
    let mut answers = vec![
        ("Personen", html! { (sheet.item.names(persons)) }),
        ("Stimmen", counted(*totals)),
        ("Gründe", html! { div.written { (if reasons.is_empty() { "keine" } else { reasons }) } }),
    ];
    if let Some(it) = recommendation {
        answers.push(("Empfehlung", html! { div.written { (it.text) } }));
        answers.push(("Stimmen für die Empfehlung", counted(it.totals)));
    }
    let advice = recommendation.as_ref().map(|it| it.totals);
    let buttons = html! {
        (ballot.unseen())
        div.buttons {
            (named_button(Look::Primary, "Beschluss festhalten", ("tun", "record")))
            (named_button(Look::Secondary, "Zurück zur Eingabe", ("tun", "change")))
        }
    };
    let action = format!("{}/beschluss", sheet.room.item_address(sheet.item.position));
    let content = html! {
        section {
            h2 { "Bitte prüfen" }
            (verdict(*totals, advice, sheet))
            (description_list(&answers))
            p { "Das Ergebnis ist aus den Summen berechnet (" (sheet.room.rules.law.majority.source) ") und kann nicht von Hand geändert werden. Was festgehalten ist, bleibt im Verlauf des Falls und im Protokoll." }
            (post_form(by, &action, &buttons))
        }
    };
    item::framed(by, sheet).show(&content)
}

fn verdict(totals: Totals, advice: Option<Totals>, sheet: &Sheet) -> Markup {
    let majority = sheet.room.rules.law.majority.value;
    let seats = sheet.room.headcount(Some(sheet.item)).seats;
    let (yes, present) = (totals.yes(), totals.present());
    let carries = |it: Totals| majority.is_reached(it.among(seats));
    html! {
        div.verdict.fails[!carries(totals)] {
            @if carries(totals) {
                "✓ " strong { "Ersuchen beschlossen: " } (yes) " Ja von " (present) " Anwesenden."
            } @else {
                "✗ " strong { "Kein Ersuchen: " } (yes) " Ja von " (present) " Anwesenden, nötig sind " (majority.needed(totals.among(seats))) "."
            }
            @if let Some(advice) = advice {
                br;
                @if carries(advice) { "✓ " strong { "Empfehlung beschlossen: " } } @else { "✗ " strong { "Keine Empfehlung: " } }
                (advice.yes()) " Ja von " (advice.present()) " Anwesenden."
            }
        }
    }
}

fn counted(it: Totals) -> Markup {
    html! {
        (it.yes()) " Ja + " (it.no()) " Nein + " (it.abstain()) " Enthaltungen = "
        (it.present()) " Anwesende"
        @if it.recused() > 0 { " (dazu " (it.recused()) " befangen)" }
    }
}
