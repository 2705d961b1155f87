use chrono::{Datelike as _, NaiveDate};
use maud::{Markup, html};

use crate::{
    procedure::{Rhythm, RhythmGap},
    web::{
        components::{Look, Tone, alert, link_button},
        days::{german, month},
    },
};

/// Warns of months or quarters in which the commission would not sit; nothing when all is well.
pub(in crate::web) fn rhythm_warning(gaps: &[RhythmGap], today: NaiveDate) -> Markup {
    html! { @if let Some(first) = gaps.first() {
        (alert(Tone::Warning, "Der Sitzungsrhythmus ist in Gefahr", &html! {
            p { "Vorgesehen ist mindestens eine Sitzung je " (first.rhythm.label()) " (" (first.source) ")." }
            ul { @for it in gaps { li { (gap(it, today)) } } }
            div.buttons { (link_button(Look::Secondary, "/sitzungen/neu", "Sitzung planen")) }
        }))
    } }
}

fn gap(it: &RhythmGap, today: NaiveDate) -> Markup {
    html! {
        strong { (name(it)) } ": Es ist keine Sitzung gehalten oder angesetzt. "
        @if it.invite_by < today {
            "Für eine rechtzeitige Einladung mit Sitzungsmappe ist es zu spät; sie hätte spätestens am "
            (german(it.invite_by)) " hinausgehen müssen."
        } @else {
            "Einladung mit Sitzungsmappe spätestens am " (german(it.invite_by)) "."
        }
    }
}

/// `Dezember 2026`, `4. Quartal 2026`
fn name(it: &RhythmGap) -> String {
    match it.rhythm {
        Rhythm::Month | Rhythm::None => format!("{} {}", month(it.first), it.first.year()),
        Rhythm::Quarter => format!("{}. Quartal {}", it.first.month0() / 3 + 1, it.first.year()),
    }
}
