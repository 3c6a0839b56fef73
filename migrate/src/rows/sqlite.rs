//! Reading rows of `rusqlite`. The three traits are one choice; derived code calls `read` on as many references as
//! finds the best of them.

use std::str::FromStr;

pub use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
pub use rusqlite::{Result, Row};

use super::{Field, parse, unreadable, uuid};

/// Reads what the driver can read and, failing that, what its text says.
#[doc(hidden)]
pub trait ReadBoth<T> {
    /// The value of that column.
    fn read(&self, row: &Row<'_>, column: &str) -> Result<T>;
    /// The value of that column, or none for NULL.
    fn read_optional(&self, row: &Row<'_>, column: &str) -> Result<Option<T>>;
}

/// Reads what the driver can read.
#[doc(hidden)]
pub trait ReadDriver<T> {
    /// The value of that column.
    fn read(&self, row: &Row<'_>, column: &str) -> Result<T>;
    /// The value of that column, or none for NULL.
    fn read_optional(&self, row: &Row<'_>, column: &str) -> Result<Option<T>>;
}

/// Reads what the text of a value says.
#[doc(hidden)]
pub trait ReadText<T> {
    /// The value of that column.
    fn read(&self, row: &Row<'_>, column: &str) -> Result<T>;
    /// The value of that column, or none for NULL.
    fn read_optional(&self, row: &Row<'_>, column: &str) -> Result<Option<T>>;
}

/// Reads nothing, and says so.
#[doc(hidden)]
pub trait ReadNothing<T> {
    /// An error.
    fn read(&self, row: &Row<'_>, column: &str) -> Result<T>;
    /// An error, or none for NULL.
    fn read_optional(&self, row: &Row<'_>, column: &str) -> Result<Option<T>>;
}

struct Both<T>(T);
struct Parsed<T>(T);
struct Nothing<T>(T);

impl<T: FromSql + FromStr> FromSql for Both<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let error = match T::column_result(value) {
            Ok(read) => return Ok(Both(read)),
            Err(error) => error,
        };
        match error {
            // The driver reads another kind of value; NULL is none.
            FromSqlError::InvalidType if value != ValueRef::Null => from_text(value).map(Both),
            FromSqlError::Other(_) => from_text(value).map(Both).map_err(|_| error),
            error => Err(error),
        }
    }
}

impl<T: FromStr> FromSql for Parsed<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        from_text(value).map(Parsed)
    }
}

impl<T> FromSql for Nothing<T> {
    fn column_result(_value: ValueRef<'_>) -> FromSqlResult<Self> {
        Err(FromSqlError::Other(unreadable::<T>()))
    }
}

fn from_text<T: FromStr>(value: ValueRef<'_>) -> FromSqlResult<T> {
    let text = match value {
        ValueRef::Null => return Err(FromSqlError::InvalidType),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Blob(bytes) if bytes.len() == 16 => uuid(bytes),
        ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    };
    parse(&text).map_err(FromSqlError::Other)
}

impl<T: FromSql + FromStr> ReadBoth<T> for &&&Field<T> {
    fn read(&self, row: &Row<'_>, column: &str) -> Result<T> {
        row.get::<_, Both<T>>(column).map(|value| value.0)
    }

    fn read_optional(&self, row: &Row<'_>, column: &str) -> Result<Option<T>> {
        Ok(row.get::<_, Option<Both<T>>>(column)?.map(|value| value.0))
    }
}

impl<T: FromSql> ReadDriver<T> for &&Field<T> {
    fn read(&self, row: &Row<'_>, column: &str) -> Result<T> {
        row.get(column)
    }

    fn read_optional(&self, row: &Row<'_>, column: &str) -> Result<Option<T>> {
        row.get(column)
    }
}

impl<T: FromStr> ReadText<T> for &Field<T> {
    fn read(&self, row: &Row<'_>, column: &str) -> Result<T> {
        row.get::<_, Parsed<T>>(column).map(|value| value.0)
    }

    fn read_optional(&self, row: &Row<'_>, column: &str) -> Result<Option<T>> {
        Ok(row.get::<_, Option<Parsed<T>>>(column)?.map(|value| value.0))
    }
}

impl<T> ReadNothing<T> for Field<T> {
    fn read(&self, row: &Row<'_>, column: &str) -> Result<T> {
        row.get::<_, Nothing<T>>(column).map(|value| value.0)
    }

    fn read_optional(&self, row: &Row<'_>, column: &str) -> Result<Option<T>> {
        Ok(row.get::<_, Option<Nothing<T>>>(column)?.map(|value| value.0))
    }
}

/// The value of an enumerated type, from its text.
#[doc(hidden)]
pub fn read_value<T: FromStr<Err = super::UnknownValue>>(value: ValueRef<'_>) -> FromSqlResult<T> {
    value.as_str()?.parse().map_err(|error| FromSqlError::Other(Box::new(error)))
}
