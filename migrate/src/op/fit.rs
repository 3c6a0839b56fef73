//! Whether the values of one type are values of another, and whether they can come back. Knows no SQL.

use crate::schema::{Column, Type};

/// Whether every value of `previous` is a value of `next` with the same meaning.
pub fn widens(previous: &Type, next: &Type) -> bool {
    use Type::{
        Array, BigInt, Bytes, Char, Date, Decimal, Double, Integer, Raw, Real, SmallInt, Text,
        Timestamp, Varchar,
    };
    match (previous, next) {
        _ if previous == next => true,
        (Raw(previous), Raw(next)) => is_text(next) || longer(previous, next),
        (Array(previous), Array(next)) => widens(previous, next),
        (Bytes, Text) => false,
        // the beginning of the day
        (Date, Timestamp) => true,
        (_, Text) => true,
        (SmallInt, Integer | BigInt | Double | Real)
        | (Integer, BigInt | Double)
        | (Real, Double) => true,
        (SmallInt | Integer | BigInt | Decimal(_), Decimal(None)) => true,
        (SmallInt, Decimal(Some((digits, scale)))) => holds(*digits, *scale, 5),
        (Integer, Decimal(Some((digits, scale)))) => holds(*digits, *scale, 10),
        (BigInt, Decimal(Some((digits, scale)))) => holds(*digits, *scale, 19),
        (Decimal(Some((digits, scale))), Decimal(Some((more, finer)))) => {
            finer >= scale
                && i64::from(*more) - i64::from(*finer) >= i64::from(*digits) - i64::from(*scale)
        }
        (Varchar(length) | Char(length), Varchar(longer)) | (Char(length), Char(longer)) => {
            longer >= length
        }
        _ => false,
    }
}

/// Whether a decimal keeps so many digits before its point.
fn holds(digits: u32, scale: i32, before: i64) -> bool {
    i64::from(digits) - i64::from(scale) >= before && scale >= 0
}

/// Whether two of a database's own words are one word with bounds, and those of `next` are the wider: `VARCHAR(20)` and
/// `VARCHAR(50)`, `NUMERIC(10,2)` and `NUMERIC(12,2)`.
fn longer(previous: &str, next: &str) -> bool {
    let bound = |words: &str| -> Option<(String, i64, i64)> {
        let (word, bound) = words.strip_suffix(')')?.split_once('(')?;
        let (length, scale) = bound.split_once(',').unwrap_or((bound, "0"));
        let (length, scale) = (length.trim().parse().ok()?, scale.trim().parse().ok()?);
        Some((word.trim().to_ascii_uppercase(), length, scale))
    };
    match (bound(previous), bound(next)) {
        (Some((word, short, scale)), Some((other, long, finer))) => {
            word == other && finer >= scale && long - finer >= short - scale
        }
        _ => false,
    }
}

/// Whether a database's own word for a type says that any text fits.
fn is_text(word: &str) -> bool {
    let word = word.to_ascii_uppercase();
    ["TEXT", "CLOB", "CHARACTER VARYING", "VARCHAR"].contains(&word.as_str())
}

/// Whether values of `previous` that have become values of `next` can become such again, if with less in them.
pub(super) fn comes_back(previous: &Column, next: &Column) -> bool {
    // an array without an element has become NULL
    let is_emptied = matches!((&previous.ty, &next.ty), (Type::Array(_), next) if !is_list(next));
    (!is_emptied || previous.nullable) && type_comes_back(&previous.ty, &next.ty)
}

fn type_comes_back(previous: &Type, next: &Type) -> bool {
    use Kind::{Json, Moment, Named, Number, Other, Text, Time};
    if let (Type::Array(previous), Type::Array(next)) = (previous, next) {
        return type_comes_back(previous, next);
    }
    match (kind(previous.element()), kind(next.element())) {
        _ if widens(next, previous) => true,
        // whatever was written as text is read from it
        (_, Text) => true,
        // what was read from text may be written in more of it: `yes` as `true`, `1e3` as `1000`
        (Text, _) => {
            room(previous).is_none_or(|room| longest(next).is_some_and(|most| most <= room))
        }
        (Number, Number) | (Moment, Moment) | (Time, Time) | (Named, Named) => true,
        // what is no list is one of JSON's own words; a list of words in quotes is not written as an array is
        (_, Json) => !matches!(previous, Type::Array(_)) || kind(previous.element()) == Number,
        (Json, _) => true,
        // a value that was read by its text is written by it
        (Named, Number | Moment | Time) | (Number | Moment | Time, Named) => true,
        (Other(previous), Other(next)) => previous == next || is_pair(previous, next),
        (Number | Moment | Time | Named | Other(_), _) => false,
    }
}

/// How many characters fit into a type for text; `None` if any number does.
fn room(ty: &Type) -> Option<u32> {
    match ty {
        Type::Varchar(length) | Type::Char(length) => Some(*length),
        Type::Array(element) => room(element),
        _ => None,
    }
}

/// With how many characters a value that was read from text is written at most, 0 if never with more than it was read from;
/// `None` if nobody can tell.
fn longest(ty: &Type) -> Option<u32> {
    match ty {
        Type::Text | Type::Varchar(_) | Type::Char(_) | Type::Bytes => Some(0),
        Type::SmallInt | Type::Integer | Type::BigInt => Some(0),
        // of an enum; what a domain stands on is not known here
        Type::Named(_) => Some(0),
        Type::Boolean => Some("false".len() as u32),
        Type::Decimal(Some((digits, _))) => digits.checked_add("-0.".len() as u32),
        Type::Real => Some("-1.1754944e-38".len() as u32),
        Type::Double => Some("-2.2250738585072014e-308".len() as u32),
        Type::Date => Some("4714-11-24 BC".len() as u32),
        Type::Time => Some("00:00:00.000000".len() as u32),
        Type::Timestamp => Some("4714-11-24 00:00:00.000001 BC".len() as u32),
        Type::TimestampTz => Some("4714-11-24 00:00:00.000001+15:59:59 BC".len() as u32),
        // without its hyphens, where they have no room
        Type::Uuid => Some(32),
        Type::Raw(word) if word == "json" => Some(0),
        Type::Decimal(None) | Type::Json | Type::Array(_) | Type::Raw(_) => None,
    }
}

/// Whether the type holds more than one value.
fn is_list(ty: &Type) -> bool {
    matches!(ty, Type::Array(_)) || matches!(kind(ty), Kind::Text | Kind::Json)
}

/// Types between which values go both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    Number,
    Text,
    Moment,
    Time,
    Json,
    Named,
    /// The word of the type, without its bounds.
    Other(&'a str),
}

fn is_pair(one: &str, other: &str) -> bool {
    let both = [one, other];
    both.contains(&"uuid") && both.contains(&"bytes")
}

fn kind(ty: &Type) -> Kind<'_> {
    match ty {
        Type::Boolean
        | Type::SmallInt
        | Type::Integer
        | Type::BigInt
        | Type::Real
        | Type::Double
        | Type::Decimal(_) => Kind::Number,
        Type::Text | Type::Varchar(_) | Type::Char(_) => Kind::Text,
        Type::Date | Type::Timestamp | Type::TimestampTz => Kind::Moment,
        Type::Time => Kind::Time,
        Type::Json => Kind::Json,
        Type::Named(_) => Kind::Named,
        Type::Uuid => Kind::Other("uuid"),
        Type::Bytes => Kind::Other("bytes"),
        Type::Array(element) => kind(element),
        Type::Raw(words) if is_text(words) || words == "bpchar" => Kind::Text,
        Type::Raw(words) if words == "json" => Kind::Json,
        Type::Raw(words) if words.starts_with("timestamp") => Kind::Moment,
        Type::Raw(words) if words.starts_with("time") => Kind::Time,
        Type::Raw(words) => Kind::Other(words.split('(').next().unwrap_or_default().trim()),
    }
}
