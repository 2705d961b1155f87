//! „Antrag erfassen“ begins with a search; what it finds can be followed, and is warned of.

use hfk::{procedure::Role, storage};

use super::paper::{
    Fields, application, family, fields, persons, press, registered, send, take, with,
};
use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
    records::{case_id, count, lines},
};

const SEARCH: &str = "/faelle/neu/suche";
const WARNING: &str = "Vielleicht dieselbe Person";

fn search(clerk: &Browser, family_name: &str) -> Page {
    clerk.get("/faelle/neu");
    send(clerk, SEARCH, &fields(&[("persons-0-family_name", family_name)]))
}

fn check(clerk: &Browser, typed: &Fields) -> Page {
    let page = send(clerk, "/faelle/neu", &with(typed.clone(), "tun", "pruefen"));
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

/// The form of a Folgeantrag to this case, filled in.
fn following(case: &str) -> Fields {
    with(application(), "earlier", case.rsplit('/').next().unwrap())
}

#[test]
fn what_was_searched_for_goes_along_and_no_name_into_an_address() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let page = clerk.get("/faelle/neu");
    page.assert_says("Bitte zuerst suchen");
    let form = Form::on(&page, SEARCH)
        .fill("persons-0-family_name", "Đorđević")
        .fill("persons-0-born", "03.1987");
    let found = form.press(&clerk, "Person suchen");
    found.assert_says("Niemand gefunden");
    let form = Form::on(&found, "/faelle/neu").press(&clerk, "Neuen Vorgang anlegen");
    assert_eq!((form.status, form.location.as_deref()), (200, None));
    let form = Form::on(&form, "/faelle/neu");
    assert_eq!(form.value("persons-0-family_name"), "Đorđević");
    assert_eq!(form.value("persons-0-born"), "03.1987");
    assert_eq!(form.value("persons-0-family_role"), "applicant");
}

#[test]
fn a_search_for_nothing_or_for_an_impossible_day_says_so_and_keeps_what_was_typed() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let page = search(&clerk, " ");
    assert_eq!(page.status, 422);
    page.assert_says("Bitte einen Namen, ein Geburtsdatum oder ein fremdes Aktenzeichen");
    let typed = [("persons-0-family_name", "Sow"), ("persons-0-born", "31.02.1984")];
    let page = send(&clerk, SEARCH, &fields(&typed));
    assert_eq!(page.status, 422);
    page.assert_says("Geboren am: Bitte ein Datum angeben");
    page.assert_says("value=\"Sow\"");
    assert_eq!(count(&mut app.db(), "audit.entries WHERE action = 'list_read'"), 0);
}

#[test]
fn a_second_application_follows_the_first_and_says_what_is_new() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let first = registered(&clerk, &application());
    let found = search(&clerk, "Djordjevic");
    found.assert_says("Đorđević, Milica");
    found.assert_says("15-39.22-2026-0001");
    let button = format!("folgeantrag-{}", first.rsplit('/').next().unwrap());
    let form = press(&clerk, "/faelle/neu", &found, &button);
    form.assert_says("Früherer Vorgang: ");
    assert_eq!(Form::on(&form, "/faelle/neu").value("persons-0-family_name"), "Djordjevic");

    let unsaid = send(&clerk, "/faelle/neu", &with(following(&first), "tun", "pruefen"));
    assert_eq!(unsaid.status, 422);
    unsaid.assert_says("Bitte angeben, was seit dem früheren Vorgang neu ist.");

    let case = registered(&clerk, &with(following(&first), "news", "Ausbildungsplatz ab August"));
    let page = clerk.get(&case);
    page.assert_says("Ausbildungsplatz ab August");
    page.assert_says("15-39.22-2026-0001");
    assert!(!clerk.get(&first).body.contains("Folgeantrag"));
}

#[test]
fn an_earlier_case_that_one_may_not_read_is_neither_followed_nor_shown() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let first = registered(&clerk, &application());
    let case = registered(&clerk, &with(following(&first), "news", "Ausbildungsplatz"));
    let recused = app.user(&[Role::Clerk]);
    let conn = &mut app.db();
    storage::record_recusal(conn, case_id(&first), recused.id, recused.id, app.now()).unwrap();
    let recused = app.sign_in_as(&recused.login);
    let page = recused.get(&case);
    page.assert_says("Ausbildungsplatz");
    assert!(!page.body.contains("15-39.22-2026-0001"), "{}", page.body);
    for earlier in [first.as_str(), "/faelle/00000000-0000-7000-8000-000000000000"] {
        let typed = with(following(earlier), "news", "Neues");
        let check = check(&recused, &typed);
        assert!(!check.body.contains("15-39.22-2026-0001"), "{}", check.body);
        let page = press(&recused, "/faelle/neu", &check, "registrieren");
        assert_eq!(page.status, 422);
        page.assert_says("Der frühere Vorgang ist nicht zu finden.");
    }
    assert_eq!(count(conn, "cases"), 2);
}

/// Since when the earlier case rests and what came of it; nothing of it to who is recused in it.
#[test]
fn the_result_and_the_days_of_the_earlier_case_stand_on_top_of_the_new_one() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let first = registered(&clerk, &application());
    let form = clerk.get(&format!("{first}/schritte/end_otherwise"));
    let person = persons(&form).remove(0);
    let ending = [("persons", person.as_str()), ("ending", "withdrawn"), ("ended_on", "heute")];
    let ending = [&ending[..], &[("evidence", "Schreiben vom 23.11.2026")]].concat();
    take(&clerk, &first, "end_otherwise", &ending);
    app.typeset();
    clerk.post(
        &format!("{first}/schreiben/abgesandt"),
        &[("key", &uuid::Uuid::now_v7().to_string())],
    );
    take(&clerk, &first, "file", &[]);
    let case = registered(&clerk, &with(following(&first), "news", "Ausbildungsplatz"));
    let told = [
        "Früherer Vorgang: ",
        "eingegangen <time datetime=\"2026-11-20\">",
        "z.d.A. seit <time datetime=\"2026-11-23\">",
        "Ergebnis: <strong>andere Erledigung</strong>",
    ];
    let page = clerk.get(&case);
    for it in told {
        page.assert_says(it);
    }

    let recused = app.user(&[Role::Clerk]);
    let conn = &mut app.db();
    storage::record_recusal(conn, case_id(&first), recused.id, recused.id, app.now()).unwrap();
    let page = app.sign_in_as(&recused.login).get(&case);
    page.assert_says("Ausbildungsplatz");
    for it in told {
        assert!(!page.body.contains(it), "{it}: {}", page.body);
    }
}

#[test]
fn who_looks_the_same_is_warned_of_and_registered_all_the_same() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    assert!(!check(&clerk, &family()).body.contains(WARNING));
    registered(&clerk, &application());

    let again = with(application(), "persons-0-family_name", "Djordjević");
    check(&clerk, &again).assert_says(WARNING);
    registered(&clerk, &again);
    let other_day = with(application(), "persons-0-born", "15.03.1987");
    assert!(!check(&clerk, &other_day).body.contains(WARNING));

    let twice = with(family(), "persons-1-given_names", "Milica");
    let page = check(&clerk, &with(twice, "persons-1-born", "1987"));
    page.assert_says("Person 1 und Person 2 dieses Vorgangs sehen gleich aus.");

    let read = "SELECT hat AS line FROM audit.entries WHERE action = 'list_read'";
    assert_eq!(lines(&mut app.db(), read).len(), 6, "each check page once");
}
