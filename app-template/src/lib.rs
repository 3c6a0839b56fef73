//! The service of a small hospital, to copy and change: models in `table.rs` files, HTTP over SQLite or PostgreSQL, and
//! a schema that brings itself up to date. Starts nothing by itself.

pub mod shared;
pub mod hospital;
pub mod people;
pub mod appointment;
pub mod config;
pub mod db;
pub mod http;

migrate::embed!();

pub use migrations::migrator;
