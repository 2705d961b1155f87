//! Eingang: what an application must hold to be registered, field by field.

use hfk::procedure::*;

use super::journey::*;

fn errors(change: impl FnOnce(&mut Registration)) -> Vec<(String, String)> {
    let mut it = application(2);
    change(&mut it);
    it.errors(today()).into_iter().map(|it| (it.field, it.sentence)).collect()
}

#[track_caller]
fn one(change: impl FnOnce(&mut Registration), field: &str, sentence: &str) {
    assert_eq!(errors(change), [(field.to_owned(), sentence.to_owned())]);
}

/// A lawyer with a Vollmacht of these persons.
fn lawyer_of(persons: &[PersonId]) -> Appointment {
    Appointment {
        representative: RepresentativeId(uuid::Uuid::from_u128(70)),
        details: Representative {
            name: "Aylin Şahin".into(),
            organisation: "Kanzlei Şahin & Ó Briain".into(),
            kind: RepresentativeKind::Lawyer,
            address: address("Kortumstr. 5", "44787", "Bochum"),
            phone: String::new(),
            email: String::new(),
            de_mail: String::new(),
            bebpo: String::new(),
        },
        reference: "26/0417".into(),
        given_on: Some(day("2026-10-20")),
        document: None,
        persons: persons.to_vec(),
        begins_on: day("2026-11-02"),
    }
}

#[test]
fn a_complete_application_has_no_errors() {
    assert_eq!(errors(|_| ()), []);
    assert_eq!(errors(|it| it.appointment = Some(lawyer_of(&[MOTHER]))), []);
    assert_eq!(errors(|it| it.reasons.clear()), [], "the Begründung may follow");
}

/// A Folgeantrag: what is new is all that tells it from the earlier application.
mod earlier {
    use super::*;

    fn follow(news: &str) -> Earlier {
        Earlier { case: CaseId(uuid::Uuid::from_u128(7)), news: news.into() }
    }

    #[test]
    fn says_what_is_new() {
        let sentence = "Bitte angeben, was seit dem früheren Vorgang neu ist.";
        one(|it| it.earlier = Some(follow("")), "news", sentence);
        assert_eq!(errors(|it| it.earlier = Some(follow("Ein Ausbildungsplatz"))), []);
    }

    #[test]
    fn has_at_most_5000_characters() {
        let long = "x".repeat(Registration::MAX_NEWS + 1);
        one(
            |it| it.earlier = Some(follow(&long)),
            "news",
            "Höchstens 5000 Zeichen; das sind 5001.",
        );
    }

    #[test]
    fn of_an_application_from_before_there_were_any_is_none() {
        let mut old = serde_json::to_value(application(1)).unwrap();
        old.as_object_mut().unwrap().remove("earlier");
        assert_eq!(serde_json::from_value::<Registration>(old).unwrap(), application(1));
    }
}

mod received_on {
    use super::*;

    #[test]
    fn is_not_ahead() {
        one(
            |it| it.received_on = day("2026-11-17"),
            "received_on",
            "Das Eingangsdatum liegt in der Zukunft.",
        );
        assert_eq!(errors(|it| it.received_on = today()), []);
    }

    #[test]
    fn is_not_a_slip_of_the_keyboard() {
        one(
            |it| it.received_on = day("0026-11-02"),
            "received_on",
            "Vor der Verordnung vom 14.12.2004 gab es keine Anträge; bitte das Jahr prüfen.",
        );
    }
}

mod persons {
    use super::*;

    #[test]
    fn there_is_at_least_one_and_at_most_twenty() {
        let none = "Ein Antrag betrifft mindestens eine Person.";
        one(|it| it.persons.clear(), "persons", none);
        one(|it| *it = application(21), "persons", "Ein Vorgang hat höchstens 20 Personen.");
        assert_eq!(errors(|it| *it = application(20)), []);
    }

    #[test]
    fn a_single_name_is_enough() {
        assert_eq!(errors(|it| it.persons[0].given_names.clear()), []);
        one(
            |it| it.persons[1].family_name.clear(),
            "persons-1-family_name",
            "Bitte einen Namen angeben; wer nur einen Namen führt, hat ihn hier.",
        );
    }

    #[test]
    fn nobody_is_born_or_enters_ahead() {
        one(
            |it| it.persons[0].born = "17.11.2026".parse().unwrap(),
            "persons-0-born",
            "Das Geburtsdatum liegt in der Zukunft.",
        );
        one(
            |it| it.persons[1].entered = "2027".parse().ok(),
            "persons-1-entered",
            "Die Einreise liegt in der Zukunft.",
        );
        assert_eq!(errors(|it| it.persons[0].born = "2026".parse().unwrap()), [], "this year");
    }

    #[test]
    fn a_residence_status_has_begun_and_ends_later() {
        let status = |since: &str, until: &str| {
            let (since, until) = (day(since), day(until));
            move |it: &mut Registration| {
                it.persons[0].status_since = Some(since);
                it.persons[0].status_until = Some(until);
            }
        };
        one(
            status("2026-11-02", "2026-11-01"),
            "persons-0-status_until",
            "Der Status endet, bevor er beginnt.",
        );
        one(
            status("2026-11-17", "2027-11-01"),
            "persons-0-status_since",
            "Der Status beginnt in der Zukunft.",
        );
        assert_eq!(errors(status("2026-11-16", "2026-11-16")), []);
    }

    #[test]
    fn nobody_enters_before_birth() {
        one(
            |it| it.persons[0].entered = "12.1983".parse().ok(),
            "persons-0-entered",
            "Die Einreise liegt vor der Geburt.",
        );
        assert_eq!(errors(|it| it.persons[0].entered = "1984".parse().ok()), [], "born on the way");
    }

    #[test]
    fn every_line_has_its_length() {
        let sentence = "Höchstens 200 Zeichen; das sind 201.";
        let long = || "ő".repeat(201);
        one(|it| it.persons[0].family_name = long(), "persons-0-family_name", sentence);
        one(|it| it.persons[0].given_names = long(), "persons-0-given_names", sentence);
        one(|it| it.persons[0].birth_name = long(), "persons-0-birth_name", sentence);
        one(|it| it.persons[0].birth_place = long(), "persons-0-birth_place", sentence);
        let it = "persons-0-birth_country_note";
        one(|it| it.persons[0].birth_country_note = long(), it, sentence);
        one(|it| it.persons[0].nationality_note = long(), "persons-0-nationality_note", sentence);
        one(|it| it.persons[1].address.street = long(), "persons-1-street", sentence);
        one(|it| it.persons[1].address.postal_code = long(), "persons-1-postal_code", sentence);
        one(|it| it.persons[0].language = long(), "persons-0-language", sentence);
        one(|it| it.persons[1].address.town = long(), "persons-1-town", sentence);
        assert_eq!(errors(|it| it.persons[0].family_name = "ő".repeat(200)), []);
    }

    #[test]
    fn so_has_every_line_of_a_list_and_lists_have_an_end() {
        let sentence = "Höchstens 200 Zeichen; das sind 201.";
        let name = |length| OtherName { kind: NameKind::CallName, name: "x".repeat(length) };
        let names = || vec![name(1), name(201)];
        one(|it| it.persons[0].other_names = names(), "persons-0-other_names-1", sentence);
        let number =
            |length| ForeignReference { kind: ReferenceKind::Court, text: "1".repeat(length) };
        one(|it| it.persons[1].references = vec![number(201)], "persons-1-references-0", sentence);
        let many = || vec![number(1); 21];
        one(
            |it| it.persons[0].references = many(),
            "persons-0-references-0",
            "Höchstens 20 Zeilen.",
        );
    }

    #[test]
    fn so_has_the_begruendung() {
        let reasons = "Höchstens 100000 Zeichen; das sind 100001.";
        one(|it| it.reasons = "ü".repeat(100_001), "reasons", reasons);
        assert_eq!(errors(|it| it.reasons = "ü".repeat(100_000)), []);
    }
}

mod representative {
    use super::*;

    fn with(change: impl FnOnce(&mut Appointment)) -> impl FnOnce(&mut Registration) {
        let mut lawyer = lawyer_of(&[MOTHER]);
        change(&mut lawyer);
        move |it| it.appointment = Some(lawyer)
    }

    #[test]
    fn has_a_name_or_an_organisation() {
        assert_eq!(errors(with(|it| it.details.name.clear())), []);
        one(
            with(|it| {
                it.details.name.clear();
                it.details.organisation.clear();
            }),
            "representative_name",
            "Bitte Name oder Organisation der Vertretung angeben.",
        );
    }

    #[test]
    fn shows_a_vollmacht_for_whomever_it_covers() {
        one(
            with(|it| it.given_on = None),
            "power_of_attorney_on",
            "Ohne Datum der Vollmacht kann sie niemanden umfassen.",
        );
        let without = |it: &mut Appointment| {
            it.given_on = None;
            it.persons.clear();
        };
        assert_eq!(errors(with(without)), [], "it may follow");
    }

    #[test]
    fn says_whom_the_vollmacht_covers() {
        one(
            with(|it| it.persons.clear()),
            "power_of_attorney_on",
            "Bitte ankreuzen, welche Personen die Vollmacht umfasst.",
        );
    }

    #[test]
    fn has_no_vollmacht_from_the_future() {
        one(
            with(|it| it.given_on = Some(day("2026-11-17"))),
            "power_of_attorney_on",
            "Die Vollmacht ist in der Zukunft datiert.",
        );
    }

    #[test]
    fn acts_from_the_day_of_the_vollmacht_at_the_earliest() {
        one(
            with(|it| it.begins_on = day("2026-10-19")),
            "begins_on",
            "Die Vertretung kann nicht vor dem Datum der Vollmacht beginnen.",
        );
        one(
            with(|it| it.begins_on = day("2026-11-17")),
            "begins_on",
            "Die Vertretung kann nicht in der Zukunft beginnen.",
        );
    }

    #[test]
    fn has_lines_of_a_length() {
        let sentence = "Höchstens 200 Zeichen; das sind 201.";
        for line in RepresentativeField::ALL.iter().filter(|it| **it != RepresentativeField::Kind) {
            let typed = |it: RepresentativeField| {
                if it == *line { "x".repeat(201) } else { "Aylin Şahin".to_owned() }
            };
            one(with(|it| it.details = Representative::read(typed)), line.name(), sentence);
        }
        one(with(|it| it.reference = "x".repeat(201)), "representative_reference", sentence);
    }

    #[test]
    fn whoever_shows_no_vollmacht_speaks_for_everybody_and_covers_nobody() {
        let mut registration = application(3);
        registration.appointment =
            Some(Appointment { given_on: None, persons: Vec::new(), ..lawyer_of(&[]) });
        let powers = registration.powers();
        assert_eq!(powers.iter().map(|it| it.person).collect::<Vec<_>>(), [MOTHER, FATHER, CHILD]);
        assert!(powers.iter().all(|it| it.is_current(today()) && !it.is_in_force(today())));
    }

    #[test]
    fn is_of_the_kind_that_the_name_suggests_unless_somebody_says_otherwise() {
        use RepresentativeKind::{AdviceCentre, Lawyer, Private};
        for (name, organisation, kind) in [
            ("Rechtsanwältin Brüggemann", "", Lawyer),
            ("RAin Brüggemann", "", Lawyer),
            ("Aylin Şahin", "Kanzlei Şahin & Ó Briain", Lawyer),
            ("Frau Wieczorek", "Beratungsstelle Nordpark", AdviceCentre),
            ("Rainer Rath", "", Private),
        ] {
            assert_eq!(RepresentativeKind::suggested_by(name, organisation), kind, "{name}");
        }
    }
}

mod receipt {
    use super::*;

    fn received(registration: Registration, role: Role) -> Result<Receipt, Vec<Violation>> {
        let number = "15-39.22-2026-0001".parse().unwrap();
        let id = CaseId(uuid::Uuid::from_u128(100));
        receive(registration, id, number, &actor(&[role]), (today(), &nrw()))
    }

    #[test]
    fn opens_the_case_on_the_day_it_arrived_and_writes_to_both_sides() {
        let it = received(Registration { urgent: true, ..application(3) }, Role::Clerk).unwrap();
        let case = it.case();
        assert_eq!((case.stage, case.version), (Stage::Received, Version(1)));
        assert_eq!(case.received_on, received_on(), "not the day it was entered");
        assert!(case.urgent, "an Eilfall is one from the start");
        assert!(case.persons.iter().all(|it| it.standing == Standing::Open));
        let everybody = vec![MOTHER, FATHER, CHILD];
        let order = |kind| LetterOrder { kind, persons: everybody.clone() };
        assert_eq!(it.letters(), [order(LetterKind::L1), order(LetterKind::L2)]);
        assert_eq!(it.hat(), Role::Clerk);
    }

    #[test]
    fn is_made_by_the_secretariat_only() {
        for role in [Role::Member, Role::PreCheck, Role::Administrator, Role::Auditor] {
            let refused = received(application(1), role).unwrap_err();
            assert_eq!(sentences(&refused), "Dieser Schritt steht Ihrer Rolle nicht offen.");
        }
    }

    #[test]
    fn is_not_made_of_an_application_with_errors() {
        let refused = received(application(0), Role::Clerk).unwrap_err();
        assert_eq!(sentences(&refused), "Ein Antrag betrifft mindestens eine Person.");
    }
}
