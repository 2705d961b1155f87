use hfk::procedure::Role;

use super::paper::{application, family, press, registered, send, unseen, with};
use crate::app::TestApp;

#[test]
fn a_clerk_registers_a_family_and_is_led_to_its_case() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    clerk.get("/faelle/neu").assert_says("Antrag erfassen");
    let check = send(&clerk, "/faelle/neu", &with(family(), "tun", "pruefen"));
    check.assert_says("Es ist noch nichts gespeichert.");
    check.assert_says("Eingangsbestätigung");
    check.assert_says("Milica Đorđević, Ahornweg 4, 45879 Gelsenkirchen");
    check.assert_says("alle 2 Personen");
    let page = press(&clerk, "/faelle/neu", &check, "registrieren");
    assert_eq!(page.status, 303, "{}", page.body);
    let case = clerk.get(&page.location.unwrap());
    case.assert_says("15-39.22-2026-0001");
    case.assert_says("Đorđević, Milica (39) · Luka (15)");
    case.assert_says("Eingegangen");
    case.assert_says("Vorprüfung beginnen");
}

#[test]
fn a_double_click_registers_once() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let check = send(&clerk, "/faelle/neu", &with(application(), "tun", "pruefen"));
    let first = press(&clerk, "/faelle/neu", &check, "registrieren");
    let second = press(&clerk, "/faelle/neu", &check, "registrieren");
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location, second.location);
}

#[test]
fn what_is_wrong_stands_on_top_and_at_its_field_and_nothing_typed_is_lost() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let typed = with(with(family(), "persons-1-born", "31.2.2011"), "received_on", "");
    let page = send(&clerk, "/faelle/neu", &with(typed, "tun", "pruefen"));
    assert_eq!(page.status, 422);
    page.assert_says("Fehler: Antrag erfassen");
    page.assert_says("href=\"#received_on\"");
    page.assert_says("href=\"#persons-1-born\"");
    page.assert_says("Person 2: Geboren am: ");
    page.assert_says("aria-describedby=\"persons-1-born-hint persons-1-born-error\"");
    for kept in ["31.2.2011", "Đorđević", "Ahornweg 4", "seit zwölf Jahren", "serbisch"] {
        page.assert_says(kept);
    }
}

#[test]
fn a_begruendung_that_is_too_long_says_by_how_much() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let typed = with(application(), "reasons", &"ä".repeat(100_001));
    let page = send(&clerk, "/faelle/neu", &with(typed, "tun", "pruefen"));
    assert_eq!(page.status, 422);
    page.assert_says("100\u{202f}001 von 100\u{202f}000 Zeichen");
    let typed = with(application(), "reasons", &"ä".repeat(100_000));
    assert_eq!(send(&clerk, "/faelle/neu", &with(typed, "tun", "pruefen")).status, 200);
}

#[test]
fn persons_come_and_go_without_losing_what_was_typed() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let more = send(&clerk, "/faelle/neu", &with(application(), "tun", "familie"));
    assert_eq!(more.status, 200);
    more.assert_says("name=\"persons-1-street\" value=\"Ahornweg 4\"");
    more.assert_says("name=\"persons-1-nationalities-0\" value=\"serbisch\"");
    more.assert_says("seit zwölf Jahren");
    let fewer = send(&clerk, "/faelle/neu", &with(family(), "tun", "entfernen-0"));
    fewer.assert_says("name=\"persons-0-given_names\" value=\"Luka\"");
    assert!(!fewer.body.contains("persons-1-"), "{}", fewer.body);
}

#[test]
fn what_is_wrong_is_said_from_top_to_bottom() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let form = send(&clerk, "/faelle/neu", &with(application(), "tun", "beginnen")).body;
    let place = |name: &str| form.find(&format!("name=\"{name}\""));
    let not_read = [
        ("received_on", "neulich"),
        ("channel", ""),
        ("authority", ""),
        ("power_of_attorney_on", "neulich"),
        ("persons-0-family_name", ""),
        ("persons-0-born", "neulich"),
        ("persons-0-nationalities-0", "Nirgendland"),
        ("persons-0-sex", ""),
        ("persons-0-entered", "neulich"),
    ];
    let too_late = [
        ("received_on", "1.1.2030"),
        ("representative_name", ""),
        ("representative_town", "Essen"),
        ("persons-0-born", "2030"),
        ("persons-0-nationality_note", &"x".repeat(300)),
    ];
    for wrong in [&not_read[..], &too_late[..]] {
        let typed = wrong.iter().fold(application(), |typed, it| with(typed, it.0, it.1));
        let mut typed = with(typed, "tun", "pruefen");
        typed.sort_by_key(|it| place(&it.0));
        let page = send(&clerk, "/faelle/neu", &typed).body;
        let (_, summary) = page.split_once(" summary\"").expect("a summary");
        let links = summary.split("</ul>").next().unwrap().split("href=\"#").skip(1);
        let named: Vec<_> = links.map(|it| it.split('"').next().unwrap()).collect();
        let mut in_order = named.clone();
        in_order.sort_by_key(|it| place(it));
        assert_eq!(named, in_order);
        assert!(named.len() > 3, "{named:?}");
    }
}

#[test]
fn going_back_from_the_check_keeps_everything() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let check = send(&clerk, "/faelle/neu", &with(family(), "tun", "pruefen"));
    let typed = unseen(&check);
    let form = press(&clerk, "/faelle/neu", &check, "zurueck");
    assert_eq!(form.status, 200);
    for (name, value) in typed.iter().filter(|it| it.0.starts_with("persons-1-")) {
        form.assert_says(&format!("name=\"{name}\""));
        form.assert_says(value);
    }
}

#[test]
fn a_power_of_attorney_sends_the_letter_to_the_representative() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let typed = [
        ("representative_name", "RAin Brüggemann"),
        ("representative_street", "Hof 1"),
        ("representative_town", "Essen"),
        ("power_of_attorney_on", "1.11.26"),
        ("persons-0-represented", "ja"),
    ];
    let typed = typed.iter().fold(family(), |typed, (name, value)| with(typed, name, value));
    let check = send(&clerk, "/faelle/neu", &with(typed, "tun", "pruefen"));
    check.assert_says("RAin Brüggemann, Hof 1, Essen");
    check.assert_says("Bevollmächtigung: Die Vollmacht vom 01.11.2026 umfasst diese Personen.");
    check.assert_says("Minderjährig, ohne Vollmacht");
}

#[test]
fn hostile_input_is_refused_in_german() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let many = (0..30)
        .fold(application(), |typed, at| with(typed, &format!("persons-{at}-family_name"), "Sow"));
    for typed in [
        with(application(), "authority", "999999"),
        with(application(), "authority", "x"),
        with(application(), "channel", "Brieftaube"),
        with(application(), "persons-0-sex", "<script>"),
        with(application(), "received_on", "99999999999.1.1"),
        with(application(), "persons-0-born", "0000"),
        many,
    ] {
        let page = send(&clerk, "/faelle/neu", &with(typed, "tun", "pruefen"));
        assert_eq!(page.status, 422, "{}", page.body);
        assert!(!page.body.contains("<script>"));
    }
    let no_key = send(&clerk, "/faelle/neu", &with(application(), "tun", "registrieren"));
    assert_eq!(no_key.status, 422);
}

#[test]
fn only_the_secretariat_registers() {
    let app = TestApp::start();
    for role in [Role::Member, Role::PreCheck, Role::Administrator, Role::Auditor] {
        assert_eq!(app.sign_in(role).get("/faelle/neu").status, 403);
    }
    registered(&app.sign_in(Role::Chair), &application());
}
