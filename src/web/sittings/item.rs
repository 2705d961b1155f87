use actix_web::web::{Data, Path};
use maud::{Markup, html};

use super::{
    aside, attendance,
    ballot::{self, Ballot},
    head::{self, item_state},
    room::{self, Room},
};
use crate::{
    Now, Problem,
    procedure::{
        Body, Facts, ItemState, ItemSubject, LastStep, Right, SittingId, StepKind, Violation,
        obstacles,
    },
    storage::{self, AgendaItem, CaseFile, Db, ItemPerson},
    web::{
        components::{Look, Tone, alert, link_button},
        frame::Page,
        refused::reasons,
        session::SignedIn,
    },
};

/// An item with what the rules must know of its case.
pub(super) struct Sheet<'a> {
    pub(super) room: &'a Room,
    pub(super) item: &'a AgendaItem,
    pub(super) file: CaseFile,
    facts: Facts,
}

impl Sheet<'_> {
    pub(super) fn obstacles(&self, by: &SignedIn, kind: StepKind) -> Vec<Violation> {
        obstacles(&self.file.case, &self.facts, kind, &by.actor)
    }

    /// What was recorded last of this item, if it can be taken back.
    fn last_result(&self, by: &SignedIn) -> Option<&LastStep> {
        let last = self.facts.last_step.as_ref()?;
        let (sitting, subject) = last.before.as_ref()?.agenda_item()?;
        let of_this_item = (sitting, subject) == (self.room.sitting.id, self.item.subject);
        let is_result = matches!(
            last.kind,
            StepKind::RecordVote
                | StepKind::DecideAdmissibility
                | StepKind::Adjourn
                | StepKind::Reinquire
                | StepKind::TakeOffAgenda
        );
        let can_be = of_this_item && is_result;
        (can_be && self.obstacles(by, StepKind::TakeBack).is_empty()).then_some(last)
    }
}

pub(super) async fn sheet<'a>(
    room: &'a Room,
    position: i32,
    db: &Db,
) -> Result<Sheet<'a>, Problem> {
    let item = room.item(position)?;
    let (case, rules, today) = (item.case, room.rules.clone(), room.now.today);
    let (file, facts) = db
        .read(move |conn| {
            let file = storage::find_case(conn, case)?;
            let facts = storage::facts(conn, &file.case, None, &rules, today)?;
            Ok((file, facts))
        })
        .await?;
    Ok(Sheet { room, item, file, facts })
}

pub(in crate::web) async fn show(
    by: SignedIn,
    path: Path<(SittingId, i32)>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    let (id, position) = *path;
    let room = room::open(&db, &by, Right::PrepareSittings, id, now).await?;
    page_with_attendance(&by, &room, position, &db, attendance::Shown::default()).await
}

pub(super) async fn page_with_attendance(
    by: &SignedIn,
    room: &Room,
    position: i32,
    db: &Db,
    shown: attendance::Shown<'_>,
) -> Result<Markup, Problem> {
    let sheet = sheet(room, position, db).await?;
    let ballot = Ballot::blank(&sheet);
    let content = html! {
        (main(by, &sheet, &ballot))
        (attendance::section(by, room, Some(position), shown))
    };
    Ok(framed(by, &sheet).errors(shown.errors).show(&content))
}

/// The frame of every page about one item.
pub(super) fn framed<'a>(by: &'a SignedIn, sheet: &Sheet) -> Page<'a> {
    Page::new(by, "Tagesordnungspunkt")
        .header(head::header(sheet.room, Some(sheet.item)))
        .rail(rail(by, sheet))
}

fn main(by: &SignedIn, sheet: &Sheet, ballot: &Ballot) -> Markup {
    let in_the_way = sheet.obstacles(by, StepKind::RecordVote);
    let for_admission = sheet.item.subject == ItemSubject::Admission;
    html! {
        @if sheet.item.state != ItemState::Open { (closed(sheet)) (mistaken(by, sheet)) } @else {
            (decided(sheet))
            (mistaken(by, sheet))
            @if for_admission || !sheet.file.case.awaiting_admission().is_empty() {
                (admission(by, sheet))
            }
            @if for_admission { (persons(&sheet.item.persons)) } @else if in_the_way.is_empty() { (ballot::form(by, sheet, ballot, &[])) } @else {
                (alert(Tone::Warning, "Zurzeit kann nicht abgestimmt werden", &reasons(&in_the_way, sheet.room.rules.law)))
                (persons(&sheet.item.persons))
            }
        }
    }
}

/// The Annahme, which is decided in a form of its own; of a case that is to be voted on, where a
/// ground of § 5 has appeared since.
fn admission(by: &SignedIn, sheet: &Sheet) -> Markup {
    let kind = StepKind::DecideAdmissibility;
    // Here it is the commission that decides, whoever could elsewhere.
    let facts = Facts { bodies: &[Body::Commission], ..sheet.facts.clone() };
    let in_the_way = obstacles(&sheet.file.case, &facts, kind, &by.actor);
    html! {
        section {
            h2 { "Annahme" }
            @if sheet.item.subject == ItemSubject::Request {
                p { "Seit der Annahme ist ein Ausschlussgrund hinzugekommen. Vor einem Ersuchen beschließt die Kommission darüber." }
            }
            @if in_the_way.is_empty() {
                (link_button(Look::Primary, &format!("/faelle/{}/schritte/{kind}", sheet.item.case), &format!("{} …", kind.deed())))
            } @else {
                (alert(Tone::Warning, "Zurzeit kann nicht über die Annahme beschlossen werden", &reasons(&in_the_way, sheet.room.rules.law)))
            }
        }
    }
}

/// An item that is done: what became of it, and for whom.
fn closed(sheet: &Sheet) -> Markup {
    html! {
        section {
            h2 { "Ergebnis" }
            p { (item_state(sheet.item, Some(&sheet.room.rules))) }
            (persons(&sheet.item.results(&sheet.room.rules)))
            (link_button(Look::Primary, &sheet.room.onward(sheet.item.position), "Weiter"))
        }
    }
}

fn persons(persons: &[ItemPerson]) -> Markup {
    html! {
        ul { @for it in persons { li { (it.name) " – " (it.standing.label()) } } }
    }
}

/// While the sitting is open, what was recorded by mistake can be recorded anew.
fn mistaken(by: &SignedIn, sheet: &Sheet) -> Markup {
    html! { @if let Some(it) = sheet.last_result(by) {
        p {
            "Versehentlich festgehalten? "
            a.kern-link href={ "/faelle/" (sheet.item.case) "/schritte/" (StepKind::TakeBack) } {
                "„" (it.kind.label()) "“ zurücknehmen"
            }
        }
    } }
}

/// Groups of persons are voted on one after the other: who is done already.
fn decided(sheet: &Sheet) -> Markup {
    let done: Vec<_> = sheet.item.persons.iter().filter(|it| it.standing.is_decided()).collect();
    html! { @if !done.is_empty() {
        section {
            h2 { "Schon beschlossen" }
            ul { @for it in done { li { (it.name) " – " strong { (it.standing.label()) } } } }
        }
    } }
}

fn rail(by: &SignedIn, sheet: &Sheet) -> Markup {
    let open = sheet.item.state == ItemState::Open;
    html! {
        (head::agenda(sheet.room, Some(sheet.item.position)))
        @if open {
            section { h2 { "Weitere Ergebnisse" } (aside::links(by, sheet)) }
            section { h2 { "Befangenheit" } (recusals(sheet)) }
        }
    }
}

fn recusals(sheet: &Sheet) -> Markup {
    let names = sheet.room.recused_names(sheet.item);
    html! {
        @if names.is_empty() { p { "Niemand ist befangen." } } @else {
            ul { @for it in &names { li { (it) } } }
        }
        (link_button(
            Look::Secondary,
            &format!("{}/befangenheit", sheet.room.item_address(sheet.item.position)),
            "Befangenheit festhalten",
        ))
    }
}
