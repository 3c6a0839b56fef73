//! Which values cannot become values of another type, as a condition that the server can answer without trying: what it says
//! of a value, holds before the change and makes it fail. Where nobody can say so surely, nothing is said.

use super::cast::{Family, base, family};
use super::literal;
use crate::op::widens;
use crate::schema::{Schema, Type};

/// A number as people write it, or one of the words for what is none; wider than what each version takes.
const NUMBER: &str = "^[[:space:]]*[+-]?([0-9_]+[.]?[0-9_]*(e[+-]?[0-9_]+)?|[.][0-9_]+(e[+-]?[0-9_]+)?|nan|inf|infinity|0[xob][0-9a-fp_.+-]+)[[:space:]]*$";

/// The same without a fraction.
const WHOLE: &str = "^[[:space:]]*[+-]?([0-9][0-9_]*|0[xob][0-9a-f_]+)[[:space:]]*$";

/// What every version reads as a number of few enough digits.
const PLAIN: &str = "^[[:space:]]*[+-]?[0-9]{1,40}([.][0-9]{0,40})?[[:space:]]*$";

/// All beginnings of the words for true and false that are one of them alone.
const BOOLEAN: &str =
    "^[[:space:]]*(t|tr|tru|true|y|ye|yes|on|f|fa|fal|fals|false|n|no|of|off|0|1)[[:space:]]*$";

/// What every day says: a word that stands for one, digits for its parts, or fewer where a month has its name.
const DAY: &str = "now|today|tomorrow|yesterday|epoch|infinity|allballs|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|j|[0-9].*[0-9].*[0-9]";

/// A day that no month has, or a month that no year has, in the order that every setting reads alike.
const NO_DAY: &str = "^[[:space:]]*[0-9]{4}-((00|1[3-9]|[2-9][0-9])-[0-9]{2}|[0-9]{2}-(00|3[2-9]|[4-9][0-9])|(04|06|09|11)-31|02-3[01])([^0-9]|$)";

/// What types of PostgreSQL's own hold at most: the letters of their addresses.
const ADDRESSES: [(&str, &str); 4] = [
    ("inet", "^[[:space:]]*[0-9a-f:.]+(/[0-9]+)?[[:space:]]*$"),
    ("cidr", "^[[:space:]]*[0-9a-f:.]+(/[0-9]+)?[[:space:]]*$"),
    ("macaddr", "^[[:space:]]*[0-9a-f:.-]+[[:space:]]*$"),
    ("macaddr8", "^[[:space:]]*[0-9a-f:.-]+[[:space:]]*$"),
];

/// What holds of `value`, SQL of the type `previous`, if it cannot become a value of `next`.
pub(crate) fn condition(
    value: &str,
    previous: &Type,
    next: &Type,
    schema: &Schema,
) -> Option<String> {
    let (from, to) = (base(previous, schema), base(next, schema));
    match (&from, &to) {
        _ if widens(&from, &to) => None,
        (Type::Array(from), Type::Array(to)) => {
            let wrong = match to.as_ref() {
                // Its hyphens stay, unlike those of a single one.
                Type::Varchar(length) | Type::Char(length) if **from == Type::Uuid => {
                    longer("item", *length)
                }
                to => condition("item", from, to, schema)?,
            };
            Some(format!("EXISTS (SELECT 1 FROM unnest({value}) AS item WHERE {wrong})"))
        }
        (Type::Array(_), Type::Varchar(length) | Type::Char(length)) => {
            Some(longer(value, *length))
        }
        // Several elements are no single value; how one is read, its text alone tells.
        (Type::Array(_), to) => match family(to, schema) {
            Family::Boolean | Family::Number | Family::Uuid | Family::Enum => {
                Some(format!("cardinality({value}) > 1"))
            }
            _ => None,
        },
        (from, Type::Array(to)) => match family(from, schema) {
            // These say a whole list.
            Family::Text | Family::Padded | Family::Json | Family::JsonText => None,
            _ => scalar(value, from, to, schema),
        },
        (from, to) => scalar(value, from, to, schema),
    }
}

fn scalar(value: &str, previous: &Type, next: &Type, schema: &Schema) -> Option<String> {
    use Family::{
        Boolean, Bytes, Date, Enum, Json, JsonText, Moment, Number, Other, Padded, Text, Time, Uuid,
    };
    let text = format!("{value}::text");
    let unlike = |pattern: &str| format!("{text} !~* {}", literal(pattern));
    match (family(previous, schema), family(next, schema)) {
        // Without its hyphens it may be shorter.
        (Uuid, Text | Padded) if matches!(next, Type::Varchar(32..) | Type::Char(32..)) => None,
        (
            Boolean | Number | Text | Padded | Date | Time | Moment | Uuid | Json | JsonText | Enum,
            Text | Padded,
        ) => match next {
            Type::Varchar(length) | Type::Char(length) => Some(longer(value, *length)),
            _ => None,
        },
        (Text | Padded, Boolean) => Some(unlike(BOOLEAN)),
        (Text | Padded, Number) => {
            let shape = unlike(if whole(next).is_some() { WHOLE } else { NUMBER });
            Some(match outside(&format!("{text}::numeric"), next) {
                None => shape,
                Some(outside) => {
                    format!("({shape} OR CASE WHEN {text} ~ {} THEN {outside} END)", literal(PLAIN))
                }
            })
        }
        (Text | Padded, Uuid) => {
            Some(format!("translate({text}, '{{}}-', '') !~* '^[0-9a-f]{{32}}$'"))
        }
        (Text | Padded, Date | Moment) => {
            Some(format!("({} OR {text} ~ {})", unlike(DAY), literal(NO_DAY)))
        }
        (Text | Padded, Time) => Some(format!(
            "({text} !~ '[0-9]' AND {})",
            unlike("now|today|tomorrow|yesterday|epoch|infinity|allballs")
        )),
        (Text | Padded, Json | JsonText) => {
            Some(format!("{text} !~ {}", literal("^[[:space:]]*([{[\"0-9-]|true|false|null)")))
        }
        (Boolean | Number | Text | Padded | Date | Time | Moment | Uuid | Enum, Enum) => {
            no_value(&text, previous, next, schema)
        }
        (Text | Padded, Other) => address(&text, next).or_else(|| bits(&text, next)),
        (Number, Number) => match whole(previous) {
            Some(_) => outside(&format!("{value}::numeric"), next),
            None if whole(next).is_some() => outside(&format!("round({value})"), next),
            None => outside(&format!("{value}::numeric"), next),
        },
        (
            Boolean | Number | Text | Padded | Bytes | Date | Time | Moment | Uuid | Json
            | JsonText | Enum | Other,
            _,
        ) => None,
    }
}

/// No address of the type, if it is one for addresses.
fn address(text: &str, ty: &Type) -> Option<String> {
    let Type::Raw(word) = ty else { return None };
    let (_, shape) = ADDRESSES.iter().find(|(name, _)| name == word)?;
    Some(format!("{text} !~* {}", literal(shape)))
}

/// No bits, or not as many as the type wants, if it is one for bits.
fn bits(text: &str, ty: &Type) -> Option<String> {
    let Type::Raw(word) = ty else { return None };
    let (varies, rest) = match word.strip_prefix("bit varying") {
        Some(rest) => (true, rest),
        None => (false, word.strip_prefix("bit")?),
    };
    let length: Option<u32> = match rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(length) => Some(length.parse().ok()?),
        None if rest.is_empty() => (!varies).then_some(1),
        None => return None,
    };
    let wrong = format!("{text} !~* '^(b?[01]*|x[0-9a-f]*)$'");
    let Some(length) = length else { return Some(wrong) };
    let sign = if varies { ">" } else { "<>" };
    Some(format!(
        "({wrong} OR {text} !~* '^x' AND length(ltrim({text}, 'bB')) {sign} {length} OR {text} ~* '^x' AND 4 * (length({text}) - 1) {sign} {length})"
    ))
}

/// Longer than so many characters, spaces at its end not counted.
fn longer(value: &str, length: u32) -> String {
    format!("length(rtrim({value}::text, ' ')) > {length}")
}

/// The least and the greatest of a type of whole numbers.
fn whole(ty: &Type) -> Option<(i64, i64)> {
    match ty {
        Type::SmallInt => Some((i16::MIN.into(), i16::MAX.into())),
        Type::Integer => Some((i32::MIN.into(), i32::MAX.into())),
        Type::BigInt => Some((i64::MIN, i64::MAX)),
        _ => None,
    }
}

/// Outside the bounds of a type of numbers, if it has some.
fn outside(number: &str, ty: &Type) -> Option<String> {
    match (whole(ty), ty) {
        (Some((least, greatest)), _) => {
            Some(format!("{number} NOT BETWEEN {least} AND {greatest}"))
        }
        (None, Type::Decimal(Some((digits, scale)))) => Some(format!(
            "({number} <> 'NaN' AND abs(round({number}, {scale})) >= power(10::numeric, {}))",
            i64::from(*digits) - i64::from(*scale)
        )),
        _ => None,
    }
}

/// No value of the enum that it becomes.
fn no_value(text: &str, previous: &Type, next: &Type, schema: &Schema) -> Option<String> {
    let values = |ty: &Type| match ty {
        Type::Named(name) => schema.enums.get(name).map(|found| found.values.as_slice()),
        _ => None,
    };
    let next = values(&base(next, schema))?.to_vec();
    if let Some(previous) = values(&base(previous, schema))
        && previous.iter().all(|value| next.contains(value))
    {
        return None;
    }
    let next: Vec<String> = next.iter().map(|value| literal(value)).collect();
    Some(match next.is_empty() {
        true => format!("{text} IS NOT NULL"),
        false => format!("{text} NOT IN ({})", next.join(", ")),
    })
}
