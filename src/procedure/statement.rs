//! What the authority says in its statement (Stellungnahme, § 3(2) HFKVO), and where it says
//! otherwise than the file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Case, DocumentId, Finding, FoundGround, Ground, Person, PersonId, ResidenceStatus, names::named,
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
        MovedWithin = "moved_within", "innerhalb von NRW verzogen";
        MovedAway = "moved_away", "aus NRW verzogen";
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
        match self.ground {
            Ground::ReturnDateSet => "Ein Termin der Rückführung steht fest",
            Ground::NotObligedToLeave => "Nicht vollziehbar ausreisepflichtig",
            Ground::NoNrwAuthority | Ground::NoProperResidence => "Aus NRW verzogen",
            Ground::SeriousOffences => "Verurteilungen liegen vor",
            Ground::EntryBan => "Ein Einreise- und Aufenthaltsverbot besteht",
            _ => "",
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
    pairs.flat_map(|(it, person)| of_person(it, person, statement.received_on)).collect()
}

fn of_person(said: &StatedPerson, person: &Person, received_on: NaiveDate) -> Vec<Contradiction> {
    let yes = |it: Option<Said>| it == Some(Said::Yes);
    let away = said.whereabouts == Some(Whereabouts::MovedAway);
    // Facts stand in the file as soon as they are known.
    let facts = [
        (said.return_date.is_some(), Ground::ReturnDateSet),
        (said.obliged_to_leave == Some(Said::No), Ground::NotObligedToLeave),
        (away, Ground::NoNrwAuthority),
        (away, Ground::NoProperResidence),
    ];
    let missing = |it: &(bool, Ground)| it.0 && person.finding(it.1) != Finding::Present;
    // Of these somebody judges how much they weigh: who has looked since has answered.
    let judged =
        [(yes(said.convicted), Ground::SeriousOffences), (yes(said.entry_ban), Ground::EntryBan)];
    let looked_before = |ground| {
        person.findings.get(&ground).is_some_and(|it: &FoundGround| it.found_on < received_on)
    };
    let denied = |it: &(bool, Ground)| {
        it.0 && person.finding(it.1) == Finding::Absent && looked_before(it.1)
    };
    let found = facts.into_iter().filter(missing).chain(judged.into_iter().filter(denied));
    let contradiction =
        |(_, ground)| Contradiction { person: person.id, ground, found: person.finding(ground) };
    found.map(contradiction).collect()
}
