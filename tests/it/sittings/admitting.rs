//! A Land without a committee: the commission decides on the Annahme in its sittings.

use hfk::procedure::{Finding, FindingEntry, Ground, Proposal, Stage, Standing, Step};

use super::house::{House, ReadyCase, Votes, plan, take, vote};
use crate::{
    app::{Browser, Page},
    form::Form,
    letters::words,
    records::{assert_intact, assert_replays, count, file, lines, standings},
};

const ITEMS: &str = "SELECT subject || ' ' || state AS line FROM agenda_items ORDER BY position";

fn address(case: &ReadyCase) -> String {
    format!("/faelle/{}", case.id)
}

fn decision(case: &ReadyCase) -> String {
    format!("{}/schritte/decide_admissibility", address(case))
}

/// The chair counts, for everybody in the case; the page that checks it.
fn counts(chair: &Browser, case: &ReadyCase, (yes, no): (&str, &str)) -> Page {
    let form = Form::on(&chair.get(&decision(case)), "/pruefen");
    let form = form.fill("votes-0-yes", yes).fill("votes-0-no", no);
    form.press(chair, "Weiter: Angaben prüfen")
}

/// Where recording it leads.
fn decides(house: &House, case: &ReadyCase, counted: (&str, &str)) -> Option<String> {
    let chair = house.chair();
    let check = counts(&chair, case, counted);
    assert_eq!(check.status, 200, "{}", check.body);
    Form::on(&check, &decision(case)).press(&chair, "festhalten").location
}

fn items(house: &House) -> Vec<String> {
    lines(&mut house.app.db(), ITEMS)
}

fn stand(house: &House, case: &ReadyCase) -> Vec<Standing> {
    standings(&house.app, &address(case)).into_iter().map(|it| it.1).collect()
}

/// Says why something else becomes of the item.
fn leaves(by: &Browser, item: &str, way: &str, text: &str, button: &str) {
    let path = format!("{item}/{way}");
    let form = Form::on(&by.get(&path), &path).fill("text", text);
    let page = form.press(by, button);
    assert_eq!(page.status, 303, "{}", page.body);
}

#[test]
fn the_annahme_and_the_vote_come_to_two_sittings() {
    let house = House::open();
    let case = house.checked("Đorđević", &["Milica", "Zoran"]);
    let (clerk, chair) = (house.clerk(), house.chair());
    // Nobody decides on it outside of a sitting.
    let page = chair.get(&decision(&case));
    assert_eq!(page.status, 409);
    page.assert_says("der Vorgang steht auf keiner Tagesordnung");

    let sitting = house.sitting_with(&[&case]);
    clerk.get(&sitting).assert_says("Annahme");
    assert_eq!(file(&house.app, &address(&case)).case.stage, Stage::Admissibility);
    let item = format!("{sitting}/top/1");
    chair.get(&item).assert_says(&decision(&case));
    clerk.get(&item).assert_says("nie die Geschäftsstelle allein");

    let form = Form::on(&chair.get(&decision(&case)), "/pruefen");
    assert_eq!(form.value("body"), "hfk");
    assert_eq!(form.value("decided_on"), "23.11.2026");
    let wrong = counts(&chair, &case, ("4", "0"));
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Laut Anwesenheit stimmen 5 Mitglieder ab, gezählt sind 4.");
    assert_eq!(decides(&house, &case, ("3", "2")).as_deref(), Some(&*sitting), "it goes on there");
    assert_eq!(items(&house), ["admission decided"]);
    assert_eq!(stand(&house, &case), [Standing::Admitted; 2]);
    clerk.get(&item).assert_says("beschlossen: angenommen");

    take(&clerk, &sitting, "close");
    while house.app.typeset() > 0 {}
    let minutes = words(&clerk.get(&format!("{sitting}/protokoll")).bytes);
    for said in ["– Annahme", "Beschlussfrage: Annahme", "Milica Đorđević, Zoran Đorđević"]
    {
        assert!(minutes.contains(said), "“{said}” is missing in {minutes}");
    }
    assert!(minutes.contains("Ergebnis: angenommen"), "{minutes}");
    // Nobody is told that the procedure has ended.
    assert_eq!(count(&mut house.app.db(), "letters WHERE kind = 'L8'"), 0);
    let page = clerk.get(&format!("{sitting}/mitteilungen"));
    assert!(!page.body.contains("Đorđević"), "{}", page.body);

    house.take(&case, hears_the_authority(&house));
    let second = house.sitting_with(&[&case]);
    let votes = Votes { persons: &case.persons, counts: ("4", "1", "0"), reasons: "Verwurzelt." };
    assert_eq!(vote(&clerk, &format!("{second}/top/1"), &votes, "record").status, 303);
    assert_eq!(stand(&house, &case), [Standing::Ersuchen; 2]);
    // What was decided first is told as it was.
    clerk.get(&item).assert_says("Milica Đorđević – angenommen");
    assert_replays(&house.app, &address(&case));
    assert_intact(&house.app);
}

fn hears_the_authority(house: &House) -> Vec<Step> {
    use hfk::procedure::{Inquiry, Position, Statement};
    let text = "Wir haben keine Bedenken.";
    let statement = Statement::brief(house.app.now().today, Position::InFavour, text);
    vec![Step::RequestStatement(Inquiry::default()), Step::RecordStatement(statement)]
}

#[test]
fn both_can_come_to_one_sitting_and_each_has_its_item() {
    let house = House::open();
    let case = house.checked("Sow", &["Awa"]);
    let sitting = house.sitting_with(&[&case]);
    let clerk = house.clerk();
    decides(&house, &case, ("5", "0"));
    house.take(&case, hears_the_authority(&house));
    house.place(&sitting, &[&case]);
    assert_eq!(items(&house), ["admission decided", "request open"]);
    let votes = Votes { persons: &case.persons, counts: ("1", "4", "0"), reasons: "" };
    assert_eq!(vote(&clerk, &format!("{sitting}/top/2"), &votes, "record").status, 303);
    take(&clerk, &sitting, "close");
    while house.app.typeset() > 0 {}
    let minutes = words(&clerk.get(&format!("{sitting}/protokoll")).bytes);
    let questions = ["Beschlussfrage: Annahme", "Beschlussfrage: Ersuchen nach § 23a AufenthG"];
    assert_eq!(questions.map(|it| minutes.matches(it).count()), [1, 1], "{minutes}");
}

#[test]
fn whom_the_commission_does_not_admit_is_told_so_and_the_item_is_done() {
    let house = House::open();
    let case = house.checked("Rahimi", &["Farid"]);
    let sitting = house.sitting_with(&[&case]);
    decides(&house, &case, ("2", "3"));
    assert_eq!(file(&house.app, &address(&case)).case.stage, Stage::Closing);
    assert_eq!(items(&house), ["admission decided"]);
    assert_eq!(count(&mut house.app.db(), "letters WHERE kind IN ('L5a', 'L5b')"), 2);
    house.clerk().get(&sitting).assert_says("beschlossen: nicht angenommen");
    take(&house.clerk(), &sitting, "close");
}

#[test]
fn an_item_is_adjourned_or_taken_off_and_comes_again() {
    let house = House::open();
    let case = house.checked("Petrosjan", &["Karine"]);
    let sitting = house.sitting_with(&[&case]);
    let (clerk, item) = (house.clerk(), format!("{sitting}/top/1"));
    let page = clerk.get(&item);
    assert!(!page.body.contains("Zurück zur Aufklärung"), "the authority is not asked yet");
    leaves(&clerk, &item, "vertagen", "Ist die Identität geklärt?", "Vertagen");
    assert_eq!(items(&house), ["admission adjourned"]);
    let later = plan(&clerk, "17.12.2026");
    house.place(&later, &[&case]);
    leaves(
        &clerk,
        &format!("{later}/top/1"),
        "absetzen",
        "Versehen.",
        "Von der Tagesordnung nehmen",
    );
    let mut left = items(&house);
    left.sort_unstable();
    assert_eq!(left, ["admission adjourned", "admission withdrawn"]);
    take(&clerk, &sitting, "close");
    while house.app.typeset() > 0 {}
    let minutes = words(&clerk.get(&format!("{sitting}/protokoll")).bytes);
    assert!(minutes.contains("vertagt: Ist die Identität geklärt?"), "{minutes}");
    assert_eq!(stand(&house, &case), [Standing::Open]);
}

#[test]
fn a_mistake_is_taken_back_while_the_sitting_is_open_and_decided_anew() {
    let house = House::open();
    let case = house.checked("Ó Briain", &["Chidi"]);
    let sitting = house.sitting_with(&[&case]);
    decides(&house, &case, ("5", "0"));
    let (chair, back) = (house.chair(), format!("{}/schritte/take_back", address(&case)));
    chair.get(&format!("{sitting}/top/1")).assert_says(&back);
    let form = Form::on(&chair.get(&back), "/pruefen").fill("reason", "Falsch gezählt.");
    let check = form.press(&chair, "Weiter: Angaben prüfen");
    assert_eq!(Form::on(&check, &back).press(&chair, "festhalten").status, 303);
    assert_eq!(
        (items(&house), stand(&house, &case)),
        (vec!["admission open".into()], vec![Standing::Open])
    );
    decides(&house, &case, ("0", "5"));
    take(&house.clerk(), &sitting, "close");
    while house.app.typeset() > 0 {}
    let minutes = words(&house.clerk().get(&format!("{sitting}/protokoll")).bytes);
    assert_eq!(minutes.matches("Beschlussfrage: Annahme").count(), 1, "{minutes}");
    assert!(minutes.contains("Ergebnis: nicht angenommen"), "{minutes}");
}

#[test]
fn a_published_agenda_opens_the_case_to_the_invited_seats() {
    let house = House::open();
    let case = house.checked("Iwanow", &["Oleg"]);
    let member = house.app.sign_in_as(&house.members[1].login);
    let sitting = house.planned(&[&case]);
    assert_eq!(member.get(&address(&case)).status, 404);
    take(&house.chair(), &sitting, "publish");
    member.get(&address(&case)).assert_says("Iwanow");
    while house.app.typeset() > 0 {}
    let invitation = "SELECT recipient AS line FROM letters WHERE kind = 'L12' AND content::text LIKE '%Annahme%'";
    assert_eq!(lines(&mut house.app.db(), invitation).len(), 5);
    leaves(
        &house.clerk(),
        &format!("{sitting}/top/1"),
        "absetzen",
        "Versehen.",
        "Von der Tagesordnung nehmen",
    );
    assert_eq!(member.get(&address(&case)).status, 404);
}

#[test]
fn what_waits_for_an_agenda_is_on_the_desk_and_what_is_for_the_committee_is_not() {
    let house = House::open();
    let case = house.checked("Şahin", &["Elif"]);
    let reasons = "Kein Grund ersichtlich.".to_owned();
    house.take(&case, vec![Step::ProposeAdmissibility { proposal: Proposal::Admit, reasons }]);
    let (clerk, chair) = (house.clerk(), house.chair());
    clerk.get("/faelle").assert_says("Auf die Tagesordnung setzen");
    clerk.get(&address(&case)).assert_says("Auf die Tagesordnung setzen …");
    chair.get("/").assert_says("Şahin, Elif");
    let sitting = plan(&clerk, "17.12.2026");
    let agenda = format!("{sitting}/tagesordnung");
    clerk.get(&agenda).assert_says("Vorgänge, über deren Annahme die Kommission beschließt");

    house.name_the_committee();
    assert!(!clerk.get(&agenda).body.contains("Şahin"));
    assert!(!clerk.get("/faelle").body.contains("Auf die Tagesordnung setzen"));
    clerk.get("/faelle").assert_says("Vorprüfungsausschuss oder Vorsitz");
}

/// A ground of § 5(2) that becomes known of somebody after the Annahme.
fn a_ground_appears(house: &House, case: &ReadyCase, person: usize) {
    let entry = FindingEntry::of(
        case.persons[person],
        Ground::SeriousOffences,
        Finding::Present,
        "Auskunft vom 23.11.2026",
    );
    house.take(case, vec![Step::RecordFindings { entries: vec![entry] }]);
}

#[test]
fn a_sitting_goes_on_showing_what_it_decided_and_about_whom() {
    let house = House::open();
    let case = house.checked("Đorđević", &["Milica", "Zoran"]);
    let first = house.sitting_with(&[&case]);
    decides(&house, &case, ("5", "0"));
    a_ground_appears(&house, &case, 1);
    let second = house.sitting_with(&[&case]);
    decides(&house, &case, ("0", "5"));
    assert_eq!(stand(&house, &case), [Standing::Admitted, Standing::NotAdmitted]);
    let clerk = house.clerk();
    let page = clerk.get(&format!("{first}/top/1"));
    page.assert_says("Zoran Đorđević – angenommen");
    assert!(!page.body.contains("nicht angenommen"), "{}", page.body);
    let page = clerk.get(&format!("{second}/top/1"));
    page.assert_says("Zoran Đorđević – nicht angenommen");
    assert!(
        !page.body.contains("Milica Đorđević –"),
        "nothing was decided about her: {}",
        page.body
    );
}

#[test]
fn what_was_decided_stays_when_the_case_comes_to_the_sitting_again() {
    let house = House::open();
    let case = house.checked("Sow", &["Awa"]);
    let sitting = house.sitting_with(&[&case]);
    decides(&house, &case, ("5", "0"));
    a_ground_appears(&house, &case, 0);
    house.place(&sitting, &[&case]);
    let clerk = house.clerk();
    leaves(
        &clerk,
        &format!("{sitting}/top/2"),
        "absetzen",
        "Irrtum.",
        "Von der Tagesordnung nehmen",
    );
    assert_eq!(items(&house), ["admission decided", "admission withdrawn"]);
    clerk.get("/sitzungen").assert_says("1 Vorgang");
    take(&clerk, &sitting, "close");
    while house.app.typeset() > 0 {}
    let minutes = words(&clerk.get(&format!("{sitting}/protokoll")).bytes);
    let (first, second) = minutes.split_once("TOP 2").expect("two items");
    assert!(first.contains("Ergebnis: angenommen"), "{minutes}");
    assert!(!first.contains("von der Tagesordnung genommen"), "{minutes}");
    assert!(second.contains("von der Tagesordnung genommen: Irrtum."), "{minutes}");
    // Members go on reading what the sitting has decided.
    let member = house.app.sign_in_as(&house.members[1].login);
    member.get(&address(&case)).assert_says("Sow");
}

#[test]
fn a_ground_found_since_is_on_the_desk_of_the_chair_and_the_check_page_names_the_agenda() {
    let house = House::open();
    let case = house.checked("Rahimi", &["Farid"]);
    let sitting = house.sitting_with(&[&case]);
    decides(&house, &case, ("5", "0"));
    let chair = house.chair();
    assert!(!chair.get("/").body.contains("Rahimi, Farid"));
    a_ground_appears(&house, &case, 0);
    chair.get("/").assert_says("Rahimi, Farid");
    let step = format!("{}/schritte/place_on_agenda", address(&case));
    let clerk = house.clerk();
    let sitting = sitting.trim_start_matches("/sitzungen/");
    let form = Form::on(&clerk.get(&step), "/pruefen").fill("sitting", sitting);
    let check = form.press(&clerk, "Weiter: Angaben prüfen");
    check.assert_says("Der Fall bleibt im Stand „Angenommen“.");
    check.assert_says("steht auf der Tagesordnung der Sitzung Nr. 1/2026 am 23.11.2026: Annahme.");
}
