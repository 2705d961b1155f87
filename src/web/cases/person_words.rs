//! Persons and their representatives in words.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::{
    procedure::{
        Actor, Address, Country, FormerAddress, MaritalStatus, PersonDetails, PersonField,
        PersonId, PowerOfAttorney, REDACTED, ResidenceStatus, Right, Sex,
    },
    web::{components::description_list, days::german, numbers::counted},
};

/// All that is known of a person; what is empty is left out, and a protected address is only for
/// those who may see it.
pub(super) fn details(
    it: &PersonDetails,
    by: &Actor,
    today: NaiveDate,
) -> Vec<(&'static str, Markup)> {
    let born = format!("{} ({})", it.born, age(it, today));
    let place = joined(&[&it.birth_place, &birth_country(it)]);
    let known = |label: &'static str, is_known: bool| if is_known { label } else { "" };
    let facts = [
        ("Geboren", born),
        ("Stellung in der Familie", it.family_role.label().to_owned()),
        ("Staatsangehörigkeiten", nationalities(it)),
        ("Anschrift", home(it, by)),
        ("Frühere Anschriften", former_homes(it, by)),
        ("Aufenthaltsrechtlicher Status", status(it, today)),
        ("Sprache", language(it)),
        ("Eingereist", it.entered.map(|it| it.to_string()).unwrap_or_default()),
        ("Geburtsname", it.birth_name.clone()),
        ("Andere Namen", PersonField::OtherNames.of(it)),
        ("Geburtsort", place),
        ("Geschlecht", known(it.sex.label(), it.sex != Sex::Unknown).to_owned()),
        (
            "Familienstand",
            known(it.marital_status.label(), it.marital_status != MaritalStatus::Unknown)
                .to_owned(),
        ),
        ("Fremde Aktenzeichen", PersonField::References.of(it)),
    ];
    let known = facts.into_iter().filter(|it| !it.1.is_empty());
    known.map(|(term, text)| (term, html! { span.lines { (text) } })).collect()
}

/// `Serbien, Kosovo (im Wortlaut: „Roma aus Niš“)`
pub(super) fn nationalities(it: &PersonDetails) -> String {
    let (read, complete) = Country::all_in(&it.nationality_note);
    let said = complete && read == it.nationalities;
    with_wording(PersonField::Nationalities.of(it), &it.nationality_note, said)
}

fn birth_country(it: &PersonDetails) -> String {
    let said = Country::named(&it.birth_country_note).ok() == it.birth_country;
    with_wording(PersonField::BirthCountry.of(it), &it.birth_country_note, said)
}

/// Words that say no more than the list are left out.
fn with_wording(listed: String, wording: &str, said: bool) -> String {
    match (listed.as_str(), wording) {
        (_, "") => listed,
        ("", _) => format!("„{wording}“"),
        _ if said => listed,
        _ => format!("{listed} (im Wortlaut: „{wording}“)"),
    }
}

fn home(it: &PersonDetails, by: &Actor) -> String {
    let since = it.lives_there_since().map(|it| format!(" (seit {})", german(it)));
    open(&it.address, it.address_protected, by) + &since.unwrap_or_default()
}

/// The latest first, one in each line: `Ahornweg 4, 45879 Gelsenkirchen (bis 01.11.2026)`.
fn former_homes(it: &PersonDetails, by: &Actor) -> String {
    let line = |it: &FormerAddress| {
        let since = it.since.map(|it| format!("{} ", german(it))).unwrap_or_default();
        format!("{} ({since}bis {})", open(&it.address, it.protected, by), german(it.until))
    };
    it.former_addresses.iter().rev().map(line).collect::<Vec<_>>().join("\n")
}

/// An address as it may be shown.
fn open(address: &Address, protected: bool, by: &Actor) -> String {
    let lines = address.lines().join(", ");
    match (protected, by.may(Right::SeeProtectedAddress)) {
        (false, _) => lines,
        (true, true) => format!("{lines} – Auskunftssperre"),
        (true, false) => REDACTED.to_owned(),
    }
}

/// `Duldung seit 01.02.2024 bis 31.12.2026`
pub(in crate::web) fn status(it: &PersonDetails, today: NaiveDate) -> String {
    let since = it.status_since.map(|it| format!(" seit {}", german(it))).unwrap_or_default();
    let until = it.status_until.map(|it| format!(" bis {}", german(it))).unwrap_or_default();
    if it.residence_status == ResidenceStatus::Unknown && since.is_empty() && until.is_empty() {
        return String::new();
    }
    let over = it.status_until.is_some_and(|it| it < today);
    let over = if over { " – abgelaufen" } else { "" };
    format!("{}{since}{until}{over}", it.residence_status.label())
}

fn language(it: &PersonDetails) -> String {
    let interpreter = if it.interpreter_needed { "Dolmetscher nötig" } else { "" };
    joined(&[&it.language, &interpreter.to_owned()])
}

/// Who acts for whom, and by which Vollmacht: powers that were entered as one.
pub(super) fn representative(powers: &[&PowerOfAttorney], everybody: &[PersonDetails]) -> Markup {
    let Some(it) = powers.first() else { return html! {} };
    let persons: Vec<_> = powers.iter().map(|it| it.person).collect();
    let known = |it: &str| if it.is_empty() { "–" } else { it }.to_owned();
    let details = &it.details;
    let reached = [&details.phone, &details.email, &details.de_mail, &details.bebpo];
    description_list(&[
        ("Name", html! { (joined(&[&details.name, &details.organisation])) }),
        ("Art", html! { (details.kind.label()) }),
        ("Anschrift", html! { (address(&details.address)) }),
        ("Erreichbar", html! { (known(&joined(&reached))) }),
        ("Zeichen", html! { (known(&it.reference)) }),
        ("Vertritt", html! { (names(&persons, everybody)) }),
        (
            "Vollmacht",
            html! { @match it.given_on {
                Some(day) => { "vom " (german(day)) ", gilt seit " (german(it.begins_on)) },
                None => "liegt nicht vor; Schreiben gehen an die Personen selbst",
            } },
        ),
    ])
}

/// Powers that were entered as one, in their order.
pub(super) fn sheets(powers: &[PowerOfAttorney]) -> Vec<Vec<&PowerOfAttorney>> {
    let mut sheets: Vec<Vec<&PowerOfAttorney>> = Vec::new();
    for power in powers {
        match sheets.iter_mut().find(|it| it.first().is_some_and(|it| it.is_one_with(power))) {
            Some(it) => it.push(power),
            None => sheets.push(vec![power]),
        }
    }
    sheets
}

fn address(it: &Address) -> String {
    match it.lines() {
        lines if lines.is_empty() => "nicht bekannt".to_owned(),
        lines => lines.join(", "),
    }
}

/// `38 Jahre`
pub(in crate::web) fn age(it: &PersonDetails, today: NaiveDate) -> String {
    counted(it.born.age(today) as usize, "Jahr", "Jahre")
}

/// The names of these persons, or „alle Personen“.
pub(super) fn names(ids: &[PersonId], everybody: &[PersonDetails]) -> String {
    let named: Vec<_> = everybody
        .iter()
        .filter(|it| ids.contains(&it.id))
        .map(|it| it.name_among(everybody))
        .collect();
    if named.len() == everybody.len() && named.len() > 1 {
        return format!("alle {} Personen", named.len());
    }
    named.join(", ")
}

fn joined(parts: &[&String]) -> String {
    let parts: Vec<_> = parts.iter().filter(|it| !it.is_empty()).map(|it| it.as_str()).collect();
    parts.join(", ")
}
