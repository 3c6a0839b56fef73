//! Columns and types that several tables share. No table of its own.

use migrate::Columns;
use rust_decimal::Decimal;
use serde::Serialize;
use time::OffsetDateTime;

/// When a row came to be and when it last changed.
#[derive(Debug, Clone, Serialize, Columns)]
pub struct Audit {
    /// When the row was written first.
    #[column(default_sql = "CURRENT_TIMESTAMP")]
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it was written last.
    #[column(default_sql = "CURRENT_TIMESTAMP")]
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// An amount in the hospital's one currency.
pub type Money = Decimal;
