use hfk::procedure::{Role, Violation};

use super::house::{House, Votes, moves, plan, take, vote};

#[test]
fn a_sitting_needs_its_day_and_hints_at_an_unusual_one() {
    let house = House::open();
    let clerk = house.clerk();
    let form = clerk.get("/sitzungen/neu");
    form.assert_says(&house.clerk.name);
    let key = form.hidden("key").unwrap();
    let typed = |day: &'static str| {
        [("held_on", day), ("starts_at", "25:00"), ("place", "Düsseldorf"), ("secretary", "")]
    };
    let mut wrong = vec![("key", key)];
    wrong.extend(typed("31.2."));
    let page = clerk.post("/sitzungen/neu", &wrong);
    assert_eq!(page.status, 422);
    page.assert_says("Bitte den Tag der Sitzung angeben");
    page.assert_says("Bitte den Beginn angeben");
    page.assert_says("value=\"31.2.\"");

    let sunday = [
        ("key", key),
        ("held_on", "29.11."),
        ("starts_at", "10"),
        ("place", "Düsseldorf"),
        ("secretary", ""),
    ];
    let page = clerk.post("/sitzungen/neu", &sunday);
    page.assert_says("So, 29. November 2026 ist kein Arbeitstag");
    page.assert_says("weniger als 10 Arbeitstage");
    let mut anyhow = sunday.to_vec();
    anyhow.push(("trotzdem", "ja"));
    let first = clerk.post("/sitzungen/neu", &anyhow);
    let again = clerk.post("/sitzungen/neu", &anyhow);
    assert_eq!(first.status, 303, "{}", first.body);
    assert_eq!(first.location, again.location);
    clerk.get("/sitzungen").assert_says("Nr. 1/2026");
}

#[test]
fn nobody_can_sit_twice_on_a_seat_or_in_the_future() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.sitting_with(&[&case]);
    let (clerk, seat) = (house.clerk(), &house.seats[1]);
    clerk.get(&sitting).assert_says("beschlussfähig: 5 von 5 anwesend");

    let deputy_too = moves(&clerk, &sitting, seat, ("deputy", "10:00"));
    assert_eq!(deputy_too.status, 409);
    deputy_too.assert_says("Auf diesem Platz sitzt schon jemand.");
    let early = moves(&clerk, &sitting, seat, ("leaves", "09:00"));
    assert_eq!(early.status, 422);
    early.assert_says("Gekommen um 10:00");
    let later = moves(&clerk, &sitting, seat, ("leaves", "18:00"));
    later.assert_says("Diese Uhrzeit liegt in der Zukunft.");
    later.assert_says("value=\"18:00\"");

    house.app.wait(chrono::TimeDelta::minutes(20));
    assert_eq!(moves(&clerk, &sitting, seat, ("leaves", "10:10")).status, 303);
    let too_soon = moves(&clerk, &sitting, seat, ("deputy", "10:05"));
    too_soon.assert_says("Dieser Platz war bis 10:10 besetzt.");
    assert_eq!(moves(&clerk, &sitting, seat, ("deputy", "10:12")).status, 303);
    let page = clerk.get(&sitting);
    page.assert_says("10:00 bis 10:10; Stellvertretung anwesend seit 10:12");
    page.assert_says(&house.deputy.name);
}

#[test]
fn before_anybody_has_come_the_quorum_is_no_question() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.planned(&[&case]);
    take(&house.chair(), &sitting, "publish");
    let clerk = house.clerk();
    let later = "Die Beschlussfähigkeit wird bei der Eröffnung festgestellt.";
    let page = clerk.get(&sitting);
    page.assert_says(later);
    assert!(!page.body.contains("nicht beschlussfähig"), "{}", page.body);
    moves(&clerk, &sitting, &house.seats[1], ("member", "10:00"));
    clerk.get(&sitting).assert_says("✗ nicht beschlussfähig: 1 von 5 anwesend");
}

#[test]
fn without_a_quorum_nothing_is_voted_on() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.sitting_with(&[&case]);
    let clerk = house.clerk();
    house.app.wait(chrono::TimeDelta::minutes(30));
    for seat in &house.seats[..2] {
        assert_eq!(moves(&clerk, &sitting, seat, ("leaves", "10:15")).status, 303);
    }
    let item = format!("{sitting}/top/1");
    let votes = Votes { persons: &case.persons, counts: ("3", "0", "0"), reasons: "Gründe" };
    assert_eq!(vote(&clerk, &item, &votes, "check").status, 200);

    // The form is open when one more leaves: its totals no longer fit the room.
    let form = clerk.get(&item);
    assert_eq!(moves(&clerk, &sitting, &house.seats[2], ("leaves", "10:20")).status, 303);
    let person = case.persons[0].to_string();
    let typed = [
        ("key", form.hidden("key").unwrap()),
        ("version", form.hidden("version").unwrap()),
        ("present", "3"),
        ("recused", "0"),
        ("person", person.as_str()),
        ("yes", "3"),
        ("no", "0"),
        ("abstain", "0"),
        ("reasons", "Seit zwölf Jahren verwurzelt."),
        ("advice", ""),
        ("advice_yes", ""),
        ("advice_no", ""),
        ("advice_abstain", ""),
        ("tun", "record"),
    ];
    let page = clerk.post(&format!("{item}/beschluss"), &typed);
    assert_eq!(page.status, 409);
    page.assert_says("Die Kommission ist nicht beschlussfähig: 2 anwesend, 3 nötig");
    page.assert_says("Seit zwölf Jahren verwurzelt.");
    let page = clerk.get(&item);
    page.assert_says("Zurzeit kann nicht abgestimmt werden");
    page.assert_says("✗ nicht beschlussfähig: 2 von 5 anwesend");

    // Somebody comes late, and it goes on.
    assert_eq!(moves(&clerk, &sitting, &house.seats[0], ("member", "10:30")).status, 303);
    assert_eq!(vote(&clerk, &item, &votes, "record").status, 303);
}

#[test]
fn only_the_chair_publishes_and_an_empty_agenda_stays_at_home() {
    let house = House::open();
    let clerk = house.clerk();
    let sitting = plan(&clerk, "heute");
    let page = clerk.get(&format!("{sitting}/schritte/publish"));
    page.assert_says(&Violation::AgendaEmpty.to_string());
    page.assert_says(&Violation::OpenTo(&[Role::Chair]).to_string());
    let page = house.chair().get(&format!("{sitting}/schritte/publish"));
    assert!(page.hidden("version").is_none(), "{}", page.body);
}

#[test]
fn a_stale_check_page_publishes_nothing_twice() {
    let house = House::open();
    let case = house.ready("Sow", &["Awa"]);
    let sitting = house.planned(&[&case]);
    let chair = house.chair();
    let page = chair.get(&format!("{sitting}/schritte/publish"));
    page.assert_says(&house.members[0].name);
    page.assert_says("1 Vorgang");
    let version = page.hidden("version").unwrap();
    take(&chair, &sitting, "publish");
    let key = uuid::Uuid::now_v7().to_string();
    let again =
        chair.post(&format!("{sitting}/schritte/publish"), &[("key", &key), ("version", version)]);
    assert_eq!(again.status, 409);
    again.assert_says("Der Stand hat sich inzwischen geändert.");
    house.app.typeset();
    let page = house.clerk().get(&format!("{sitting}/einladungen"));
    assert_eq!(page.body.matches("/schreiben/").count(), 5);
}
