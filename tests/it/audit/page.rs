//! `/protokoll`, as the data protection officer uses it.

use diesel::{RunQueryDsl as _, sql_query};
use hfk::{procedure::Role, storage::audit};

use super::entry;
use crate::app::TestApp;

#[test]
fn the_log_is_open_to_the_auditor_alone() {
    let app = TestApp::start();
    for role in Role::ALL {
        let status = app.sign_in(*role).get("/protokoll").status;
        assert_eq!(status, if *role == Role::Auditor { 200 } else { 403 }, "{role}");
    }
    assert_eq!(app.anyone().get("/protokoll").status, 303);
}

#[test]
fn entries_show_pseudonyms_and_words_but_no_names() {
    let app = TestApp::start();
    let clerk = app.user(&[Role::Clerk]);
    app.sign_in_as(&clerk.login);
    audit::append(&mut app.db(), &entry(0)).unwrap();
    let page = app.sign_in(Role::Auditor).get("/protokoll");
    for words in ["Angemeldet", "Schritt im Verfahren", "Stellungnahme erfassen", "Sitzungsreif"] {
        page.assert_says(words);
    }
    page.assert_says(&clerk.id.to_string());
    assert!(!page.body.contains(&clerk.login), "{}", page.body);
    assert!(!page.body.contains(&clerk.name), "{}", page.body);
}

#[test]
fn pages_follow_each_other_and_keep_the_selection() {
    let app = TestApp::start();
    let entries: Vec<_> = (0..130).map(entry).collect();
    audit::append_all(&mut app.db(), &entries).unwrap();
    let auditor = app.sign_in(Role::Auditor);
    let first = auditor.get("/protokoll?kette=1&aktion=step_taken&tag=&konto=");
    assert_eq!(first.body.matches("<th class=\"kern-table__cell row-head\"").count(), 50);
    let (_, rest) = first.body.split_once("href=\"/protokoll?").unwrap();
    let address = rest.split_once('"').unwrap().0.replace("&amp;", "&");
    let second = auditor.get(&format!("/protokoll?{address}"));
    assert_eq!(second.body.matches("<th class=\"kern-table__cell row-head\"").count(), 15);
    second.assert_says(r#"<option value="step_taken" selected>"#);
}

#[test]
fn what_cannot_be_looked_for_is_said_at_its_field() {
    let app = TestApp::start();
    let auditor = app.sign_in(Role::Auditor);
    let page = auditor.get("/protokoll?konto=Meier&tag=gestern&pseudonym=%F0%9F%99%82");
    assert_eq!(page.status, 422);
    for words in ["vollständige Kennung", "Bitte einen Tag angeben", r#"value="Meier""#] {
        page.assert_says(words);
    }
    for odd in ["vor=x", "vor=9223372036854775807-1-1", "kette=9", "aktion=%27", "tag=31.12.9999"] {
        let status = auditor.get(&format!("/protokoll?{odd}")).status;
        assert!(matches!(status, 200 | 422), "{odd}: {status}");
    }
}

#[test]
fn whoever_reads_the_log_stands_in_it() {
    let app = TestApp::start();
    let account = app.user(&[Role::Auditor]);
    let auditor = app.sign_in_as(&account.login);
    auditor.get("/protokoll?aktion=log_read");
    let page = auditor.get("/protokoll?aktion=log_read");
    page.assert_says("Protokoll gelesen");
    page.assert_says(&account.id.to_string());

    // Log before disclose: what cannot be logged is not shown.
    let revoke = "REVOKE EXECUTE ON FUNCTION audit.append FROM hfk_app";
    sql_query(revoke).execute(&mut app.db()).unwrap();
    assert_eq!(auditor.get("/protokoll").status, 503);
}
