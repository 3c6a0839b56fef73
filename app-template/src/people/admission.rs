//! Stays in the house.

pub mod table;
