//! What is known of a person is amended; what stood there stays.

use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query};
use hfk::procedure::Role;

use super::paper::{application, awaiting_statement, family, registered, take};
use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
    records::{assert_replays, count, lines},
};

/// The address of the page of the first person.
pub fn person(app: &TestApp, case: &str) -> String {
    let id = case.rsplit('/').next().unwrap();
    let first =
        format!("SELECT id::text AS line FROM persons WHERE case_id = '{id}' AND position = 0");
    format!("{case}/personen/{}", lines(&mut app.db(), &first).remove(0))
}

pub fn form(by: &Browser, path: &str) -> Form {
    Form::on(&by.get(path), path)
}

pub fn save(by: &Browser, form: &Form) -> Page {
    form.press(by, "Angaben speichern")
}

#[test]
fn an_amendment_renames_the_case_is_found_and_keeps_what_stood_there() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &family());
    let path = person(&app, &case);
    clerk.get(&case).assert_says(&path);
    let amended = form(&clerk, &path)
        .fill("persons-0-family_name", "Živković")
        .fill("persons-0-entered", "2012");
    let page = save(&clerk, &amended);
    assert_eq!(page.location, Some(format!("{case}#personen")), "{}", page.body);
    clerk.get("/faelle").assert_says("Živković, Milica +\u{a0}1");
    clerk.post("/faelle/suche", &[("suche", "Zivkovic")]).assert_says("Živković, Milica");
    let page = clerk.get(&path);
    page.assert_says("Frühere Angaben");
    page.assert_says("Đorđević");

    let conn = &mut app.db();
    let entry = "SELECT fields AS line FROM audit.entries WHERE action = 'person_amended'";
    assert_eq!(lines(conn, entry), ["family_name,entered"]);
    let values = "audit.entries it WHERE it::text LIKE '%ivkovi%'";
    assert_eq!(count(conn, values), 0);
    for change in ["UPDATE person_changes SET before = '{}'", "DELETE FROM person_changes"] {
        assert!(sql_query(change).execute(conn).is_err(), "{change}");
    }
    assert_replays(&app, &case);
}

#[test]
fn a_stale_form_keeps_what_was_typed_and_says_what_changed() {
    let app = TestApp::start();
    let (clerk, other) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    let case = registered(&clerk, &application());
    let path = person(&app, &case);
    let stale = form(&clerk, &path).fill("persons-0-given_names", "Milica Ana");
    save(&other, &form(&other, &path).fill("persons-0-birth_place", "Niš"));
    let page = save(&clerk, &stale);
    assert_eq!(page.status, 409);
    page.assert_says("Was sich geändert hat");
    page.assert_says("Niš");
    let again = Form::on(&page, &path);
    assert_eq!(again.value("persons-0-given_names"), "Milica Ana");
    assert_eq!(save(&clerk, &again).status, 303);
    assert_eq!(count(&mut app.db(), "person_changes"), 2);
}

#[test]
fn a_move_keeps_the_old_address_and_asks_what_it_puts_into_question() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let statement = [
        ("received_on", "heute"),
        ("dated_on", "20.11.2026"),
        ("position", "none"),
        ("text", "Keine Äußerung."),
    ];
    take(&clerk, &case, "record_statement", &statement);
    let path = person(&app, &case);
    let typed = form(&clerk, &path)
        .fill("persons-0-town", "Köln")
        .fill("persons-0-street", "Am Römerturm 2")
        .fill("persons-0-postal_code", "50667");
    let page = save(&clerk, &typed);
    assert_eq!(page.status, 422);
    page.assert_says("Bitte den Tag des Umzugs angeben, oder ankreuzen, dass es keiner ist.");
    page.assert_says("href=\"#persons-0-moved_on\"");
    let page = save(&clerk, &Form::on(&page, &path).fill("persons-0-moved_on", "1.11.2026"));
    assert_eq!(page.location, Some(format!("{path}?umzug=ja")), "{}", page.body);
    let questions = clerk.get(&page.location.unwrap());
    questions.assert_says("Ist jetzt ein anderes Amt zuständig?");
    questions.assert_says("Gilt die Stellungnahme noch? Sie ist vom");
    questions.assert_says("20.11.2026");
    questions.assert_says(&format!("{case}/schritte/end_otherwise"));
    questions.assert_says(&format!("{case}/schritte/change_authority"));
    questions.assert_says(&format!("{case}/schritte/reinquire"));
    let shown = clerk.get(&case);
    shown.assert_says("Am Römerturm 2, 50667 Köln (seit 01.11.2026)");
    shown.assert_says("Ahornweg 4, 45879 Gelsenkirchen (bis 01.11.2026)");

    let conn = &mut app.db();
    let entry = "SELECT fields AS line FROM audit.entries WHERE action = 'person_amended'";
    assert_eq!(lines(conn, entry), ["street,postal_code,town,former_addresses"]);
    let values = "audit.entries it WHERE it::text LIKE '%Ahornweg%' OR it::text LIKE '%turm%'";
    assert_eq!(count(conn, values), 0);
    let mut service = PgConnection::establish(app.config().database.as_str()).unwrap();
    for change in ["UPDATE person_addresses SET street = ''", "DELETE FROM person_addresses"] {
        let refused = sql_query(change).execute(&mut service).unwrap_err().to_string();
        assert!(refused.contains("permission denied"), "{refused}");
    }
}

#[test]
fn a_corrected_address_is_no_move() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let path = person(&app, &case);
    let typed = form(&clerk, &path).fill("persons-0-street", "Ahornweg 14");
    let page = save(&clerk, &typed.fill("persons-0-address_corrected", "ja"));
    assert_eq!(page.location, Some(format!("{case}#personen")), "{}", page.body);
    assert_eq!(count(&mut app.db(), "person_addresses"), 0);
    clerk.get(&path).assert_says("Ahornweg 14");

    // The confirmation of receipt has not left the house yet: it goes where she lives.
    let receipts = "SELECT (withdrawn_on IS NULL) || ' ' || replace(recipient, E'\n', ', ') AS line
        FROM letters WHERE kind = 'L1' ORDER BY 1";
    assert_eq!(
        lines(&mut app.db(), receipts),
        [
            "false Milica Đorđević, Ahornweg 4, 45879 Gelsenkirchen",
            "true Milica Đorđević, Ahornweg 14, 45879 Gelsenkirchen",
        ]
    );
}

#[test]
fn status_language_and_interpreter_are_shown_and_keep_their_history() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let path = person(&app, &case);
    let typed = [
        ("persons-0-status_since", "1.2.2024"),
        ("persons-0-status_until", "20.11.2026"),
        ("persons-0-language", "Romanes"),
        ("persons-0-interpreter_needed", "ja"),
    ];
    assert_eq!(save(&clerk, &form(&clerk, &path).fill_all(&typed)).status, 303);
    let page = clerk.get(&case);
    page.assert_says("Duldung seit 01.02.2024 bis 20.11.2026 – abgelaufen");
    page.assert_says("Romanes, Dolmetscher nötig");
    let entry = "SELECT fields AS line FROM audit.entries WHERE action = 'person_amended'";
    let fields = "language,interpreter_needed,status_since,status_until";
    assert_eq!(lines(&mut app.db(), entry), [fields]);
    let typed = form(&clerk, &path).fill("persons-0-status_until", "31.01.2024");
    let page = save(&clerk, &typed);
    assert_eq!(page.status, 422);
    page.assert_says("Der Status endet, bevor er beginnt.");
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_nothing_is_saved() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let path = person(&app, &registered(&clerk, &application()));
    for (field, wrong, sentence) in [
        ("persons-0-family_name", "", "Bitte ausfüllen: Familienname."),
        ("persons-0-born", "neulich", "Geboren am: Bitte ein Datum angeben"),
        ("persons-0-born", "2030", "Das Geburtsdatum liegt in der Zukunft."),
    ] {
        let page = save(&clerk, &form(&clerk, &path).fill(field, wrong));
        assert_eq!(page.status, 422, "{field}");
        page.assert_says(sentence);
    }
    let unchanged = save(&clerk, &form(&clerk, &path));
    assert_eq!(unchanged.status, 303);
    assert_eq!(count(&mut app.db(), "person_changes"), 0);
}

#[test]
fn a_person_is_amended_in_their_own_case_only() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (one, other) = (registered(&clerk, &application()), registered(&clerk, &application()));
    let of_other = person(&app, &other).replace(&other, &one);
    assert_eq!(clerk.get(&of_other).status, 404);
    let typed = form(&clerk, &person(&app, &other)).fill("persons-0-birth_place", "Niš");
    let sent = typed.sent_to(&of_other);
    assert_eq!(save(&clerk, &sent).status, 404);
    assert_eq!(count(&mut app.db(), "person_changes"), 0);
}
