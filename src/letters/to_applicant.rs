//! Letters to the applicant side: to the persons themselves or to their representative.
//! None can hold grounds, reasons, an outcome or the date of a return.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Envelope, PersonLine};

/// L1, Eingangsbestätigung „mit wichtigen Hinweisen zum weiteren Verfahren“.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptConfirmation {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
    pub received_on: NaiveDate,
}

/// L3, Nachforderung of papers that are missing, or the reminder of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentsRequest {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
    pub documents: Vec<RequestedPaper>,
    pub due_on: NaiveDate,
    /// Why the period ends on that day, in one sentence.
    pub due_explanation: String,
    pub reminder: bool,
}

/// A paper that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestedPaper {
    pub label: String,
    /// Whose it is; none: the case's as a whole.
    pub person: Option<String>,
}

/// L5a: the procedure ends for these persons because the application was not admitted.
/// The grounds go to the authority only (L5b): one of them is that the date of a return
/// stands, and that date is secret (§ 59(1) sentence 8 AufenthG).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotAdmittedToApplicant {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
}

/// L8, Mitteilung über die Beendigung. The same for an Ersuchen and for none: there is no
/// field in which the outcome could stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosingNotice {
    pub envelope: Envelope,
    /// Only those decided in the sitting.
    pub persons: Vec<PersonLine>,
    /// Name of the authority that tells the result to those who ask.
    pub authority: String,
}

/// L10, Abgabenachricht: after a move another Land is competent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
    /// Who has the file now, in one line: `Härtefallkommission des Landes Niedersachsen`.
    pub commission: String,
}

/// L11, confirmation that the procedure ended from outside (andere Erledigung).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherEndingConfirmation {
    pub envelope: Envelope,
    pub persons: Vec<PersonLine>,
    /// What ended it, in words: `Rücknahme des Antrags`.
    pub ending: String,
}
