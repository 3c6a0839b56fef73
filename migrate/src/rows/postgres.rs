//! Reading rows of `postgres` and `tokio-postgres`, which are one type. The traits are one choice; derived code calls
//! `read` on as many references as finds the best of them.

use std::error::Error as StdError;
use std::str::FromStr;

#[cfg(not(feature = "tokio-postgres"))]
pub use postgres::{Error, Row, types};
#[cfg(feature = "tokio-postgres")]
pub use tokio_postgres::{Error, Row, types};
pub use types::private::BytesMut as Bytes;
pub use types::{FromSql, IsNull, Kind, ToSql, Type};

use super::{Field, parse, unreadable, uuid};

/// What a conversion fails with.
pub type Boxed = Box<dyn StdError + Sync + Send>;

/// Reads what the driver can read and, failing that, what its text says.
#[doc(hidden)]
pub trait ReadBoth<T> {
    /// The value of that column.
    fn read(&self, row: &Row, column: &str) -> Result<T, Error>;
    /// The value of that column, or none for NULL.
    fn read_optional(&self, row: &Row, column: &str) -> Result<Option<T>, Error>;
}

/// Reads what the driver can read.
#[doc(hidden)]
pub trait ReadDriver<T> {
    /// The value of that column.
    fn read(&self, row: &Row, column: &str) -> Result<T, Error>;
    /// The value of that column, or none for NULL.
    fn read_optional(&self, row: &Row, column: &str) -> Result<Option<T>, Error>;
}

/// Reads what the text of a value says.
#[doc(hidden)]
pub trait ReadText<T> {
    /// The value of that column.
    fn read(&self, row: &Row, column: &str) -> Result<T, Error>;
    /// The value of that column, or none for NULL.
    fn read_optional(&self, row: &Row, column: &str) -> Result<Option<T>, Error>;
}

/// Reads nothing, and says so.
#[doc(hidden)]
pub trait ReadNothing<T> {
    /// An error.
    fn read(&self, row: &Row, column: &str) -> Result<T, Error>;
    /// An error, or none for NULL.
    fn read_optional(&self, row: &Row, column: &str) -> Result<Option<T>, Error>;
}

struct Both<T>(T);
struct Parsed<T>(T);
struct Nothing<T>(T);

impl<'a, T: FromSql<'a> + FromStr> FromSql<'a> for Both<T> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        if T::accepts(ty) {
            T::from_sql(ty, raw).map(Both)
        } else {
            parse(&text(ty, raw)?).map(Both)
        }
    }

    fn accepts(_ty: &Type) -> bool {
        true
    }
}

impl<'a, T: FromStr> FromSql<'a> for Parsed<T> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        parse(&text(ty, raw)?).map(Parsed)
    }

    fn accepts(_ty: &Type) -> bool {
        true
    }
}

impl<'a, T> FromSql<'a> for Nothing<T> {
    fn from_sql(_ty: &Type, _raw: &'a [u8]) -> Result<Self, Boxed> {
        Err(unreadable::<T>())
    }

    fn accepts(_ty: &Type) -> bool {
        true
    }
}

/// A value in the wire's binary form as the text that PostgreSQL would write for it.
fn text(ty: &Type, raw: &[u8]) -> Result<String, Boxed> {
    Ok(match *ty {
        Type::BOOL => bool::from_sql(ty, raw)?.to_string(),
        Type::INT2 => i16::from_sql(ty, raw)?.to_string(),
        Type::INT4 => i32::from_sql(ty, raw)?.to_string(),
        Type::INT8 => i64::from_sql(ty, raw)?.to_string(),
        Type::FLOAT4 => f32::from_sql(ty, raw)?.to_string(),
        Type::FLOAT8 => f64::from_sql(ty, raw)?.to_string(),
        Type::NUMERIC => numeric(raw)?,
        Type::UUID => uuid(raw),
        Type::JSONB => std::str::from_utf8(raw.get(1..).unwrap_or_default())?.to_owned(),
        _ if is_text(ty) || *ty == Type::JSON => std::str::from_utf8(raw)?.to_owned(),
        _ => {
            return Err(format!(
                "a `{ty}` has no text here: enable the driver's feature for the field's type"
            )
            .into());
        }
    })
}

fn is_text(ty: &Type) -> bool {
    <String as FromSql>::accepts(ty) || matches!(ty.kind(), Kind::Enum(_))
}

/// PostgreSQL's `numeric`: groups of four decimal digits, the first with a weight, and how many stand after the point.
fn numeric(raw: &[u8]) -> Result<String, Boxed> {
    let words: Vec<u16> =
        raw.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    let [_, weight, sign, scale, groups @ ..] = words.as_slice() else {
        return Err("a numeric that is too short".into());
    };
    match sign {
        0xC000 => return Ok("NaN".to_owned()),
        0xD000 => return Ok("Infinity".to_owned()),
        0xF000 => return Ok("-Infinity".to_owned()),
        _ => {}
    }
    let weight = i32::from(i16::from_be_bytes(weight.to_be_bytes()));
    let group = |place: i32| {
        usize::try_from(weight - place).ok().and_then(|i| groups.get(i)).copied().unwrap_or(0)
    };
    let mut text = String::new();
    for place in (0..=weight.max(0)).rev() {
        text.push_str(&format!("{:04}", group(place)));
    }
    let whole = text.trim_start_matches('0');
    let mut number = if *sign == 0x4000 { "-".to_owned() } else { String::new() };
    number.push_str(if whole.is_empty() { "0" } else { whole });
    if *scale > 0 {
        let mut after = String::new();
        for place in 1..=i32::from(*scale).div_euclid(4) + 1 {
            after.push_str(&format!("{:04}", group(-place)));
        }
        number.push('.');
        number.push_str(after.get(..usize::from(*scale)).unwrap_or(&after));
    }
    Ok(number)
}

impl<T: for<'a> FromSql<'a> + FromStr> ReadBoth<T> for &&&Field<T> {
    fn read(&self, row: &Row, column: &str) -> Result<T, Error> {
        row.try_get::<_, Both<T>>(column).map(|value| value.0)
    }

    fn read_optional(&self, row: &Row, column: &str) -> Result<Option<T>, Error> {
        Ok(row.try_get::<_, Option<Both<T>>>(column)?.map(|value| value.0))
    }
}

impl<T: for<'a> FromSql<'a>> ReadDriver<T> for &&Field<T> {
    fn read(&self, row: &Row, column: &str) -> Result<T, Error> {
        row.try_get(column)
    }

    fn read_optional(&self, row: &Row, column: &str) -> Result<Option<T>, Error> {
        row.try_get(column)
    }
}

impl<T: FromStr> ReadText<T> for &Field<T> {
    fn read(&self, row: &Row, column: &str) -> Result<T, Error> {
        row.try_get::<_, Parsed<T>>(column).map(|value| value.0)
    }

    fn read_optional(&self, row: &Row, column: &str) -> Result<Option<T>, Error> {
        Ok(row.try_get::<_, Option<Parsed<T>>>(column)?.map(|value| value.0))
    }
}

impl<T> ReadNothing<T> for Field<T> {
    fn read(&self, row: &Row, column: &str) -> Result<T, Error> {
        row.try_get::<_, Nothing<T>>(column).map(|value| value.0)
    }

    fn read_optional(&self, row: &Row, column: &str) -> Result<Option<T>, Error> {
        Ok(row.try_get::<_, Option<Nothing<T>>>(column)?.map(|value| value.0))
    }
}

/// The value of an enumerated type, from its text.
#[doc(hidden)]
pub fn read_value<T: FromStr<Err = super::UnknownValue>>(raw: &[u8]) -> Result<T, Boxed> {
    Ok(std::str::from_utf8(raw)?.parse()?)
}

/// Whether a column can hold an enumerated type's values.
#[doc(hidden)]
pub fn accepts_value(ty: &Type) -> bool {
    is_text(ty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerics_are_written_as_postgres_writes_them() {
        let raw =
            |words: &[u16]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
        let minus = u16::from_be_bytes((-1_i16).to_be_bytes());
        for (words, expected) in [
            (vec![0, 0, 0, 0], "0"),
            (vec![0, 0, 0, 2], "0.00"),
            (vec![1, 0, 0, 0, 7], "7"),
            (vec![2, 1, 0, 0, 1, 2], "10002"),
            (vec![1, 1, 0, 0, 3], "30000"),
            (vec![2, 0, 0x4000, 2, 12, 5000], "-12.50"),
            (vec![1, minus, 0, 4, 50], "0.0050"),
            (vec![3, 1, 0, 5, 1, 2345, 6789], "12345.67890"),
            (vec![0, 0, 0xC000, 0], "NaN"),
        ] {
            assert_eq!(numeric(&raw(&words)).unwrap(), expected);
        }
        assert!(numeric(&[0, 1]).is_err());
    }
}
