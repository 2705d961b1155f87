use diesel::{RunQueryDsl as _, sql_query};
use hfk::procedure::Role;
use uuid::Uuid;

use super::paper::{family, registered};
use crate::{
    app::{Page, TestApp},
    form::Form,
    records::{case_id, lines},
};

/// A document of a person, by position, as somebody has named it.
pub fn add_paper(app: &TestApp, case: &str, (kind, person): (&str, i32), dated_on: &str) {
    let case = case_id(case);
    let add = format!(
        "INSERT INTO documents (id, case_id, version, name, sha256, size, received_on, uploaded_by, kind, sensitivity, person_id, dated_on)
         SELECT gen_random_uuid(), '{case}', 1, '{kind}.pdf', decode(repeat('ab', 32), 'hex'), 1, '{}', (SELECT id FROM users LIMIT 1),
                '{kind}', 'normal', (SELECT id FROM persons WHERE case_id = '{case}' AND position = {person}), '{dated_on}'",
        app.now().today
    );
    sql_query(add).execute(&mut app.db()).unwrap();
}

/// The section of a case page, up to the next.
pub fn section(page: &Page) -> &str {
    let (_, rest) = page.body.split_once("id=\"vollstaendigkeit\"").expect("the section");
    rest.split("<section").next().unwrap()
}

fn logged(app: &TestApp) -> Vec<String> {
    let sql =
        "SELECT fields AS line FROM audit.entries WHERE action = 'completeness_noted' ORDER BY seq";
    lines(&mut app.db(), sql)
}

#[test]
fn the_case_says_what_is_missing_and_what_will_be_stale_at_the_sitting() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &family());
    let page = clerk.get(&case);
    assert!(section(&page).contains("erforderliche Unterlagen fehlen"), "{}", section(&page));

    let path = format!("{case}/vollstaendigkeit");
    let form = Form::on(&clerk.get(&path), "/vollstaendigkeit");
    let marked = form.choose("mark", &["Erkrankung"]).press(&clerk, "Merkmale festhalten");
    assert_eq!(marked.location, Some(format!("{case}#vollstaendigkeit")), "{}", marked.body);
    assert_eq!(logged(&app), ["illness"]);

    add_paper(&app, &case, ("medical_report", 0), "2026-09-10");
    let page = clerk.get(&case);
    assert!(!section(&page).contains("veraltet"), "fresh at intake");
    let planned =
        "INSERT INTO sittings (id, version, year, number, held_on, starts_at, place, state)
         VALUES (gen_random_uuid(), 1, 2026, 1, '2026-12-17', '10:00', 'Düsseldorf', 'planned')";
    sql_query(planned).execute(&mut app.db()).unwrap();
    let page = clerk.get(&case);
    assert!(section(&page).contains("veraltet"), "{}", section(&page));
    assert!(section(&page).contains("vom 10.09.2026; am 17.12.2026 älter als 3 Monate"));
    let member = app.sign_in(Role::PreCheck);
    assert_eq!(member.get(&path).status, 404);
}

#[test]
fn marks_that_somebody_else_has_changed_are_not_overwritten() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &family());
    let path = format!("{case}/vollstaendigkeit");
    let (first, second) = (clerk.get(&path), clerk.get(&path));
    let ticked =
        |page: &Page, label: &str| Form::on(page, "/vollstaendigkeit").choose("mark", &[label]);
    assert_eq!(ticked(&first, "Erkrankung").press(&clerk, "Merkmale festhalten").status, 303);
    let late = ticked(&second, "Strafverfahren").press(&clerk, "Merkmale festhalten");
    assert_eq!(late.status, 409);
    late.assert_says("Der Stand hat sich inzwischen geändert.");
    let kept = lines(&mut app.db(), "SELECT mark AS line FROM person_marks");
    assert_eq!(kept, ["illness"]);
}

#[test]
fn what_is_not_needed_has_a_reason_and_can_be_taken_back() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &family());
    let path = format!("{case}/vollstaendigkeit");
    let waive = |reason: &str| {
        let page = clerk.get(&path);
        let (_, rest) = page.body.split_once("<h2>Nicht erforderlich</h2>").unwrap();
        let of_waivers = Page { body: rest.to_owned(), ..page };
        let form = Form::on(&of_waivers, "/vollstaendigkeit");
        form.choose("paper", &["Kita-Bescheinigung"])
            .fill("reason", reason)
            .press(&clerk, "Als nicht erforderlich")
    };
    let without = waive(" ");
    assert_eq!(without.status, 422);
    without.assert_says("Bitte ausfüllen: Grund.");
    assert_eq!(waive("Lernt zu Hause.").status, 303);
    assert!(section(&clerk.get(&case)).contains("Lernt zu Hause."));

    let pressed = format!("benoetigt school:{}", child(&app, &case));
    let key = Uuid::now_v7().to_string();
    clerk.get(&path).assert_says(&pressed);
    assert_eq!(clerk.post(&path, &[("key", &key), ("tun", &pressed)]).status, 303);
    assert!(!section(&clerk.get(&case)).contains("Lernt zu Hause."));
    assert_eq!(logged(&app), ["school", "school"]);

    let stranger = format!("benoetigt school:{}", Uuid::nil());
    let key = Uuid::now_v7().to_string();
    assert_eq!(clerk.post(&path, &[("key", &key), ("tun", &stranger)]).status, 409);
}

fn child(app: &TestApp, case: &str) -> String {
    let sql = format!(
        "SELECT id::text AS line FROM persons WHERE case_id = '{}' AND position = 1",
        case_id(case)
    );
    lines(&mut app.db(), &sql).remove(0)
}

#[test]
fn two_people_change_the_list_of_papers() {
    let app = TestApp::start();
    let (clerk, chair) = (app.sign_in(Role::Clerk), app.sign_in(Role::Chair));
    let case = registered(&clerk, &family());
    let form = Form::on(&clerk.get("/vorgaben/checklist"), "/vorgaben/checklist");
    let wrong = form.fill("label-14", "Geburtsurkunde").press(&clerk, "Änderung vorschlagen");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Geburtsurkunde: bitte wählen, für wen.");
    let form = Form::on(&wrong, "/vorgaben/checklist")
        .fill_all(&[("per-14", "person"), ("condition-14", "child"), ("kind-14", "identity")])
        .fill("label-0", "Einwilligung");
    let proposed = form.fill("required-14", "ja").press(&clerk, "Änderung vorschlagen");
    assert_eq!(proposed.location.as_deref(), Some("/vorgaben"), "{}", proposed.body);
    assert!(!section(&clerk.get(&case)).contains("Geburtsurkunde"), "it is only proposed");

    let page = chair.get("/vorgaben");
    page.assert_says("15 Angaben");
    page.assert_says("Geburtsurkunde, je Person, bei Minderjährigen");
    let proposal = lines(&mut app.db(), "SELECT id::text AS line FROM setting_proposals").remove(0);
    let path = format!("/vorgaben/vorschlaege/{proposal}");
    let key = Uuid::now_v7().to_string();
    assert_eq!(chair.post(&path, &[("key", &key), ("tun", "bestaetigen")]).status, 303);
    assert!(section(&clerk.get(&case)).contains("Geburtsurkunde"));
}
