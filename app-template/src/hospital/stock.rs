//! What the units keep on their shelves.

pub mod level;
pub mod table;
