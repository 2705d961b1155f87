use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::Deserialize;

use super::show::MailSheet;
use crate::{
    Now, Problem, acts,
    procedure::{FileNumber, MailId, Version, clean},
    storage::{self, Db},
    web::{cases::sheet::parsed, clock::fresh_id, form::Form, see_other},
};

#[derive(Deserialize)]
pub(in crate::web::cases) struct SeenForm {
    version: i32,
}

/// `/posteingang/{id}/uebernehmen`
pub(in crate::web::cases) async fn hold(
    Form { by, input }: Form<SeenForm>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let id: MailId = parsed(&id)?;
    let seen = (id, Version(input.version));
    db.write(move |conn| acts::hold_mail(conn, &by.actor, seen, now)).await?;
    Ok(see_other(&format!("/posteingang/{id}")))
}

#[derive(Deserialize)]
pub(in crate::web::cases) struct FileForm {
    version: i32,
    #[serde(default)]
    number: String,
}

/// `/posteingang/{id}/zuordnen`: to the case with this Aktenzeichen.
pub(in crate::web::cases) async fn file(
    Form { by, input }: Form<FileForm>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let id: MailId = parsed(&id)?;
    let (actor, seen) = (by.actor.clone(), (id, Version(input.version)));
    let number = clean(&input.number).parse::<FileNumber>();
    let filed = db.write(move |conn| {
        let unknown = || Problem::field("number", "Zu diesem Aktenzeichen gibt es keinen Fall.");
        let number = number.map_err(|_| unknown())?;
        let case = storage::find_number(conn, &number)?.ok_or_else(unknown)?;
        match acts::file_mail(conn, &actor, seen, (case, fresh_id), now) {
            // What is not open to somebody is not there for them.
            Err(Problem::NotFound) => Err(unknown()),
            other => other.map(|()| case),
        }
    });
    match filed.await {
        Ok(case) => Ok(see_other(&format!("/faelle/{case}#dokumente"))),
        Err(Problem::Invalid(errors)) => {
            Ok(MailSheet::open(&db, by, id).await?.page(&input.number, "", &errors))
        }
        Err(problem) => Err(problem),
    }
}

#[derive(Deserialize)]
pub(in crate::web::cases) struct DismissForm {
    version: i32,
    #[serde(default)]
    reason: String,
}

/// `/posteingang/{id}/ablegen`
pub(in crate::web::cases) async fn dismiss(
    Form { by, input }: Form<DismissForm>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let id: MailId = parsed(&id)?;
    let (actor, seen) = (by.actor.clone(), (id, Version(input.version)));
    let reason = input.reason.clone();
    let dismissed =
        db.write(move |conn| acts::dismiss_mail(conn, &actor, seen, &reason, now)).await;
    match dismissed {
        Ok(()) => Ok(see_other("/posteingang")),
        Err(Problem::Invalid(errors)) => {
            Ok(MailSheet::open(&db, by, id).await?.page("", &input.reason, &errors))
        }
        Err(problem) => Err(problem),
    }
}
