use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::BigInt};
use hfk::procedure::{Role, StepKind};

use super::paper::{application, check, checked, family, press, registered};
use crate::{
    app::TestApp,
    committee::before_the_committee,
    secretariat::{House, ok},
};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn reads(app: &TestApp, action: &str) -> i64 {
    let query = format!("SELECT count(*) FROM audit.entries WHERE action = '{action}'");
    sql_query(query).get_result::<Count>(&mut app.db()).unwrap().count
}

#[test]
fn every_look_into_a_case_leaves_an_entry() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let before = reads(&app, "case_read");
    clerk.get(&case);
    clerk.get(&format!("{case}/schritte/end_otherwise"));
    assert_eq!(reads(&app, "case_read"), before + 2);
    let stranger = app.sign_in(Role::Member);
    assert_eq!(stranger.get(&case).status, 404);
    assert_eq!(reads(&app, "case_read"), before + 2);
}

#[test]
fn a_step_that_is_taken_leaves_its_own_entry_and_no_read_beside_it() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let [page, late] = [(); 2].map(|()| check(&clerk, &case, "begin_admissibility", &[]));
    let before = reads(&app, "case_read");
    let path = format!("{case}/schritte/begin_admissibility");
    assert_eq!(press(&clerk, &path, &page, "festhalten").status, 303);
    assert_eq!(reads(&app, "case_read"), before);
    // What is shown again because the case has moved is a read.
    assert_eq!(press(&clerk, &path, &late, "festhalten").status, 409);
    assert_eq!(reads(&app, "case_read"), before + 1);
}

#[test]
fn a_page_of_what_a_search_found_leaves_one_entry_without_the_name() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    registered(&clerk, &family());
    let (lists, cases) = (reads(&app, "list_read"), reads(&app, "case_read"));
    clerk.post("/faelle/suche", &[("suche", "Đorđ")]).assert_says("Đorđević, Milica");
    assert_eq!((reads(&app, "list_read"), reads(&app, "case_read")), (lists + 1, cases));
    // Who finds nobody has learnt that too; a number leads to the case, which is read there.
    clerk.post("/faelle/suche", &[("suche", "Niemand")]).assert_says("Nichts gefunden");
    assert_eq!(reads(&app, "list_read"), lists + 2);
    assert_eq!(clerk.post("/faelle/suche", &[("suche", "1/2026")]).status, 303);
    assert_eq!(reads(&app, "list_read"), lists + 2);
    let named = "SELECT count(*) FROM audit.entries AS it WHERE to_jsonb(it)::text ILIKE '%đorđ%'";
    let named = sql_query(named).get_result::<Count>(&mut app.db()).unwrap().count;
    assert_eq!(named, 0);
    clerk.get("/faelle").assert_says("Đorđević, Milica");
    assert_eq!(reads(&app, "list_read"), lists + 2);
}

#[test]
fn the_page_of_a_case_says_who_where_and_what_next() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let page = clerk.get(&registered(&clerk, &family()));
    page.assert_says("Nächster Schritt");
    page.assert_says("Der Fall kommt in den Stand „Vorprüfung“. Es entsteht kein Schreiben.");
    page.assert_says("aria-current=\"step\"");
    page.assert_says("Unterrichtung der Ausländerbehörde über den Eingang");
    page.assert_says("wird gesetzt");
    page.assert_says("Noch ist kein Grund geprüft.");
    page.assert_says("Die Stellungnahme der Ausländerbehörde fehlt (§ 3 Abs. 2 HFKVO).");
}

/// Whoever ticks a person must know which of them it is.
#[test]
fn father_and_son_of_one_name_are_told_apart_wherever_they_are_named() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers(
        "Kreis Unna",
        2,
        &[
            ("received_on", "20.11.2026"),
            ("channel", "post"),
            ("persons-0-family_name", "Diallo"),
            ("persons-0-given_names", "Mamadou"),
            ("persons-0-born", "11.06.1974"),
            ("persons-0-town", "Unna"),
            ("persons-1-family_name", "Diallo"),
            ("persons-1-given_names", "Mamadou"),
            ("persons-1-born", "2018"),
            ("persons-1-family_role", "child"),
            ("persons-1-town", "Unna"),
        ],
    );
    let by = office.clerk();
    let both = |page: &str| {
        let page = ok(by.get(page));
        page.assert_says("Mamadou Diallo (geb. 11.06.1974)");
        page.assert_says("Mamadou Diallo (geb. 2018)");
    };
    both(&case);
    both(&format!("{case}/vollstaendigkeit"));
    both(&format!("{case}/schritte/end_otherwise"));
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    both(&format!("{case}/schritte/record_statement"));
    office.hears_the_authority(&case, "none", "Keine Äußerung.", "23.11.2026");
    let sitting = office.plans_a_sitting("17.12.2026");
    office.puts_on_the_agenda(&sitting, &[&case]);
    office.chair_takes(&sitting, "publish");
    house.at("2026-12-17 10:04").everybody_comes(&sitting);
    house.chair_takes(&sitting, "open");
    let ballot = house.item(&sitting, &case).1;
    ballot.assert_says("Mamadou Diallo (geb. 11.06.1974)");
    ballot.assert_says("Mamadou Diallo (geb. 2018)");
}

#[test]
fn what_is_not_there_and_what_is_not_open_look_the_same() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let nobody = "/faelle/018f0000-0000-7000-8000-000000000000";
    for path in [nobody, "/faelle/42", "/faelle/neu/neu", "/dokumente/1", "/schreiben/x"] {
        assert_eq!(clerk.get(path).status, 404, "{path}");
    }
    assert_eq!(clerk.get(&format!("{case}/schritte/zaubern")).status, 404);
    assert_eq!(app.anyone().get(&case).status, 303);
}

#[test]
fn the_committee_reads_what_is_before_it_but_no_letters() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &application(), 1);
    assert_eq!(app.sign_in(Role::PreCheck).get(&case).status, 404);
    let page = before_the_committee(&app, &case).get(&case);
    assert_eq!(page.status, 200);
    page.assert_says("Beschluss über die Annahme");
    assert!(!page.body.contains("Schreiben des Falls"));
    assert!(!page.body.contains("Dokument hinzufügen"));
}

#[test]
fn a_member_reads_the_papers_of_a_published_agenda_and_no_more() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &family());
    let account = app.user(&[Role::Member, Role::PreCheck]);
    let member = app.sign_in_as(&account.login);
    assert_eq!(member.get(&case).status, 404);
    publish(&app, &case, &account.id.to_string());
    let page = member.get(&case);
    assert_eq!(page.status, 200);
    page.assert_says("Wir leben seit zwölf Jahren in Gelsenkirchen.");
    page.assert_says("Noch liegt keine Stellungnahme der Ausländerbehörde vor.");
    for internal in ["Nächster Schritt", "Verlauf", "Schreiben des Falls", "Dokument hinzufügen"]
    {
        assert!(!page.body.contains(internal), "{internal}");
    }
    assert_eq!(member.get(&format!("{case}/schritte/end_otherwise")).status, 403);
}

/// The case stands on a published agenda, and the user has a seat.
fn publish(app: &TestApp, case: &str, member: &str) {
    let case = case.rsplit('/').next().unwrap();
    let sitting = "018f0000-0000-7000-8000-000000000001";
    for statement in [
        format!(
            "INSERT INTO sittings (id, version, year, number, held_on, starts_at, place, state)
             VALUES ('{sitting}', 1, 2026, 1, '2026-12-09', '10:00', 'Düsseldorf', 'published')"
        ),
        format!(
            "INSERT INTO agenda_items (sitting_id, case_id, position, state, subject, opened_version)
             VALUES ('{sitting}', '{case}', 1, 'open', 'request', 1)"
        ),
        format!(
            "INSERT INTO seats (id, position, body, member, member_user, valid_from)
             VALUES (gen_random_uuid(), 1, 'Pro Asyl', 'Mitglied', '{member}', '2026-01-01')"
        ),
    ] {
        sql_query(statement).execute(&mut app.db()).unwrap();
    }
}

#[test]
fn the_day_of_a_return_is_for_the_secretariat_only() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &application(), 1);
    let id = super::amending::person(&app, &case);
    let path = format!("{id}/rueckfuehrung");
    let typed = [("kind", "flight"), ("on", "03.12.2027"), ("source", "Anruf der Behörde")];
    let form = crate::form::Form::on(&clerk.get(&path), &path).fill_all(&typed);
    assert_eq!(form.press(&clerk, "Rückführung vermerken").status, 303);
    let page = clerk.get(&case);
    page.assert_says("gebuchter Flug: 03.12.2027");
    page.assert_says("Eilfall");
    let committee = before_the_committee(&app, &case);
    let seen = committee.get(&case);
    seen.assert_says("liegt vor");
    assert!(!seen.body.contains("03.12.2027"), "{}", seen.body);
    assert_eq!(committee.get(&path).status, 403);
}
