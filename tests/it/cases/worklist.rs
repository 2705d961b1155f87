use diesel::{RunQueryDsl as _, sql_query};
use hfk::procedure::{Role, StepKind};

use super::paper::{application, awaiting_statement, checked, family, registered, with};
use crate::{
    app::{Browser, TestApp},
    committee::{before_the_committee, put_before},
    secretariat::{House, ok},
};

#[test]
fn urgent_cases_stand_on_top_and_a_deadline_has_a_word() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    registered(&clerk, &application());
    registered(&clerk, &with(family(), "urgent", "ja"));
    let list = clerk.get("/faelle");
    let place = |words: &str| list.body.find(words).unwrap();
    assert!(place("15-39.22-2026-0002") < place("15-39.22-2026-0001"));
    list.assert_says("Eilfall");
    list.assert_says("Đorđević, Milica +\u{a0}1");
    list.assert_says("keine Frist");
}

#[test]
fn an_empty_list_says_what_to_do_next() {
    let app = TestApp::start();
    let list = app.sign_in(Role::Clerk).get("/faelle");
    list.assert_says("In dieser Auswahl ist nichts zu tun.");
    list.assert_says("Antrag erfassen");
}

#[test]
fn chips_choose_stages_in_the_address() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    registered(&clerk, &application());
    let list = clerk.get("/faelle?stand=received&stand=ready");
    list.assert_says("15-39.22-2026-0001");
    list.assert_says("href=\"/faelle?stand=ready\"");
    list.assert_says("zurücksetzen");
    let other = clerk.get("/faelle?stand=ready");
    assert!(!other.body.contains("15-39.22-2026-0001"));
    assert_eq!(clerk.get("/faelle?stand=unsinn&nach=%27").status, 200);
}

#[test]
fn each_line_says_what_is_next_and_for_whom() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    registered(&clerk, &application());
    awaiting_statement(&app, &clerk);
    let list = clerk.get("/faelle");
    list.assert_says("<td class=\"kern-table__cell\">Vorprüfung beginnen</td>");
    list.assert_says("<td class=\"kern-table__cell\">Stellungnahme erfassen</td>");
    let committee = before_the_committee(&app, &checked(&clerk, &application(), 1));
    committee.get("/faelle").assert_says("Beschluss über die Annahme festhalten");
    clerk.get("/faelle").assert_says("Vorschlag der Geschäftsstelle festhalten");
}

#[test]
fn a_deadline_of_this_week_narrows_the_list() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    registered(&clerk, &with(application(), "persons-0-family_name", "Sow"));
    awaiting_statement(&app, &clerk);
    assert!(!clerk.get("/faelle?frist=woche").body.contains("Đorđević"));
    // The statement is due on 4 January, a Monday.
    app.set_clock("2027-01-03T09:00:00Z".parse().unwrap());
    let clerk = app.sign_in(Role::Clerk);
    clerk.get("/faelle?frist=woche").assert_says("In dieser Auswahl ist nichts zu tun.");
    clerk.get("/").assert_says("In dieser Woche läuft keine Frist ab.");
    app.set_clock("2027-01-05T09:00:00Z".parse().unwrap());
    let clerk = app.sign_in(Role::Clerk);
    let due = clerk.get("/faelle?frist=woche");
    due.assert_says("Đorđević");
    assert!(!due.body.contains("Sow"), "{}", due.body);
    let day = clerk.get("/");
    day.assert_says("1 davon überfällig.");
    day.assert_says("Đorđević");
}

#[test]
fn my_day_has_what_waits_for_each_role() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let member_of_committee = app.user(&[Role::PreCheck]);
    let committee = app.sign_in_as(&member_of_committee.login);
    let chair = app.sign_in(Role::Chair);
    let nothing = "Kein geprüfter Fall wartet auf den Beschluss über die Annahme.";
    committee.get("/").assert_says(nothing);
    let case = registered(&clerk, &application());
    clerk.get("/").assert_says("Kein Schreiben wartet auf die Absendung.");
    app.typeset();
    clerk.get("/").assert_says(&format!("{case}#schreiben"));
    let sow = checked(&clerk, &with(application(), "persons-0-family_name", "Sow"), 1);
    committee.get("/").assert_says(nothing);
    put_before(&app, &member_of_committee, &sow);
    for by in [&committee, &chair] {
        let day = by.get("/");
        day.assert_says("Sow, Milica");
        assert!(!day.body.contains("Đorđević"), "{}", day.body);
    }
    assert!(!committee.get("/").body.contains("Zu versenden"));
    let member = app.sign_in(Role::Member).get("/");
    member.assert_says("Zurzeit ist keine Sitzung angesetzt.");
    assert!(!member.body.contains("Milica"), "{}", member.body);
}

#[test]
fn the_list_goes_on_where_the_page_ends() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    copy(&app, &case, 60);
    let first = clerk.get("/faelle");
    let next = first.body.split("href=\"/faelle?nach=").nth(1).unwrap().split('"').next().unwrap();
    let second = clerk.get(&format!("/faelle?nach={next}"));
    assert_eq!((lines(&first.body), lines(&second.body)), (50, 11));
    assert!(!second.body.contains("Weitere Fälle"));
}

#[test]
fn a_number_leads_to_its_case_and_a_name_to_those_who_bear_it() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    for number in ["15-39.22-2026-0001", " 15-39.22-2026-0001 ", "1/2026", "2026-1", "1"] {
        let found = clerk.post("/faelle/suche", &[("suche", number)]);
        assert_eq!(found.location.as_deref(), Some(case.as_str()), "{number}");
    }
    let found = clerk.post("/faelle/suche", &[("suche", "đorđ")]);
    found.assert_says("15-39.22-2026-0001");
    clerk.post("/faelle/suche", &[("suche", "Nguyễn")]).assert_says("Nichts gefunden");
    assert_eq!(clerk.post("/faelle/suche", &[("suche", "%")]).status, 200);
}

#[test]
fn nobody_learns_from_a_list_what_they_may_not_read() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let received = registered(&clerk, &application());
    let sow = checked(&clerk, &with(application(), "persons-0-family_name", "Sow"), 1);
    let committee = before_the_committee(&app, &sow);
    let list = committee.get("/faelle?stand=received");
    list.assert_says("Sow, Milica");
    assert!(!list.body.contains("Đorđević"), "{}", list.body);
    let found = committee.post("/faelle/suche", &[("suche", "15-39.22-2026-0001")]);
    found.assert_says("Nichts gefunden");
    committee.post("/faelle/suche", &[("suche", "Đorđ")]).assert_says("Nichts gefunden");
    assert_eq!(committee.get(&received).status, 404);
    for role in [Role::Member, Role::Administrator, Role::Auditor] {
        let browser = app.sign_in(role);
        assert_eq!(browser.get("/faelle").status, 403);
        assert_eq!(browser.post("/faelle/suche", &[("suche", "1")]).status, 403);
        assert_eq!(browser.get(&received).status, 404);
    }
}

#[test]
fn a_page_asks_the_database_as_often_for_thirty_cases_as_for_one() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &family());
    let one = queries(&app, &clerk, "/faelle");
    let day = queries(&app, &clerk, "/");
    let small = queries(&app, &clerk, &case);
    copy(&app, &case, 29);
    let more = registered(
        &clerk,
        &(2..12).fold(family(), |typed, at| {
            let person = family().into_iter().filter_map(|(name, value)| {
                Some((name.strip_prefix("persons-1-")?.to_owned(), value))
            });
            person.fold(typed, |typed, (name, value)| {
                with(typed, &format!("persons-{at}-{name}"), &value)
            })
        }),
    );
    assert_eq!(queries(&app, &clerk, "/faelle"), one);
    assert_eq!(queries(&app, &clerk, "/"), day);
    assert_eq!(queries(&app, &clerk, &more), small);
    // Each transaction is begun, ended, and its connection tried: six of them.
    assert!(one <= 9, "{one} queries for the worklist");
    assert!(small <= 39, "{small} queries for a case");
}

fn lines(body: &str) -> usize {
    body.matches("href=\"/faelle/0").count()
}

/// More cases like this one.
fn copy(app: &TestApp, case: &str, times: usize) {
    let id = case.rsplit('/').next().unwrap();
    let copies = format!(
        "WITH more AS (
           INSERT INTO cases (id, version, file_number, stage, urgent, received_on, registered_at,
                              channel, authority_id, reasons, people, catalogue)
           SELECT ('0' || substr(gen_random_uuid()::text, 2))::uuid, 1, 'X-' || n, stage, false, received_on,
                  registered_at, channel, authority_id, '', people, catalogue
           FROM cases, generate_series(1, {times}) n WHERE cases.id = '{id}' RETURNING id)
         INSERT INTO persons (id, case_id, position, standing, family_name, given_names, birth_name,
           born, birth_place, birth_country_note, nationality_note, sex, marital_status, family_role,
           street, postal_code, town, residence_status, language, interpreter_needed)
         SELECT gen_random_uuid(), more.id, position, standing, family_name, given_names, birth_name,
           born, birth_place, birth_country_note, nationality_note, sex, marital_status, family_role,
           street, postal_code, town, residence_status, language, interpreter_needed
         FROM persons, more WHERE persons.case_id = '{id}'"
    );
    sql_query(copies).execute(&mut app.db()).unwrap();
}

fn queries(app: &TestApp, browser: &Browser, path: &str) -> usize {
    browser.get(path); // the first connection prepares statements
    let before = app.statements();
    assert_eq!(browser.get(path).status, 200);
    app.statements() - before
}

/// An Eilfall stands on top of every list until somebody has dealt with it, whatever is due.
#[test]
fn an_eilfall_is_the_first_of_the_day_and_of_what_is_to_be_sent() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let person = |family: &'static str| {
        [
            ("received_on", "20.11.2026"),
            ("channel", "post"),
            ("persons-0-family_name", family),
            ("persons-0-given_names", "Ana"),
            ("persons-0-born", "1990"),
            ("persons-0-town", "Unna"),
        ]
    };
    let first = office.registers("Kreis Unna", 1, &person("Ionescu"));
    let second = office.registers("Kreis Unna", 1, &person("Popescu"));
    assert!(!ok(office.clerk().get("/")).body.contains("Eilf"));
    let why = [("reason", "Anruf der Beratungsstelle")];
    office.clerk_takes(&second, StepKind::ChangeUrgency, &why);
    house.app.typeset();
    let office = house.at("2026-11-23 11:00");
    for by in [office.clerk(), office.chair()] {
        let day = ok(by.get("/")).body;
        let at = |words: &str| day.find(words).unwrap_or_else(|| panic!("{words}: {day}"));
        assert!(at("Eilfälle") < at("Fristen bis Sonntag"));
        assert!(at("Popescu, Ana") < at("Fristen bis Sonntag"));
        let letters = |case: &str| at(&format!("{case}#schreiben"));
        assert!(letters(&second) < letters(&first), "written later, and sent first");
    }
    office.clerk_takes(&second, StepKind::ChangeUrgency, &[("reason", "Geklärt.")]);
    assert!(!ok(office.clerk().get("/")).body.contains("Eilfälle"));
}
