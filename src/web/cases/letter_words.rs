//! Letters in words: what goes to whom, and why there.

use maud::{Markup, html};

use super::person_words::names;
use crate::{
    procedure::{Actor, LetterKind, PersonDetails, Recipient, Right, open_lines},
    web::components::table,
};

/// A letter that a step will write.
pub(super) struct Outgoing<'a> {
    pub(super) kind: LetterKind,
    pub(super) to: &'a Recipient,
}

/// A protected address only for those who may see it.
pub(super) fn outgoing(letters: &[Outgoing], everybody: &[PersonDetails], by: &Actor) -> Markup {
    let sees_all = by.may(Right::SeeProtectedAddress);
    let lines = |it: &Recipient| {
        if sees_all { it.lines.clone() } else { open_lines(&it.lines, everybody) }
    };
    let row = |it: &Outgoing| {
        vec![
            html! { span.wrap { (it.kind.label()) } },
            html! { (lines(it.to).join(", ")) br; span.muted { (it.to.why) } },
            html! { (names(&it.to.persons, everybody)) },
        ]
    };
    let rows: Vec<_> = letters.iter().map(row).collect();
    table("Schreiben, die erstellt werden", &["Schreiben", "geht an", "betrifft"], &rows)
}
