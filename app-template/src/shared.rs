//! What several tables have in common.

pub mod table;
