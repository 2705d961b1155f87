//! People whom a search has found, wherever they are shown.

use maud::{Markup, html};

use super::list::reads_only_assigned;
use crate::{
    Now, Problem, acts,
    procedure::{Actor, PersonSearch, Standing},
    storage::{self, Db, FoundPerson, PersonQuery},
    web::{
        components::{Tone, alert, table},
        days::german,
        session::SignedIn,
    },
};

/// More than this nobody reads: better to ask more closely.
const MOST: usize = 20;

/// What a search has found, in the cases that the user may read.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) persons: Vec<FoundPerson>,
    /// There are more.
    pub(super) more: bool,
}

/// Looks for each of these, and notes once in the log that somebody searched: committed before
/// anything is shown.
pub(super) async fn find_all(
    by: &SignedIn,
    db: &Db,
    searches: Vec<PersonSearch>,
    now: Now,
) -> Result<Vec<Found>, Problem> {
    let queries: Vec<_> = searches.into_iter().map(|it| query(&by.actor, it, now)).collect();
    let found = db.read(move |conn| {
        let rows = queries.iter().map(|it| storage::find_persons(conn, it));
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    });
    let found = found.await?.into_iter().map(|mut persons| {
        let more = persons.len() > MOST;
        persons.truncate(MOST);
        Found { persons, more }
    });
    let actor = by.actor.clone();
    db.write(move |conn| acts::disclose_found(conn, &actor)).await?;
    Ok(found.collect())
}

/// The policy of reading decides in which cases people are looked for.
fn query(actor: &Actor, search: PersonSearch, now: Now) -> PersonQuery {
    PersonQuery {
        search,
        user: actor.user,
        assigned: reads_only_assigned(actor).then_some(now),
        limit: i64::try_from(MOST + 1).unwrap_or(i64::MAX),
    }
}

/// A column more: its heading, and what it holds for each person.
type Column<'a> = (&'a str, &'a dyn Fn(&FoundPerson) -> Markup);

/// The hits as a table.
pub(super) fn hits(found: &Found, last: Option<Column>) -> Markup {
    let mut heads = vec!["Person", "Geboren", "Aktenzeichen", "Stand und Ergebnis", "Daten"];
    heads.extend(last.map(|it| it.0));
    let row = |it: &FoundPerson| {
        let mut cells = cells(it).to_vec();
        cells.extend(last.map(|(_, cell)| cell(it)));
        cells
    };
    let rows: Vec<_> = found.persons.iter().map(row).collect();
    html! {
        (table("Gefundene Personen", &heads, &rows))
        @if found.more {
            (alert(Tone::Info, "Es gibt weitere Treffer", &html! {
                p { "Gezeigt sind die " (MOST) " besten. Bitte genauer suchen, zum Beispiel mit Vornamen oder Geburtsdatum." }
            }))
        }
    }
}

/// `Đorđević, Zoran`
pub(super) fn list_name(it: &FoundPerson) -> String {
    [it.family_name.as_str(), it.given_names.as_str()]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn cells(it: &FoundPerson) -> [Markup; 5] {
    [
        html! {
            (list_name(it))
            @if !it.other_names.is_empty() { br; span.muted { "auch: " (it.other_names.join(", ")) } }
        },
        html! { (it.born) },
        html! { a.kern-link.number href={ "/faelle/" (it.case) } { (it.number) } },
        html! {
            (it.stage.label())
            @if it.standing != Standing::Open { br; span.mark { (it.standing.label()) } }
        },
        html! {
            "Eingang " time datetime=(it.received_on) { (german(it.received_on)) }
            @if let Some(day) = it.last_on {
                br; span.muted { "zuletzt " time datetime=(day) { (german(day)) } }
            }
        },
    ]
}
