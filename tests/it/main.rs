//! Every test across the crates.

mod autogen;
mod build;
mod cluster;
mod models;
mod postgres;
mod sqlite;
