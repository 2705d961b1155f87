//! The page of one person: all fields of the registration, to be amended, and what they held before.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    case::case_page,
    moved::moved_questions,
    registration::{amended_fields, countries, described, read_person},
    sheet::{CaseSheet, parsed},
    typed::{Reading, Typed},
};
use crate::{
    Now, Problem, acts,
    now::wall_clock,
    procedure::{
        Amendment, CaseId, FieldError, PersonDetails, PersonField, PersonId, Residence, Right,
        Version,
    },
    storage::{self, Db, PersonChange},
    web::{
        clock::fresh_id,
        components::{Look, Tone, alert, button, hidden, link_button, post_form, table},
        form::{Form, Query},
        page, see_other,
    },
};

/// A person of a case that may be shown, with all that was known before.
struct PersonPage {
    case: CaseSheet,
    person: PersonDetails,
    version: Version,
    changes: Vec<PersonChange>,
}

/// What stands in the address behind the question mark.
#[derive(Deserialize)]
pub(super) struct Moved {
    umzug: Option<String>,
}

pub(super) async fn show(
    case: CaseSheet,
    address: Path<(String, String)>,
    Query(moved): Query<Moved>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    let it = PersonPage::open(case, parsed(&address.1)?, &db).await?;
    let hint = moved.umzug.is_some().then(|| moved_questions(&it.case));
    Ok(it.form(&described(&it.person), &[], &hint.unwrap_or_default()))
}

pub(super) async fn amend(
    Form { by, input: typed }: Form<Typed>,
    address: Path<(String, String)>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::AmendPerson)?;
    let (id, person): (CaseId, PersonId) = (parsed(&address.0)?, parsed(&address.1)?);
    let (key, seen) = (typed.own("key")?, Version(typed.own("version")?));
    let problem = match read(&typed, person, now) {
        Err(errors) => Problem::Invalid(errors),
        Ok(amendment) => {
            let actor = by.actor.clone();
            let done = db.write(move |conn| {
                acts::once(conn, &actor, key, |conn| {
                    let changed = acts::amend_person(conn, &actor, (id, seen), amendment, now)?;
                    Ok(onwards(id, person, &changed))
                })
            });
            match done.await {
                Ok(location) => return Ok(see_other(&location)),
                Err(problem) => problem,
            }
        }
    };
    let it = PersonPage::open(CaseSheet::open(&db, by, id, now).await?, person, &db).await?;
    match problem {
        Problem::Invalid(errors) => Ok(it.form(&typed, &errors, &html! {})),
        Problem::Stale => Ok(it.stale(&typed, seen)),
        problem => Err(problem),
    }
}

fn read(typed: &Typed, id: PersonId, now: Now) -> Result<Amendment, Vec<FieldError>> {
    let mut reading = Reading::new(typed, now.today);
    let person = read_person(&mut reading, 0);
    let moved_on = reading.day_if_any(("persons-0-moved_on", "Umgezogen am"));
    let residence = match moved_on {
        Some(on) => Residence::Moved(on),
        None if typed.ticked("persons-0-address_corrected") => Residence::Corrected,
        None => Residence::Unchanged,
    };
    Ok(Amendment { person: PersonDetails { id, ..reading.finish(person)? }, residence })
}

/// After a move its questions are asked; otherwise the case is next.
fn onwards(case: CaseId, person: PersonId, changed: &[PersonField]) -> String {
    if changed.contains(&PersonField::FormerAddresses) {
        return format!("/faelle/{case}/personen/{person}?umzug=ja");
    }
    format!("/faelle/{case}#personen")
}

impl PersonPage {
    /// Who may amend sees all of it, a protected address too.
    async fn open(case: CaseSheet, id: PersonId, db: &Db) -> Result<Self, Problem> {
        case.by.require(Right::AmendPerson)?;
        let person = case.file.details_for(id).cloned().ok_or(Problem::NotFound)?;
        let read = db.read(move |conn| {
            Ok((storage::person_version(conn, id)?, storage::person_changes(conn, id)?))
        });
        let (version, changes) = read.await?;
        Ok(Self { case, person, version, changes })
    }

    fn address(&self) -> String {
        format!("{}/personen/{}", self.case.address(), self.person.id)
    }

    fn form(&self, typed: &Typed, errors: &[FieldError], above: &Markup) -> HttpResponse {
        let status =
            if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.page(status, typed, errors, above)
    }

    /// Somebody else was faster: what they changed, and the form with everything that was typed.
    fn stale(&self, typed: &Typed, seen: Version) -> HttpResponse {
        let newer: Vec<_> = self.changes.iter().filter(|it| it.version > seen).collect();
        let above = html! {
            (alert(Tone::Warning, "Die Angaben haben sich inzwischen geändert", &html! {
                p { "Ihre Eingabe ist noch nicht gespeichert, aber erhalten. Bitte vergleichen Sie und speichern Sie noch einmal." }
            }))
            section { h3 { "Was sich geändert hat" } (self.history("Was sich geändert hat", &newer)) }
        };
        self.page(StatusCode::CONFLICT, typed, &[], &above)
    }

    fn page(
        &self,
        status: StatusCode,
        typed: &Typed,
        errors: &[FieldError],
        above: &Markup,
    ) -> HttpResponse {
        let fields = html! {
            (hidden("version", self.version.0))
            (hidden("key", fresh_id()))
            (amended_fields(typed, errors))
            div.buttons {
                (button(Look::Primary, "Angaben speichern"))
                (link_button(Look::Tertiary, &self.case.address(), "Abbrechen"))
            }
        };
        let all: Vec<_> = self.changes.iter().collect();
        let content = html! {
            h2 { (self.person.full_name()) }
            (above)
            p { a.kern-link href={ (self.address()) "/schutzbedarf" } { "Besonderer Schutzbedarf" } }
            p.muted { "Was hier stand, bleibt erhalten. Schreiben, die schon erstellt sind, ändern sich nicht." }
            (post_form(&self.case.by, &self.address(), &fields))
            (countries())
            @if !all.is_empty() {
                section { h3 { "Frühere Angaben" } (self.history("Frühere Angaben", &all)) }
            }
        };
        page(status, case_page(&self.case, "Angaben zur Person").errors(errors).show(&content))
    }

    /// One line per field of each change, with what it held before and what it holds now.
    fn history(&self, caption: &str, changes: &[&PersonChange]) -> Markup {
        let shown = |it: &str| if it.is_empty() { "–".to_owned() } else { it.to_owned() };
        let of_change = |it: &&PersonChange| -> Vec<Vec<Markup>> {
            let line = |(field, before): (&PersonField, &String)| {
                vec![
                    html! { (field.label()) },
                    html! { span.lines { (shown(before)) } },
                    html! { span.lines { (shown(&field.of(&self.person))) } },
                    html! { (wall_clock(it.at)) ", " (it.by) },
                ]
            };
            it.before.iter().map(line).collect()
        };
        let rows: Vec<_> = changes.iter().flat_map(of_change).collect();
        table(caption, &["Angabe", "vorher", "jetzt", "geändert"], &rows)
    }
}
