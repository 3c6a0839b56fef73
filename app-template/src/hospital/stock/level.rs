//! How much of an item a unit has.

pub mod table;
