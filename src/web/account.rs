use actix_web::{HttpRequest, HttpResponse, http::header::ContentType, web::Data};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    components::{Field, Look, Tone, alert, button, description_list, post_form},
    form::{Form, Query},
    frame::Page,
    gate::{self, Gate},
    see_other,
    session::SignedIn,
};
use crate::{
    Now, Problem,
    config::Config,
    procedure::{FieldError, Role},
};

#[derive(Deserialize)]
pub(super) struct Shown {
    /// The password has just been changed.
    #[serde(default)]
    neu: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    current: String,
    new: String,
    repeated: String,
}

pub(super) async fn show(by: SignedIn, Query(shown): Query<Shown>) -> Markup {
    let message = match (shown.neu, by.must_change_password) {
        (_, true) => alert(
            Tone::Warning,
            "Bitte wählen Sie zuerst ein eigenes Passwort",
            &html! {
                p { "Ihr jetziges Passwort kennt auch, wer das Konto angelegt oder zurückgesetzt hat." }
            },
        ),
        (Some(_), _) => alert(
            Tone::Success,
            "Ihr Passwort ist geändert",
            &html! {
                p { "Auf anderen Geräten sind Sie jetzt abgemeldet." }
            },
        ),
        _ => html! {},
    };
    view(&by, &[], &message)
}

pub(super) async fn submit(
    req: HttpRequest,
    gate: Data<Gate>,
    config: Data<Config>,
    now: Now,
    Form { by, input }: Form<PasswordForm>,
) -> Result<HttpResponse, Problem> {
    let current = (gate::address_of(&req, &config)?, input.current);
    let changed = match check(&input.new, &input.repeated) {
        Ok(()) => gate.change_password(&by, current, input.new, now).await,
        Err(problem) => Err(problem),
    };
    match changed {
        Ok(()) => Ok(see_other("/konto?neu=passwort")),
        Err(Problem::Invalid(errors)) => Ok(HttpResponse::UnprocessableEntity()
            .content_type(ContentType::html())
            .body(view(&by, &errors, &html! {}).into_string())),
        Err(problem) => Err(problem),
    }
}

fn check(new: &str, repeated: &str) -> Result<(), Problem> {
    if new == repeated {
        return Ok(());
    }
    Err(Problem::field("repeated", "Die beiden neuen Passwörter sind verschieden."))
}

fn view(by: &SignedIn, errors: &[FieldError], message: &Markup) -> Markup {
    let roles: Vec<_> = by.actor.roles.iter().map(Role::label).collect();
    let content = html! {
        (message)
        section {
            (description_list(&[
                ("Name", html! { (by.name) }),
                ("Rolle", html! { (roles.join(", ")) }),
            ]))
        }
        section {
            h2 { "Passwort ändern" }
            (post_form(by, "/konto", &password_fields(by, errors)))
        }
    };
    Page::new(by, "Mein Konto").errors(errors).show(&content)
}

fn password_fields(by: &SignedIn, errors: &[FieldError]) -> Markup {
    let current = Field::new("current", "Jetziges Passwort").autocomplete("current-password");
    let new = Field::new("new", "Neues Passwort").autocomplete("new-password").hint(
        "12 bis 128 Zeichen; mehrere Wörter, die nichts miteinander zu tun haben, sind gut zu merken.",
    );
    let repeated =
        Field::new("repeated", "Neues Passwort wiederholen").autocomplete("new-password");
    html! {
        // Tells a password manager whose password changes; it is not sent.
        input type="text" autocomplete="username" value=(by.login) readonly hidden;
        (current.errors(errors).password())
        (new.errors(errors).password())
        (repeated.errors(errors).password())
        div.buttons { (button(Look::Primary, "Passwort ändern")) }
    }
}
