//! Every test across the crates.

mod autogen;
mod cluster;
mod models;
mod postgres;
mod sqlite;
