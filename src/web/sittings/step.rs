use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    head,
    room::{self, Room},
    steps_rail::consequence,
    words,
};
use crate::{
    Now, Problem, acts,
    procedure::{ItemState, Right, SittingId, SittingStepKind, Version, sitting_obstacles},
    storage::{Checkpoints, Db, Seat},
    web::{
        clock::fresh_id,
        components::{Look, Tone, alert, button, hidden, link_button, post_form, table},
        form::{Form, Pressed},
        frame::Page,
        refused::{Refused, reasons},
        see_other,
        session::SignedIn,
    },
};

pub(in crate::web) async fn show(
    by: SignedIn,
    path: Path<(SittingId, SittingStepKind)>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let (id, step) = *path;
    let room = room::open(&db, &by, Right::PrepareSittings, id, now).await?;
    Ok(page(&by, &room, step, &Refused::unchanged()))
}

pub(in crate::web) async fn submit(
    path: Path<(SittingId, SittingStepKind)>,
    (db, checkpoints): (Data<Db>, Data<Checkpoints>),
    now: Now,
    Form { by, input }: Form<Pressed>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareSittings)?;
    let (id, step) = *path;
    let (actor, seen, key) = (by.actor.clone(), Version(input.version), input.key);
    let taken = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                acts::take_sitting_step(conn, &actor, (id, seen), step, now)?;
                Ok(format!("/sitzungen/{id}"))
            })
        })
        .await;
    match taken {
        Ok(location) => {
            if step == SittingStepKind::Close {
                checkpoints.ask();
            }
            Ok(see_other(&location))
        }
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let room = room::enter(&db, &by.actor, id, now).await?;
            Ok(refused.answer(&page(&by, &room, step, &refused)))
        }
    }
}

fn page(by: &SignedIn, room: &Room, step: SittingStepKind, refused: &Refused) -> Markup {
    let obstacles = sitting_obstacles(&room.sitting, step, &by.actor, room.now.today);
    let fields = html! {
        (hidden("key", fresh_id()))
        (hidden("version", room.sitting.version.0))
        div.buttons {
            (button(Look::Primary, step.label()))
            (link_button(Look::Tertiary, &room.address(), "Abbrechen"))
        }
    };
    let content = html! {
        section {
            h2 { (step.label()) }
            p { (consequence(step, &room.rules)) }
            @if step == SittingStepKind::Publish { (invitations(room)) }
            @if obstacles.is_empty() {
                (post_form(by, &format!("{}/schritte/{step}", room.address()), &fields))
            } @else {
                (alert(Tone::Warning, "Das ist zurzeit nicht möglich", &reasons(&obstacles, room.rules.law)))
                (link_button(Look::Secondary, &room.address(), "Zurück zur Sitzung"))
            }
        }
    };
    Page::new(by, step.label())
        .header(head::header(room, None))
        .rail(html! { section { (head::agenda(room, None)) } })
        .errors(&refused.errors)
        .show(&content)
}

/// Who is invited, and what each seat gets.
fn invitations(room: &Room) -> Markup {
    let rows: Vec<_> = room.seats.iter().map(|it| row(room, it)).collect();
    html! {
        @for hint in super::plan::hints(room.sitting.held_on, &room.rules, room.now.today) {
            (alert(Tone::Warning, "Bitte beachten", &html! { p { (hint) } }))
        }
        (table("Eingeladen werden", &["Sitz", "Mitglied", "Schreiben", "Zugang"], &rows))
        p.muted { "Stellvertretungen bekommen Zugang, wenn sie in der Sitzung den Platz einnehmen." }
    }
}

fn row(room: &Room, seat: &Seat) -> Vec<Markup> {
    if seat.is_vacant() {
        let nothing = || html! { span.muted { "–" } };
        return vec![html! { (seat.body) }, html! { "nicht besetzt" }, nothing(), nothing()];
    }
    vec![
        html! { (seat.body) @if seat.chair { " (Vorsitz)" } },
        html! { (seat.member) },
        html! { "Einladung mit Tagesordnung" },
        html! { (access(room, seat)) },
    ]
}

/// A recused member does not get the papers of the item.
fn access(room: &Room, seat: &Seat) -> String {
    let Some(user) = seat.member_user else {
        return "kein Benutzerkonto, nur das Schreiben".to_owned();
    };
    let open = room.items().filter(|it| it.state == ItemState::Open);
    let (without, with): (Vec<_>, Vec<_>) = open.partition(|it| it.recused.contains(&user));
    let tops: Vec<_> = without.iter().map(|it| format!("TOP {}", it.position)).collect();
    match tops.as_slice() {
        [] => words::cases(with.len()),
        tops => format!("{}, ohne {} (befangen)", words::cases(with.len()), tops.join(", ")),
    }
}
