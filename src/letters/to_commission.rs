//! Papers of a sitting (§ 6 HFKVO): the invitation and the minutes.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Envelope, Letterhead};

/// L12, Einladung mit Tagesordnung, one to each seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    pub envelope: Envelope,
    /// `11` of „Nr. 11/2026“.
    pub number: i32,
    pub day: NaiveDate,
    pub starts_at: NaiveTime,
    pub place: String,
    pub items: Vec<AgendaItem>,
}

/// One Tagesordnungspunkt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    pub position: i32,
    /// Aktenzeichen of the case.
    pub reference: String,
    /// „Annahme“ or „Ersuchen“; empty in a letter of before.
    #[serde(default)]
    pub subject: String,
    /// Who it is about, in one line.
    pub persons: String,
}

/// L13, Sitzungsprotokoll. Goes into the file, so it has no envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    pub letterhead: Letterhead,
    /// `11` of „Nr. 11/2026“.
    pub number: i32,
    pub day: NaiveDate,
    pub opened_at: NaiveTime,
    pub closed_at: NaiveTime,
    pub place: String,
    pub chair: String,
    /// Schriftführung.
    pub secretary: String,
    pub attendance: Vec<Attendance>,
    pub items: Vec<MinutesItem>,
    /// Where the chains of the audit log stood at the end of the sitting, a line for each.
    pub checkpoint: Option<String>,
}

/// Who sat on a seat, and when. Somebody who comes back has a second row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    pub seat: String,
    pub name: String,
    pub from: NaiveTime,
    pub to: NaiveTime,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesItem {
    pub position: i32,
    /// Aktenzeichen of the case.
    pub reference: String,
    /// „Annahme“ or „Ersuchen“; empty in minutes of before.
    #[serde(default)]
    pub subject: String,
    /// Who it is about, in one line.
    pub persons: String,
    /// May be empty: an item that was adjourned.
    pub resolutions: Vec<ResolutionRecord>,
}

/// One vote. Totals only: how somebody voted has no field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolutionRecord {
    pub question: String,
    /// The persons of the case that this vote is about, in one line.
    pub persons: String,
    pub present: u16,
    pub recused: u16,
    pub yes: u16,
    pub no: u16,
    pub abstain: u16,
    /// Computed from the totals by `procedure`.
    pub carried: bool,
    /// The result in words.
    pub result: String,
    /// Obligatory for an Ersuchen. An empty line separates paragraphs.
    pub reasons: Option<String>,
}
