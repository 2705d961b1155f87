//! The page of a case: who it is about, where it stands, what is to be done.

mod header; // what stays in sight, on every page about the case
mod overview; // facts and Begründung
mod persons; // who they are and where they stand
mod grounds; // the Vorprüfung
mod statement; // what the authority says
mod deadlines; // what is due, and what was
mod completeness; // which papers are there, and which are not
mod documents; // the list and the upload
mod letters; // the outbox of the case
mod history; // what happened
mod rail; // the next step, and all others
mod page; // the page itself

pub(super) use completeness::about;
pub(super) use documents::upload_fields;
pub(super) use header::case_page;
pub(super) use history::lines as history_lines;
pub(super) use overview::shown;
pub(super) use page::show;
