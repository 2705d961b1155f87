//! What is known of a person is amended; what stood there stays.

use diesel::{RunQueryDsl as _, sql_query};
use hfk::procedure::Role;

use super::paper::{application, family, registered};
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
    clerk.get("/faelle").assert_says("Živković, Milica + 1");
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
fn a_move_asks_whether_another_authority_is_competent() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let path = person(&app, &registered(&clerk, &application()));
    let page = save(&clerk, &form(&clerk, &path).fill("persons-0-town", "Köln"));
    assert_eq!(page.location, Some(format!("{path}?umzug=ja")));
    clerk.get(&page.location.unwrap()).assert_says("Ist jetzt ein anderes Amt zuständig?");
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
        ("persons-0-represented", "ja", "Ohne Datum der Vollmacht kann sie niemanden umfassen."),
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
    let typed = form(&clerk, &person(&app, &other)).fill("persons-0-town", "Köln");
    let sent = typed.sent_to(&of_other);
    assert_eq!(save(&clerk, &sent).status, 404);
    assert_eq!(count(&mut app.db(), "person_changes"), 0);
}
