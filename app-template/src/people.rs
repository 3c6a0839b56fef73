//! The people: who is treated, who treats them, and where they lie.

pub mod admission;
pub mod patient;
pub mod staff;
