//! The short minutes of a round of the Vorprüfungsausschuss: who took part, and what came of each
//! case, by totals. Written once, at its end.

use serde::{Deserialize, Serialize};

use super::{CaseId, RoundItemState, SeatHolder, Totals};

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
