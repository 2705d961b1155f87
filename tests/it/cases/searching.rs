//! People are found across all cases, however their names are spelled.

use diesel::{RunQueryDsl as _, sql_query};
use hfk::{procedure::Role, storage};

use super::paper::{application, checked, registered, with};
use crate::{
    app::{Browser, TestApp},
    committee::before_the_committee,
    records::{case_id, lines},
};

#[track_caller]
fn finds(browser: &Browser, line: &str, name: &str) {
    browser.post("/faelle/suche", &[("suche", line)]).assert_says(name);
}

#[track_caller]
fn finds_nothing(browser: &Browser, line: &str) {
    browser.post("/faelle/suche", &[("suche", line)]).assert_says("Nichts gefunden");
}

#[test]
fn a_name_is_found_in_every_spelling_and_under_every_name() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    registered(&clerk, &application());
    let yusuf = with(application(), "persons-0-family_name", "Al-Müller");
    let yusuf = with(yusuf, "persons-0-given_names", "Mohammed Yousef");
    let yusuf = with(yusuf, "persons-0-birth_name", "Nguyễn");
    let yusuf = with(yusuf, "persons-0-other_names_kind-0", "alias");
    let yusuf = with(yusuf, "persons-0-other_names-0", "Şahin");
    let yusuf = with(yusuf, "persons-0-other_names_kind-1", "artist");
    registered(&clerk, &with(yusuf, "persons-0-other_names-1", "Frère Kofi"));
    for line in ["Đorđević", "dordevic", "DJORDJEVIC Milica", "Milica Dordevic", "đorđ", "Dordevik"]
    {
        finds(&clerk, line, "Đorđević, Milica");
    }
    for line in ["Muhammad Yusuf", "yusuf mueller", "Nguyen", "Schahin Mohamad", "Kofi"] {
        finds(&clerk, line, "Al-Müller, Mohammed Yousef");
        // Whoever asked for another name sees why it is this person.
        finds(&clerk, line, "auch: Nguyễn, Şahin, Frère Kofi");
    }
    for line in ["Milica Yusuf", "Quetzali", "Иванов", "%", "'; DROP TABLE persons; --"] {
        finds_nothing(&clerk, line);
    }
}

#[test]
fn a_date_of_birth_narrows_and_a_reference_finds_by_itself() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let typed = with(application(), "persons-0-references_kind-0", "bamf");
    let typed = with(typed, "persons-0-references-0", "7 654 321-138");
    let typed = with(typed, "persons-0-references_kind-1", "azr");
    let typed = with(typed, "persons-0-references-1", "AZR 040506070809");
    let typed = with(typed, "representative_name", "Frau Wieczorek");
    registered(&clerk, &with(typed, "representative_reference", "118/26-B"));
    let name = "Đorđević, Milica";
    for line in ["Dordevic 14.03.1987", "03.1987 Dordevic", "Dordevic 1987", "14.03.1987"] {
        finds(&clerk, line, name);
    }
    for line in ["Dordevic 15.03.1987", "Dordevic 1988", "Nguyen 14.03.1987"] {
        finds_nothing(&clerk, line);
    }
    for line in ["7654321-138", "BAMF 7654321138", "040506070809", "118/26-B", "Sow 7654321138"] {
        finds(&clerk, line, name);
    }
    finds_nothing(&clerk, "7654321139");
}

#[test]
fn a_search_shows_only_cases_that_the_user_may_read_and_leaves_an_entry() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let zoran = checked(&clerk, &with(application(), "persons-0-given_names", "Zoran"), 1);
    let committee = before_the_committee(&app, &zoran);
    let found = committee.post("/faelle/suche", &[("suche", "Dordevic")]);
    found.assert_says("Đorđević, Zoran");
    assert!(!found.body.contains("Milica"), "{}", found.body);

    let recused = app.user(&[Role::Clerk]);
    let conn = &mut app.db();
    storage::record_recusal(conn, case_id(&case), recused.id, recused.id, app.now()).unwrap();
    let found = app.sign_in_as(&recused.login).post("/faelle/suche", &[("suche", "Dordevic")]);
    found.assert_says("Đorđević, Zoran");
    assert!(!found.body.contains("Milica"), "{}", found.body);

    let read = "SELECT hat AS line FROM audit.entries WHERE action = 'list_read' ORDER BY seq";
    // Each registration looks for people who look the same.
    assert_eq!(lines(conn, read), ["SB", "SB", "VPA", "SB"]);
}

#[test]
fn at_most_twenty_are_shown_and_more_are_mentioned() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    for _ in 0..21 {
        registered(&clerk, &application());
    }
    let found = clerk.post("/faelle/suche", &[("suche", "Dordevic")]);
    assert_eq!(found.body.matches("Đorđević, Milica").count(), 20);
    found.assert_says("Es gibt weitere Treffer");
}

#[test]
fn people_registered_before_there_was_a_search_are_found_after_the_migration() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let typed = with(application(), "representative_name", "Frau Wieczorek");
    registered(&clerk, &with(typed, "representative_reference", "118/26-B"));
    let conn = &mut app.db();
    let emptied = "UPDATE persons SET search_letters = '', search_keys = '{}', search_references = '', search_rules = 0";
    sql_query(emptied).execute(conn).unwrap();
    finds_nothing(&clerk, "Dordevic");
    storage::migrate(conn).unwrap();
    finds(&clerk, "Dordevic", "Đorđević, Milica");
    finds(&clerk, "118/26-B", "Đorđević, Milica");
}
