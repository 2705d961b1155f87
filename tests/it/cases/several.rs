//! What a person has several of: nationalities, other names, foreign references.

use hfk::procedure::Role;

use super::{
    amending::{form, person, save},
    paper::{application, registered, send, with},
};
use crate::{
    app::{Browser, TestApp},
    form::Form,
    records::{count, lines},
};

fn check(by: &Browser, typed: &[(&str, &str)]) -> crate::app::Page {
    let typed = typed.iter().fold(application(), |it, (name, value)| with(it, name, value));
    send(by, "/faelle/neu", &with(typed, "tun", "pruefen"))
}

#[test]
fn several_nationalities_are_typed_by_name_or_key_and_kept_by_key() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let typed = [
        ("persons-0-nationalities-0", "tuerkisch"),
        ("persons-0-nationalities-2", "132"),
        ("persons-0-nationality_note", "Kurdin"),
        ("persons-0-birth_country", "jugoslawien"),
    ];
    let typed = typed.iter().fold(application(), |it, (name, value)| with(it, name, value));
    let case = registered(&clerk, &typed);
    let conn = &mut app.db();
    let keys = "SELECT country AS line FROM person_nationalities ORDER BY position";
    assert_eq!(lines(conn, keys), ["163", "132"]);
    assert_eq!(lines(conn, "SELECT birth_country AS line FROM persons"), ["120"]);
    let page = clerk.get(&case);
    page.assert_says("Türkei, Serbien und Montenegro (2003–2006) (im Wortlaut: „Kurdin“)");
    page.assert_says("Jugoslawien (bis 1992)");
    // What stands there can be saved again as it stands there.
    let path = person(&app, &case);
    assert_eq!(save(&clerk, &form(&clerk, &path)).status, 303);
    assert_eq!(count(conn, "person_changes"), 0);
}

#[test]
fn an_unknown_state_is_said_at_its_field_with_those_that_may_be_meant() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let form = clerk.get("/faelle/neu");
    assert_eq!(form.status, 200);
    let page = check(
        &clerk,
        &[
            ("persons-0-nationalities-0", "Serbein"),
            ("persons-0-nationalities-1", "Kosovo"),
            ("persons-0-birth_country", "<b>Atlantis</b>"),
        ],
    );
    assert_eq!(page.status, 422);
    page.assert_says("href=\"#persons-0-nationalities-0\"");
    page.assert_says("Gemeint: Serbien?");
    page.assert_says("value=\"Serbein\"");
    page.assert_says("value=\"Kosovo\"");
    page.assert_says("href=\"#persons-0-birth_country\"");
    page.assert_says("<datalist id=\"staaten\">");
    assert!(!page.body.contains("<b>Atlantis"), "{}", page.body);
}

#[test]
fn names_and_references_keep_their_kind_and_empty_lines_close_up() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let typed = with(application(), "persons-0-other_names_kind-1", "call_name");
    let typed = with(typed, "persons-0-other_names-1", "Milli");
    let typed = with(typed, "persons-0-references_kind-0", "court");
    let case = registered(&clerk, &with(typed, "persons-0-references-0", "8 K 1234/25.A"));
    let page = clerk.get(&case);
    page.assert_says("Rufname: Milli");
    page.assert_says("Gericht: 8 K 1234/25.A");
    let path = person(&app, &case);
    let opened = form(&clerk, &path);
    assert_eq!(opened.value("persons-0-other_names-0"), "Milli");
    assert_eq!(opened.value("persons-0-other_names_kind-0"), "call_name");
    assert!(opened.offers("persons-0-other_names-2"), "room for two more");

    let amended = opened.fill("persons-0-other_names_kind-1", "former");
    let amended = amended.fill("persons-0-other_names-1", "Stanković");
    assert_eq!(save(&clerk, &amended).status, 303);
    clerk.post("/faelle/suche", &[("suche", "Stankovic")]).assert_says("Đorđević, Milica");
    let entry = "SELECT fields AS line FROM audit.entries WHERE action = 'person_amended'";
    assert_eq!(lines(&mut app.db(), entry), ["other_names"]);
    clerk.get(&path).assert_says("früherer Name: Stanković");

    let emptied = form(&clerk, &path).fill("persons-0-other_names-0", "");
    assert_eq!(save(&clerk, &emptied).status, 303);
    let names = "SELECT kind || ' ' || name AS line FROM person_names";
    assert_eq!(lines(&mut app.db(), names), ["former Stanković"]);
}

#[test]
fn an_unknown_kind_is_refused_in_german() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    clerk.get("/faelle/neu");
    let page = check(
        &clerk,
        &[("persons-0-other_names-0", "Milli"), ("persons-0-other_names_kind-0", "Spitzname")],
    );
    assert_eq!(page.status, 422);
    page.assert_says("Bitte wählen: Art des Namens.");
    page.assert_says("value=\"Milli\"");
}

#[test]
fn a_reference_that_was_searched_for_is_taken_along_with_its_kind() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let search = Form::on(&clerk.get("/faelle/neu"), "/faelle/neu/suche");
    let found = search.fill("persons-0-references", "BAMF 7654321-138").press(&clerk, "Person");
    let form = Form::on(&found, "/faelle/neu").press(&clerk, "beginnen");
    let form = Form::on(&form, "/faelle/neu");
    assert_eq!(form.value("persons-0-references-0"), "BAMF 7654321-138");
    assert_eq!(form.value("persons-0-references_kind-0"), "bamf");
}
