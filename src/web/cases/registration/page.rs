use actix_web::{HttpResponse, http::StatusCode, web::Data};
use maud::{Markup, html};

use super::{
    alike::Alike,
    check,
    fields::fields,
    from_mail, people,
    person_lists::countries,
    read::read,
    search_first::{FOLLOW_UP, TITLE},
};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, FieldError, Registration, Right},
    storage::{self, Authority, Db, EarlierCase},
    web::{
        cases::{
            earlier::{followed, follows},
            representation::{Looked, press},
            typed::Typed,
        },
        clock::fresh_id,
        components::post_form,
        form::Form,
        frame::Page,
        page, see_other,
        session::SignedIn,
    },
};

pub(super) const HERE: &str = "/faelle/neu";

/// Who registers, when, the authorities of that day, and the case that is followed, if any.
struct Desk {
    by: SignedIn,
    now: Now,
    authorities: Vec<Authority>,
    earlier: Option<EarlierCase>,
    /// What was found in the register of representatives, if somebody looked there.
    looked: Looked,
}

/// Every button of both pages: persons come and go, the form is checked, the application is
/// registered. Only the last writes anything.
pub(in crate::web::cases) async fn send(
    Form { by, input: mut typed }: Form<Typed>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let pressed = typed.pressed().to_owned();
    let followed_id = pressed.strip_prefix(FOLLOW_UP);
    if followed_id.is_some() || pressed == "beginnen" {
        typed = people::begun(&typed);
        if let Some(id) = followed_id {
            typed.set("earlier", id);
        }
    }
    let mut desk = Desk::open(by, &db, &typed, now).await?;
    if let Some(looked) = press(&mut typed, &desk.by, &db).await? {
        desk.looked = looked;
        return Ok(desk.form(&typed, &[]));
    }
    let gone = pressed.strip_prefix("entfernen-").and_then(|it| it.parse().ok());
    match (pressed.as_str(), gone) {
        ("person" | "familie", _) => people::add(&mut typed, pressed == "familie"),
        (_, Some(position)) if people::count(&typed) > 1 => people::remove(&mut typed, position),
        ("zurueck" | "beginnen", _) => (),
        _ if followed_id.is_some() => (),
        ("registrieren", _) => return desk.register(&db, &typed).await,
        _ => return desk.check(&db, &typed).await,
    }
    Ok(desk.form(&typed, &[]))
}

impl Desk {
    async fn open(by: SignedIn, db: &Db, typed: &Typed, now: Now) -> Result<Self, Problem> {
        by.require(Right::Register)?;
        let (actor, followed) = (by.actor.clone(), typed.get("earlier").parse::<CaseId>().ok());
        let read = db.read(move |conn| {
            let earlier = followed.map(|it| acts::earlier_case(conn, &actor, it, now));
            Ok((storage::authorities(conn, now.today)?, earlier.transpose()?.flatten()))
        });
        let (authorities, earlier) = read.await?;
        Ok(Self { by, now, authorities, earlier, looked: None })
    }

    fn form(&self, typed: &Typed, errors: &[FieldError]) -> HttpResponse {
        let form = html! { (post_form(&self.by, HERE, &self.fields(typed, errors))) (countries()) };
        let status =
            if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let title = self.by.land.law().says(TITLE);
        page(status, Page::new(&self.by, &title).errors(errors).show(&form))
    }

    fn fields(&self, typed: &Typed, errors: &[FieldError]) -> Markup {
        html! {
            @if let Some(it) = &self.earlier { (followed(it, typed, errors)) }
            (fields((typed, errors), &self.authorities, self.looked.as_deref(), self.by.land.law()))
        }
    }

    fn read(&self, typed: &Typed) -> Result<(Registration, &Authority), Vec<FieldError>> {
        read(typed, &self.authorities, self.now.today)
    }

    async fn check(&self, db: &Db, typed: &Typed) -> Result<HttpResponse, Problem> {
        let (registration, authority) = match self.read(typed) {
            Ok(it) => it,
            Err(errors) => return Ok(self.form(typed, &errors)),
        };
        let alike = Alike::find(&self.by, db, &registration, self.now).await?;
        let form = html! { (typed.unseen()) (check::buttons(fresh_id(), self.by.land.law())) };
        let content = html! {
            (alike.warning(&registration))
            @if let Some(it) = &self.earlier { (follows(it, &registration)) }
            (check::check(&registration, authority, &self.by.actor, self.now))
            (post_form(&self.by, HERE, &form))
        };
        Ok(page(StatusCode::OK, Page::new(&self.by, "Angaben prüfen").show(&content)))
    }

    async fn register(&self, db: &Db, typed: &Typed) -> Result<HttpResponse, Problem> {
        let key = typed.own("key")?;
        let registration = match self.read(typed) {
            Ok((it, _)) => it,
            Err(errors) => return Ok(self.form(typed, &errors)),
        };
        let mail = from_mail::read(typed)?;
        let (actor, now, id) = (self.by.actor.clone(), self.now, CaseId(fresh_id()));
        let registered = db.write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                let id = acts::register(conn, &actor, id, registration, now)?;
                if let Some(mail) = mail {
                    acts::file_mail(conn, &actor, mail, (id, fresh_id), now)?;
                }
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
