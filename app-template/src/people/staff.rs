//! The people who work here.

pub mod table;
