use maud::{Markup, html};

use crate::{
    procedure::{PersonDetails, Right, Standing, power_in_force},
    web::{
        cases::{person_words, return_facts, sheet::CaseSheet, vulnerabilities},
        components::{description_list, table},
    },
};

pub(super) fn persons(case: &CaseSheet) -> Markup {
    const HEADS: [&str; 5] =
        ["Name", "Geboren", "Stellung in der Familie", "Aufenthaltsrechtlicher Status", "Stand"];
    let rows: Vec<_> = case.file.details.iter().map(|it| row(case, it)).collect();
    html! {
        (table("Personen des Falls", &HEADS, &rows))
        @for it in &case.file.details {
            details {
                summary { "Alle Angaben: " (case.file.name_of(it.id)) }
                (description_list(&known(case, it)))
                @if case.by.actor.may(Right::SeeReturnDate) {
                    p { a.kern-link href=(return_facts::address(case.id(), it.id)) { "Rückführung: " (case.file.name_of(it.id)) } }
                }
                @if case.by.actor.may(Right::AmendPerson) {
                    @let address = format!("{}/personen/{}", case.address(), it.id);
                    p { a.kern-link href=(address) { "Angaben ändern: " (case.file.name_of(it.id)) } }
                    p { a.kern-link href={ (address) "/schutzbedarf" } { "Besonderer Schutzbedarf: " (case.file.name_of(it.id)) } }
                }
            }
        }
    }
}

/// All that is known of a person, what is most delicate last.
fn known(case: &CaseSheet, it: &PersonDetails) -> Vec<(&'static str, Markup)> {
    let mut known = person_words::details(it, &case.by.actor, case.now.today);
    known.extend(vulnerabilities::fact(case, it.id));
    known
}

fn row(case: &CaseSheet, it: &PersonDetails) -> Vec<Markup> {
    let standing = case.file.case.person(it.id).map_or(Standing::Open, |it| it.standing);
    let covered = power_in_force(&case.file.powers, it.id, case.now.today).is_some();
    vec![
        html! { (it.list_name()) (vulnerabilities::marks(case, it.id)) (return_facts::marks(case, it.id)) },
        html! { (it.born) br; span.muted { (person_words::age(it, case.now.today)) } },
        html! { (it.family_role.label()) },
        html! { (person_words::status(it, case.now.today)) },
        html! {
            span.mark { (standing.label()) }
            @if covered { br; span.muted { "Vollmacht" } }
        },
    ]
}
