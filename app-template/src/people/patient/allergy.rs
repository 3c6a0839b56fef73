//! What patients must not be given.

pub mod table;
