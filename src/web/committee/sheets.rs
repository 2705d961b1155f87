use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::round::{self, OpenRound};
use crate::{
    Now, Problem, acts,
    procedure::{
        Checklist, CommitteeRoundId, Finding, FoundGround, Ground, Law, PaperOf, Right,
        protected_streets, told_apart, without_streets,
    },
    storage::{self, CheckSheet, Db, RoundItem, SheetPerson},
    web::{
        cases::{age, status},
        components::{Tone, badge, description_list, table},
        days::german,
        frame::Page,
        session::SignedIn,
    },
};

/// One sheet of each case, each on a page of its own when printed.
pub(in crate::web) async fn all(
    by: SignedIn,
    id: Path<CommitteeRoundId>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    shown(&by, (*id, None), &db, now).await
}

/// That of one case.
pub(in crate::web) async fn one(
    by: SignedIn,
    path: Path<(CommitteeRoundId, i32)>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    shown(&by, (path.0, Some(path.1)), &db, now).await
}

async fn shown(
    by: &SignedIn,
    (id, only): (CommitteeRoundId, Option<i32>),
    db: &Db,
    now: Now,
) -> Result<Markup, Problem> {
    let open = round::open(db, by, Right::ReadRounds, id, now).await?;
    let actor = by.actor.clone();
    let items = db.write(move |conn| acts::disclose_sheets(conn, &actor, (id, only), now)).await?;
    let cases: Vec<_> = items.iter().map(|it| it.case).collect();
    let (sheets, checklist) = db
        .read(move |conn| {
            Ok((storage::check_sheets(conn, &cases)?, storage::rules(conn)?.checklist))
        })
        .await?;
    let content = html! { @for item in &items {
        @if let Some(it) = sheets.iter().find(|it| it.case == item.case) {
            (sheet(item, it, (&checklist, by.land.law()), now.today))
        }
    } };
    Ok(page(by, &open, &content))
}

fn page(by: &SignedIn, open: &OpenRound, content: &Markup) -> Markup {
    Page::new(by, "Vorprüfungsbögen").header(open.header()).show(&html! {
        p.buttons { a.kern-link href=(open.address()) { "Zurück zur Vorprüfung" } }
        (content)
    })
}

/// No day of a return and no protected address, whoever reads it: it is made to be printed.
fn sheet(
    item: &RoundItem,
    it: &CheckSheet,
    (checklist, law): (&Checklist, &Law),
    today: NaiveDate,
) -> Markup {
    let streets = protected_streets(it.persons.iter().map(|it| &it.details));
    let said = |text: &str| without_streets(text, &streets);
    html! {
        section.sheet {
            h2 { "Nr. " (item.position) ": " span.number { (item.number) } " " (item.people)
                @if item.urgent { " " (badge(Tone::Danger, "Eilfall")) } }
            p { "Eingang " (german(it.received_on)) " · " (it.authority) " · " (it.catalogue.label()) }
            (table("Personen", &["Person", "Geboren, Alter", "Aufenthaltsrechtlicher Status", "Stand"],
                &it.persons.iter().map(|it| person(it, today)).collect::<Vec<_>>()))
            (proposal(it, &said))
            h3 { (law.says("Befunde zu § 5 HFKVO")) }
            @for person in &it.persons { (findings(it, person, (law, &said))) }
            @if !it.missing.is_empty() {
                h3 { "Angefordert, noch nicht da" }
                ul { @for paper in &it.missing { li { (missing(paper, it, checklist)) } } }
            }
            h3 { "Empfehlung und Notizen" }
            ul.blank { @for _ in 0..4 { li.lines {} } }
        }
    }
}

fn person(it: &SheetPerson, today: NaiveDate) -> Vec<Markup> {
    let details = &it.details;
    vec![
        html! { (details.full_name()) @if details.family_role.is_child() { " (Kind)" } },
        html! { (details.born) ", " (age(details, today)) },
        html! { (status(details, today)) },
        html! { (it.standing.label()) },
    ]
}

fn proposal(it: &CheckSheet, said: &dyn Fn(&str) -> String) -> Markup {
    let (proposed, reasons) = match &it.proposal {
        Some((proposal, reasons)) => (proposal.label(), said(reasons)),
        None => ("noch keiner", String::new()),
    };
    description_list(&[
        ("Vorschlag der Geschäftsstelle", html! { (proposed) }),
        ("Begründung", html! { @if reasons.is_empty() { "–" } @else { (reasons) } }),
    ])
}

/// Those of the Land, and what people wrote as it may be printed.
type Words<'a> = (&'a Law, &'a dyn Fn(&str) -> String);

/// Told apart from whoever else of the case bears it.
fn name(person: &SheetPerson, it: &CheckSheet) -> String {
    let name = person.details.full_name();
    let same = it.persons.iter().filter(|other| other.details.full_name() == name).count();
    if same > 1 { told_apart(&name, &person.details.born) } else { name }
}

/// What is there or unclear, with what it rests on; the rest in one line.
fn findings(it: &CheckSheet, person: &SheetPerson, words: Words) -> Markup {
    let of = |ground: &Ground| person.findings.get(ground).map(|it| (*ground, it));
    let found: Vec<_> = it.catalogue.grounds().iter().filter_map(of).collect();
    let notable = |it: &&(Ground, &FoundGround)| it.1.finding != Finding::Absent;
    let rows: Vec<_> = found.iter().filter(notable).map(|it| finding(*it, words)).collect();
    let absent = found.len() - rows.len();
    let unchecked = it.catalogue.grounds().len() - found.len();
    let name = name(person, it);
    html! {
        h4 { (name) }
        @if !rows.is_empty() {
            (table(&format!("Befunde: {name}"), &["Grund", "Befund", "Fundstelle und Quelle", "Vom"], &rows))
        }
        p { (absent) " liegen nicht vor" @if unchecked > 0 { ", " (unchecked) " nicht geprüft" } "." }
    }
}

fn finding((ground, it): (Ground, &FoundGround), (law, said): Words) -> Vec<Markup> {
    let rests_on = [said(&it.note), said(&it.source)];
    let rests_on: Vec<_> =
        rests_on.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).collect();
    vec![
        html! { (ground.label()) " (" (law.says(&ground.paragraph())) ")" },
        html! { (it.finding.label()) },
        html! { (rests_on.join("; ")) },
        html! { (german(it.found_on)) },
    ]
}

fn missing(paper: &PaperOf, it: &CheckSheet, checklist: &Checklist) -> String {
    let label = checklist.item(&paper.item).map_or(paper.item.as_str(), |it| it.label.as_str());
    let whose = it.persons.iter().find(|it| Some(it.details.id) == paper.person);
    match whose.map(|person| name(person, it)) {
        Some(name) => format!("{label} ({name})"),
        None => label.to_owned(),
    }
}
