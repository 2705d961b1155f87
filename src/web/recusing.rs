//! Befangenheit (§§ 20, 21 VwVfG): who is recused in a case, on an agenda or before the committee.

use actix_web::HttpResponse;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    clock::fresh_id,
    components::{Field, Look, button, hidden, link_button},
    refused::Refused,
    see_other,
    session::SignedIn,
};
use crate::{
    Now, Problem, acts,
    procedure::{CaseId, UserId},
    storage::Db,
};

#[derive(Deserialize)]
pub(in crate::web) struct RecusalForm {
    key: Uuid,
    #[serde(default)]
    user: String,
}

/// Who can still be recused, with a word for each.
pub(in crate::web) type Choices = Vec<(UserId, String)>;

/// The user; and where the user speaks for `others`, everybody of them.
pub(in crate::web) fn choices(
    by: &SignedIn,
    others: impl Iterator<Item = (UserId, String)>,
    recused: &[UserId],
) -> Choices {
    let own = (by.actor.user, format!("{} (ich selbst)", by.name));
    let others = others.filter(|it| it.0 != by.actor.user);
    let all = others.chain(std::iter::once(own));
    all.filter(|it| !recused.contains(&it.0)).collect()
}

/// Records the recusal of whoever was chosen, and goes where `onward` leads after it.
pub(in crate::web) async fn record(
    db: &Db,
    (by, input): (&SignedIn, &RecusalForm),
    (case, choices): (CaseId, &Choices),
    onward: impl FnOnce(UserId) -> String,
    now: Now,
) -> Result<Result<HttpResponse, Refused>, Problem> {
    let Ok(user) = input.user.parse::<UserId>() else {
        let refused = Refused::of(Problem::field("user", "Bitte wählen, wer befangen ist."))?;
        return Ok(Err(refused));
    };
    if !choices.iter().any(|it| it.0 == user) {
        return Err(Problem::NotFound);
    }
    let (actor, key, onward) = (by.actor.clone(), input.key, onward(user));
    let location = db
        .write(move |conn| {
            acts::once(conn, &actor, key, |conn| {
                acts::record_recusal(conn, &actor, (case, user), now)?;
                Ok(onward)
            })
        })
        .await?;
    Ok(Ok(see_other(&location)))
}

pub(in crate::web) const fn title(staff: bool) -> &'static str {
    if staff { "Befangenheit festhalten" } else { "Eigene Befangenheit erklären" }
}

/// Staff chooses, everybody else declares for themselves; `back` is where the page was called from.
pub(in crate::web) fn fields(
    by: &SignedIn,
    (staff, choices): (bool, &Choices),
    (note, back): (&Markup, &str),
    refused: &Refused,
) -> Markup {
    let options: Vec<_> = choices.iter().map(|it| (it.0.to_string(), it.1.as_str())).collect();
    html! {
        (hidden("key", fresh_id()))
        @if staff {
            (Field::new("user", "Wer ist befangen?").errors(&refused.errors)
                .radios(options.iter().map(|it| (it.0.as_str(), it.1))))
            (note)
        } @else { (hidden("user", by.actor.user)) }
        div.buttons {
            (button(Look::Primary, title(true)))
            (link_button(Look::Tertiary, back, "Abbrechen"))
        }
    }
}
