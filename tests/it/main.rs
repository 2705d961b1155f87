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
mod mail;
mod mailbox; // what is delivered
mod fuzzing; // what was remarkable once
mod local_postgres;
mod signing_in;

mod s3; // a server of that protocol
mod service; // as a process of its own
mod stopping;
mod killed;
mod worker; // what is due by itself, once
mod durable; // on the disk when it is answered
mod user_command;
mod web_safety;
mod once;
mod procedure;
mod seed;
mod schema;
mod sittings;
mod committee;
mod settings;

mod lists; // lists from spreadsheets
mod pdf; // good ones, bad ones
mod form; // as a browser has it
mod records; // what the database holds afterwards
mod secretariat; // the office and the commission at work
mod families; // from receipt to filing
mod applications; // those of demo/antraege
mod races;
mod authorization;
mod protected_address; // an Auskunftssperre is on no paper
mod return_dates; // for few alone
mod secrecy;
