//! What the tests share: throwaway databases, one for each test that asks. Not the tests themselves.

pub mod cluster;
mod database;

pub use database::{Database, TempDb, postgres, sqlite};
