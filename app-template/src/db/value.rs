//! One parameter of a statement, for either database. Reads no rows.

use std::error::Error;

use bytes::BytesMut;
use rusqlite::types::ToSqlOutput;
use time::{Date, OffsetDateTime};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

/// A parameter.
#[derive(Debug, Clone)]
pub enum Value {
    /// NULL, of whatever type.
    Null,
    /// A whole number of any size that the column has.
    Integer(i64),
    /// Text, or a value of an enumerated type.
    Text(String),
    /// A UUID.
    Uuid(Uuid),
    /// A day.
    Date(Date),
    /// A moment.
    Moment(OffsetDateTime),
    /// An exact number.
    Decimal(rust_decimal::Decimal),
    /// JSON.
    Json(serde_json::Value),
}

impl Value {
    /// The value if there is one, else NULL.
    pub fn optional<T>(value: Option<T>, some: impl FnOnce(T) -> Value) -> Value {
        value.map_or(Value::Null, some)
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Value::Null => Ok(ToSqlOutput::from(rusqlite::types::Null)),
            Value::Integer(number) => rusqlite::ToSql::to_sql(number),
            Value::Text(text) => rusqlite::ToSql::to_sql(text),
            Value::Uuid(uuid) => rusqlite::ToSql::to_sql(uuid),
            Value::Date(date) => rusqlite::ToSql::to_sql(date),
            Value::Moment(moment) => rusqlite::ToSql::to_sql(moment),
            Value::Decimal(number) => Ok(ToSqlOutput::from(number.to_string())),
            Value::Json(json) => rusqlite::ToSql::to_sql(json),
        }
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Integer(number) if *ty == Type::INT2 => i16::try_from(*number)?.to_sql(ty, out),
            Value::Integer(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Value::Integer(number) => number.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
            Value::Uuid(uuid) => uuid.to_sql(ty, out),
            Value::Date(date) => date.to_sql(ty, out),
            Value::Moment(moment) => moment.to_sql(ty, out),
            Value::Decimal(number) => number.to_sql(ty, out),
            Value::Json(json) => json.to_sql(ty, out),
        }
    }

    /// What a value is sent as is decided by the column, above.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
