use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    Now,
    procedure::{
        Actor, Family, Law, LetterKind, PersonDetails, Recipient, Registration, applicant_side,
    },
    storage::Authority,
    web::{
        cases::{
            letter_words::{Outgoing, outgoing},
            person_words,
        },
        components::{Look, description_list, hidden, named_button},
        days::german,
        numbers::grouped,
    },
};

/// What will be registered, and what follows from it.
pub(super) fn check(it: &Registration, authority: &Authority, by: &Actor, now: Now) -> Markup {
    html! {
        p { "Es ist noch nichts gespeichert. Bitte prüfen Sie die Angaben." }
        section { h2 { "Was geschieht" } (consequence(it, authority, by, now.today)) }
        section { h2 { "Eingang" } (receipt(it, authority)) }
        @if it.appointment.is_some() { section { h2 { "Vertretung" } (representation(it)) } }
        section {
            h2 { "Personen " span.count { (it.persons.len()) } }
            @for (at, person) in it.persons.iter().enumerate() {
                h3 { (at + 1) ". " (person.list_name()) }
                (description_list(&person_words::details(person, by, now.today)))
            }
        }
        section {
            h2 { "Begründung " span.muted { (grouped(it.reasons.chars().count())) " Zeichen" } }
            @if it.reasons.is_empty() {
                p { "Es ist keine Begründung erfasst." }
            } @else {
                details { summary { "Begründung lesen" } div.written { (it.reasons) } }
            }
        }
    }
}

fn representation(it: &Registration) -> Markup {
    let powers = it.powers();
    html! { @for sheet in person_words::sheets(&powers) {
        (person_words::representative(&sheet, &it.persons))
    } }
}

pub(super) fn buttons(key: uuid::Uuid, law: &Law) -> Markup {
    html! {
        (hidden("key", key))
        div.buttons {
            (named_button(Look::Primary, &law.says("Antrag registrieren"), ("tun", "registrieren")))
            (named_button(Look::Secondary, "Zurück", ("tun", "zurueck")))
        }
    }
}

fn receipt(it: &Registration, authority: &Authority) -> Markup {
    description_list(&[
        ("Eingegangen am", html! { (german(it.received_on)) }),
        ("Eingangsweg", html! { (it.channel.label()) }),
        ("Ausländerbehörde", html! { (authority.name) }),
        ("Eilfall", html! { (if it.urgent { "ja: steht in jeder Liste oben" } else { "nein" }) }),
    ])
}

fn consequence(it: &Registration, authority: &Authority, by: &Actor, today: NaiveDate) -> Markup {
    let persons: Vec<&PersonDetails> = it.persons.iter().collect();
    let powers = it.powers();
    let family = Family { persons: &it.persons, powers: &powers, today };
    let to_applicants = applicant_side(&persons, family);
    let everybody = persons.iter().map(|it| it.id).collect();
    let to_authority = Recipient::authority(authority.address_lines(), everybody);
    let mut letters: Vec<_> =
        to_applicants.iter().map(|to| Outgoing { kind: LetterKind::L1, to }).collect();
    letters.push(Outgoing { kind: LetterKind::L2, to: &to_authority });
    html! {
        ul {
            li { "Das nächste freie Aktenzeichen wird gezogen; es bleibt für immer bei diesem Vorgang." }
            li { "Der Vorgang steht danach im Stand „Eingegangen“." }
            li { "Diese Schreiben werden erstellt und warten auf die Absendung:" }
        }
        (outgoing(&letters, &it.persons, by))
    }
}
