//! § 6 HFKVO: the secretariat is warned before a month passes without a sitting.

use hfk::procedure::Role;

use crate::secretariat::{House, ok};

const WARNING: &str = "Der Sitzungsrhythmus ist in Gefahr";

#[test]
fn a_month_without_a_sitting_is_told_to_those_who_can_plan_one() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    for path in ["/", "/sitzungen"] {
        let page = ok(office.clerk().get(path));
        page.assert_says(WARNING);
        page.assert_says("Vorgesehen ist mindestens eine Sitzung je Monat (§ 6 HFKVO).");
        page.assert_says(
            "<strong>November 2026</strong>: Es ist keine Sitzung gehalten oder angesetzt.",
        );
        page.assert_says("sie hätte spätestens am 16.11.2026 hinausgehen müssen");
        page.assert_says("<strong>Dezember 2026</strong>");
        page.assert_says("Einladung mit Sitzungsmappe spätestens am 16.12.2026.");
    }
    for role in [Role::Member, Role::PreCheck] {
        let page = office.app.sign_in(role).get("/");
        assert!(!page.body.contains(WARNING), "{role}: {}", page.body);
    }
    office.plans_a_sitting("17.12.2026");
    let page = ok(office.clerk().get("/"));
    page.assert_says("November 2026");
    assert!(!page.body.contains("<strong>Dezember 2026"), "{}", page.body);
    office.plans_a_sitting("30.11.2026");
    assert!(!ok(office.clerk().get("/sitzungen")).body.contains(WARNING));
}
