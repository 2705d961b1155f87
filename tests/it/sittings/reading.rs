use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::BigInt};
use hfk::procedure::Role;

use super::house::{House, moves, plan, take};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn count(house: &House, sql: &str) -> i64 {
    sql_query(sql).get_result::<Count>(&mut house.app.db()).unwrap().n
}

const READ: &str = "SELECT count(*) AS n FROM audit.entries WHERE action = 'sitting_read'";

#[test]
fn a_member_sees_the_sittings_of_the_own_seat_once_they_are_published() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.planned(&[&case]);
    let member = house.app.sign_in_as(&house.members[1].login);
    let stranger = house.app.sign_in(Role::Member);
    let deputy = house.app.sign_in_as(&house.deputy.login);
    member.get("/sitzungen").assert_says("Zurzeit sind Sie zu keiner Sitzung eingeladen.");
    assert_eq!(member.get(&sitting).status, 404);

    take(&house.chair(), &sitting, "publish");
    member.get("/sitzungen").assert_says("Nr. 1/2026");
    let page = member.get(&sitting);
    page.assert_says("Đorđević, Milica");
    assert!(!page.body.contains("Anwesenheit"), "{}", page.body);
    for path in ["/top/1", "/schritte/open", "/tagesordnung", "/mitteilungen", "/einladungen"] {
        assert_eq!(member.get(&format!("{sitting}{path}")).status, 403, "{path}");
    }
    for outside in [&stranger, &deputy] {
        assert_eq!(outside.get(&sitting).status, 404);
        assert!(!outside.get("/sitzungen").body.contains("Nr. 1/2026"));
    }
}

#[test]
fn a_deputy_reads_while_standing_in() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.planned(&[&case]);
    let chair = house.chair();
    take(&chair, &sitting, "publish");
    let deputy = house.app.sign_in_as(&house.deputy.login);
    assert_eq!(deputy.get(&sitting).status, 404);
    assert_eq!(moves(&chair, &sitting, &house.seats[1], ("deputy", "10:00")).status, 303);
    deputy.get(&sitting).assert_says("Đorđević, Milica");
    assert_eq!(moves(&chair, &sitting, &house.seats[1], ("leaves", "10:00")).status, 303);
    assert_eq!(deputy.get(&sitting).status, 404);
}

#[test]
fn every_look_at_a_sitting_is_written_down_first() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.sitting_with(&[&case]);
    let clerk = house.clerk();
    for path in ["", "/top/1", "/mitteilungen", "/einladungen", "/schritte/close", "/tagesordnung"]
    {
        let before = count(&house, READ);
        assert_eq!(clerk.get(&format!("{sitting}{path}")).status, 200);
        assert_eq!(count(&house, READ), before + 1, "{path}");
    }
}

#[test]
fn twenty_items_take_as_many_queries_as_one() {
    let house = House::open();
    let cases: Vec<_> = (0..20).map(|it| house.ready(&format!("Familie{it}"), &["Awa"])).collect();
    let short = house.planned(&[&cases[0]]);
    let long = house.planned(&cases[1..].iter().collect::<Vec<_>>());
    let clerk = house.clerk();
    let queries = |path: &str| {
        let before = house.app.statements();
        assert_eq!(clerk.get(path).status, 200);
        house.app.statements() - before
    };
    assert!(queries(&short) > 0);
    assert_eq!(queries(&short), queries(&long));
    let pages = ["/mitteilungen", "/tagesordnung", "/schritte/publish", "/top/1"];
    for path in pages {
        assert_eq!(queries(&format!("{short}{path}")), queries(&format!("{long}{path}")), "{path}");
    }
}

#[test]
fn the_list_goes_on_page_by_page() {
    let house = House::open();
    let clerk = house.clerk();
    for _ in 0..26 {
        plan(&clerk, "heute");
    }
    let first = clerk.get("/sitzungen");
    assert_eq!(first.body.matches("href=\"/sitzungen/0").count(), 25);
    let (_, rest) = first.body.split_once("href=\"/sitzungen?").unwrap();
    let next = rest.split_once('"').unwrap().0.replace("&amp;", "&");
    let second = clerk.get(&format!("/sitzungen?{next}"));
    assert_eq!(second.body.matches("href=\"/sitzungen/0").count(), 1);
}
