//! Amending a person, and keeping a protected address out of texts.

use hfk::procedure::*;

use super::journey::*;

fn streets(street: &str) -> Vec<String> {
    let mut it = person(MOTHER, FamilyRole::Applicant);
    street.clone_into(&mut it.address.street);
    assert_eq!(protected_streets([&it]), Vec::<String>::new(), "not protected");
    it.address_protected = true;
    protected_streets([&it])
}

#[test]
fn a_protected_street_is_taken_out_in_every_spelling() {
    let streets = streets("Lange Straße 12");
    for (text, said) in [
        ("wohnt Lange Straße 12.", "wohnt [Anschrift gesperrt]."),
        ("LANGE STRASSE 12, Unna", "[Anschrift gesperrt], Unna"),
        ("Lange Str. 12 und lange-straße 12", "[Anschrift gesperrt] und [Anschrift gesperrt]"),
        ("Lange  Strasse\n12a", "[Anschrift gesperrt]a"),
        ("Lange Straße 1", "Lange Straße 1"),
        ("", ""),
    ] {
        assert_eq!(without_streets(text, &streets), said, "{text}");
    }
    assert_eq!(without_streets("nichts", &[String::new()]), "nichts");
}

#[test]
fn every_field_that_differs_is_named_and_no_other() {
    let before = person(MOTHER, FamilyRole::Applicant);
    assert_eq!(differences(&before, &before), []);
    let mut after = before.clone();
    after.family_name = "Sow".to_owned();
    after.address.town = "Köln".to_owned();
    after.address_protected = true;
    let named = [PersonField::FamilyName, PersonField::Town, PersonField::AddressProtected];
    assert_eq!(differences(&before, &after), named);
}

/// A field of a person that no amendment names would change without a trace.
#[test]
fn every_field_of_a_person_has_a_name() {
    let person = serde_json::to_value(person(MOTHER, FamilyRole::Applicant)).unwrap();
    let names = person.as_object().unwrap().keys().filter(|it| *it != "id" && *it != "address");
    let mut names: Vec<_> = names.map(String::as_str).collect();
    let address = person["address"].as_object().unwrap();
    names.extend(address.keys().map(String::as_str));
    names.sort_unstable();
    let mut fields: Vec<_> = PersonField::ALL.iter().map(|it| it.name()).collect();
    fields.sort_unstable();
    assert_eq!(fields, names);
}
