//! „Antrag erfassen“: from the paper to the Aktenzeichen, after a search, on one form and a page to check it.

mod search_first; // whether these people were here before
mod alike; // who looks the same
mod people; // adding and removing persons on the form
mod read; // what was typed becomes a registration
mod fields; // the form
mod person_lists; // what a person has several of
mod person_fields; // one person of it
mod from_mail; // what an e-mail says already
mod check; // what will be registered, and what follows
mod page; // the pages themselves

pub(super) use page::send;
pub(super) use people::{described, field as person_field};
pub(super) use person_fields::amended_fields;
pub(super) use person_lists::countries;
pub(super) use read::{person as read_person, registration as read_registration};
pub(super) use search_first::{find, show};
