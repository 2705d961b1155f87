//! Endings from outside: their evidence, their legal basis, their letter.

use hfk::procedure::{LetterKind, OtherEnding, Stage, StepKind};
use uuid::Uuid;

use super::requesting::FAMILY;
use crate::{
    form::Form,
    pdf::one_page,
    records::{assert_intact, assert_replays, file},
    secretariat::{House, ok, take},
};

#[test]
fn an_ending_names_its_basis_and_the_document_that_proves_it() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, FAMILY);
    office.uploads(&case, ("Aufenthaltstitel.pdf", &one_page()), "20.11.2026");
    take(office.clerk(), &case, StepKind::EndOtherwise, |form| {
        form.choose("persons", &["Ana", "Mihai"])
            .choose("document", &["Aufenthaltstitel.pdf"])
            .fill_all(&[
                ("ending", OtherEnding::FamilyTitle.name()),
                ("ended_on", "heute"),
                ("evidence", "Kopie des Titels"),
            ])
    });
    let page = ok(office.clerk().get(&case));
    page.assert_says("§§ 27 bis 36a AufenthG");
    page.assert_says(">Aufenthaltstitel.pdf</a>");
    assert_eq!(file(&office.app, &case).case.stage, Stage::Closing);
    let letters = office.letters(&case);
    let confirmed = letters.iter().filter(|it| it.kind == LetterKind::L11).count();
    assert!(confirmed >= 1, "{letters:?}");
    assert_replays(&office.app, &case);
    assert_intact(&office.app);
}

#[test]
fn where_nobody_is_there_to_read_nothing_is_written_and_a_foreign_document_proves_nothing() {
    let mut house = House::new();
    let office = house.at("2026-11-23 10:00");
    let case = office.registers("Kreis Unna", 2, FAMILY);
    office.uploads(&case, ("Vermerk.pdf", &one_page()), "20.11.2026");
    let path = format!("{case}/schritte/{}", StepKind::EndOtherwise);
    let form = Form::on(&ok(office.clerk().get(&path)), "/pruefen")
        .choose("persons", &["Ana", "Mihai"])
        .fill_all(&[
            ("ending", OtherEnding::Untraceable.name()),
            ("ended_on", "heute"),
            ("evidence", "Meldeauskunft"),
        ])
        .hide("document", &Uuid::now_v7().to_string());
    let check = ok(form.press(office.clerk(), "Weiter: Angaben prüfen"));
    assert!(!check.body.contains("<dt>Dokument"), "{}", check.body);
    assert_eq!(Form::on(&check, &path).press(office.clerk(), "festhalten").status, 303);
    let written = |it: &crate::secretariat::Letter| it.kind == LetterKind::L11;
    assert!(!office.letters(&case).iter().any(written));
    assert_eq!(file(&office.app, &case).case.stage, Stage::Closing);
}
