//! The parts of the program that read what comes from outside, without the rest of it: their own
//! files, so that they are built with coverage in a minute.

#![allow(dead_code, reason = "what else stands in these files is for the program")]

// `checks.rs` calls it by the name of the program.
extern crate self as hfk;

#[path = "../checks.rs"]
pub mod checks;

#[path = "../../src/procedure"]
pub mod procedure {
    mod file_number;
    mod names;
    mod partial_date;
    mod pdf_fault;
    mod text;

    pub use file_number::{FileNumber, FileNumberPattern};
    pub use names::UnknownName;
    pub(crate) use names::named;
    pub use partial_date::PartialDate;
    pub use pdf_fault::PdfFault;
    pub use text::clean;
}

#[path = "../../src/pdf"]
pub mod pdf {
    mod inspect;
    mod polyglot;
    mod surface;

    pub use inspect::inspect;
    pub use surface::Surface;
}

#[path = "../../src/mail"]
pub mod mail {
    mod condition;
    mod kind;
    mod parts;
    mod read;

    pub use read::read;
}

#[path = "../../src/web"]
pub mod web {
    mod days;

    pub use days::{parse as parse_day, parse_time};
}
