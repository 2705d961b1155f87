use actix_web::{HttpResponse, web::Data};
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    Now, Problem,
    acts::{self, RoundPlan},
    procedure::{CommitteeRoundId, FieldError, Right, clean},
    storage::Db,
    web::{
        clock::fresh_id,
        components::{Field, Look, button, hidden, link_button, post_form},
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
}

impl PlanForm {
    fn plan(&self, today: NaiveDate) -> Result<RoundPlan, Vec<FieldError>> {
        let held_on = days::parse(&self.held_on, today);
        let starts_at = days::parse_time(&self.starts_at);
        let (Some(held_on), Some(starts_at)) = (held_on, starts_at) else {
            let day =
                FieldError::new("held_on", "Bitte den Tag der Vorprüfung angeben (TT.MM.JJJJ).");
            let time = FieldError::new("starts_at", "Bitte den Beginn angeben (HH:MM).");
            let both = [(held_on.is_none(), day), (starts_at.is_none(), time)];
            return Err(both.into_iter().filter(|it| it.0).map(|it| it.1).collect());
        };
        let id = CommitteeRoundId(fresh_id());
        Ok(RoundPlan { id, held_on, starts_at, place: clean(&self.place) })
    }
}

pub(in crate::web) async fn show(by: SignedIn) -> Result<Markup, Problem> {
    by.require(Right::PrepareRounds)?;
    let typed = PlanForm {
        key: fresh_id(),
        held_on: String::new(),
        starts_at: "10:00".to_owned(),
        place: String::new(),
    };
    Ok(view(&by, &typed, &[]))
}

pub(in crate::web) async fn submit(
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<PlanForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareRounds)?;
    let planned = match input.plan(now.today) {
        Err(errors) => Err(Problem::Invalid(errors)),
        Ok(plan) => {
            let (actor, key) = (by.actor.clone(), input.key);
            db.write(move |conn| {
                acts::once(conn, &actor, key, |conn| {
                    let id = acts::plan_round(conn, &actor, &plan, now)?;
                    Ok(format!("/vorpruefung/{id}/faelle"))
                })
            })
            .await
        }
    };
    match planned {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            Ok(refused.answer(&view(&by, &input, &refused.errors)))
        }
    }
}

fn view(by: &SignedIn, typed: &PlanForm, errors: &[FieldError]) -> Markup {
    let fields = html! {
        (hidden("key", typed.key))
        (Field::new("held_on", "Tag").value(&typed.held_on).errors(errors).date())
        (Field::new("starts_at", "Beginn").hint("HH:MM").value(&typed.starts_at).errors(errors).time())
        (Field::new("place", "Ort oder Form").hint("Zum Beispiel „Raum 217“, „Telefon“, „Umlauf“.")
            .value(&typed.place).errors(errors).text())
        div.buttons {
            (button(Look::Primary, "Vorprüfung planen"))
            (link_button(Look::Tertiary, "/vorpruefung", "Abbrechen"))
        }
    };
    let content = html! {
        p { "Als Nächstes wählen Sie die Vorgänge. Der Ausschuss kann sie erst lesen, wenn der Vorsitz die Vorprüfung freigibt." }
        (post_form(by, "/vorpruefung/neu", &fields))
    };
    Page::new(by, "Vorprüfung planen").errors(errors).show(&content)
}
