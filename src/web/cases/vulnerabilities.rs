//! Why a person needs special protection: shown with the case, noted, and ended.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    case::case_page,
    sheet::{CaseSheet, parsed},
    typed::{Reading, Typed},
    written::write,
};
use crate::{
    Now, Problem, acts,
    procedure::{
        CaseId, FieldError, PersonId, Right, Vulnerability, VulnerabilityId, VulnerabilityKind,
    },
    storage::{Db, KeptVulnerability},
    web::{
        clock::fresh_id,
        components::{Field, Look, button, done, hidden, link_button, notable, post_form, table},
        days::german,
        form::Form,
    },
};

const TITLE: &str = "Besonderer Schutzbedarf";

/// `/faelle/{id}/personen/{person}/schutzbedarf`
pub(super) async fn show(case: CaseSheet, path: Path<(String, String)>) -> Result<Markup, Problem> {
    page(&case, parsed(&path.1)?, &Typed::default(), &[])
}

pub(super) async fn note(
    Form { by, input: typed }: Form<Typed>,
    path: Path<(String, String)>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::AmendPerson)?;
    let (case, person): (CaseId, PersonId) = (parsed(&path.0)?, parsed(&path.1)?);
    let (sender, id) = ((by, typed.own("key")?), VulnerabilityId(fresh_id()));
    let deed = move |conn: &mut _, by: &_, it| {
        acts::note_vulnerability(conn, by, (case, id), &it, now)?;
        Ok(address(case, person))
    };
    write(sender, (&db, case, now), read(&typed, person, now), deed, |case, refused| {
        page(case, person, &typed, &refused.errors)
    })
    .await
}

fn read(typed: &Typed, person: PersonId, now: Now) -> Result<Vulnerability, Vec<FieldError>> {
    let mut reading = Reading::new(typed, now.today);
    let kind = reading.choice::<VulnerabilityKind>(("kind", "Grund"));
    let since = reading.day(("since", "Seit"));
    let until = reading.day_if_any(("until", "Bis"));
    let noted = kind.zip(since);
    reading.finish(noted.map(|(kind, since)| Vulnerability { person, kind, since, until }))
}

/// `/faelle/{id}/personen/{person}/schutzbedarf/{vulnerability}`
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
    by.require(Right::AmendPerson)?;
    let (case, person): (CaseId, PersonId) = (parsed(&path.0)?, parsed(&path.1)?);
    let id: VulnerabilityId = parsed(&path.2)?;
    let sender = (by, typed.own("key")?);
    let mut reading = Reading::new(&typed, now.today);
    let until = reading.day(("until", "Bis"));
    let deed = move |conn: &mut _, by: &_, until| {
        acts::end_vulnerability(conn, by, (case, person, id), until, now)?;
        Ok(address(case, person))
    };
    write(sender, (&db, case, now), reading.finish(until), deed, |case, refused| {
        ending_page(case, (person, id), &typed, &refused.errors)
    })
    .await
}

fn address(case: CaseId, person: PersonId) -> String {
    format!("/faelle/{case}/personen/{person}/schutzbedarf")
}

fn page(
    case: &CaseSheet,
    person: PersonId,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Markup, Problem> {
    case.by.require(Right::AmendPerson)?;
    let details = case.file.details_for(person).ok_or(Problem::NotFound)?;
    let rows: Vec<_> = of(case, person).map(|it| row(case, it)).collect();
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    let fields = html! {
        (hidden("key", fresh_id()))
        (field("kind", "Grund").select(VulnerabilityKind::ALL.iter().map(|it| (it.name(), it.label()))))
        div.fields {
            (field("since", "Seit").date())
            (field("until", "Bis").optional().hint("TT.MM.JJJJ, wenn das Ende feststeht").date())
        }
        div.buttons {
            (button(Look::Primary, "Schutzbedarf vermerken"))
            (link_button(Look::Tertiary, &format!("{}#personen", case.address()), "Zurück zum Fall"))
        }
    };
    let content = html! {
        h2 { (TITLE) ": " (details.name_among(&case.file.details)) }
        p.muted { "Wer den Fall lesen darf, sieht es hier; in Schreiben steht es nie." }
        @if rows.is_empty() { p { "Es ist nichts vermerkt." } }
        @else { (table(TITLE, &["Grund", "Zeit", "Stand"], &rows)) }
        section { h3 { "Vermerken" } (post_form(&case.by, &address(case.id(), person), &fields)) }
    };
    Ok(case_page(case, TITLE).errors(errors).show(&content))
}

fn of(case: &CaseSheet, person: PersonId) -> impl Iterator<Item = &KeptVulnerability> {
    case.vulnerabilities.iter().filter(move |it| it.vulnerability.person == person)
}

fn row(case: &CaseSheet, it: &KeptVulnerability) -> Vec<Markup> {
    let noted = &it.vulnerability;
    vec![
        html! { (noted.kind.label()) },
        html! { (time(noted)) },
        html! {
            @if noted.holds_on(case.now.today) { (notable("besteht")) } @else { (done("beendet")) }
            @if can_end(case, it) {
                br;
                a.kern-link href={ (address(case.id(), noted.person)) "/" (it.id) } {
                    "Beenden" span.kern-sr-only { ": " (noted.kind.label()) }
                }
            }
        },
    ]
}

fn can_end(case: &CaseSheet, it: &KeptVulnerability) -> bool {
    !it.ended && it.vulnerability.holds_on(case.now.today)
}

/// `seit 01.10.2026`, `01.10.2026 bis 01.03.2027`
fn time(it: &Vulnerability) -> String {
    let day = |it: NaiveDate| german(it);
    match it.until {
        None => format!("seit {}", day(it.since)),
        Some(until) => format!("{} bis {}", day(it.since), day(until)),
    }
}

fn ending_page(
    case: &CaseSheet,
    (person, id): (PersonId, VulnerabilityId),
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Markup, Problem> {
    case.by.require(Right::AmendPerson)?;
    let (details, back) =
        (case.file.details_for(person).ok_or(Problem::NotFound)?, address(case.id(), person));
    let kept = of(case, person).find(|it| it.id == id).ok_or(Problem::NotFound)?;
    let fields = html! {
        (hidden("key", fresh_id()))
        (Field::new("until", "Bis").hint("Der letzte Tag: TT.MM.JJJJ").value(typed.get("until")).errors(errors).date())
        div.buttons {
            (button(Look::Primary, "Ende vermerken"))
            (link_button(Look::Tertiary, &back, "Abbrechen"))
        }
    };
    let content = html! {
        h2 { "Ende: " (kept.vulnerability.kind.label()) }
        p { (details.name_among(&case.file.details)) ", " (time(&kept.vulnerability)) ". Der Vermerk bleibt erhalten." }
        (post_form(&case.by, &format!("{back}/{id}"), &fields))
    };
    Ok(case_page(case, "Ende des Schutzbedarfs").errors(errors).show(&content))
}

/// What holds today, as marks beside the name.
pub(super) fn marks(case: &CaseSheet, person: PersonId) -> Markup {
    let today = case.now.today;
    let hold = of(case, person).filter(|it| it.vulnerability.holds_on(today));
    html! { @for it in hold { br; span.mark.stale.wrapping { (it.vulnerability.kind.label()) } } }
}

/// All of it with its time, for the list of what is known; nothing when there is none.
pub(super) fn fact(case: &CaseSheet, person: PersonId) -> Option<(&'static str, Markup)> {
    let line = |it: &KeptVulnerability| {
        format!("{}, {}", it.vulnerability.kind.label(), time(&it.vulnerability))
    };
    let lines: Vec<_> = of(case, person).map(line).collect();
    (!lines.is_empty()).then(|| (TITLE, html! { span.lines { (lines.join("\n")) } }))
}
