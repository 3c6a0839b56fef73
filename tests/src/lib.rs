//! What the tests share: throwaway databases, one for each test that asks, and how two schemas are compared. Not the tests themselves.

pub mod cluster;
mod compare;
mod database;
pub mod dump;

pub use compare::{assert_same, differences, dump, is_chosen_by_server};
pub use database::{Database, TempDb, postgres, sqlite};
