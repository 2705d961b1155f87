//! The search form of names (DIN 91379) and the key in which transliterations meet.

use hfk::procedure::*;
use proptest::prelude::*;

fn key(name: &str) -> String {
    let letters = plain_letters(name);
    letters.split(' ').map(name_key).collect::<Vec<_>>().join(" ")
}

#[test]
fn spellings_of_one_name_meet() {
    let names: &[&[&str]] = &[
        &["Mohammed", "Muhammad", "Mohamad", "Mohamed", "Muhammed", "Mohammad", "MOHAMED"],
        &["Yousef", "Yusuf", "Jusuf", "Youssef", "Yusof", "Joussef"],
        &["Hussein", "Husain", "Hossein", "Hüseyin", "Hussain"],
        &["Müller", "Mueller", "Muller"],
        &["Schröder", "Schroeder", "Schroder"],
        &["Jäger", "Jaeger", "Jager"],
        &["Groß", "Gross", "GROẞ"],
        &["Đorđević", "Dordevic", "Djordjević", "Đorđevič", "Djordjevich"],
        &["Şahin", "Sahin", "Shahin", "Schahin"],
        &["Nguyễn", "Nguyen", "NGUYEN", "Nguye\u{302}\u{303}n"],
        &["Petrović", "Petrovic", "Petrovich", "Petrowitsch"],
        &["Ivanov", "Iwanow", "Ivanow"],
        &["Aysha", "Aisha", "Ayşe", "Aischa"],
        &["Abdullah", "Abdulla", "Abdallah"],
        &["Mustafa", "Mostafa", "Moustafa"],
        &["Omar", "Umar", "Oumar", "Omer"],
        &["Khaled", "Chaled", "Kaled"],
        &["Çelik", "Celik", "Chelik"],
        &["Yıldız", "Yildiz", "YILDIZ"],
        &["Łukasz", "Lukasz"],
        &["O’Brien", "O'Brien", "OBrien"],
    ];
    for spellings in names {
        for other in *spellings {
            assert_eq!(key(spellings[0]), key(other), "{} and {other}", spellings[0]);
        }
    }
}

#[test]
fn different_names_stay_apart() {
    let names = [
        "Mohammed",
        "Mahmud",
        "Mehdi",
        "Maria",
        "Mario",
        "Marie",
        "Ana",
        "Ina",
        "Ali",
        "Ale",
        "Lê",
        "Li",
        "Lu",
        "Trần",
        "Trịnh",
        "Phạm",
        "Đào",
        "Petrović",
        "Petrosjan",
        "Jovanović",
        "Stanković",
        "Sow",
        "Diallo",
        "Yusuf",
        "Yasin",
        "Hasan",
        "Hussein",
        "Samir",
        "Samira",
        "Emir",
        "Elif",
        "Aylin",
    ];
    for (at, one) in names.iter().enumerate() {
        for other in &names[at + 1..] {
            assert_ne!(key(one), key(other), "{one} and {other}");
        }
    }
}

#[test]
fn a_name_in_plain_letters() {
    for (name, plain) in [
        ("Đorđević", "dordevic"),
        ("Nguyễn Thị Hồng Hạnh", "nguyen thi hong hanh"),
        ("Ó Briain", "o briain"),
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("Straße", "strasse"),
        ("Əliyev", "eliyev"),
        ("İbrahim, ISMAIL", "ibrahim ismail"),
        ("Æsa Þórsdóttir", "aesa thorsdottir"),
        ("Иванов", ""),
        (" 12 ", ""),
    ] {
        assert_eq!(plain_letters(name), plain, "{name}");
    }
}

/// The Latin letters of DIN 91379 and their neighbours in Unicode.
#[test]
fn every_latin_letter_of_the_register_has_a_plain_form() {
    let blocks = ('\u{C0}'..='\u{17F}').chain('\u{1CD}'..='\u{21B}').chain('\u{1E00}'..='\u{1EF9}');
    let single = "ƏəƗɨƠơƯưȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʒªº".chars();
    for letter in blocks.chain(single).filter(|it| it.is_alphabetic()) {
        let plain = plain_letters(&letter.to_string());
        assert!(!plain.is_empty(), "{letter} U+{:04X}", u32::from(letter));
    }
}

#[test]
fn a_search_reads_dates_and_references_out_of_one_line() {
    let born = |text: &str| PersonSearch::of_line(text).born.map(PartialDate::iso);
    assert_eq!(born("Sow 14.03.1984").as_deref(), Some("1984-03-14"));
    assert_eq!(born("03.1984 Sow").as_deref(), Some("1984-03"));
    assert_eq!(born("Sow"), None);
    let line = PersonSearch::of_line("Aïssatou Sow AZR 7 654 321-138");
    assert_eq!(line.words.len(), 3);
    assert_eq!(line.reference.as_deref(), Some("7654321138"));
    assert_eq!(PersonSearch::of_line("Sow 12").reference, None, "in too many references");
    for nothing in ["", " ", "%", "12", "Иванов"] {
        assert!(PersonSearch::of_line(nothing).is_empty(), "{nothing}");
    }
}

#[test]
fn dates_of_birth_agree_as_far_as_they_are_sure() {
    let may_be = |a: &str, b: &str| {
        let [a, b]: [PartialDate; 2] = [a, b].map(|it| it.parse().unwrap());
        assert_eq!(a.may_be(b), b.may_be(a));
        a.may_be(b)
    };
    assert!(may_be("1984-03-14", "1984-03-14"));
    assert!(may_be("1984-03-14", "1984-03"));
    assert!(may_be("1984-03-14", "1984"));
    // What offices write when only the year is known.
    assert!(may_be("1984-03-14", "1984-01-01"));
    assert!(may_be("1984-01-01", "1984-11"));
    assert!(!may_be("1984-03-14", "1984-03-15"));
    assert!(!may_be("1984-03", "1984-04-14"));
    assert!(!may_be("1984", "1985"));
}

proptest! {
    #[test]
    fn a_search_form_is_words_of_a_to_z(name in "\\PC{0,40}") {
        let plain = plain_letters(&name);
        let is_word = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_lowercase());
        prop_assert!(plain.is_empty() || plain.split(' ').all(is_word), "{}", plain);
        prop_assert_eq!(plain_letters(&plain), plain.clone());
        prop_assert!(plain.is_empty() || plain.split(' ').all(|it| !name_key(it).is_empty()));
    }

    #[test]
    fn accents_and_case_change_nothing(name in "[a-zà-öø-ýā-ž]{1,20}") {
        prop_assume!(!name.contains(['ß', 'ı']));
        prop_assert_eq!(plain_letters(&name), plain_letters(&name.to_uppercase()));
        prop_assert_eq!(plain_letters(&plain_letters(&name)), plain_letters(&name));
    }
}
