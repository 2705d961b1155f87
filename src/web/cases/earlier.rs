//! What came before a second application: the case that a Folgeantrag follows, and the rounds
//! before a Wiederaufnahme.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    procedure::{CaseResult, FieldError, Registration, Step, StepKind},
    storage::{EarlierCase, EarlierRound, HistoryLine},
    web::{
        cases::{case::shown, person_words::names, sheet::CaseSheet, typed::Typed},
        components::{Field, Tone, alert, hidden},
        days::german,
    },
};

/// Asked of a Folgeantrag before all else.
pub(super) fn followed(it: &EarlierCase, typed: &Typed, errors: &[FieldError]) -> Markup {
    html! {
        section {
            h2 { "Folgeantrag" }
            (hidden("earlier", it.id))
            p { "Früherer Vorgang: " (words(it)) }
            (Field::new("news", "Was ist neu?").value(typed.get("news")).errors(errors)
                .hint("Was sich seit dem früheren Vorgang geändert hat; es steht oben im neuen Fall.").area(5))
        }
    }
}

/// The same on the page that checks.
pub(super) fn follows(it: &EarlierCase, registration: &Registration) -> Markup {
    let news = registration.earlier.as_ref().map_or("", |it| it.news.as_str());
    html! {
        section {
            h2 { "Folgeantrag" }
            p { "Früherer Vorgang: " (words(it)) }
            div.written { (news) }
        }
    }
}

/// `15-39.22-2024-0388, eingegangen 03.05.2024, z.d.A. seit 12.12.2024, Ergebnis: kein Ersuchen`
fn words(it: &EarlierCase) -> Markup {
    html! {
        a.kern-link.number href={ "/faelle/" (it.id) } { (it.number) }
        ", eingegangen " (on(it.received_on)) ", " (it.stage.label())
        @if let Some(day) = it.filed_on { " seit " (on(day)) }
        @if it.result != CaseResult::Open { ", Ergebnis: " strong { (it.result.label()) } }
    }
}

fn on(day: NaiveDate) -> Markup {
    html! { time datetime=(day) { (german(day)) } }
}

/// On top of a case: what came before, as far as the user may read it, and what is new.
pub(super) fn on_top(case: &CaseSheet) -> Markup {
    html! { (follow_up(case)) (taken_up_again(case)) }
}

fn follow_up(case: &CaseSheet) -> Markup {
    let Some(follow_up) = &case.follow_up else { return html! {} };
    let before = case.earlier.as_ref().map(|it| html! { p { "Früherer Vorgang: " (words(it)) } });
    second(case, "Folgeantrag", &before.unwrap_or_default(), &follow_up.news)
}

fn taken_up_again(case: &CaseSheet) -> Markup {
    let steps = case.of_this_round().filter_map(|it| it.event.as_ref()).map(|it| &it.step);
    let news = steps.filter_map(|it| match it {
        Step::Reopen { news, .. } => Some(news),
        _ => None,
    });
    let Some(news) = news.last() else { return html! {} };
    let before = html! { @for it in &case.earlier_rounds { (came_to(case, it)) } };
    second(case, "Wiederaufnahme", &before, news)
}

fn second(case: &CaseSheet, title: &str, before: &Markup, news: &str) -> Markup {
    alert(
        Tone::Info,
        title,
        &html! {
            (before)
            p { "Was ist neu:" }
            div.written { (shown(case, news)) }
        },
    )
}

/// What a round of the same case came to, for each of its persons.
fn came_to(case: &CaseSheet, round: &EarlierRound) -> Markup {
    let mut of_round = case.history.iter().filter(|it| it.round == round.round);
    let filed = of_round.find_map(filed_on);
    html! {
        p {
            "Früheres Verfahren: eingegangen " (on(round.received_on)) ", " (round.channel.label())
            @if let Some(day) = filed { ", z.d.A. " (on(day)) }
        }
        ul { @for (person, standing) in &round.standings {
            li { (names(&[*person], &case.file.details)) ": " strong { (standing.label()) } }
        } }
    }
}

/// By a step, or in the list in which the case was kept before.
fn filed_on(line: &HistoryLine) -> Option<NaiveDate> {
    let step = line.standing_event().filter(|it| it.step.kind() == StepKind::File);
    let before = line.inherited.as_ref().and_then(|it| it.closed_on);
    step.map(|it| it.on).or(before)
}
