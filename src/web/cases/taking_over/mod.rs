//! „Liste übernehmen“: cases that were kept in a spreadsheet before. A list is sent and looked at;
//! nothing becomes a case before that is confirmed.

mod column; // what a column holds, and how its cells become what the form of registration reads
mod header; // which columns a list has
mod listing; // the cases of a list, and what is wrong with its rows
mod known; // who looks the same
mod start; // the page on which a list is sent
mod check; // the page on which it is looked at
mod rows; // its rows
mod settle; // taken over, or forgotten
mod files; // template and errors as files

pub(super) use check::show as check;
pub(super) use files::{errors, template};
pub(super) use settle::settle;
pub(super) use start::{send, show};

/// The address of these pages.
const HERE: &str = "/faelle/liste";
