//! Who acts for whom: entered with the application, changed, ended; and where letters then go.

use diesel::{RunQueryDsl as _, connection::SimpleConnection as _, sql_query};
use diesel_migrations::MigrationHarness as _;
use hfk::{
    procedure::{LetterKind, PersonDetails, PowerOfAttorney, StepKind},
    storage::{self, MIGRATIONS},
};

use super::completeness::add_paper;
use crate::{
    app::Page,
    form::Form,
    records::{assert_intact, count, file, lines},
    secretariat::{House, Letter, Typed, begun, followed, ok},
};

pub const COUPLE: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("persons-0-family_name", "Ionescu"),
    ("persons-0-given_names", "Ana"),
    ("persons-0-born", "1990"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Unna"),
    ("persons-1-family_name", "Popescu"),
    ("persons-1-given_names", "Ion"),
    ("persons-1-born", "1988"),
    ("persons-1-family_role", "spouse"),
    ("persons-1-street", "Am Wall 1"),
    ("persons-1-town", "Unna"),
];

/// Named with the application.
pub const LAWYER: Typed = &[
    ("representative_name", "Rechtsanwältin Sørensen-Groß"),
    ("representative_street", "Hof 7"),
    ("representative_postal_code", "50667"),
    ("representative_town", "Köln"),
    ("representative_reference", "118/26-S"),
];

pub fn typed<'a>(parts: &[Typed<'a>]) -> Vec<(&'a str, &'a str)> {
    parts.iter().flat_map(|it| it.iter().copied()).collect()
}

/// The powers of a case, each with the given name of whom it is.
fn powers(house: &House, case: &str) -> Vec<(String, PowerOfAttorney)> {
    let file = file(&house.app, case);
    let name = |of: &PowerOfAttorney| {
        let person = file.details.iter().find(|it| it.id == of.person);
        person.map(PersonDetails::full_name).unwrap()
    };
    file.powers.iter().map(|it| (name(it), it.clone())).collect()
}

/// Back and forth: what one representative of a case was becomes an entry of the register and
/// a Vollmacht for each person.
#[test]
fn the_migration_carries_representatives_over() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let covers_her: Typed = &[("power_of_attorney_on", "1.11.26"), ("persons-0-represented", "ja")];
    let with = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, covers_her]));
    let claimed = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER]));
    let without = office.registers("Kreis Unna", 2, COUPLE);
    let before = [&with, &claimed, &without].map(|it| powers(&house, it));

    let conn = &mut house.app.db();
    let old_column = "information_schema.columns WHERE column_name = 'representative'";
    while count(conn, old_column) == 0 {
        conn.revert_last_migration(MIGRATIONS).unwrap();
    }
    let kept = "SELECT representative->>'name' AS line FROM cases WHERE representative IS NOT NULL";
    assert_eq!(lines(conn, kept), ["Rechtsanwältin Sørensen-Groß"; 2]);
    storage::migrate(conn).unwrap();

    let after = [&with, &claimed, &without].map(|it| powers(&house, it));
    assert_eq!(count(conn, "representatives"), 1, "the same words are one entry");
    assert_eq!(count(conn, "representatives WHERE search_letters LIKE '%sorensen%koln%'"), 1);
    for (before, after) in before.iter().zip(&after) {
        let told = |it: &Vec<(String, PowerOfAttorney)>| {
            let line = |(name, it): &(String, PowerOfAttorney)| {
                (name.clone(), it.details.clone(), it.reference.clone(), it.given_on)
            };
            it.iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(told(before), told(after));
    }
    assert_eq!((after[0].len(), after[1].len(), after[2].len()), (1, 2, 0));
}

pub const COVERS_BOTH: Typed = &[
    ("power_of_attorney_on", "1.11.26"),
    ("persons-0-represented", "ja"),
    ("persons-1-represented", "ja"),
];

/// Fills in the form of the case that names somebody, checks it, and returns the page to confirm.
fn names(office: &House, case: &str, persons: &[&str], typed: Typed) -> Page {
    let by = office.clerk();
    let path = format!("{case}/vertretung");
    let form = Form::on(&ok(by.get(&path)), "/vertretung").choose("persons", persons);
    form.fill_all(typed).press(by, "Weiter: Angaben prüfen")
}

pub fn confirms(office: &House, case: &str, check: &Page, button: &str) -> Page {
    let end = if button == "Ende festhalten" { "/vertretung/ende" } else { "/vertretung" };
    let page = Form::on(check, end).press(office.clerk(), button);
    assert_eq!(page.location, Some(format!("{case}#vertretung")), "{}", page.body);
    ok(office.clerk().get(case))
}

const ANOTHER: Typed = &[
    ("representative_name", "Siobhán Ó Briain"),
    ("representative_organisation", "Flüchtlingsberatung Bochum"),
    ("representative_street", "Westring 26"),
    ("representative_town", "Bochum"),
    ("representative_reference", "FB-17"),
    ("power_of_attorney_on", "20.11.2026"),
];

pub fn ends(office: &House, case: &str, whose: &[&str], typed: Typed) -> Page {
    let by = office.clerk();
    let path = format!("{case}/vertretung/ende");
    let form = Form::on(&ok(by.get(&path)), "/ende").choose("numbers", whose);
    form.fill_all(typed).press(by, "Weiter: Angaben prüfen")
}

/// The recipients of the letters that ask for papers, latest first.
pub fn asked(office: &House, case: &str) -> Vec<String> {
    let by = office.clerk();
    let path = format!("{case}/schritte/{}", StepKind::RequestDocuments);
    let form = Form::on(&ok(by.get(&path)), "/pruefen");
    let check = ok(form.press(by, "Weiter: Angaben prüfen"));
    followed(by, &Form::on(&check, &path).press(by, "festhalten"));
    let letters = office.letters(case);
    let requests = letters.iter().filter(|it| it.kind == LetterKind::L3);
    requests.map(|it| it.recipient.lines().next().unwrap().to_owned()).collect()
}

#[test]
fn after_a_change_letters_go_to_the_new_representative() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, COVERS_BOTH]));
    let before = office.letters(&case);

    let office = house.at("2026-11-25 10:00");
    let check = ok(names(office, &case, &["Ana", "Ion"], ANOTHER));
    check.assert_says("Es endet");
    check.assert_says("Schreiben gehen ab jetzt an");
    check.assert_says("Flüchtlingsberatung Bochum, Siobhán Ó Briain, Westring 26, Bochum");
    check.assert_says("Noch nicht abgesandt an die bisherige Vertretung");
    assert_eq!(count(&mut office.app.db(), "representatives"), 1, "nothing is written yet");
    let page = confirms(office, &case, &check, "Vertretung eintragen");
    page.assert_says("beendet am 25.11.2026");
    page.assert_says("Vertretung eingetragen");
    page.assert_says("Vertretung beendet");

    assert_eq!(asked(office, &case), ["Flüchtlingsberatung Bochum"]);
    let after = office.letters(&case);
    for old in &before {
        let same = after.iter().find(|it| it.kind == old.kind && it.text == old.text).unwrap();
        assert_eq!(same.withdrawn, old.kind == LetterKind::L1, "L2 is for the authority: {old:?}");
    }
    let receipt = after.iter().find(|it| it.kind == LetterKind::L1 && !it.withdrawn).unwrap();
    assert!(receipt.recipient.starts_with("Flüchtlingsberatung Bochum"), "{receipt:?}");
    assert!(receipt.text.contains("FB-17") && receipt.text.contains("25. November 2026"));
    assert!(receipt.text.contains("Ana Ionescu") && receipt.text.contains("Ion Popescu"));
    // Who wrote under the old reference and who writes under the new one both find the case.
    for reference in ["118/26-S", "FB-17"] {
        let found = office.clerk().post("/faelle/suche", &[("suche", reference)]);
        found.assert_says("Ionescu");
    }
    let logged = "SELECT action || ' ' || to_version AS line FROM audit.entries
        WHERE action LIKE 'representation_%' ORDER BY seq";
    let logged = lines(&mut house.app.db(), logged);
    assert_eq!(logged, ["representation_ended 6", "representation_begun 6"]);
    let values = "audit.entries it WHERE it::text LIKE '%Briain%'";
    assert_eq!(count(&mut house.app.db(), values), 0);
    assert_intact(&house.app);
}

/// The letters that wait to be sent: kind and first line of the address, sorted.
pub fn on_the_desk(office: &House, case: &str) -> Vec<String> {
    let letters = office.letters(case);
    let waiting = letters.iter().filter(|it| !it.withdrawn);
    let mut lines: Vec<_> =
        waiting.map(|it| format!("{} {}", it.kind, it.recipient.lines().next().unwrap())).collect();
    lines.sort();
    lines
}

#[test]
fn a_letter_on_the_desk_is_written_anew_when_the_vollmacht_it_goes_by_is_revoked() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, COVERS_BOTH]));
    asked(office, &case);
    assert_eq!(
        on_the_desk(office, &case),
        ["L1 Rechtsanwältin Sørensen-Groß", "L2 Kreis Unna", "L3 Rechtsanwältin Sørensen-Groß"]
    );
    let check = ok(ends(office, &case, &["Ana"], &[("reason", "revoked")]));
    check.assert_says("werden zurückgezogen und neu geschrieben");
    let page = confirms(office, &case, &check, "Ende festhalten");
    page.assert_says("zurückgezogen am 23.11.2026");
    page.assert_says("neu geschrieben, weil Vertretung, Anschrift oder Zuständigkeit");
    assert_eq!(
        on_the_desk(office, &case),
        [
            "L1 Ana Ionescu",
            "L1 Rechtsanwältin Sørensen-Groß",
            "L2 Kreis Unna",
            "L3 Ana Ionescu",
            "L3 Rechtsanwältin Sørensen-Groß",
        ]
    );
    for letter in office.letters(&case).iter().filter(|it| !it.withdrawn) {
        let to_lawyer = letter.recipient.starts_with("Rechtsanwältin");
        let to_her = letter.recipient.starts_with("Ana");
        assert_eq!(letter.text.contains("Ana Ionescu"), !to_lawyer, "{letter:?}");
        assert_eq!(letter.text.contains("Ion Popescu"), !to_her, "{letter:?}");
    }
    let withdrawn = "audit.entries WHERE action = 'letter_withdrawn'";
    assert_eq!(count(&mut office.app.db(), withdrawn), 2);

    // What was withdrawn is never noted as sent, and no longer waits for anybody.
    let sent = Form::on(&ok(office.clerk().get(&case)), "/schreiben/abgesandt");
    followed(office.clerk(), &sent.press(office.clerk(), "5 Schreiben als abgesandt vermerken"));
    let sent = "letters WHERE sent_on IS NOT NULL AND withdrawn_on IS NULL";
    assert_eq!(count(&mut office.app.db(), sent), 5);
    assert_eq!(count(&mut office.app.db(), "letters WHERE sent_on IS NULL"), 2);
    let mut conn = house.app.db();
    let both = sql_query(
        "UPDATE letters SET sent_on = written_at::date, sent_by = written_by WHERE withdrawn_on IS NOT NULL",
    );
    let refused = both.execute(&mut conn).unwrap_err();
    assert!(refused.to_string().contains("letters_sent_or_withdrawn"), "{refused}");
    assert_intact(&house.app);
}

/// From a file older than the note of whom a letter speaks: nothing could be written in its place.
#[test]
fn a_letter_that_does_not_say_whom_it_speaks_of_is_left_to_people() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, COVERS_BOTH]));
    let before = on_the_desk(office, &case);
    let unknown = "ALTER TABLE letters DISABLE TRIGGER letters_stay;
        UPDATE letters SET persons = '{}';
        ALTER TABLE letters ENABLE TRIGGER letters_stay";
    office.app.db().batch_execute(unknown).unwrap();
    let check = ok(ends(office, &case, &["Ana"], &[("reason", "revoked")]));
    confirms(office, &case, &check, "Ende festhalten");
    assert_eq!(on_the_desk(office, &case), before);
}

#[test]
fn whose_vollmacht_was_revoked_never_gets_a_letter_about_that_person() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, COVERS_BOTH]));
    for (typed, sentence) in [
        (&[("reason", "revoked"), ("ended_on", "31.12.2026")], "Das Ende liegt in der Zukunft."),
        (&[("reason", "revoked"), ("ended_on", "01.11.2026")], "Das Ende liegt vor dem Beginn"),
        (&[("reason", "revoked"), ("ended_on", "nie")], "Endet am: bitte ein Datum angeben"),
    ] {
        let wrong = ends(office, &case, &["Ana"], typed);
        assert_eq!(wrong.status, 422);
        wrong.assert_says(sentence);
    }
    let revoked = [("reason", "revoked"), ("note", "Schreiben vom 22.11.")];
    let check = ok(ends(office, &case, &["Ana"], &revoked));
    check.assert_says("widerrufen am 23.11.2026");
    let page = confirms(office, &case, &check, "Ende festhalten");
    page.assert_says("widerrufen: Schreiben vom 22.11.");
    page.assert_says("Vollmacht für 1 von 2 Personen");

    // The dialog of L3 says so before anything is filled in.
    let dialog = format!("{case}/schritte/{}", StepKind::RequestDocuments);
    ok(office.clerk().get(&dialog))
        .assert_says("(widerrufen am 23.11.2026): Schreiben geht an sie selbst.");
    let mut reached = asked(office, &case);
    reached.sort();
    assert_eq!(reached, ["Ana Ionescu", "Rechtsanwältin Sørensen-Groß"]);
    for letter in office.letters(&case).iter().filter(|it| it.kind == LetterKind::L3) {
        let to_lawyer = letter.recipient.starts_with("Rechtsanwältin");
        assert_eq!(letter.text.contains("Ana Ionescu"), !to_lawyer, "{letter:?}");
    }
    let again = Form::on(&check, "/ende").press(office.clerk(), "Ende festhalten");
    assert_eq!(
        again.location,
        Some(format!("{case}#vertretung")),
        "the same form, the same answer"
    );
    let other = ends(office, &case, &["Ion"], &[("reason", "resigned")]);
    let stale = Form::on(&ok(other), "/ende").hide("version", "2");
    assert_eq!(stale.press(office.clerk(), "Ende festhalten").status, 409);
    assert_intact(&house.app);
}

#[test]
fn the_database_has_at_most_one_vollmacht_for_a_person_and_day() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, COVERS_BOTH]));
    let second = |set: &str| {
        format!(
            "INSERT INTO powers_of_attorney (case_id, number, person_id, representative_id, reference,
               given_on, begins_on, recorded_by, recorded_at)
             SELECT case_id, number + 10, person_id, representative_id, '', {set}, recorded_by, recorded_at
             FROM powers_of_attorney WHERE number = 1"
        )
    };
    let conn = &mut house.app.db();
    let refused = sql_query(second("given_on, begins_on + 5")).execute(conn).unwrap_err();
    assert!(refused.to_string().contains("powers_of_attorney_one_in_force"), "{refused}");
    for change in [
        "UPDATE powers_of_attorney SET begins_on = begins_on - 1",
        "DELETE FROM powers_of_attorney",
    ] {
        assert!(sql_query(change).execute(conn).is_err(), "{change}");
    }
    sql_query(second("NULL, begins_on")).execute(conn).expect("who shows none covers nobody");
}

#[test]
fn what_is_wrong_with_a_change_is_said_and_nothing_is_written() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, COVERS_BOTH]));
    for (persons, field, typed, sentence) in [
        (
            &["Ana"][..],
            "power_of_attorney_on",
            "",
            "Ohne Datum der Vollmacht kann sie niemanden umfassen.",
        ),
        (&[], "power_of_attorney_on", "20.11.2026", "Bitte ankreuzen, welche Personen"),
        (&["Ana"], "begins_on", "19.11.2026", "nicht vor dem Datum der Vollmacht"),
        (&["Ana"], "begins_on", "24.11.2026", "nicht in der Zukunft beginnen"),
        (&["Ana"], "representative_name", "", "Bitte Name oder Organisation"),
    ] {
        let organisation = [("representative_organisation", "")];
        let other: Vec<_> =
            ANOTHER.iter().copied().chain(organisation).chain([(field, typed)]).collect();
        let wrong = names(office, &case, persons, &other);
        assert_eq!(wrong.status, 422, "{sentence}");
        wrong.assert_says(sentence);
        let kept = Form::on(&wrong, "/vertretung");
        assert_eq!(kept.value("representative_street"), "Westring 26", "nothing typed is lost");
    }
    assert_eq!(count(&mut house.app.db(), "powers_of_attorney"), 2);
    assert_eq!(count(&mut house.app.db(), "representatives"), 1);
}

#[test]
fn somebody_of_the_register_is_found_by_name_and_need_not_be_typed() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let by = office.clerk();
    office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, COVERS_BOTH]));

    let form = begun(by).fill("representative_search", "sorensen gross");
    let found = ok(form.press(by, "Im Verzeichnis suchen"));
    found.assert_says("Rechtsanwältin Sørensen-Groß, Hof 7, 50667 Köln");
    let taken = ok(Form::on(&found, "/faelle/neu").press(by, "Übernehmen"));
    taken.assert_says("(aus dem Verzeichnis)");
    let form = Form::on(&taken, "/faelle/neu").fill("representative_reference", "200/26");
    let case = office.registers_with(form, "Kreis Unna", 2, &typed(&[COUPLE, COVERS_BOTH]));
    let to_her = |it: &Letter| it.recipient.starts_with("Rechtsanwältin Sørensen-Groß");
    assert!(office.letters(&case).iter().any(to_her));
    assert_eq!(count(&mut office.app.db(), "representatives"), 1);

    let nobody = begun(by).fill("representative_search", "Nirgendwer");
    ok(nobody.press(by, "Im Verzeichnis suchen")).assert_says("niemand so verzeichnet");
    let let_go = ok(Form::on(&taken, "/faelle/neu").press(by, "Andere Vertretung wählen"));
    assert_eq!(Form::on(&let_go, "/faelle/neu").value("representative_name"), "");
}

#[test]
fn an_entry_of_the_register_is_amended_for_letters_to_come_and_for_no_issued_one() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let by = office.clerk();
    let case = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER, COVERS_BOTH]));
    let before = office.letters(&case);
    let list = ok(by.get("/bevollmaechtigte"));
    list.assert_says("Rechtsanwältin Sørensen-Groß");
    let path = list.body.split("href=\"/bevollmaechtigte/").map(|it| it.split('"').next().unwrap());
    let id = path.filter(|it| it.len() == 36).last().unwrap().to_owned();
    let path = format!("/bevollmaechtigte/{id}");
    let form = || Form::on(&ok(by.get(&path)), &path);
    let wrong = form().fill("representative_name", "").press(by, "Speichern");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Bitte Name oder Organisation der Vertretung angeben.");
    let stale = form().fill("representative_phone", "0221 4711");
    followed(by, &form().fill("representative_street", "Neumarkt 3").press(by, "Speichern"));
    let refused = stale.press(by, "Speichern");
    assert_eq!(refused.status, 409);
    refused.assert_says("Neumarkt 3");
    assert_eq!(Form::on(&refused, &path).value("representative_phone"), "0221 4711");

    let after = office.letters(&case);
    assert_eq!(before.len(), after.len());
    assert!(before.iter().zip(&after).all(|it| it.0.text == it.1.text), "{after:?}");
    asked(office, &case);
    let request = office.letters(&case).into_iter().find(|it| it.kind == LetterKind::L3).unwrap();
    assert!(request.recipient.contains("Neumarkt 3"), "{}", request.recipient);

    let new = Form::on(&ok(by.get("/bevollmaechtigte/neu")), "/neu");
    let new = new.fill("representative_name", "Ada Novak").press(by, "Speichern");
    followed(by, &new).assert_says("Ada Novak");
    let found = Form::on(&ok(by.get("/bevollmaechtigte")), "/bevollmaechtigte/suche");
    let found = ok(found.fill("representative_search", "novak").press(by, "Suchen"));
    found.assert_says("Privatperson");
    assert!(!found.body.contains("Sørensen-Groß"));
    let logged = "SELECT action || ' ' || coalesce(fields, '') AS line FROM audit.entries
        WHERE action IN ('representative_entered', 'representative_amended') ORDER BY seq";
    let logged = lines(&mut house.app.db(), logged);
    let expected = [
        "representative_entered ",
        "representative_amended representative_street",
        "representative_entered ",
    ];
    assert_eq!(logged, expected);
}

#[test]
fn a_vollmacht_that_is_named_first_and_shown_later_is_proven_by_a_document_of_the_case() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, &typed(&[COUPLE, LAWYER]));
    let page = ok(office.clerk().get(&case));
    page.assert_says("umfasst niemanden: keine Vollmacht");
    page.assert_says("hat keine vorgelegt");
    assert!(office.letters(&case).iter().any(|it| it.recipient.starts_with("Ana Ionescu")));
    let by = office.clerk();
    let search = Form::on(&ok(by.get(&format!("{case}/vertretung"))), "/vertretung");
    let search = search.fill("representative_search", "Köln").press(by, "Im Verzeichnis suchen");
    let taken = ok(Form::on(&ok(search), "/vertretung").press(by, "Übernehmen"));
    let form = Form::on(&taken, "/vertretung").choose("persons", &["Ana", "Ion"]);
    let check =
        ok(form.fill("power_of_attorney_on", "20.11.2026").press(by, "Weiter: Angaben prüfen"));
    check.assert_says("Vollmacht vorgelegt");
    confirms(office, &case, &check, "Vertretung eintragen").assert_says("ohne Nachweis");

    add_paper(&office.app, &case, ("power_of_attorney", 0), "2026-11-23");
    let none = Form::on(&ok(by.get(&case)), "/nachweis").press(by, "Nachweis zuordnen");
    assert_eq!(none.status, 422);
    none.assert_says("Bitte wählen: Nachweis.");
    let powers_now = powers(office, &case);
    let unproven = powers_now.iter().find(|it| it.1.ended.is_none()).unwrap().1.number;
    let proof = Form::on(&none, "/nachweis");
    let proof = proof.choose(&format!("proof-{unproven}"), &["power_of_attorney"]);
    let page = followed(by, &proof.press(by, "Nachweis zuordnen"));
    assert!(!page.body.contains("ohne Nachweis"));
    assert_eq!(powers(&house, &case).iter().filter(|it| it.1.document.is_some()).count(), 2);
    assert_intact(&house.app);
}
