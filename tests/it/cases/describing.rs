//! Documents after they came: named row by row, opened, read beside their list.

use hfk::procedure::Role;

use super::{
    files::{key, upload},
    paper::{application, registered},
};
use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
    pdf::one_page,
    records::lines,
};

/// A case with documents of these names; their ids in the same order.
pub fn case_with(app: &TestApp, clerk: &Browser, names: &[&str]) -> (String, Vec<String>) {
    let case = registered(clerk, &application());
    let ids = names.iter().map(|name| {
        let typed = [("key", &*key()), ("received_on", "heute")];
        let page = upload(clerk, &format!("{case}/dokumente"), &typed, (name, &one_page()));
        assert_eq!(page.location, Some(format!("{case}/dokumente")), "{}", page.body);
        let sql = format!("SELECT id::text AS line FROM documents WHERE name = '{name}'");
        lines(&mut app.db(), &sql).remove(0)
    });
    let ids = ids.collect();
    (case, ids)
}

fn list(clerk: &Browser, case: &str) -> Form {
    Form::on(&clerk.get(&format!("{case}/dokumente")), "/ordnen")
}

fn save(clerk: &Browser, form: &Form) -> Page {
    form.press(clerk, "Alle Zeilen speichern")
}

fn stored(app: &TestApp) -> Vec<String> {
    let sql = "SELECT concat_ws(' | ', name, kind, sensitivity, dated_on, received_on, version) AS line FROM documents ORDER BY name";
    lines(&mut app.db(), sql)
}

#[test]
fn what_a_name_suggests_is_chosen_and_a_person_decides() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (case, ids) = case_with(&app, &clerk, &["Attest.pdf", "Scan 1.pdf"]);
    let [attest, scan] = ids.as_slice() else { panic!("{ids:?}") };
    let form = list(&clerk, &case)
        .fill(&format!("name-{scan}"), "Mietvertrag")
        .fill(&format!("kind-{scan}"), "other")
        .fill(&format!("dated_on-{scan}"), "3.2.2026");
    assert_eq!(save(&clerk, &form).location, Some(format!("{case}/dokumente")));
    let saved = [
        "Attest.pdf | medical_report | health | 2026-11-23 | 1",
        "Mietvertrag | other | normal | 2026-02-03 | 2026-11-23 | 2",
    ];
    assert_eq!(stored(&app), saved);
    let logged = "SELECT concat_ws(' ', object_id, from_version, to_version, fields) AS line \
                  FROM audit.entries WHERE action = 'document_described'";
    assert_eq!(lines(&mut app.db(), logged), [format!("{scan} 1 2 name,kind,dated_on")]);
    let back = list(&clerk, &case).fill(&format!("kind-{attest}"), "offen");
    assert_eq!(save(&clerk, &back).status, 303);
    assert_eq!(stored(&app)[0], "Attest.pdf | health | 2026-11-23 | 2");
}

#[test]
fn what_is_wrong_in_a_row_costs_nothing_that_was_typed() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (case, ids) = case_with(&app, &clerk, &["A.pdf", "B.pdf"]);
    let before = stored(&app);
    let form = list(&clerk, &case)
        .fill(&format!("name-{}", ids[0]), "Brief der Schule")
        .fill(&format!("dated_on-{}", ids[1]), "31.2.2026");
    let page = save(&clerk, &form);
    assert_eq!(page.status, 422);
    page.assert_says("B.pdf: Datum des Schriftstücks: bitte ein Datum angeben");
    page.assert_says("Brief der Schule");
    page.assert_says("31.2.2026");
    let form = list(&clerk, &case)
        .fill(&format!("name-{}", ids[0]), "")
        .fill(&format!("dated_on-{}", ids[1]), "1.12.2026")
        .fill(&format!("received_on-{}", ids[1]), "22.11.2026");
    let page = save(&clerk, &form);
    assert_eq!(page.status, 422);
    page.assert_says("Bitte das Dokument bezeichnen.");
    page.assert_says("Das Schriftstück ist jünger als sein Eingang.");
    assert_eq!(stored(&app), before);
}

#[test]
fn two_people_may_work_on_the_list_but_not_on_the_same_row() {
    let app = TestApp::start();
    let (one, other) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    let (case, ids) = case_with(&app, &one, &["A.pdf", "B.pdf"]);
    let (mine, theirs) = (list(&one, &case), list(&other, &case));
    let elsewhere = list(&one, &case).fill(&format!("name-{}", ids[1]), "Zeugnis");
    let theirs = theirs.fill(&format!("name-{}", ids[0]), "Brief an die Kirche");
    assert_eq!(save(&other, &theirs).status, 303);
    let page = save(&one, &mine.fill(&format!("name-{}", ids[0]), "Brief der Kirche"));
    assert_eq!(page.status, 422);
    page.assert_says("„Brief an die Kirche“ hat inzwischen jemand anders beschrieben.");
    page.assert_says("Brief der Kirche");
    assert!(stored(&app)[1].starts_with("Brief an die Kirche"));
    // Sent again from the page that shows both, it is what is wanted.
    assert_eq!(save(&one, &Form::on(&page, "/ordnen")).status, 303);
    // A page from before shows the first row as it was: that would undo it unseen.
    assert_eq!(save(&one, &elsewhere).status, 422);
}

#[test]
fn health_and_crime_cost_a_click_with_a_purpose() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (_, ids) = case_with(&app, &clerk, &["Attest.pdf"]);
    let path = format!("/dokumente/{}", ids[0]);
    let read = "SELECT action || ' ' || purpose AS line FROM audit.entries \
                WHERE action::text LIKE '%document_read' ORDER BY seq";
    let ask = clerk.get(&path);
    assert_eq!(ask.status, 200);
    ask.assert_says("besonders geschützt (Gesundheit)");
    assert_eq!(lines(&mut app.db(), read), Vec::<String>::new());
    assert!(clerk.post(&path, &[("zweck", "neugier")]).body.contains("besonders geschützt"));
    let opened = Form::on(&ask, &path).press(&clerk, "Dokument öffnen");
    assert_eq!(opened.bytes, one_page());
    let saved = clerk.post(&path, &[("zweck", "disclosure"), ("als", "datei")]);
    assert!(saved.header("content-disposition").unwrap().starts_with("attachment"));
    let entries = ["guarded_document_read handling", "guarded_document_read disclosure"];
    assert_eq!(lines(&mut app.db(), read), entries);
}

#[test]
fn a_document_is_read_beside_the_list() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (case, ids) = case_with(&app, &clerk, &["Pass.pdf", "Brief.pdf"]);
    let (other, _) = case_with(&app, &clerk, &[]);
    let page = clerk.get(&format!("{case}/dokumente/{}", ids[0]));
    page.assert_says("Brief.pdf");
    page.assert_says(&format!("<iframe src=\"/dokumente/{}\"", ids[0]));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-src 'self'") && policy.contains("frame-ancestors 'none'"));
    let pdf = clerk.get(&format!("/dokumente/{}", ids[0]));
    let policy = pdf.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors 'self'") && !policy.contains("sandbox"));
    assert_eq!(pdf.header("x-frame-options"), Some("SAMEORIGIN"));
    let saved = clerk.get(&format!("/dokumente/{}?als=datei", ids[0]));
    assert!(saved.header("content-disposition").unwrap().starts_with("attachment"));
    assert_eq!(clerk.get(&format!("{other}/dokumente/{}", ids[0])).status, 404);
}
