use diesel::RunQueryDsl as _;
use hfk::procedure::{Ground, Role, RoundStep, StepKind};

use crate::{
    app::Page,
    form::Form,
    records::{assert_intact, count, lines},
    secretariat::{House, Typed, followed, ok},
};

pub const PERSON: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("persons-0-family_name", "Ionescu"),
    ("persons-0-born", "1990"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Unna"),
];

/// A case in which every ground is checked.
#[track_caller]
pub fn checked(office: &House) -> String {
    let case = office.registers("Kreis Unna", 1, PERSON);
    office.checks(&case, &[]);
    case
}

#[test]
fn a_round_is_planned_filled_and_published() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.plans_a_round("30.11.2026");
    ok(office.clerk().get(&round)).assert_says("Noch kein Vorgang gewählt");
    office.puts_before_the_committee(&round, &[&case]);
    let page = ok(office.clerk().get(&round));
    page.assert_says("Vorprüfung vom Mo, 30. November 2026");
    page.assert_says("Ionescu");
    page.assert_says("in Vorbereitung");
    // The secretariat drafts, the chair publishes.
    page.assert_says("Dieser Schritt ist vorbehalten: Vorsitz.");
    office.chair_takes_round(&round, RoundStep::Publish);
    ok(office.clerk().get(&round)).assert_says("freigegeben");
    ok(office.clerk().get("/vorpruefung")).assert_says("1 Vorgang, 1 offen");
    ok(office.clerk().get("/")).assert_says("Vorprüfung vom Mo, 30. November 2026");
    let conn = &mut office.app.db();
    for action in ["committee_round_planned", "committee_item_added", "committee_round_step_taken"]
    {
        assert_eq!(count(conn, &format!("audit.entries WHERE action = '{action}'")), 1, "{action}");
    }
    assert_intact(&office.app);
}

#[test]
fn only_what_is_checked_and_on_no_round_is_offered_eilfaelle_first() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let unchecked = office.registers("Kreis Unna", 1, PERSON);
    office.clerk_takes(&unchecked, StepKind::BeginAdmissibility, &[]);
    let (on_a_round, waits, urgent) = (checked(office), checked(office), checked(office));
    let typed = [("reason", "Haft.")];
    office.clerk_takes(&urgent, StepKind::ChangeUrgency, &typed);
    office.convenes_the_committee(&[&on_a_round]);
    let round = office.plans_a_round("heute");
    let page = ok(office.clerk().get(&format!("{round}/faelle"))).body;
    let place = |case: &str| page.find(case.trim_start_matches("/faelle/"));
    assert_eq!((place(&unchecked), place(&on_a_round)), (None, None));
    assert!(place(&urgent).unwrap() < place(&waits).unwrap());
}

#[test]
fn a_case_that_is_taken_off_can_be_put_on_another_round() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    let page = ok(office.clerk().get(&round));
    let off = Form::on(&page, "/1/absetzen");
    followed(office.clerk(), &off.press(office.clerk(), "Absetzen")).assert_says("abgesetzt");
    // The page that was open meanwhile.
    assert_eq!(off.press(office.clerk(), "Absetzen").status, 303);
    let other = office.plans_a_round("heute");
    office.puts_before_the_committee(&other, &[&case]);
    office.chair_takes_round(&round, RoundStep::Cancel);
    ok(office.clerk().get(&round)).assert_says("abgesagt");
    assert_intact(&office.app);
}

#[test]
fn an_older_page_overwrites_nothing() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let (one, other) = (checked(office), checked(office));
    let round = office.convenes_the_committee(&[&one]);
    let path = format!("{round}/schritte/close");
    let close = Form::on(&ok(office.chair().get(&round)), "/1/absetzen");
    office.puts_before_the_committee(&round, &[&other]);
    assert_eq!(close.press(office.chair(), "Absetzen").status, 409);
    ok(office.clerk().get(&path)).assert_says("Noch offene Vorgänge: 2.");
}

#[test]
fn who_is_there_is_recorded_and_counts_as_a_change() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    let form = Form::on(&ok(office.clerk().get(&round)), "/mitwirkung");
    let form = form.fill("sitz-2", "deputy").fill("sitz-3", "nobody");
    let page = followed(office.clerk(), &form.press(office.clerk(), "Mitwirkung festhalten"));
    let form = Form::on(&page, "/mitwirkung");
    assert_eq!((form.value("sitz-2"), form.value("sitz-3")), ("deputy", "nobody"));
    assert_eq!(form.value("sitz-1"), "member");
    let recorded = "audit.entries WHERE action = 'committee_presence_recorded'";
    assert_eq!(count(&mut office.app.db(), recorded), 1);
}

#[test]
fn the_chair_names_the_committee_anew_and_nobody_sits_twice() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let form = || Form::on(&ok(office.chair().get("/vorpruefung/besetzung")), "/besetzung");
    let (member, deputy) = (office.committee.id.to_string(), office.deputy.id.to_string());
    let third = office.app.user(&[Role::PreCheck]);
    let twice = form().fill("member-3", &deputy).press(office.chair(), "Besetzung festhalten");
    assert_eq!(twice.status, 422);
    twice.assert_says("Diese Person ist schon auf einem anderen Platz.");
    let unnamed = form().press(office.chair(), "Besetzung festhalten");
    unnamed.assert_says("Bitte ein Mitglied wählen.");
    let named = form().fill("member-3", &third.id.to_string());
    let page = followed(office.chair(), &named.press(office.chair(), "Besetzung festhalten"));
    page.assert_says(&third.name);
    let conn = &mut office.app.db();
    assert_eq!(count(conn, "committee_seats WHERE valid_to = '2026-11-22'"), 3);
    assert_eq!(count(conn, "committee_seats WHERE valid_to IS NULL"), 3);
    assert_eq!(count(conn, "audit.entries WHERE action = 'committee_named'"), 3);
    // Named by mistake, and again on the same day.
    let again = form().fill("member-2", &third.id.to_string()).fill("member-3", &member);
    followed(office.chair(), &again.press(office.chair(), "Besetzung festhalten"));
    assert_eq!(count(conn, "committee_seats WHERE valid_to IS NULL"), 3);
}

#[test]
fn without_a_committee_the_pages_say_who_decides() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let conn = &mut office.app.db();
    diesel::sql_query("DELETE FROM committee_seats").execute(conn).unwrap();
    let sentence = "Es ist kein Vorprüfungsausschuss besetzt; über die Annahme beschließt die Kommission in einer Sitzung (§ 3 Abs. 3 HFKVO).";
    ok(office.clerk().get("/vorpruefung")).assert_says(sentence);
    let form = Form::on(&ok(office.clerk().get("/vorpruefung/neu")), "/neu");
    let form = form.fill("held_on", "heute").fill("place", "Telefon");
    let page = form.press(office.clerk(), "Vorprüfung planen");
    assert_eq!(page.status, 409);
    page.assert_says(sentence);
    assert_eq!(form.value("place"), "Telefon");
}

#[test]
fn a_round_asks_the_database_as_often_for_many_cases_as_for_one() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    let asked = |path: &str| -> usize {
        let page: Page = ok(office.clerk().get(path));
        drop(page);
        let before = office.app.statements();
        ok(office.clerk().get(path));
        office.app.statements() - before
    };
    let choose = format!("{round}/faelle");
    let others: Vec<String> = (0..6).map(|_| checked(office)).collect();
    let (one, few) = (asked(&round), asked(&choose));
    for case in &others[..5] {
        office.puts_before_the_committee(&round, &[case]);
    }
    assert_eq!((asked(&round), asked(&choose)), (one, few));
    assert_eq!(
        lines(&mut office.app.db(), "SELECT 'x' AS line FROM committee_round_items").len(),
        6
    );
}

#[test]
fn a_ground_found_after_the_annahme_brings_a_case_back_before_the_committee() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    office.committee_decides(&case, true, None);
    let finding = format!("finding-0-{}", Ground::SeriousOffences);
    let note = format!("note-0-{}", Ground::SeriousOffences);
    let typed = [(finding.as_str(), "present"), (note.as_str(), "Urteil")];
    let found_since = "Vor einem Ersuchen ist über die Annahme neu zu beschließen";
    assert!(!ok(office.clerk().get(&case)).body.contains(found_since));
    office.clerk_takes(&case, StepKind::RecordFindings, &typed);
    ok(office.clerk().get(&case)).assert_says(found_since);
    let round = office.plans_a_round("heute");
    office.puts_before_the_committee(&round, &[&case]);
}
