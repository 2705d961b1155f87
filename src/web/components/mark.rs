//! Badges, alerts and deadlines: always a word, never colour alone.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    procedure::{Deadline, Firmness},
    storage::LetterRow,
    web::days,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Tone {
    Info,
    Success,
    Warning,
    Danger,
}

impl Tone {
    const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

pub(in crate::web) fn badge(tone: Tone, label: &str) -> Markup {
    html! {
        span class=(format!("kern-badge kern-badge--{}", tone.name())) {
            span.kern-label { (label) }
        }
    }
}

/// A message on the page. Warnings and dangers are read out at once.
pub(in crate::web) fn alert(tone: Tone, title: &str, content: &Markup) -> Markup {
    let urgent = matches!(tone, Tone::Warning | Tone::Danger);
    html! {
        div class=(format!("kern-alert kern-alert--{}", tone.name()))
            role=(if urgent { "alert" } else { "status" }) {
            div.kern-alert__header {
                span class=(format!("kern-icon kern-icon--{}", tone.name())) aria-hidden="true" {}
                span.kern-title { (title) }
            }
            div.kern-alert__body { (content) }
        }
    }
}

/// Within this many days a deadline is near.
const SOON: i64 = 7;

/// A deadline as shape, colour and word, `◆ 19.11.2026 feste Frist, überfällig seit 2 Tagen`:
/// what is to be met by all means has a diamond, a target a triangle.
pub(in crate::web) fn deadline(firmness: Firmness, due_on: NaiveDate, today: NaiveDate) -> Markup {
    let (nearness, words) = nearness(due_on, today);
    html! {
        span class={ "due " (nearness) " " (firmness) } {
            time datetime=(due_on) { (days::german(due_on)) } " " (firmness.label())
            @if !words.is_empty() { ", " (words) }
        }
    }
}

/// A day on which somebody wants to be reminded: nothing is lost when it passes.
pub(in crate::web) fn reminder(on: NaiveDate, today: NaiveDate) -> Markup {
    let (nearness, words) = nearness(on, today);
    html! {
        span class={ "due " (nearness) } {
            time datetime=(on) { (days::german(on)) } @if !words.is_empty() { " " (words) }
        }
    }
}

/// The deadline of a case; one that rests says since when.
pub(in crate::web) fn case_deadline(it: Deadline, today: NaiveDate) -> Markup {
    let Some(since) = it.rests_since else {
        return deadline(it.kind.firmness(), it.due_on, today);
    };
    html! {
        span.due.rests {
            "ruht seit " time datetime=(since) { (days::german(since)) }
            " (" (it.kind.firmness().label()) ", lief bis " (days::german(it.due_on)) ")"
        }
    }
}

/// How near a day is, as a class and in words.
fn nearness(due_on: NaiveDate, today: NaiveDate) -> (&'static str, String) {
    let left = (due_on - today).num_days();
    match left {
        ..=-2 => ("over", format!("überfällig seit {} Tagen", -left)),
        -1 => ("over", "überfällig seit gestern".to_owned()),
        0 => ("near", "heute fällig".to_owned()),
        1 => ("near", "morgen fällig".to_owned()),
        2..=SOON => ("near", format!("noch {left} Tage")),
        _ => ("far", String::new()),
    }
}

/// What has yet to come, with its circle.
pub(in crate::web) fn open(words: &str) -> Markup {
    html! { span.due { (words) } }
}

/// What is neither open nor done in the ordinary way, with its triangle.
pub(in crate::web) fn notable(words: &str) -> Markup {
    html! { span.due.soon { (words) } }
}

/// What is done, with its tick.
pub(in crate::web) fn done(words: &str) -> Markup {
    html! { span.due.done { (words) } }
}

/// Whether a letter has left the house, and when; or that it will not, and why.
pub(in crate::web) fn dispatched(letter: &LetterRow) -> Markup {
    html! {
        @if let Some((day, why)) = letter.withdrawn {
            (done(&format!("zurückgezogen am {}", days::german(day)))) br;
            span.muted { (why.label()) }
        } @else if let Some(day) = letter.sent_on {
            (done(&format!("abgesandt am {}", days::german(day))))
        } @else {
            "noch nicht abgesandt"
        }
    }
}
