//! A form about a case that is done once and leads on, or is shown again with what stood in the way.

use actix_web::HttpResponse;
use maud::Markup;
use uuid::Uuid;

use super::sheet::CaseSheet;
use crate::{
    Now, Problem, acts,
    procedure::{Actor, CaseId, FieldError},
    storage::{Connection, Db},
    web::{refused::Refused, see_other, session::SignedIn},
};

/// Who has sent a form, and its key.
pub(super) type Sender = (SignedIn, Uuid);

/// Does what was read from the form, once for its key, and leads to where `deed` says; or shows the
/// form by `again`, which has what was typed.
pub(super) async fn write<T: Send + 'static>(
    (by, key): Sender,
    (db, case, now): (&Db, CaseId, Now),
    read: Result<T, Vec<FieldError>>,
    deed: impl FnOnce(&mut Connection, &Actor, T) -> Result<String, Problem> + Send + 'static,
    again: impl FnOnce(&CaseSheet, &Refused) -> Result<Markup, Problem>,
) -> Result<HttpResponse, Problem> {
    let actor = by.actor.clone();
    let written = match read {
        Err(errors) => Err(Problem::Invalid(errors)),
        Ok(it) => {
            let deed =
                move |conn: &mut _| acts::once(conn, &actor, key, |conn| deed(conn, &actor, it));
            db.write(deed).await
        }
    };
    match written {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let case = CaseSheet::open(db, by, case, now).await?;
            Ok(refused.answer(&again(&case, &refused)?))
        }
    }
}
