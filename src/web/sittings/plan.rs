use actix_web::{HttpResponse, web::Data};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::words;
use crate::{
    Now, Problem,
    acts::{self, Plan},
    procedure::{FieldError, Right, RuleSet, SittingId, clean},
    storage::{self, Db},
    web::{
        clock::fresh_id,
        components::{
            Field, Look, Tone, alert, button, hidden, link_button, named_button, post_form,
        },
        days,
        form::Form,
        frame::Page,
        refused::Refused,
        see_other,
        session::SignedIn,
    },
};

#[derive(Deserialize)]
pub(in crate::web) struct PlanForm {
    key: Uuid,
    held_on: String,
    starts_at: String,
    place: String,
    secretary: String,
    /// The hints have been read.
    #[serde(default)]
    trotzdem: Option<String>,
}

impl PlanForm {
    fn plan(&self, today: NaiveDate) -> Result<Plan, Vec<FieldError>> {
        let held_on = days::parse(&self.held_on, today);
        let starts_at = days::parse_time(&self.starts_at);
        let (Some(held_on), Some(starts_at)) = (held_on, starts_at) else {
            let day = FieldError::new("held_on", "Bitte den Tag der Sitzung angeben (TT.MM.JJJJ).");
            let time = FieldError::new("starts_at", "Bitte den Beginn angeben (HH:MM).");
            let both = [(held_on.is_none(), day), (starts_at.is_none(), time)];
            return Err(both.into_iter().filter(|it| it.0).map(|it| it.1).collect());
        };
        Ok(Plan {
            id: SittingId(fresh_id()),
            held_on,
            starts_at,
            place: clean(&self.place),
            secretary: clean(&self.secretary),
        })
    }
}

pub(in crate::web) async fn show(by: SignedIn) -> Result<Markup, Problem> {
    by.require(Right::PrepareSittings)?;
    let typed = PlanForm {
        key: fresh_id(),
        held_on: String::new(),
        starts_at: "10:00".to_owned(),
        place: String::new(),
        secretary: by.name.clone(),
        trotzdem: None,
    };
    Ok(view(&by, &typed, &[], &[]))
}

pub(in crate::web) async fn submit(
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<PlanForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareSittings)?;
    let plan = match input.plan(now.today) {
        Ok(plan) => plan,
        Err(errors) => {
            let refused = Refused::from(errors);
            return Ok(refused.answer(&view(&by, &input, &refused.errors, &[])));
        }
    };
    if input.trotzdem.is_none() {
        let rules = db.read(storage::rules).await?;
        let hints = hints(plan.held_on, &rules, now.today);
        if plan.held_on >= now.today && !hints.is_empty() {
            return Ok(Refused::unchanged().answer(&view(&by, &input, &[], &hints)));
        }
    }
    let (actor, key) = (by.actor.clone(), input.key);
    let planned = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                let id = acts::plan_sitting(conn, &actor, &plan, now)?;
                Ok(format!("/sitzungen/{id}"))
            })
        })
        .await;
    match planned {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            Ok(refused.answer(&view(&by, &input, &refused.errors, &[])))
        }
    }
}

/// What is unusual about the day; no reason to refuse it.
pub(super) fn hints(day: NaiveDate, rules: &RuleSet, today: NaiveDate) -> Vec<String> {
    let no_working_day = !rules.calendar.is_working_day(day);
    let too_near = rules.calendar.add_working_days(today, rules.folder_days) > day;
    let n = rules.folder_days;
    let hints = [
        (
            no_working_day,
            format!("{} ist kein Arbeitstag in {}.", words::day(day), rules.law.land.label()),
        ),
        (
            too_near,
            format!(
                "Bis dahin sind es weniger als {n} Arbeitstage; so lange vorher soll die Sitzungsmappe versandt sein (Vorgabe der Geschäftsstelle)."
            ),
        ),
    ];
    hints.into_iter().filter(|it| it.0).map(|it| it.1).collect()
}

fn view(by: &SignedIn, typed: &PlanForm, errors: &[FieldError], hints: &[String]) -> Markup {
    let form = html! {
        (hidden("key", typed.key))
        (Field::new("held_on", "Tag").value(&typed.held_on).errors(errors).date())
        (Field::new("starts_at", "Beginn").value(&typed.starts_at).errors(errors).time())
        (Field::new("place", "Ort").value(&typed.place).errors(errors).text())
        (Field::new("secretary", "Schriftführung").value(&typed.secretary).errors(errors).optional().text())
        div.buttons {
            @if hints.is_empty() { (button(Look::Primary, "Sitzung planen")) } @else {
                (named_button(Look::Primary, "Trotzdem so planen", ("trotzdem", "ja")))
                (button(Look::Secondary, "Geänderten Tag prüfen"))
            }
            (link_button(Look::Tertiary, "/sitzungen", "Abbrechen"))
        }
    };
    let content = html! {
        @if !hints.is_empty() {
            (alert(Tone::Warning, "Bitte beachten", &html! { ul { @for it in hints { li { (it) } } } }))
        }
        p { "Die Nummer wird beim Planen vergeben. Eingeladen wird erst, wenn der Vorsitz die Einladung mit der Tagesordnung versendet." }
        (post_form(by, "/sitzungen/neu", &form))
    };
    Page::new(by, "Sitzung planen").errors(errors).show(&content)
}
