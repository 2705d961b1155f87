//! Days, times and sittings as people here write them.

use chrono::{Datelike as _, NaiveDate, NaiveTime, Weekday};
use maud::Markup;

use crate::{
    procedure::{Sitting, SittingState},
    web::{
        components::{Tone, badge},
        days::month,
    },
};

/// `Mi, 9. Dezember 2026`
pub(in crate::web) fn day(day: NaiveDate) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => "Mo",
        Weekday::Tue => "Di",
        Weekday::Wed => "Mi",
        Weekday::Thu => "Do",
        Weekday::Fri => "Fr",
        Weekday::Sat => "Sa",
        Weekday::Sun => "So",
    };
    format!("{weekday}, {}. {} {}", day.day(), month(day), day.year())
}

/// `10:04`
pub(in crate::web) fn time(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// `Nr. 11/2026`
pub(super) fn number(sitting: &Sitting) -> String {
    format!("Nr. {}/{}", sitting.number, sitting.held_on.year())
}

/// `1 Vorgang`, `3 Vorgänge`
pub(in crate::web) fn cases(count: usize) -> String {
    if count == 1 { "1 Vorgang".to_owned() } else { format!("{count} Vorgänge") }
}

/// `1 Vorgang`, `3 Vorgängen`, after „zu“
pub(super) fn to_cases(count: usize) -> String {
    if count == 1 { "1 Vorgang".to_owned() } else { format!("{count} Vorgängen") }
}

pub(super) fn state(state: SittingState) -> Markup {
    let tone = match state {
        SittingState::Planned | SittingState::Published => Tone::Info,
        SittingState::Open => Tone::Warning,
        SittingState::Closed | SittingState::Approved => Tone::Success,
        SittingState::Cancelled => Tone::Danger,
    };
    badge(tone, state.label())
}
