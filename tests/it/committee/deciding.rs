//! What the committee decides in a round, by totals alone, and what it hands over.

use hfk::procedure::{RoundStep, Stage, Standing, StepKind};

use super::planning::{PERSON, checked};
use crate::{
    app::{Browser, Page},
    form::Form,
    records::{assert_intact, assert_replays, count, file, lines, standings},
    secretariat::{COUPLE, House, followed, ok, take},
};

fn decision(case: &str) -> String {
    format!("{case}/schritte/{}", StepKind::DecideAdmissibility)
}

/// What the committee counted, about everybody in the case.
#[track_caller]
fn counts(by: &Browser, case: &str, yes: &str, no: &str) -> Page {
    let form = Form::on(&ok(by.get(&decision(case))), "/pruefen");
    let form = form.fill("votes-0-yes", yes).fill("votes-0-no", no);
    form.press(by, "Weiter: Angaben prüfen")
}

/// Divided about everybody: two against one.
#[track_caller]
fn divided(office: &House, case: &str) {
    let check = ok(counts(office.committee(), case, "1", "2"));
    check.assert_says("an die Kommission gegeben");
    let path = decision(case);
    let form = Form::on(&check, &path);
    followed(office.committee(), &form.press(office.committee(), "festhalten"));
}

fn items(office: &House) -> Vec<String> {
    let sql = "SELECT state AS line FROM committee_round_items ORDER BY position";
    lines(&mut office.app.db(), sql)
}

#[test]
fn the_form_begins_with_the_body_and_the_day_of_the_round() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    office.convenes_the_committee(&[&case]);
    let page = ok(office.committee().get(&decision(&case)));
    page.assert_says("an diesem Vorgang wirken 3 Sitze mit");
    let form = Form::on(&page, "/pruefen");
    assert_eq!((form.value("body"), form.value("decided_on")), ("vpa", "23.11.2026"));
    let another_day = form.fill("decided_on", "22.11.2026").fill("votes-0-yes", "3");
    let page = another_day.press(office.committee(), "Weiter: Angaben prüfen");
    page.assert_says("der Ausschuss kann nur an diesem Tag beschlossen haben");
}

#[test]
fn a_decision_settles_the_case_on_its_round() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let (one, other) = (checked(office), checked(office));
    let round = office.convenes_the_committee(&[&one, &other]);
    office.committee_decides(&one, true, None);
    assert_eq!(items(office), ["decided", "open"]);
    office.committee_decides(&other, false, None);
    assert_eq!(items(office), ["decided", "decided"]);
    let path = format!("{round}/schritte/close");
    followed(
        office.clerk(),
        &Form::on(&ok(office.clerk().get(&path)), &path).press(office.clerk(), ""),
    );
    ok(office.clerk().get(&round)).assert_says("abgeschlossen");
    // What is over stays: a page that was open changes nothing.
    let conn = &mut office.app.db();
    let change = "UPDATE committee_round_items SET state = 'open', decided_version = NULL";
    let refused = diesel::connection::SimpleConnection::batch_execute(conn, change);
    assert!(refused.unwrap_err().to_string().contains("a round that is over does not change"));
    assert_replays(&office.app, &one);
    assert_intact(&office.app);
}

#[test]
fn no_more_vote_than_take_part() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    let form = Form::on(&ok(office.clerk().get(&round)), "/mitwirkung").fill("sitz-3", "nobody");
    followed(office.clerk(), &form.press(office.clerk(), "Mitwirkung festhalten"));
    let refused = counts(office.committee(), &case, "3", "0");
    assert_eq!(refused.status, 422);
    refused.assert_says(
        "Gezählt sind 3 Stimmen; an diesem Vorgang wirken laut Vorprüfung 2 Sitze mit.",
    );
    assert_eq!(counts(office.committee(), &case, "2", "0").status, 200);
}

#[test]
fn for_a_recused_member_the_deputy_takes_part_and_records() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    let path = format!("{round}/1/befangenheit");
    let form = Form::on(&ok(office.committee().get(&path)), &path);
    followed(office.committee(), &form.press(office.committee(), "Befangenheit festhalten"));
    assert_eq!(office.committee().get(&decision(&case)).status, 404);
    ok(office.deputy().get(&decision(&case))).assert_says("wirken 3 Sitze mit");
    // Recused too: two seats are left.
    let form = Form::on(&ok(office.deputy().get(&path)), &path);
    assert_eq!(form.press(office.deputy(), "Befangenheit festhalten").status, 303);
    let page = ok(office.chair().get(&decision(&case)));
    page.assert_says("wirken 2 Sitze mit, 1 befangen");
    assert_eq!(Form::on(&page, "/pruefen").value("votes-0-recused"), "1");
}

#[test]
fn who_is_not_before_a_round_decides_nothing() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let page = office.chair().get(&decision(&case));
    assert_eq!(page.status, 409);
    page.assert_says("erst, wenn der Vorgang bei einer freigegebenen Vorprüfung steht");
    page.assert_says("und der Vorgang steht auf keiner Tagesordnung");
}

#[test]
fn a_divided_committee_hands_over_and_the_commission_decides() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    divided(office, &case);
    assert_eq!(items(office), ["handed_over"]);
    assert_eq!(file(&office.app, &case).case.stage, Stage::Admissibility);
    ok(office.clerk().get(&round)).assert_says("an die Kommission gegeben");
    // The committee has done its part, and no other round takes the case.
    let page = office.committee().get(&decision(&case));
    assert_eq!(page.status, 409);
    page.assert_says("hat den Vorgang an die Kommission gegeben");
    let other = office.plans_a_round("heute");
    assert!(!ok(office.clerk().get(&format!("{other}/faelle"))).body.contains(&case));
    ok(office.committee().get("/")).assert_says("Kein geprüfter Fall wartet");
    office.chair_takes_round(&round, RoundStep::Close);
    assert_eq!(office.chair().get(&decision(&case)).status, 409, "not on an agenda");
    let sitting = office.opens_a_sitting(&[&case]);
    let page = ok(office.chair().get(&decision(&case)));
    assert!(!page.body.contains("value=\"vpa\""), "{}", page.body);
    office.commission_decides(&sitting, &case, 4);
    assert_eq!(standings(&office.app, &case)[0].1, Standing::NotAdmitted);
    assert_eq!(items(office), ["handed_over"], "what the round came to stays");
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}

#[test]
fn what_is_agreed_on_stands_while_the_others_wait_for_the_commission() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, COUPLE);
    office.checks(&case, &[]);
    office.convenes_the_committee(&[&case]);
    let by = office.committee();
    let form = Form::on(&ok(by.get(&decision(&case))), "/pruefen");
    let form = Form::on(&form.press(by, "einzeln"), "/pruefen");
    let form = form.fill("votes-0-yes", "3").fill("votes-1-yes", "1").fill("votes-1-no", "2");
    let check = ok(form.press(by, "Weiter: Angaben prüfen"));
    check.assert_says("Ana Ionescu: <strong>angenommen</strong>");
    check.assert_says("Mihai Ionescu: <strong>an die Kommission gegeben</strong>");
    followed(by, &Form::on(&check, &decision(&case)).press(by, "festhalten"));
    let stand: Vec<_> = standings(&office.app, &case).into_iter().map(|it| it.1).collect();
    assert_eq!(stand, [Standing::Admitted, Standing::Open]);
    assert_eq!(file(&office.app, &case).case.stage, Stage::Admissibility);
    let sitting = office.opens_a_sitting(&[&case]);
    office.commission_decides(&sitting, &case, 9);
    assert_eq!(file(&office.app, &case).case.stage, Stage::Admitted);
    assert_replays(&office.app, &case);
}

#[test]
fn a_case_that_ends_otherwise_leaves_its_round() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 1, PERSON);
    office.checks(&case, &[]);
    let round = office.convenes_the_committee(&[&case]);
    let ended = hfk::procedure::OtherEnding::Withdrawn;
    office.ends(&case, ended, &["Ionescu"], "Schreiben vom 23.11.2026");
    assert_eq!(items(office), ["taken_off"]);
    ok(office.clerk().get(&round)).assert_says("abgesetzt");
}

#[test]
fn no_table_of_a_round_has_room_for_who_voted_how() {
    let house = House::new();
    let columns = "SELECT column_name || '' AS line FROM information_schema.columns
        WHERE table_name LIKE 'committee_%' AND (column_name LIKE '%vote%' OR column_name LIKE '%yes%'
          OR column_name LIKE '%ballot%' OR column_name LIKE '%abstain%')";
    assert_eq!(lines(&mut house.app.db(), columns), Vec::<String>::new());
    assert_eq!(count(&mut house.app.db(), "committee_rounds"), 0);
}

#[test]
fn a_decision_that_is_taken_back_opens_the_case_again_until_the_round_is_closed() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    divided(office, &case);
    let mistake = |form: Form| form.fill("reason", "Verzählt.");
    take(office.chair(), &case, StepKind::TakeBack, mistake);
    assert_eq!(items(office), ["open"]);
    divided(office, &case);
    office.chair_takes_round(&round, RoundStep::Close);
    let page = office.chair().get(&format!("{case}/schritte/{}", StepKind::TakeBack));
    assert_eq!(page.status, 409);
    page.assert_says("an ihren Vorgängen ist nichts mehr zu ändern");
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}
