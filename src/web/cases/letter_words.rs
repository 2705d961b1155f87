//! Letters in words: what goes to whom, and why there.

use maud::{Markup, html};

use super::person_words::names;
use crate::{
    procedure::{LetterKind, PersonDetails, Recipient},
    web::components::table,
};

/// A letter that a step will write.
pub(super) struct Outgoing<'a> {
    pub(super) kind: LetterKind,
    pub(super) to: &'a Recipient,
}

pub(super) fn outgoing(letters: &[Outgoing], everybody: &[PersonDetails]) -> Markup {
    let row = |it: &Outgoing| {
        vec![
            html! { span.wrap { (it.kind.label()) } },
            html! { (it.to.lines.join(", ")) br; span.muted { (it.to.why) } },
            html! { (names(&it.to.persons, everybody)) },
        ]
    };
    let rows: Vec<_> = letters.iter().map(row).collect();
    table("Schreiben, die erstellt werden", &["Schreiben", "geht an", "betrifft"], &rows)
}
