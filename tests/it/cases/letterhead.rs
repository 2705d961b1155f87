//! The letterhead is a setting, and what is written keeps the one it was written with.

use hfk::procedure::Role;
use uuid::Uuid;

use super::paper::{application, registered};
use crate::{
    app::{Browser, Page, TestApp},
    letters::words,
    records::lines,
};

const ADDRESS: &str = "/vorgaben/briefkopf";
const NEW: [(&str, &str); 8] = [
    ("ministry", "Ministerium für Inneres"),
    ("office", "Geschäftsstelle der Härtefallkommission"),
    ("short_name", "HFK NRW"),
    ("street", "Horionplatz 1"),
    ("town", "40213 Düsseldorf"),
    ("phone", "0211 837-0"),
    ("email", "hfk@example.org"),
    ("sign_line", "Im Auftrag des Vorsitzes"),
];

fn send(by: &Browser, version: &str, lines: &[(&str, &str)]) -> Page {
    let key = Uuid::now_v7().to_string();
    let mut form = vec![("key", key.as_str()), ("version", version)];
    form.extend(lines);
    by.post(ADDRESS, &form)
}

/// The L1 of a case as PDF.
fn confirmation(app: &TestApp, clerk: &Browser, case: &str) -> Vec<u8> {
    let case = case.rsplit('/').next().unwrap();
    let sql =
        format!("SELECT id::text AS line FROM letters WHERE case_id = '{case}' AND kind = 'L1'");
    let letter = lines(&mut app.db(), &sql).remove(0);
    clerk.get(&format!("/schreiben/{letter}")).bytes
}

#[test]
fn letters_keep_the_letterhead_they_were_written_with() {
    let app = TestApp::start();
    let (clerk, chair) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    let issued = registered(&clerk, &application());
    while app.typeset() > 0 {}
    let before = confirmation(&app, &clerk, &issued);
    let waiting = registered(&clerk, &application());

    chair.get(ADDRESS);
    assert_eq!(send(&chair, "0", &NEW).location.as_deref(), Some("/vorgaben"));
    clerk.get("/vorgaben").assert_says("Horionplatz 1");
    let later = registered(&clerk, &application());
    while app.typeset() > 0 {}

    assert_eq!(confirmation(&app, &clerk, &issued), before);
    let waiting = words(&confirmation(&app, &clerk, &waiting));
    assert!(waiting.contains("Völklinger Str. 4") && !waiting.contains("Horionplatz"), "{waiting}");
    let later = words(&confirmation(&app, &clerk, &later));
    for (_, line) in NEW {
        assert!(later.contains(line), "{line}: {later}");
    }
    assert!(!later.contains("Völklinger"), "{later}");
}

#[test]
fn a_change_is_checked_versioned_and_logged() {
    let app = TestApp::start();
    let (clerk, chair) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    assert_eq!(clerk.get(ADDRESS).status, 403);
    chair.get(ADDRESS).assert_says("Gilt zurzeit: 40219 Düsseldorf");
    let mut wrong = NEW;
    wrong[5].1 = "morgens";
    let page = send(&chair, "0", &wrong);
    assert_eq!(page.status, 422);
    page.assert_says("Bitte eine Telefonnummer angeben");
    page.assert_says("value=\"morgens\"");
    page.assert_says("value=\"Horionplatz 1\"");

    assert_eq!(send(&chair, "0", &NEW).status, 303);
    let mut other = NEW;
    other[3].1 = "Haroldstr. 4";
    let stale = send(&chair, "0", &other);
    assert_eq!(stale.status, 409);
    stale.assert_says("Gilt zurzeit: Horionplatz 1");
    stale.assert_says("value=\"Haroldstr. 4\"");
    assert_eq!(send(&chair, "1", &other).status, 303);
    assert_eq!(send(&chair, "x", &other).status, 422);

    let conn = &mut app.db();
    let logged = "SELECT fields AS line FROM audit.entries WHERE rule = 'letterhead' ORDER BY seq";
    let first = "ministry,short_name,street,town,phone,email,sign_line";
    assert_eq!(lines(conn, logged), [first, "street"]);
    let kept =
        "SELECT version || ' ' || (value::jsonb ->> 'street') AS line FROM settings ORDER BY 1";
    assert_eq!(lines(conn, kept), ["1 Horionplatz 1", "2 Haroldstr. 4"]);
    // The other settings are not disturbed by it.
    clerk.get("/vorgaben").assert_says("Muster des Aktenzeichens");
}
