//! Wiedervorlagen by hand, on the case and under „Mein Tag“, also of colleagues who are away.

use hfk::procedure::Role;
use uuid::Uuid;

use super::paper::{application, awaiting_statement, registered, take};
use crate::{
    app::{Browser, Page, TestApp},
    records::{assert_intact, lines},
};

fn send(by: &Browser, path: &str, typed: &[(&str, &str)]) -> Page {
    let key = Uuid::now_v7().to_string();
    let mut form = vec![("key", key.as_str())];
    form.extend(typed);
    by.post(path, &form)
}

fn first(app: &TestApp, table: &str) -> String {
    lines(&mut app.db(), &format!("SELECT id::text AS line FROM {table}")).remove(0)
}

#[test]
fn one_click_brings_a_case_back_in_two_weeks() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let page = clerk.get(&case);
    page.assert_says("Es ist keine Wiedervorlage gesetzt.");
    for weeks in ["in 1 Woche", "in 2 Wochen", "in 4 Wochen"] {
        page.assert_says(weeks);
    }
    let noted = send(&clerk, &format!("{case}/wiedervorlagen"), &[("on", "+14")]);
    assert_eq!(noted.location, Some(format!("{case}#fristen")));
    clerk.get(&case).assert_says("07.12.2026</time>");
    clerk.get("/").assert_says("In dieser Woche kommt kein Fall wieder vor.");

    app.set_clock("2026-12-08T09:00:00Z".parse().unwrap());
    let clerk = app.sign_in_as(&clerk_login(&app));
    let day = clerk.get("/");
    day.assert_says("07.12.2026</time> überfällig seit gestern");
    day.assert_says(&format!("{case}#fristen"));
    app.sign_in(Role::Clerk).get("/").assert_says("In dieser Woche kommt kein Fall wieder vor.");

    let recall = format!("{case}/wiedervorlagen/{}", first(&app, "recalls"));
    assert_eq!(send(&clerk, &recall, &[("tun", "done")]).status, 303);
    assert_eq!(send(&clerk, &recall, &[("tun", "withdrawn")]).status, 409, "it is settled");
    clerk.get(&case).assert_says("erledigt am 08.12.2026");
    clerk.get("/").assert_says("In dieser Woche kommt kein Fall wieder vor.");
    let logged =
        "SELECT action AS line FROM audit.entries WHERE action LIKE 'recall_%' ORDER BY seq";
    assert_eq!(lines(&mut app.db(), logged), ["recall_noted", "recall_settled"]);
    assert_intact(&app);
}

/// The login of the clerk who noted the first Wiedervorlage.
fn clerk_login(app: &TestApp) -> String {
    let sql = "SELECT login AS line FROM recalls JOIN users ON users.id = recalls.user_id";
    lines(&mut app.db(), sql).remove(0)
}

#[test]
fn a_day_is_typed_as_people_say_it_and_what_is_wrong_is_kept() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let path = format!("{case}/wiedervorlagen");
    let wrong = send(&clerk, &path, &[("on", "irgendwann"), ("note", "Pass fehlt noch.")]);
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Bitte einen Tag angeben, zum Beispiel „+14“");
    wrong.assert_says("value=\"irgendwann\"");
    wrong.assert_says("Pass fehlt noch.</textarea>");
    let past = send(&clerk, &path, &[("on", "1.1.2026")]);
    past.assert_says("Der Tag der Wiedervorlage liegt in der Vergangenheit.");
    let stranger = [("on", "+7"), ("user", "018f0000-0000-7000-8000-000000000000")];
    send(&clerk, &path, &stranger).assert_says("kann der Fall nicht gelegt werden");

    assert_eq!(send(&clerk, &path, &[("on", "KW 53"), ("note", "Pass fehlt noch.")]).status, 303);
    let page = clerk.get(&case);
    page.assert_says("28.12.2026</time>");
    page.assert_says("Pass fehlt noch.");
    app.set_clock("2026-12-28T09:00:00Z".parse().unwrap());
    let day = app.sign_in_as(&clerk_login(&app)).get("/");
    day.assert_says("28.12.2026</time> heute fällig");
    assert!(!day.body.contains("Pass fehlt noch."), "a note is read in the case alone");
}

#[test]
fn whoever_stands_in_sees_what_is_on_the_desk_of_the_absent() {
    let app = TestApp::start();
    let (absent, deputy) = (app.user(&[Role::Clerk]), app.user(&[Role::Clerk]));
    let clerk = app.sign_in_as(&absent.login);
    let case = registered(&clerk, &application());
    send(&clerk, &format!("{case}/wiedervorlagen"), &[("on", "+1")]);
    let stands_in = app.sign_in_as(&deputy.login);
    let marked = format!("in Vertretung für {}, abwesend bis 27.11.2026", absent.name);
    assert!(!stands_in.get("/").body.contains(&marked));

    let id = deputy.id.to_string();
    let days = [("from", "heute"), ("until", "27.11.2026"), ("deputy", id.as_str())];
    let wrong = send(&clerk, "/abwesenheit", &[("from", "heute"), ("until", "nie"), days[2]]);
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Abwesend bis: bitte ein Datum angeben (TT.MM.JJJJ).");
    wrong.assert_says("value=\"heute\"");
    assert_eq!(send(&clerk, "/abwesenheit", &days).status, 303);
    send(&clerk, "/abwesenheit", &days).assert_says("schon eine Abwesenheit vermerkt");
    stands_in.get("/").assert_says(&marked);
    let other = app.sign_in(Role::Clerk);
    assert!(!other.get("/").body.contains(&marked));

    let withdraw = format!("/abwesenheit/{}", first(&app, "absences"));
    assert_eq!(send(&other, &withdraw, &[]).status, 403, "each for themselves");
    assert_eq!(send(&app.sign_in(Role::Chair), &withdraw, &[]).status, 303, "the chair for all");
    assert!(!stands_in.get("/").body.contains(&marked));
    assert_intact(&app);
}

/// A line of a calendar file goes on in the next one, after a blank.
fn unfolded(file: &str) -> Vec<String> {
    file.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_calendar_file_has_days_and_numbers_and_no_names() {
    let app = TestApp::start();
    let account = app.user(&[Role::Clerk]);
    let clerk = app.sign_in_as(&account.login);
    let case = awaiting_statement(&app, &clerk);
    let note = [("on", "+14"), ("note", "Frau Đorđević anrufen")];
    send(&clerk, &format!("{case}/wiedervorlagen"), &note);
    let file = clerk.get("/fristen.ics");
    assert_eq!(file.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
    let lines = unfolded(&file.body);
    for expected in [
        "BEGIN:VCALENDAR",
        "DTSTART;VALUE=DATE:20270104",
        "SUMMARY:15-39.22-2026-0001: Stellungnahme der Ausländerbehörde (Zielfrist)",
        "DTSTART;VALUE=DATE:20261207",
        "SUMMARY:15-39.22-2026-0001: Wiedervorlage",
        "DTSTAMP:20261123T090000Z",
        "END:VCALENDAR",
    ] {
        assert!(lines.iter().any(|it| it == expected), "{expected} in {lines:#?}");
    }
    assert!(file.body.split("\r\n").all(|it| it.len() <= 75), "{}", file.body);
    for secret in ["Đorđević", "Milica", "Gelsenkirchen", "anrufen"] {
        assert!(!file.body.contains(secret), "{secret}");
    }
    assert_eq!(unfolded(&clerk.get("/fristen.ics").body), lines, "it is the same each time");

    let pause = [("change", "paused"), ("reason", "Das Gericht entscheidet zuerst.")];
    take(&clerk, &case, "change_deadline", &pause);
    assert!(!clerk.get("/fristen.ics").body.contains("Stellungnahme"), "what rests is not due");
    assert!(!app.sign_in(Role::Clerk).get("/fristen.ics").body.contains("Wiedervorlage"));
    assert_eq!(app.sign_in(Role::Member).get("/fristen.ics").status, 403);
    assert_eq!(app.anyone().get("/fristen.ics").status, 303, "no address opens it without a login");
}

#[test]
fn the_chair_notes_the_absence_of_others_and_nobody_else_does() {
    let app = TestApp::start();
    let (ill, deputy) = (app.user(&[Role::Clerk]), app.user(&[Role::Clerk]));
    let (user, id) = (ill.id.to_string(), deputy.id.to_string());
    let typed = [("user", user.as_str()), ("from", "heute"), ("until", "+3"), ("deputy", &id)];
    assert_eq!(send(&app.sign_in_as(&deputy.login), "/abwesenheit", &typed).status, 403);
    let chair = app.sign_in(Role::Chair);
    assert_eq!(send(&chair, "/abwesenheit", &typed).status, 303);
    chair.get("/abwesenheit").assert_says(&ill.name);
    let member = app.user(&[Role::Member]).id.to_string();
    let with_member = [("from", "heute"), ("until", "+3"), ("deputy", member.as_str())];
    send(&chair, "/abwesenheit", &with_member)
        .assert_says("Bitte jemanden aus der Geschäftsstelle wählen.");
}
