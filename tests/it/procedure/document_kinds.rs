//! What a file name says of a document, by the names people really give their files.

use hfk::procedure::{DocumentKind, Sensitivity};

#[test]
fn the_files_of_real_applications_are_known_by_their_names() {
    let expected = [
        ("Haertefallantrag.pdf", DocumentKind::Application),
        ("Vollmacht.pdf", DocumentKind::PowerOfAttorney),
        ("Einwilligung Datenverarbeitung.pdf", DocumentKind::Consent),
        ("Gutachten Neurologie.pdf", DocumentKind::MedicalReport),
        ("Schweigepflichtentbindung.pdf", DocumentKind::MedicalRelease),
        ("Arbeitsvertrag Pflege.pdf", DocumentKind::Work),
        ("Zeugnis Ana Klasse 6.pdf", DocumentKind::School),
        ("BAMF Bescheid.pdf", DocumentKind::AsylumDecision),
        ("Lebenslauf.pdf", DocumentKind::CurriculumVitae),
        ("Deutschkurs B1.pdf", DocumentKind::Language),
        ("Gesellenbrief.pdf", DocumentKind::Work),
        ("UNTERSTU\u{308}TZUNG_Pfarrer.PDF", DocumentKind::Support),
        ("Führungszeugnis.pdf", DocumentKind::CriminalRecord),
    ];
    for (name, kind) in expected {
        assert_eq!(DocumentKind::suggested_by(name), Some(kind), "{name}");
    }
}

#[test]
fn a_name_that_says_nothing_suggests_nothing() {
    assert_eq!(DocumentKind::suggested_by("scan_0001.pdf"), None);
}

/// Art. 9 and 10 DSGVO.
#[test]
fn health_and_criminal_papers_are_guarded_from_the_start() {
    let health =
        DocumentKind::ALL.iter().filter(|it| it.usual_sensitivity() == Sensitivity::Health);
    assert_eq!(
        health.collect::<Vec<_>>(),
        [&DocumentKind::MedicalRelease, &DocumentKind::MedicalReport]
    );
    assert_eq!(DocumentKind::CriminalRecord.usual_sensitivity(), Sensitivity::Criminal);
}
