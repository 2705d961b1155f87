//! Documents of a case: added to it, described in a list, and read.

mod add; // files come into a case
mod list; // what they are, row by row
mod open; // the PDF itself
mod reader; // the list beside the PDF
mod moving; // to the case to which it belongs
mod replace; // a new version in the place of a document
mod seen; // what is new to its reader
mod rows; // one document as a row of fields

pub(super) use add::add;
pub(super) use list::{describe, list};
pub(super) use moving::{relocate, show as show_moving};
pub(super) use open::{open, open_for};
pub(super) use reader::read;
pub(super) use replace::{replace, show as show_replacing};
pub(super) use seen::{new_since, see, see_all};
