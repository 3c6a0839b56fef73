//! Every test across the crates.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where by panicking")]

mod adopt;
mod app;
mod asked;
mod autogen;
mod autogen_postgres;
mod build;
mod cache;
mod cli;
mod cluster;
mod diff;
mod fuzz;
mod graph;
mod import;
mod kill;
mod lint;
mod models;
mod neighbours;
mod offline;
mod postgres;
mod runner;
mod replay;
mod sqlite;
mod tidy;
mod tls;
mod workflows;
