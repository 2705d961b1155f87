use actix_web::{
    HttpResponse,
    web::{Data, Path},
};

use super::{round, show};
use crate::{
    Now, Problem, acts,
    procedure::{CommitteeRoundId, Right, Version},
    storage::Db,
    web::{
        form::{Form, Pressed},
        refused::Refused,
        see_other,
    },
};

pub(in crate::web) async fn submit(
    path: Path<(CommitteeRoundId, i32)>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<Pressed>,
) -> Result<HttpResponse, Problem> {
    by.require(Right::PrepareRounds)?;
    let (id, position) = *path;
    let (actor, key, seen) = (by.actor.clone(), input.key, Version(input.version));
    let taken = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                acts::take_off_round(conn, &actor, (id, seen), position, now)?;
                Ok(format!("/vorpruefung/{id}"))
            })
        })
        .await;
    match taken {
        Ok(location) => Ok(see_other(&location)),
        Err(problem) => {
            let refused = Refused::of(problem)?;
            let open = round::enter(&db, &by.actor, id, now).await?;
            Ok(refused.answer(&show::page(&by, &open, &refused.errors)))
        }
    }
}
