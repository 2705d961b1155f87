use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    procedure::{
        Family, PersonDetails, PersonId, PowerOfAttorney, Recipient, Right, applicant_side,
        open_lines,
    },
    web::{
        cases::{person_words::names, sheet::CaseSheet},
        components::{done, notable, open, table},
        days::german,
    },
};

/// Whom letters to the applicant side reach, and why; about whom the procedure still runs.
pub(in crate::web::cases) fn receivers(case: &CaseSheet, powers: &[PowerOfAttorney]) -> Markup {
    let runs = |it: &&PersonDetails| {
        case.file.case.person(it.id).is_some_and(|it| !it.standing.is_ended())
    };
    let about: Vec<_> = case.file.details.iter().filter(runs).collect();
    let family = Family { persons: &case.file.details, powers, today: case.now.today };
    let sees_all = case.by.actor.may(Right::SeeProtectedAddress);
    let lines = |it: &Recipient| {
        if sees_all { it.lines.clone() } else { open_lines(&it.lines, &case.file.details) }
    };
    let row = |it: Recipient| {
        vec![
            html! { (lines(&it).join(", ")) },
            html! { (names(&it.persons, &case.file.details)) },
            html! { span.wrapping { (it.why) } },
        ]
    };
    let rows: Vec<_> = applicant_side(&about, family).into_iter().map(row).collect();
    html! { @if !rows.is_empty() {
        (table("Schreiben an die Antragstellerseite", &["Schreiben gehen an", "betreffen", "warum"], &rows))
    } }
}

/// The persons of some Vollmachten.
pub(super) fn of_whom(powers: &[&PowerOfAttorney], everybody: &[PersonDetails]) -> String {
    let persons: Vec<PersonId> = powers.iter().map(|it| it.person).collect();
    names(&persons, everybody)
}

/// `gilt seit 02.11.2026`, `beendet am 25.11.2026: widerrufen`
pub(super) fn state(it: &PowerOfAttorney, today: NaiveDate) -> Markup {
    match &it.ended {
        Some(end) => html! {
            (notable(&format!("beendet am {}", german(end.on)))) br;
            span.muted { (end.reason.label()) @if !end.note.is_empty() { ": " (end.note) } }
        },
        None if it.is_in_force(today) => done(&format!("gilt seit {}", german(it.begins_on))),
        None => open("umfasst niemanden: keine Vollmacht"),
    }
}

/// `Vollmacht vom 20.10.2026`
pub(super) fn vollmacht(it: &PowerOfAttorney) -> String {
    let day = it.given_on.map(|it| format!("Vollmacht vom {}", german(it)));
    day.unwrap_or_else(|| "ohne Vollmacht".to_owned())
}
