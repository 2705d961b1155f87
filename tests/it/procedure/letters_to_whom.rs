//! Who gets post: the representative for whom the Vollmacht covers, everybody else at home.

use hfk::procedure::*;

use super::journey::*;

fn family() -> Vec<PersonDetails> {
    application(3).persons
}

fn advice_centre() -> Representative {
    Representative {
        name: "Siobhán Ó Briain".into(),
        organisation: "Flüchtlingsberatung Bochum".into(),
        address: address("Westring 26", "44787", "Bochum"),
        reference: "FB-17".into(),
        power_of_attorney_on: Some(day("2026-10-20")),
    }
}

fn recipients(persons: &[PersonDetails], by: Option<&Representative>) -> Vec<Recipient> {
    about(&persons.iter().collect::<Vec<_>>(), persons, by)
}

fn about(
    some: &[&PersonDetails],
    persons: &[PersonDetails],
    representative: Option<&Representative>,
) -> Vec<Recipient> {
    applicant_side(some, Family { persons, representative, today: today() })
}

#[test]
fn without_a_representative_the_household_gets_one_letter() {
    let to = recipients(&family(), None);
    assert_eq!(to.len(), 1);
    assert_eq!(to[0].lines, ["Amra Đorđević", "Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
    assert_eq!(to[0].persons, [MOTHER, FATHER, CHILD]);
    assert_eq!(to[0].their_reference, None);
    assert!(to[0].why.starts_with("Keine Vollmacht"));
}

#[test]
fn the_vollmacht_for_everybody_brings_everything_to_the_representative() {
    let mut persons = family();
    for it in &mut persons {
        it.represented = true;
    }
    let to = recipients(&persons, Some(&advice_centre()));
    assert_eq!(to.len(), 1);
    assert_eq!(
        to[0].lines,
        ["Flüchtlingsberatung Bochum", "Siobhán Ó Briain", "Westring 26", "44787 Bochum"]
    );
    assert_eq!(to[0].persons, [MOTHER, FATHER, CHILD]);
    assert_eq!(to[0].their_reference.as_deref(), Some("FB-17"));
    assert!(to[0].why.starts_with("Bevollmächtigung"));
}

#[test]
fn whom_it_does_not_cover_gets_a_letter_at_home() {
    let mut persons = family();
    persons[0].represented = true;
    persons[2].represented = true;
    let to = recipients(&persons, Some(&advice_centre()));
    assert_eq!(to.len(), 2);
    assert_eq!(to[0].persons, [MOTHER, CHILD]);
    assert_eq!(to[1].persons, [FATHER]);
    assert_eq!(to[1].lines, ["Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
}

#[test]
fn a_vollmacht_that_covers_nobody_here_brings_the_representative_nothing() {
    let to = recipients(&family(), Some(&advice_centre()));
    assert_eq!(to.len(), 1);
    assert_eq!(to[0].lines[0], "Amra Đorđević");
}

#[test]
fn covered_by_a_vollmacht_of_nobody_is_not_covered() {
    let mut persons = family();
    for it in &mut persons {
        it.represented = true;
    }
    assert_eq!(recipients(&persons, None)[0].lines[0], "Amra Đorđević");
}

#[test]
fn each_address_gets_its_own_letter_about_those_who_live_there() {
    let mut persons = family();
    persons[1].address = address("Am Hafen 3", "47119", "Duisburg");
    let to = recipients(&persons, None);
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
        let to = about(&[&persons[2]], &persons, None);
        assert_eq!(to.len(), 1);
        assert_eq!(to[0].lines, ["Amra Đorđević", "Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
        assert_eq!(to[0].persons, [CHILD]);
        assert!(to[0].why.starts_with("Minderjährig"));
    }

    #[test]
    fn of_separated_parents_the_one_they_live_with_gets_it() {
        let mut persons = family();
        persons[0].address = address("Am Hafen 3", "47119", "Duisburg");
        let to = about(&[&persons[2]], &persons, None);
        assert_eq!(to[0].lines, ["Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
    }

    #[test]
    fn a_child_that_lives_elsewhere_gets_no_post_there() {
        let mut persons = family();
        persons[2].address = address("Am Hafen 3", "47119", "Duisburg");
        let to = recipients(&persons, None);
        assert_eq!(to.len(), 1);
        assert_eq!(to[0].lines, ["Amra Đorđević", "Zoran Đorđević", "Musterweg 1", "44787 Bochum"]);
        assert_eq!(to[0].persons, [MOTHER, FATHER, CHILD]);
    }

    #[test]
    fn the_vollmacht_of_the_parents_does_not_take_their_childs_post_away() {
        let mut persons = family();
        persons[0].represented = true;
        persons[1].represented = true;
        let to = recipients(&persons, Some(&advice_centre()));
        assert_eq!(to[0].persons, [MOTHER, FATHER]);
        assert_eq!(to[1].persons, [CHILD]);
        assert_eq!(to[1].lines[..2], ["Amra Đorđević", "Zoran Đorđević"]);
    }

    #[test]
    fn without_parents_in_the_case_whoever_represents_the_child_is_written_to() {
        let to = recipients(&family()[2..], None);
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
        let to = about(&[&persons[1]], &persons, None);
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
        let to = recipients(&with_a_grown_up_daughter("2008-11-16"), None);
        assert_eq!(to.len(), 2);
        assert_eq!(to[0].persons, [MOTHER, FATHER]);
        assert_eq!(to[1].lines, ["Đurđica Đorđević", "Musterweg 1", "44787 Bochum"]);
        assert_eq!(to[1].persons, [CHILD]);
        assert!(to[1].why.starts_with("Keine Vollmacht"));
    }

    #[test]
    fn until_the_day_before_it_is_its_parents() {
        let to = recipients(&with_a_grown_up_daughter("2008-11-17"), None);
        assert_eq!(to.len(), 1);
        assert_eq!(to[0].persons, [MOTHER, FATHER, CHILD]);
    }

    #[test]
    fn grandparents_and_siblings_of_age_get_theirs() {
        for role in [FamilyRole::Sibling, FamilyRole::Other, FamilyRole::Parent] {
            let mut persons = with_a_grown_up_daughter("1984");
            persons[2].family_role = role;
            let to = recipients(&persons, None);
            assert_eq!(to.iter().map(|it| it.persons.len()).collect::<Vec<_>>(), [2, 1]);
            assert_eq!(to[1].lines[0], "Đurđica Đorđević");
        }
    }
}

#[test]
fn everybody_is_spoken_of_in_exactly_one_letter() {
    for covered in 0..8u8 {
        for apart in 0..8u8 {
            let mut persons = family();
            for (bit, person) in persons.iter_mut().enumerate() {
                person.represented = covered >> bit & 1 == 1;
                if apart >> bit & 1 == 1 {
                    person.address = address("Am Hafen 3", "47119", "Duisburg");
                }
            }
            let to = recipients(&persons, Some(&advice_centre()));
            let mut named: Vec<_> = to.iter().flat_map(|it| it.persons.clone()).collect();
            named.sort_unstable();
            assert_eq!(named, [MOTHER, FATHER, CHILD]);
        }
    }
}

#[test]
fn nobody_gets_nothing() {
    assert_eq!(recipients(&[], Some(&advice_centre())), []);
}

#[test]
fn empty_parts_of_an_address_leave_no_blank_lines() {
    let mut persons = family();
    persons.truncate(1);
    persons[0].address = address("", "", "Bochum");
    persons[0].given_names.clear();
    assert_eq!(recipients(&persons, None)[0].lines, ["Đorđević", "Bochum"]);
}

#[test]
fn each_letter_has_its_side() {
    let to = |side| {
        let kinds = LetterKind::ALL.iter().filter(|it| it.addressee() == side);
        kinds.map(|it| it.name()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(to(Addressee::ApplicantSide), "L1 L3 L5a L8 L10 L11");
    assert_eq!(to(Addressee::Authority), "L2 L4 L5b L6 L7");
    assert_eq!(to(Addressee::Commission), "L12 L13");
}
