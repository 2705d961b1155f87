use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    procedure::{PersonDetails, Stage},
    storage::CaseFile,
    web::{
        cases::{person_words, sheet::CaseSheet},
        components::{Tone, badge, case_deadline},
        days::german,
        frame::Page,
    },
};

/// A page about a case, under the header of the case.
pub(in crate::web::cases) fn case_page<'a>(case: &'a CaseSheet, title: &'a str) -> Page<'a> {
    Page::new(&case.by, title).header(header(case))
}

/// Number, people, authority, stage, next deadline: what stays in sight.
fn header(case: &CaseSheet) -> Markup {
    let file = &case.file;
    html! {
        div.line {
            h1 { a href=(case.address()) { (file.number) } }
            (stage_badge(file.case.stage))
            @if file.case.urgent { (badge(Tone::Danger, "Eilfall")) }
            @if let Some(it) = file.case.deadline {
                span { (it.kind.label()) ": " (case_deadline(it, case.now.today)) }
            }
        }
        p { (people(file, case.now.today)) }
        p.muted { (around(file, case.now.today)) }
        (trail(case))
    }
}

fn stage_badge(stage: Stage) -> Markup {
    let tone = match stage {
        Stage::StatementRequested | Stage::AwaitingAuthority => Tone::Warning,
        Stage::Closing | Stage::Filed => Tone::Success,
        _ => Tone::Info,
    };
    badge(tone, stage.label())
}

/// `Đorđević, Zoran (42) · Milica (39) · Petrović, Ana (12)`
fn people(file: &CaseFile, today: NaiveDate) -> Markup {
    let of_family = file.details.first().map_or("", |it| it.family_name.as_str());
    let name = |(at, it): (usize, &PersonDetails)| {
        let alike = at > 0 && it.family_name == of_family && !it.given_names.is_empty();
        let name = if alike { it.given_names.clone() } else { it.list_name() };
        format!("{name} ({})", it.born.age(today))
    };
    let names: Vec<_> = file.details.iter().enumerate().map(name).collect();
    html! { strong { (names.join(" · ")) } }
}

/// Nationalities, authority, representatives.
fn around(file: &CaseFile, today: NaiveDate) -> String {
    let mut parts: Vec<String> = Vec::new();
    for it in file.details.iter().map(person_words::nationalities) {
        if !it.is_empty() && !parts.contains(&it) {
            parts.push(it);
        }
    }
    parts.push(file.authority.name.clone());
    parts.extend(representatives(file, today));
    parts.join(" · ")
}

/// `Vertretung: Rechtsanwältin Brüggemann (Vollmacht für alle)`
fn representatives(file: &CaseFile, today: NaiveDate) -> Vec<String> {
    let mut acting: Vec<(&str, usize)> = Vec::new();
    for it in file.powers.iter().filter(|it| it.is_current(today)) {
        let (name, covers) = (it.details.short_name(), usize::from(it.is_in_force(today)));
        match acting.iter_mut().find(|it| it.0 == name) {
            Some(it) => it.1 += covers,
            None => acting.push((name, covers)),
        }
    }
    let all = file.details.len();
    let line = |(name, covered)| format!("Vertretung: {name} ({})", scope(covered, all));
    acting.into_iter().map(line).collect()
}

fn scope(covered: usize, all: usize) -> String {
    match covered {
        0 => "ohne Vollmacht".to_owned(),
        some if some == all => "Vollmacht für alle".to_owned(),
        some => format!("Vollmacht für {some} von {all} Personen"),
    }
}

/// The way of the case: stages behind with their day, the present one, those still to come.
fn trail(case: &CaseSheet) -> Markup {
    let here = case.file.case.stage;
    let entered = |stage: Stage| {
        let events = case.of_this_round().filter_map(|it| it.event.as_ref());
        let steps = events.filter(|it| it.to == stage && it.from != stage).map(|it| it.on);
        let before_us = || match stage {
            Stage::Received => Some(case.file.case.received_on),
            Stage::Filed => case.history.iter().find_map(|it| it.inherited.as_ref()?.closed_on),
            _ => None,
        };
        steps.max().or_else(before_us)
    };
    let shown = Stage::ALL.iter().copied().map(|it| (it, entered(it)));
    html! {
        ol.stages aria-label="Weg des Verfahrens" {
            @for (stage, on) in shown.filter(|(stage, on)| on.is_some() || *stage > here) {
                li aria-current=[(stage == here).then_some("step")] class=[(stage > here).then_some("later")] {
                    (stage.label())
                    @if let (Some(on), true) = (on, stage <= here) { " " time datetime=(on) { (german(on)) } }
                }
            }
        }
    }
}
