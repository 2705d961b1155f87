//! What the authority makes of an Ersuchen, in words.

use maud::{Markup, html};

use super::{
    sheet::CaseSheet,
    step_words::{Facts, optional, people, plain},
};
use crate::{
    procedure::{FinalDecision, GrantedTitle, Intention, TitleCondition},
    web::days::german,
};

pub(super) fn intention(it: &Intention, case: &CaseSheet) -> Facts {
    let mut facts = vec![("Gemeldet", plain(&german(it.reported_on)))];
    let everybody = it
        .follows
        .map(|follows| if follows { "folgt dem Ersuchen" } else { "folgt dem Ersuchen nicht" });
    facts.extend(everybody.map(|it| ("Absicht", plain(it))));
    for (term, persons) in [("Folgt dem Ersuchen", &it.followed), ("Folgt nicht", &it.not_followed)]
    {
        if !persons.is_empty() {
            facts.push((term, people(persons, case)));
        }
    }
    let before = it.before_deciding.map(|it| if it { "ja" } else { "nein, erst danach" });
    facts.extend(before.map(|it| ("Vor der Entscheidung gemeldet", plain(it))));
    facts.extend(optional("Gründe", &it.reasons));
    facts
}

pub(super) fn final_decision(it: &FinalDecision, case: &CaseSheet) -> Facts {
    let mut facts = vec![("Entschieden", plain(&german(it.decided_on)))];
    for (term, persons) in [("Befolgt", &it.followed), ("Nicht befolgt", &it.not_followed)] {
        if !persons.is_empty() {
            facts.push((term, people(persons, case)));
        }
    }
    let titles = html! { ul.plain { @for title in &it.titles {
        li { strong { (people(&[title.person], case)) } ": " (granted(title)) }
    } } };
    facts.extend((!it.titles.is_empty()).then_some(("Erteilte Titel", titles)));
    facts.extend(optional("Gründe", &it.reasons));
    facts
}

/// `§ 23a AufenthG, gültig ab 05.01.2027 bis 04.01.2028; Lebensunterhalt gesichert`
fn granted(it: &GrantedTitle) -> Markup {
    let from = it.valid_from.map(|it| format!("gültig ab {}", german(it)));
    let until = it.valid_until.map(|it| format!("gültig bis {}", german(it)));
    let conditions = it
        .conditions
        .iter()
        .filter(|it| **it != TitleCondition::Other)
        .map(|it| it.label().to_owned());
    let other = Some(&it.other_condition).filter(|it| !it.is_empty()).cloned();
    let basis = Some(&it.basis).filter(|it| !it.is_empty()).cloned();
    let all: Vec<_> =
        basis.into_iter().chain(from).chain(until).chain(conditions).chain(other).collect();
    html! { (all.join("; ")) }
}
