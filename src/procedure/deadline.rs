//! What somebody must have done by a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::names::named;

named! {
    /// What somebody must have done by the day.
    pub enum DeadlineKind {
        Statement = "statement", "Stellungnahme der Ausländerbehörde";
        AuthorityReply = "authority_reply", "Rückmeldung der Ausländerbehörde";
    }
}

/// The next date that matters in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub kind: DeadlineKind,
    pub due_on: NaiveDate,
}
