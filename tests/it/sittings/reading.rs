use chrono::TimeDelta;
use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::BigInt};
use hfk::{
    procedure::{Role, Setting, Version},
    storage,
};

use super::house::{House, Votes, moves, plan, take, vote};

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
fn a_member_reads_the_invitation_of_the_own_seat_and_no_other() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.planned(&[&case]);
    take(&house.chair(), &sitting, "publish");
    while house.app.typeset() > 0 {}
    let id = sitting.trim_start_matches("/sitzungen/").parse().unwrap();
    let letters = storage::letters_of_sitting(&mut house.app.db(), id).unwrap();
    let invitation = |name: &str| {
        let own = letters.iter().find(|it| it.recipient.starts_with(name)).unwrap();
        format!("/schreiben/{}", own.id)
    };
    let (own, other) = (invitation(&house.members[1].name), invitation(&house.members[2].name));
    let member = house.app.sign_in_as(&house.members[1].login);
    assert_eq!([&own, &other].map(|it| member.get(it).status), [200, 404]);
    for staff in [house.clerk(), house.chair()] {
        assert_eq!([&own, &other].map(|it| staff.get(it).status), [200, 200]);
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

#[test]
fn a_member_declares_a_recusal_and_reads_the_minutes_of_the_others() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.sitting_with(&[&case]);
    let member = |it: usize| house.app.sign_in_as(&house.members[it].login);
    let (recused, other) = (member(0), member(1));
    let address = format!("{sitting}/top/1/befangenheit");
    let form = recused.get(&address);
    let (key, own) = (form.hidden("key").unwrap(), house.members[0].id.to_string());
    // Nobody but the secretariat speaks for somebody else.
    let somebody = house.members[2].id.to_string();
    assert_eq!(recused.post(&address, &[("key", key), ("user", &somebody)]).status, 404);
    let page = recused.post(&address, &[("key", key), ("user", &own)]);
    assert_eq!(page.location.as_deref(), Some(sitting.as_str()), "{}", page.body);

    let votes = Votes { persons: &case.persons, counts: ("4", "", ""), reasons: "Verwurzelt." };
    let clerk = house.clerk();
    assert_eq!(vote(&clerk, &format!("{sitting}/top/1"), &votes, "record").status, 303);
    let page = other.get(&sitting);
    page.assert_says("beschlossen");
    assert!(!page.body.contains("beschlossen: Ersuchen"), "{}", page.body);
    assert_eq!(other.get(&format!("{sitting}/protokoll")).status, 404);
    take(&clerk, &sitting, "close");
    while house.app.typeset() > 0 {}
    let minutes = other.get(&format!("{sitting}/protokoll"));
    assert_eq!(minutes.header("content-type"), Some("application/pdf"));
    recused.get(&format!("{sitting}/protokoll")).assert_says("für Sie nicht einsehbar");
}

#[test]
fn of_several_cases_each_has_its_own_result() {
    let house = House::open();
    let (first, second) = (house.ready("Sow", &["Awa"]), house.ready("Rahimi", &["Farid"]));
    let clerk = house.clerk();
    let (one, other) = (plan(&clerk, "heute"), plan(&clerk, "heute"));
    let place = |sitting: &str, boxes: &[&str]| {
        let form: Vec<_> = boxes.iter().map(|it| ("fall", *it)).collect();
        clerk.post(&format!("{sitting}/tagesordnung"), &form)
    };
    let page = clerk.get(&format!("{one}/tagesordnung"));
    let boxes = [&first, &second].map(|it| page.tick(&it.id.to_string()));
    let somewhere_else = clerk.get(&format!("{other}/tagesordnung")).tick(&first.id.to_string());
    assert_eq!(place(&other, &[&somewhere_else]).status, 303);

    let page = place(&one, &[&boxes[0], &boxes[1]]);
    assert_eq!(page.status, 409);
    page.assert_says("Nicht alle Vorgänge sind aufgenommen");
    page.assert_says("Der Stand hat sich inzwischen geändert.");
    page.assert_says("Rahimi, Farid</span> – aufgenommen");
    place(&one, &[]).assert_says("Bitte mindestens einen Vorgang ankreuzen.");
    // Sent again, the second is on the agenda once.
    assert_eq!(place(&one, &[&boxes[1]]).status, 303);
}

#[test]
fn invitations_wait_to_be_sent_until_somebody_notes_it() {
    let house = House::open();
    let case = house.ready("Iwanow", &["Oleg"]);
    let sitting = house.sitting_with(&[&case]);
    let clerk = house.clerk();
    let noted = format!("{sitting}/einladungen/abgesandt");
    assert_eq!(clerk.post(&noted, &[]).status, 409, "nothing is typeset yet");
    while house.app.typeset() > 0 {}
    clerk.get("/").assert_says("Einladungen mit Tagesordnung");
    clerk
        .get(&format!("{sitting}/einladungen"))
        .assert_says("5 Einladungen als abgesandt vermerken");

    let page = clerk.post(&noted, &[]);
    assert_eq!(page.location, Some(format!("{sitting}/einladungen")));
    let page = clerk.get(&format!("{sitting}/einladungen"));
    assert_eq!(page.body.matches("abgesandt am 23.11.2026").count(), 5, "{}", page.body);
    assert!(!clerk.get("/").body.contains("Einladungen mit Tagesordnung"));
    clerk.post(&noted, &[]).assert_says("Kein Schreiben");
}

/// The right of a member ends some days after the minutes are approved, by default 14.
#[test]
fn access_ends_some_days_after_the_approval_of_the_minutes() {
    for (set, last, over) in [(None, 14, 15), (Some("3"), 3, 4)] {
        let house = House::open();
        if let Some(days) = set {
            let setting = (Setting::AccessDays.name(), Version(0));
            let (chair, now) = (house.chair.id, house.app.now());
            storage::change_setting(&mut house.app.db(), setting, days, chair, now).unwrap();
        }
        let case = house.ready("Đorđević", &["Milica"]);
        let sitting = house.sitting_with(&[&case]);
        let votes =
            Votes { persons: &case.persons, counts: ("4", "1", ""), reasons: "Verwurzelt." };
        assert_eq!(vote(&house.clerk(), &format!("{sitting}/top/1"), &votes, "record").status, 303);
        take(&house.chair(), &sitting, "close");
        let page = house.chair().get(&format!("{sitting}/schritte/approve"));
        page.assert_says(&format!("endet {last} Tage danach (Vorgabe der Geschäftsstelle)"));
        take(&house.chair(), &sitting, "approve");
        let approved_at = house.app.now().at;
        let sees_after = |days| {
            house.app.set_clock(approved_at + TimeDelta::days(days) - TimeDelta::minutes(1));
            let member = house.app.sign_in_as(&house.members[1].login);
            [&sitting, &format!("/faelle/{}", case.id)].map(|it| member.get(it).status)
        };
        assert_eq!(sees_after(last), [200; 2]);
        assert_eq!(sees_after(over), [404; 2]);
    }
}
