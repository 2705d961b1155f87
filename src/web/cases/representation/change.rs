use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use maud::{Markup, html};

use super::{
    chosen,
    words::{of_whom, receivers, vollmacht},
};
use crate::{
    Now, Problem, acts,
    procedure::{
        Appointment, CaseId, DocumentId, DocumentKind, PersonId, PowerOfAttorney,
        RegisteredRepresentative, RepresentationChange, Representative, RepresentativeId, Right,
        Version, representation_version,
    },
    storage::Db,
    web::{
        cases::{
            case::case_page,
            person_words::{self, sheets},
            sheet::{CaseSheet, parsed},
            typed::{Reading, Typed},
        },
        clock::fresh_id,
        components::{Field, Look, Tone, alert, hidden, link_button, named_button, post_form},
        days::german,
        form::Form,
        page,
        refused::Refused,
        see_other,
    },
};

const TITLE: &str = "Vertretung eintragen oder wechseln";

/// `/faelle/{id}/vertretung`
pub(in crate::web::cases) async fn show(case: CaseSheet) -> Result<HttpResponse, Problem> {
    case.by.require(Right::KeepRepresentatives)?;
    let mut typed = Typed::default();
    typed.set("begins_on", german(case.now.today));
    Ok(form(&case, &typed, None, &Refused::unchanged()))
}

/// Every button of both pages. Only the last writes anything.
pub(in crate::web::cases) async fn send(
    Form { by, input: mut typed }: Form<Typed>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRepresentatives)?;
    let id: CaseId = parsed(&id)?;
    let (key, seen) = (typed.own("key")?, Version(typed.own("version")?));
    let looked = chosen::press(&mut typed, &by, &db).await?;
    if typed.pressed() == "festhalten" {
        let actor = by.actor.clone();
        let written = match read(&typed, now) {
            Err(problem) => Err(problem),
            Ok(appointment) => {
                db.write(move |conn| {
                    acts::once(conn, &actor, key, |conn| {
                        acts::change_representative(conn, &actor, (id, seen), &appointment, now)?;
                        Ok(format!("/faelle/{id}#vertretung"))
                    })
                })
                .await
            }
        };
        return match written {
            Ok(location) => Ok(see_other(&location)),
            Err(problem) => {
                let refused = Refused::of(problem)?;
                let case = CaseSheet::open(&db, by, id, now).await?;
                Ok(form(&case, &typed, None, &refused))
            }
        };
    }
    let case = CaseSheet::open(&db, by, id, now).await?;
    if looked.is_some() || typed.pressed() == "zurueck" {
        return Ok(form(&case, &typed, looked.flatten().as_deref(), &Refused::unchanged()));
    }
    let rehearsed = read(&typed, now).and_then(|it| {
        let change = acts::rehearse_representation(&case.file, &it, now)?;
        Ok((it, change))
    });
    match rehearsed {
        Ok((appointment, change)) => Ok(check(&case, &typed, &appointment, &change)),
        Err(problem) => Ok(form(&case, &typed, None, &Refused::of(problem)?)),
    }
}

fn read(typed: &Typed, now: Now) -> Result<Appointment, Problem> {
    let mut reading = Reading::new(typed, now.today);
    let known = typed.get("representative").parse::<RepresentativeId>();
    let given_on = reading.day_if_any(("power_of_attorney_on", "Vollmacht vom"));
    let begins_on = reading.day(("begins_on", "Gilt ab"));
    let document = match typed.get("document") {
        "" => Some(None),
        _ => reading.choice::<DocumentId>(("document", "Nachweis")).map(Some),
    };
    let persons = typed.all("persons").iter().map(|it| it.parse::<PersonId>().ok()).collect();
    let persons: Option<Vec<_>> = persons;
    if persons.is_none() {
        reading.wrong("persons", "Diese Person ist nicht Teil des Falls.");
    }
    let appointment = (|| {
        Some(Appointment {
            representative: known.unwrap_or_else(|_| RepresentativeId(fresh_id())),
            details: Representative::read(|it| reading.text(it.name())),
            reference: reading.text("representative_reference"),
            given_on,
            document: document?,
            persons: persons?,
            begins_on: begins_on?,
        })
    })();
    reading.finish(appointment).map_err(Problem::Invalid)
}

fn form(
    case: &CaseSheet,
    typed: &Typed,
    looked: Option<&[RegisteredRepresentative]>,
    refused: &Refused,
) -> HttpResponse {
    let errors = &refused.errors;
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    let people: Vec<_> =
        case.file.details.iter().map(|it| (it.id.to_string(), case.file.name_of(it.id))).collect();
    let fields = html! {
        (own_fields(case))
        // Enter in a text field presses the first button of a form: let it be this one.
        button.kern-sr-only type="submit" name="tun" value="pruefen" tabindex="-1" aria-hidden="true" { "Weiter" }
        section { h3 { "Wer vertritt" } (chosen::fields(typed, errors, looked)) }
        section {
            h3 { "Wen und seit wann" }
            (field("persons", "Die Vollmacht umfasst")
                .hint("Ohne Vollmacht bleibt alles frei: Dann ist die Vertretung nur benannt.")
                .choices(people.iter().map(|it| (it.0.as_str(), it.1.as_str())), &typed.all("persons")))
            div.fields {
                (field("begins_on", "Gilt ab").hint("Der Tag, an dem sie hier bekannt wurde: TT.MM.JJJJ").date())
                (proof(case, typed, refused))
            }
        }
        div.buttons {
            (named_button(Look::Primary, "Weiter: Angaben prüfen", ("tun", "pruefen")))
            (link_button(Look::Tertiary, &format!("{}#vertretung", case.address()), "Abbrechen"))
        }
    };
    let content = html! {
        h2 { (TITLE) }
        p.muted { "Wer eine neue Vollmacht erteilt, wird ab diesem Tag nicht mehr von der bisherigen Vertretung vertreten. Schreiben an sie, die noch nicht abgesandt sind, werden zurückgezogen und neu geschrieben." }
        (post_form(&case.by, &format!("{}/vertretung", case.address()), &fields))
    };
    refused.answer(&case_page(case, TITLE).errors(errors).show(&content))
}

fn proof(case: &CaseSheet, typed: &Typed, refused: &Refused) -> Markup {
    let proofs = proofs(case);
    html! { @if !proofs.is_empty() {
        (Field::new("document", "Nachweis").value(typed.get("document")).errors(&refused.errors)
            .optional().select(proofs.iter().map(|it| (it.0.as_str(), it.1.as_str()))))
    } }
}

/// The documents of the case that are a Vollmacht.
pub(super) fn proofs(case: &CaseSheet) -> Vec<(String, String)> {
    let all = case.documents.iter();
    let proofs = all.filter(|it| it.description.kind == Some(DocumentKind::PowerOfAttorney));
    proofs.map(|it| (it.id.to_string(), it.description.name.clone())).collect()
}

pub(super) fn own_fields(case: &CaseSheet) -> Markup {
    html! {
        (hidden("key", fresh_id()))
        (hidden("version", representation_version(&case.file.powers).0))
    }
}

fn check(
    case: &CaseSheet,
    typed: &Typed,
    appointment: &Appointment,
    change: &RepresentationChange,
) -> HttpResponse {
    let begun: Vec<_> = change.begun.iter().collect();
    let form = html! {
        (typed.unseen())
        (own_fields(case))
        div.buttons {
            (named_button(Look::Primary, "Vertretung eintragen", ("tun", "festhalten")))
            (named_button(Look::Secondary, "Zurück", ("tun", "zurueck")))
            (link_button(Look::Tertiary, &format!("{}#vertretung", case.address()), "Abbrechen"))
        }
    };
    let content = html! {
        h2 { "Bitte prüfen: " (TITLE) }
        p { "Es ist noch nichts festgehalten." }
        section { h3 { "Es beginnt" } (person_words::representative(&begun, &case.file.details)) }
        (after(case, change, appointment.details.short_name()))
        (post_form(&case.by, &format!("{}/vertretung", case.address()), &form))
    };
    page(StatusCode::OK, case_page(case, TITLE).show(&content))
}

/// What ends, where letters go from now on, and what still lies on the desk.
pub(super) fn after(case: &CaseSheet, change: &RepresentationChange, stays: &str) -> Markup {
    let powers = change.applied_to(&case.file.powers);
    let now_ended = |it: &PowerOfAttorney| change.ended.iter().any(|end| end.0 == it.number);
    let ended: Vec<_> = powers.iter().filter(|it| now_ended(it)).cloned().collect();
    html! {
        @if !ended.is_empty() { section {
            h3 { "Es endet" }
            ul { @for sheet in sheets(&ended) { (ending(case, &sheet)) } }
        } }
        section { h3 { "Schreiben gehen ab jetzt an" } (receivers(case, &powers)) }
        (on_the_desk(case, &ended, stays))
    }
}

fn ending(case: &CaseSheet, sheet: &[&PowerOfAttorney]) -> Markup {
    html! { @if let Some((it, end)) = sheet.first().and_then(|it| Some((it, it.ended.as_ref()?))) {
        li {
            strong { (it.details.short_name()) } " (" (vollmacht(it)) ") für "
            (of_whom(sheet, &case.file.details)) ", ab " (german(end.on)) ": " (end.reason.label())
        }
    } }
}

/// What lies on the desk for somebody who no longer acts for these persons.
fn on_the_desk(case: &CaseSheet, ended: &[PowerOfAttorney], stays: &str) -> Markup {
    let gone = |it: &PowerOfAttorney| it.details.address_lines().join("\n");
    let gone: Vec<_> =
        ended.iter().filter(|it| it.details.short_name() != stays).map(gone).collect();
    let waiting: Vec<_> = case
        .letters
        .iter()
        .filter(|it| it.is_on_the_desk() && gone.contains(&it.recipient))
        .collect();
    html! { @if !waiting.is_empty() {
        (alert(Tone::Warning, "Noch nicht abgesandt an die bisherige Vertretung", &html! {
            p { "Diese Schreiben werden zurückgezogen und neu geschrieben. Liegt eines davon schon auf Papier bereit, vernichten Sie es bitte." }
            ul { @for it in waiting { li { (it.kind.label()) } } }
        }))
    } }
}
