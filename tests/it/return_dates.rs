//! The day of a return is for secretariat and chair alone (§ 59(1) s. 8, § 97a AufenthG): it stands
//! in one table and on the pages of its case, and nowhere else.

use hfk::procedure::{Finding, Ground, Role, StepKind};

use crate::{
    app::{Browser, Page},
    form::Form,
    records::{assert_intact, assert_replays, case_id, count, file, lines},
    secrecy::{log, walk},
    secretariat::{Ballot, House, Typed, ok, words},
};

const PERSON: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("reasons", "Sie leben seit zwölf Jahren hier."),
    ("persons-0-family_name", "Sow"),
    ("persons-0-given_names", "Amina"),
    ("persons-0-born", "05.1991"),
    ("persons-0-town", "Gelsenkirchen"),
];
/// Every way in which the program or a person writes that day.
const DAY: [&str; 6] =
    ["13.07.2031", "13.7.2031", "2031-07-13", "13. Juli 2031", "20310713", "13072031"];
const SOURCE: &str = "Anruf Frau Unverwechselbar";

#[track_caller]
fn assert_silent(of: &str, text: &str) {
    for word in DAY.into_iter().chain(["Unverwechselbar"]) {
        if let Some(at) = text.find(word) {
            let from = text.floor_char_boundary(at.saturating_sub(200));
            panic!("{word} in {of}: …{}", &text[from..at + word.len()]);
        }
    }
}

/// The page on which it is noted of the only person.
fn page_of(house: &House, case: &str) -> String {
    let id = format!("SELECT id::text AS line FROM persons WHERE case_id = '{}'", case_id(case));
    format!("{case}/personen/{}/rueckfuehrung", lines(&mut house.app.db(), &id).remove(0))
}

fn notes(house: &House, case: &str, typed: Typed) -> Page {
    let (by, path) = (house.clerk(), page_of(house, case));
    let form = Form::on(&ok(by.get(&path)), &path).fill_all(typed);
    form.press(by, "Rückführung vermerken")
}

const SECRET: Typed = &[("kind", "return_date"), ("on", "13.07.2031"), ("source", SOURCE)];

/// Entering a day makes an Eilfall at once, also with what the authority says.
#[test]
fn a_day_in_a_stellungnahme_is_noted_by_itself() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Gelsenkirchen", 1, PERSON);
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    let statement = [
        ("received_on", "23.11.2026"),
        ("position", "against"),
        ("text", "Siehe Angaben."),
        ("return_date-0", "13.07.2031"),
    ];
    office.clerk_takes(&case, StepKind::RecordStatement, &statement);
    let now = file(&office.app, &case).case;
    assert!(now.urgent, "an Eilfall");
    assert_eq!(now.persons[0].finding(Ground::ReturnDateSet), Finding::Present);
    let conn = &mut office.app.db();
    let noted =
        lines(conn, "SELECT kind || ' ' || on_day || ' ' || source AS line FROM return_facts");
    assert_eq!(noted, ["return_date 2031-07-13 Stellungnahme vom 23.11.2026"]);
    assert_eq!(count(conn, "audit.entries WHERE action = 'return_fact_noted'"), 1);
    // What is known already, or over, calls for nothing.
    for day in ["13.07.2031", "22.11.2026"] {
        let again = [statement[0], statement[1], statement[2], ("return_date-0", day)];
        office.clerk_takes(&case, StepKind::AddStatement, &again);
    }
    assert_eq!(count(conn, "return_facts"), 1);
    assert_eq!(file(&office.app, &case).case.version.0, now.version.0 + 2);
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}

/// A whole procedure; the day is known from the beginning.
fn decided(house: &mut House) -> (String, String) {
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Gelsenkirchen", 1, PERSON);
    assert_eq!(notes(office, &case, SECRET).status, 303);
    office.checks(&case, &[]);
    office.committee_decides(&case, true, Some("Drei Kinder gehen hier zur Schule."));
    office.clerk_takes(&case, StepKind::RequestStatement, &[("questions", "Pass?")]);
    office.hears_the_authority(&case, "none", "Keine Äußerung.", "23.11.2026");
    let sitting = office.plans_a_sitting("17.12.2026");
    office.puts_on_the_agenda(&sitting, &[&case]);
    office.chair_takes(&sitting, "publish");
    (case, sitting)
}

fn in_the_sitting(house: &mut House, case: &str, sitting: &str) {
    let room = house.at("2026-12-17 10:04");
    room.everybody_comes(sitting);
    room.chair_takes(sitting, "open");
    let persons = &["Amina Sow"][..];
    room.votes(sitting, case, &Ballot { persons, yes: 8, reasons: "Verwurzelung.", advice: None });
}

fn after_it(house: &mut House, case: &str, sitting: &str) {
    let office = house.at("2026-12-17 12:30");
    office.chair_takes(sitting, "close");
    office.clerk_takes(case, StepKind::SendErsuchen, &[]);
    office.releases_the_notices(sitting);
    house.app.typeset();
}

/// Every page that somebody is led to, and what they look for.
fn everything_open_to(by: &Browser, case: &str) {
    let mut pages = 0;
    let mut look = |path: &str, page: &Page| {
        pages += 1;
        let text = match page.header("content-type") {
            Some("application/pdf") => words(&page.bytes),
            _ => page.body.clone(),
        };
        assert_silent(path, &text);
        assert_silent(path, page.header("content-disposition").unwrap_or_default());
    };
    walk(by, &mut look);
    look(case, &by.get(case));
    assert!(pages > 3);
}

#[test]
fn the_day_is_in_no_letter_no_paper_no_log_no_list_and_on_nobody_elses_page() {
    let log = log();
    let mut house = House::new();
    let (case, sitting) = decided(&mut house);
    let member = house.member.login.clone();
    everything_open_to(&house.app.sign_in_as(&member), &case);
    in_the_sitting(&mut house, &case, &sitting);
    everything_open_to(&house.app.sign_in_as(&member), &case);
    after_it(&mut house, &case, &sitting);
    everything_open_to(&house.app.sign_in_as(&member), &case);
    for role in [Role::PreCheck, Role::Administrator, Role::Auditor] {
        everything_open_to(&house.app.sign_in(role), &case);
    }

    let mut on = 0;
    for by in [house.clerk(), house.chair()] {
        walk(by, &mut |path, page| {
            let of_case = path.starts_with(&case);
            on += usize::from(of_case && page.body.contains(DAY[0]));
            if !of_case && page.header("content-type") != Some("application/pdf") {
                assert_silent(path, &page.body);
            }
            assert_silent("a file name", page.header("content-disposition").unwrap_or_default());
        });
        let found = ok(by.post("/faelle/suche", &[("suche", "Sow")]));
        assert_silent("what a search has found", &found.body);
        let by_day = by.post("/faelle/suche", &[("suche", "13.07.2031")]);
        assert!(!by_day.body.contains(&case), "nobody is found by it: {}", by_day.body);
    }
    assert!(on > 2, "secretariat and chair read it on the pages of the case");

    let conn = &mut house.app.db();
    let letters = lines(conn, "SELECT id::text AS line FROM letters WHERE sha256 IS NOT NULL");
    let kinds = lines(conn, "SELECT DISTINCT kind AS line FROM letters ORDER BY 1");
    assert_eq!(kinds, ["L1", "L12", "L13", "L2", "L4", "L6", "L8"], "minutes as well");
    for letter in letters {
        let pdf = ok(house.chair().get(&format!("/schreiben/{letter}")));
        assert_silent("a letter", &words(&pdf.bytes));
    }
    let text = String::from_utf8(log.lock().unwrap().clone()).unwrap();
    let line = text.lines().find(|it| DAY.iter().any(|day| it.contains(day)));
    assert!(line.is_none_or(|it| !it.contains("return") && !it.contains(&case)), "{line:?}");
    assert!(!text.contains("Unverwechselbar"));
}

#[test]
fn it_stands_in_one_table_of_the_database() {
    let mut house = House::new();
    let (case, sitting) = decided(&mut house);
    in_the_sitting(&mut house, &case, &sitting);
    after_it(&mut house, &case, &sitting);
    let conn = &mut house.app.db();
    let tables = "SELECT table_schema || '.' || table_name AS line FROM information_schema.tables \
        WHERE table_schema IN ('public', 'audit') AND table_type = 'BASE TABLE'";
    let mut with = Vec::new();
    for table in lines(conn, tables) {
        for row in lines(conn, &format!("SELECT it::text AS line FROM {table} it")) {
            if DAY.iter().any(|day| row.contains(day)) || row.contains("Unverwechselbar") {
                with.push(table.clone());
            }
        }
    }
    assert_eq!(with, ["public.return_facts"]);
    assert_replays(&house.app, &case);
    assert_intact(&house.app);
}

#[test]
fn it_makes_an_eilfall_at_once_and_says_that_the_ground_is_there_until_it_is_cancelled() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Gelsenkirchen", 1, PERSON);
    assert!(!file(&office.app, &case).case.urgent);
    notes(office, &case, SECRET);
    let ground = Ground::ReturnDateSet;
    let of_case = file(&office.app, &case).case;
    assert!(of_case.urgent, "before the Vorprüfung, too");
    assert_eq!(of_case.persons[0].finding(ground), Finding::Present);
    notes(office, &case, &[("kind", "flight"), ("on", "12.07.2031"), ("source", "E-Mail")]);

    let end = |on: &str| {
        let (by, path) = (office.clerk(), page_of(office, &case));
        let page = by.get(&path);
        let (_, rest) = page.body.split_once(&format!("href=\"{path}/")).expect("one stands");
        let ending = format!("{path}/{}", rest.split('"').next().unwrap());
        let form = Form::on(&ok(by.get(&ending)), &ending).fill("until", on);
        form.press(by, "Wegfall vermerken")
    };
    let wrong = end("24.11.2026");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Der 24.11.2026 liegt in der Zukunft.");
    assert_eq!(end("heute").status, 303);
    assert_eq!(file(&office.app, &case).case.persons[0].finding(ground), Finding::Present);
    assert_eq!(end("23.11.2026").status, 303);
    let of_case = file(&office.app, &case).case;
    assert_eq!(of_case.persons[0].finding(ground), Finding::Absent);
    assert_eq!(of_case.persons[0].findings[&ground].removed_on, "2026-11-23".parse().ok());
    assert!(of_case.urgent, "until somebody has dealt with it");
    let typed = [("reason", "Die Ausländerbehörde hat storniert.")];
    office.clerk_takes(&case, StepKind::ChangeUrgency, &typed);
    assert!(!file(&office.app, &case).case.urgent);

    notes(office, &case, &[("kind", "detention"), ("on", "22.11.2026"), ("source", "JVA Büren")]);
    let of_case = file(&office.app, &case).case;
    assert!(of_case.urgent);
    assert_eq!(of_case.persons[0].finding(ground), Finding::Absent, "no day stands");
    assert_replays(&office.app, &case);
    let actions = "SELECT action || ' ' || fields AS line FROM audit.entries \
        WHERE action LIKE 'return_fact_%' ORDER BY seq";
    let (noted, ended) = ("return_fact_noted return_fact", "return_fact_ended return_fact");
    assert_eq!(lines(&mut office.app.db(), actions), [noted, noted, ended, ended, noted]);
    assert_intact(&office.app);
}

/// The day of a return that did not take place is still that day: who else reads the case learns
/// when it was found to have fallen away.
#[test]
fn the_day_on_which_it_fell_away_is_not_told_either() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Gelsenkirchen", 1, PERSON);
    office.checks(&case, &[]);
    notes(office, &case, &[("kind", "flight"), ("on", "25.11.2026"), ("source", "E-Mail")]);
    office.convenes_the_committee(&[&case]);
    let office = house.at("2026-11-26 09:00");
    let path = page_of(office, &case);
    let page = ok(office.clerk().get(&path));
    let (_, rest) = page.body.split_once(&format!("href=\"{path}/")).expect("one stands");
    let ending = format!("{path}/{}", rest.split('"').next().unwrap());
    let form = Form::on(&ok(office.clerk().get(&ending)), &ending).fill("until", "25.11.2026");
    assert_eq!(form.press(office.clerk(), "Wegfall vermerken").status, 303);
    let found = &file(&office.app, &case).case.persons[0].findings[&Ground::ReturnDateSet];
    assert_eq!(found.removed_on, "2026-11-26".parse().ok());
    ok(office.committee().get(&case)).assert_says("weggefallen am 26.11.2026");
    walk(office.committee(), &mut |path, page| {
        assert!(!page.body.contains("25.11.2026"), "{path}");
    });
    // Nor can anybody write it into a finding by hand.
    let form =
        Form::on(&ok(office.clerk().get(&format!("{case}/schritte/record_findings"))), "/pruefen");
    assert!(!form.offers("removed-0-P5-2-6"), "there is no field for it");
}

#[test]
fn what_is_noted_has_a_source_and_a_day_that_can_be() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Gelsenkirchen", 1, PERSON);
    for (typed, sentence) in [
        (
            [("kind", "return_date"), ("on", "22.11.2026"), ("source", "x")],
            "Dieser Tag ist schon vorbei.",
        ),
        (
            [("kind", "wanted"), ("on", "24.11.2026"), ("source", "x")],
            "Der Beginn liegt in der Zukunft.",
        ),
        (
            [("kind", "flight"), ("on", "24.11.2026"), ("source", " ")],
            "Bitte angeben, woher das bekannt ist.",
        ),
        ([("kind", "flight"), ("on", "bald"), ("source", "Anruf")], "Tag: bitte ein Datum angeben"),
    ] {
        let page = notes(office, &case, &typed);
        assert_eq!(page.status, 422, "{sentence}");
        page.assert_says(sentence);
    }
    notes(office, &case, SECRET);
    notes(office, &case, SECRET).assert_says("Das ist schon vermerkt.");
    assert_eq!(count(&mut office.app.db(), "return_facts"), 1);
}

#[test]
fn the_sheet_of_the_vorpruefung_leads_there_and_takes_no_day() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Stadt Gelsenkirchen", 1, PERSON);
    office.checks(&case, &[]);
    let page = ok(office.clerk().get(&format!("{case}/schritte/record_findings")));
    page.assert_says(&page_of(office, &case));
    let form = Form::on(&page, "/pruefen");
    assert!(!form.offers("note-0-P5-2-6"));
    let wrong = form.fill("kurz-0", "2-6").press(office.clerk(), "Weiter: Angaben prüfen");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Bitte unter „Rückführung“ vermerken");
}
