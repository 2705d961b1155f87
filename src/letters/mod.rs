//! Letters: data in, PDF out. No database, no clock, no file system, no network.
//!
//! A [`Letter`] is made and stored as JSON when a step is taken, and typeset later. Each
//! type has only the fields that its text needs: what must not be told has no field.

mod letterhead; // the sender on every sheet
mod envelope; // who writes to whom, when, about which file
mod to_applicant; // L1, L3, L5a, L8, L10, L11
mod to_authority; // L2, L4, L5b, L6, L7, L9
mod to_commission; // L12, L13
mod mail_copy; // an e-mail for the file
mod letter; // one enum of all letters
mod printable; // case text made safe to print
mod press; // the world in which Typst sets a letter
mod typeset; // letter in, PDF out

pub use envelope::{Address, EmptyAddress, Envelope, PersonLine};
pub use letter::Letter;
pub use letterhead::{HeadLine, Letterhead};
pub use mail_copy::MailCopy;
pub use to_applicant::{
    ClosingNotice, DocumentsRequest, Handover, NotAdmittedToApplicant, OtherEndingConfirmation,
    ReceiptConfirmation, RequestedPaper,
};
pub use to_authority::{
    NoRequest, NotAdmittedPerson, NotAdmittedToAuthority, Occasion, ReceiptInformation,
    ReplyReminder, Request, StatementRequest,
};
pub use to_commission::{
    AgendaItem, Attendance, Invitation, Minutes, MinutesItem, ResolutionRecord,
};
pub use typeset::{TypesetError, typeset, typeset_mail};
