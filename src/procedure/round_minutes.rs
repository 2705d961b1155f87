//! The short minutes of a round of the Vorprüfungsausschuss: who took part, and what came of each
//! case, by totals. Written once, at its end.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    AdmissionVote, Body, CaseId, CommitteeSeat, Finding, FoundGround, Ground, PersonDetails,
    PersonId, RoundItemState, RuleSet, SeatHolder, Totals, protected_streets, without_streets,
};

/// Votes are secret: there are totals, and no field for who voted how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundMinutes {
    pub seats: Vec<MinutedSeat>,
    pub cases: Vec<MinutedCase>,
}

/// A seat and who was on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutedSeat {
    pub position: i32,
    pub chair: bool,
    pub holder: SeatHolder,
    /// Empty where nobody was.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutedCase {
    pub position: i32,
    /// Who is recused in it does not read it here either.
    pub case: CaseId,
    pub number: String,
    pub people: String,
    pub state: RoundItemState,
    pub votes: Vec<MinutedVote>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutedVote {
    pub persons: Vec<String>,
    pub totals: Totals,
    /// `None`: handed over to the commission.
    pub admitted: Option<bool>,
    /// Why the committee went on although a ground of § 5(2) is there; else the grounds.
    pub reasons: String,
}

/// What was found for a person, by ground.
type Found<'a> = dyn Fn(PersonId) -> Option<&'a BTreeMap<Ground, FoundGround>> + 'a;

impl MinutedSeat {
    pub fn of(seat: &CommitteeSeat, holder: SeatHolder) -> Self {
        Self {
            position: seat.position,
            chair: seat.chair,
            holder,
            name: seat.named(holder).map(|it| it.0.to_owned()).unwrap_or_default(),
        }
    }
}

impl MinutedVote {
    /// What the committee came to about some persons of a case, without a protected address.
    pub fn of(
        it: &AdmissionVote,
        (people, found): (&[PersonDetails], &Found),
        rules: &RuleSet,
    ) -> Self {
        let of = |id: &PersonId| people.iter().find(|it| it.id == *id);
        let admitted = it.admits(Body::PreCheckCommittee, rules);
        let reasons = match (&it.deviation, admitted) {
            (Some(deviation), Some(true)) => deviation.clone(),
            _ => grounds(&it.persons, found),
        };
        Self {
            persons: it.persons.iter().filter_map(of).map(PersonDetails::full_name).collect(),
            totals: it.totals,
            admitted,
            reasons: without_streets(&reasons, &protected_streets(people)),
        }
    }
}

/// What stood in the way of these persons.
fn grounds(persons: &[PersonId], found: &Found) -> String {
    let all = persons.iter().filter_map(|it| found(*it)).flatten();
    let present: BTreeSet<Ground> =
        all.filter(|it| it.1.finding == Finding::Present).map(|it| *it.0).collect();
    let lines = present.iter().map(|it| format!("{} ({})", it.label(), it.paragraph()));
    lines.collect::<Vec<_>>().join("; ")
}
