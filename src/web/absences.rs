//! Who is away, and who sees to their desk.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    clock::fresh_id,
    components::{Field, Look, button, hidden, post_form, spoken_button, table},
    days::german,
    form::Form,
    frame::Page,
    refused::Refused,
    see_other,
    session::SignedIn,
};
use crate::{
    Now, Problem, acts,
    procedure::{Absence, AbsenceId, FieldError, Right, UserId, day_ahead},
    storage::{self, Account, Db, KeptAbsence},
};

#[derive(Deserialize)]
pub(super) struct AbsenceForm {
    key: Uuid,
    #[serde(default)]
    user: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    deputy: String,
}

#[derive(Deserialize)]
pub(super) struct WithdrawForm {
    key: Uuid,
}

pub(super) async fn show(by: SignedIn, db: Data<Db>, now: Now) -> Result<Markup, Problem> {
    by.require(Right::KeepRecalls)?;
    page(&by, &db, now, (None, &Refused::unchanged())).await
}

pub(super) async fn note(
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<AbsenceForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRecalls)?;
    let (actor, id, key) = (by.actor.clone(), AbsenceId(fresh_id()), input.key);
    let noted = match read(&input, by.actor.user, now) {
        Err(errors) => Err(Problem::Invalid(errors)),
        Ok(absence) => {
            db.write(move |conn| {
                acts::once(conn, &actor, key, |conn| {
                    acts::note_absence(conn, &actor, (id, &absence), now)?;
                    Ok("/abwesenheit".to_owned())
                })
            })
            .await
        }
    };
    answer(&by, &db, now, (noted, Some(&input))).await
}

/// `/abwesenheit/{id}`
pub(super) async fn withdraw(
    id: Path<AbsenceId>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<WithdrawForm>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::KeepRecalls)?;
    let (actor, id) = (by.actor.clone(), *id);
    let withdrawn = db.write(move |conn| {
        acts::once(conn, &actor, input.key, |conn| {
            acts::withdraw_absence(conn, &actor, id, now)?;
            Ok("/abwesenheit".to_owned())
        })
    });
    let withdrawn = withdrawn.await;
    answer(&by, &db, now, (withdrawn, None)).await
}

async fn answer(
    by: &SignedIn,
    db: &Db,
    now: Now,
    (done, typed): (Result<String, Problem>, Option<&AbsenceForm>),
) -> Result<HttpResponse, Problem> {
    match done {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            Ok(refused.answer(&page(by, db, now, (typed, &refused)).await?))
        }
    }
}

fn read(form: &AbsenceForm, own: UserId, now: Now) -> Result<Absence, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |field: &str, sentence: &str| {
        errors.push(FieldError::new(field, sentence));
    };
    let user = if form.user.is_empty() { Some(own) } else { form.user.parse().ok() };
    let days = [("from", &form.from, "Abwesend ab"), ("until", &form.until, "Abwesend bis")];
    let [from, until] = days.map(|(field, typed, label)| {
        let day = day_ahead(typed, now.today);
        if day.is_none() {
            wrong(field, &format!("{label}: bitte ein Datum angeben (TT.MM.JJJJ)."));
        }
        day
    });
    let deputy = form.deputy.parse().ok();
    if deputy.is_none() {
        wrong("deputy", "Bitte wählen: Vertreten durch.");
    }
    match (user, from, until, deputy) {
        (Some(user), Some(from), Some(until), Some(deputy)) => {
            Ok(Absence { user, from, until, deputy })
        }
        _ => Err(errors),
    }
}

async fn page(
    by: &SignedIn,
    db: &Db,
    now: Now,
    (typed, refused): (Option<&AbsenceForm>, &Refused),
) -> Result<Markup, Problem> {
    let (colleagues, absences) = db
        .read(move |conn| Ok((acts::colleagues(conn)?, storage::absences_from(conn, now.today)?)))
        .await?;
    let rows: Vec<_> = absences.iter().map(|it| row(by, it)).collect();
    let content = html! {
        section {
            h2 { "Wer ist abwesend" }
            p { "Wer vertritt, sieht die Wiedervorlagen der Abwesenden unter „Mein Tag“." }
            @if rows.is_empty() { p.muted { "Es ist keine Abwesenheit vermerkt." } }
            @else { (table("Abwesenheiten", &["Name", "Von", "Bis", "Vertreten durch", "Handlung"], &rows)) }
        }
        section { h2 { "Abwesenheit vermerken" } (form(by, &colleagues, typed, &refused.errors)) }
    };
    Ok(Page::new(by, "Abwesenheit").errors(&refused.errors).show(&content))
}

fn form(
    by: &SignedIn,
    colleagues: &[Account],
    typed: Option<&AbsenceForm>,
    errors: &[FieldError],
) -> Markup {
    let names: Vec<_> = colleagues.iter().map(|it| (it.id.to_string(), it.name.as_str())).collect();
    let options = || names.iter().map(|it| (it.0.as_str(), it.1));
    let value = |of: fn(&AbsenceForm) -> &String| typed.map_or("", |it| of(it).as_str());
    let own = by.actor.user.to_string();
    let user = Some(value(|it| &it.user)).filter(|it| !it.is_empty()).unwrap_or(&own);
    let field = |name, label, value| Field::new(name, label).value(value).errors(errors);
    let fields = html! {
        (hidden("key", fresh_id()))
        @if by.actor.may(Right::NoteAbsenceOfOthers) { (field("user", "Wer", user).select(options())) }
        div.fields {
            (field("from", "Abwesend ab", value(|it| &it.from)).date())
            (field("until", "Abwesend bis", value(|it| &it.until)).hint("Der letzte Tag: TT.MM.JJJJ").date())
        }
        (field("deputy", "Vertreten durch", value(|it| &it.deputy)).select(options()))
        div.buttons { (button(Look::Primary, "Abwesenheit vermerken")) }
    };
    post_form(by, "/abwesenheit", &fields)
}

fn row(by: &SignedIn, it: &KeptAbsence) -> Vec<Markup> {
    let buttons = html! {
        (hidden("key", fresh_id()))
        (spoken_button(Look::Tertiary, ("Zurücknehmen", &it.name), ("tun", "zuruecknehmen")))
    };
    vec![
        html! { (it.name) },
        html! { (german(it.absence.from)) },
        html! { (german(it.absence.until)) },
        html! { (it.deputy) },
        html! { @if acts::may_withdraw(&by.actor, it) { (post_form(by, &format!("/abwesenheit/{}", it.id), &buttons)) } },
    ]
}
