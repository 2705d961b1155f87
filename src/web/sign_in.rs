use actix_web::{HttpRequest, HttpResponse, http::header::ContentType, web::Data};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    components::{Field, Look, Tone, alert, button, hidden},
    form::{Form, Nothing, OpenForm, Query},
    frame,
    gate::{self, Gate},
    see_other, session,
};
use crate::{
    Now, Problem,
    acts::{self, Attempt},
    config::Config,
    storage::Db,
};

#[derive(Deserialize)]
pub(super) struct Arrival {
    /// Where they wanted to go when they were asked to sign in.
    #[serde(default)]
    weiter: String,
}

#[derive(Deserialize)]
pub(super) struct SignInForm {
    login: String,
    password: String,
    #[serde(default)]
    weiter: String,
}

pub(super) async fn show(Query(arrival): Query<Arrival>) -> Markup {
    view("", &arrival.weiter, &html! {})
}

pub(super) async fn submit(
    req: HttpRequest,
    gate: Data<Gate>,
    config: Data<Config>,
    now: Now,
    OpenForm(form): OpenForm<SignInForm>,
) -> Result<HttpResponse, Problem> {
    let attempt = Attempt::new(&form.login, gate::address_of(&req, &config)?);
    let cookie = match gate.sign_in(attempt, form.password, now).await {
        Ok(Some(cookie)) => cookie,
        Ok(None) => {
            let wrong = alert(
                Tone::Danger,
                "Anmeldung nicht möglich",
                &html! {
                    p { "Anmeldename oder Passwort stimmen nicht, oder das Konto ist gesperrt." }
                },
            );
            let page = view(&form.login, &form.weiter, &wrong).into_string();
            return Ok(HttpResponse::UnprocessableEntity()
                .content_type(ContentType::html())
                .body(page));
        }
        Err(problem) => return Err(problem),
    };
    let mut response = see_other(way_on(&form.weiter));
    response.add_cookie(&cookie).map_err(|it| Problem::Broken(it.into()))?;
    Ok(response)
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

fn view(login: &str, way_on: &str, message: &Markup) -> Markup {
    let form = html! {
        (message)
        form method="post" action="/anmelden" novalidate {
            @if !way_on.is_empty() { (hidden("weiter", way_on)) }
            (Field::new("login", "Anmeldename").value(login).autocomplete("username").text())
            (Field::new("password", "Passwort").autocomplete("current-password").password())
            div.buttons { (button(Look::Primary, "Anmelden")) }
        }
        p.muted {
            "Passwort vergessen? Die technische Administration setzt es zurück."
        }
    };
    frame::outside("Anmelden", &form)
}
