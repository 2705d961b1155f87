use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    ClosingNotice, DocumentsRequest, Envelope, Handover, Invitation, Minutes, NoRequest,
    NotAdmittedToApplicant, NotAdmittedToAuthority, Occasion, OtherEndingConfirmation, PersonLine,
    ReceiptConfirmation, ReceiptInformation, ReplyReminder, Request, StatementRequest,
};
use crate::procedure::Law;

/// A letter with all that it says, by the numbers of the secretariat's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Letter {
    #[serde(rename = "L1")]
    ReceiptConfirmation(ReceiptConfirmation),
    #[serde(rename = "L2")]
    ReceiptInformation(ReceiptInformation),
    #[serde(rename = "L3")]
    DocumentsRequest(DocumentsRequest),
    #[serde(rename = "L4")]
    StatementRequest(StatementRequest),
    #[serde(rename = "L5a")]
    NotAdmittedToApplicant(NotAdmittedToApplicant),
    #[serde(rename = "L5b")]
    NotAdmittedToAuthority(NotAdmittedToAuthority),
    #[serde(rename = "L6")]
    Request(Request),
    #[serde(rename = "L7")]
    NoRequest(NoRequest),
    #[serde(rename = "L8")]
    ClosingNotice(ClosingNotice),
    #[serde(rename = "L9")]
    ReplyReminder(ReplyReminder),
    #[serde(rename = "L10")]
    Handover(Handover),
    #[serde(rename = "L11")]
    OtherEndingConfirmation(OtherEndingConfirmation),
    #[serde(rename = "L12")]
    Invitation(Invitation),
    #[serde(rename = "L13")]
    Minutes(Minutes),
}

/// Where a letter keeps its envelope, to look at or to change.
macro_rules! envelope_in {
    ($letter:ident) => {
        match $letter {
            Self::ReceiptConfirmation(ReceiptConfirmation { envelope, .. })
            | Self::ReceiptInformation(ReceiptInformation { envelope, .. })
            | Self::DocumentsRequest(DocumentsRequest { envelope, .. })
            | Self::StatementRequest(StatementRequest { envelope, .. })
            | Self::NotAdmittedToApplicant(NotAdmittedToApplicant { envelope, .. })
            | Self::NotAdmittedToAuthority(NotAdmittedToAuthority { envelope, .. })
            | Self::Request(Request { envelope, .. })
            | Self::NoRequest(NoRequest { envelope, .. })
            | Self::ClosingNotice(ClosingNotice { envelope, .. })
            | Self::ReplyReminder(ReplyReminder { envelope, .. })
            | Self::Handover(Handover { envelope, .. })
            | Self::OtherEndingConfirmation(OtherEndingConfirmation { envelope, .. })
            | Self::Invitation(Invitation { envelope, .. }) => Some(envelope),
            Self::Minutes(_) => None,
        }
    };
}

impl Letter {
    /// The number on the secretariat's list, the same as in the stored JSON.
    pub const fn kind_name(&self) -> &'static str {
        match self {
            Self::ReceiptConfirmation(_) => "L1",
            Self::ReceiptInformation(_) => "L2",
            Self::DocumentsRequest(_) => "L3",
            Self::StatementRequest(_) => "L4",
            Self::NotAdmittedToApplicant(_) => "L5a",
            Self::NotAdmittedToAuthority(_) => "L5b",
            Self::Request(_) => "L6",
            Self::NoRequest(_) => "L7",
            Self::ClosingNotice(_) => "L8",
            Self::ReplyReminder(_) => "L9",
            Self::Handover(_) => "L10",
            Self::OtherEndingConfirmation(_) => "L11",
            Self::Invitation(_) => "L12",
            Self::Minutes(_) => "L13",
        }
    }

    /// The subject line, which is also the title of the document, in the words of the Land.
    pub fn title(&self, law: &Law) -> String {
        let application = law.application.value;
        let fixed = match self {
            Self::ReceiptConfirmation(_) => "Eingangsbestätigung",
            Self::ReceiptInformation(_) => {
                return format!("Eingang {} an die Härtefallkommission", application.of_one);
            }
            Self::DocumentsRequest(it) if it.reminder => "Erinnerung: Bitte um Unterlagen",
            Self::DocumentsRequest(_) => "Bitte um Unterlagen",
            Self::StatementRequest(it) => match it.occasion {
                Occasion::First => "Bitte um Stellungnahme",
                Occasion::Further => "Bitte um ergänzende Stellungnahme",
                Occasion::Reminder { .. } => "Erinnerung: Bitte um Stellungnahme",
            },
            Self::NotAdmittedToApplicant(_) | Self::NotAdmittedToAuthority(_) => {
                return format!("Mitteilung über die Nichtannahme {}", application.of_the);
            }
            Self::Request(_) => "Ersuchen nach § 23a Absatz 1 Aufenthaltsgesetz",
            Self::NoRequest(_) => "Mitteilung über die Entscheidung der Härtefallkommission",
            Self::ClosingNotice(_) => "Mitteilung über die Beendigung des Verfahrens",
            Self::ReplyReminder(_) => "Bitte um Rückmeldung zum Ersuchen",
            Self::Handover(_) => "Mitteilung über die Abgabe des Vorgangs",
            Self::OtherEndingConfirmation(_) => "Bestätigung der Erledigung des Verfahrens",
            Self::Invitation(it) => return format!("Einladung zur {}", sitting(it.number, it.day)),
            Self::Minutes(it) => return format!("Protokoll der {}", sitting(it.number, it.day)),
        };
        fixed.to_owned()
    }

    /// A name for the PDF of letters, digits, `.`, `-` and `_`: the type of letter and the
    /// reference, nothing else. So that of a closing notice is the same whatever the outcome.
    pub fn file_name(&self) -> String {
        let (stem, reference) = match self {
            Self::ReceiptConfirmation(it) => ("Eingangsbestaetigung", &it.envelope.reference),
            Self::ReceiptInformation(it) => ("Eingangsmitteilung", &it.envelope.reference),
            Self::DocumentsRequest(it) => ("Nachforderung", &it.envelope.reference),
            Self::StatementRequest(it) => ("Stellungnahme-Bitte", &it.envelope.reference),
            Self::NotAdmittedToApplicant(it) => ("Nichtannahme", &it.envelope.reference),
            Self::NotAdmittedToAuthority(it) => ("Nichtannahme-ABH", &it.envelope.reference),
            Self::Request(it) => ("Ersuchen", &it.envelope.reference),
            Self::NoRequest(it) => ("Entscheidung", &it.envelope.reference),
            Self::ClosingNotice(it) => ("Beendigung", &it.envelope.reference),
            Self::ReplyReminder(it) => ("Rueckmeldung", &it.envelope.reference),
            Self::Handover(it) => ("Abgabe", &it.envelope.reference),
            Self::OtherEndingConfirmation(it) => ("Erledigung", &it.envelope.reference),
            Self::Invitation(it) => ("Einladung", &sitting(it.number, it.day)),
            Self::Minutes(it) => ("Protokoll", &sitting(it.number, it.day)),
        };
        format!("{stem}_{}.pdf", reference.replace(|it| !may_stand_in_file_name(it), "-"))
    }

    /// The same letter to another address. A letter to the applicant side speaks there of some of its
    /// persons only, those at these places of its text, and does not ask for papers of the others.
    #[must_use]
    pub fn readdressed(mut self, envelope: Envelope, places: &[usize]) -> Self {
        if let Some(it) = self.envelope_mut() {
            *it = envelope;
        }
        let Some(persons) = self.applicants_mut() else { return self };
        let of_others = keep_at(places, persons);
        if let Self::DocumentsRequest(it) = &mut self {
            it.documents
                .retain(|paper| paper.person.as_ref().is_none_or(|it| !of_others.contains(it)));
        }
        self
    }

    /// Who writes to whom. The minutes go to nobody.
    pub const fn envelope(&self) -> Option<&Envelope> {
        envelope_in!(self)
    }

    const fn envelope_mut(&mut self) -> Option<&mut Envelope> {
        envelope_in!(self)
    }

    /// The persons of whom a letter to the applicant side speaks.
    const fn applicants_mut(&mut self) -> Option<&mut Vec<PersonLine>> {
        Some(match self {
            Self::ReceiptConfirmation(it) => &mut it.persons,
            Self::DocumentsRequest(it) => &mut it.persons,
            Self::NotAdmittedToApplicant(it) => &mut it.persons,
            Self::ClosingNotice(it) => &mut it.persons,
            Self::Handover(it) => &mut it.persons,
            Self::OtherEndingConfirmation(it) => &mut it.persons,
            Self::ReceiptInformation(_)
            | Self::StatementRequest(_)
            | Self::NotAdmittedToAuthority(_)
            | Self::Request(_)
            | Self::NoRequest(_)
            | Self::ReplyReminder(_)
            | Self::Invitation(_)
            | Self::Minutes(_) => return None,
        })
    }
}

/// Keeps the persons at these places; returns the names of the others.
fn keep_at(places: &[usize], persons: &mut Vec<PersonLine>) -> Vec<String> {
    let all = std::mem::take(persons).into_iter().enumerate();
    let (kept, others): (Vec<_>, Vec<_>) = all.partition(|(place, _)| places.contains(place));
    persons.extend(kept.into_iter().map(|it| it.1));
    others.into_iter().map(|it| it.1.name).collect()
}

fn sitting(number: i32, day: NaiveDate) -> String {
    format!("Sitzung Nr. {number}/{}", day.year())
}

const fn may_stand_in_file_name(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_')
}
