use actix_web::{HttpResponse, http::StatusCode, web::Data};
use maud::html;

use super::{check, fields::fields, people, read::read};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, FieldError, Registration, Right},
    storage::{self, Authority, Db},
    web::{
        cases::typed::Typed, clock::fresh_id, components::post_form, form::Form, frame::Page, page,
        see_other, session::SignedIn,
    },
};

const HERE: &str = "/faelle/neu";

/// Who registers, when, and the authorities of that day.
struct Desk {
    by: SignedIn,
    now: Now,
    authorities: Vec<Authority>,
}

pub(in crate::web::cases) async fn show(
    by: SignedIn,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let desk = Desk::open(by, &db, now).await?;
    Ok(desk.form(&people::blank(), &[]))
}

/// Every button of both pages: persons come and go, the form is checked, the application is
/// registered. Only the last writes anything.
pub(in crate::web::cases) async fn send(
    Form { by, input: mut typed }: Form<Typed>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let desk = Desk::open(by, &db, now).await?;
    let pressed = typed.pressed().to_owned();
    let gone = pressed.strip_prefix("entfernen-").and_then(|it| it.parse().ok());
    match (pressed.as_str(), gone) {
        ("person" | "familie", _) => people::add(&mut typed, pressed == "familie"),
        (_, Some(position)) if people::count(&typed) > 1 => people::remove(&mut typed, position),
        ("zurueck", _) => (),
        ("registrieren", _) => return desk.register(&db, &typed).await,
        _ => return Ok(desk.check(&typed)),
    }
    Ok(desk.form(&typed, &[]))
}

impl Desk {
    async fn open(by: SignedIn, db: &Db, now: Now) -> Result<Self, Problem> {
        by.require(Right::Register)?;
        let authorities = db.read(move |conn| Ok(storage::authorities(conn, now.today)?)).await?;
        Ok(Self { by, now, authorities })
    }

    fn form(&self, typed: &Typed, errors: &[FieldError]) -> HttpResponse {
        let form = post_form(&self.by, HERE, &fields(typed, errors, &self.authorities));
        let status =
            if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        page(status, Page::new(&self.by, "Antrag erfassen").errors(errors).show(&form))
    }

    fn read(&self, typed: &Typed) -> Result<(Registration, &Authority), Vec<FieldError>> {
        read(typed, &self.authorities, self.now.today)
    }

    fn check(&self, typed: &Typed) -> HttpResponse {
        let (registration, authority) = match self.read(typed) {
            Ok(it) => it,
            Err(errors) => return self.form(typed, &errors),
        };
        let form = html! { (typed.unseen()) (check::buttons(fresh_id())) };
        let content = html! {
            (check::check(&registration, authority, self.now))
            (post_form(&self.by, HERE, &form))
        };
        page(StatusCode::OK, Page::new(&self.by, "Angaben prüfen").show(&content))
    }

    async fn register(&self, db: &Db, typed: &Typed) -> Result<HttpResponse, Problem> {
        let key = typed.own("key")?;
        let registration = match self.read(typed) {
            Ok((it, _)) => it,
            Err(errors) => return Ok(self.form(typed, &errors)),
        };
        let (actor, now, id) = (self.by.actor.clone(), self.now, CaseId(fresh_id()));
        let registered = db.write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                let id = acts::register(conn, &actor, id, registration, now)?;
                Ok(format!("/faelle/{id}"))
            })
        });
        match registered.await {
            Ok(location) => Ok(see_other(&location)),
            Err(Problem::Invalid(errors)) => Ok(self.form(typed, &errors)),
            Err(problem) => Err(problem),
        }
    }
}
