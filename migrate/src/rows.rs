//! What derived code stands on: reading a row of a driver into a model. Writes no SQL and asks no database; an
//! application calls `from_sqlite_row` and `from_postgres_row` on its own structs, not this.
//!
//! A field is read by the driver's own `FromSql` where its type has one. Where it has none, or it refuses what the
//! database holds (a decimal in a `NUMERIC` of SQLite, a `u32` in a `bigint`), the value's text is parsed by `FromStr`.
//! A type with neither is told when a row is read, not before, so that models do not force a driver on anybody.

#[cfg(any(feature = "postgres", feature = "tokio-postgres"))]
pub mod postgres;
#[cfg(feature = "sqlite")]
pub mod sqlite;

use std::fmt;
use std::marker::PhantomData;

/// A text that is none of an enumerated type's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    /// The Rust enum.
    pub enumeration: &'static str,
    /// The text.
    pub value: String,
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no value of `{}`", self.value, self.enumeration)
    }
}

impl std::error::Error for UnknownValue {}

/// A field's type, on which the traits of the drivers' modules are chosen by the number of references.
#[doc(hidden)]
#[derive(Debug)]
pub struct Field<T>(PhantomData<T>);

impl<T> Field<T> {
    /// The type `T`.
    #[expect(clippy::new_without_default, reason = "only derived code makes one")]
    pub fn new() -> Self {
        Field(PhantomData)
    }
}

/// Several lists of columns as one.
#[doc(hidden)]
pub const fn columns<const N: usize>(lists: &[&[&'static str]]) -> [&'static str; N] {
    let mut all = [""; N];
    let (mut list, mut next) = (0, 0);
    while list < lists.len() {
        let mut i = 0;
        while i < lists[list].len() {
            all[next] = lists[list][i];
            (next, i) = (next + 1, i + 1);
        }
        list += 1;
    }
    all
}

/// Why a field of type `T` cannot be read at all.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "tokio-postgres"))]
fn unreadable<T>() -> Box<dyn std::error::Error + Send + Sync> {
    let name = std::any::type_name::<T>();
    format!(
        "a `{name}` cannot be read from a row: implement `FromStr` or the driver's `FromSql` for it"
    )
    .into()
}

/// A text as a value, also if it is a moment written as SQL writes it.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "tokio-postgres"))]
fn parse<T: std::str::FromStr>(text: &str) -> Result<T, Box<dyn std::error::Error + Send + Sync>> {
    if let Ok(value) = text.parse() {
        return Ok(value);
    }
    let iso = text.replacen(' ', "T", 1);
    iso.parse().or_else(|_| format!("{iso}Z").parse()).map_err(|_| {
        let name = std::any::type_name::<T>();
        format!("`{text}` is no `{name}`").into()
    })
}

/// 16 bytes as UUIDs are written.
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "tokio-postgres"))]
fn uuid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (i, byte) in bytes.iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

/// Derived code for SQLite; nothing without the feature `sqlite`.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "sqlite")]
macro_rules! __sqlite {
    ($($code:tt)*) => { $($code)* };
}

/// Derived code for SQLite; nothing without the feature `sqlite`.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "sqlite"))]
macro_rules! __sqlite {
    ($($code:tt)*) => {};
}

/// Derived code for PostgreSQL; nothing without the feature `postgres` or `tokio-postgres`.
#[doc(hidden)]
#[macro_export]
#[cfg(any(feature = "postgres", feature = "tokio-postgres"))]
macro_rules! __postgres {
    ($($code:tt)*) => { $($code)* };
}

/// Derived code for PostgreSQL; nothing without the feature `postgres` or `tokio-postgres`.
#[doc(hidden)]
#[macro_export]
#[cfg(not(any(feature = "postgres", feature = "tokio-postgres")))]
macro_rules! __postgres {
    ($($code:tt)*) => {};
}
