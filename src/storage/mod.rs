//! Postgres. Every query of the program is in this folder.
//!
//! Functions take `&mut PgConnection` first, return `QueryResult`, know nothing of HTTP,
//! and speak in the types of `procedure`.

mod as_text; // anything with a name as a text column
mod db; // the pool; the only bridge off the async threads
mod schema; // made by diesel

pub use db::{Db, MIGRATIONS, migrate};
