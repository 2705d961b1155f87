//! Who gets post: the representative for whom the Vollmacht covers, everybody else at home.

use hfk::procedure::*;

use super::journey::*;

fn family() -> Vec<PersonDetails> {
    application(3).persons
}

fn representative(number: u128, name: &str) -> (RepresentativeId, Representative) {
    let details = Representative {
        name: name.into(),
        organisation: "Flüchtlingsberatung Bochum".into(),
        kind: RepresentativeKind::AdviceCentre,
        address: address("Westring 26", "44787", "Bochum"),
        phone: String::new(),
        email: String::new(),
        de_mail: String::new(),
        bebpo: String::new(),
    };
    (RepresentativeId(uuid::Uuid::from_u128(number)), details)
}

/// The advice centre with a Vollmacht of these persons, of a day.
fn advice_centre(persons: &[PersonId], given_on: Option<&str>) -> Appointment {
    let (id, details) = representative(70, "Siobhán Ó Briain");
    Appointment {
        representative: id,
        details,
        reference: "FB-17".into(),
        given_on: given_on.map(day),
        document: None,
        persons: persons.to_vec(),
        begins_on: day("2026-11-02"),
    }
}

/// Powers of these persons, in force since November 2nd.
fn covering(persons: &[PersonId]) -> Vec<PowerOfAttorney> {
    advice_centre(persons, Some("2026-10-20")).powers(&[], 0)
}

fn recipients(persons: &[PersonDetails], powers: &[PowerOfAttorney]) -> Vec<Recipient> {
    about(&persons.iter().collect::<Vec<_>>(), persons, powers)
}

fn about(
    some: &[&PersonDetails],
    persons: &[PersonDetails],
    powers: &[PowerOfAttorney],
) -> Vec<Recipient> {
    applicant_side(some, Family { persons, powers, today: today() })
}

#[test]
fn without_a_representative_the_household_gets_one_letter() {
    let to = recipients(&family(), &[]);
    assert_eq!(to.len(), 1);
    assert_eq!(to[0].lines, ["Amra Đorđević", "Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
    assert_eq!(to[0].persons, [MOTHER, FATHER, CHILD]);
    assert_eq!(to[0].their_reference, None);
    assert!(to[0].why.starts_with("Keine Vollmacht"));
}

#[test]
fn the_vollmacht_for_everybody_brings_everything_to_the_representative() {
    let to = recipients(&family(), &covering(&[MOTHER, FATHER, CHILD]));
    assert_eq!(to.len(), 1);
    assert_eq!(
        to[0].lines,
        ["Flüchtlingsberatung Bochum", "Siobhán Ó Briain", "Westring 26", "44787 Bochum"]
    );
    assert_eq!(to[0].persons, [MOTHER, FATHER, CHILD]);
    assert_eq!(to[0].their_reference.as_deref(), Some("FB-17"));
    let why = "Bevollmächtigung: Die Vollmacht vom 20.10.2026 umfasst diese Personen.";
    assert_eq!(to[0].why, why);
}

#[test]
fn whom_it_does_not_cover_gets_a_letter_at_home() {
    let to = recipients(&family(), &covering(&[MOTHER, CHILD]));
    assert_eq!(to.len(), 2);
    assert_eq!(to[0].persons, [MOTHER, CHILD]);
    assert_eq!(to[1].persons, [FATHER]);
    assert_eq!(to[1].lines, ["Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
}

#[test]
fn a_vollmacht_of_somebody_else_brings_the_representative_nothing() {
    let elsewhere = PersonId(uuid::Uuid::from_u128(99));
    let to = recipients(&family(), &covering(&[elsewhere]));
    assert_eq!(to.len(), 1);
    assert_eq!(to[0].lines[0], "Amra Đorđević");
}

#[test]
fn each_address_gets_its_own_letter_about_those_who_live_there() {
    let mut persons = family();
    persons[1].address = address("Am Hafen 3", "47119", "Duisburg");
    let to = recipients(&persons, &[]);
    assert_eq!(to.len(), 2);
    assert_eq!(to[0].lines, ["Amra Đorđević", "Musterweg 1", "44787 Bochum"]);
    assert_eq!(to[0].persons, [MOTHER, CHILD]);
    assert_eq!(to[1].lines, ["Zoran Đorđević", "Am Hafen 3", "47119 Duisburg"]);
    assert_eq!(to[1].persons, [FATHER]);
}

/// § 1629 BGB.
mod minors {
    use super::*;

    #[test]
    fn a_letter_about_children_alone_goes_to_their_parents_and_is_about_the_children() {
        let persons = family();
        let to = about(&[&persons[2]], &persons, &[]);
        assert_eq!(to.len(), 1);
        assert_eq!(to[0].lines, ["Amra Đorđević", "Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
        assert_eq!(to[0].persons, [CHILD]);
        assert!(to[0].why.starts_with("Minderjährig"));
    }

    #[test]
    fn of_separated_parents_the_one_they_live_with_gets_it() {
        let mut persons = family();
        persons[0].address = address("Am Hafen 3", "47119", "Duisburg");
        let to = about(&[&persons[2]], &persons, &[]);
        assert_eq!(to[0].lines, ["Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
    }

    #[test]
    fn a_child_that_lives_elsewhere_gets_no_post_there() {
        let mut persons = family();
        persons[2].address = address("Am Hafen 3", "47119", "Duisburg");
        let to = recipients(&persons, &[]);
        assert_eq!(to.len(), 1);
        assert_eq!(to[0].lines, ["Amra Đorđević", "Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
        assert_eq!(to[0].persons, [MOTHER, FATHER, CHILD]);
    }

    #[test]
    fn the_vollmacht_of_the_parents_does_not_take_their_childs_post_away() {
        let to = recipients(&family(), &covering(&[MOTHER, FATHER]));
        assert_eq!(to[0].persons, [MOTHER, FATHER]);
        assert_eq!(to[1].persons, [CHILD]);
        assert_eq!(to[1].lines[..2], ["Amra Đorđević", "Zoran Đorđević"]);
    }

    #[test]
    fn without_parents_in_the_case_whoever_represents_the_child_is_written_to() {
        let to = recipients(&family()[2..], &[]);
        assert_eq!(
            to[0].lines,
            ["Gesetzliche Vertretung von", "Đurđica Đorđević", "Musterweg 1", "44787 Bochum"]
        );
    }

    #[test]
    fn who_applies_as_a_minor_is_represented_by_the_parents() {
        let mut persons = family();
        persons[2].family_role = FamilyRole::Applicant;
        persons[0].family_role = FamilyRole::Parent;
        persons.remove(1);
        let to = about(&[&persons[1]], &persons, &[]);
        assert_eq!(to[0].lines[0], "Amra Đorđević");
    }
}

mod adults {
    use super::*;

    fn with_a_grown_up_daughter(born: &str) -> Vec<PersonDetails> {
        let mut persons = family();
        persons[2].born = born.parse().unwrap();
        persons
    }

    #[test]
    fn a_child_of_age_gets_a_letter_of_its_own() {
        let to = recipients(&with_a_grown_up_daughter("2008-11-16"), &[]);
        assert_eq!(to.len(), 2);
        assert_eq!(to[0].persons, [MOTHER, FATHER]);
        assert_eq!(to[1].lines, ["Đurđica Đorđević", "Musterweg 1", "44787 Bochum"]);
        assert_eq!(to[1].persons, [CHILD]);
        assert!(to[1].why.starts_with("Keine Vollmacht"));
    }

    #[test]
    fn until_the_day_before_it_is_its_parents() {
        let to = recipients(&with_a_grown_up_daughter("2008-11-17"), &[]);
        assert_eq!(to.len(), 1);
        assert_eq!(to[0].persons, [MOTHER, FATHER, CHILD]);
    }

    #[test]
    fn grandparents_and_siblings_of_age_get_theirs() {
        for role in [FamilyRole::Sibling, FamilyRole::Other, FamilyRole::Parent] {
            let mut persons = with_a_grown_up_daughter("1984");
            persons[2].family_role = role;
            let to = recipients(&persons, &[]);
            assert_eq!(to.iter().map(|it| it.persons.len()).collect::<Vec<_>>(), [2, 1]);
            assert_eq!(to[1].lines[0], "Đurđica Đorđević");
        }
    }
}

/// Model § 14 VwVfG.
mod a_vollmacht_has_its_time {
    use super::*;

    fn ended(powers: &[PowerOfAttorney], numbers: &[i32], on: &str) -> Vec<PowerOfAttorney> {
        let end =
            Ended { on: day(on), reason: EndReason::Revoked, note: "Schreiben vom Vortag".into() };
        end_representation(powers, numbers, &end, today()).unwrap().applied_to(powers)
    }

    #[test]
    fn whose_vollmacht_was_revoked_never_gets_a_letter_about_that_person() {
        let powers = covering(&[MOTHER, FATHER, CHILD]);
        for (on, reaches) in [("2026-11-17", true), ("2026-11-16", false), ("2026-11-02", false)] {
            // Whoever revokes tomorrow is still represented today; nobody can enter that.
            let revoked = match end_representation(
                &powers,
                &[1],
                &Ended { on: day(on), reason: EndReason::Revoked, note: String::new() },
                today(),
            ) {
                Ok(change) => change.applied_to(&powers),
                Err(_) => powers.clone(),
            };
            let to = recipients(&family(), &revoked);
            let proxy: Vec<_> = to.iter().filter(|it| it.proxy.is_some()).collect();
            assert_eq!(proxy.len(), 1, "the others are still represented");
            assert_eq!(proxy[0].persons.contains(&MOTHER), reaches, "{on}");
        }
    }

    #[test]
    fn after_the_revocation_letters_go_to_the_person_again_and_say_why() {
        let powers = ended(&covering(&[MOTHER]), &[1], "2026-11-10");
        let to = recipients(&family()[..1], &powers);
        assert_eq!(to[0].lines[0], "Amra Đorđević");
        let why = "Keine Vollmacht, die diese Personen umfasst (widerrufen am 10.11.2026): Schreiben geht an sie selbst.";
        assert_eq!(to[0].why, why);
    }

    #[test]
    fn where_the_reasons_differ_each_is_said() {
        let powers = ended(&covering(&[MOTHER, FATHER]), &[1], "2026-11-10");
        let powers = ended(&powers, &[2], "2026-11-12");
        let to = recipients(&family(), &powers);
        let why = "Amra Đorđević (widerrufen am 10.11.2026), Zoran Đorđević (widerrufen am 12.11.2026), \
                   Đurđica Đorđević (keine Vollmacht): Schreiben geht an sie selbst.";
        assert_eq!(to[0].why, why);
    }

    #[test]
    fn whoever_has_shown_none_gets_nothing_and_that_is_said() {
        let powers = advice_centre(&[], None).powers(&[MOTHER], 0);
        let to = recipients(&family()[..1], &powers);
        assert_eq!(to[0].proxy, None);
        let why = "Keine Vollmacht, die diese Personen umfasst (Siobhán Ó Briain hat keine vorgelegt): Schreiben geht an sie selbst.";
        assert_eq!(to[0].why, why);
    }

    fn lawyer(persons: &[PersonId], from: &str) -> Appointment {
        let (id, details) = representative(71, "Aylin Şahin");
        Appointment {
            representative: id,
            details,
            reference: "26/0417".into(),
            begins_on: day(from),
            ..advice_centre(persons, Some("2026-10-20"))
        }
    }

    const ALL: [PersonId; 3] = [MOTHER, FATHER, CHILD];

    #[test]
    fn a_new_vollmacht_ends_the_old_one_for_whom_it_covers_and_for_nobody_else() {
        let powers = covering(&ALL);
        let change = appoint(&powers, &lawyer(&[MOTHER, CHILD], "2026-11-16"), &ALL, today());
        let powers = change.unwrap().applied_to(&powers);
        let to = recipients(&family(), &powers);
        let told: Vec<_> = to.iter().map(|it| (it.lines[1].as_str(), &*it.persons)).collect();
        assert_eq!(told, [("Aylin Şahin", &[MOTHER, CHILD][..]), ("Siobhán Ó Briain", &[FATHER])]);
        let replaced: Vec<_> = powers.iter().filter_map(|it| it.ended.as_ref()).collect();
        assert!(replaced.iter().all(|it| it.reason == EndReason::Replaced));
        assert_eq!(replaced.len(), 2);
    }

    #[test]
    fn on_no_day_does_a_person_have_two() {
        let powers = covering(&ALL);
        let early = appoint(&powers, &lawyer(&[MOTHER], "2026-11-01"), &ALL, today());
        let errors = early.unwrap_err();
        assert_eq!(errors[0].field, "begins_on");
        assert_eq!(
            errors[0].sentence,
            "An diesem Tag gilt schon eine andere Vollmacht (Siobhán Ó Briain, ab 02.11.2026)."
        );
        let powers = ended(&powers, &[1], "2026-11-12");
        let within = appoint(&powers, &lawyer(&[MOTHER], "2026-11-10"), &ALL, today());
        assert!(within.unwrap_err()[0].sentence.ends_with("bis 12.11.2026)."));
        appoint(&powers, &lawyer(&[MOTHER], "2026-11-12"), &ALL, today()).unwrap();
    }

    #[test]
    fn whoever_names_themselves_without_a_vollmacht_takes_nobodys_place() {
        let powers = covering(&ALL);
        let unproven = Appointment { given_on: None, ..lawyer(&[], "2026-11-16") };
        let change = appoint(&powers, &unproven, &ALL, today()).unwrap();
        assert_eq!(change.ended, []);
        let to = recipients(&family(), &change.applied_to(&powers));
        assert_eq!(to.len(), 1);
        assert_eq!(to[0].lines[1], "Siobhán Ó Briain");
    }

    #[test]
    fn a_vollmacht_shown_later_takes_the_place_of_the_claim() {
        let claimed = advice_centre(&[], None).powers(&ALL, 0);
        let shown = Appointment {
            begins_on: day("2026-11-12"),
            ..advice_centre(&[MOTHER], Some("2026-11-11"))
        };
        let change = appoint(&claimed, &shown, &ALL, today()).unwrap();
        let reasons: Vec<_> = change.ended.iter().map(|it| (it.0, it.1.reason)).collect();
        assert_eq!(reasons, [(1, EndReason::Shown)]);
        let to = recipients(&family(), &change.applied_to(&claimed));
        assert_eq!(to[0].persons, [MOTHER]);
        assert!(to[1].why.contains("hat keine vorgelegt"), "{}", to[1].why);
    }

    #[test]
    fn what_was_entered_by_mistake_never_held() {
        let powers = covering(&[MOTHER]);
        let mistaken = Ended { on: today(), reason: EndReason::Mistaken, note: String::new() };
        let change = end_representation(&powers, &[1], &mistaken, today()).unwrap();
        let powers = change.applied_to(&powers);
        assert_eq!(powers[0].ended.as_ref().map(|it| it.on), Some(powers[0].begins_on));
        assert!(
            recipients(&family()[..1], &powers)[0]
                .why
                .starts_with("Keine Vollmacht, die diese Personen umfasst:")
        );
        appoint(&powers, &lawyer(&[MOTHER], "2026-11-02"), &ALL, today()).unwrap();
    }

    #[test]
    fn ends_on_a_day_between_its_beginning_and_today() {
        let powers = covering(&[MOTHER]);
        for (on, sentence) in [
            ("2026-11-01", "Das Ende liegt vor dem Beginn der Vertretung."),
            ("2026-11-17", "Das Ende liegt in der Zukunft."),
        ] {
            let end = Ended { on: day(on), reason: EndReason::Resigned, note: String::new() };
            let errors = end_representation(&powers, &[1], &end, today()).unwrap_err();
            assert_eq!(errors[0].sentence, sentence);
        }
        let end = Ended { on: today(), reason: EndReason::Resigned, note: String::new() };
        let nobody = end_representation(&powers, &[2], &end, today()).unwrap_err();
        assert_eq!(nobody[0].sentence, "Bitte wählen, für wen die Vertretung endet.");
    }

    #[test]
    fn each_change_is_a_version_of_its_own() {
        let powers = covering(&[MOTHER, FATHER]);
        assert_eq!(representation_version(&powers), Version(2));
        assert_eq!(representation_version(&ended(&powers, &[1], "2026-11-10")), Version(3));
    }
}

#[test]
fn everybody_is_spoken_of_in_exactly_one_letter() {
    for covered in 0..8u8 {
        for apart in 0..8u8 {
            let mut persons = family();
            let mut represented = Vec::new();
            for (bit, person) in persons.iter_mut().enumerate() {
                if covered >> bit & 1 == 1 {
                    represented.push(person.id);
                }
                if apart >> bit & 1 == 1 {
                    person.address = address("Am Hafen 3", "47119", "Duisburg");
                }
            }
            let to = recipients(&persons, &covering(&represented));
            let mut named: Vec<_> = to.iter().flat_map(|it| it.persons.clone()).collect();
            named.sort_unstable();
            assert_eq!(named, [MOTHER, FATHER, CHILD]);
        }
    }
}

#[test]
fn nobody_gets_nothing() {
    assert_eq!(recipients(&[], &covering(&[MOTHER])), []);
}

#[test]
fn empty_parts_of_an_address_leave_no_blank_lines() {
    let mut persons = family();
    persons.truncate(1);
    persons[0].address = address("", "", "Bochum");
    persons[0].given_names.clear();
    assert_eq!(recipients(&persons, &[])[0].lines, ["Đorđević", "Bochum"]);
}

#[test]
fn each_letter_has_its_side() {
    let to = |side| {
        let kinds = LetterKind::ALL.iter().filter(|it| it.addressee() == side);
        kinds.map(|it| it.name()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(to(Addressee::ApplicantSide), "L1 L3 L5a L8 L10 L11");
    assert_eq!(to(Addressee::Authority), "L2 L4 L5b L6 L7 L9");
    assert_eq!(to(Addressee::Commission), "L12 L13");
}
