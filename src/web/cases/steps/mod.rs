//! The steps of the procedure: a form for each, the page that checks it, and the commit.

mod filled; // a form with what was typed into it
mod kinds; // which form belongs to which step
mod plain; // steps that need a sentence or a choice
mod findings; // persons × grounds of § 5, as they are typed
mod findings_sheet; // and as a form
mod admissibility; // the decision on Annahme
mod inquiry; // what the authority is asked
mod statement; // what the authority says
mod stated; // of each person
mod vote; // the decision of the commission
mod authority; // what became of the Ersuchen
mod competence; // another authority
mod title; // what was granted
mod deadline; // what becomes of the deadline
mod ending; // andere Erledigung
mod reopen; // Wiederaufnahme
mod take_back; // a step was a mistake
mod stale; // somebody else was faster
mod papers; // what is asked for
mod page; // the pages themselves

pub(super) use kinds::read;
pub(super) use page::{check, commit, show};
