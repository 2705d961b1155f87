//! The sheet of the Vorprüfung: fast to fill in, and it says on what each finding rests.

use hfk::procedure::{Ground, Role, StepKind};

use super::paper::{application, checked, family, registered, take};
use crate::{
    app::{Browser, Page, TestApp},
    form::Form,
    pdf::one_page,
    records::{assert_intact, lines},
    secretariat::{Ballot, House, ok},
};

fn sheet(by: &Browser, case: &str) -> Form {
    Form::on(&ok(by.get(&format!("{case}/schritte/record_findings"))), "/pruefen")
}

fn checks(by: &Browser, form: &Form) -> Page {
    form.press(by, "Weiter: Angaben prüfen")
}

fn records(by: &Browser, case: &str, form: &Form) -> Page {
    let check = ok(checks(by, form));
    let page = Form::on(&check, "/record_findings").press(by, "festhalten");
    assert_eq!(page.status, 303, "{}", page.body);
    ok(by.get(case))
}

#[test]
fn one_line_for_each_person_fills_in_the_whole_sheet() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = registered(&clerk, &family());
    take(&clerk, &case, "begin_admissibility", &[]);
    let form = sheet(&clerk, &case).fill("kurz-0", "2-4: Strafbefehl vom 03.02.2026; 2-2?");
    let form = form.fill("kurz-1", "2-9");
    let wrong = checks(&clerk, &form);
    assert_eq!(wrong.status, 422);
    wrong.assert_says("„2-9“ ist kein Grund der Fassung.");
    let form = Form::on(&wrong, "/pruefen");
    assert_eq!(form.value("kurz-0"), "", "it has gone to the fields");
    assert_eq!(form.value("finding-0-P5-2-4"), "present");
    let page = records(&clerk, &case, &form.fill("kurz-1", "keine"));
    page.assert_says("Beleg: Strafbefehl vom 03.02.2026");
    let found =
        "SELECT finding || ' ' || count(*) AS line FROM findings GROUP BY finding ORDER BY 1";
    assert_eq!(lines(&mut app.db(), found), ["absent 24", "present 1", "unclear 1"]);
    assert_intact(&app);
}

#[test]
fn the_prerequisites_are_asked_first_and_as_such() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &application(), 1);
    let page = ok(clerk.get(&format!("{case}/schritte/record_findings")));
    let at = |words: &str| page.body.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("Voraussetzungen") < at("vollziehbar ausreisepflichtig (§ 5 Abs. 1 Nr. 3 HFKVO)"));
    assert!(
        at("ordnungsgemäßer Wohnsitz in Nordrhein-Westfalen") < at("Absatz 1: ist ausgeschlossen")
    );
    assert_eq!(page.body.matches("finding-0-P5-1-3\"").count(), 3, "asked once");
    page.assert_says("<option value=\"present\">nicht erfüllt</option>");
}

#[test]
fn a_finding_names_its_source_its_document_and_its_day() {
    let app = TestApp::start();
    let clerk = app.sign_in(Role::Clerk);
    let case = checked(&clerk, &application(), 1);
    let form = Form::on(&ok(clerk.get(&case)), "/dokumente").fill("received_on", "heute");
    form.attach("INPOL-Auskunft.pdf", &one_page()).press(&clerk, "Dokumente hochladen");
    let form = sheet(&clerk, &case);
    let document = lines(&mut app.db(), "SELECT id::text AS line FROM documents").remove(0);
    let form = form.fill("finding-0-P5-2-3", "present").fill("evidence-0-P5-2-3", &document);
    let form = form.fill("found_on", "21.11.2026").fill("source", "Polizei Gelsenkirchen");
    let page = records(&clerk, &case, &form);
    page.assert_says("festgestellt am 21.11.2026");
    page.assert_says("Quelle: Polizei Gelsenkirchen");
    page.assert_says("INPOL-Auskunft.pdf</a>");

    let strange = sheet(&clerk, &case).hide("evidence-0-P5-2-3", &uuid::Uuid::now_v7().to_string());
    let wrong = checks(&clerk, &strange);
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Dieses Dokument liegt nicht bei diesem Fall.");
    let late = sheet(&clerk, &case).fill("found_on-0-P5-2-3", "24.12.2030");
    let wrong = checks(&clerk, &late);
    assert_eq!(wrong.status, 422);
    wrong.assert_says("href=\"#found_on-0-P5-2-3\">Der 24.12.2030 liegt in der Zukunft.");

    let form = sheet(&clerk, &case).fill("removed_on-0-P5-2-3", "22.11.2026");
    let check = ok(checks(&clerk, &form));
    check.assert_says("am 22.11.2026");
    let page = Form::on(&check, "/record_findings").press(&clerk, "festhalten");
    ok(clerk.get(&page.location.unwrap())).assert_says("weggefallen am 22.11.2026");
    assert_intact(&app);
}

#[test]
fn findings_that_are_too_old_are_confirmed_before_the_vote() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers(
        "Stadt Gelsenkirchen",
        1,
        &[
            ("received_on", "20.11.2026"),
            ("channel", "post"),
            ("reasons", "Sie leben seit zwölf Jahren hier."),
            ("persons-0-family_name", "Sow"),
            ("persons-0-given_names", "Amina"),
            ("persons-0-born", "05.1991"),
            ("persons-0-town", "Gelsenkirchen"),
        ],
    );
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    office.hears_the_authority(&case, "none", "Keine Äußerung.", "23.11.2026");
    let sitting = office.plans_a_sitting("09.02.2027");
    office.puts_on_the_agenda(&sitting, &[&case]);
    office.chair_takes(&sitting, "publish");
    ok(office.clerk().get(&case)).assert_says("△ erneut prüfen, Stand 23.11.2026");
    let again = "△ Befunde erneut bestätigen";
    ok(office.clerk().get(&sitting)).assert_says(again);

    let room = house.at("2027-02-09 10:04");
    room.everybody_comes(&sitting);
    room.chair_takes(&sitting, "open");
    room.item(&sitting, &case).1.assert_says("vor dem Beschluss erneut zu bestätigen");
    room.clerk_takes(&case, StepKind::RecordFindings, &[("confirm-0", "ja")]);
    assert!(!ok(room.clerk().get(&sitting)).body.contains(again));
    let ballot = Ballot { persons: &["Amina Sow"], yes: 8, reasons: "Verwurzelung.", advice: None };
    room.votes(&sitting, &case, &ballot);
    assert_intact(&house.app);
}

/// § 10 of what parliament asks: counted from what happened, by its day.
#[test]
fn grounds_found_and_set_aside_are_counted_by_year() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let wanted = Ground::WantedOrNoAddress;
    let case = office.registers(
        "Kreis Unna",
        1,
        &[
            ("received_on", "20.11.2026"),
            ("channel", "post"),
            ("persons-0-family_name", "Sow"),
            ("persons-0-given_names", "Amina"),
            ("persons-0-born", "1991"),
            ("persons-0-town", "Unna"),
        ],
    );
    office.checks(&case, &[(0, wanted, "Auskunft INPOL")]);
    office.committee_decides(&case, true, Some("Die Anschrift ist zugesagt."));
    let page = ok(office.clerk().get("/zaehlung/ausschlussgruende"));
    let text = page.body.replace("</td>", " ").replace("</th>", " ");
    let row = text.split("<tr").find(|it| it.contains(&wanted.paragraph())).unwrap();
    let figures: Vec<u32> =
        row.split('>').filter_map(|it| it.split(' ').next()?.parse().ok()).collect();
    assert_eq!(figures, [1, 0, 1], "found once, set aside once: {row}");
    let before = ok(office.clerk().get("/zaehlung/ausschlussgruende?jahr=2025"));
    before.assert_says("In diesem Jahr ist kein Grund festgestellt.");
    for never in ["?jahr=2003", "?jahr=2027"] {
        let path = format!("/zaehlung/ausschlussgruende{never}");
        assert_eq!(office.clerk().get(&path).status, 404, "{never}");
    }
}
