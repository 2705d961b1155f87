//! Totals, quorum and majority (§ 6 HFKVO). Votes are secret: there are totals and nothing else.

use serde::{Deserialize, Serialize};

use super::{Violation, names::named};

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
    /// All members who could vote, where the majority is one of them all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    members: Option<u16>,
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
        Self::try_from(Counted { present, recused, yes, no, abstain, members: None })
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

    /// The same count, of so many members who could vote.
    #[must_use]
    pub fn among(self, members: u16) -> Self {
        Self { counted: Counted { members: Some(members), ..self.counted } }
    }
}

named! {
    /// Of whom a share is asked.
    pub enum Base {
        Members = "members", "aller stimmberechtigten Mitglieder";
        Present = "present", "der anwesenden Mitglieder";
        Cast = "cast", "der abgegebenen Stimmen";
    }
}

named! {
    pub enum Share {
        Half = "half", "die Mehrheit";
        TwoThirds = "two_thirds", "zwei Drittel";
        All = "all", "Einstimmigkeit";
    }
}

impl Share {
    /// The least whole number that is this share of `base`, and never nobody.
    const fn of(self, base: u16) -> u16 {
        let needed = match self {
            Self::Half => base / 2 + 1,
            Self::TwoThirds => base - base / 3,
            Self::All => base,
        };
        if needed == 0 { 1 } else { needed }
    }
}

/// What a resolution needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Majority {
    pub of: Base,
    pub share: Share,
}

impl Majority {
    /// How many must say yes. From the base follows what an abstention does: it works as a no,
    /// except where only the votes cast count. A tie is never a majority.
    pub fn needed(self, totals: Totals) -> u16 {
        let Counted { present, yes, no, members, .. } = totals.counted;
        self.share.of(match self.of {
            // How many there are is for the rules to say (`Step::among`); of unknown many there
            // is no majority.
            Base::Members => members.unwrap_or(u16::MAX),
            Base::Present => present,
            Base::Cast => yes.saturating_add(no),
        })
    }

    pub fn is_reached(self, totals: Totals) -> bool {
        totals.yes() >= self.needed(totals)
    }

    /// `die Mehrheit der anwesenden Mitglieder; eine Enthaltung wirkt wie ein Nein`
    pub fn words(self) -> String {
        let abstention = match self.of {
            Base::Members | Base::Present => "wirkt wie ein Nein",
            Base::Cast => "zählt nicht mit",
        };
        format!("{} {}; eine Enthaltung {abstention}", self.share.label(), self.of.label())
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

named! {
    /// How many of the commission's seats must be present.
    pub enum Quorum {
        Half = "half", "mindestens die Hälfte der Mitglieder ist anwesend";
        MoreThanHalf = "more_than_half", "mehr als die Hälfte der Mitglieder ist anwesend";
        TwoThirds = "two_thirds", "mindestens zwei Drittel der Mitglieder sind anwesend";
    }
}

impl Quorum {
    pub const fn needed(self, seats: u16) -> u16 {
        match self {
            Self::Half => seats.div_ceil(2),
            Self::MoreThanHalf => seats / 2 + 1,
            Self::TwoThirds => seats - seats / 3,
        }
    }

    /// A commission without seats decides nothing.
    pub const fn is_met(self, present: u16, seats: u16) -> bool {
        seats > 0 && present >= self.needed(seats)
    }
}
