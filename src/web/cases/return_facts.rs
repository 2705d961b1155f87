//! What is known of a return that is being prepared: for secretariat and chair alone, noted,
//! ended, and on no other page than those of its case (§ 97a AufenthG).

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    case::case_page,
    sheet::{CaseSheet, parsed},
    typed::{Reading, Typed},
    written::write,
};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, FieldError, PersonId, ReturnFact, ReturnFactId, ReturnFactKind, Right},
    storage::{Db, KeptReturnFact},
    web::{
        clock::fresh_id,
        components::{Field, Look, button, done, hidden, link_button, notable, post_form, table},
        days::german,
        form::Form,
    },
};

const TITLE: &str = "Rückführung";

/// `/faelle/{id}/personen/{person}/rueckfuehrung`
pub(super) async fn show(case: CaseSheet, path: Path<(String, String)>) -> Result<Markup, Problem> {
    page(&case, parsed(&path.1)?, &Typed::default(), &[])
}

pub(super) async fn note(
    Form { by, input: typed }: Form<Typed>,
    path: Path<(String, String)>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::SeeReturnDate)?;
    let (case, person): (CaseId, PersonId) = (parsed(&path.0)?, parsed(&path.1)?);
    let sender = (by, typed.own("key")?);
    let deed = move |conn: &mut _, by: &_, it| {
        acts::note_return_fact(conn, by, case, &it, now)?;
        Ok(address(case, person))
    };
    write(sender, (&db, case, now), read(&typed, person, now), deed, |case, refused| {
        page(case, person, &typed, &refused.errors)
    })
    .await
}

fn read(typed: &Typed, person: PersonId, now: Now) -> Result<ReturnFact, Vec<FieldError>> {
    let mut reading = Reading::new(typed, now.today);
    let kind = reading.choice::<ReturnFactKind>(("kind", "Was bekannt ist"));
    let on = reading.day(("on", "Tag"));
    let source = reading.text("source");
    let noted = kind.zip(on);
    reading.finish(noted.map(|(kind, on)| ReturnFact { person, kind, on, source }))
}

/// `/faelle/{id}/personen/{person}/rueckfuehrung/{fact}`
pub(super) async fn ending(
    case: CaseSheet,
    path: Path<(String, String, String)>,
) -> Result<Markup, Problem> {
    ending_page(&case, (parsed(&path.1)?, parsed(&path.2)?), &Typed::default(), &[])
}

pub(super) async fn end(
    Form { by, input: typed }: Form<Typed>,
    path: Path<(String, String, String)>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::SeeReturnDate)?;
    let (case, person): (CaseId, PersonId) = (parsed(&path.0)?, parsed(&path.1)?);
    let id: ReturnFactId = parsed(&path.2)?;
    let sender = (by, typed.own("key")?);
    let mut reading = Reading::new(&typed, now.today);
    let until = reading.day(("until", "Entfallen am"));
    let deed = move |conn: &mut _, by: &_, until| {
        acts::end_return_fact(conn, by, (case, person, id), until, now)?;
        Ok(address(case, person))
    };
    write(sender, (&db, case, now), reading.finish(until), deed, |case, refused| {
        ending_page(case, (person, id), &typed, &refused.errors)
    })
    .await
}

pub(super) fn address(case: CaseId, person: PersonId) -> String {
    format!("/faelle/{case}/personen/{person}/rueckfuehrung")
}

fn page(
    case: &CaseSheet,
    person: PersonId,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Markup, Problem> {
    case.by.require(Right::SeeReturnDate)?;
    let details = case.file.details_for(person).ok_or(Problem::NotFound)?;
    let rows: Vec<_> = of(case, person).map(|it| row(case, it)).collect();
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    let fields = html! {
        (hidden("key", fresh_id()))
        (field("kind", "Was bekannt ist").select(ReturnFactKind::ALL.iter().map(|it| (it.name(), it.label()))))
        (field("on", "Tag").hint("TT.MM.JJJJ; bei Haft und Fahndung der Beginn").date())
        (field("source", "Quelle").hint("Etwa: Anruf der Ausländerbehörde").text())
        div.buttons {
            (button(Look::Primary, "Rückführung vermerken"))
            (link_button(Look::Tertiary, &format!("{}#personen", case.address()), "Zurück zum Fall"))
        }
    };
    let content = html! {
        h2 { (TITLE) ": " (details.name_among(&case.file.details)) }
        p.muted { "Nur Geschäftsstelle und Vorsitz lesen das (§ 97a AufenthG); es steht in keinem Schreiben und in keiner Sitzungsmappe. Mit einem Termin, einem Flug oder der Haft wird der Fall zum Eilfall." }
        @if rows.is_empty() { p { "Es ist nichts vermerkt." } }
        @else { (table("Vermerke zur Rückführung", &["Was bekannt ist", "Tag", "Quelle", "Stand"], &rows)) }
        section { h3 { "Vermerken" } (post_form(&case.by, &address(case.id(), person), &fields)) }
    };
    Ok(case_page(case, TITLE).errors(errors).show(&content))
}

fn of(case: &CaseSheet, person: PersonId) -> impl Iterator<Item = &KeptReturnFact> {
    case.return_facts.iter().filter(move |it| it.fact.person == person)
}

fn row(case: &CaseSheet, it: &KeptReturnFact) -> Vec<Markup> {
    vec![
        html! { (it.fact.kind.label()) },
        html! { (day(&it.fact)) },
        html! { span.wrap { (it.fact.source) } },
        html! {
            @match it.ended_on {
                Some(day) => { (done("entfallen")) br; span.muted { (german(day)) } },
                None => {
                    (notable("steht"))
                    br;
                    a.kern-link href={ (address(case.id(), it.fact.person)) "/" (it.id) } {
                        "Entfallen" span.kern-sr-only { ": " (it.fact.kind.label()) }
                    }
                },
            }
        },
    ]
}

/// `13.07.2031`, `seit 01.11.2026`
fn day(it: &ReturnFact) -> String {
    let day = german(it.on);
    if it.kind.is_date() { day } else { format!("seit {day}") }
}

fn ending_page(
    case: &CaseSheet,
    (person, id): (PersonId, ReturnFactId),
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Markup, Problem> {
    case.by.require(Right::SeeReturnDate)?;
    let (details, back) =
        (case.file.details_for(person).ok_or(Problem::NotFound)?, address(case.id(), person));
    let kept = of(case, person).find(|it| it.id == id).ok_or(Problem::NotFound)?;
    let until = Field::new("until", "Entfallen am").value(typed.get("until")).errors(errors);
    let fields = html! {
        (hidden("key", fresh_id()))
        (until.date())
        div.buttons {
            (button(Look::Primary, "Wegfall vermerken"))
            (link_button(Look::Tertiary, &back, "Abbrechen"))
        }
    };
    let content = html! {
        h2 { "Entfallen: " (kept.fact.kind.label()) }
        p { (details.name_among(&case.file.details)) ", " (day(&kept.fact)) ". Der Vermerk bleibt erhalten; ein Eilfall bleibt es, bis jemand das aufhebt." }
        (post_form(&case.by, &format!("{back}/{id}"), &fields))
    };
    Ok(case_page(case, "Rückführung entfallen").errors(errors).show(&content))
}

/// What stands today, beside the name; nothing for those who may not know it.
pub(super) fn marks(case: &CaseSheet, person: PersonId) -> Markup {
    let stand = of(case, person).filter(|it| it.ended_on.is_none());
    html! { @for it in stand {
        br; span.mark.present.wrapping { "! " (it.fact.kind.label()) ": " (day(&it.fact)) }
    } }
}
