use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    head,
    room::{self, Room},
};
use crate::{
    Now, Problem, acts,
    procedure::{ItemSubject, Right, SittingId, Stage, Step, Violation, waits_for_an_agenda},
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

/// As many cases are shown in each list.
const MOST: usize = 100;

/// The cases that can be put on an agenda, by what they come for.
struct Waiting {
    admission: Vec<WorklistRow>,
    request: Vec<WorklistRow>,
}

impl Waiting {
    async fn load(db: &Db, by: &SignedIn, now: Now) -> Result<Self, Problem> {
        let user = (by.actor.user, now.today);
        let ready = WorklistQuery { stages: vec![Stage::Ready], ..WorklistQuery::default() };
        let in_the_check = WorklistQuery {
            stages: vec![Stage::Admissibility],
            reconsidered: true,
            ..WorklistQuery::default()
        };
        let waits = |it: &WorklistRow| waits_for_an_agenda(&it.case, &it.facts);
        let for_admission = move |it: &WorklistRow| it.case.stage < Stage::Ready && waits(it);
        db.read(move |conn| {
            let admission = storage::worklist_among(conn, user, in_the_check, MOST, for_admission)?;
            let request = storage::worklist_among(conn, user, ready, MOST, waits)?;
            Ok(Self { admission, request })
        })
        .await
    }

    fn all(&self) -> Vec<&WorklistRow> {
        self.admission.iter().chain(&self.request).collect()
    }
}

pub(in crate::web) async fn show(
    by: SignedIn,
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let room = room::open(&db, &by, Right::PrepareSittings, *id, now).await?;
    let waiting = Waiting::load(&db, &by, now).await?;
    Ok(page(&by, &room, &waiting, &html! {}, &Refused::unchanged()))
}

/// Each case in a transaction of its own: one that is refused does not hold up the others.
pub(in crate::web) async fn submit(
    id: Path<SittingId>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<Ticked>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareSittings)?;
    let sitting = *id;
    let before = Waiting::load(&db, &by, now).await?;
    let mut results = Results::default();
    for Choice { case, seen, key } in input.choices()? {
        let (actor, step) = (by.actor.clone(), Step::PlaceOnAgenda { sitting });
        let placed = db
            .write(move |conn| {
                acts::once(conn, &actor, key, |conn| {
                    acts::take_step(conn, &actor, (case, seen), step, now)?;
                    Ok(format!("/sitzungen/{sitting}"))
                })
            })
            .await;
        results.add(case, placed.map(drop));
    }
    let Some(refused) = results.refusal()? else {
        return Ok(see_other(&format!("/sitzungen/{sitting}")));
    };
    let room = room::enter(&db, &by.actor, sitting, now).await?;
    let waiting = Waiting::load(&db, &by, now).await?;
    let report = results.report(&before.all(), by.land.law());
    Ok(refused.answer(&page(&by, &room, &waiting, &report, &refused)))
}

fn page(
    by: &SignedIn,
    room: &Room,
    waiting: &Waiting,
    report: &Markup,
    refused: &Refused,
) -> Markup {
    let content = html! {
        (report)
        @if !room.sitting.state.takes_items() {
            (alert(Tone::Warning, "Das ist nicht mehr möglich", &html! {
                p { (Violation::AgendaClosed(room.sitting.state)) }
            }))
        } @else if waiting.all().is_empty() {
            (alert(Tone::Info, "Kein Vorgang ist bereit", &html! {
                p { "Sitzungsreif ist ein Vorgang, wenn die Stellungnahme der Ausländerbehörde vorliegt." }
                p { "Zur Annahme kommt ein Vorgang in eine Sitzung, wenn alle Ausschlussgründe geprüft sind und die Kommission selbst beschließt: weil kein " (by.land.law().committee) " besetzt ist oder dort kein Beschluss zustande gekommen ist." }
                p { a.kern-link href="/faelle" { "Zu den Fällen" } }
            }))
        } @else { (form(by, room, waiting)) }
    };
    Page::new(by, "Vorgänge aufnehmen")
        .header(head::header(room, None))
        .rail(html! { section { (head::agenda(room, None)) } })
        .errors(&refused.errors)
        .show(&content)
}

fn form(by: &SignedIn, room: &Room, waiting: &Waiting) -> Markup {
    let fields = html! {
        div id="fall" {
            (section(ItemSubject::Admission, &waiting.admission, 1))
            (section(ItemSubject::Request, &waiting.request, 1 + waiting.admission.len()))
        }
        div.buttons {
            (button(Look::Primary, "Auf die Tagesordnung setzen"))
            (link_button(Look::Tertiary, &room.address(), "Abbrechen"))
        }
    };
    post_form(by, &format!("{}/tagesordnung", room.address()), &fields)
}

fn section(subject: ItemSubject, rows: &[WorklistRow], first: usize) -> Markup {
    let (title, caption) = match subject {
        ItemSubject::Admission => {
            ("Zur Annahme", "Vorgänge, über deren Annahme die Kommission beschließt")
        }
        ItemSubject::Request => ("Sitzungsreif", "Sitzungsreife Vorgänge"),
    };
    html! { @if !rows.is_empty() {
        section { h2 { (title) } (ticking::list(caption, rows, first)) }
    } }
}
