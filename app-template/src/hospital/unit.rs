//! Wards, laboratories and the departments they belong to.

pub mod table;
