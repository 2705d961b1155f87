use std::fs;

use hfk::{
    acts,
    procedure::{Role, Step, Version, Violation},
    storage::audit::{read_checkpoints, verify},
};

use super::house::{House, ReadyCase, Votes, actor, moves, take, vote, write};
use crate::{
    audit::{
        Folder,
        checkpoints::{count, start, wait_until},
        connect,
    },
    letters::words,
    records::lines,
};

const REASONS: &str = "Die Kinder sind hier geboren & verwurzelt.";

fn decide(house: &House, sitting: &str, position: usize, case: &ReadyCase, yes: &str) {
    let no = (5 - yes.parse::<u16>().unwrap()).to_string();
    let votes = Votes { persons: &case.persons, counts: (yes, &no, "0"), reasons: REASONS };
    let page = vote(&house.clerk(), &format!("{sitting}/top/{position}"), &votes, "record");
    assert_eq!(page.status, 303, "{}", page.body);
}

#[test]
fn a_sitting_closes_when_every_item_is_done_and_its_minutes_say_so() {
    let house = House::open();
    let (granted, refused) = (house.ready("Đorđević", &["Milica"]), house.ready("Sow", &["Awa"]));
    let sitting = house.sitting_with(&[&granted, &refused]);
    let (clerk, chair) = (house.clerk(), house.chair());
    decide(&house, &sitting, 1, &granted, "4");
    let page = clerk.get(&format!("{sitting}/schritte/close"));
    page.assert_says(&Violation::ItemsOpen(1).to_string());
    assert!(page.hidden("version").is_none());
    decide(&house, &sitting, 2, &refused, "1");
    house.app.wait(chrono::TimeDelta::minutes(25));
    assert_eq!(moves(&clerk, &sitting, &house.seats[4], ("leaves", "10:20")).status, 303);
    take(&clerk, &sitting, "close");

    clerk.get(&format!("{sitting}/protokoll")).assert_says("wird gerade als PDF erstellt");
    while house.app.typeset() > 0 {}
    let pdf = clerk.get(&format!("{sitting}/protokoll"));
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    let text = words(&pdf.bytes);
    for said in [
        "Düsseldorf, Raum 4.12",
        "S. Brandt",
        "Milica Đorđević",
        "Awa Sow",
        REASONS,
        "beschlossen",
        "nicht beschlossen",
        &house.members[3].name,
        "10:20",
    ] {
        assert!(text.contains(said), "“{said}” is missing in {text}");
    }
    assert_eq!(clerk.get(&format!("{sitting}/schritte/approve")).hidden("version"), None);
    take(&chair, &sitting, "approve");
    clerk.get(&sitting).assert_says("Protokoll genehmigt");
}

#[test]
fn a_sitting_opened_a_day_late_has_its_resolutions_in_the_minutes() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.planned(&[&case]);
    let chair = house.chair();
    take(&chair, &sitting, "publish");
    house.app.wait(chrono::TimeDelta::days(1));
    let chair = house.chair();
    take(&chair, &sitting, "open");
    for seat in &house.seats {
        assert_eq!(moves(&chair, &sitting, seat, ("member", "10:00")).status, 303);
    }
    decide(&house, &sitting, 1, &case, "4");
    take(&chair, &sitting, "close");
    while house.app.typeset() > 0 {}
    let text = words(&chair.get(&format!("{sitting}/protokoll")).bytes);
    assert!(text.contains(REASONS), "{text}");
    assert!(text.contains("23. November 2026"), "{text}");
}

#[test]
fn the_letters_to_the_authority_name_the_day_of_the_sitting_and_not_of_the_vote() {
    let house = House::open();
    let (granted, refused) = (house.ready("Đorđević", &["Milica"]), house.ready("Sow", &["Awa"]));
    let sitting = house.planned(&[&granted, &refused]);
    let chair = house.chair();
    take(&chair, &sitting, "publish");
    house.app.wait(chrono::TimeDelta::days(1));
    let chair = house.chair();
    take(&chair, &sitting, "open");
    for seat in &house.seats {
        assert_eq!(moves(&chair, &sitting, seat, ("member", "10:00")).status, 303);
    }
    decide(&house, &sitting, 1, &granted, "4");
    decide(&house, &sitting, 2, &refused, "1");
    let (by, now, mut conn) = (actor(&house.clerk), house.app.now(), house.app.db());
    for (case, step) in [(&granted, Step::SendErsuchen), (&refused, Step::SendNoRequest)] {
        let seen = (case.id, Version(8));
        write(&mut conn, |conn| acts::take_step(conn, &by, seen, step, now));
    }
    let days = "SELECT DISTINCT content ->> 'sitting_on' AS line \
        FROM letters WHERE kind IN ('L6', 'L7')";
    assert_eq!(lines(&mut conn, days), ["2026-11-23"]);
}

#[test]
fn the_notices_of_a_sitting_leave_together() {
    let house = House::open();
    let (granted, refused) = (house.ready("Đorđević", &["Milica"]), house.ready("Sow", &["Awa"]));
    let sitting = house.sitting_with(&[&granted, &refused]);
    let (clerk, chair) = (house.clerk(), house.chair());
    let address = format!("{sitting}/mitteilungen");
    decide(&house, &sitting, 1, &granted, "4");
    decide(&house, &sitting, 2, &refused, "1");
    chair.get(&address).assert_says("dafür muss sie „geschlossen“ sein");
    take(&clerk, &sitting, "close");
    let page = chair.get(&address);
    page.assert_says(&Violation::LettersToAuthorityMissing(2).to_string());
    assert!(page.hidden("key").is_none());

    let (by, now, mut conn) = (actor(&house.clerk), house.app.now(), house.app.db());
    for (case, step) in [(&granted, Step::SendErsuchen), (&refused, Step::SendNoRequest)] {
        let seen = (case.id, Version(8));
        write(&mut conn, |conn| acts::take_step(conn, &by, seen, step, now));
    }
    let page = clerk.get(&address);
    page.assert_says(&Violation::OpenTo(&[Role::Chair]).to_string());
    let page = chair.get(&address);
    page.assert_says("Milica Đorđević, Ahornweg 4, 45879 Gelsenkirchen");
    page.assert_says("Mitteilungen zu 2 Vorgängen freigeben");
    let shown = page.body.split_once("<main").unwrap().1;
    assert!(!shown.contains("Ersuchen"), "{shown}");

    let key = page.hidden("key").unwrap();
    let first = chair.post(&address, &[("key", key)]);
    let again = chair.post(&address, &[("key", key)]);
    assert_eq!((first.status, again.status), (303, 303), "{}", first.body);
    let page = chair.get(&address);
    assert_eq!(page.body.matches("freigegeben am 23.11.2026").count(), 2);
    assert!(page.hidden("key").is_none());
    let forbidden = clerk.post(&address, &[("key", key)]);
    assert_eq!(forbidden.status, 403);
}

/// A checkpoint outside the database, and one on paper: either finds a log written anew.
#[test]
fn closing_a_sitting_writes_a_checkpoint_and_prints_one() {
    let (house, folder) = (House::open(), Folder::new("sitting"));
    let case = house.ready("Sow", &["Awa"]);
    let sitting = house.sitting_with(&[&case]);
    decide(&house, &sitting, 1, &case, "4");
    let database = house.app.config().database.as_str();
    let checkpointer = start(database, &folder, house.app.checkpoints());
    wait_until(|| count(&folder) == 2);
    take(&house.clerk(), &sitting, "close");
    wait_until(|| count(&folder) == 4);
    drop(checkpointer);

    while house.app.typeset() > 0 {}
    let minutes = words(&house.clerk().get(&format!("{sitting}/protokoll")).bytes);
    let (_, printed) = minutes.split_once("beim Schließen der Sitzung: ").unwrap();
    let printed: Vec<_> = printed.split(' ').take(6).collect();
    let lines = format!("{}\n{}\n", printed[..3].join(" "), printed[3..].join(" "));
    let paper = Folder::new("minutes");
    fs::write(paper.0.join("audit-minutes.txt"), lines).unwrap();
    let known = read_checkpoints(&paper.0).unwrap();
    assert_eq!(known.iter().map(|it| it.chain).collect::<Vec<_>>(), [1, 2]);
    let mut auditor = connect(&house.app.config().audit_database);
    verify(&mut auditor, &known).unwrap().unwrap();
}
