//! Every test across the crates.

mod cluster;
mod models;
mod postgres;
mod sqlite;
