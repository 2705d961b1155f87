//! The list of states, and what is read out of what people type.

use std::collections::BTreeSet;

use hfk::procedure::*;

use super::journey::*;

fn named(typed: &str) -> Option<&'static str> {
    Country::named(typed).ok().map(Country::key)
}

fn sentence(typed: &str) -> String {
    Country::named(typed).unwrap_err().to_string()
}

#[test]
fn every_key_has_three_digits_and_stands_once_in_order() {
    let keys: Vec<_> = Country::all().map(Country::key).collect();
    assert!(keys.is_sorted());
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    assert!(keys.iter().all(|it| it.len() == 3 && it.parse::<u16>().is_ok()));
    // 195 states, 7 that are no more, regions, territories, and what stands for none.
    assert!(keys.len() > 200, "{}", keys.len());
}

/// Two states of one name would make one of them impossible to type.
#[test]
fn every_state_is_found_by_its_key_its_name_and_its_label() {
    for it in Country::all() {
        for typed in [it.key(), it.name(), &it.label(), &it.name().to_uppercase()] {
            assert_eq!(Country::named(typed), Ok(it), "{typed}");
        }
    }
}

#[test]
fn a_state_is_found_in_every_usual_spelling() {
    for (key, typed) in [
        ("163", &["Türkei", "turkei", "TUERKEI", "türkisch", " 163 "][..]),
        ("151", &["Österreich", "Oesterreich", "osterreich"]),
        ("231", &["Côte d’Ivoire", "Cote d'Ivoire", "Elfenbeinküste"]),
        ("170", &["Serbien", "serbisch"]),
        ("120", &["Jugoslawien", "Jugoslawien (bis 1992)"]),
        ("132", &["Serbien und Montenegro", "Serbien und Montenegro (2003–2006)"]),
        ("246", &["DR Kongo", "Kongo, Demokratische Republik"]),
        ("169", &["Belarus", "Weißrussland", "weissrussland"]),
        ("997", &["staatenlos"]),
        ("998", &["ungeklärt", "ungeklaert"]),
    ] {
        for typed in typed {
            assert_eq!(named(typed), Some(key), "{typed}");
        }
    }
    for nothing in ["", "123456", "Kurdistan", "jugoslawisch", "kongolesisch", "1'; DROP"] {
        assert_eq!(named(nothing), None, "{nothing}");
    }
}

#[test]
fn what_is_no_state_is_said_with_those_that_may_be_meant() {
    assert_eq!(
        sentence("Serbein"),
        "„Serbein“ steht nicht in der Liste der Staaten. Gemeint: Serbien? Bitte einen Staat je Feld."
    );
    assert!(sentence("Serbien, Kosovo").contains("Gemeint: Serbien oder Kosovo?"));
    assert!(sentence("Afganistan").contains("Gemeint: Afghanistan?"), "{}", sentence("Afganistan"));
    assert_eq!(
        sentence("Qqq"),
        "„Qqq“ steht nicht in der Liste der Staaten. Bitte Namen oder dreistelligen Schlüssel angeben, einen Staat je Feld."
    );
}

#[test]
fn a_text_from_before_is_read_part_by_part() {
    let keys = |text| {
        let (found, complete) = Country::all_in(text);
        (found.into_iter().map(Country::key).collect::<Vec<_>>(), complete)
    };
    assert_eq!(keys("serbisch"), (vec!["170"], true));
    assert_eq!(keys("serbisch, kosovarisch und albanisch"), (vec!["170", "150", "121"], true));
    assert_eq!(keys("Serbien und Montenegro"), (vec!["132"], true));
    assert_eq!(keys("syrisch / kurdisch"), (vec!["475"], false));
    assert_eq!(keys("Roma"), (vec![], false));
    assert_eq!(keys(""), (vec![], true));
}

mod nationalities {
    use super::*;

    #[track_caller]
    fn wrong(typed: &[&str], expected: &[(&str, &str)]) {
        let mut it = application(1);
        it.persons[0].nationalities = typed.iter().map(|it| Country::named(it).unwrap()).collect();
        let errors = it.errors(today()).into_iter().map(|it| (it.field, it.sentence));
        let expected = expected.iter().map(|it| (it.0.to_owned(), it.1.to_owned()));
        assert_eq!(errors.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }

    #[test]
    fn can_be_several_and_of_states_that_are_no_more() {
        wrong(&[], &[]);
        wrong(&["Serbien", "Kosovo", "Jugoslawien", "ungeklärt"], &[]);
    }

    #[test]
    fn are_each_named_once() {
        let sentence = "Diese Staatsangehörigkeit steht schon da.";
        wrong(&["Serbien", "Kosovo", "serbisch"], &[("persons-0-nationalities-2", sentence)]);
    }

    #[test]
    fn are_none_beside_staatenlos() {
        let sentence = "Neben „staatenlos“ steht keine andere Staatsangehörigkeit.";
        wrong(&["Serbien", "staatenlos"], &[("persons-0-nationalities-1", sentence)]);
        wrong(&["staatenlos"], &[]);
    }

    #[test]
    fn nobody_is_born_in_statelessness() {
        let mut it = application(1);
        it.persons[0].birth_country = Country::named("staatenlos").ok();
        let [error] = &it.errors(today())[..] else { panic!() };
        assert_eq!(error.field, "persons-0-birth_country");
    }
}
