//! Totals, quorum and majority (§ 6 HFKVO). Votes are secret: there are totals and nothing else.

use serde::{Deserialize, Serialize};

use super::Violation;

/// What was counted on one question. By construction yes + no + abstain = present, and
/// no field can hold who voted how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Counted", into = "Counted")]
pub struct Totals {
    counted: Counted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Counted {
    present: u16,
    recused: u16,
    yes: u16,
    no: u16,
    abstain: u16,
}

impl Totals {
    /// `present` are the members voting on this item, without the `recused`, who have left for it.
    pub fn new(
        present: u16,
        recused: u16,
        yes: u16,
        no: u16,
        abstain: u16,
    ) -> Result<Self, Violation> {
        Self::try_from(Counted { present, recused, yes, no, abstain })
    }

    pub const fn present(self) -> u16 {
        self.counted.present
    }
    pub const fn recused(self) -> u16 {
        self.counted.recused
    }
    pub const fn yes(self) -> u16 {
        self.counted.yes
    }
    pub const fn no(self) -> u16 {
        self.counted.no
    }
    pub const fn abstain(self) -> u16 {
        self.counted.abstain
    }

    /// § 6(3): the majority of the members present. So an abstention works as a no, and a tie fails.
    pub fn carries(self) -> bool {
        u32::from(self.counted.yes) * 2 > u32::from(self.counted.present)
    }
}

impl TryFrom<Counted> for Totals {
    type Error = Violation;

    fn try_from(counted: Counted) -> Result<Self, Violation> {
        let Counted { present, yes, no, abstain, .. } = counted;
        let sum = u32::from(yes) + u32::from(no) + u32::from(abstain);
        if sum == u32::from(present) {
            Ok(Self { counted })
        } else {
            Err(Violation::TotalsDiffer { sum, present })
        }
    }
}

impl From<Totals> for Counted {
    fn from(totals: Totals) -> Self {
        totals.counted
    }
}

/// § 6(2): how many must be present, at least half of the commission's seats.
pub const fn quorum(seats: u16) -> u16 {
    seats.div_ceil(2)
}

/// A commission without seats decides nothing.
pub const fn quorum_met(present: u16, seats: u16) -> bool {
    seats > 0 && present >= quorum(seats)
}
