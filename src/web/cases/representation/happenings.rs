use chrono::{DateTime, Utc};
use maud::html;

use super::words::of_whom;
use crate::{
    procedure::PowerOfAttorney,
    storage::{Action, RepresentationEvent},
    web::{
        cases::{
            person_words::{self, sheets},
            sheet::CaseSheet,
        },
        components::{Happening, description_list},
        days::german,
    },
};

/// That somebody began or ceased to act, one for each deed.
pub(in crate::web::cases) fn happenings(case: &CaseSheet) -> Vec<Happening<'_>> {
    let mut deeds: Vec<(DateTime<Utc>, bool, &str)> = Vec::new();
    for it in &case.representation {
        if !deeds.contains(&(it.at, it.began, &it.by)) {
            deeds.push((it.at, it.began, &it.by));
        }
    }
    deeds.into_iter().map(|(at, began, by)| happening(case, (at, began), by)).collect()
}

fn happening<'a>(
    case: &'a CaseSheet,
    (at, began): (DateTime<Utc>, bool),
    by: &'a str,
) -> Happening<'a> {
    let meant = |it: &&RepresentationEvent| it.at == at && it.began == began;
    let numbers: Vec<_> = case.representation.iter().filter(meant).map(|it| it.number).collect();
    let powers = case.file.powers.iter().filter(|it| numbers.contains(&it.number));
    // As it began, not as it stands.
    let as_then = |it: &PowerOfAttorney| PowerOfAttorney {
        ended: it.ended.clone().filter(|_| !began),
        ..it.clone()
    };
    let powers: Vec<_> = powers.map(as_then).collect();
    let everybody = &case.file.details;
    let what = html! {
        p.muted { (by) }
        @for sheet in sheets(&powers) {
            @match sheet.first().and_then(|it| Some((it, it.ended.as_ref()?))) {
                None => (person_words::representative(&sheet, everybody)),
                Some((it, end)) => (description_list(&[
                    ("Name", html! { (it.details.short_name()) }),
                    ("Vertrat", html! { (of_whom(&sheet, everybody)) }),
                    ("Endet am", html! { (german(end.on)) }),
                    ("Grund", html! { (end.reason.label()) @if !end.note.is_empty() { ": " (end.note) } }),
                ])),
            }
        }
    };
    let kind = if began { Action::RepresentationBegun } else { Action::RepresentationEnded };
    Happening { at, kind: kind.label(), what, struck: false }
}
