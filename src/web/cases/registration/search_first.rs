//! Before a registration: whether these people were here before.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    from_mail,
    page::HERE,
    people::{SEARCHED, field},
};
use crate::{
    Now, Problem, acts,
    procedure::{FieldError, PersonSearch, Reopening, Right, Stage, StepKind},
    storage::{self, Db, FoundPerson},
    web::{
        cases::{
            found::{Found, find_all, hits, list_name},
            sheet::parsed,
            typed::{Reading, Typed},
        },
        components::{
            Field, Look, Tone, alert, button, named_button, no_default_button, post_form,
            spoken_button,
        },
        form::{Form, Query},
        frame::Page,
        page,
        session::SignedIn,
    },
};
const SEARCH: &str = "/faelle/neu/suche";
pub(super) const TITLE: &str = "Antrag erfassen";

/// What the buttons of the page of hits begin with, before the id of a case.
pub(super) const FOLLOW_UP: &str = "folgeantrag-";

/// From which e-mail an application is registered, and whether its sender represents.
#[derive(Deserialize)]
pub(in crate::web::cases) struct NewForm {
    mail: Option<String>,
    vertretung: Option<String>,
}

pub(in crate::web::cases) async fn show(
    by: SignedIn,
    Query(asked): Query<NewForm>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::Register)?;
    let mut typed = Typed::default();
    if let Some(id) = asked.mail {
        let (actor, id) = (by.actor.clone(), parsed(&id)?);
        let mail = db.write(move |conn| acts::disclose_mail(conn, &actor, id)).await?;
        from_mail::fill(&mut typed, &mail, asked.vertretung.is_some(), now);
    }
    Ok(form(&by, &typed, &[], None))
}

/// By POST, because names do not belong in addresses.
pub(in crate::web::cases) async fn find(
    Form { by, input: typed }: Form<Typed>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::Register)?;
    let search = match read(&typed, now) {
        Ok(it) => it,
        Err(errors) => return Ok(form(&by, &typed, &errors, None)),
    };
    let found = find_all(&by, &db, vec![search], now).await?;
    let reopening = db.read(|conn| Ok(storage::rules(conn)?.reopening)).await?;
    let results = found.first().map(|it| results(&by, &typed, it, reopening));
    Ok(form(&by, &typed, &[], results))
}

fn read(typed: &Typed, now: Now) -> Result<PersonSearch, Vec<FieldError>> {
    let mut reading = Reading::new(typed, now.today);
    let [family_name, given_names, born, references] = SEARCHED.map(|it| field(0, it));
    let day = reading.partial_day_if_any((&born, "Geboren am"));
    let name = format!("{} {}", reading.text(&family_name), reading.text(&given_names));
    let search = PersonSearch::new(&name, day, &reading.text(&references));
    if search.is_empty() && reading.text(&born).is_empty() {
        let sentence = "Bitte einen Namen, ein Geburtsdatum oder ein fremdes Aktenzeichen (mindestens vier Zeichen) angeben.";
        reading.wrong(&family_name, sentence);
    }
    reading.finish(Some(search))
}

fn form(
    by: &SignedIn,
    typed: &Typed,
    errors: &[FieldError],
    results: Option<Markup>,
) -> HttpResponse {
    let look = if results.is_some() { Look::Secondary } else { Look::Primary };
    let content = html! {
        p { "Bitte zuerst suchen: War eine der Personen schon hier? Gesucht wird in jeder Schreibweise." }
        (post_form(by, SEARCH, &html! {
            (from_mail::all_along(typed))
            div.fields { (fields(typed, errors)) }
            div.buttons { (button(look, "Person suchen")) }
        }))
        @if let Some(results) = results { (results) }
        @if by.actor.may(Right::TakeOver) {
            p { "Ihre Vorgänge stehen bisher in einer Tabelle? " a.kern-link href="/faelle/liste" { "Liste übernehmen" } }
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = by.land.law().says(TITLE);
    page(status, Page::new(by, &title).errors(errors).show(&content))
}

fn fields(typed: &Typed, errors: &[FieldError]) -> Markup {
    let [family_name, given_names, born, references] = SEARCHED.map(|it| field(0, it));
    let text = |name: &str, label: &str, hint: Option<&str>| {
        let it = Field::new(name, label).value(typed.get(name)).errors(errors).optional();
        match hint {
            Some(hint) => it.hint(hint).text(),
            None => it.text(),
        }
    };
    html! {
        (text(&family_name, "Familienname", None))
        (text(&given_names, "Vornamen", None))
        (text(&born, "Geboren am", Some("TT.MM.JJJJ, MM.JJJJ oder JJJJ")))
        (text(&references, "Fremdes Aktenzeichen", Some("Ausländerbehörde, BAMF, AZR-Nummer, Vertretung")))
    }
}

/// What was found, and the ways on: what was typed goes along in the form, not in the address.
fn results(by: &SignedIn, typed: &Typed, found: &Found, reopening: Reopening) -> Markup {
    let ways = |it: &FoundPerson| ways(it, reopening);
    let again = by.land.law().says("Erneuter Antrag");
    html! {
        section {
            h2 { "Gefunden " span.count { (found.persons.len()) } }
            (post_form(by, HERE, &html! {
                (no_default_button())
                (typed.unseen())
                @if found.persons.is_empty() {
                    (alert(Tone::Info, "Niemand gefunden", &html! {
                        p { "In den Vorgängen, die Sie lesen dürfen, ist niemand so verzeichnet." }
                    }))
                } @else {
                    (hits(found, Some((&again, &ways))))
                    (meanings(typed, reopening))
                }
                div.buttons { (named_button(Look::Primary, "Neuen Vorgang anlegen", ("tun", "beginnen"))) }
            }))
        }
    }
}

/// The same people again: a file of its own, or the filed one once more.
fn ways(it: &FoundPerson, reopening: Reopening) -> Markup {
    let about = format!("{}, {}", it.number, list_name(it));
    let pressed = format!("{FOLLOW_UP}{}", it.case);
    html! {
        (spoken_button(Look::Tertiary, ("Folgeantrag", &about), ("tun", &pressed)))
        @if reopening == Reopening::Allowed && it.stage == Stage::Filed {
            a.kern-link href={ "/faelle/" (it.case) "/schritte/" (StepKind::Reopen) } {
                (StepKind::Reopen.label()) span.kern-sr-only { ": " (about) }
            }
        }
    }
}

/// What each way means, in one sentence.
fn meanings(typed: &Typed, reopening: Reopening) -> Markup {
    html! {
        ul {
            li { strong { "Folgeantrag" } ": ein neuer Vorgang mit eigenem Aktenzeichen, der auf den früheren verweist." }
            @if reopening == Reopening::Allowed {
                li {
                    strong { (StepKind::Reopen.label()) } ": Der Vorgang, der z.d.A. ist, beginnt unter seinem Aktenzeichen neu, für die Personen, um die es geht."
                    @if typed.has("mail") {
                        " Die E-Mail wird ihm danach im " a.kern-link href={ "/posteingang/" (typed.get("mail")) } { "Posteingang" } " zugeordnet."
                    }
                }
            }
        }
    }
}
