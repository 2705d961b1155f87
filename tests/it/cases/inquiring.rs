//! The authority is asked: questions of the catalogue and of the case, enclosures, reminders.

use hfk::procedure::{LetterKind, QuestionCatalogue, Stage, StepKind};
use uuid::Uuid;

use super::requesting::FAMILY;
use crate::{
    form::Form,
    pdf::one_page,
    records::{assert_intact, assert_replays, file, lines},
    secretariat::{House, Letter, ok, take},
};

/// A family that is admitted, in Unna.
pub fn admitted(office: &House) -> String {
    let case = office.registers("Kreis Unna", 2, FAMILY);
    office.checks(&case, &[]);
    office.committee_decides(&case, true, None);
    case
}

fn requests(office: &House, case: &str) -> Vec<Letter> {
    office.letters(case).into_iter().filter(|it| it.kind == LetterKind::L4).collect()
}

fn question(at: usize) -> &'static str {
    QuestionCatalogue::NRW.lines().nth(at).unwrap()
}

#[test]
fn the_letter_names_questions_and_enclosures_and_the_case_the_way_it_went() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = admitted(office);
    office.uploads(&case, ("Schulzeugnis.pdf", &one_page()), "20.11.2026");
    take(office.clerk(), &case, StepKind::RequestStatement, |form| {
        form.choose("chosen", &[question(2), question(5)])
            .choose("enclosures", &["Schulzeugnis"])
            .fill_all(&[("questions", "Seit wann geht Mihai zur Schule?"), ("transmission", "fax")])
    });
    let letters = requests(office, &case);
    assert_eq!(letters.len(), 1);
    for words in [
        question(2),
        question(5),
        "3. Seit wann geht Mihai zur Schule?",
        "Anlagen – Schulzeugnis",
        "bis zum 4. Januar 2027",
    ] {
        assert!(letters[0].text.contains(words), "{words} is missing: {}", letters[0].text);
    }
    assert!(!letters[0].text.contains(question(0)), "{}", letters[0].text);
    let page = ok(office.clerk().get(&case));
    page.assert_says("Angefordert am 23.11.2026.");
    page.assert_says("Erinnerung vorgesehen ab 05.01.2027.");
    page.assert_says("Fax");
    assert_replays(&office.app, &case);
}

#[test]
fn a_question_that_is_not_in_the_catalogue_is_not_asked() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = admitted(office);
    let path = format!("{case}/schritte/{}", StepKind::RequestStatement);
    let form = Form::on(&ok(office.clerk().get(&path)), "/pruefen");
    let form = form.hide("chosen", "Was <b>denken</b> Sie?");
    let form = form.hide("enclosures", &Uuid::now_v7().to_string());
    let page = form.press(office.clerk(), "Weiter: Angaben prüfen");
    assert_eq!(page.status, 422);
    page.assert_says("Die Frage „Was &lt;b&gt;denken&lt;/b&gt; Sie?“ steht nicht mehr im Katalog");
}

#[test]
fn a_silent_authority_is_reminded_and_then_it_is_a_matter_for_the_chair() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = admitted(office);
    office.clerk_takes(&case, StepKind::RequestStatement, &[("questions", "Seit wann?")]);
    let early = format!("{case}/schritte/{}", StepKind::RemindAuthority);
    let page = office.clerk().get(&early);
    assert_eq!(page.status, 409);
    page.assert_says("Die Frist läuft noch bis 04.01.2027; erinnert wird erst danach.");

    let office = house.at("2027-01-05 10:00");
    ok(office.clerk().get(&case)).assert_says("1. Erinnerung fällig");
    office.clerk_takes(&case, StepKind::RemindAuthority, &[]);
    let first = &requests(office, &case)[0].text;
    assert!(first.contains("Erinnerung: Bitte um Stellungnahme"), "{first}");
    assert!(first.contains("mit Schreiben vom 23. November 2026"), "{first}");
    assert!(first.contains("bis zum 19. Januar 2027"), "{first}");
    assert!(first.contains("1. Seit wann?"), "{first}");

    let last_day = ok(house.at("2027-01-19 10:00").clerk().get(&case));
    assert!(!last_day.body.contains("Erinnerung fällig"), "{}", last_day.body);
    let office = house.at("2027-01-20 10:00");
    ok(office.clerk().get(&case)).assert_says("2. Erinnerung fällig");
    office.clerk_takes(&case, StepKind::RemindAuthority, &[]);
    let second = &requests(office, &case)[0].text;
    assert!(second.contains("und zuletzt am 5. Januar 2027 daran erinnert"), "{second}");

    let office = house.at("2027-02-04 10:00");
    let page = ok(office.clerk().get(&case));
    page.assert_says("erinnert am 05.01.2027; erinnert am 20.01.2027");
    page.assert_says("Keine Antwort auf die Erinnerungen");
    assert_eq!(file(&office.app, &case).case.stage, Stage::StatementRequested);
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}

#[test]
fn the_secretariat_asks_further_when_the_case_is_ready() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = admitted(office);
    office.clerk_takes(&case, StepKind::RequestStatement, &[]);
    office.hears_the_authority(&case, "none", "Keine Äußerung.", "heute");
    let path = format!("{case}/schritte/{}", StepKind::Reinquire);
    let form = Form::on(&ok(office.clerk().get(&path)), "/pruefen");
    let page = form.press(office.clerk(), "Weiter: Angaben prüfen");
    assert_eq!(page.status, 422);
    page.assert_says("Bitte ausfüllen: Fragen.");
    office.clerk_takes(&case, StepKind::Reinquire, &[("questions", "Gilt die Duldung weiter?")]);
    let letters = requests(office, &case);
    let further = |it: &&Letter| it.text.contains("Bitte um ergänzende Stellungnahme");
    let letter = letters.iter().find(further).expect("a further request");
    assert!(letter.text.contains("1. Gilt die Duldung weiter?"), "{}", letter.text);
    assert_eq!(file(&office.app, &case).case.stage, Stage::StatementRequested);
    assert_replays(&office.app, &case);
}

#[test]
fn the_catalogue_is_changed_by_two() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let address = "/vorgaben/statement_questions";
    let form = Form::on(&ok(office.clerk().get(address)), address);
    assert!(form.value("value").starts_with(question(0)), "{}", form.value("value"));
    let wrong = form.fill("value", "Wer?\nWer?").press(office.clerk(), "Änderung vorschlagen");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Die Frage „Wer?“ steht zweimal im Katalog.");
    let form = Form::on(&wrong, address).fill("value", "Wer?\nWo <hier>?");
    assert_eq!(form.press(office.clerk(), "Änderung vorschlagen").status, 303);
    let page = ok(office.chair().get("/vorgaben"));
    page.assert_says("2 Fragen");
    page.assert_says("Wo &lt;hier&gt;?");
    let proposal = "SELECT id::text AS line FROM setting_proposals";
    let proposal = lines(&mut office.app.db(), proposal).remove(0);
    let settle = Form::on(&page, &format!("/vorgaben/vorschlaege/{proposal}"));
    assert_eq!(settle.press(office.chair(), "bestaetigen").status, 303);
    let kept = "SELECT setting AS line FROM settings";
    assert_eq!(lines(&mut office.app.db(), kept), ["statement_questions"]);
    let case = admitted(office);
    let path = format!("{case}/schritte/{}", StepKind::RequestStatement);
    let page = ok(office.clerk().get(&path));
    page.assert_says("Wo &lt;hier&gt;?");
    assert!(!page.body.contains(question(0)), "{}", page.body);
}
