//! What the authority says in its statement (Stellungnahme, § 3(2) HFKVO), and where it says
//! otherwise than the file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Case, DocumentId, Finding, Ground, Person, PersonId, ResidenceStatus, ground::Matter,
    names::named,
};

named! {
    /// Where the authority stands in its statement.
    pub enum Position {
        InFavour = "in_favour", "dafür";
        Against = "against", "dagegen";
        None = "none", "keine Äußerung";
    }
}

named! {
    /// What the authority says to a question, if it says something.
    pub enum Said {
        Yes = "yes", "ja";
        No = "no", "nein";
        Unclear = "unclear", "unklar";
    }
}

named! {
    pub enum Whereabouts {
        Unchanged = "unchanged", "unverändert";
        MovedWithin = "moved_within", "innerhalb des Landes verzogen";
        MovedAway = "moved_away", "in ein anderes Land verzogen";
    }
}

/// An answer of the authority. All but its position and its words may be missing, so that a fax of
/// two lines is recorded at once; those of the time before have nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub received_on: NaiveDate,
    pub dated_on: NaiveDate,
    pub position: Position,
    pub text: String,
    /// Why the authority stands where it stands, as far as somebody took it out of the text.
    #[serde(default)]
    pub reasons: String,
    /// The day as of which it speaks, where that is not its date.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    #[serde(default)]
    pub document: Option<DocumentId>,
    #[serde(default)]
    pub persons: Vec<StatedPerson>,
}

impl Statement {
    /// With nothing but what every answer has.
    pub fn brief(on: NaiveDate, position: Position, text: impl Into<String>) -> Self {
        Self {
            received_on: on,
            dated_on: on,
            position,
            text: text.into(),
            reasons: String::new(),
            as_of: None,
            document: None,
            persons: Vec::new(),
        }
    }
}

/// What the authority says of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedPerson {
    pub person: PersonId,
    pub status: Option<ResidenceStatus>,
    pub obliged_to_leave: Option<Said>,
    pub convicted: Option<Said>,
    /// Which convictions.
    pub convictions: String,
    pub livelihood_secured: Option<Said>,
    /// Identity and passport.
    pub identity_clarified: Option<Said>,
    pub entry_ban: Option<Said>,
    pub whereabouts: Option<Whereabouts>,
    pub moved_to: String,
    /// For secretariat and chair alone (§ 97a AufenthG): it is no part of the history that others
    /// read, and is kept apart from it.
    #[serde(skip)]
    pub return_date: Option<NaiveDate>,
}

impl StatedPerson {
    /// Nothing is said yet.
    pub const fn silent(person: PersonId) -> Self {
        Self {
            person,
            status: None,
            obliged_to_leave: None,
            convicted: None,
            convictions: String::new(),
            livelihood_secured: None,
            identity_clarified: None,
            entry_ban: None,
            whereabouts: None,
            moved_to: String::new(),
            return_date: None,
        }
    }

    /// Whether something is said of the person at all.
    pub fn says_something(&self) -> bool {
        *self != Self::silent(self.person)
    }
}

/// Something the authority says of a person that the findings on § 5 HFKVO do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    pub person: PersonId,
    pub ground: Ground,
    /// The finding as it stands.
    pub found: Finding,
}

impl Contradiction {
    /// What the authority says, without the day of a return.
    pub const fn says(self) -> &'static str {
        match self.ground.matter() {
            Some(Matter::ReturnDate) => "Ein Termin der Rückführung steht fest",
            Some(Matter::DutyToLeave) => "Nicht vollziehbar ausreisepflichtig",
            Some(Matter::Residence) => "In ein anderes Land verzogen",
            Some(Matter::Offences) => "Verurteilungen liegen vor",
            Some(Matter::EntryBan) => "Ein Einreise- und Aufenthaltsverbot besteht",
            None => "",
        }
    }
}

/// Where the statement and the findings of the case do not agree, person by person, for those whose
/// procedure runs.
pub fn contradictions(statement: &Statement, case: &Case) -> Vec<Contradiction> {
    let running = |it: &&StatedPerson| {
        case.of_this_round().any(|person| person.id == it.person && !person.standing.is_ended())
    };
    let said = statement.persons.iter().filter(running);
    let pairs = said.filter_map(|it| case.person(it.person).map(|person| (it, person)));
    let (grounds, received_on) = (case.catalogue.grounds().iter(), statement.received_on);
    let of_person = |(said, person): (&StatedPerson, &Person)| {
        let denied = |it: &&Ground| contradicts(said, (person, **it), received_on);
        let contradiction = |it: &Ground| Contradiction {
            person: person.id,
            ground: *it,
            found: person.finding(*it),
        };
        grounds.clone().filter(denied).map(contradiction).collect::<Vec<_>>()
    };
    pairs.flat_map(of_person).collect()
}

fn contradicts(
    said: &StatedPerson,
    (person, ground): (&Person, Ground),
    received_on: NaiveDate,
) -> bool {
    let found = person.finding(ground);
    let looked_before = person.findings.get(&ground).is_some_and(|it| it.found_on < received_on);
    let missing = found != Finding::Present;
    let denied = found == Finding::Absent && looked_before;
    match ground.matter() {
        // Facts stand in the file as soon as they are known.
        Some(Matter::ReturnDate) => {
            let cancelled = person.findings.get(&ground).and_then(|it| it.removed_on);
            let since = cancelled.is_some_and(|it| it >= received_on);
            missing && !since && said.return_date.is_some()
        }
        Some(Matter::DutyToLeave) => missing && said.obliged_to_leave == Some(Said::No),
        Some(Matter::Residence) => missing && said.whereabouts == Some(Whereabouts::MovedAway),
        // Of these somebody judges how much they weigh: who has looked since has answered.
        Some(Matter::Offences) => denied && said.convicted == Some(Said::Yes),
        Some(Matter::EntryBan) => denied && said.entry_ban == Some(Said::Yes),
        None => false,
    }
}
