//! Allergies, and who has which.

use migrate::{Enum, Table};
use time::Date;
use uuid::Uuid;

use crate::people::patient::table::Patient;

/// A substance that people are allergic to.
#[derive(Debug, Clone, Table)]
#[table(name = "allergies")]
pub struct Allergy {
    /// Its number.
    #[column(primary_key, auto)]
    pub id: i32,
    /// Its name.
    #[column(unique, max_length = 120)]
    pub substance: String,
}

/// How bad it gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum Severity {
    /// Unpleasant.
    Mild,
    /// Needs treatment.
    Moderate,
    /// Can kill.
    Severe,
}

/// That a patient has an allergy.
#[derive(Debug, Clone, Table)]
#[table(name = "patient_allergies", primary_key(columns = [patient_id, allergy_id]))]
pub struct PatientAllergy {
    /// Who.
    #[column(references = Patient, on_delete = "cascade")]
    pub patient_id: Uuid,
    /// What.
    #[column(references = Allergy, on_delete = "restrict", index)]
    pub allergy_id: i32,
    /// How bad.
    pub severity: Severity,
    /// Since when it is known.
    pub noted_on: Option<Date>,
}
