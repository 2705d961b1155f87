//! Why a person needs special protection: seen with the case, ended and not deleted, in no letter.

use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query};
use hfk::procedure::Role;

use super::{
    amending::person,
    paper::{application, checked, registered},
};
use crate::{
    app::{Browser, Page, TestApp},
    committee::before_the_committee,
    form::Form,
    records::{assert_intact, count, lines},
};

/// The address of the page on which it is noted of the first person.
fn need(app: &TestApp, case: &str) -> String {
    format!("{}/schutzbedarf", person(app, case))
}

fn note(by: &Browser, path: &str, typed: &[(&str, &str)]) -> Page {
    let form = Form::on(&by.get(path), path).fill_all(typed);
    form.press(by, "Schutzbedarf vermerken")
}

/// The page on which the only one that holds is ended.
fn ending(by: &Browser, path: &str) -> String {
    let page = by.get(path);
    let (_, rest) = page.body.split_once(&format!("href=\"{path}/")).expect("one that holds");
    format!("{path}/{}", rest.split('"').next().unwrap())
}

#[test]
fn it_is_noted_shown_to_who_reads_the_case_ended_and_stays() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &application(), 1);
    let path = need(&app, &case);
    clerk.get(&case).assert_says(&path);
    let typed = [("kind", "pregnant"), ("since", "1.10.2026"), ("until", "1.3.2027")];
    let page = note(&clerk, &path, &typed);
    assert_eq!(page.location.as_deref(), Some(&*path), "{}", page.body);
    for by in [&clerk, &app.sign_in(Role::Chair), &before_the_committee(&app, &case)] {
        let page = by.get(&case);
        page.assert_says("<span class=\"mark stale wrapping\">schwanger</span>");
        page.assert_says("schwanger, 01.10.2026 bis 01.03.2027");
    }

    let ending = ending(&clerk, &path);
    let form = Form::on(&clerk.get(&ending), &ending);
    for (until, sentence) in [
        ("30.9.2026", "Das Ende liegt vor dem Beginn."),
        ("24.12.2026", "Das Ende liegt in der Zukunft."),
    ] {
        let again = Form::on(&clerk.get(&ending), &ending).fill("until", until);
        let wrong = again.press(&clerk, "Ende vermerken");
        assert_eq!(wrong.status, 422);
        wrong.assert_says(sentence);
    }
    let page = form.fill("until", "22.11.2026").press(&clerk, "Ende vermerken");
    assert_eq!(page.location.as_deref(), Some(&*path), "{}", page.body);
    let page = clerk.get(&case);
    assert!(!page.body.contains("mark stale wrapping"), "{}", page.body);
    page.assert_says("schwanger, 01.10.2026 bis 22.11.2026");
    let again = Form::on(&clerk.get(&ending), &ending).fill("until", "22.11.2026");
    assert_eq!(again.press(&clerk, "Ende vermerken").status, 409, "it has ended already");

    let conn = &mut app.db();
    let logged = "SELECT action || ' ' || fields AS line FROM audit.entries
        WHERE action LIKE 'vulnerability_%' ORDER BY seq";
    let entries = ["vulnerability_noted vulnerability", "vulnerability_ended vulnerability"];
    assert_eq!(lines(conn, logged), entries);
    assert_eq!(count(conn, "audit.entries it WHERE it::text LIKE '%pregnant%'"), 0);
    let mut service = PgConnection::establish(app.config().database.as_str()).unwrap();
    for change in ["DELETE FROM vulnerabilities", "UPDATE vulnerabilities SET since = '2020-01-01'"]
    {
        let refused = sql_query(change).execute(&mut service).unwrap_err().to_string();
        assert!(refused.contains("permission denied"), "{refused}");
    }
    assert_intact(&app);
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let path = need(&app, &registered(&clerk, &application()));
    let first = [("kind", "tortured"), ("since", "1.1.2015"), ("until", "31.12.2020")];
    assert_eq!(note(&clerk, &path, &first).status, 303);
    for (kind, since, until, sentence) in [
        ("", "1.1.2015", "", "Bitte wählen: Grund."),
        ("elderly", "neulich", "", "Seit: bitte ein Datum angeben"),
        ("elderly", "24.11.2026", "", "Der Beginn liegt in der Zukunft."),
        ("elderly", "1.1.2026", "31.12.2025", "Das Ende liegt vor dem Beginn."),
        ("tortured", "31.12.2020", "", "Das ist für diese Zeit schon vermerkt."),
    ] {
        let page = note(&clerk, &path, &[("kind", kind), ("since", since), ("until", until)]);
        assert_eq!(page.status, 422, "{sentence}");
        page.assert_says(sentence);
        page.assert_says(&format!("value=\"{since}\""));
    }
    assert_eq!(note(&clerk, &path, &[("kind", "tortured"), ("since", "1.1.2021")]).status, 303);
    assert_eq!(count(&mut app.db(), "vulnerabilities"), 2);
}

#[test]
fn a_double_click_notes_once() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let path = need(&app, &registered(&clerk, &application()));
    let form = Form::on(&clerk.get(&path), &path).fill("kind", "disabled");
    let form = form.fill("since", "2.1.2020");
    let pages = [(); 2].map(|()| form.press(&clerk, "Schutzbedarf vermerken"));
    assert_eq!(pages.map(|it| it.status), [303, 303]);
    assert_eq!(count(&mut app.db(), "vulnerabilities"), 1);
}

#[test]
fn it_is_noted_of_a_person_in_their_own_case_only() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let (one, other) = (registered(&clerk, &application()), registered(&clerk, &application()));
    let path = need(&app, &other);
    let of_other = path.replace(&other, &one);
    assert_eq!(clerk.get(&of_other).status, 404);
    let form = Form::on(&clerk.get(&path), &path).fill("kind", "disabled");
    let form = form.fill("since", "2.1.2020").sent_to(&of_other);
    assert_eq!(form.press(&clerk, "Schutzbedarf vermerken").status, 404);
    assert_eq!(note(&clerk, &path, &[("kind", "elderly"), ("since", "2.1.2020")]).status, 303);
    let ending = ending(&clerk, &path);
    assert_eq!(clerk.get(&ending.replace(&other, &one)).status, 404);
}
