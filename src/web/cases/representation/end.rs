use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use maud::html;

use super::{
    change::{after, own_fields},
    words::vollmacht,
};
use crate::{
    Now, Problem, acts,
    procedure::{
        CaseId, EndReason, Ended, PowerOfAttorney, RepresentationChange, Right, Version,
        end_representation,
    },
    storage::Db,
    web::{
        cases::{
            case::case_page,
            person_words::names,
            sheet::{CaseSheet, parsed},
            typed::{Reading, Typed},
        },
        components::{Field, Look, link_button, named_button, post_form},
        days::german,
        form::Form,
        page,
        refused::Refused,
        see_other,
    },
};

const TITLE: &str = "Vertretung beenden";

/// `/faelle/{id}/vertretung/ende`
pub(in crate::web::cases) async fn show(case: CaseSheet) -> Result<HttpResponse, Problem> {
    case.by.require(Right::KeepRepresentatives)?;
    let mut typed = Typed::default();
    typed.set("ended_on", german(case.now.today));
    Ok(form(&case, &typed, &Refused::unchanged()))
}

/// Every button of both pages. Only the last writes anything.
pub(in crate::web::cases) async fn send(
    Form { by, input: typed }: Form<Typed>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRepresentatives)?;
    let id: CaseId = parsed(&id)?;
    let (key, seen) = (typed.own("key")?, Version(typed.own("version")?));
    let read = read(&typed, now);
    if typed.pressed() == "festhalten" {
        let actor = by.actor.clone();
        let written = match read {
            Err(problem) => Err(problem),
            Ok((numbers, ended)) => {
                db.write(move |conn| {
                    acts::once(conn, &actor, key, |conn| {
                        let end = (numbers.as_slice(), &ended);
                        acts::end_representation(conn, &actor, (id, seen), end, now)?;
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
                Ok(form(&CaseSheet::open(&db, by, id, now).await?, &typed, &refused))
            }
        };
    }
    let case = CaseSheet::open(&db, by, id, now).await?;
    if typed.pressed() == "zurueck" {
        return Ok(form(&case, &typed, &Refused::unchanged()));
    }
    let change = read.and_then(|(numbers, ended)| {
        end_representation(&case.file.powers, &numbers, &ended, now.today).map_err(Problem::Invalid)
    });
    match change {
        Ok(change) => Ok(check(&case, &typed, &change)),
        Err(problem) => Ok(form(&case, &typed, &Refused::of(problem)?)),
    }
}

fn read(typed: &Typed, now: Now) -> Result<(Vec<i32>, Ended), Problem> {
    let mut reading = Reading::new(typed, now.today);
    let numbers: Vec<i32> = typed.all("numbers").iter().filter_map(|it| it.parse().ok()).collect();
    let on = reading.day(("ended_on", "Endet am"));
    let reason = reading.choice::<EndReason>(("reason", "Grund"));
    let reason = reason.filter(|it| EndReason::STATED.contains(it));
    let note = reading.text("note");
    let read = (|| Some((numbers, Ended { on: on?, reason: reason?, note })))();
    reading.finish(read).map_err(Problem::Invalid)
}

/// Who still acts for whom, as boxes to tick.
fn open_powers(case: &CaseSheet) -> Vec<(String, String)> {
    let name = |of: &PowerOfAttorney| names(&[of.person], &case.file.details);
    let open = case.file.powers.iter().filter(|it| it.ended.is_none());
    let label = |it: &PowerOfAttorney| {
        format!("{}: {} ({})", name(it), it.details.short_name(), vollmacht(it))
    };
    open.map(|it| (it.number.to_string(), label(it))).collect()
}

fn form(case: &CaseSheet, typed: &Typed, refused: &Refused) -> HttpResponse {
    let errors = &refused.errors;
    let field = |name, label| Field::new(name, label).value(typed.get(name)).errors(errors);
    let open = open_powers(case);
    let fields = html! {
        (own_fields(case))
        (field("numbers", "Es endet für")
            .choices(open.iter().map(|it| (it.0.as_str(), it.1.as_str())), &typed.all("numbers")))
        (field("reason", "Grund").select(EndReason::STATED.iter().map(|it| (it.name(), it.label()))))
        (field("ended_on", "Endet am").hint("Der Tag, an dem es hier bekannt wurde: TT.MM.JJJJ. Ab diesem Tag gehen Schreiben nicht mehr an die Vertretung.").date())
        (field("note", "Bemerkung").optional().area(2))
        div.buttons {
            (named_button(Look::Primary, "Weiter: Angaben prüfen", ("tun", "pruefen")))
            (link_button(Look::Tertiary, &format!("{}#vertretung", case.address()), "Abbrechen"))
        }
    };
    let content = html! {
        h2 { (TITLE) }
        @if open.is_empty() { p { "Niemand ist als Vertretung eingetragen." } }
        @else { (post_form(&case.by, &format!("{}/vertretung/ende", case.address()), &fields)) }
    };
    refused.answer(&case_page(case, TITLE).errors(errors).show(&content))
}

fn check(case: &CaseSheet, typed: &Typed, change: &RepresentationChange) -> HttpResponse {
    let form = html! {
        (typed.unseen())
        (own_fields(case))
        div.buttons {
            (named_button(Look::Primary, "Ende festhalten", ("tun", "festhalten")))
            (named_button(Look::Secondary, "Zurück", ("tun", "zurueck")))
            (link_button(Look::Tertiary, &format!("{}#vertretung", case.address()), "Abbrechen"))
        }
    };
    let content = html! {
        h2 { "Bitte prüfen: " (TITLE) }
        p { "Es ist noch nichts festgehalten." }
        (after(case, change, ""))
        (post_form(&case.by, &format!("{}/vertretung/ende", case.address()), &form))
    };
    page(StatusCode::OK, case_page(case, TITLE).show(&content))
}
