//! Letters to the Ausländerbehörde.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Envelope, PersonLine};

/// L2: an application arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptInformation {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
    pub received_on: NaiveDate,
    /// The secretariat's own text of a Stillhaltebitte. No norm suspends a deportation
    /// while a case is pending, so this stays a request.
    pub standstill_request: Option<String>,
}

/// L4, Bitte um Stellungnahme: only after the application was admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementRequest {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
    pub due_on: NaiveDate,
    /// Why the period ends on that day, as a whole sentence.
    pub due_explanation: String,
    /// Questions beyond the general one; may be empty.
    pub questions: Vec<String>,
}

/// L5b: the procedure ends because the application was not admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotAdmittedToAuthority {
    pub envelope: Envelope,
    pub persons: Vec<NotAdmittedPerson>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotAdmittedPerson {
    pub person: PersonLine,
    /// Labels of the Ausschlussgründe (§ 5 HFKVO) that were found.
    pub grounds: Vec<String>,
}

/// L6, Ersuchen (§ 23a(1) AufenthG). Not binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
    pub sitting_on: NaiveDate,
    /// Reasons are obligatory. An empty line separates paragraphs.
    pub reasons: String,
    /// Until when the authority is asked to report what it intends (§ 7(3) HFKVO).
    pub report_by: NaiveDate,
}

/// L7: no Ersuchen, perhaps with an Empfehlung on applying the law in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoRequest {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
    pub sitting_on: NaiveDate,
    /// An empty line separates paragraphs.
    pub recommendation: Option<String>,
}
