//! Every test across the crates.

mod cluster;
mod sqlite;
mod models;
mod build;
