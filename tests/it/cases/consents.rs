//! A revoked release from medical confidentiality closes what doctors said to those who decide.

use diesel::{RunQueryDsl as _, sql_query};
use hfk::procedure::StepKind;

use super::completeness::add_paper;
use crate::{
    app::Browser,
    committee::before_the_committee,
    form::Form,
    records::{assert_intact, count, lines},
    secretariat::{House, Typed, followed, ok},
};

const COUPLE: Typed = &[
    ("received_on", "20.11.2026"),
    ("channel", "post"),
    ("persons-0-family_name", "Ionescu"),
    ("persons-0-given_names", "Ana"),
    ("persons-0-born", "1990"),
    ("persons-0-street", "Am Wall 1"),
    ("persons-0-town", "Unna"),
    ("persons-1-family_name", "Popescu"),
    ("persons-1-given_names", "Ion"),
    ("persons-1-born", "1988"),
    ("persons-1-family_role", "spouse"),
    ("persons-1-street", "Am Wall 1"),
    ("persons-1-town", "Unna"),
];

/// Keeps a release of the first person.
fn releases(office: &House, case: &str, given_on: &str) {
    let by = office.clerk();
    let form = Form::on(&ok(by.get(case)), "/einwilligungen")
        .choose("persons", &["Ana"])
        .choose("kind", &["Schweigepflicht"])
        .fill("scope", "Dr. Weiß, Befunde seit 2024");
    let none = form.press(by, "Einwilligung festhalten");
    assert_eq!(none.status, 422);
    none.assert_says("Erteilt am: bitte ein Datum angeben");
    let form = Form::on(&none, "/einwilligungen").fill("given_on", given_on);
    followed(by, &form.press(by, "Einwilligung festhalten"))
        .assert_says("Dr. Weiß, Befunde seit 2024");
}

fn revokes(office: &House, case: &str) {
    let by = office.clerk();
    let page = ok(by.get(case));
    let (_, rest) = page.body.split_once("/einwilligungen/").expect("a consent that holds");
    let path = format!("{case}/einwilligungen/{}", rest.split('"').next().unwrap());
    let form = Form::on(&ok(by.get(&path)), &path);
    for (typed, sentence) in [
        ("01.01.2020", "Der Widerruf liegt vor der Einwilligung."),
        ("31.12.2026", "Der Widerruf liegt in der Zukunft."),
    ] {
        let form = Form::on(&ok(by.get(&path)), &path).fill("revoked_on", typed);
        let wrong = form.press(by, "Widerruf festhalten");
        assert_eq!(wrong.status, 422);
        wrong.assert_says(sentence);
    }
    let page = form.fill("revoked_on", "heute").press(by, "Widerruf festhalten");
    followed(by, &page).assert_says("widerrufen am");
    let again = Form::on(&ok(by.get(&path)), &path).fill("revoked_on", "heute");
    assert_eq!(again.press(by, "Widerruf festhalten").status, 409, "it is revoked already");
}

/// A report of a person, by position, or of nobody in particular.
fn add_report(office: &House, case: &str, person: Option<i32>, name: &str) -> String {
    let position = person.map_or("NULL".to_owned(), |it| it.to_string());
    add_paper(&office.app, case, ("medical_report", 0), "2026-11-01");
    let named = format!(
        "UPDATE documents SET name = '{name}', sensitivity = 'health', person_id =
           (SELECT id FROM persons p WHERE p.case_id = documents.case_id AND position = {position})
         WHERE name = 'medical_report.pdf' RETURNING id::text AS line"
    );
    lines(&mut office.app.db(), &named).remove(0)
}

/// Whether somebody sees it in the list, and whether the file is refused as unknown.
fn sees(by: &Browser, case: &str, (name, id): (&str, &str)) -> bool {
    let listed = ok(by.get(case)).body.contains(name);
    let refused = by.get(&format!("/dokumente/{id}")).status == 404;
    assert_ne!(listed, refused, "{name}: the list and the file say the same");
    listed
}

#[test]
fn what_doctors_said_is_closed_to_members_and_committee_but_not_to_the_secretariat() {
    let mut house = House::new();
    let office = house.at("2026-12-04 10:00");
    let case = office.registers("Kreis Unna", 2, COUPLE);
    let hers = add_report(office, &case, Some(0), "Befund Ana.pdf");
    let his = add_report(office, &case, Some(1), "Befund Ion.pdf");
    let of_nobody = add_report(office, &case, None, "Befund unbekannt.pdf");
    releases(office, &case, "01.11.2026");
    office.clerk_takes(&case, StepKind::BeginAdmissibility, &[]);
    let committee = before_the_committee(&office.app, &case);
    let reports = [
        ("Befund Ana.pdf", &*hers),
        ("Befund Ion.pdf", &*his),
        ("Befund unbekannt.pdf", &*of_nobody),
    ];
    let seen = |by: &Browser| reports.map(|it| sees(by, &case, it));
    assert_eq!(seen(&committee), [true; 3], "before it is revoked");

    revokes(office, &case);
    assert_eq!(seen(&committee), [false, true, false]);
    assert_eq!(seen(office.clerk()), [true; 3]);
    assert_eq!(seen(office.chair()), [true; 3]);

    // The sitting gives the case to its members; not what is closed.
    let ready = "UPDATE cases SET stage = 'on_agenda', sitting_id =
        (SELECT id FROM sittings LIMIT 1)";
    let sitting = office.plans_a_sitting("17.12.2026");
    let conn = &mut office.app.db();
    sql_query(ready).execute(conn).unwrap();
    sql_query("INSERT INTO agenda_items SELECT sitting_id, id, 1, 'open', 'request', 1 FROM cases")
        .execute(conn)
        .unwrap();
    office.chair_takes(&sitting, "publish");
    let member = office.app.sign_in_as(&office.member.login);
    assert_eq!(seen(&member), [false, true, false]);

    releases(office, &case, "03.12.2026");
    assert_eq!(seen(&member), [true; 3], "another release opens it again");
    assert_intact(&office.app);
    let logged = "SELECT action || ' ' || fields AS line FROM audit.entries
        WHERE action LIKE 'consent_%' ORDER BY seq";
    assert_eq!(
        lines(&mut office.app.db(), logged),
        [
            "consent_recorded medical_release",
            "consent_revoked medical_release",
            "consent_recorded medical_release",
        ]
    );
}

#[test]
fn a_sheet_that_a_family_signed_is_entered_once_for_everybody_who_is_ticked() {
    let mut house = House::new();
    let office = house.at("2026-12-04 10:00");
    let by = office.clerk();
    let case = office.registers("Kreis Unna", 2, COUPLE);
    let form = Form::on(&ok(by.get(&case)), "/einwilligungen")
        .choose("kind", &["Einwilligung"])
        .fill("scope", "Härtefallverfahren")
        .fill("given_on", "01.12.2026");
    let nobody = form.press(by, "Einwilligung festhalten");
    assert_eq!(nobody.status, 422);
    nobody.assert_says("Bitte ankreuzen: Personen.");
    let both = Form::on(&nobody, "/einwilligungen").choose("persons", &["Ana", "Ion"]);
    let late = both.clone().fill("given_on", "05.12.2026").press(by, "Einwilligung festhalten");
    late.assert_says("Das Datum liegt in der Zukunft.");
    assert_eq!(late.body.matches(" checked").count(), 2, "both stay ticked: {}", late.body);
    assert_eq!(count(&mut office.app.db(), "consents"), 0);

    let other = office.registers("Kreis Unna", 2, COUPLE);
    let strangers = Form::on(&ok(by.get(&other)), "/einwilligungen");
    let stranger = both.clone().hide("persons", &strangers.offered("persons", ""));
    assert_eq!(stranger.press(by, "Einwilligung festhalten").status, 409);
    assert_eq!(count(&mut office.app.db(), "consents"), 0, "all of it, or nothing");

    for _ in 0..2 {
        let page = followed(by, &both.press(by, "Einwilligung festhalten"));
        assert_eq!(page.body.matches("Härtefallverfahren</span>").count(), 2, "{}", page.body);
    }
    let kept = "SELECT given_names || ' ' || kind || ' ' || given_on AS line
        FROM consents JOIN persons ON person_id = persons.id ORDER BY position";
    let conn = &mut office.app.db();
    assert_eq!(lines(conn, kept), ["Ana processing 2026-12-01", "Ion processing 2026-12-01"]);
    let logged =
        "audit.entries WHERE action = 'consent_recorded' AND object_id IN (SELECT id FROM persons)";
    assert_eq!(count(conn, logged), 2, "one entry for each");
    assert_intact(&office.app);
}
