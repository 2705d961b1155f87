//! Lists that people kept in a spreadsheet: bytes in, rows of text out, whatever comes. A file is
//! read in a process of its own.

mod child; // this program again, with little memory and time
mod read; // what kind of file it is
mod sheet; // rows, and how many there may be
mod delimited; // CSV
mod workbook; // XLSX

pub use child::{ListReader, run_as_child};
pub use read::read;
pub use sheet::{MAX_LIST, Row, Sheet};
