//! What the persons of a case have agreed to: kept, and taken back.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    case::case_page,
    person_words::names,
    sheet::{CaseSheet, parsed},
    typed::{Reading, Typed},
    written::write,
};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, Consent, ConsentId, ConsentKind, DocumentId, FieldError, PersonId, Right},
    storage::{Db, KeptConsent},
    web::{
        clock::fresh_id,
        components::{Field, Look, button, done, hidden, link_button, notable, post_form, table},
        days::german,
        form::Form,
    },
};

const HEADS: [&str; 4] = ["Person", "Einwilligung", "Umfang", "Stand"];

/// `/faelle/{id}/einwilligungen`
pub(super) async fn add(
    Form { by, input: typed }: Form<Typed>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::RecordConsent)?;
    let case: CaseId = parsed(&id)?;
    let sender = (by, typed.own("key")?);
    let deed = move |conn: &mut _, by: &_, given: Vec<_>| {
        acts::record_consents(conn, by, (case, &given), now)?;
        Ok(address(case))
    };
    write(sender, (&db, case, now), read(&typed, now), deed, |case, refused| {
        let content =
            html! { h2 { "Einwilligung festhalten" } (form(case, &typed, &refused.errors)) };
        let page = case_page(case, "Einwilligung festhalten").errors(&refused.errors);
        Ok(page.show(&content))
    })
    .await
}

/// The same consent of everybody who is ticked.
fn read(typed: &Typed, now: Now) -> Result<Vec<(ConsentId, Consent)>, Vec<FieldError>> {
    let mut reading = Reading::new(typed, now.today);
    let persons = reading.several::<PersonId>(("persons", "Personen"));
    let kind = reading.choice::<ConsentKind>(("kind", "Einwilligung"));
    let scope = reading.needed(("scope", "Umfang"));
    let given_on = reading.day(("given_on", "Erteilt am"));
    let document = match typed.get("document") {
        "" => Some(None),
        _ => reading.choice::<DocumentId>(("document", "Nachweis")).map(Some),
    };
    let given = (|| {
        let (persons, kind, scope) = (persons?, kind?, scope?);
        let (given_on, document) = (given_on?, document?);
        let consent = |person| Consent { person, kind, scope: scope.clone(), given_on, document };
        Some(persons.into_iter().map(|it| (ConsentId(fresh_id()), consent(it))).collect())
    })();
    reading.finish(given)
}

/// `/faelle/{id}/einwilligungen/{consent}`: taking it back.
pub(super) async fn show(
    case: CaseSheet,
    address: Path<(String, String)>,
) -> Result<Markup, Problem> {
    case.by.require(Right::RecordConsent)?;
    revocation(&case, parsed(&address.1)?, &Typed::default(), &[])
}

pub(super) async fn revoke(
    Form { by, input: typed }: Form<Typed>,
    path: Path<(String, String)>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::RecordConsent)?;
    let (case, id): (CaseId, ConsentId) = (parsed(&path.0)?, parsed(&path.1)?);
    let sender = (by, typed.own("key")?);
    let mut reading = Reading::new(&typed, now.today);
    let revoked_on = reading.day(("revoked_on", "Widerrufen am"));
    let deed = move |conn: &mut _, by: &_, day| {
        acts::revoke_consent(conn, by, (case, id), day, now)?;
        Ok(address(case))
    };
    write(sender, (&db, case, now), reading.finish(revoked_on), deed, |case, refused| {
        revocation(case, id, &typed, &refused.errors)
    })
    .await
}

fn address(case: CaseId) -> String {
    format!("/faelle/{case}#einwilligungen")
}

/// On the page of the case.
pub(super) fn section(case: &CaseSheet) -> Markup {
    let rows: Vec<_> = case.consents.iter().map(|it| row(case, it)).collect();
    html! {
        @if rows.is_empty() { p.muted { "Noch ist keine Einwilligung festgehalten." } }
        @else { (table("Einwilligungen der Personen", &HEADS, &rows)) }
        details {
            summary { "Einwilligung festhalten" }
            (form(case, &Typed::default(), &[]))
        }
    }
}

fn row(case: &CaseSheet, it: &KeptConsent) -> Vec<Markup> {
    let consent = &it.consent;
    vec![
        html! { (names(&[consent.person], &case.file.details)) },
        html! {
            @match consent.document.and_then(|it| case.newest(it)) {
                Some(it) => a.kern-link href={ "/dokumente/" (it.id) } { (consent.kind.label()) },
                None => (consent.kind.label()),
            }
            br; span.muted { "vom " (german(consent.given_on)) }
        },
        html! { span.wrapping { (consent.scope) } },
        html! { @match it.revoked_on {
            Some(day) => (notable(&format!("widerrufen am {}", german(day)))),
            None => {
                (done("gilt")) br;
                a.kern-link href={ (case.address()) "/einwilligungen/" (it.id) } {
                    "Widerruf" span.kern-sr-only { ": " (consent.kind.label()) ", " (names(&[consent.person], &case.file.details)) }
                }
            },
        } },
    ]
}

fn form(case: &CaseSheet, typed: &Typed, errors: &[FieldError]) -> Markup {
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    let people: Vec<_> =
        case.file.details.iter().map(|it| (it.id.to_string(), case.file.name_of(it.id))).collect();
    let people = people.iter().map(|it| (it.0.as_str(), it.1.as_str()));
    let documents: Vec<_> =
        case.documents.iter().map(|it| (it.id.to_string(), it.description.name.as_str())).collect();
    let fields = html! {
        (hidden("key", fresh_id()))
        (field("persons", "Personen").choices(people, &typed.all("persons")))
        (field("kind", "Einwilligung").select(ConsentKind::ALL.iter().map(|it| (it.name(), it.label()))))
        (field("scope", "Umfang").hint("Wofür und gegenüber wem, zum Beispiel: Dr. Weiß, Klinikum Essen, Befunde seit 2024").area(2))
        (field("given_on", "Erteilt am").date())
        @if !documents.is_empty() {
            (field("document", "Nachweis").optional().select(documents.iter().map(|it| (it.0.as_str(), it.1))))
        }
        div.buttons { (button(Look::Secondary, "Einwilligung festhalten")) }
    };
    post_form(&case.by, &format!("{}/einwilligungen", case.address()), &fields)
}

fn revocation(
    case: &CaseSheet,
    id: ConsentId,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Markup, Problem> {
    let kept = case.consents.iter().find(|it| it.id == id).ok_or(Problem::NotFound)?;
    let fields = html! {
        (hidden("key", fresh_id()))
        (Field::new("revoked_on", "Widerrufen am").value(typed.get("revoked_on")).errors(errors).date())
        div.buttons {
            (button(Look::Primary, "Widerruf festhalten"))
            (link_button(Look::Tertiary, &address(case.id()), "Abbrechen"))
        }
    };
    let content = html! {
        h2 { "Widerruf: " (kept.consent.kind.label()) }
        p { (names(&[kept.consent.person], &case.file.details)) ", erteilt am " (german(kept.consent.given_on)) ": " (kept.consent.scope) }
        @if kept.consent.kind == ConsentKind::MedicalRelease {
            p { "Gesundheitsunterlagen dieser Person sehen Mitglieder und Vorprüfungsausschuss danach nicht mehr, die Geschäftsstelle weiterhin." }
        }
        (post_form(&case.by, &format!("{}/einwilligungen/{id}", case.address()), &fields))
    };
    Ok(case_page(case, "Widerruf").errors(errors).show(&content))
}
