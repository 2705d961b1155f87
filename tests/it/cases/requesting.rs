//! Papers that are missing are asked for in one letter, and again in a reminder.

use hfk::procedure::{LetterKind, Stage, StepKind, Violation};
use uuid::Uuid;

use super::completeness::{add_paper, section};
use crate::{
    form::Form,
    records::{assert_intact, assert_replays, file, lines},
    secretariat::{House, Letter, Typed, ok},
};

/// A mother and her child.
pub const FAMILY: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("persons-0-family_name", "Ionescu"),
    ("persons-0-given_names", "Ana"),
    ("persons-0-born", "1990"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Unna"),
    ("persons-1-family_name", "Ionescu"),
    ("persons-1-given_names", "Mihai"),
    ("persons-1-born", "2015"),
    ("persons-1-family_role", "child"),
    ("persons-1-street", "Am Wall 1"),
    ("persons-1-town", "Unna"),
];

#[track_caller]
fn asks(office: &House, case: &str, papers: &[&str]) {
    let by = office.clerk();
    let path = format!("{case}/schritte/{}", StepKind::RequestDocuments);
    let form = Form::on(&ok(by.get(&path)), "/pruefen").choose("papers", papers);
    let check = ok(form.press(by, "Weiter: Angaben prüfen"));
    check.assert_says("Die Unterlagen sind erbeten bis");
    let page = Form::on(&check, &path).press(by, "festhalten");
    assert_eq!(page.status, 303, "{}", page.body);
}

fn requests(office: &House, case: &str) -> Vec<Letter> {
    office.letters(case).into_iter().filter(|it| it.kind == LetterKind::L3).collect()
}

#[test]
fn one_letter_asks_for_all_and_what_arrives_closes_it() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, FAMILY);
    let path = format!("{case}/schritte/{}", StepKind::RequestDocuments);
    let form = Form::on(&ok(office.clerk().get(&path)), "/pruefen").choose("papers", &[]);
    let none = form.press(office.clerk(), "Weiter: Angaben prüfen");
    assert_eq!(none.status, 422);
    none.assert_says("Bitte mindestens eine Unterlage wählen.");

    asks(office, &case, &["Einwilligung in die Datenverarbeitung: Ana", "Kita-Bescheinigung"]);
    let letters = requests(office, &case);
    assert_eq!(letters.len(), 1);
    let text = &letters[0].text;
    assert!(letters[0].recipient.starts_with("Ana Ionescu"), "{}", letters[0].recipient);
    for words in [
        "Einwilligung in die Datenverarbeitung (Ana Ionescu)",
        "Schulzeugnisse (Mihai Ionescu)",
        "bis zum 14. Dezember 2026",
    ] {
        assert!(text.contains(words), "{words} is missing: {text}");
    }
    assert!(!text.contains("Erinnerung"), "{text}");
    assert_eq!(file(&office.app, &case).case.stage, Stage::Received, "it goes on as it was");
    let page = ok(office.clerk().get(&case));
    assert_eq!(section(&page).matches("nachgefordert").count(), 2, "{}", section(&page));

    add_paper(&office.app, &case, ("school", 1), "2026-11-20");
    let page = ok(office.clerk().get(&case));
    assert_eq!(section(&page).matches("nachgefordert").count(), 1, "{}", section(&page));
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}

#[test]
fn what_was_asked_for_is_due_and_reminded_of() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, FAMILY);
    asks(office, &case, &["Einwilligung in die Datenverarbeitung: Ana"]);
    assert!(
        !ok(office.clerk().get("/")).body.contains("Nachgeforderte Unterlagen"),
        "not this week"
    );
    let office = house.at("2026-12-16 10:00");
    let day = ok(office.clerk().get("/"));
    day.assert_says("Nachgeforderte Unterlagen");
    day.assert_says("überfällig seit 2 Tagen");

    asks(office, &case, &["Einwilligung in die Datenverarbeitung: Ana"]);
    let letters = requests(office, &case);
    assert_eq!(letters.len(), 2);
    assert!(letters[0].text.contains("Erinnerung: Bitte um Unterlagen"), "{}", letters[0].text);
    let kept = "SELECT item || ' ' || due_on AS line FROM standing_requests";
    assert_eq!(lines(&mut office.app.db(), kept), ["consent 2027-01-06"]);
    assert!(!ok(office.clerk().get("/")).body.contains("Nachgeforderte Unterlagen"));

    let office = house.at("2027-01-07 10:00");
    ok(office.clerk().get("/")).assert_says("Nachgeforderte Unterlagen");
    add_paper(&office.app, &case, ("consent", 0), "2027-01-05");
    assert!(!ok(office.clerk().get("/")).body.contains("Nachgeforderte Unterlagen"));
}

#[test]
fn a_letter_goes_to_whom_the_vollmacht_covers_and_to_the_others_at_home() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let couple: Vec<_> =
        FAMILY.iter().copied().filter(|it| !it.0.starts_with("persons-1")).collect();
    let represented = [
        ("representative_name", "Siobhán Ó Briain"),
        ("representative_street", "Westring 26"),
        ("representative_town", "Bochum"),
        ("power_of_attorney_on", "20.10.2026"),
        ("persons-0-represented", "ja"),
        ("persons-1-family_name", "Popescu"),
        ("persons-1-given_names", "Ion"),
        ("persons-1-born", "1988"),
        ("persons-1-family_role", "spouse"),
        ("persons-1-street", "Am Wall 1"),
        ("persons-1-town", "Unna"),
    ];
    let typed: Vec<_> = couple.into_iter().chain(represented).collect();
    let case = office.registers("Kreis Unna", 2, &typed);
    let consent = "Einwilligung in die Datenverarbeitung";
    asks(office, &case, &[&format!("{consent}: Ana"), &format!("{consent}: Ion")]);
    let letters = requests(office, &case);
    let to = |name: &str| letters.iter().find(|it| it.recipient.starts_with(name)).unwrap();
    assert_eq!(letters.len(), 2);
    assert!(to("Siobhán").text.contains(&format!("{consent} (Ana Ionescu)")));
    assert!(!to("Siobhán").text.contains(&format!("{consent} (Ion Popescu)")));
    assert!(to("Ion").text.contains(&format!("{consent} (Ion Popescu)")));
}

/// By default a warning and nothing more.
#[test]
fn what_is_missing_holds_up_the_annahme_only_where_a_setting_says_so() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, FAMILY);
    office.checks(&case, &[]);
    office.convenes_the_committee(&[&case]);
    let path = format!("{case}/schritte/{}", StepKind::DecideAdmissibility);
    let page = ok(office.chair().get(&path));
    page.assert_says("4 erforderliche Unterlagen fehlen");
    page.assert_says("Über die Annahme kann trotzdem beschlossen werden.");

    let key = Uuid::now_v7().to_string();
    let value = [("key", &*key), ("version", "0"), ("value", "ja")];
    office.clerk().get("/vorgaben/documents_block");
    assert_eq!(office.clerk().post("/vorgaben/documents_block", &value).status, 303);
    let proposal = "SELECT id::text AS line FROM setting_proposals";
    let proposal = lines(&mut office.app.db(), proposal).remove(0);
    let key = Uuid::now_v7().to_string();
    office.chair().get("/vorgaben");
    let confirm = [("key", &*key), ("tun", "bestaetigen")];
    let settle = format!("/vorgaben/vorschlaege/{proposal}");
    assert_eq!(office.chair().post(&settle, &confirm).status, 303);

    let refused = office.chair().get(&path);
    assert_eq!(refused.status, 409);
    refused.assert_says(&Violation::DocumentsMissing(4).to_string());
    ok(office.chair().get(&case)).assert_says(&Violation::DocumentsMissing(4).to_string());
}
