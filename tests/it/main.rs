#![allow(unreachable_pub, clippy::unwrap_used, clippy::disallowed_methods)]
//! All tests of the program in one binary.

mod letters;
mod database;

mod audit;
mod architecture;
mod config;
mod local_postgres;
mod procedure;
mod seed;
mod schema;
