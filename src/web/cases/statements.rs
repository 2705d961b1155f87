//! Who may see what the authority has said, and who has taken note that it does not follow.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::sheet::CaseSheet;
use crate::{
    Now, Problem,
    acts::{self, Leave},
    procedure::{CaseId, Right, Version},
    storage::{Db, HistoryLine},
    web::{
        components::{Look, named_button, notable, post_button, post_form},
        form::Form,
        see_other,
    },
};

#[derive(Deserialize)]
pub(super) struct LeaveForm {
    tun: Leave,
}

/// `/faelle/{id}/stellungnahmen/{version}`
pub(super) async fn open(
    address: Path<(CaseId, i32)>,
    db: Data<Db>,
    now: Now,
    Form { by, input }: Form<LeaveForm>,
) -> Result<HttpResponse, Problem> {
    let (case, version) = *address;
    let actor = by.actor.clone();
    db.write(move |conn| {
        acts::open_statement(conn, &actor, (case, Version(version), input.tun), now)
    })
    .await?;
    Ok(see_other(&format!("/faelle/{case}#stellungnahme")))
}

/// On the page of the case, under a statement: whether it is so, and the button that changes it.
pub(super) fn leave(case: &CaseSheet, line: &HistoryLine) -> Markup {
    let (answer, change) =
        if line.open_to_applicant { ("ja", Leave::Withheld) } else { ("nein", Leave::Given) };
    let address = format!("{}/stellungnahmen/{}", case.address(), line.version.0);
    let button = named_button(Look::Tertiary, change.label(), ("tun", change.name()));
    html! { @if case.by.actor.may(Right::OpenStatement) {
        p { "Darf die Antragstellerseite die Stellungnahme sehen: " strong { (answer) } }
        (post_form(&case.by, &address, &button))
    } }
}

#[derive(Deserialize)]
pub(super) struct NoteForm {}

/// `/faelle/{id}/nichtbefolgung/{version}`
pub(super) async fn note_refusal(
    address: Path<(CaseId, i32)>,
    db: Data<Db>,
    now: Now,
    Form { by, .. }: Form<NoteForm>,
) -> Result<HttpResponse, Problem> {
    let (case, version) = *address;
    let actor = by.actor.clone();
    db.write(move |conn| acts::note_refusal(conn, &actor, (case, Version(version)), now)).await?;
    Ok(see_other(&format!("/faelle/{case}#ersuchen")))
}

/// Under what the authority intends or has decided: that the chair has yet to take note of it.
pub(super) fn refusal(case: &CaseSheet, line: &HistoryLine) -> Markup {
    let address = format!("{}/nichtbefolgung/{}", case.address(), line.version.0);
    html! { @if line.waits_for_chair {
        @if case.by.actor.may(Right::WatchAuthorities) {
            (post_button(&case.by, &address, (Look::Secondary, "Zur Kenntnis genommen"), &html! {}))
        } @else {
            p { (notable("Der Vorsitz hat es noch nicht zur Kenntnis genommen.")) }
        }
    } }
}
