//! Which letters exist, and who gets them.

use super::{Address, PersonDetails, PersonId, Representative, names::named};

named! {
    /// The letters of the procedure, by the numbers of the secretariat's list.
    pub enum LetterKind {
        L1 = "L1", "Eingangsbestätigung";
        L2 = "L2", "Unterrichtung der Ausländerbehörde über den Eingang";
        L4 = "L4", "Bitte um Stellungnahme";
        L5a = "L5a", "Mitteilung über die Nichtannahme";
        L5b = "L5b", "Unterrichtung der Ausländerbehörde über die Nichtannahme";
        L6 = "L6", "Ersuchen";
        L7 = "L7", "Mitteilung an die Ausländerbehörde: kein Ersuchen";
        L8 = "L8", "Mitteilung über die Beendigung des Verfahrens";
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

impl LetterKind {
    pub const fn addressee(self) -> Addressee {
        match self {
            Self::L1 | Self::L5a | Self::L8 | Self::L10 | Self::L11 => Addressee::ApplicantSide,
            Self::L2 | Self::L4 | Self::L5b | Self::L6 | Self::L7 => Addressee::Authority,
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

/// One letter of an order: where it goes, of whom it speaks, and why it goes there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub lines: Vec<String>,
    pub persons: Vec<PersonId>,
    /// The representative's own reference.
    pub their_reference: Option<String>,
    pub why: &'static str,
    /// It goes to the representative.
    pub by_proxy: bool,
}

impl Recipient {
    /// The competent authority.
    pub const fn authority(lines: Vec<String>, persons: Vec<PersonId>) -> Self {
        Self {
            lines,
            persons,
            their_reference: None,
            why: "Zuständige Ausländerbehörde laut Register.",
            by_proxy: false,
        }
    }
}

/// To whom a letter to the applicant side goes: the representative for everybody whom the
/// Vollmacht covers; everybody else at their own address, one letter per address.
pub fn applicant_side(
    persons: &[&PersonDetails],
    representative: Option<&Representative>,
) -> Vec<Recipient> {
    let covered = |it: &&PersonDetails| representative.is_some() && it.represented;
    let (by_proxy, themselves): (Vec<&PersonDetails>, Vec<&PersonDetails>) =
        persons.iter().copied().partition(covered);
    let mut recipients = Vec::new();
    if let (Some(representative), false) = (representative, by_proxy.is_empty()) {
        recipients.push(Recipient {
            lines: representative.address_lines(),
            persons: by_proxy.iter().map(|it| it.id).collect(),
            their_reference: Some(representative.reference.clone()).filter(|it| !it.is_empty()),
            why: "Bevollmächtigung: Die Vollmacht umfasst diese Personen.",
            by_proxy: true,
        });
    }
    let mut addresses: Vec<&Address> = Vec::new();
    for person in &themselves {
        if !addresses.contains(&&person.address) {
            addresses.push(&person.address);
        }
    }
    recipients.extend(addresses.into_iter().map(|it| household(it, &themselves)));
    recipients
}

fn household(address: &Address, persons: &[&PersonDetails]) -> Recipient {
    let here: Vec<_> = persons.iter().filter(|it| it.address == *address).collect();
    let adults = here.iter().filter(|it| !it.family_role.is_child()).take(2);
    let mut lines: Vec<String> = adults.map(|it| it.full_name()).collect();
    if lines.is_empty() {
        lines.extend(here.first().map(|it| it.full_name()));
    }
    lines.extend(address.lines());
    Recipient {
        lines,
        persons: here.iter().map(|it| it.id).collect(),
        their_reference: None,
        why: "Keine Vollmacht, die diese Personen umfasst: Schreiben geht an sie selbst.",
        by_proxy: false,
    }
}
