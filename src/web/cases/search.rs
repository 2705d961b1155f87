//! Search: an Aktenzeichen leads to its case, anything else is looked for among all people.
//! By POST, because names do not belong in addresses.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use chrono::Datelike as _;
use maud::{Markup, html};
use serde::Deserialize;

use super::found::{Found, find_all, hits};
use crate::{
    Now, Problem,
    procedure::{
        Actor, CaseId, FileNumber, FileNumberPattern, PersonSearch, Right, clean, may_read_case,
    },
    storage::{self, Db},
    web::{
        components::{Tone, alert},
        form::Form,
        frame::Page,
        page, see_other,
    },
};

#[derive(Debug, Deserialize)]
pub(super) struct SearchForm {
    #[serde(default)]
    suche: String,
}

pub(super) async fn find(
    Form { by, input }: Form<SearchForm>,
    db: Data<Db>,
    now: Now,
) -> Result<HttpResponse, Problem> {
    by.require(Right::ListCases)?;
    let typed: String = clean(&input.suche).chars().take(200).collect();
    if typed.is_empty() {
        return Ok(see_other("/faelle"));
    }
    if let Some(id) = case_with_number(&db, &by.actor, &typed, now).await? {
        return Ok(see_other(&format!("/faelle/{id}")));
    }
    let found = find_all(&by, &db, vec![PersonSearch::of_line(&typed)], now).await?;
    let content = view(&typed, &found.into_iter().next().unwrap_or_default());
    Ok(page(StatusCode::OK, Page::new(&by, "Gefundene Personen").show(&content)))
}

/// The case whose number was typed, if there is one and the user may read it.
async fn case_with_number(
    db: &Db,
    actor: &Actor,
    typed: &str,
    now: Now,
) -> Result<Option<CaseId>, Problem> {
    let (actor, typed) = (actor.clone(), typed.to_owned());
    db.read(move |conn| {
        let pattern = storage::rules(conn)?.file_number;
        for number in numbers_meant(&typed, &pattern, now.today.year()) {
            let Some(id) = storage::find_number(conn, &number)? else { continue };
            let relation = storage::relation(conn, actor.user, id, now)?;
            if relation.is_some_and(|it| may_read_case(&actor, it)) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    })
    .await
}

/// A whole number as it stands on the file, or the short form `388/2026`, `2026-388`, `388`.
fn numbers_meant(typed: &str, pattern: &FileNumberPattern, this_year: i32) -> Vec<FileNumber> {
    let mut meant: Vec<FileNumber> = typed.parse().into_iter().collect();
    let number = |it: &str| it.trim().parse::<u32>().ok();
    let year = |it: &str| it.trim().parse::<i32>().ok().filter(|it| (2000..2200).contains(it));
    let short = match typed.split_once(['/', '-']) {
        Some((a, b)) if year(a).is_some() => year(a).zip(number(b)),
        Some((a, b)) => year(b).zip(number(a)),
        None => number(typed).map(|it| (this_year, it)),
    };
    let from_short = short.and_then(|(year, serial)| pattern.number(year, serial).ok());
    meant.extend(from_short);
    meant
}

fn view(typed: &str, found: &Found) -> Markup {
    html! {
        p { "Gesucht: „" (typed) "“ in allen Namen, Geburtsdaten und fremden Aktenzeichen." }
        @if found.persons.is_empty() {
            (alert(Tone::Info, "Nichts gefunden", &html! {
                p { "Gesucht wird auch nach anderen Schreibweisen eines Namens. Ein Geburtsdatum dazu oder ein fremdes Aktenzeichen allein hilft weiter." }
            }))
        } @else {
            (hits(found, None))
        }
    }
}
