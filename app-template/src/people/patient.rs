//! Patients: the model, its SQL, its HTTP.

pub mod allergy;
pub mod table;
