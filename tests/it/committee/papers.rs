//! The sheets that the committee has before it, and the minutes of what came of them.

use hfk::procedure::{Ground, RoundStep, StepKind};

use super::planning::{PERSON, checked};
use crate::{
    app::Page,
    form::Form,
    records::{count, lines},
    secretariat::{House, followed, ok},
};

const STREET: &str = "Am Wall 1";

/// A person with a protected address, for whom a ground is there, and a proposal.
fn prepared(office: &House) -> String {
    let protected = [PERSON, &[("persons-0-address_protected", "ja")]].concat();
    let case = office.registers("Kreis Unna", 1, &protected);
    office.checks(&case, &[(0, Ground::SeriousOffences, "Urteil, wohnhaft Am Wall 1")]);
    let typed = [("proposal", "do_not_admit"), ("reasons", "Wegen der Straftat.")];
    office.clerk_takes(&case, StepKind::ProposeAdmissibility, &typed);
    case
}

#[test]
fn a_sheet_has_what_the_committee_needs_and_no_protected_address() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let round = office.convenes_the_committee(&[&prepared(office)]);
    for by in [office.clerk(), office.committee()] {
        let page = ok(by.get(&format!("{round}/1/bogen")));
        for words in [
            "Ionescu",
            "36 Jahre",
            "Wegen der Straftat.",
            "Straftaten von erheblichem Gewicht",
            "Urteil, wohnhaft [Anschrift gesperrt]",
            "Empfehlung und Notizen",
        ] {
            page.assert_says(words);
        }
        assert!(!page.body.contains(STREET), "{}", page.body);
    }
}

#[test]
fn every_sheet_leaves_a_read_entry_and_none_is_there_for_the_recused() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let round = office.convenes_the_committee(&[&checked(office), &checked(office)]);
    let path = format!("{round}/1/befangenheit");
    let form = Form::on(&ok(office.committee().get(&path)), &path);
    followed(office.committee(), &form.press(office.committee(), "Befangenheit festhalten"));
    let read = "audit.entries WHERE action = 'case_read' AND object_kind = 'committee_round'";
    let before = count(&mut office.app.db(), read);
    let sheets = ok(office.committee().get(&format!("{round}/boegen")));
    assert!(!sheets.body.contains("Nr. 1:") && sheets.body.contains("Nr. 2:"));
    assert_eq!(count(&mut office.app.db(), read), before + 1);
    assert_eq!(office.committee().get(&format!("{round}/1/bogen")).status, 404);
    ok(office.clerk().get(&format!("{round}/boegen"))).assert_says("Nr. 1:");
    assert_eq!(count(&mut office.app.db(), read), before + 3);
}

#[test]
fn sheets_of_many_cases_ask_the_database_as_often_as_that_of_one() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let round = office.convenes_the_committee(&[&checked(office)]);
    let asked = |path: &str| {
        let _: Page = ok(office.clerk().get(path));
        let before = office.app.statements();
        ok(office.clerk().get(path));
        office.app.statements() - before
    };
    let path = format!("{round}/boegen");
    let one = asked(&path);
    for _ in 0..5 {
        office.puts_before_the_committee(&round, &[&checked(office)]);
    }
    assert_eq!(asked(&path), one);
}

#[test]
fn the_minutes_say_what_came_of_each_case_by_totals_and_stay() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let (one, other) = (prepared(office), checked(office));
    let round = office.convenes_the_committee(&[&one, &other]);
    let path = format!("{round}/protokoll");
    assert_eq!(office.clerk().get(&path).status, 404, "there are none before the end");
    office.committee_decides(&one, false, None);
    let form = Form::on(&ok(office.clerk().get(&round)), "/mitwirkung").fill("sitz-2", "deputy");
    followed(office.clerk(), &form.press(office.clerk(), "Mitwirkung festhalten"));
    let step = format!("{other}/schritte/{}", StepKind::DecideAdmissibility);
    let form = Form::on(&ok(office.deputy().get(&step)), "/pruefen");
    let form = form.fill("votes-0-yes", "1").fill("votes-0-no", "2");
    let check = ok(form.press(office.deputy(), "Weiter: Angaben prüfen"));
    followed(office.deputy(), &Form::on(&check, &step).press(office.deputy(), "festhalten"));
    office.chair_takes_round(&round, RoundStep::Close);
    let page = ok(office.clerk().get(&path));
    for words in [
        "<strong>Nichtannahme</strong>",
        "0 Ja, 3 Nein, 0 Enthaltungen",
        "Straftaten von erheblichem Gewicht",
        "die Kommission entscheidet in einer Sitzung",
        "1 Ja, 2 Nein, 0 Enthaltungen",
        "(Stellvertretung)",
    ] {
        page.assert_says(words);
    }
    ok(office.deputy().get(&path)).assert_says("Protokoll");
    let conn = &mut office.app.db();
    let changed = "UPDATE committee_rounds SET minutes = '{}'";
    assert!(diesel::connection::SimpleConnection::batch_execute(conn, changed).is_err());
    let keys = "SELECT DISTINCT key AS line FROM committee_rounds,
        jsonb_array_elements(minutes->'cases') c, jsonb_array_elements(c->'votes') v,
        jsonb_object_keys(v->'totals') key ORDER BY 1";
    assert_eq!(lines(conn, keys), ["abstain", "no", "present", "recused", "yes"]);
}
