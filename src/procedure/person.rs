//! Who the people of an application are (§ 6 of the intake list): what letters and pages show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Country, PartialDate, PersonId, names::named};

/// Where post goes. Empty parts are left out of letters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub street: String,
    pub postal_code: String,
    pub town: String,
}

impl Address {
    pub fn is_empty(&self) -> bool {
        self.lines().is_empty()
    }

    pub fn lines(&self) -> Vec<String> {
        let place = format!("{} {}", self.postal_code, self.town).trim().to_owned();
        [self.street.clone(), place].into_iter().filter(|it| !it.is_empty()).collect()
    }
}

named! {
    pub enum Sex {
        Female = "female", "weiblich";
        Male = "male", "männlich";
        Diverse = "diverse", "divers";
        Unknown = "unknown", "nicht angegeben";
    }
}

named! {
    pub enum MaritalStatus {
        Single = "single", "ledig";
        Married = "married", "verheiratet";
        Partnership = "partnership", "eingetragene Lebenspartnerschaft";
        Divorced = "divorced", "geschieden";
        Widowed = "widowed", "verwitwet";
        Unknown = "unknown", "nicht angegeben";
    }
}

named! {
    /// A person's part in the family of the case.
    pub enum FamilyRole {
        Applicant = "applicant", "Antragsteller/in";
        Spouse = "spouse", "Ehe- oder Lebenspartner/in";
        Child = "child", "Kind";
        Parent = "parent", "Elternteil";
        Sibling = "sibling", "Geschwister";
        Other = "other", "andere";
    }
}

impl FamilyRole {
    pub const fn is_child(self) -> bool {
        matches!(self, Self::Child)
    }
}

named! {
    /// The aufenthaltsrechtlicher Status the application states.
    pub enum ResidenceStatus {
        Toleration = "toleration", "Duldung";
        Permission = "permission", "Aufenthaltsgestattung";
        BorderCrossing = "border_crossing", "Grenzübertrittsbescheinigung";
        NoDocument = "no_document", "ohne Papier";
        Other = "other", "anderer Status";
        Unknown = "unknown", "nicht angegeben";
    }
}

named! {
    /// What kind of name another name of a person is.
    pub enum NameKind {
        Spelling = "spelling", "andere Schreibweise";
        Former = "former", "früherer Name";
        CallName = "call_name", "Rufname";
        Alias = "alias", "Aliasname";
        Artist = "artist", "Künstler- oder Ordensname";
        Other = "other", "sonstiger Name";
    }
}

/// A name beside the present one and that at birth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherName {
    pub kind: NameKind,
    pub name: String,
}

named! {
    /// Whose number a foreign reference is.
    pub enum ReferenceKind {
        Authority = "authority", "Ausländerbehörde";
        Bamf = "bamf", "BAMF";
        Azr = "azr", "AZR-Nummer";
        Court = "court", "Gericht";
        Lawyer = "lawyer", "Anwaltliches Zeichen";
        Other = "other", "Sonstiges";
    }
}

impl ReferenceKind {
    /// What people write in front of such a number when they ask for it.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Bamf => "BAMF",
            Self::Azr => "AZR",
            _ => "",
        }
    }

    /// By what a reference begins with, if that tells.
    pub fn of_text(text: &str) -> Self {
        let first = text.split([' ', '-', ':']).next().unwrap_or_default().to_uppercase();
        match first.as_str() {
            "BAMF" => Self::Bamf,
            "AZR" => Self::Azr,
            "ABH" => Self::Authority,
            "VG" | "OVG" | "BVERWG" => Self::Court,
            "RA" | "RAIN" => Self::Lawyer,
            _ => Self::Other,
        }
    }
}

/// The number under which another office knows a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignReference {
    pub kind: ReferenceKind,
    pub text: String,
}

/// Where a person lived before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerAddress {
    pub address: Address,
    /// It was protected while the person lived there, and stays so.
    pub protected: bool,
    /// Unknown of the first address.
    pub since: Option<NaiveDate>,
    /// The day of the move.
    pub until: NaiveDate,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDetails {
    pub id: PersonId,
    /// Nachname; a person with a single name has it here and no given names.
    pub family_name: String,
    pub given_names: String,
    pub birth_name: String,
    pub other_names: Vec<OtherName>,
    pub born: PartialDate,
    pub birth_place: String,
    pub birth_country: Option<Country>,
    /// As stated, where the list of states does not say it; such as „Kaukasus“.
    pub birth_country_note: String,
    /// Several in the order of the application.
    pub nationalities: Vec<Country>,
    /// As stated, where the list of states does not say it; such as „Kurdin aus Syrien“.
    pub nationality_note: String,
    pub sex: Sex,
    pub marital_status: MaritalStatus,
    pub family_role: FamilyRole,
    pub address: Address,
    /// An Auskunftssperre (§ 51 BMG): the address is for the secretariat and the chair alone.
    #[serde(default)]
    pub address_protected: bool,
    /// The earliest first.
    #[serde(default)]
    pub former_addresses: Vec<FormerAddress>,
    /// In which one speaks with the person; empty when nothing is said of it.
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub interpreter_needed: bool,
    pub entered: Option<PartialDate>,
    pub residence_status: ResidenceStatus,
    #[serde(default)]
    pub status_since: Option<NaiveDate>,
    pub status_until: Option<NaiveDate>,
    pub references: Vec<ForeignReference>,
}

/// `Zoran Đorđević (geb. 02.03.1984)`: father and son bear the same name.
pub fn told_apart(name: &str, born: &PartialDate) -> String {
    format!("{name} (geb. {born})")
}

impl PersonDetails {
    /// Since when the present address is known to be that.
    pub fn lives_there_since(&self) -> Option<NaiveDate> {
        self.former_addresses.last().map(|it| it.until)
    }

    /// `Zoran Đorđević`, as in the address field.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_names, self.family_name).trim().to_owned()
    }

    /// As [`Self::full_name`], and told apart from whoever else among them bears it.
    pub fn name_among(&self, everybody: &[Self]) -> String {
        let name = self.full_name();
        let shared = everybody.iter().any(|it| it.id != self.id && it.full_name() == name);
        if shared { told_apart(&name, &self.born) } else { name }
    }

    /// `Đorđević, Zoran`, as in lists.
    pub fn list_name(&self) -> String {
        if self.given_names.is_empty() {
            return self.family_name.clone();
        }
        format!("{}, {}", self.family_name, self.given_names)
    }
}
