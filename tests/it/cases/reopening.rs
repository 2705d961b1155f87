//! Wiederaufnahme: the same file once more, through the pages.

use hfk::{
    procedure::{
        LetterKind, OtherEnding, Role, Round, Setting, Stage, Standing, StepKind, Version,
    },
    storage,
};

use super::paper::{nothing_found, persons};
use crate::{
    committee::before_the_committee,
    form::Form,
    records::{assert_intact, assert_replays, case_id, count, file, lines, standings},
    secretariat::{Ballot, COUPLE, House, Letter, ok},
};

const NEWS: &str = "Mihai hat eine Ausbildungsstelle in Unna.";

/// From the Annahme to the sitting on this day, with everybody in the room.
fn heard(house: &mut House, case: &str, held_on: (&str, &str), votes: &[Ballot]) -> String {
    let (day, clock) = held_on;
    house.committee_decides(case, true, None);
    house.clerk_takes(case, StepKind::RequestStatement, &[]);
    house.hears_the_authority(case, "none", "Keine Äußerung.", "heute");
    let sitting = house.plans_a_sitting(day);
    house.puts_on_the_agenda(&sitting, &[case]);
    house.chair_takes(&sitting, "publish");
    let room = house.at(clock);
    room.everybody_comes(&sitting);
    room.chair_takes(&sitting, "open");
    for it in votes {
        room.votes(&sitting, case, it);
    }
    room.chair_takes(&sitting, "close");
    sitting
}

/// An Ersuchen for Ana, sent on 10 December, and none for Mihai.
pub fn with_ersuchen(house: &mut House) -> (String, String) {
    let case = house.at("2026-11-23 10:00").registers("Kreis Unna", 2, COUPLE);
    house.checks(&case, &[]);
    let yes = Ballot { persons: &["Ana Ionescu"], yes: 7, reasons: "Erstgrundwort.", advice: None };
    let no = Ballot { persons: &["Mihai Ionescu"], yes: 2, reasons: "", advice: None };
    let sitting = heard(house, &case, ("10.12.2026", "2026-12-10 10:04"), &[yes, no]);
    house.clerk_takes(&case, StepKind::SendErsuchen, &[]);
    (case, sitting)
}

/// The Ersuchen for Ana is followed; filed on 20 January.
fn filed(house: &mut House) -> (String, String) {
    let (case, sitting) = with_ersuchen(house);
    house.releases_the_notices(&sitting);
    let office = house.at("2027-01-20 10:00");
    office.hears_the_decision(&case, true, "");
    office.files(&case);
    (case, sitting)
}

fn withdrawn(office: &House) -> String {
    let case = office.registers("Kreis Unna", 2, COUPLE);
    office.ends(&case, OtherEnding::Withdrawn, &["Ana", "Mihai"], "Schreiben vom 23.11.2026");
    office.files(&case);
    case
}

fn path(case: &str) -> String {
    format!("{case}/schritte/{}", StepKind::Reopen)
}

/// Takes the case up again for those named so.
fn reopens(office: &House, case: &str, who: &[&str]) {
    let by = office.clerk();
    let form = Form::on(&ok(by.get(&path(case))), "/pruefen").choose("persons", who);
    let typed = [("received_on", "heute"), ("channel", "fax"), ("news", NEWS)];
    let check = ok(form.fill_all(&typed).press(by, "Weiter: Angaben prüfen"));
    check.assert_says("in den Stand „<strong>Eingegangen</strong>“");
    let page = Form::on(&check, &path(case)).press(by, "festhalten");
    assert_eq!(page.status, 303, "{}", page.body);
}

fn of_kind(letters: &[Letter], kind: LetterKind) -> Vec<&Letter> {
    letters.iter().filter(|it| it.kind == kind).collect()
}

/// What lies on top of a case, before its first section.
fn on_top(body: &str) -> &str {
    let (_, rest) = body.split_once("aria-label=\"Abschnitte\"").unwrap();
    rest.split_once("id=\"ueberblick\"").unwrap().0
}

#[test]
fn a_second_round_in_the_same_file_from_receipt_to_filing() {
    let mut house = House::new();
    let (case, first) = filed(&mut house);
    let sent_before = house.letters(&case).len();
    let office = house.at("2027-03-01 09:00");
    reopens(office, &case, &["Mihai Ionescu"]);

    let page = ok(office.clerk().get(&case));
    for words in [
        "Wiederaufnahme",
        NEWS,
        "20.11.2026",
        "z.d.A. <time datetime=\"2027-01-20\">",
        "Ana Ionescu: <strong>Ersuchen befolgt</strong>",
        "Mihai Ionescu: <strong>kein Ersuchen</strong>",
    ] {
        assert!(on_top(&page.body).contains(words), "{words}: {}", on_top(&page.body));
    }
    let (now, open) = (file(&house.app, &case).case, Standing::Open);
    assert_eq!((now.stage, now.round), (Stage::Received, Round(2)));
    assert_eq!(standings(&house.app, &case)[1], ("Mihai Ionescu".to_owned(), open));
    both_are_told_and_no_outcome_is(&house, &case, sent_before);

    house.clerk_takes(&case, StepKind::BeginAdmissibility, &[]);
    let found = nothing_found(2);
    let of_mihai: Vec<_> = found
        .iter()
        .filter(|it| it.0.starts_with("finding-1-"))
        .map(|it| (it.0.as_str(), it.1.as_str()))
        .collect();
    house.clerk_takes(&case, StepKind::RecordFindings, &of_mihai);
    let persons = &["Mihai Ionescu"];
    let yes = Ballot { persons, yes: 6, reasons: "Zweitgrundwort.", advice: None };
    let second = heard(&mut house, &case, ("11.03.2027", "2027-03-11 10:04"), &[yes]);
    house.clerk_takes(&case, StepKind::SendErsuchen, &[]);
    house.releases_the_notices(&second);
    let office = house.at("2027-04-20 10:00");
    office.hears_the_decision(&case, false, "Der Lebensunterhalt ist nicht gesichert.");
    office.files(&case);

    the_letters_of_each_round_speak_of_its_own(&house, &case);
    each_sitting_stays_what_it_was(&house, &case, [&first, &second]);
    both_rounds_can_be_counted(&house);
    assert_replays(&house.app, &case);
    assert_intact(&house.app);
}

fn both_are_told_and_no_outcome_is(house: &House, case: &str, before: usize) {
    let letters = house.letters(case);
    let new: Vec<_> = letters.iter().filter(|it| it.text.contains("1. März 2027")).collect();
    assert_eq!((new.len(), letters.len()), (2, before + 2));
    assert!(new.iter().all(|it| matches!(it.kind, LetterKind::L1 | LetterKind::L2)));
    for it in new {
        assert!(it.text.contains("Mihai Ionescu"), "{}", it.text);
        assert!(it.text.contains("15-39.22-2026-0001"), "{}", it.text);
        for word in ["Ana Ionescu", "rsuchen", "grundwort", "erneut", "ieder"] {
            assert!(!it.text.contains(word), "{word}: {}", it.text);
        }
    }
}

fn the_letters_of_each_round_speak_of_its_own(house: &House, case: &str) {
    let letters = house.letters(case);
    let requests = of_kind(&letters, LetterKind::L6);
    let says = |word: &str| requests.iter().filter(|it| it.text.contains(word)).count();
    assert_eq!((requests.len(), says("Erstgrundwort"), says("Zweitgrundwort")), (2, 1, 1));
    let both = requests
        .iter()
        .any(|it| it.text.contains("Erstgrundwort") && it.text.contains("Zweitgrundwort"));
    assert!(!both);
    let notices = of_kind(&letters, LetterKind::L8);
    let of_mihai = |it: &&&Letter| !it.text.contains("Ana Ionescu");
    assert_eq!((notices.len(), notices.iter().filter(of_mihai).count()), (2, 1));
}

fn each_sitting_stays_what_it_was(house: &House, case: &str, [first, second]: [&str; 2]) {
    let results = |sitting: &str| {
        let page = house.item(sitting, case).1.body;
        ["Ersuchen", "kein Ersuchen", "Ersuchen nicht befolgt", "Ersuchen befolgt"].map(|it| {
            let line = |name: &str| page.contains(&format!("<li>{name} – {it}</li>"));
            (line("Ana Ionescu"), line("Mihai Ionescu"))
        })
    };
    let [_, none, not_followed, followed] = results(first);
    assert_eq!((none, not_followed, followed), ((false, true), (false, false), (true, false)));
    let [_, none, not_followed, followed] = results(second);
    assert_eq!((none, not_followed, followed), ((false, false), (false, true), (false, false)));
    for sitting in [first, second] {
        let page = ok(house.chair().get(&format!("{sitting}/mitteilungen")));
        assert_eq!(page.body.matches("freigegeben am").count(), 1, "{}", page.body);
    }
}

fn both_rounds_can_be_counted(house: &House) {
    let conn = &mut house.app.db();
    let rounds = "SELECT round || ' ' || min(on_day) || ' ' || max(on_day) AS line \
        FROM case_events GROUP BY round ORDER BY round";
    assert_eq!(lines(conn, rounds), ["1 2026-11-23 2027-01-20", "2 2027-03-01 2027-04-20"]);
    let earlier =
        "SELECT round || ' ' || received_on || ' ' || channel AS line FROM earlier_rounds";
    assert_eq!(lines(conn, earlier), ["1 2026-11-20 post"]);
    let stood = "SELECT standing AS line FROM earlier_standings ORDER BY standing";
    assert_eq!(lines(conn, stood), ["followed", "no_request"]);
}

#[test]
fn what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = withdrawn(office);
    let form = Form::on(&ok(office.clerk().get(&path(&case))), "/pruefen");
    let form = form
        .fill("received_on", "1.11.2026")
        .fill("channel", "fax")
        .choose("persons", &["Ana Ionescu"]);
    let page = form.press(office.clerk(), "Weiter: Angaben prüfen");
    assert_eq!(page.status, 422);
    page.assert_says("Bitte ausfüllen: Was ist neu?");
    let form = Form::on(&page, "/pruefen");
    assert_eq!(form.value("received_on"), "1.11.2026");
    let page = form.fill("news", NEWS).press(office.clerk(), "Weiter: Angaben prüfen");
    assert_eq!(page.status, 422);
    page.assert_says("Der 01.11.2026 liegt vor dem Eingang des Antrags.");
    page.assert_says(NEWS);
    assert_eq!(file(&house.app, &case).case.round, Round::FIRST);
}

#[test]
fn papers_asked_for_in_the_earlier_round_are_waited_for_no_more() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, COUPLE);
    let step = format!("{case}/schritte/{}", StepKind::RequestDocuments);
    let by = office.clerk();
    let papers = ["Einwilligung in die Datenverarbeitung: Ana"];
    let form = Form::on(&ok(by.get(&step)), "/pruefen").choose("papers", &papers);
    let check = ok(form.press(by, "Weiter: Angaben prüfen"));
    Form::on(&check, &step).press(by, "festhalten");
    office.ends(&case, OtherEnding::Withdrawn, &["Ana", "Mihai"], "Schreiben vom 23.11.2026");
    office.files(&case);
    let office = house.at("2027-03-01 10:00");
    reopens(office, &case, &["Ana Ionescu"]);
    assert!(!ok(office.clerk().get("/")).body.contains("Nachgeforderte Unterlagen"));
    assert!(!ok(office.clerk().get(&case)).body.contains("nachgefordert am"));
    assert_eq!(count(&mut house.app.db(), "standing_requests"), 0);
}

#[test]
fn a_search_before_the_registration_offers_both_ways_of_a_filed_case() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = withdrawn(office);
    let running = office.registers("Kreis Unna", 2, COUPLE);
    let found = |office: &House| {
        let by = office.clerk();
        let form = Form::on(&ok(by.get("/faelle/neu")), "/faelle/neu/suche");
        ok(form.fill("persons-0-family_name", "Ionescu").press(by, "Person suchen"))
    };
    let page = found(office);
    page.assert_says(&format!("href=\"{}\"", path(&case)));
    page.assert_says("beginnt unter seinem Aktenzeichen neu");
    page.assert_says("ein neuer Vorgang mit eigenem Aktenzeichen");
    page.assert_says(&format!("folgeantrag-{}", case_id(&case)));
    assert!(!page.body.contains(&path(&running)), "it runs: {}", page.body);

    let (conn, chair) = (&mut office.app.db(), office.app.user(&[Role::Chair]));
    let setting = (Setting::ReopeningAllowed.name(), Version(0));
    storage::change_setting(conn, setting, "nein", chair.id, office.app.now()).unwrap();
    let page = found(office);
    assert!(!page.body.contains("Wiederaufnahme"), "{}", page.body);
    let page = office.clerk().get(&path(&case));
    page.assert_says("Eine Wiederaufnahme ist nicht zugelassen");
}

#[test]
fn who_is_recused_reads_nothing_of_it_and_takes_nothing_up() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = withdrawn(office);
    reopens(office, &case, &["Ana Ionescu"]);
    let recused = house.app.user(&[Role::Clerk]);
    let conn = &mut house.app.db();
    storage::record_recusal(conn, case_id(&case), recused.id, recused.id, house.app.now()).unwrap();
    let by = house.app.sign_in_as(&recused.login);
    for address in [case.clone(), path(&case)] {
        let page = by.get(&address);
        assert_eq!(page.status, 404);
        assert!(!page.body.contains(NEWS) && !page.body.contains("Rücknahme"), "{}", page.body);
    }
}

/// Only those who may see a protected address read it in what is new.
#[test]
fn what_is_new_hides_a_protected_address_from_members() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let protected = [COUPLE, &[("persons-0-address_protected", "ja")]].concat();
    let case = office.registers("Kreis Unna", 2, &protected);
    office.ends(&case, OtherEnding::Withdrawn, &["Ana", "Mihai"], "Schreiben vom 23.11.2026");
    office.files(&case);
    let by = office.clerk();
    let page = ok(by.get(&path(&case)));
    assert_eq!(persons(&page).len(), 2);
    let form = Form::on(&page, "/pruefen").choose("persons", &["Ana Ionescu"]);
    let typed = [("received_on", "heute"), ("channel", "fax"), ("news", "Neu: Am Wall 1 brennt.")];
    let check = ok(form.fill_all(&typed).press(by, "Weiter: Angaben prüfen"));
    Form::on(&check, &path(&case)).press(by, "festhalten");
    assert!(on_top(&ok(by.get(&case)).body).contains("Am Wall 1"));

    house.clerk_takes(&case, StepKind::BeginAdmissibility, &[]);
    let committee = before_the_committee(&house.app, &case);
    let page = ok(committee.get(&case)).body;
    assert!(on_top(&page).contains("Neu:") && !on_top(&page).contains("Am Wall 1"), "{page}");
}
