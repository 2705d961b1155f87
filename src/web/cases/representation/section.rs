use maud::{Markup, html};

use super::{
    prove,
    words::{of_whom, receivers, state, vollmacht},
};
use crate::{
    procedure::PowerOfAttorney,
    web::{
        cases::{person_words::sheets, sheet::CaseSheet},
        components::{Look, link_button, notable, table},
    },
};

const HEADS: [&str; 4] = ["Vertretung", "vertritt", "Vollmacht", "Stand"];

/// Everybody who ever acted for somebody, and where letters go today.
pub(in crate::web::cases) fn section(case: &CaseSheet) -> Markup {
    let file = &case.file;
    let mut sheets = sheets(&file.powers);
    sheets.reverse();
    let rows: Vec<_> = sheets.iter().map(|it| row(case, it)).collect();
    let open = file.powers.iter().any(|it| it.ended.is_none());
    html! {
        @if rows.is_empty() { p.muted { "Niemand ist als Vertretung eingetragen." } }
        @else { (table("Vertretungen des Falls", &HEADS, &rows)) }
        (receivers(case, &file.powers))
        (prove::section(case))
        div.buttons {
            (link_button(Look::Secondary, &format!("{}/vertretung", case.address()),
                if open { "Vertretung wechseln" } else { "Vertretung eintragen" }))
            @if open {
                (link_button(Look::Secondary, &format!("{}/vertretung/ende", case.address()), "Vertretung beenden"))
            }
        }
    }
}

fn row(case: &CaseSheet, sheet: &[&PowerOfAttorney]) -> Vec<Markup> {
    let Some(it) = sheet.first() else { return Vec::new() };
    vec![
        html! {
            a.kern-link href={ "/bevollmaechtigte/" (it.representative) } { (it.details.short_name()) }
            @if !it.reference.is_empty() { br; span.muted { "Zeichen " (it.reference) } }
        },
        html! { (of_whom(sheet, &case.file.details)) },
        html! {
            @match it.document {
                Some(id) => a.kern-link href={ "/dokumente/" (id) } { (vollmacht(it)) },
                None => {
                    (vollmacht(it))
                    @if it.given_on.is_some() { br; (notable("ohne Nachweis")) }
                },
            }
        },
        state(it, case.now.today),
    ]
}
