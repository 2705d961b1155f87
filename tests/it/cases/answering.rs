//! The authority answers: in two lines or person by person, once or again.

use hfk::procedure::{Finding, Ground, Stage, StepKind};

use super::{inquiring::admitted, paper};
use crate::{
    app::TestApp,
    form::Form,
    pdf::one_page,
    records::{assert_intact, assert_replays, file, lines},
    secretariat::{House, followed, ok, take},
};

fn asked(office: &House) -> String {
    let case = admitted(office);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    case
}

#[test]
fn a_fax_of_two_lines_is_recorded_at_once() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = asked(office);
    let typed = [("position", "none"), ("text", "Keine Bedenken.")];
    office.clerk_takes(&case, StepKind::RecordStatement, &typed);
    let page = ok(office.clerk().get(&case));
    page.assert_says("neueste Stellungnahme");
    page.assert_says("Keine Bedenken.");
    assert_eq!(file(&office.app, &case).case.stage, Stage::Ready);
    assert_replays(&office.app, &case);
}

#[test]
fn what_is_said_of_each_person_is_kept_and_held_against_the_findings() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = asked(office);
    let office = house.at("2026-12-01 10:00");
    let typed = [
        ("position", "against"),
        ("text", "Siehe Anlage."),
        ("reasons", "Der Lebensunterhalt <ist> offen."),
        ("as_of", "30.11.2026"),
        ("status-0", "toleration"),
        ("obliged-0", "no"),
        ("livelihood-0", "unclear"),
        ("convicted-1", "yes"),
        ("convictions-1", "Geldstrafe 2025"),
        ("whereabouts-1", "moved_within"),
        ("moved_to-1", "Hamm"),
    ];
    office.clerk_takes(&case, StepKind::RecordStatement, &typed);
    let page = ok(office.clerk().get(&case));
    for words in [
        "Duldung; vollziehbar ausreisepflichtig: nein; Lebensunterhalt gesichert: unklar",
        "Verurteilungen: ja; Wohnort innerhalb des Landes verzogen; Verurteilungen im Einzelnen: Geldstrafe 2025; verzogen nach: Hamm",
        "Der Lebensunterhalt &lt;ist&gt; offen.",
        "Die Stellungnahme weicht von den Befunden ab",
        "Ana Ionescu: Nicht vollziehbar ausreisepflichtig. Der Befund zu § 5 Abs. 1 Nr. 3 HFKVO lautet „liegt nicht vor“.",
        "Mihai Ionescu: Verurteilungen liegen vor. Der Befund zu § 5 Abs. 2 Nr. 4 HFKVO lautet „liegt nicht vor“.",
    ] {
        page.assert_says(words);
    }
    take(office.clerk(), &case, StepKind::RecordFindings, |form| {
        let obliged = format!("finding-0-{}", Ground::NotObligedToLeave);
        form.fill(&obliged, Finding::Present.name())
            .fill(&obliged.replace("finding", "note"), "Stellungnahme vom 01.12.2026")
            .fill("confirm-1", "ja")
    });
    let page = ok(office.clerk().get(&case));
    assert!(!page.body.contains("weicht von den Befunden ab"), "{}", page.body);
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}

#[test]
fn another_answer_without_a_question_stands_above_the_first() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = asked(office);
    let first = [("position", "against"), ("text", "Wir sind dagegen.")];
    office.clerk_takes(&case, StepKind::RecordStatement, &first);
    let office = house.at("2026-11-24 10:00");
    let second = [("position", "in_favour"), ("text", "Wir haben neu geprüft.")];
    office.clerk_takes(&case, StepKind::AddStatement, &second);
    let page = ok(office.clerk().get(&case));
    let section = page.body.split("id=\"stellungnahme\"").nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    let at = |words: &str| section.find(words).unwrap_or_else(|| panic!("{words}: {section}"));
    assert!(at("neueste Stellungnahme") < at("Wir haben neu geprüft."));
    assert!(at("Wir haben neu geprüft.") < at("Frühere Stellungnahmen"));
    assert!(at("Frühere Stellungnahmen") < at("Wir sind dagegen."));
    assert_eq!(file(&office.app, &case).case.stage, Stage::Ready);
    assert_replays(&office.app, &case);
}

#[test]
fn the_file_that_comes_with_the_answer_is_its_document() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = asked(office);
    let path = format!("{case}/schritte/{}", StepKind::RecordStatement);
    let form = Form::on(&ok(office.clerk().get(&path)), "/pruefen");
    let form = form.fill("position", "none").fill("text", "Siehe Anlage.");
    let check = form.attach("Stellungnahme.pdf", &one_page());
    let check = ok(check.press(office.clerk(), "Weiter: Angaben prüfen"));
    let page =
        followed(office.clerk(), &Form::on(&check, &path).press(office.clerk(), "festhalten"));
    let section = page.body.split("id=\"stellungnahme\"").nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    assert!(section.contains(">Stellungnahme.pdf</a>"), "{section}");
}

#[test]
fn a_wrong_answer_is_said_at_its_field_in_sight() {
    let app = TestApp::start();
    let clerk = app.sign_in(hfk::procedure::Role::Clerk);
    let case = paper::awaiting_statement(&app, &clerk);
    let typed =
        [("position", "none"), ("text", "x"), ("return_date-0", "bald"), ("obliged-0", "<b>")];
    let page = paper::check(&clerk, &case, "record_statement", &typed);
    assert_eq!(page.status, 422);
    page.assert_says("href=\"#return_date-0\"");
    page.assert_says("Bitte wählen: Vollziehbar ausreisepflichtig.");
    page.assert_says("value=\"bald\"");
    page.assert_says("<details class=\"person\" open>");
}

#[test]
fn the_applicant_side_sees_an_answer_only_with_leave_which_can_be_taken_back() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = asked(office);
    let typed = [("position", "against"), ("text", "Wir sind dagegen.")];
    office.clerk_takes(&case, StepKind::RecordStatement, &typed);
    let may = |office: &House| {
        let page = ok(office.clerk().get(&case)).body;
        let (_, rest) =
            page.split_once("Antragstellerseite die Stellungnahme sehen: <strong>").unwrap();
        rest.split('<').next().unwrap().to_owned()
    };
    assert_eq!(may(office), "nein", "by default");
    let version = file(&office.app, &case).case.version.0;
    let address = format!("{case}/stellungnahmen/{version}");
    let press = |button: &str| {
        let form = Form::on(&ok(office.clerk().get(&case)), &address);
        followed(office.clerk(), &form.press(office.clerk(), button))
    };
    press("freigeben");
    assert_eq!(may(office), "ja");
    // Twice is once.
    assert_eq!(office.clerk().post(&address, &[("tun", "freigeben")]).status, 303);
    press("sperren");
    assert_eq!(may(office), "nein");
    let logged =
        "SELECT action AS line FROM audit.entries WHERE action LIKE 'statement%' ORDER BY seq";
    let logged = lines(&mut office.app.db(), logged);
    assert_eq!(logged, ["statement_opened", "statement_closed"]);
    let no_statement = format!("{case}/stellungnahmen/1");
    assert_eq!(office.clerk().post(&no_statement, &[("tun", "freigeben")]).status, 404);
    assert_intact(&office.app);
}
