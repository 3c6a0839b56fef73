//! Appointments.

pub mod table;
