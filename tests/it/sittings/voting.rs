use super::house::{House, Votes, vote};

#[test]
fn groups_of_one_case_are_voted_on_one_after_the_other() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica", "Luka", "Zoran"]);
    let next = house.ready("Sow", &["Awa"]);
    let sitting = house.sitting_with(&[&case, &next]);
    let (clerk, item) = (house.clerk(), format!("{sitting}/top/1"));
    let [mother, child, father] = [0, 1, 2].map(|it| case.persons[it]);

    let for_two =
        Votes { persons: &[mother, child], counts: ("3", "1", "1"), reasons: "Verwurzelt." };
    let check = vote(&clerk, &item, &for_two, "check");
    assert_eq!(check.status, 200);
    check.assert_says("Ersuchen beschlossen: </strong>3 Ja von 5 Anwesenden.");
    check.assert_says("Milica Đorđević, Luka Đorđević");
    let recorded = vote(&clerk, &item, &for_two, "record");
    assert_eq!(recorded.location.as_deref(), Some(item.as_str()));
    let page = clerk.get(&item);
    page.assert_says("Schon beschlossen");

    // An abstention works as a no (§ 6 Abs. 3): 2 of 5 is no majority.
    let for_father = Votes { persons: &[father], counts: ("2", "0", "3"), reasons: "" };
    vote(&clerk, &item, &for_father, "check").assert_says("Kein Ersuchen: </strong>2 Ja von 5");
    let recorded = vote(&clerk, &item, &for_father, "record");
    assert_eq!(recorded.location, Some(format!("{sitting}/top/2")));
    clerk.get(&sitting).assert_says("beschlossen: Ersuchen, kein Ersuchen");
}

#[test]
fn what_is_wrong_stands_at_the_form_with_what_was_typed() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.sitting_with(&[&case]);
    let (clerk, item) = (house.clerk(), format!("{sitting}/top/1"));
    let persons = &case.persons;
    let wrong = |counts, reasons| vote(&clerk, &item, &Votes { persons, counts, reasons }, "check");

    let sum = wrong(("3", "1", "0"), "Gründe");
    assert_eq!(sum.status, 422);
    sum.assert_says("Die Stimmen ergeben zusammen 4, anwesend sind 5.");
    sum.assert_says("value=\"3\"");
    wrong(("drei", "", ""), "").assert_says("Ja: bitte eine ganze Zahl angeben.");
    let unreasoned = wrong(("5", "", ""), "");
    assert_eq!(unreasoned.status, 409);
    unreasoned.assert_says("Ein Ersuchen braucht schriftliche Gründe (§ 6 HFKVO).");
    let nobody = Votes { persons: &[], counts: ("0", "5", "0"), reasons: "" };
    vote(&clerk, &item, &nobody, "check").assert_says("Bitte mindestens eine Person wählen.");
}

#[test]
fn a_recusal_takes_the_member_out_of_the_room_and_the_case_out_of_sight() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.sitting_with(&[&case]);
    let member = house.app.sign_in_as(&house.members[0].login);
    member.get(&sitting).assert_says("Đorđević, Milica");
    let clerk = house.clerk();
    let form = clerk.get(&format!("{sitting}/top/1/befangenheit"));
    let (key, user) = (form.hidden("key").unwrap(), house.members[0].id.to_string());
    let page =
        clerk.post(&format!("{sitting}/top/1/befangenheit"), &[("key", key), ("user", &user)]);
    assert_eq!(page.status, 303, "{}", page.body);

    let page = member.get(&sitting);
    page.assert_says("TOP 1 – befangen");
    assert!(!page.body.contains("Đorđević"), "{}", page.body);
    let page = clerk.get(&format!("{sitting}/top/1"));
    page.assert_says("✓ beschlussfähig: 4 von 5 anwesend, 1 befangen");
    page.assert_says(&house.members[0].name);
    let five = Votes { persons: &case.persons, counts: ("4", "0", "0"), reasons: "Verwurzelt." };
    vote(&clerk, &format!("{sitting}/top/1"), &five, "check").assert_says("4 Ja von 4 Anwesenden");
}

#[test]
fn a_recused_clerk_holds_the_sitting_without_the_item() {
    let house = House::open();
    let case = house.ready("Đorđević", &["Milica"]);
    let sitting = house.sitting_with(&[&case]);
    let clerk = house.clerk();
    let address = format!("{sitting}/top/1/befangenheit");
    let form = clerk.get(&address);
    let (key, user) = (form.hidden("key").unwrap(), house.clerk.id.to_string());
    let page = clerk.post(&address, &[("key", key), ("user", &user)]);
    assert_eq!(page.location.as_deref(), Some(sitting.as_str()));
    for path in ["", "/mitteilungen", "/tagesordnung", "/schritte/close"] {
        let page = clerk.get(&format!("{sitting}{path}"));
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("Đorđević"), "{path}: {}", page.body);
    }
    // Invitations name every item.
    while house.app.typeset() > 0 {}
    let list = clerk.get(&format!("{sitting}/einladungen"));
    let (_, rest) = list.body.split_once("href=\"/schreiben/").unwrap();
    let letter = format!("/schreiben/{}", rest.split_once('"').unwrap().0);
    assert_eq!(clerk.get(&letter).status, 404);
    assert_eq!(house.chair().get(&letter).status, 200);
    for path in ["/top/1", "/top/1/vertagen", "/top/1/befangenheit"] {
        assert_eq!(clerk.get(&format!("{sitting}{path}")).status, 404, "{path}");
    }
}

#[test]
fn an_item_is_adjourned_with_what_is_to_be_clarified() {
    let house = House::open();
    let case = house.ready("Iwanow", &["Oleg"]);
    let sitting = house.sitting_with(&[&case]);
    let (clerk, address) = (house.clerk(), format!("{sitting}/top/1/vertagen"));
    let form = clerk.get(&address);
    let unseen =
        [("key", form.hidden("key").unwrap()), ("version", form.hidden("version").unwrap())];
    let sent = |text: &str| {
        let typed: Vec<_> = unseen.iter().copied().chain([("text", text)]).collect();
        clerk.post(&address, &typed)
    };
    let empty = sent("");
    assert_eq!(empty.status, 409);
    empty.assert_says("Bitte ausfüllen: Was zu klären ist.");
    assert_eq!(sent("Wohnt die Familie noch in Herne?").status, 303);
    clerk.get(&sitting).assert_says("vertagt");
}
