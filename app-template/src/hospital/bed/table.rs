//! The beds of the wards, in the table `leitos`.

use migrate::{Enum, Table};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::hospital::unit::table::Unit;
use crate::shared::table::{Audit, Money};

/// Whether a bed can be given to a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
pub enum BedStatus {
    /// It can.
    Available,
    /// Somebody lies in it.
    Occupied,
    /// It waits to be cleaned.
    Cleaning,
    /// It is broken.
    OutOfService,
}

/// A bed.
#[derive(Debug, Clone, Serialize, Table)]
#[table(
    name = "leitos",
    unique(columns = [unit_id, number]),
    index(name = "ix_leitos_free", columns = [unit_id], where = "status = 'available'"),
    check("daily_rate >= 0", name = "ck_leitos_daily_rate")
)]
pub struct Bed {
    /// Its number in the house.
    #[column(primary_key, auto)]
    pub id: i64,
    /// The ward that it stands in.
    #[column(references = Unit, on_delete = "cascade")]
    pub unit_id: i64,
    /// Its number in the ward.
    #[column(max_length = 16)]
    pub number: String,
    /// Whether it can be given to a patient.
    #[column(default = "available")]
    pub status: BedStatus,
    /// What a day in it costs.
    #[column(precision = 10, scale = 2)]
    pub daily_rate: Money,
    /// What it has: rails, scales, oxygen.
    #[column(default_sql = "'{}'")]
    pub equipment: serde_json::Value,
    /// When it was cleaned last.
    #[serde(with = "time::serde::rfc3339::option")]
    pub cleaned_at: Option<OffsetDateTime>,
    /// When the row was written.
    #[column(flatten)]
    #[serde(flatten)]
    pub audit: Audit,
}
