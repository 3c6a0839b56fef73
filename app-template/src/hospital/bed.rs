//! Beds: the model, its SQL, its HTTP.

pub mod table;
