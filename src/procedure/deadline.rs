//! What somebody must have done by a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::names::named;

named! {
    /// What somebody must have done by the day.
    pub enum DeadlineKind {
        Statement = "statement", "Stellungnahme der Ausländerbehörde";
        AuthorityReply = "authority_reply", "Rückmeldung der Ausländerbehörde";
        AuthorityDecision = "authority_decision", "Entscheidung der Ausländerbehörde";
    }
}

named! {
    /// What it means that a deadline has passed.
    pub enum Firmness {
        /// Somebody is reminded, and it goes on.
        Target = "target", "Zielfrist";
        /// The chair has to know: the commission's word may come to nothing.
        Final = "final", "feste Frist";
    }
}

impl DeadlineKind {
    /// § 3(2) HFKVO sets no time for the Stellungnahme, so that a late one is still read. After an
    /// Ersuchen the authority reports before it decides (§ 7(3)): whoever waits on may be too late.
    /// Then nothing but its decision is awaited.
    pub const fn firmness(self) -> Firmness {
        match self {
            Self::Statement | Self::AuthorityDecision => Firmness::Target,
            Self::AuthorityReply => Firmness::Final,
        }
    }
}

/// The next date that matters in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub kind: DeadlineKind,
    /// While it rests: the day until which it ran.
    pub due_on: NaiveDate,
    /// Since when it rests: it is not due before it goes on.
    pub rests_since: Option<NaiveDate>,
}

impl Deadline {
    pub const fn new(kind: DeadlineKind, due_on: NaiveDate) -> Self {
        Self { kind, due_on, rests_since: None }
    }

    pub fn is_over(self, today: NaiveDate) -> bool {
        self.rests_since.is_none() && self.due_on < today
    }

    /// Its last day, if that is still to come.
    pub fn runs_until(self, today: NaiveDate) -> Option<NaiveDate> {
        (self.is_running() && !self.is_over(today)).then_some(self.due_on)
    }

    pub const fn is_running(self) -> bool {
        self.rests_since.is_none()
    }
}
