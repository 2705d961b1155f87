//! Figures for the report of a year.

use actix_web::web::Data;
use chrono::{Datelike as _, NaiveDate};
use maud::{Markup, html};
use serde::Deserialize;

use super::{components::table, form::Query, frame::Page, numbers::grouped, session::SignedIn};
use crate::{
    Now, Problem,
    procedure::{Ground, GroundChange, GroundCount, Right},
    storage::{self, Db},
};

#[derive(Deserialize)]
pub(super) struct Asked {
    jahr: Option<i32>,
}

/// The year in which the oldest regulation came into force: there was nothing to count before.
const FIRST: i32 = 2004;

/// `/zaehlung/ausschlussgruende`: the grounds that were found, that fell away, and that a body set
/// aside, in a year.
pub(super) async fn grounds(
    by: SignedIn,
    Query(asked): Query<Asked>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    by.require(Right::ReadCounts)?;
    let this_year = now.today.year();
    let year = asked.jahr.unwrap_or(this_year);
    let first = NaiveDate::from_ymd_opt(year, 1, 1).filter(|_| (FIRST..=this_year).contains(&year));
    let last = NaiveDate::from_ymd_opt(year, 12, 31);
    let days = first.zip(last).ok_or(Problem::NotFound)?;
    let counted = db.read(move |conn| Ok(storage::count_grounds(conn, days)?)).await?;
    let rows: Vec<_> =
        Ground::ALL.iter().filter_map(|it| Some(row(*it, *counted.get(it)?))).collect();
    let heads = ["Grund"].into_iter().chain(GroundChange::ALL.iter().map(|it| it.label()));
    let heads: Vec<_> = heads.collect();
    let title = format!("Ausschlussgründe {year}");
    let content = html! {
        p { "Gezählt sind Personen, nach dem Tag, der im Fall festgehalten ist: wie oft ein Grund festgestellt wurde, wie oft er weggefallen ist, und wie oft die Annahme trotz des Grundes beschlossen wurde." }
        @if rows.is_empty() { p.muted { "In diesem Jahr ist kein Grund festgestellt." } }
        @else { (table(&title, &heads, &rows)) }
        (years(year, this_year))
    };
    Ok(Page::new(&by, &title).show(&content))
}

fn row(ground: Ground, count: GroundCount) -> Vec<Markup> {
    let figure = |it| html! { (grouped(it)) };
    vec![
        html! { span.wrap { (ground.paragraph()) ": " (ground.label()) } },
        figure(count.found),
        figure(count.fell_away),
        figure(count.set_aside),
    ]
}

fn years(shown: i32, this_year: i32) -> Markup {
    let link = |year: i32| {
        html! {
            a.kern-link href={ "/zaehlung/ausschlussgruende?jahr=" (year) } { (year) }
        }
    };
    html! { p {
        @if shown > FIRST { (link(shown - 1)) }
        @if shown > FIRST && shown < this_year { " · " }
        @if shown < this_year { (link(shown + 1)) }
    } }
}
