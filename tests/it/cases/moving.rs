//! A document that lies with the wrong case is moved, and both cases tell of it.

use hfk::{procedure::Role, storage};

use super::{describing::case_with, paper::family, paper::registered, versions::replaced};
use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
    pdf::{one_page, page_with},
    races::at_once,
    records::{assert_intact, case_id, count, lines},
};

/// A case with a document, and another of other people; the number of the other.
fn two_cases(app: &TestApp, clerk: &Browser) -> (String, String, String, String) {
    let (from, ids) = case_with(app, clerk, &["Zeugnis Luka.pdf"]);
    let to = registered(clerk, &family());
    (from, ids[0].clone(), number(app, &to), to)
}

fn number(app: &TestApp, case: &str) -> String {
    let sql = format!("SELECT file_number AS line FROM cases WHERE id = '{}'", case_id(case));
    lines(&mut app.db(), &sql).remove(0)
}

fn moving(by: &Browser, case: &str, document: &str, to: &str) -> Form {
    let path = format!("{case}/dokumente/{document}/verlegen");
    Form::on(&by.get(&path), &path)
        .fill("number", to)
        .fill("reason", "Gehört zur Familie Đorđević.")
}

fn press(by: &Browser, form: &Form) -> Page {
    form.press(by, "Dokument verlegen")
}

fn recuse(app: &TestApp, user: hfk::procedure::UserId, case: &str) {
    storage::record_recusal(&mut app.db(), case_id(case), user, user, app.now()).unwrap();
}

/// What happened to a case, as its page tells it.
fn history(page: &Page) -> &str {
    page.body.split_once("id=\"verlauf\"").unwrap().1
}

#[test]
fn it_goes_with_all_versions_and_both_cases_tell_of_it() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (from, old, to_number, to) = two_cases(&app, &clerk);
    let new = replaced(&clerk, &from, &old, &page_with("lesbar"));
    let form = moving(&clerk, &from, &new, &to_number);
    for _ in 0..2 {
        assert_eq!(press(&clerk, &form).location, Some(format!("{to}/dokumente")), "sent twice");
    }
    assert_eq!(clerk.get(&format!("{from}/dokumente/{new}")).status, 404);
    clerk.get(&format!("{to}/dokumente/{new}")).assert_says("Frühere Fassungen (1)");
    clerk.get(&format!("{to}/dokumente/{old}")).assert_says("Das ist eine frühere Fassung");
    assert_eq!(clerk.get(&format!("/dokumente/{new}")).bytes, page_with("lesbar"));
    let (left, came) = (clerk.get(&from), clerk.get(&to));
    assert!(history(&left).contains("Dokument in einen anderen Fall verlegt"));
    assert!(history(&left).contains(&to_number));
    assert!(history(&came).contains("Dokument aus einem anderen Fall übernommen"));
    for page in [&left, &came] {
        assert!(history(page).contains("Zeugnis Luka.pdf"));
        assert!(history(page).contains("Gehört zur Familie Đorđević."));
    }
    let logged = "SELECT concat_ws(' ', action, cases.id, object_id, from_version, to_version, fields) AS line
                  FROM audit.entries JOIN cases ON pseudonym = subject
                  WHERE action::text LIKE 'document_moved%' ORDER BY seq";
    let [out_of, into] = [&from, &to].map(|it| case_id(it).to_string());
    let entries = [&new, &old].map(|it| {
        [
            format!("document_moved_out {out_of} {it} 1 2 case_id"),
            format!("document_moved_in {into} {it} 1 2 case_id"),
        ]
    });
    assert_eq!(lines(&mut app.db(), logged), entries.concat());
    assert_intact(&app);
}

#[test]
fn what_pointed_to_it_is_named_before_it_goes() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (from, ids) = case_with(&app, &clerk, &["Einwilligung.pdf"]);
    let to = registered(&clerk, &family());
    let list = Form::on(&clerk.get(&format!("{from}/dokumente")), "/ordnen");
    let given = list.choose(&format!("person-{}", ids[0]), &["Đorđević, Milica"]);
    assert_eq!(given.press(&clerk, "Alle Zeilen speichern").status, 303);
    let consent = Form::on(&clerk.get(&from), "/einwilligungen")
        .choose("persons", &["Milica"])
        .choose("kind", &["Einwilligung"])
        .choose("document", &["Einwilligung.pdf"])
        .fill("scope", "Härtefallverfahren")
        .fill("given_on", "heute");
    assert_eq!(consent.press(&clerk, "Einwilligung festhalten").status, 303);

    let page = clerk.get(&format!("{from}/dokumente/{}/verlegen", ids[0]));
    page.assert_says("Die Zuordnung zu Milica Đorđević entfällt.");
    page.assert_says("Einwilligung in die Datenverarbeitung: Milica Đorđević: fehlt");
    page.assert_says("Das Dokument ist in diesem Fall Nachweis für:");
    let refused = press(&clerk, &moving(&clerk, &from, &ids[0], &number(&app, &to)));
    assert_eq!(refused.status, 422);
    refused.assert_says("Bitte bestätigen, dass sie ihn verliert.");
    refused.assert_says("Gehört zur Familie Đorđević.");
    let confirmed = Form::on(&refused, "/verlegen").fill("unproven", "ja");
    assert_eq!(press(&clerk, &confirmed).status, 303);
    let conn = &mut app.db();
    assert_eq!(count(conn, "consents WHERE document_id IS NULL"), 1);
    assert_eq!(count(conn, "documents WHERE person_id IS NULL AND version = 3"), 1);
    let fields = "SELECT fields AS line FROM audit.entries WHERE action = 'document_moved_out'";
    assert_eq!(lines(conn, fields), ["case_id,person_id"]);
}

/// What is proven stays proven.
#[test]
fn what_proves_a_vollmacht_stays() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (from, document, to_number, _) = two_cases(&app, &clerk);
    let form = moving(&clerk, &from, &document, &to_number);
    let newer = replaced(&clerk, &from, &document, &page_with("lesbar"));
    let late = moving(&clerk, &from, &newer, &to_number);
    let power = format!(
        "WITH known AS (
           INSERT INTO representatives (id, name, organisation, kind, street, postal_code, town, phone, email, de_mail, bebpo)
           VALUES (gen_random_uuid(), 'RA Weiß', '', 'lawyer', '', '', '', '', '', '', '') RETURNING id)
         INSERT INTO powers_of_attorney (case_id, number, person_id, representative_id, reference, given_on, document_id, begins_on, recorded_by, recorded_at)
         SELECT case_id, 1, persons.id, known.id, '', '2026-11-20', '{document}', '2026-11-20', (SELECT id FROM users LIMIT 1), now()
         FROM persons, known WHERE case_id = '{}'",
        case_id(&from)
    );
    diesel::RunQueryDsl::execute(diesel::sql_query(power), &mut app.db()).unwrap();
    assert_eq!(press(&clerk, &form).status, 409, "it is replaced");
    let refused = press(&clerk, &late);
    assert_eq!(refused.status, 409);
    refused.assert_says("Das Dokument ist Nachweis einer Vollmacht in diesem Fall");
    assert!(!refused.body.contains("Aktenzeichen des richtigen Falls"), "nor is it offered again");
    assert_eq!(count(&mut app.db(), "document_moves"), 0);
}

#[test]
fn the_other_case_must_be_there_for_whoever_moves() {
    let app = TestApp::start();
    let account = app.user(&[Role::Clerk]);
    let clerk = app.sign_in_as(&account.login);
    let (from, document, to_number, to) = two_cases(&app, &clerk);
    let form = moving(&clerk, &from, &document, &to_number);
    for (field, value, sentence) in [
        ("number", "15-39.22-2026-9999", "Zu diesem Aktenzeichen gibt es keinen Fall."),
        ("number", "Milica", "Zu diesem Aktenzeichen gibt es keinen Fall."),
        ("number", "", "Bitte ausfüllen: Aktenzeichen."),
        ("number", &*number(&app, &from), "Bei diesem Fall liegt das Dokument schon."),
        ("reason", "", "Bitte angeben, warum das Dokument zu einem anderen Fall gehört."),
        ("reason", &*"x".repeat(1001), "Der Grund hat mehr als 1000 Zeichen."),
    ] {
        let page = press(&clerk, &moving(&clerk, &from, &document, &to_number).fill(field, value));
        assert_eq!(page.status, 422, "{field} {value}: {}", page.body);
        page.assert_says(sentence);
    }
    recuse(&app, account.id, &to);
    let page = press(&clerk, &form);
    assert_eq!(page.status, 422);
    page.assert_says("Zu diesem Aktenzeichen gibt es keinen Fall.");
    recuse(&app, account.id, &from);
    assert_eq!(press(&clerk, &form).status, 404, "out of a case that is not open");
    assert_eq!(count(&mut app.db(), "document_moves"), 0);
}

#[test]
fn of_a_case_that_is_not_open_the_history_tells_nothing() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (from, document, to_number, to) = two_cases(&app, &clerk);
    assert_eq!(press(&clerk, &moving(&clerk, &from, &document, &to_number)).status, 303);
    let recused = app.user(&[Role::Clerk]);
    recuse(&app, recused.id, &to);
    let page = app.sign_in_as(&recused.login).get(&from);
    assert!(history(&page).contains("Dokument in einen anderen Fall verlegt"));
    for hidden in [&*to_number, "Zeugnis Luka", "Gehört zur Familie"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
}

#[test]
fn whoever_saw_an_older_state_does_not_move_it() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (from, document, to_number, _) = two_cases(&app, &clerk);
    let form = moving(&clerk, &from, &document, &to_number);
    let list = Form::on(&clerk.get(&format!("{from}/dokumente")), "/ordnen");
    let named = list.fill(&format!("name-{document}"), "Zeugnis Milica");
    assert_eq!(named.press(&clerk, "Alle Zeilen speichern").status, 303);
    let page = press(&clerk, &form);
    assert_eq!(page.status, 409);
    page.assert_says("Zeugnis Milica");
    replaced(&clerk, &from, &document, &page_with("neu"));
    assert_eq!(press(&clerk, &form).status, 409);
    assert_eq!(count(&mut app.db(), "document_moves"), 0);
}

/// Each locks both cases in the same order: nobody waits for somebody who waits for them.
#[test]
fn documents_that_cross_do_not_lock_each_other_out() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (one, there) = case_with(&app, &clerk, &["Hin 1.pdf", "Hin 2.pdf"]);
    let (other, here) = case_with(&app, &clerk, &["Her 1.pdf", "Her 2.pdf"]);
    let (one_number, other_number) = (number(&app, &one), number(&app, &other));
    let out = there.iter().map(|it| moving(&clerk, &one, it, &other_number));
    let home = here.iter().map(|it| moving(&clerk, &other, it, &one_number));
    let ready: Vec<_> = out.chain(home).map(|it| (it, clerk.tab())).collect();
    let answers = at_once(ready, |(form, by)| press(&by, &form).status);
    assert_eq!(answers, [303; 4]);
    let moved = format!("documents WHERE name LIKE 'Hin%' AND case_id = '{}'", case_id(&other));
    assert_eq!(count(&mut app.db(), &moved), 2);
    assert_intact(&app);
    assert_eq!(clerk.get(&format!("/dokumente/{}", there[0])).bytes, one_page());
}
