//! Patients: the model, its SQL, its HTTP.

pub mod allergy;
pub mod api;
pub mod store;
pub mod table;
