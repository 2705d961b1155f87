//! After the Ersuchen: what the authority intends and decides, reminders, the list of the chair.

use hfk::procedure::{Land, LetterKind, StepKind};

use super::reopening::with_ersuchen;
use crate::{
    form::Form,
    records::{assert_intact, assert_replays, file, lines},
    secretariat::{House, followed, ok, take},
};

#[test]
fn a_silent_authority_is_asked_for_its_answer_and_then_the_chair_is_told() {
    let mut house = House::new();
    let (case, _) = with_ersuchen(&mut house);
    let office = house.at("2027-01-08 10:00");
    ok(office.clerk().get(&case)).assert_says("1. Erinnerung fällig");
    office.clerk_takes(&case, StepKind::RemindAuthority, &[]);
    let letters = office.letters(&case);
    let first = letters.iter().find(|it| it.kind == LetterKind::L9).expect("L9");
    for words in [
        "Bitte um Rückmeldung zum Ersuchen",
        "mit Schreiben vom 10. Dezember 2026 ersucht",
        "erbeten war Ihre Rückmeldung bis zum 7. Januar 2027",
        "bis zum 22. Januar 2027",
        "Ana Ionescu",
    ] {
        assert!(first.text.contains(words), "{words} is missing: {}", first.text);
    }
    assert!(!first.text.contains("Mihai"), "{}", first.text);
    let office = house.at("2027-01-25 10:00");
    office.clerk_takes(&case, StepKind::RemindAuthority, &[]);
    assert!(!ok(office.chair().get("/")).body.contains("Keine Antwort trotz Erinnerung"));
    let office = house.at("2027-02-09 10:00");
    let day = ok(office.chair().get("/"));
    day.assert_says("Keine Antwort trotz Erinnerung");
    day.assert_says(&file(&office.app, &case).number.to_string());
    day.assert_says("</time> feste Frist, überfällig seit 33 Tagen");
    assert!(!ok(office.clerk().get("/")).body.contains("Keine Antwort trotz Erinnerung"));
    assert_replays(&office.app, &case);
}

#[test]
fn who_does_not_follow_stands_on_the_list_of_the_chair_until_that_has_taken_note() {
    let mut house = House::new();
    let (case, _) = with_ersuchen(&mut house);
    let office = house.at("2027-01-05 10:00");
    let typed = [
        ("reported_on", "04.01.2027"),
        ("intention-0", "folgt_nicht"),
        ("before_deciding", "nein"),
        ("reasons", "Der Lebensunterhalt <ist> offen."),
    ];
    office.clerk_takes(&case, StepKind::RecordIntention, &typed);
    let page = ok(office.clerk().get(&case));
    page.assert_says("Der Lebensunterhalt &lt;ist&gt; offen.");
    page.assert_says("nein, erst danach");
    page.assert_says("Der Vorsitz hat es noch nicht zur Kenntnis genommen.");
    ok(office.chair().get("/")).assert_says("Ersuchen nicht gefolgt");
    let version = file(&office.app, &case).case.version.0;
    let address = format!("{case}/nichtbefolgung/{version}");
    assert_eq!(office.clerk().post(&address, &[]).status, 403);
    let form = Form::on(&ok(office.chair().get(&case)), &address);
    let page = followed(office.chair(), &form.press(office.chair(), "Zur Kenntnis genommen"));
    assert!(!page.body.contains("Zur Kenntnis genommen"), "{}", page.body);
    assert!(!ok(office.chair().get("/")).body.contains("Ersuchen nicht gefolgt"));
    assert_eq!(office.chair().post(&address, &[]).status, 303, "twice is once");
    let noted = "SELECT rule IS NULL AS line FROM audit.entries WHERE action = 'refusal_noted'";
    assert_eq!(lines(&mut office.app.db(), &noted.replace("rule IS NULL", "action")).len(), 1);
    let other = format!("{case}/nichtbefolgung/1");
    assert_eq!(office.chair().post(&other, &[]).status, 404);
    assert_intact(&office.app);
}

#[test]
fn a_title_is_recorded_with_its_dates_and_conditions_and_counted() {
    let mut house = House::new();
    let (case, sitting) = with_ersuchen(&mut house);
    house.releases_the_notices(&sitting);
    let office = house.at("2027-01-20 10:00");
    let path = format!("{case}/schritte/{}", StepKind::RecordFinalDecision);
    let form = Form::on(&ok(office.clerk().get(&path)), "/pruefen").fill_all(&[
        ("decided_on", "heute"),
        ("decision-0", "befolgt"),
        ("valid_from-0", "20.01.2027"),
        ("valid_until-0", "bald"),
    ]);
    let wrong = form.press(office.clerk(), "Weiter: Angaben prüfen");
    assert_eq!(wrong.status, 422);
    wrong.assert_says("Gültig bis – Ana Ionescu: bitte ein Datum angeben (TT.MM.JJJJ).");
    take(office.clerk(), &case, StepKind::RecordFinalDecision, |form| {
        form.fill_all(&[
            ("decided_on", "heute"),
            ("decision-0", "befolgt"),
            ("basis-0", "§ 23a AufenthG"),
            ("valid_from-0", "20.01.2027"),
            ("valid_until-0", "19.01.2028"),
        ])
        .choose("conditions-0", &["Lebensunterhalt gesichert", "Verpflichtungserklärung"])
    });
    let page = ok(office.clerk().get(&case));
    page.assert_says(
        "§ 23a AufenthG; gültig ab 20.01.2027; gültig bis 19.01.2028; Lebensunterhalt gesichert; \
         Verpflichtungserklärung nach § 68 AufenthG",
    );
    let day = ok(office.chair().get("/"));
    day.assert_says("100 %: 1 von 1 Personen");
    assert!(!day.body.contains("Ersuchen nicht gefolgt"));
    assert_replays(&office.app, &case);
}

/// § 23a(1) AufenthG: whoever was asked is reminded, in Niedersachsen the ministry.
#[test]
fn the_reminder_goes_to_whoever_decides_on_the_ersuchen() {
    for (land, to, asks) in [
        (Land::NordrheinWestfalen, "Kreis Unna", "eine Aufenthaltserlaubnis zu erteilen"),
        (Land::Niedersachsen, "30169 Hannover", "eine Aufenthaltserlaubnis erteilt wird"),
    ] {
        let mut house = House::in_land(land);
        let (case, _) = with_ersuchen(&mut house);
        let office = house.at("2027-01-11 10:00");
        office.clerk_takes(&case, StepKind::RemindAuthority, &[]);
        let letters = office.letters(&case);
        let reminder = letters.iter().find(|it| it.kind == LetterKind::L9).expect("L9");
        let ersuchen = letters.iter().find(|it| it.kind == LetterKind::L6).expect("L6");
        assert_eq!(reminder.recipient, ersuchen.recipient);
        assert!(reminder.recipient.contains(to), "{}", reminder.recipient);
        assert!(reminder.text.contains(asks), "{}", reminder.text);
        assert!(ersuchen.text.contains("So ist die Frist berechnet"), "{}", ersuchen.text);
    }
}
