//! What a clerk does with cases, over HTTP.

pub mod paper; // filling in and sending on the forms of the pages
mod registering;
mod amending;
mod several; // nationalities, other names, foreign references
mod vulnerable; // special protection, from when to when
mod searching;
mod search_first;
mod worklist;
mod reading;
mod stepping;
mod checking; // the sheet of the Vorprüfung
mod deadlines; // of a case
mod recalls; // days on which it comes back
mod too_late; // forms whose session had ended
pub mod files;
mod describing;
mod versions;
mod moving;
mod unread;
pub mod storage_check;
mod inbox;
mod taking_over;
mod letterhead;
mod completeness;
mod representing;
mod requesting;
mod ending; // from outside
mod complying; // what the authority makes of an Ersuchen
mod answering; // what the authority says
mod inquiring; // what the authority is asked, and its reminders
mod competence;
mod reopening;
mod taking_back; // a step was a mistake
mod consents;
