//! Search: an Aktenzeichen leads to its case, anything else is the beginning of a family name.
//! By POST, because names do not belong in addresses.

use actix_web::{HttpResponse, web::Data};
use chrono::Datelike as _;
use maud::{Markup, html};
use serde::Deserialize;

use super::list::{PER_PAGE, lines, next_page, sees_reconsidered, stages_open_to};
use crate::{
    Now, Problem, acts,
    procedure::{FileNumber, FileNumberPattern, Right, clean, may_read_case},
    storage::{self, Db, WorklistQuery, WorklistRow},
    web::{
        components::{Look, Tone, alert, button, hidden, post_form},
        form::Form,
        frame::Page,
        see_other,
        session::SignedIn,
    },
};

#[derive(Debug, Deserialize)]
pub(super) struct SearchForm {
    #[serde(default)]
    suche: String,
    nach: Option<String>,
}

/// What a search comes to.
enum Found {
    Case(crate::procedure::CaseId),
    Lines(Vec<WorklistRow>),
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
    let (actor, words) = (by.actor.clone(), typed.clone());
    let found = db.read(move |conn| {
        let pattern = storage::rules(conn)?.file_number;
        for number in numbers_meant(&words, &pattern, now.today.year()) {
            let Some(id) = storage::find_number(conn, &number)? else { continue };
            let relation = storage::relation(conn, actor.user, id, now)?;
            if relation.is_some_and(|it| may_read_case(&actor, it)) {
                return Ok(Found::Case(id));
            }
        }
        let asked = WorklistQuery {
            stages: stages_open_to(&actor),
            reconsidered: sees_reconsidered(&actor),
            name: Some(words),
            after: input.nach,
            limit: PER_PAGE + 1,
            ..WorklistQuery::default()
        };
        Ok(Found::Lines(storage::worklist(conn, actor.user, &asked)?))
    });
    match found.await? {
        Found::Case(id) => Ok(see_other(&format!("/faelle/{id}"))),
        Found::Lines(rows) => {
            let actor = by.actor.clone();
            db.write(move |conn| acts::disclose_found(conn, &actor)).await?;
            let page = Page::new(&by, "Gefundene Fälle").show(&view(&by, &typed, rows, now));
            Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page.into_string()))
        }
    }
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

fn view(by: &SignedIn, typed: &str, mut rows: Vec<WorklistRow>, now: Now) -> Markup {
    let next = next_page(&mut rows);
    html! {
        p { "Gesucht: Familienname, der mit „" (typed) "“ beginnt, oder dieses Aktenzeichen." }
        @if rows.is_empty() {
            (alert(Tone::Info, "Nichts gefunden", &html! {
                p { "Bitte prüfen Sie die Schreibweise. Namen stehen im Register mit ihren Zeichen, zum Beispiel Đorđević; der Anfang genügt." }
            }))
        } @else {
            (lines("Gefundene Fälle", &rows, &by.actor, now))
        }
        @if let Some(key) = next {
            (post_form(by, "/faelle/suche", &html! {
                (hidden("suche", typed)) (hidden("nach", key))
                div.buttons { (button(Look::Secondary, "Weitere Fälle")) }
            }))
        }
    }
}
