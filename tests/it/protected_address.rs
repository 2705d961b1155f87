//! An Auskunftssperre: the address stands in the address field of the own post and nowhere else.

use std::collections::BTreeSet;

use hfk::procedure::{Addressee, LetterKind, OtherEnding, StepKind, VulnerabilityKind};
use serde_json::Value;

use crate::{
    committee::before_the_committee,
    form::Form,
    records::{case_id, lines},
    secretariat::{Ballot, House, Typed, followed, ok},
};

/// Named in every text that somebody types, in three spellings.
const STREET: &str = "Verborgener Weg 99";
const VULNERABLE: VulnerabilityKind = VulnerabilityKind::Tortured;
const OPEN_STREET: &str = "Offener Platz 1";
const TEXT: &str = "Sie wohnt VERBORGENER WEG 99; auch Verborgener-Weg 99, verborgener  weg 99.";

macro_rules! single {
    ($family:literal) => {
        &[
            ("received_on", "19.11.2026"),
            ("channel", "post"),
            ("reasons", TEXT),
            ("persons-0-family_name", $family),
            ("persons-0-given_names", "Amina"),
            ("persons-0-born", "05.1991"),
            ("persons-0-street", STREET),
            ("persons-0-postal_code", "45888"),
            ("persons-0-town", "Gelsenkirchen"),
            ("persons-0-address_protected", "ja"),
        ]
    };
}
const HEARD: Typed = single!("Sow");
const REFUSED: Typed = single!("Diallo");
const HANDED_OVER: Typed = single!("Camara");
const WITHDRAWN: Typed = single!("Keita");

fn hands_over(house: &House, case: &str) {
    let (by, step) = (house.clerk(), format!("{case}/schritte/end_otherwise"));
    let form = Form::on(&ok(by.get(&step)), "/pruefen").choose("persons", &["Amina Camara"]);
    let typed = [
        ("ending", OtherEnding::HandedOver.name()),
        ("ended_on", "heute"),
        ("evidence", TEXT),
        ("handed_to", "Härtefallkommission Hessen, Verborgener Weg 99"),
    ];
    let check = ok(form.fill_all(&typed).press(by, "Weiter: Angaben prüfen"));
    followed(by, &Form::on(&check, &step).press(by, "festhalten"));
}

/// What happens to the only person of a case once the application is registered.
type Then = fn(&House, &str);

fn nothing(_: &House, _: &str) {}

/// The address of the page of the first person.
fn first_person(house: &House, case: &str) -> String {
    let id = format!("SELECT id::text AS line FROM persons WHERE case_id = '{}'", case_id(case));
    format!("{case}/personen/{}", lines(&mut house.app.db(), &id).remove(0))
}

/// From the protected address to one that everybody may know.
fn moves_away(house: &House, case: &str) {
    let (by, path) = (house.clerk(), first_person(house, case));
    let typed = [("persons-0-street", OPEN_STREET), ("persons-0-moved_on", "20.11.2026")];
    let form = Form::on(&ok(by.get(&path)), &path).fill_all(&typed);
    let form = form.choose("persons-0-address_protected", &[]);
    let page = form.press(by, "Angaben speichern");
    assert_eq!(page.location, Some(format!("{path}?umzug=ja")), "{}", page.body);
}

/// Every kind of letter is written once.
fn all_letters(house: &mut House, then: Then) -> String {
    let office = house.at("2026-11-23 10:00");
    let registers = |it: Typed| {
        let case = office.registers("Stadt Gelsenkirchen", 1, it);
        then(office, &case);
        case
    };
    let [heard, refused, handed_over, withdrawn] =
        [HEARD, REFUSED, HANDED_OVER, WITHDRAWN].map(registers);
    office.ends(&withdrawn, OtherEnding::Withdrawn, &["Amina Keita"], TEXT);
    hands_over(office, &handed_over);
    office.clerk_takes(&heard, StepKind::RequestDocuments, &[]);
    office.checks(&heard, &[]);
    office.checks(&refused, &[]);
    office.committee_decides(&heard, true, None);
    office.committee_decides(&refused, false, None);
    office.clerk_takes(&heard, StepKind::RequestStatement, &[("questions", TEXT)]);
    office.hears_the_authority(&heard, "none", TEXT, "23.11.2026");
    let again = registers(HEARD);
    office.checks(&again, &[]);
    office.committee_decides(&again, true, None);
    office.clerk_takes(&again, StepKind::RequestStatement, &[("questions", TEXT)]);
    office.hears_the_authority(&again, "none", TEXT, "23.11.2026");
    let sitting = office.plans_a_sitting("17.12.2026");
    office.puts_on_the_agenda(&sitting, &[&heard, &again]);
    office.chair_takes(&sitting, "publish");
    let room = house.at("2026-12-17 10:04");
    room.everybody_comes(&sitting);
    room.chair_takes(&sitting, "open");
    let persons = &["Amina Sow"][..];
    room.votes(&sitting, &heard, &Ballot { persons, yes: 8, reasons: TEXT, advice: None });
    room.votes(&sitting, &again, &Ballot { persons, yes: 3, reasons: "", advice: Some(TEXT) });
    let office = house.at("2026-12-17 12:30");
    office.chair_takes(&sitting, "close");
    office.clerk_takes(&heard, StepKind::SendErsuchen, &[]);
    office.clerk_takes(&again, StepKind::SendNoRequest, &[]);
    office.releases_the_notices(&sitting);
    house.at("2027-02-01 09:00").clerk_takes(&heard, StepKind::RemindAuthority, &[]);
    heard
}

/// Somebody who reads the case knows it; a letter never does.
fn is_vulnerable(house: &House, case: &str) {
    let by = house.clerk();
    let path = format!("{}/schutzbedarf", first_person(house, case));
    let typed = [("kind", VULNERABLE.name()), ("since", "01.10.2026")];
    let form = Form::on(&ok(by.get(&path)), &path).fill_all(&typed);
    followed(by, &form.press(by, "Schutzbedarf vermerken")).assert_says(VULNERABLE.label());
}

#[test]
fn no_letter_says_why_a_person_needs_protection() {
    let mut house = House::new();
    let heard = all_letters(&mut house, is_vulnerable);
    ok(house.clerk().get(&heard)).assert_says(VULNERABLE.label());
    let letters = lines(&mut house.app.db(), "SELECT content::text AS line FROM letters");
    assert!(letters.len() > 10, "{letters:?}");
    for letter in letters {
        for word in [VULNERABLE.label(), VULNERABLE.name(), "Schutzbedarf"] {
            assert!(!plain(&letter).contains(&plain(word)), "{letter}");
        }
    }
}

fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect()
}

#[test]
fn no_letter_holds_a_protected_address_but_the_own_post_in_its_address_field() {
    let mut house = House::new();
    all_letters(&mut house, nothing);
    let conn = &mut house.app.db();
    let letters = lines(conn, "SELECT kind || ' ' || content AS line FROM letters");
    let mut seen = BTreeSet::new();
    for letter in letters {
        let (kind, content) = letter.split_once(' ').unwrap();
        let kind: LetterKind = kind.parse().unwrap();
        seen.insert(kind);
        let mut content: Value = serde_json::from_str(content).unwrap();
        if kind.addressee() == Addressee::ApplicantSide {
            let recipient = content["envelope"]["recipient"].take().to_string();
            assert!(recipient.contains(STREET), "{kind} goes there: {recipient}");
        }
        let said = content.to_string();
        assert!(!plain(&said).contains(&plain(STREET)), "{kind}: {said}");
    }
    assert!(seen.iter().eq(LetterKind::ALL), "{seen:?}");
}

/// After a move the old address is in no letter at all: no post goes there any more.
#[test]
fn an_address_that_was_protected_stays_so_when_it_is_an_old_one() {
    let mut house = House::new();
    all_letters(&mut house, moves_away);
    let conn = &mut house.app.db();
    // The first two are written with the registration, before the move.
    let letters = lines(
        conn,
        "SELECT kind || ' ' || content AS line FROM letters WHERE kind NOT IN ('L1', 'L2')",
    );
    let mut seen = BTreeSet::new();
    for letter in letters {
        let (kind, content) = letter.split_once(' ').unwrap();
        let kind: LetterKind = kind.parse().unwrap();
        seen.insert(kind);
        assert!(!plain(content).contains(&plain(STREET)), "{kind}: {content}");
        if kind.addressee() == Addressee::ApplicantSide {
            assert!(content.contains(OPEN_STREET), "{kind} goes there: {content}");
        }
    }
    let all = LetterKind::ALL.iter().filter(|it| !matches!(it, LetterKind::L1 | LetterKind::L2));
    assert!(seen.iter().eq(all), "{seen:?}");
}

#[test]
fn of_those_who_read_a_case_only_secretariat_and_chair_see_an_old_address_that_was_protected() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Gelsenkirchen", 1, HEARD);
    moves_away(office, &case);
    office.checks(&case, &[]);
    for by in [house.clerk(), house.chair()] {
        ok(by.get(&case)).assert_says(STREET);
    }
    let page = ok(before_the_committee(&house.app, &case).get(&case));
    page.assert_says(OPEN_STREET);
    page.assert_says("[Anschrift gesperrt] (bis 20.11.2026)");
    assert!(!plain(&page.body).contains(&plain(STREET)), "{}", page.body);
}

#[test]
fn secretariat_and_chair_see_a_protected_address_and_nobody_else() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Gelsenkirchen", 1, HEARD);
    office.checks(&case, &[]);
    for by in [house.clerk(), house.chair()] {
        ok(by.get(&case)).assert_says(STREET);
    }
    let committee = before_the_committee(&house.app, &case);
    let page = ok(committee.get(&case));
    page.assert_says("[Anschrift gesperrt]");
    assert!(!plain(&page.body).contains(&plain(STREET)), "{}", page.body);
    let step = format!("{case}/schritte/decide_admissibility");
    let typed = [("body", "vpa"), ("decided_on", "heute"), ("votes-0-no", "3")];
    let form = Form::on(&ok(committee.get(&step)), "/pruefen").fill_all(&typed);
    let check = ok(form.press(&committee, "Weiter: Angaben prüfen"));
    check.assert_says("[Anschrift gesperrt]");
    assert!(!plain(&check.body).contains(&plain(STREET)), "{}", check.body);
}
