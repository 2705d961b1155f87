//! `/faelle/{id}/dokumente/{document}/verlegen`: a document that lies with the wrong case.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use crate::{
    Now, Problem,
    acts::{self, Moving},
    procedure::{CaseId, DocumentId, FileNumber, Right, Version, Violation},
    storage::{Db, Document, KeptConsent},
    web::{
        cases::{
            case::{about, case_page},
            person_words::names,
            sheet::{CaseSheet, parsed},
            typed::{Reading, Typed},
            written::write,
        },
        clock::fresh_id,
        components::{Field, Look, button, hidden, link_button, post_form},
        days::german,
        form::Form,
        refused::Refused,
    },
};

pub(in crate::web::cases) async fn show(
    case: CaseSheet,
    address: Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    case.by.require(Right::Upload)?;
    let refused = Refused::unchanged();
    Ok(refused.answer(&view(&case, parsed(&address.1)?, &Typed::default(), &refused)?))
}

/// Leads to the documents of the other case, where it waits to be given to a person.
pub(in crate::web::cases) async fn relocate(
    Form { by, input: typed }: Form<Typed>,
    address: Path<(String, String)>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::Upload)?;
    let (case, document): (CaseId, DocumentId) = (parsed(&address.0)?, parsed(&address.1)?);
    let (sender, seen) = ((by, typed.own("key")?), Version(typed.own("version")?));
    let mut reading = Reading::new(&typed, now.today);
    let moving = read(&mut reading);
    let deed = move |conn: &mut _, by: &_, moving| {
        let to = acts::move_document(conn, by, (case, document, seen), &moving, now)?;
        Ok(format!("/faelle/{to}/dokumente"))
    };
    write(sender, (&db, case, now), reading.finish(moving), deed, |case, refused| {
        view(case, document, &typed, refused)
    })
    .await
}

fn read(reading: &mut Reading) -> Option<Moving> {
    let number = reading.needed(("number", "Aktenzeichen"));
    let to = number.and_then(|it| {
        let number = it.parse::<FileNumber>();
        number
            .map_err(|_| reading.wrong("number", "Zu diesem Aktenzeichen gibt es keinen Fall."))
            .ok()
    });
    let unproven = reading.typed.ticked("unproven");
    Some(Moving { to: to?, reason: reading.text("reason"), unproven })
}

fn view(
    case: &CaseSheet,
    id: DocumentId,
    typed: &Typed,
    refused: &Refused,
) -> Result<Markup, Problem> {
    let document = case.newest(id).ok_or(Problem::NotFound)?;
    let content = html! {
        h2 { "Verlegen: " (document.description.name) }
        p { "Das Dokument kommt mit allen Fassungen zu einem anderen Fall. Im Verlauf beider Fälle steht, wer es wann warum verlegt hat." }
        @if proves_power(case, document) {
            p { (Violation::DocumentProvesPower) }
        } @else {
            (consequences(case, document))
            (form(case, document, typed, refused))
        }
    };
    Ok(case_page(case, "Dokument verlegen").errors(&refused.errors).show(&content))
}

fn proves_power(case: &CaseSheet, document: &Document) -> bool {
    let mut proofs = case.file.powers.iter().filter_map(|it| it.document);
    proofs.any(|it| case.newest(it).is_some_and(|it| it.id == document.id))
}

/// What in this case pointed to the document.
fn consequences(case: &CaseSheet, document: &Document) -> Markup {
    let person = document.description.person.map(|it| names(&[it], &case.file.details));
    let lacking = case.lacking_without(document);
    html! { @if person.is_some() || !lacking.is_empty() {
        p { "Danach in diesem Fall:" }
        ul {
            @if let Some(name) = person { li { "Die Zuordnung zu " (name) " entfällt." } }
            @for it in &lacking {
                li { (about(case, it)) ": " (it.state.label()) @if let Some(day) = it.due_on { " bis " (german(day)) } }
            }
        }
    } }
}

fn form(case: &CaseSheet, document: &Document, typed: &Typed, refused: &Refused) -> Markup {
    let field =
        |name, label| Field::new(name, label).value(typed.get(name)).errors(&refused.errors);
    let address = format!("{}/dokumente/{}", case.address(), document.id);
    let shown = |it: DocumentId| case.newest(it).is_some_and(|it| it.id == document.id);
    let proven = case.consents.iter().filter(|it| it.consent.document.is_some_and(shown));
    let proven: Vec<_> = proven.collect();
    let fields = html! {
        (hidden("key", fresh_id()))
        (hidden("version", document.version.0))
        (field("number", "Aktenzeichen des richtigen Falls").text())
        (field("reason", "Grund").area(2))
        @if !proven.is_empty() {
            p { "Das Dokument ist in diesem Fall Nachweis für:" }
            ul { @for it in &proven { (proof(case, it)) } }
            (field("unproven", "Diese Einwilligungen haben danach keinen Nachweis mehr").check_box())
        }
        div.buttons {
            (button(Look::Primary, "Dokument verlegen"))
            (link_button(Look::Tertiary, &address, "Abbrechen"))
        }
    };
    post_form(&case.by, &format!("{address}/verlegen"), &fields)
}

fn proof(case: &CaseSheet, it: &KeptConsent) -> Markup {
    let consent = &it.consent;
    html! {
        li { (consent.kind.label()) ", " (names(&[consent.person], &case.file.details)) ", vom " (german(consent.given_on)) }
    }
}
