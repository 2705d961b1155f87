#![allow(unreachable_pub, clippy::unwrap_used, clippy::disallowed_methods)]
//! All tests of the program in one binary.

mod letters;
mod database;
mod queries;
mod app;

mod architecture;
mod audit;
mod cases;
mod config;
mod local_postgres;
mod signing_in;
mod web_safety;
mod once;
mod procedure;
mod seed;
mod schema;
mod sittings;
mod settings;
