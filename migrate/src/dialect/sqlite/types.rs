//! SQLite's types: what a portable type is called here, the canonical spelling of declared words, and what affinity
//! they give. How a whole schema is brought into these terms is `types/lower.rs`.

mod lower;

pub(super) use lower::lower;

#[cfg(feature = "replay")]
use crate::op::text::{self, Kind, Token};
use crate::schema::Type;

/// More digits than this do not survive as a binary floating-point number.
const EXACT_DIGITS: u32 = 15;

/// What SQLite does with a value before it stores it in a column of some declared type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Affinity {
    /// Kept as it comes.
    Blob,
    /// Numbers become text.
    Text,
    /// Text that looks like a number becomes one.
    Numeric,
    /// As `Numeric`; the difference shows only in casts.
    Integer,
    /// As `Numeric`, and integers become floating-point.
    Real,
}

/// The affinity of a column declared so, by the rule of SQLite's documentation, in its order.
pub(super) fn affinity(ty: &Type, strict: bool) -> Affinity {
    let words = render(ty).to_ascii_uppercase();
    let has = |word| words.contains(word);
    if strict && words == "ANY" {
        Affinity::Blob
    } else if has("INT") {
        Affinity::Integer
    } else if has("CHAR") || has("CLOB") || has("TEXT") {
        Affinity::Text
    } else if has("BLOB") || words.is_empty() {
        Affinity::Blob
    } else if has("REAL") || has("FLOA") || has("DOUB") {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}

/// What a column of that type makes of a value, as a cast that compares as it does. A cast makes a number of anything, and
/// a column does not, so only of a number it is known what both make.
#[cfg(feature = "replay")]
pub(super) fn stored(value: &str, ty: &Type) -> Option<String> {
    let tokens = text::spoken(value);
    let (is_signed, number) = match tokens.as_slice() {
        [sign, number] if sign.text == "-" => (true, Some(number)),
        [number] => (false, Some(number)),
        _ => (false, None),
    };
    let is_whole = number.is_some_and(|token| token.text.chars().all(|one| one.is_ascii_digit()));
    let is_truth = |token: &Token<'_>| token.is("TRUE") || token.is("FALSE");
    let is_number = number.is_some_and(|token| token.kind == Kind::Number)
        || !is_signed && number.is_some_and(is_truth);
    let word = match affinity(ty, false) {
        _ if value == "NULL" => return Some(value.to_owned()),
        Affinity::Blob => return Some(value.to_owned()),
        Affinity::Text => "TEXT",
        Affinity::Integer if is_whole || !is_signed && number.is_some_and(is_truth) => "INTEGER",
        Affinity::Real if is_number => "REAL",
        Affinity::Numeric if is_number => "NUMERIC",
        Affinity::Integer | Affinity::Real | Affinity::Numeric => return None,
    };
    Some(format!("CAST({value} AS {word})"))
}

/// The declared words of a column that a query makes from values of this type: one for each affinity.
#[cfg(feature = "replay")]
pub(super) fn made(ty: &Type) -> Type {
    let words = match affinity(ty, false) {
        Affinity::Blob => "",
        Affinity::Text => "TEXT",
        Affinity::Numeric => "NUM",
        Affinity::Integer => "INT",
        Affinity::Real => "REAL",
    };
    Type::Raw(words.to_owned())
}

/// The declared words for a portable type.
///
/// * A decimal of more than 15 digits, or of no known number of them, is `TEXT`: SQLite would keep it as a binary
///   floating-point number and lose its last digits. As text it is exact, and compares as text.
/// * Days, times and moments are `TEXT` in ISO 8601, which sorts as time does; JSON is `TEXT`; a UUID is a `BLOB` of 16
///   bytes.
/// * A `STRICT` table knows few words: booleans are `INTEGER` there and every decimal is `TEXT`.
fn physical(ty: &Type, strict: bool) -> String {
    let words = match ty {
        Type::Boolean if strict => "INTEGER",
        Type::Boolean => "BOOLEAN",
        Type::SmallInt | Type::Integer | Type::BigInt => "INTEGER",
        Type::Real | Type::Double => "REAL",
        Type::Decimal(Some((precision, scale))) if *precision <= EXACT_DIGITS && !strict => {
            return format!("NUMERIC({precision},{scale})");
        }
        Type::Decimal(_) | Type::Text | Type::Varchar(_) | Type::Char(_) => "TEXT",
        Type::Date | Type::Time | Type::Timestamp | Type::TimestampTz => "TEXT",
        Type::Json | Type::Array(_) => "TEXT",
        Type::Bytes | Type::Uuid => "BLOB",
        Type::Named(name) => return canonical(&name.name),
        Type::Raw(words) => return canonical(words),
    };
    words.to_owned()
}

/// The type that these declared words are.
pub(super) fn parse(sql: &str) -> Type {
    Type::Raw(canonical(sql))
}

/// The declared words of a type.
pub(super) fn render(ty: &Type) -> String {
    match ty {
        Type::Raw(words) => words.clone(),
        Type::Boolean
        | Type::SmallInt
        | Type::Integer
        | Type::BigInt
        | Type::Real
        | Type::Double
        | Type::Decimal(_)
        | Type::Text
        | Type::Varchar(_)
        | Type::Char(_)
        | Type::Bytes
        | Type::Date
        | Type::Time
        | Type::Timestamp
        | Type::TimestampTz
        | Type::Uuid
        | Type::Json
        | Type::Named(_)
        | Type::Array(_) => physical(ty, false),
    }
}

/// Upper case, one space between words, none within parentheses: `numeric ( 10, 2 )` is `NUMERIC(10,2)`. What stands
/// in quotes stays as it is.
fn canonical(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut quote = None;
    let mut space = false;
    for c in sql.trim().chars() {
        if let Some(end) = quote {
            out.push(c);
            quote = (c != end).then_some(end);
            continue;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let tight = matches!(c, '(' | ')' | ',') || out.ends_with(['(', ',']);
        if space && !tight {
            out.push(' ');
        }
        space = false;
        quote = match c {
            '"' | '`' | '\'' => Some(c),
            '[' => Some(']'),
            _ => None,
        };
        if quote.is_some() { out.push(c) } else { out.extend(c.to_uppercase()) }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_words_have_one_spelling() {
        for (sql, words) in [
            ("numeric ( 10, 2 )", "NUMERIC(10,2)"),
            ("  double\n precision ", "DOUBLE PRECISION"),
            ("varchar(20)  binary", "VARCHAR(20) BINARY"),
            ("\"my  type\" (1)", "\"my  type\"(1)"),
            ("[a b]", "[a b]"),
            ("", ""),
        ] {
            assert_eq!(canonical(sql), words);
            assert_eq!(canonical(words), words);
        }
    }

    #[test]
    fn affinity_follows_the_documented_order() {
        for (words, expected) in [
            ("CHARINT", Affinity::Integer),
            ("FLOATING POINT", Affinity::Integer),
            ("VARCHAR(20)", Affinity::Text),
            ("", Affinity::Blob),
            ("DOUBLE", Affinity::Real),
            ("DATETIME", Affinity::Numeric),
            ("ANY", Affinity::Numeric),
        ] {
            assert_eq!(affinity(&parse(words), false), expected, "{words}");
        }
        assert_eq!(affinity(&parse("ANY"), true), Affinity::Blob);
    }

    #[test]
    fn a_decimal_is_a_number_only_while_that_is_exact() {
        assert_eq!(physical(&Type::Decimal(Some((15, 2))), false), "NUMERIC(15,2)");
        assert_eq!(physical(&Type::Decimal(Some((16, 2))), false), "TEXT");
        assert_eq!(physical(&Type::Decimal(None), false), "TEXT");
        assert_eq!(physical(&Type::Decimal(Some((10, 2))), true), "TEXT");
    }
}
