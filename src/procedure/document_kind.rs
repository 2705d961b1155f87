//! What a document of a case is (the list of § 6 of the intake), and how much it needs guarding.

use super::names::named;

named! {
    /// The class of protection (Art. 9 and 10 DSGVO).
    pub enum Sensitivity {
        Normal = "normal", "allgemein";
        Health = "health", "Gesundheit";
        Criminal = "criminal", "Strafverfahren";
    }
}

named! {
    /// What a document proves.
    pub enum DocumentKind {
        Application = "application", "Antrag";
        Consent = "consent", "Einwilligung in die Datenverarbeitung";
        PowerOfAttorney = "power_of_attorney", "Vertretungsvollmacht";
        MedicalRelease = "medical_release", "Schweigepflichtsentbindung";
        CurriculumVitae = "curriculum_vitae", "Tabellarischer Lebenslauf";
        Language = "language", "Nachweis der Deutschkenntnisse";
        Work = "work", "Arbeit, Ausbildung und Einkommen";
        Engagement = "engagement", "Ehrenamt, Verein, Kirche";
        Support = "support", "Unterstützungsschreiben";
        School = "school", "Kita-Bescheinigung oder Schulzeugnis";
        AsylumDecision = "asylum_decision", "Bescheid des BAMF";
        CourtDecision = "court_decision", "Gerichtsentscheidung";
        RemovalOrder = "removal_order", "Ordnungsverfügung der Ausländerbehörde";
        MedicalReport = "medical_report", "Ärztliches Gutachten";
        CriminalRecord = "criminal_record", "Unterlagen über Strafverfahren";
        Identity = "identity", "Pass oder Identitätsnachweis";
        Statement = "statement", "Stellungnahme der Ausländerbehörde";
        Correspondence = "correspondence", "Schriftwechsel";
        Other = "other", "sonstige Unterlage";
    }
}

impl DocumentKind {
    /// How such a document is guarded unless somebody says otherwise.
    pub const fn usual_sensitivity(self) -> Sensitivity {
        match self {
            Self::MedicalReport | Self::MedicalRelease => Sensitivity::Health,
            Self::CriminalRecord => Sensitivity::Criminal,
            _ => Sensitivity::Normal,
        }
    }

    /// What a file is by its name: a suggestion that a person confirms.
    pub fn suggested_by(file_name: &str) -> Option<Self> {
        let name = plain(file_name);
        let (_, kind) = WORDS.iter().find(|(words, _)| words.iter().any(|it| name.contains(it)))?;
        Some(*kind)
    }
}

/// Words in file names; the first line that fits decides, so the longer words stand first.
const WORDS: &[(&[&str], DocumentKind)] = &[
    (&["schweigepflicht"], DocumentKind::MedicalRelease),
    (&["einwilligung", "datenschutz", "datenverarbeitung"], DocumentKind::Consent),
    (&["vollmacht", "mandat"], DocumentKind::PowerOfAttorney),
    (&["stellungnahme"], DocumentKind::Statement),
    (&["ordnungsverfuegung", "abschiebungsandrohung"], DocumentKind::RemovalOrder),
    (&["bamf", "bundesamt", "asylbescheid", "ablehnungsbescheid"], DocumentKind::AsylumDecision),
    (&["urteil", "beschluss", "verwaltungsgericht", "gericht"], DocumentKind::CourtDecision),
    (&["strafbefehl", "anklage", "fuehrungszeugnis", "straf"], DocumentKind::CriminalRecord),
    (
        &["gutachten", "attest", "arztbrief", "befund", "aerztlich", "klinik", "diagnose"],
        DocumentKind::MedicalReport,
    ),
    (&["arbeitszeugnis", "dienstzeugnis"], DocumentKind::Work),
    (&["kita", "kindergarten", "schul", "zeugnis"], DocumentKind::School),
    (&["deutsch", "sprach", "telc", "goethe"], DocumentKind::Language),
    (
        &[
            "arbeit",
            "lohn",
            "gehalt",
            "gesellen",
            "ausbildung",
            "rentenversicherung",
            "stellenangebot",
            "bewerbung",
        ],
        DocumentKind::Work,
    ),
    (&["lebenslauf", "lebensbericht"], DocumentKind::CurriculumVitae),
    (&["ehrenamt", "verein", "gemeinde", "kirche", "moschee"], DocumentKind::Engagement),
    (&["unterstuetz", "empfehlung", "referenz"], DocumentKind::Support),
    (&["reisepass", "pass", "geburtsurkunde", "personalausweis"], DocumentKind::Identity),
    (&["haertefallantrag", "antrag"], DocumentKind::Application),
];

/// Small letters without umlauts, as people name their files one way and the other.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    [
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ß", "ss"),
        ("a\u{308}", "ae"),
        ("o\u{308}", "oe"),
        ("u\u{308}", "ue"),
    ]
    .iter()
    .fold(name, |name, (from, to)| name.replace(from, to))
}
