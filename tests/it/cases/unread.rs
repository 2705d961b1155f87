//! What is new to its reader, until they have opened it or said that they have seen it.

use hfk::procedure::Role;

use super::{describing::case_with, versions::replaced};
use crate::{
    app::{Browser, TestApp},
    form::Form,
    pdf::page_with,
    records::{assert_intact, count, lines},
};

const NEW: &str = "neu seit 23.11.2026";

/// How many documents of a case the page calls new.
fn new_to(by: &Browser, case: &str) -> usize {
    by.get(&format!("{case}/dokumente")).body.matches(NEW).count()
}

#[test]
fn a_document_is_new_until_its_reader_has_opened_it_and_never_to_who_brought_it() {
    let app = TestApp::start();
    let (clerk, chair) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    let (case, ids) = case_with(&app, &clerk, &["Brief.pdf", "Attest.pdf"]);
    assert_eq!((new_to(&clerk, &case), new_to(&chair, &case)), (0, 2));
    chair.get(&case).assert_says("2 Dokumente sind für Sie neu.");
    chair.get("/").assert_says("Neue Dokumente");
    assert!(!clerk.get("/").body.contains("Neue Dokumente"));

    // The page that asks for a purpose shows nothing of the document.
    let guarded = format!("/dokumente/{}", ids[1]);
    let ask = chair.get(&guarded);
    assert_eq!(new_to(&chair, &case), 2);
    assert_eq!(Form::on(&ask, &guarded).press(&chair, "Dokument öffnen").status, 200);
    assert_eq!(new_to(&chair, &case), 1);
    for _ in 0..2 {
        chair.get(&format!("/dokumente/{}", ids[0]));
        assert_eq!(new_to(&chair, &case), 0);
    }
    assert!(!chair.get("/").body.contains("Neue Dokumente"));
    assert_eq!(count(&mut app.db(), "document_views"), 2);

    let newer = replaced(&clerk, &case, &ids[0], &page_with("neu"));
    assert_eq!(new_to(&chair, &case), 1, "a new version is new");
    chair.get(&format!("/dokumente/{newer}"));
    assert_eq!(new_to(&chair, &case), 0);
}

#[test]
fn all_that_the_page_named_is_seen_with_one_button_and_no_more() {
    let app = TestApp::start();
    let (clerk, chair) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    let (case, _) = case_with(&app, &clerk, &["Brief.pdf", "Pass.pdf"]);
    let form = Form::on(&chair.get(&case), "/gesehen");
    let typed = [("key", &*super::files::key()), ("received_on", "heute")];
    let path = format!("{case}/dokumente");
    let file = ("Nachtrag.pdf", &*page_with("Nachtrag"));
    assert_eq!(super::files::upload(&clerk, &path, &typed, file).status, 303);
    for _ in 0..2 {
        let page = form.press(&chair, "Alle als gesehen markieren");
        assert_eq!(page.location, Some(format!("{case}#dokumente")));
    }
    assert_eq!(new_to(&chair, &case), 1, "what came meanwhile stays new");
    let logged = "SELECT chain || ' ' || object_kind AS line FROM audit.entries
                  WHERE action = 'documents_seen'";
    assert_eq!(lines(&mut app.db(), logged), ["1 case"]);
    assert_intact(&app);
}

#[test]
fn nobody_marks_what_is_not_open_to_them() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (case, ids) = case_with(&app, &clerk, &["Brief.pdf"]);
    let (other, _) = case_with(&app, &clerk, &[]);
    let stranger = app.sign_in(Role::Member);
    let marks = |by: &Browser, case: &str| {
        let form = [("key", &*super::files::key()), ("seen", &*ids[0]), ("seen", "x")];
        by.post(&format!("{case}/dokumente/gesehen"), &form).status
    };
    assert_eq!(marks(&stranger, &case), 404);
    assert_eq!(marks(&app.sign_in(Role::Chair), &other), 303, "it lies with another case");
    assert_eq!(count(&mut app.db(), "document_views"), 0);
}

#[test]
fn the_page_asks_no_more_for_many_documents_than_for_one() {
    let app = TestApp::start();
    let (clerk, chair) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    let (few, _) = case_with(&app, &clerk, &["A.pdf"]);
    let names: Vec<_> = (0..12).map(|n| format!("B {n}.pdf")).collect();
    let (many, _) = case_with(&app, &clerk, &names.iter().map(|it| &**it).collect::<Vec<_>>());
    let statements = |path: &str| {
        let before = app.statements();
        assert_eq!(chair.get(path).status, 200);
        app.statements() - before
    };
    statements("/");
    assert_eq!(statements(&few), statements(&many));
    let lists = [&few, &many].map(|it| statements(&format!("{it}/dokumente")));
    assert_eq!(lists[0], lists[1]);
}
