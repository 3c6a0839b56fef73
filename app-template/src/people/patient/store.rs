//! The SQL of patients. Knows no HTTP.

use serde::Deserialize;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::table::{Patient, Sex};
use crate::db::{Db, FromRow, Result, Value};

/// What can be said of a patient from outside.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The number on the folder.
    pub record_number: String,
    /// The whole name.
    pub full_name: String,
    /// The day of birth.
    #[serde(deserialize_with = "crate::http::date::deserialize")]
    pub birth_date: Date,
    /// What the register says.
    #[serde(default = "unknown")]
    pub sex: Sex,
    /// Where letters go.
    #[serde(default)]
    pub email: Option<String>,
    /// Telephone numbers, people to call.
    #[serde(default)]
    pub contact: serde_json::Map<String, serde_json::Value>,
}

fn unknown() -> Sex {
    Sex::Other
}

/// Patients by name.
pub async fn list(db: &Db, page: Vec<Value>) -> Result<Vec<Patient>> {
    db.query("SELECT * FROM patients ORDER BY full_name, id LIMIT $1 OFFSET $2", page).await
}

/// One patient.
pub async fn find(db: &Db, id: Uuid) -> Result<Option<Patient>> {
    let found = db.query("SELECT * FROM patients WHERE id = $1", vec![Value::Uuid(id)]).await?;
    Ok(found.into_iter().next())
}

/// Adds a patient.
pub async fn create(db: &Db, draft: Draft) -> Result<Option<Patient>> {
    let mut values = vec![Value::Uuid(Uuid::now_v7())];
    values.extend(draft.values());
    let sql = "INSERT INTO patients (id, record_number, full_name, birth_date, sex, email, contact, updated_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING *";
    Ok(db.query(sql, values).await?.into_iter().next())
}

/// Replaces what is known of a patient.
pub async fn update(db: &Db, id: Uuid, draft: Draft) -> Result<Option<Patient>> {
    let mut values = draft.values();
    values.push(Value::Uuid(id));
    let sql = "UPDATE patients SET record_number = $1, full_name = $2, birth_date = $3, sex = $4, email = $5, \
               contact = $6, updated_at = $7 WHERE id = $8 RETURNING *";
    Ok(db.query(sql, values).await?.into_iter().next())
}

/// Removes a patient; whether there was one.
pub async fn delete(db: &Db, id: Uuid) -> Result<bool> {
    Ok(db.execute("DELETE FROM patients WHERE id = $1", vec![Value::Uuid(id)]).await? > 0)
}

impl Draft {
    fn values(self) -> Vec<Value> {
        vec![
            Value::Text(self.record_number),
            Value::Text(self.full_name),
            Value::Date(self.birth_date),
            Value::Text(self.sex.as_str().to_owned()),
            Value::optional(self.email, Value::Text),
            Value::Json(serde_json::Value::Object(self.contact)),
            Value::Moment(OffsetDateTime::now_utc()),
        ]
    }
}

impl FromRow for Patient {
    fn from_sqlite(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Patient::from_sqlite_row(row)
    }

    fn from_postgres(row: &tokio_postgres::Row) -> Result<Self, tokio_postgres::Error> {
        Patient::from_postgres_row(row)
    }
}
