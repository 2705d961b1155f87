//! A family moves within the Land: another Ausländerbehörde becomes competent.

use hfk::procedure::{LetterKind, StepKind};

use crate::{
    form::Form,
    records::{assert_intact, assert_replays, lines},
    secretariat::{House, Letter, Typed, ok},
};

const ONE: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("persons-0-family_name", "Mensah"),
    ("persons-0-given_names", "Akosua"),
    ("persons-0-born", "1991"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Köln"),
];

const MOVED: Typed =
    &[("since", "15.11.2026"), ("reasons", "Umzug nach Herne, Meldebescheinigung.")];

fn changes(office: &House, case: &str, to: &str) {
    let path = format!("{case}/schritte/{}", StepKind::ChangeAuthority);
    let form = Form::on(&ok(office.clerk().get(&path)), "/pruefen");
    let form = form.choose("authority", &[to]).fill_all(MOVED);
    let check = ok(form.press(office.clerk(), "Weiter: Angaben prüfen"));
    check.assert_says("Stadt Herne");
    let page = Form::on(&check, &path).press(office.clerk(), "festhalten");
    assert_eq!(page.status, 303, "{}", page.body);
}

/// The letters to authorities that wait or were sent: kind and addressee.
fn to_authorities(house: &House) -> Vec<String> {
    let letters = "SELECT kind || ' ' || split_part(recipient, E'\\n', 1) AS line FROM letters
        WHERE withdrawn_on IS NULL AND kind IN ('L2','L4') ORDER BY 1";
    lines(&mut house.app.db(), letters)
}

#[test]
fn the_new_authority_is_informed_and_asked_and_the_old_one_gets_nothing_more() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Köln", 1, ONE);
    assert_eq!(to_authorities(office), ["L2 Stadt Köln"]);
    changes(office, &case, "Stadt Herne");
    assert_eq!(to_authorities(office), ["L2 Stadt Herne"], "that to Köln is withdrawn");
    let page = ok(office.clerk().get(&case));
    page.assert_says("Zuständige Ausländerbehörde ändern");
    page.assert_says("Bisher zuständig");
    page.assert_says("Stadt Köln");
    assert_replays(&house.app, &case);
    assert_intact(&house.app);
}

#[test]
fn the_questions_that_were_asked_are_asked_again_elsewhere() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Köln", 1, ONE);
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[("questions", "Wer zahlt die Miete?")]);
    office.sends_the_letters(&case);
    changes(office, &case, "Stadt Herne");
    assert_eq!(
        to_authorities(office),
        ["L2 Stadt Herne", "L2 Stadt Köln", "L4 Stadt Herne", "L4 Stadt Köln"],
        "what was sent stays"
    );
    let letters = office.letters(&case);
    // Both were written in the same minute.
    let to_herne = |it: &&Letter| it.recipient.starts_with("Stadt Herne");
    let asked = letters.iter().filter(to_herne).find(|it| it.kind == LetterKind::L4).unwrap();
    assert!(asked.text.contains("Wer zahlt die Miete?"), "{asked:?}");
    assert_intact(&house.app);
}

#[test]
fn an_authority_that_is_in_no_register_is_refused_with_a_sentence() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Köln", 1, ONE);
    let path = format!("{case}/schritte/{}", StepKind::ChangeAuthority);
    let form = Form::on(&ok(office.clerk().get(&path)), "/pruefen").fill_all(MOVED);
    let wrong = form.hide("authority", "99999").press(office.clerk(), "Weiter: Angaben prüfen");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Diese Ausländerbehörde steht nicht im Register.");
    wrong.assert_says("Umzug nach Herne, Meldebescheinigung.");
    assert_eq!(to_authorities(office), ["L2 Stadt Köln"]);
}
