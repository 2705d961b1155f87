use actix_web::web::Data;
use chrono::NaiveDate;
use maud::{Markup, html};
use serde::Deserialize;

use super::words;
use crate::{
    Now, Problem,
    procedure::{CommitteeRound, CommitteeRoundId, CommitteeSeat, Right, SeatHolder, Violation},
    storage::{self, Db, RoundsQuery},
    web::{
        components::{Look, Tone, alert, link_button, table},
        form::Query,
        frame::Page,
        session::SignedIn,
        sittings::{cases, day},
    },
};

const PER_PAGE: u8 = 25;

/// Where the page begins: behind this round.
#[derive(Deserialize)]
pub(in crate::web) struct Place {
    tag: Option<NaiveDate>,
    nach: Option<CommitteeRoundId>,
}

pub(in crate::web) async fn show(
    by: SignedIn,
    Query(place): Query<Place>,
    db: Data<Db>,
    now: Now,
) -> Result<Markup, Problem> {
    by.require(Right::ReadRounds)?;
    let staff = by.actor.may(Right::PrepareRounds);
    let asked = RoundsQuery {
        committee: (!staff).then_some(by.actor.user),
        running: false,
        after: place.tag.zip(place.nach),
        limit: i64::from(PER_PAGE) + 1,
    };
    let (rounds, seats) = db
        .read(move |conn| {
            let seats = storage::committee_on(conn, now.today)?;
            Ok((storage::rounds(conn, asked, now)?, seats))
        })
        .await?;
    let content = html! {
        @if staff { (actions(&by, &seats)) }
        (view(&rounds, staff))
        (committee(&seats))
    };
    Ok(Page::new(&by, by.land.law().committee).show(&content))
}

fn actions(by: &SignedIn, seats: &[CommitteeSeat]) -> Markup {
    let names = by.actor.may(Right::NameCommittee);
    html! {
        @if seats.is_empty() {
            (alert(Tone::Warning, "Kein Ausschuss besetzt", &html! {
                p { (by.land.law().says(&Violation::NoCommittee.to_string())) }
                @if !names { p { "Besetzt wird er durch den Vorsitz." } }
            }))
        }
        div.buttons {
            @if !seats.is_empty() { (link_button(Look::Primary, "/vorpruefung/neu", "Vorprüfung planen")) }
            @if names { (link_button(Look::Secondary, "/vorpruefung/besetzung", "Ausschuss besetzen")) }
        }
    }
}

fn view(rounds: &[CommitteeRound], staff: bool) -> Markup {
    let shown = &rounds[..rounds.len().min(PER_PAGE.into())];
    let next = shown.last().filter(|_| rounds.len() > shown.len());
    let rows: Vec<_> = shown.iter().map(row).collect();
    html! {
        @if shown.is_empty() { (nothing(staff)) } @else {
            (table("Vorprüfungen", &["Tag", "Ort oder Form", "Stand", "Vorgänge"], &rows))
        }
        @if let Some(last) = next {
            @let href = format!("/vorpruefung?tag={}&nach={}", last.held_on, last.id);
            div.buttons { (link_button(Look::Secondary, &href, "Frühere Vorprüfungen")) }
        }
    }
}

fn nothing(staff: bool) -> Markup {
    let text = if staff {
        "Es ist noch keine Vorprüfung geplant."
    } else {
        "Zurzeit ist Ihnen nichts zugewiesen. Sobald der Vorsitz eine Vorprüfung freigibt, an der Sie mitwirken, steht sie hier."
    };
    alert(Tone::Info, "Keine Vorprüfungen", &html! { p { (text) } })
}

fn row(it: &CommitteeRound) -> Vec<Markup> {
    let items = match (it.items, it.items_open) {
        (0, _) => "noch keine".to_owned(),
        (all, 0) => cases(all),
        (all, open) => format!("{}, {open} offen", cases(all)),
    };
    vec![
        html! {
            a.kern-link href={ "/vorpruefung/" (it.id) } {
                time datetime=(it.held_on) { (day(it.held_on)) }
            }
        },
        html! { (words::where_and_when(it)) },
        words::state(it.state),
        html! { (items) },
    ]
}

fn committee(seats: &[CommitteeSeat]) -> Markup {
    let row = |it: &CommitteeSeat| {
        let deputy = it.named(SeatHolder::Deputy);
        vec![
            html! { (words::seat(it.chair, it.position)) },
            html! { (it.member) },
            html! { @match deputy {
                Some((name, _)) => (name),
                None => span.muted { "nicht benannt" },
            } },
        ]
    };
    let rows: Vec<_> = seats.iter().map(row).collect();
    html! { @if !rows.is_empty() {
        section {
            h2 { "Besetzung" }
            (table("Besetzung des Ausschusses", &["Sitz", "Mitglied", "Stellvertretung"], &rows))
        }
    } }
}

/// Rounds at which something is still to be done, in short.
pub(in crate::web) fn running(rounds: &[CommitteeRound]) -> Markup {
    html! { ul.why { @for it in rounds {
        li {
            a.kern-link href={ "/vorpruefung/" (it.id) } { (words::title(it)) } " "
            (words::state(it.state))
            div.muted { (words::where_and_when(it)) ", " (cases(it.items)) }
        }
    } } }
}
