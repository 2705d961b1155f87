//! Whether a file that came from outside is a PDF that can be kept and shown. A file is taken
//! apart in a process of its own, which may be ended at any moment and holds nothing of ours.

mod child; // this program again, with little memory and time
mod inspect; // what is in the file
mod polyglot; // files that are two things at once
mod surface; // beginning, end and size, as the file comes in

pub use child::{Inspector, run_as_child};
pub use inspect::inspect;
pub use surface::{MAX_DOCUMENT, Surface};
