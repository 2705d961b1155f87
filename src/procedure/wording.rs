//! How letters and sentences speak of the regulation of a Land.

use serde::Serialize;

/// What an application is called, as a sentence needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Declined {
    /// `Antrag`
    pub name: &'static str,
    /// `der Antrag`
    pub the: &'static str,
    /// `den Antrag`
    pub the_object: &'static str,
    /// `dem Antrag`
    pub to_the: &'static str,
    /// `des Antrags`
    pub of_the: &'static str,
    /// `im Antrag`
    pub in_the: &'static str,
    /// `ein Antrag`
    pub one: &'static str,
    /// `eines Antrags`
    pub of_one: &'static str,
    /// `er`
    pub it: &'static str,
}

impl Declined {
    pub const ANTRAG: Self = Self {
        name: "Antrag",
        the: "der Antrag",
        the_object: "den Antrag",
        to_the: "dem Antrag",
        of_the: "des Antrags",
        in_the: "im Antrag",
        one: "ein Antrag",
        of_one: "eines Antrags",
        it: "er",
    };
    pub const EINGABE: Self = Self {
        name: "Eingabe",
        the: "die Eingabe",
        the_object: "die Eingabe",
        to_the: "der Eingabe",
        of_the: "der Eingabe",
        in_the: "in der Eingabe",
        one: "eine Eingabe",
        of_one: "einer Eingabe",
        it: "sie",
    };
}

/// What letters cite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Citations {
    /// `§ 5 der Härtefallkommissionsverordnung (HFKVO)`
    pub grounds: &'static str,
    /// `§ 5 HFKVO`
    pub grounds_short: &'static str,
    /// `§ 6 Absatz 3 HFKVO`
    pub majority: &'static str,
    /// Of whom it is one: `anwesenden Mitglieder`
    pub majority_of: &'static str,
    /// Where the authority is asked to report what it intends; empty where no norm asks for it.
    pub report: &'static str,
}
