//! The people who are treated.

use migrate::{Enum, Table};
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use crate::shared::table::Audit;

/// What the register says; medicine asks for more, the column does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Neither, or not known.
    Other,
}

/// A patient.
#[derive(Debug, Clone, Serialize, Table)]
#[table(
    name = "patients",
    index(name = "uq_patients_email", columns = [expr("lower(email)")], unique),
    index(columns = [full_name, birth_date])
)]
pub struct Patient {
    /// The key.
    #[column(primary_key)]
    pub id: Uuid,
    /// The number on the folder.
    #[column(unique, max_length = 32)]
    pub record_number: String,
    /// The whole name.
    #[column(max_length = 200)]
    pub full_name: String,
    /// The day of birth.
    #[serde(serialize_with = "crate::http::date::serialize")]
    pub birth_date: Date,
    /// What the register says.
    #[column(default = "other")]
    pub sex: Sex,
    /// Where letters go.
    #[column(max_length = 255)]
    pub email: Option<String>,
    /// Telephone numbers, people to call.
    #[column(default_sql = "'{}'")]
    pub contact: serde_json::Value,
    /// A picture for the folder.
    #[serde(skip)]
    pub photo: Option<Vec<u8>>,
    /// When the row was written.
    #[column(flatten)]
    #[serde(flatten)]
    pub audit: Audit,
}
