//! What every page of a sitting shows: its header, and its agenda beside the content.

use maud::{Markup, html};

use super::{
    room::{Line, Room},
    words,
};
use crate::{
    now::wall_time,
    procedure::{ItemState, ItemSubject, RuleSet, Standing},
    storage::{AgendaItem, Headcount},
    web::components::{Tone, badge, done, notable, open},
};

/// Number, day, state, quorum; on an item also which it is.
pub(super) fn header(room: &Room, item: Option<&AgendaItem>) -> Markup {
    let it = &room.sitting;
    let in_the_room = it.state.takes_attendance() && it.held_on <= room.now.today;
    html! {
        div.line {
            h1 { "Sitzung " (words::number(it)) }
            (words::state(it.state))
            span { time datetime=(it.held_on) { (words::day(it.held_on)) } " · " (hours(room)) " · " (it.place) }
            @if in_the_room { (quorum(room, item)) }
        }
        @if let Some(item) = item {
            p {
                a href=(room.address()) { "Tagesordnung" }
                " › " strong { "TOP " (item.position) " von " (room.lines.len()) }
                " (" (item.subject.label()) ")"
                " · " a.number href={ "/faelle/" (item.case) } { (item.number) } " · " (item.people)
                @if item.urgent { " " (badge(Tone::Danger, "Eilfall")) }
            }
        } @else if !room.times.secretary.is_empty() {
            p.muted { "Schriftführung: " (room.times.secretary) }
        }
    }
}

/// When it begins; once it was opened, when it was held.
fn hours(room: &Room) -> String {
    let at = |it| words::time(wall_time(it));
    match (room.times.opened_at, room.times.closed_at) {
        (None, _) => format!("{} Uhr", words::time(room.sitting.starts_at)),
        (Some(opened), None) => format!("eröffnet {} Uhr", at(opened)),
        (Some(opened), Some(closed)) => format!("{} bis {} Uhr", at(opened), at(closed)),
    }
}

/// `✓ beschlussfähig: 8 von 9 anwesend`: shape, colour and word; once somebody has come.
fn quorum(room: &Room, item: Option<&AgendaItem>) -> Markup {
    if room.attendance.is_empty() && room.times.opened_at.is_none() {
        return html! { span.muted { "Die Beschlussfähigkeit wird bei der Eröffnung festgestellt." } };
    }
    let Headcount { seats, present, recused } = room.headcount(item);
    let (tone, word) = if room.rules.law.quorum.value.is_met(present, seats) {
        (Tone::Success, "✓ beschlussfähig")
    } else {
        (Tone::Danger, "✗ nicht beschlussfähig")
    };
    let recused = match recused {
        0 => String::new(),
        n => format!(", {n} befangen"),
    };
    badge(tone, &format!("{word}: {present} von {seats} anwesend{recused}"))
}

/// The agenda in the rail, with the item at hand marked.
pub(super) fn agenda(room: &Room, current: Option<i32>) -> Markup {
    html! {
        nav aria-label="Tagesordnung" {
            h2 { "Tagesordnung" }
            ol.why.agenda { @for line in &room.lines { (agenda_line(room, line, current)) } }
        }
    }
}

fn agenda_line(room: &Room, line: &Line, current: Option<i32>) -> Markup {
    let here = current == Some(line.position);
    html! {
        li {
            @match &line.item {
                None => { "TOP " (line.position) " – befangen" },
                Some(item) => {
                    a href=(room.item_address(item.position)) aria-current=[here.then_some("page")] {
                        "TOP " (item.position) " " (item.people)
                    }
                    br; span.muted { (item.subject.label()) } " " (item_state(item, Some(&room.rules)))
                },
            }
        }
    }
}

/// What became of an item, with its shape; the results only where they may be shown.
pub(super) fn item_state(item: &AgendaItem, with_results: Option<&RuleSet>) -> Markup {
    let results = with_results.map_or_else(String::new, |rules| results(item, rules));
    match item.state {
        ItemState::Open if item.persons.iter().any(|it| it.standing.is_decided()) => {
            notable(&format!("teilweise beschlossen{results}"))
        }
        ItemState::Open => open(item.state.label()),
        ItemState::Decided => done(&format!("{}{results}", item.state.label())),
        ItemState::Adjourned | ItemState::Reinquired | ItemState::Withdrawn => {
            notable(item.state.label())
        }
    }
}

/// `: Ersuchen, kein Ersuchen`
fn results(item: &AgendaItem, rules: &RuleSet) -> String {
    let results = item.results(rules);
    let standings = results.iter().map(|it| it.standing);
    let mut labels: Vec<&str> = match item.subject {
        ItemSubject::Request => standings.map(|it| it.result().label()).collect(),
        ItemSubject::Admission => standings.map(Standing::label).collect(),
    };
    labels.sort_unstable();
    labels.dedup();
    if labels.is_empty() { String::new() } else { format!(": {}", labels.join(", ")) }
}

/// Whether somebody who only reads may know the results: they stand in the minutes.
pub(super) fn shows_results(room: &Room) -> Option<&RuleSet> {
    (room.staff || room.sitting.state.is_held()).then_some(&room.rules)
}
