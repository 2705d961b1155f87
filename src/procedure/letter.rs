//! Which letters exist, and to which side they go.

use super::{PersonId, names::named};

named! {
    /// The letters of the procedure, by the numbers of the secretariat's list.
    pub enum LetterKind {
        L1 = "L1", "Eingangsbestätigung";
        L2 = "L2", "Unterrichtung der Ausländerbehörde über den Eingang";
        L3 = "L3", "Nachforderung von Unterlagen";
        L4 = "L4", "Bitte um Stellungnahme";
        L5a = "L5a", "Mitteilung über die Nichtannahme";
        L5b = "L5b", "Unterrichtung der Ausländerbehörde über die Nichtannahme";
        L6 = "L6", "Ersuchen";
        L7 = "L7", "Mitteilung an die Ausländerbehörde: kein Ersuchen";
        L8 = "L8", "Mitteilung über die Beendigung des Verfahrens";
        L9 = "L9", "Bitte um Rückmeldung zum Ersuchen";
        L10 = "L10", "Abgabenachricht";
        L11 = "L11", "Bestätigung der Erledigung";
        L12 = "L12", "Einladung mit Tagesordnung";
        L13 = "L13", "Sitzungsprotokoll";
    }
}

named! {
    /// Which side a letter goes to.
    pub enum Addressee {
        ApplicantSide = "applicant_side", "Antragstellerseite";
        Authority = "authority", "Ausländerbehörde";
        Commission = "commission", "Kommission";
    }
}

named! {
    /// Why a letter that had not left the house is not sent.
    pub enum Withdrawal {
        Readdressed = "readdressed", "neu geschrieben, weil Vertretung, Anschrift oder Zuständigkeit sich geändert haben";
        TakenBack = "taken_back", "der Schritt ist zurückgenommen";
    }
}

impl LetterKind {
    /// Whether it goes to whoever decides on the Ersuchen.
    pub const fn follows_ersuchen(self) -> bool {
        matches!(self, Self::L6 | Self::L9)
    }

    /// As lists name it: a reminder of what was asked before is told from the letter that asked.
    pub fn called(self, reminder: bool) -> String {
        if reminder { format!("Erinnerung: {}", self.label()) } else { self.label().to_owned() }
    }

    pub const fn addressee(self) -> Addressee {
        match self {
            Self::L1 | Self::L3 | Self::L5a | Self::L8 | Self::L10 | Self::L11 => {
                Addressee::ApplicantSide
            }
            Self::L2 | Self::L4 | Self::L5b | Self::L6 | Self::L7 | Self::L9 => {
                Addressee::Authority
            }
            Self::L12 | Self::L13 => Addressee::Commission,
        }
    }
}

/// A letter that a step calls for: its kind, and the persons of whom it speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterOrder {
    pub kind: LetterKind,
    pub persons: Vec<PersonId>,
}
