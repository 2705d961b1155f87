//! What is new to its reader, and `/faelle/{id}/dokumente/gesehen`: nothing of it is any more.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use maud::{Markup, html};

use crate::{
    Now, Problem, acts,
    procedure::{CaseId, Right},
    storage::{Db, Document},
    web::{
        cases::{
            sheet::{CaseSheet, parsed},
            typed::Typed,
        },
        clock::fresh_id,
        components::{Look, Tone, badge, hidden, post_button},
        days::german,
        form::Form,
        numbers::counted,
        see_other,
    },
};

/// Marks what the page has named: what has come since then stays new.
pub(in crate::web::cases) async fn see(
    Form { by, input: typed }: Form<Typed>,
    id: Path<String>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::ReadCase)?;
    let (case, key): (CaseId, uuid::Uuid) = (parsed(&id)?, typed.own("key")?);
    let seen: Vec<_> = typed.all("seen").iter().filter_map(|it| it.parse().ok()).collect();
    let location = db.write(move |conn| {
        acts::once(conn, &by.actor, key, |conn| {
            acts::see_documents(conn, &by.actor, (case, &seen), now)?;
            Ok(format!("/faelle/{case}#dokumente"))
        })
    });
    Ok(see_other(&location.await?))
}

/// „neu seit 12.11.2026“, until its reader has opened it.
pub(in crate::web::cases) fn new_since(case: &CaseSheet, it: &Document) -> Markup {
    let since = Now::from(it.uploaded_at).today;
    html! { @if case.unseen.contains(&it.id) {
        " " (badge(Tone::Info, &format!("neu seit {}", german(since)))) " "
    } }
}

/// How many are new, and the button after which none is.
pub(in crate::web::cases) fn see_all(case: &CaseSheet) -> Markup {
    let new: Vec<_> = case.new_documents().collect();
    let along = html! {
        (hidden("key", fresh_id()))
        @for it in &new { (hidden("seen", it.id)) }
    };
    let button = (Look::Tertiary, "Alle als gesehen markieren");
    html! { @if !new.is_empty() {
        p { (counted(new.len(), "Dokument ist", "Dokumente sind")) " für Sie neu." }
        (post_button(&case.by, &format!("{}/dokumente/gesehen", case.address()), button, &along))
    } }
}
