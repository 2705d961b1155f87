use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{HERE, check::SentList, rows::Shown};
use crate::{
    Now, Problem, acts,
    procedure::FieldError,
    storage::{self, Db},
    web::{
        cases::{sheet::parsed, typed::Typed},
        form::Form,
        see_other,
    },
};

/// `/faelle/liste/{id}`, by one of its buttons: all good cases are taken over at once, or the list
/// is forgotten.
pub(in crate::web::cases) async fn settle(
    Form { by, input: typed }: Form<Typed>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    let id = parsed(&id)?;
    if typed.pressed() == "verwerfen" {
        db.write(move |conn| acts::discard_list(conn, &by.actor, id, now)).await?;
        return Ok(see_other(HERE));
    }
    let key = typed.own("key")?;
    let mut sent = SentList::open(&db, by, id, now).await?;
    let Some(listing) = &mut sent.listing else {
        // Sent twice: what was made of it stands there.
        return Ok(see_other(&sent.address()));
    };
    let left_out = listing.left_out.len();
    if listing.cases.is_empty() || (left_out > 0 && !typed.ticked("weglassen")) {
        // Sent twice, and the first has just given its numbers to cases.
        let this = (id, sent.by.actor.user);
        let list = db.read(move |conn| Ok(storage::find_list(conn, this, now)?)).await?;
        if list.taken_over.is_some() {
            return Ok(see_other(&sent.address()));
        }
        let sentence = "Bitte bestätigen, dass die fehlerhaften Zeilen wegbleiben, oder die Datei berichtigen und noch einmal senden.".to_owned();
        let error = FieldError { field: "weglassen".to_owned(), sentence };
        return Ok(sent.page(&Shown::errors(), &[error]));
    }
    let (cases, actor) = (std::mem::take(&mut listing.cases), sent.by.actor.clone());
    let location = sent.address();
    let taken_over = db.write(move |conn| {
        acts::once(conn, &actor, key, |conn| {
            acts::take_over_list(conn, &actor, (id, left_out), cases, now)?;
            Ok(location)
        })
    });
    match taken_over.await {
        Ok(location) => Ok(see_other(&location)),
        Err(Problem::Invalid(errors)) => Ok(sent.page(&Shown::errors(), &errors)),
        Err(problem) => Err(problem),
    }
}
