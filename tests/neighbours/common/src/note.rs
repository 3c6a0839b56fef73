//! What is noted.

pub mod table;
