use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{
    column::Column,
    listing::{Listing, Remark},
};
use crate::{
    lists::Row,
    web::components::{Look, Tab, Tone, alert, badge, link_button, table, tabs},
};

const PER_PAGE: usize = 100;

/// Which rows are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    Errors,
    Hints,
}

impl Which {
    /// As the address has it.
    const fn name(self) -> &'static str {
        match self {
            Self::All => "alle",
            Self::Errors => "fehler",
            Self::Hints => "hinweise",
        }
    }
}

/// Which rows are shown, and which page of them, from 0.
pub(super) struct Shown {
    which: Which,
    page: usize,
}

impl Shown {
    pub(super) fn of(which: Option<&str>, page: Option<usize>) -> Self {
        let which = [Which::Errors, Which::Hints].into_iter().find(|it| Some(it.name()) == which);
        Self { which: which.unwrap_or(Which::All), page: page.unwrap_or(1).saturating_sub(1) }
    }

    pub(super) fn errors() -> Self {
        Self { which: Which::Errors, page: 0 }
    }
}

pub(super) fn rows(listing: &Listing, shown: &Shown, address: &str) -> Markup {
    let errors = by_row(&listing.errors);
    let hints = by_row(&listing.hints);
    let fits = |it: &&Row| match shown.which {
        Which::All => true,
        Which::Errors => errors.contains_key(&it.number),
        Which::Hints => hints.contains_key(&it.number),
    };
    let of_kind: Vec<_> = listing.rows.iter().filter(fits).collect();
    let from = shown.page.saturating_mul(PER_PAGE);
    let lines: Vec<_> = of_kind
        .iter()
        .skip(from)
        .take(PER_PAGE)
        .map(|it| line(listing, it, (errors.get(&it.number), hints.get(&it.number))))
        .collect();
    let hrefs =
        [Which::All, Which::Errors, Which::Hints].map(|it| (it, address_of(address, it, 0)));
    let counts =
        [("Alle", listing.rows.len()), ("Nur Fehler", errors.len()), ("Nur Hinweise", hints.len())];
    let views: Vec<_> = hrefs
        .iter()
        .zip(counts)
        .map(|((which, href), (label, count))| Tab {
            href,
            label,
            count: Some(count),
            current: shown.which == *which,
        })
        .collect();
    let more = from.saturating_add(PER_PAGE) < of_kind.len();
    html! {
        (tabs("Zeilen eingrenzen", &views))
        @if lines.is_empty() { (alert(Tone::Info, "Keine Zeilen", &html! { p { "In dieser Auswahl ist keine Zeile." } })) }
        @else { (table("Zeilen der Liste", &["Zeile", "Aktenzeichen", "Person", "Geboren", "Stand", "Zu beachten"], &lines)) }
        div.buttons {
            @if shown.page > 0 { (link_button(Look::Secondary, &address_of(address, shown.which, shown.page - 1), "Vorige Zeilen")) }
            @if more { (link_button(Look::Secondary, &address_of(address, shown.which, shown.page + 1), "Weitere Zeilen")) }
        }
    }
}

fn address_of(address: &str, which: Which, page: usize) -> String {
    format!("{address}?zeigen={}&seite={}", which.name(), page + 1)
}

fn by_row(remarks: &[Remark]) -> BTreeMap<usize, Vec<&Remark>> {
    let mut by_row: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for it in remarks {
        by_row.entry(it.row).or_default().push(it);
    }
    by_row
}

type Remarks<'a> = Option<&'a Vec<&'a Remark>>;

fn line(listing: &Listing, row: &Row, (errors, hints): (Remarks, Remarks)) -> Vec<Markup> {
    let cell = |it| listing.header.cell(row, it);
    let name = [cell(Column::FamilyName), cell(Column::GivenNames)];
    let name: Vec<_> = name.into_iter().filter(|it| !it.is_empty()).collect();
    let closed_on = closed_on(listing, row);
    let torn = errors.is_none() && listing.left_out.contains(&row.number);
    vec![
        html! { (row.number) },
        html! { @match cell(Column::FileNumber) {
            "" => span.muted { "wird gezogen" },
            number => span.number { (number) },
        } },
        html! { (name.join(", ")) },
        html! { (cell(Column::Born)) },
        html! { @if closed_on.is_empty() { "offen" } @else { "erledigt " (closed_on) br; span.muted { (cell(Column::Ending)) } } },
        html! {
            @for it in errors.into_iter().flatten() { p { (badge(Tone::Danger, "Fehler")) " " (said(it)) } }
            @if torn { p { (badge(Tone::Danger, "Fehler")) " In einer anderen Zeile dieses Vorgangs." } }
            @for it in hints.into_iter().flatten() { p { (badge(Tone::Warning, "Hinweis")) " " (it.sentence) } }
        },
    ]
}

/// The day on which the case of a row was closed; it need not stand in each.
fn closed_on<'a>(listing: &'a Listing, row: &'a Row) -> &'a str {
    let number = listing.header.cell(row, Column::FileNumber);
    let same = |it: &&Row| listing.header.cell(it, Column::FileNumber) == number;
    let others = listing.rows.iter().filter(|_| !number.is_empty()).filter(same);
    let mut days =
        std::iter::once(row).chain(others).map(|it| listing.header.cell(it, Column::ClosedOn));
    days.find(|it| !it.is_empty()).unwrap_or_default()
}

/// Some sentences of the form name their field themselves.
fn said(it: &Remark) -> Markup {
    let label = it.column.map(Column::label).unwrap_or_default();
    let named = label.is_empty() || it.sentence.starts_with(label);
    html! { @if !named { strong { (label) ": " } } (it.sentence) }
}
