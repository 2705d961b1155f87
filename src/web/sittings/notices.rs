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
    words,
};
use crate::{
    Now, Problem, acts,
    now::wall_clock,
    procedure::{
        Family, PersonDetails, Recipient, Right, SittingId, Violation, applicant_side,
        notices_obstacles,
    },
    storage::{self, Db, NoticeCase},
    web::{
        clock::fresh_id,
        components::{
            Look, Tone, alert, button, done, hidden, link_button, open, post_form, table,
        },
        form::Form,
        frame::Page,
        refused::{Refused, reasons},
        see_other,
        session::SignedIn,
    },
};

#[derive(Deserialize)]
pub(in crate::web) struct ReleaseForm {
    key: Uuid,
}

/// The cases of a sitting and whether their authorities have been written to.
struct Notices {
    cases: Vec<NoticeCase>,
    letters_missing: usize,
}

pub(in crate::web) async fn show(
    by: SignedIn,
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let room = room::open(&db, &by, Right::PrepareSittings, *id, now).await?;
    let notices = load(&db, *id).await?;
    Ok(page(&by, &room, &notices, &Refused::unchanged()))
}

pub(in crate::web) async fn submit(
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<ReleaseForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::ReleaseNotices)?;
    let (actor, key, sitting) = (by.actor.clone(), input.key, *id);
    let released = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                acts::release_notices(conn, &actor, sitting, now)?;
                Ok(format!("/sitzungen/{sitting}/mitteilungen"))
            })
        })
        .await;
    match released {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let room = room::enter(&db, &by.actor, sitting, now).await?;
            let notices = load(&db, sitting).await?;
            Ok(refused.answer(&page(&by, &room, &notices, &refused)))
        }
    }
}

async fn load(db: &Db, id: SittingId) -> Result<Notices, Problem> {
    db.read(move |conn| {
        Ok(Notices {
            cases: storage::notices_of(conn, id)?,
            letters_missing: storage::letters_to_authority_missing(conn, id)?,
        })
    })
    .await
}

impl Notices {
    fn waiting(&self) -> usize {
        self.cases.iter().filter(|it| it.released_at.is_none()).count()
    }

    fn obstacles(&self, by: &SignedIn, room: &Room) -> Vec<Violation> {
        let mut found = notices_obstacles(room.sitting.state, self.letters_missing);
        if !by.actor.may(Right::ReleaseNotices) {
            found.insert(0, Violation::OpenTo(Right::ReleaseNotices.roles()));
        }
        found
    }
}

fn page(by: &SignedIn, room: &Room, notices: &Notices, refused: &Refused) -> Markup {
    let rows: Vec<_> = notices.cases.iter().map(|it| row(room, it)).collect();
    let content = html! {
        section {
            h2 { "Mitteilungen über die Beendigung" }
            p { "Alle Mitteilungen einer Sitzung gehen gemeinsam und mit gleichem Wortlaut hinaus. Das Ergebnis steht in keiner von ihnen; es ist bei der Ausländerbehörde zu erfragen." }
            @if rows.is_empty() {
                (alert(Tone::Info, "Keine Mitteilungen", &html! { p { (Violation::NothingDecided) } }))
            } @else {
                (table("Mitteilungen", &["TOP", "Aktenzeichen", "Mitteilung geht an", "Stand"], &rows))
            }
            (release(by, room, notices))
        }
    };
    Page::new(by, "Mitteilungen über die Beendigung")
        .header(head::header(room, None))
        .errors(&refused.errors)
        .show(&content)
}

fn release(by: &SignedIn, room: &Room, notices: &Notices) -> Markup {
    let obstacles = notices.obstacles(by, room);
    let address = format!("{}/mitteilungen", room.address());
    let fields = html! {
        (hidden("key", fresh_id()))
        div.buttons {
            (button(Look::Primary, &format!("Mitteilungen zu {} freigeben", words::to_cases(notices.waiting()))))
            (link_button(Look::Tertiary, &room.address(), "Abbrechen"))
        }
    };
    html! {
        @if notices.waiting() > 0 {
            @if obstacles.is_empty() { (post_form(by, &address, &fields)) } @else {
                (alert(Tone::Warning, "Die Freigabe ist noch nicht möglich", &reasons(&obstacles, room.rules.law)))
            }
        }
    }
}

/// Where the user is recused, the line says no more than that.
fn row(room: &Room, case: &NoticeCase) -> Vec<Markup> {
    let top = html! { "TOP " (case.position) };
    if room.item(case.position).is_err() {
        return vec![top, html! { "befangen" }, html! {}, state(case)];
    }
    let persons: Vec<_> = case.decided().collect();
    let family = Family { persons: &case.family, powers: &case.powers, today: room.now.today };
    let recipients = applicant_side(&persons, family);
    vec![
        top,
        html! { a.kern-link.number href={ "/faelle/" (case.id) } { (case.number) } },
        html! { @for it in &recipients { (recipient(it, &case.family)) } },
        state(case),
    ]
}

/// Where there are several, each says of whom it speaks.
fn recipient(it: &Recipient, family: &[PersonDetails]) -> Markup {
    let names: Vec<_> = family
        .iter()
        .filter(|person| it.persons.contains(&person.id))
        .map(|it| it.name_among(family))
        .collect();
    html! { div {
        (it.lines.join(", ")) br;
        span.muted { "Betrifft " (names.join(", ")) ". " (it.why) }
    } }
}

fn state(case: &NoticeCase) -> Markup {
    match case.released_at {
        Some(at) => done(&format!("freigegeben am {}", wall_clock(at))),
        None => open("wartet auf die Freigabe"),
    }
}
