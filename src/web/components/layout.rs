//! Lists of facts, tabs, timelines.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::now::wall_clock;

/// Terms and what they are: `&[("Eingang", html! { … })]`.
pub(in crate::web) fn description_list(items: &[(&str, Markup)]) -> Markup {
    html! {
        dl.kern-description-list {
            @for (term, content) in items {
                div.kern-description-list-item {
                    dt.kern-description-list-item__key { (term) }
                    dd.kern-description-list-item__value { (content) }
                }
            }
        }
    }
}

/// One of several views of the same thing: a page of its own.
pub(in crate::web) struct Tab<'a> {
    pub href: &'a str,
    pub label: &'a str,
    pub count: Option<usize>,
    pub current: bool,
}

pub(in crate::web) fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) { ul { @for tab in tabs {
            li { a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                (tab.label)
                @if let Some(n) = tab.count { " " span.count { (n) } }
            } }
        } } }
    }
}

/// Something that happened.
pub(in crate::web) struct Happening<'a> {
    pub at: DateTime<Utc>,
    pub kind: &'a str,
    pub what: Markup,
    /// It does not hold any more; `what` says so in words.
    pub struck: bool,
}

/// What happened, in the order given: newest first, as a rule.
pub(in crate::web) fn timeline(happenings: &[Happening]) -> Markup {
    html! {
        ol.timeline { @for it in happenings {
            li {
                time.muted datetime=(it.at.to_rfc3339()) { (wall_clock(it.at)) }
                @if it.struck { s { (it.kind) } } @else { span { (it.kind) } }
                div { (it.what) }
            }
        } }
    }
}
