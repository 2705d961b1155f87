//! The deadline of a case: changed with a reason, and what it was before stays in sight.

use hfk::procedure::Role;

use super::paper::{application, awaiting_statement, check, registered, take, with};
use crate::{
    app::TestApp,
    records::{assert_intact, assert_replays, lines},
};

const HISTORY: &str = "SELECT what || ' ' || due_on || ' ' || why || ' ' || reason AS line \
                       FROM deadline_history ORDER BY version, position";

#[test]
fn an_extension_leaves_the_old_date_with_the_reason_of_both() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let page = clerk.get(&case);
    page.assert_says("04.01.2027</time> Zielfrist");
    let reckoned = page.body.matches("6 Wochen ab 23.11.2026</span>").count();
    assert_eq!(reckoned, 3, "in the overview, with the deadline and in its history");
    let extend = [
        ("change", "extended"),
        ("until", "2 Wochen"),
        ("reason", "Die Behörde bittet um Aufschub bis zum Abschluss der Passbeschaffung."),
    ];
    let check = check(&clerk, &case, "change_deadline", &extend);
    check.assert_says("verlängert bis <strong>18.01.2027</strong> (2 Wochen ab 04.01.2027).");
    check.assert_says("Es entsteht kein Schreiben.");
    let page = take(&clerk, &case, "change_deadline", &extend);
    page.assert_says("18.01.2027</time> Zielfrist");
    page.assert_says("6 Wochen ab 23.11.2026");
    page.assert_says("2 Wochen ab 04.01.2027");
    page.assert_says("Passbeschaffung");
    page.assert_says("verlängert um 2 Wochen ab dem bisherigen Ende");
    assert_eq!(
        lines(&mut app.db(), HISTORY),
        [
            "opened 2027-01-04 6 Wochen ab 23.11.2026 ",
            "extended 2027-01-18 2 Wochen ab 04.01.2027 Die Behörde bittet um Aufschub bis zum \
             Abschluss der Passbeschaffung.",
        ]
    );
    assert_replays(&app, &case);
    assert_intact(&app);
}

#[test]
fn what_rests_is_not_due_in_any_list_and_goes_on_later() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    registered(&clerk, &with(application(), "persons-0-family_name", "Sow"));
    let case = awaiting_statement(&app, &clerk);
    let reason = ("reason", "Das Gericht entscheidet zuerst.");
    let page = take(&clerk, &case, "change_deadline", &[("change", "paused"), reason]);
    page.assert_says("ruht seit <time datetime=\"2026-11-23\">23.11.2026</time>");
    assert_replays(&app, &case);
    app.set_clock("2027-01-05T09:00:00Z".parse().unwrap());
    let clerk = app.sign_in(Role::Clerk);
    clerk.get("/").assert_says("In dieser Woche läuft keine Frist ab.");
    clerk.get("/faelle").assert_says("(Zielfrist, lief bis 04.01.2027)");
    clerk.get("/faelle?frist=woche").assert_says("In dieser Auswahl ist nichts zu tun.");

    let form = clerk.get(&format!("{case}/schritte/change_deadline"));
    assert!(!form.body.contains("name=\"until\""), "{}", form.body);
    let page = take(&clerk, &case, "change_deadline", &[("change", "resumed"), reason]);
    // 43 days later: Tuesday, 16 February.
    page.assert_says("16.02.2027</time> Zielfrist");
    page.assert_says("ruhte 43 Tage ab 23.11.2026, fortgesetzt am 05.01.2027");
    assert_replays(&app, &case);
    assert_intact(&app);
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_kept() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = awaiting_statement(&app, &clerk);
    let wrong = |typed: &[(&str, &str)]| {
        let page = check(&clerk, &case, "change_deadline", typed);
        assert_eq!(page.status, 422);
        page
    };
    let page = wrong(&[("change", "extended"), ("until", "bald"), ("reason", "Bitte vom 23.11.")]);
    page.assert_says("Bitte angeben, um wie viel oder bis wann verlängert wird");
    page.assert_says("value=\"bald\"");
    page.assert_says("Bitte vom 23.11.</textarea>");
    wrong(&[("change", "opened"), ("reason", "x")])
        .assert_says("Bitte wählen: Was geschieht mit der Frist.");
    wrong(&[("change", "paused")]).assert_says("Bitte ausfüllen: Grund.");
    let earlier = [("change", "extended"), ("until", "24.11.2026"), ("reason", "x")];
    wrong(&earlier).assert_says("Die neue Frist muss nach der bisherigen enden");
}

#[test]
fn a_case_says_in_one_place_that_none_is_set() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &application());
    let page = clerk.get(&case);
    page.assert_says("Zurzeit ist keine Frist gesetzt.");
    assert!(!page.body.contains("Frist ändern …"), "{}", page.body);
}

#[test]
fn its_history_only_grows() {
    use diesel::{RunQueryDsl as _, sql_query};
    let app = TestApp::start();
    awaiting_statement(&app, &app.sign_in(Role::Clerk));
    for deed in ["UPDATE deadline_history SET due_on = due_on + 1", "DELETE FROM deadline_history"]
    {
        let error = sql_query(deed).execute(&mut app.db()).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{error}");
    }
}
