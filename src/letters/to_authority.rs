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

/// For what a statement is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Occasion {
    /// After the Annahme.
    #[default]
    First,
    /// Questions that have remained or are new, after a statement.
    Further,
    /// Nothing has come within the time.
    Reminder {
        /// The date of the letter that asked.
        asked_on: NaiveDate,
        /// The date of the last reminder, if there was one.
        reminded_on: Option<NaiveDate>,
        /// The day on which the time was over.
        was_due_on: Option<NaiveDate>,
    },
}

/// L4, Bitte um Stellungnahme: only after the application was admitted; and its reminders.
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
    /// The names of the papers that go along.
    #[serde(default)]
    pub enclosures: Vec<String>,
    #[serde(default)]
    pub occasion: Occasion,
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
    #[serde(default)]
    pub report_explanation: String,
    /// Whether it goes to the authority or to the ministry that can order it.
    #[serde(default)]
    pub to_ministry: bool,
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

/// L9: the authority has not said what it intends to do about an Ersuchen, or what it has decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyReminder {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
    /// The date of the Ersuchen.
    pub asked_on: NaiveDate,
    /// The date of the last reminder, if there was one.
    pub reminded_on: Option<NaiveDate>,
    /// The day on which the time was over.
    pub was_due_on: Option<NaiveDate>,
    /// It has said what it intends; its decision is awaited.
    pub intention_known: bool,
    /// Whether the Ersuchen went to the authority or to the ministry that can order it.
    #[serde(default)]
    pub to_ministry: bool,
    pub due_on: NaiveDate,
    pub due_explanation: String,
}
