//! What an application should hold: an editable list, of which every change is agreed by two
//! people as any other point the secretariat settles.

use std::{collections::BTreeSet, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{DocumentKind, named};

named! {
    /// Whether a paper is asked for once, or of each person.
    pub enum Per {
        Case = "case", "je Fall";
        Person = "person", "je Person";
    }
}

named! {
    /// What no document can tell of a person: the secretariat ticks it.
    pub enum Mark {
        Illness = "illness", "Erkrankung wird geltend gemacht";
        AsylumDecided = "asylum_decided", "Asylverfahren ist entschieden";
        RemovalOrdered = "removal_ordered", "Ordnungsverfügung der Ausländerbehörde ist ergangen";
        CriminalProceedings = "criminal_proceedings", "Strafverfahren sind bekannt";
    }
}

named! {
    /// When a paper is asked for.
    pub enum Condition {
        Always = "always", "immer";
        Represented = "represented", "bei Vertretung";
        Adult = "adult", "bei Volljährigen";
        Child = "child", "bei Minderjährigen";
        Illness = "illness", "bei Erkrankung";
        AsylumDecided = "asylum_decided", "nach entschiedenem Asylverfahren";
        RemovalOrdered = "removal_ordered", "nach einer Ordnungsverfügung";
        CriminalProceedings = "criminal_proceedings", "bei Strafverfahren";
    }
}

impl Condition {
    /// The mark that decides, where one does.
    pub const fn mark(self) -> Option<Mark> {
        match self {
            Self::Illness => Some(Mark::Illness),
            Self::AsylumDecided => Some(Mark::AsylumDecided),
            Self::RemovalOrdered => Some(Mark::RemovalOrdered),
            Self::CriminalProceedings => Some(Mark::CriminalProceedings),
            Self::Always | Self::Represented | Self::Adult | Self::Child => None,
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// Stays when the wording changes: waivers and requests refer to it.
    pub key: String,
    pub label: String,
    pub per: Per,
    pub condition: Condition,
    pub fulfilled_by: DocumentKind,
    /// How old the paper may be on the day of the sitting.
    pub valid_months: Option<u32>,
    /// Otherwise it helps but nobody waits for it.
    pub required: bool,
}

/// The whole list, in the order in which it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checklist {
    items: Vec<ChecklistItem>,
}

impl Checklist {
    pub const MOST: usize = 40;
    pub const MAX_LABEL: usize = 120;
    pub const MAX_MONTHS: u32 = 60;

    /// Every key once, every label legible.
    pub fn new(items: Vec<ChecklistItem>) -> Result<Self, String> {
        if items.is_empty() || items.len() > Self::MOST {
            return Err(format!("Die Liste hat 1 bis {} Angaben.", Self::MOST));
        }
        let mut keys = BTreeSet::new();
        for it in &items {
            let length = it.label.trim().chars().count();
            if length == 0 || length > Self::MAX_LABEL {
                let most = Self::MAX_LABEL;
                return Err(format!("Jede Bezeichnung hat 1 bis {most} Zeichen."));
            }
            if it.key.is_empty() || it.key.len() > 40 || !keys.insert(it.key.clone()) {
                return Err("Jede Angabe braucht einen eigenen Schlüssel.".to_owned());
            }
            if it.valid_months.is_some_and(|it| !(1..=Self::MAX_MONTHS).contains(&it)) {
                return Err(format!("Eine Gültigkeit beträgt 1 bis {} Monate.", Self::MAX_MONTHS));
            }
        }
        Ok(Self { items })
    }

    pub fn items(&self) -> &[ChecklistItem] {
        &self.items
    }

    pub fn item(&self, key: &str) -> Option<&ChecklistItem> {
        self.items.iter().find(|it| it.key == key)
    }

    /// The list as the secretariat begins with it: the guidance for applicants.
    #[rustfmt::skip]
    pub fn nrw() -> Self {
        use {Condition::*, DocumentKind as D, Per::{Case, Person}};
        let items = vec![
            //    key                 label                                                    per     condition            document            months   required
            item(("consent",          "Einwilligung in die Datenverarbeitung"),                Person, Always,              D::Consent,         (None,    true)),
            item(("power_of_attorney","Vertretungsvollmacht"),                                 Case,   Represented,         D::PowerOfAttorney, (None,    true)),
            item(("medical_release",  "Schweigepflichtsentbindung"),                           Person, Illness,             D::MedicalRelease,  (None,    true)),
            item(("curriculum_vitae", "Tabellarischer Lebenslauf von Geburt an"),              Person, Adult,               D::CurriculumVitae, (None,    true)),
            item(("language",         "Nachweis der Deutschkenntnisse"),                       Person, Adult,               D::Language,        (None,    false)),
            item(("work",             "Nachweise zu Arbeit, Ausbildung und Einkommen"),        Person, Adult,               D::Work,            (None,    false)),
            item(("engagement",       "Nachweise zu Ehrenamt, Verein oder Kirche"),            Case,   Always,              D::Engagement,      (None,    false)),
            item(("support",          "Unterstützungsschreiben"),                              Case,   Always,              D::Support,         (None,    false)),
            item(("school",           "Kita-Bescheinigung oder Schulzeugnisse"),               Person, Child,               D::School,          (None,    true)),
            item(("asylum_decision",  "Vollständiger Ablehnungsbescheid des BAMF"),            Person, AsylumDecided,       D::AsylumDecision,  (None,    true)),
            item(("court_decision",   "Gerichtsentscheidungen zu Asyl und Ausreisepflicht"),   Person, AsylumDecided,       D::CourtDecision,   (None,    false)),
            item(("removal_order",    "Ordnungsverfügung der Ausländerbehörde"),               Person, RemovalOrdered,      D::RemovalOrder,    (None,    true)),
            item(("medical_report",   "Ärztliches Gutachten zu Schwere und Verlauf"),          Person, Illness,             D::MedicalReport,   (Some(3), true)),
            item(("criminal_record",  "Unterlagen über Strafverfahren"),                       Person, CriminalProceedings, D::CriminalRecord,  (None,    true)),
        ];
        Self { items }
    }
}

fn item(
    (key, label): (&str, &str),
    per: Per,
    condition: Condition,
    fulfilled_by: DocumentKind,
    (valid_months, required): (Option<u32>, bool),
) -> ChecklistItem {
    let (key, label) = (key.to_owned(), label.to_owned());
    ChecklistItem { key, label, per, condition, fulfilled_by, valid_months, required }
}

impl FromStr for Checklist {
    type Err = String;

    /// Reads the JSON under which a version is kept; nothing at all is the list it began with.
    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::nrw());
        }
        let items = serde_json::from_str(text)
            .map_err(|_| "Die Liste ist nicht lesbar; bitte die Seite neu laden.".to_owned())?;
        Self::new(items)
    }
}
