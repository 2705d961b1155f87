use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    components::{Field, Look, Tone, alert, button, hidden},
    form::{Form, Nothing, OpenForm, Query},
    frame,
    gate::{self, Gate},
    see_other, session,
    unsent::{self, Returned},
};
use crate::{
    Now, Problem,
    acts::{self, Attempt},
    config::Config,
    problem::Unsent,
    storage::Db,
};

#[derive(Deserialize)]
pub(super) struct Arrival {
    /// Where they wanted to go when they were asked to sign in.
    #[serde(default)]
    weiter: String,
}

#[derive(Default, Deserialize)]
pub(super) struct SignInForm {
    login: String,
    password: String,
    #[serde(default)]
    weiter: String,
    /// The fields of a form that waits for its author to come back.
    #[serde(default)]
    unsent: String,
}

pub(super) async fn show(Query(arrival): Query<Arrival>) -> Markup {
    view(&SignInForm { weiter: arrival.weiter, ..SignInForm::default() }, &html! {})
}

/// Asks whoever sent a form too late to sign in again.
pub(super) fn once_more(unsent: &Unsent) -> HttpResponse {
    let (weiter, unsent) = (unsent.action.clone(), unsent.fields.clone());
    let lapsed = alert(
        Tone::Warning,
        "Ihre Anmeldung ist abgelaufen",
        &html! {
            p { "Ihre Eingaben sind noch nicht gespeichert, aber erhalten. Melden Sie sich wieder an; danach können Sie sie absenden." }
        },
    );
    let page = view(&SignInForm { weiter, unsent, ..SignInForm::default() }, &lapsed);
    super::page(StatusCode::FORBIDDEN, page)
}

pub(super) async fn submit(
    req: HttpRequest,
    gate: Data<Gate>,
    config: Data<Config>,
    now: Now,
    OpenForm(form): OpenForm<SignInForm>,
) -> Result<HttpResponse, Problem> {
    let attempt = Attempt::new(&form.login, gate::address_of(&req, &config)?);
    let found = gate.sign_in(attempt, form.password.clone(), now).await?;
    let Some((cookie, returned)) = found else { return Ok(turned_away(&form)) };
    let mut response = onwards(&req, form, &returned).await?;
    response.add_cookie(&cookie).map_err(|it| Problem::Broken(it.into()))?;
    Ok(response)
}

fn turned_away(form: &SignInForm) -> HttpResponse {
    let wrong = alert(
        Tone::Danger,
        "Anmeldung nicht möglich",
        &html! {
            p { "Anmeldename oder Passwort stimmen nicht, oder das Konto ist gesperrt." }
        },
    );
    super::page(StatusCode::UNPROCESSABLE_ENTITY, view(form, &wrong))
}

/// To where they wanted to go, or to the form they could not send.
async fn onwards(
    req: &HttpRequest,
    form: SignInForm,
    returned: &Returned,
) -> Result<HttpResponse, Problem> {
    let action = way_on(&form.weiter).to_owned();
    if form.unsent.is_empty() {
        return Ok(see_other(&action));
    }
    let unsent = Unsent { action, fields: form.unsent };
    let again = unsent::again(req, &unsent, returned).await?;
    Ok(again.unwrap_or_else(|| see_other("/")))
}

pub(super) async fn leave(
    Form { by, .. }: Form<Nothing>,
    db: Data<Db>,
    config: Data<Config>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let (user, session) = (by.actor.user, by.session);
    db.write(move |conn| acts::sign_out(conn, user, session, now)).await?;
    let mut response = see_other("/anmelden");
    response.add_cookie(&session::no_cookie(&config)).map_err(|it| Problem::Broken(it.into()))?;
    Ok(response)
}

/// Only a path of this application: `//host` and `/\host` are other ones.
fn way_on(wanted: &str) -> &str {
    let ours = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && wanted.chars().all(|it| it.is_ascii_graphic() && it != '\\');
    if ours { wanted } else { "/" }
}

fn view(form: &SignInForm, message: &Markup) -> Markup {
    let along = [("weiter", &form.weiter), ("unsent", &form.unsent)];
    let form = html! {
        (message)
        form method="post" action="/anmelden" novalidate {
            @for (name, value) in along.iter().filter(|it| !it.1.is_empty()) { (hidden(name, value)) }
            (Field::new("login", "Anmeldename").value(&form.login).autocomplete("username").text())
            (Field::new("password", "Passwort").autocomplete("current-password").password())
            div.buttons { (button(Look::Primary, "Anmelden")) }
        }
        p.muted {
            "Passwort vergessen? Die technische Administration setzt es zurück."
        }
    };
    frame::outside("Anmelden", &form)
}
