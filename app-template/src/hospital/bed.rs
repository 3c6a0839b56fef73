//! Beds: the model, its SQL, its HTTP.

pub mod api;
pub mod store;
pub mod table;
