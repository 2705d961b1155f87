//! Who of the committee reads a case, and when: the right comes from the round.

use chrono::TimeDelta;
use hfk::procedure::{Role, RoundStep};

use super::planning::{PERSON, checked};
use crate::{
    app::Browser,
    form::Form,
    records::{assert_intact, count},
    secretariat::{House, followed, ok},
};

/// What page, list, search and round tell somebody of a case: all of it, or nothing.
#[track_caller]
fn reads(by: &Browser, case: &str) -> bool {
    let reads = match by.get(case).status {
        200 => true,
        404 => false,
        other => panic!("{other}"),
    };
    let listed = by.get("/faelle").body.contains(case);
    let found = by.post("/faelle/suche", &[("suche", "Ionescu")]).body.contains(case);
    assert_eq!((listed, found), (reads, reads), "list and search know what the page does");
    reads
}

fn stands_in(office: &House, round: &str, seat: &str, holder: &str) {
    let form = Form::on(&ok(office.clerk().get(round)), "/mitwirkung").fill(seat, holder);
    followed(office.clerk(), &form.press(office.clerk(), "Mitwirkung festhalten"));
}

#[test]
fn a_member_reads_nothing_before_the_round_is_published_nor_what_is_not_on_it() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let (case, other) = (checked(office), checked(office));
    let round = office.plans_a_round("30.11.2026");
    office.puts_before_the_committee(&round, &[&case]);
    let by = office.committee();
    assert!(!reads(by, &case));
    assert_eq!(by.get(&round).status, 404);
    assert!(!by.get("/vorpruefung").body.contains(&round));
    office.chair_takes_round(&round, RoundStep::Publish);
    assert!(reads(by, &case));
    assert!(!reads(by, &other));
    ok(by.get(&round)).assert_says("Ionescu");
    ok(by.get("/")).assert_says(&round);
    let purpose = "audit.entries WHERE action = 'case_read' AND purpose = 'pre_check'";
    assert!(count(&mut office.app.db(), purpose) > 0);
    // Nobody else of the house, and nobody from outside the committee.
    for role in [Role::PreCheck, Role::Member] {
        assert_eq!(office.app.sign_in(role).get(&case).status, 404);
    }
}

#[test]
fn what_is_taken_off_is_closed_at_once() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    assert!(reads(office.committee(), &case));
    let off = Form::on(&ok(office.clerk().get(&round)), "/1/absetzen");
    followed(office.clerk(), &off.press(office.clerk(), "Absetzen"));
    assert!(!reads(office.committee(), &case));
}

#[test]
fn a_deputy_who_does_not_stand_in_is_a_stranger() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    assert!(!reads(office.deputy(), &case));
    assert_eq!(office.deputy().get(&round).status, 404);
    stands_in(office, &round, "sitz-2", "deputy");
    assert!(reads(office.deputy(), &case));
    ok(office.deputy().get(&round)).assert_says("Stellvertretung");
    stands_in(office, &round, "sitz-2", "nobody");
    assert!(!reads(office.deputy(), &case));
}

#[test]
fn a_recusal_hides_the_case_at_once_and_lets_the_deputy_in() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let (case, other) = (checked(office), checked(office));
    let round = office.convenes_the_committee(&[&case, &other]);
    let by = office.committee();
    let path = format!("{round}/1/befangenheit");
    let form = Form::on(&ok(by.get(&path)), &path);
    let page = followed(by, &form.press(by, "Befangenheit festhalten"));
    page.assert_says("befangen");
    assert!(!page.body.contains(&case), "{}", page.body);
    assert!(!reads(by, &case));
    assert!(reads(by, &other));
    assert!(reads(office.deputy(), &case));
    assert!(!reads(office.deputy(), &other), "the member decides there");
    let page = ok(office.deputy().get(&round));
    assert!(!page.body.contains(&other), "{}", page.body);
    // A deputy who is recused too sees nothing of it.
    let form = Form::on(&ok(office.deputy().get(&path)), &path);
    assert_eq!(form.press(office.deputy(), "Befangenheit festhalten").status, 303);
    assert!(!reads(office.deputy(), &case));
    assert!(!office.deputy().get(&round).body.contains(&case));
    assert_intact(&office.app);
}

#[test]
fn the_secretariat_records_what_a_member_declared() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    let round = office.convenes_the_committee(&[&case]);
    let path = format!("{round}/1/befangenheit");
    let form = Form::on(&ok(office.clerk().get(&path)), &path);
    let form = form.fill("user", &office.committee.id.to_string());
    let page = followed(office.clerk(), &form.press(office.clerk(), "Befangenheit festhalten"));
    page.assert_says(&office.committee.name);
    assert!(!reads(office.committee(), &case));
}

#[test]
fn access_ends_some_days_after_the_round() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 1, PERSON);
    office.checks(&case, &[]);
    let round = office.convenes_the_committee(&[&case]);
    office.committee_decides(&case, true, None);
    office.chair_takes_round(&round, RoundStep::Close);
    assert!(reads(office.committee(), &case));
    house.app.wait(TimeDelta::days(15));
    let by = house.app.sign_in_as(&house.committee.login);
    assert!(!reads(&by, &case));
    assert_eq!(by.get(&round).status, 404);
}

#[test]
fn access_ends_with_the_seat() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = checked(office);
    office.convenes_the_committee(&[&case]);
    let other = office.app.user(&[Role::PreCheck]);
    super::put_before(&office.app, &other, &checked(office));
    assert!(!reads(office.committee(), &case), "another committee is named from today on");
}
