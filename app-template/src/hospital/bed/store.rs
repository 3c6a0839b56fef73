//! The SQL of beds. Knows no HTTP.

use rust_decimal::Decimal;
use serde::Deserialize;
use time::OffsetDateTime;

use super::table::{Bed, BedStatus};
use crate::db::{Db, FromRow, Result, Value};

/// What can be said of a bed from outside.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The ward that it stands in.
    pub unit_id: i64,
    /// Its number in the ward.
    pub number: String,
    /// Whether it can be given to a patient.
    #[serde(default = "available")]
    pub status: BedStatus,
    /// What a day in it costs, as text so that no digit is lost.
    pub daily_rate: Decimal,
    /// What it has.
    #[serde(default)]
    pub equipment: serde_json::Map<String, serde_json::Value>,
    /// When it was cleaned last.
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub cleaned_at: Option<OffsetDateTime>,
}

fn available() -> BedStatus {
    BedStatus::Available
}

/// Beds by ward.
pub async fn list(db: &Db, page: Vec<Value>) -> Result<Vec<Bed>> {
    db.query("SELECT * FROM leitos ORDER BY unit_id, number LIMIT $1 OFFSET $2", page).await
}

/// One bed.
pub async fn find(db: &Db, id: i64) -> Result<Option<Bed>> {
    let found = db.query("SELECT * FROM leitos WHERE id = $1", vec![Value::Integer(id)]).await?;
    Ok(found.into_iter().next())
}

/// Adds a bed.
pub async fn create(db: &Db, draft: Draft) -> Result<Option<Bed>> {
    let sql = "INSERT INTO leitos (unit_id, number, status, daily_rate, equipment, cleaned_at, updated_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING *";
    Ok(db.query(sql, draft.values()).await?.into_iter().next())
}

/// Replaces what is known of a bed.
pub async fn update(db: &Db, id: i64, draft: Draft) -> Result<Option<Bed>> {
    let mut values = draft.values();
    values.push(Value::Integer(id));
    let sql = "UPDATE leitos SET unit_id = $1, number = $2, status = $3, daily_rate = $4, equipment = $5, \
               cleaned_at = $6, updated_at = $7 WHERE id = $8 RETURNING *";
    Ok(db.query(sql, values).await?.into_iter().next())
}

/// Removes a bed; whether there was one.
pub async fn delete(db: &Db, id: i64) -> Result<bool> {
    Ok(db.execute("DELETE FROM leitos WHERE id = $1", vec![Value::Integer(id)]).await? > 0)
}

impl Draft {
    fn values(self) -> Vec<Value> {
        vec![
            Value::Integer(self.unit_id),
            Value::Text(self.number),
            Value::Text(self.status.as_str().to_owned()),
            Value::Decimal(self.daily_rate),
            Value::Json(serde_json::Value::Object(self.equipment)),
            Value::optional(self.cleaned_at, Value::Moment),
            Value::Moment(OffsetDateTime::now_utc()),
        ]
    }
}

impl FromRow for Bed {
    fn from_sqlite(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Bed::from_sqlite_row(row)
    }

    fn from_postgres(row: &tokio_postgres::Row) -> Result<Self, tokio_postgres::Error> {
        Bed::from_postgres_row(row)
    }
}
