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
    after.interpreter_needed = true;
    let named = [
        PersonField::FamilyName,
        PersonField::Town,
        PersonField::AddressProtected,
        PersonField::InterpreterNeeded,
    ];
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

/// A new address: where the person lived before is kept, unless nobody lived there.
mod a_move {
    use super::*;

    const FIELD: &str = "persons-0-moved_on";

    fn at_home() -> PersonDetails {
        person(MOTHER, FamilyRole::Applicant)
    }

    fn amended(
        present: &PersonDetails,
        town: &str,
        residence: Residence,
    ) -> Result<PersonDetails, Vec<(String, String)>> {
        let mut person = present.clone();
        // What is typed says nothing of where somebody lived before.
        person.former_addresses.clear();
        town.clone_into(&mut person.address.town);
        let it = Amendment { person, residence }.of(present, today());
        it.map_err(|it| it.into_iter().map(|it| (it.field, it.sentence)).collect())
    }

    #[track_caller]
    fn refused(present: &PersonDetails, town: &str, residence: Residence, sentence: &str) {
        let error = vec![(FIELD.to_owned(), sentence.to_owned())];
        assert_eq!(amended(present, town, residence), Err(error));
    }

    fn moved(on: &str) -> Residence {
        Residence::Moved(day(on))
    }

    #[test]
    fn keeps_the_old_address_from_move_to_move() {
        let first = amended(&at_home(), "Essen", moved("2025-03-01")).unwrap();
        let [old] = &first.former_addresses[..] else { panic!("{first:?}") };
        assert_eq!((old.since, old.until), (None, day("2025-03-01")));
        assert_eq!(old.address, at_home().address);
        let second = amended(&first, "Köln", moved("2026-10-01")).unwrap();
        let [_, old] = &second.former_addresses[..] else { panic!("{second:?}") };
        assert_eq!((old.since, old.until), (Some(day("2025-03-01")), day("2026-10-01")));
        assert_eq!(old.address.town, "Essen");
        assert_eq!(second.lives_there_since(), Some(day("2026-10-01")));
        let named = [PersonField::Town, PersonField::FormerAddresses];
        assert_eq!(differences(&first, &second), named);
    }

    #[test]
    fn keeps_an_old_address_protected_that_was_while_it_was_lived_in() {
        let mut hidden = at_home();
        hidden.address_protected = true;
        let mut open = amended(&hidden, "Essen", moved("2025-03-01")).unwrap();
        open.address_protected = false;
        assert_eq!(protected_streets([&open]), [at_home().address.street]);
        let lines = at_home().address.lines();
        assert_eq!(open_lines(&lines, &[open]), [REDACTED]);
        let never_hidden = amended(&at_home(), "Essen", moved("2025-03-01")).unwrap();
        assert_eq!(protected_streets([&never_hidden]), Vec::<String>::new());
    }

    #[test]
    fn has_a_day_unless_a_slip_was_corrected() {
        let sentence = "Bitte den Tag des Umzugs angeben, oder ankreuzen, dass es keiner ist.";
        refused(&at_home(), "Essen", Residence::Unchanged, sentence);
        let corrected = amended(&at_home(), "Essen", Residence::Corrected).unwrap();
        assert_eq!(corrected.former_addresses, []);
    }

    #[test]
    fn is_none_without_another_address() {
        for residence in [moved("2025-03-01"), Residence::Corrected] {
            let same = at_home().address.town;
            refused(&at_home(), &same, residence, "Die Anschrift ist unverändert.");
        }
        let same = amended(&at_home(), &at_home().address.town, Residence::Unchanged);
        assert_eq!(same, Ok(at_home()));
    }

    #[test]
    fn is_over_and_later_than_the_last() {
        refused(&at_home(), "Essen", moved("2026-11-17"), "Der Umzug liegt in der Zukunft.");
        let first = amended(&at_home(), "Essen", moved("2025-03-01")).unwrap();
        let sentence = "Der Umzug liegt vor dem letzten vom 01.03.2025.";
        refused(&first, "Köln", moved("2025-02-28"), sentence);
        assert!(amended(&first, "Köln", moved("2025-03-01")).is_ok());
    }

    #[test]
    fn out_of_nowhere_leaves_nothing_behind() {
        let mut nowhere = at_home();
        nowhere.address = Address::default();
        let there = amended(&nowhere, "Essen", Residence::Unchanged).unwrap();
        assert_eq!(there.former_addresses, []);
    }
}
