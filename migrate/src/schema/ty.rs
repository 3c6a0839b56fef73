//! Column types, portable ones and whatever a database calls its own.

use super::Name;

/// The type of a column.
///
/// A physical schema holds what the dialect's `parse_type` gives: PostgreSQL uses the portable variants where they are
/// exact, SQLite only [`Type::Raw`], since there the declared words are the type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// True or false.
    Boolean,
    /// A signed integer of 16 bits.
    SmallInt,
    /// A signed integer of 32 bits.
    Integer,
    /// A signed integer of 64 bits.
    BigInt,
    /// A floating-point number of 32 bits.
    Real,
    /// A floating-point number of 64 bits.
    Double,
    /// An exact number: digits in all and digits after the point, as far as they are bounded.
    Decimal(Option<(u32, i32)>),
    /// Text of any length.
    Text,
    /// Text of at most so many characters.
    Varchar(u32),
    /// Text of exactly so many characters, padded.
    Char(u32),
    /// Bytes.
    Bytes,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day and a time of day, in no time zone.
    Timestamp,
    /// A moment.
    TimestampTz,
    /// A UUID.
    Uuid,
    /// JSON; the database's better kind where it has two (`jsonb`).
    Json,
    /// An enumerated type of the schema, by name; in a physical schema also a domain.
    Named(Name),
    /// An array.
    Array(Box<Type>),
    /// The database's own words, in its canonical spelling.
    Raw(String),
}

impl Type {
    /// The type below any arrays.
    pub fn element(&self) -> &Type {
        match self {
            Type::Array(element) => element.element(),
            other => other,
        }
    }
}
