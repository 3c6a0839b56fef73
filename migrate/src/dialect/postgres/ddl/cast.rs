//! How values of one type become values of another where PostgreSQL does not know it by itself: the `USING` of
//! `ALTER COLUMN … TYPE`. Whatever an assignment would do is left to the server, which then refuses what does not fit; an
//! explicit cast would cut it off in silence.

use super::quote;
use crate::dialect::postgres::types;
use crate::schema::{Schema, Type};

/// The kinds of types between which the same rules hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Boolean,
    Number,
    Text,
    Padded,
    Bytes,
    Date,
    Time,
    Moment,
    Uuid,
    Json,
    JsonText,
    Enum,
    Other,
}

/// The expression that makes values of `next` from the column's values of `previous`; `None` if the server needs none.
pub(crate) fn using(column: &str, previous: &Type, next: &Type, schema: &Schema) -> Option<String> {
    let value = quote(column);
    let (from, to) = (base(previous, schema), base(next, schema));
    // An explicit cast cuts to length in silence; the assignment that follows it refuses what is too long.
    let target = types::render(&unbounded(&to, schema).unwrap_or_else(|| next.clone()));
    match (&from, &to) {
        (Type::Array(from), Type::Array(to)) => scalar("", from, to, "", schema).map(|_| {
            let text = if family(from, schema) == Family::Text {
                value.clone()
            } else {
                format!("{value}::text[]")
            };
            format!("{text}::{target}")
        }),
        // Text says an array as it says any value.
        (Type::Array(_), to) if matches!(family(to, schema), Family::Text | Family::Padded) => None,
        (Type::Array(_), to) if family(to, schema) == Family::Json => {
            Some(format!("to_jsonb({value})"))
        }
        (Type::Array(_), to) if family(to, schema) == Family::JsonText => {
            Some(format!("to_json({value})"))
        }
        // More than one element cannot be one value: then the text of the array is refused, and no element is lost.
        (Type::Array(_), _) => Some(format!(
            "CASE WHEN cardinality({value}) > 1 THEN {value}::text::{target} ELSE ({value})[1]::text::{target} END"
        )),
        (from, Type::Array(_)) if matches!(family(from, schema), Family::Text | Family::Padded) => {
            Some(format!("{value}::{target}"))
        }
        // The two write lists alike but for the brackets, and these values hold none themselves.
        (from, Type::Array(element))
            if matches!(family(from, schema), Family::Json | Family::JsonText)
                && matches!(
                    family(element, schema),
                    Family::Number | Family::Boolean | Family::Uuid
                ) =>
        {
            Some(format!("translate({value}::text, '[]', '{{}}')::{target}"))
        }
        (from, Type::Array(element)) => {
            let single = unbounded(element, schema).unwrap_or_else(|| element.as_ref().clone());
            let only = scalar(&value, from, element, &types::render(&single), schema);
            let only = only.unwrap_or_else(|| value.clone());
            Some(format!("CASE WHEN {value} IS NOT NULL THEN ARRAY[{only}]::{target} END"))
        }
        (from, to) => scalar(&value, from, to, &target, schema),
    }
}

/// The same for two types that are no arrays.
fn scalar(
    value: &str,
    previous: &Type,
    next: &Type,
    target: &str,
    schema: &Schema,
) -> Option<String> {
    use Family::{
        Boolean, Bytes, Date, Enum, Json, JsonText, Moment, Number, Other, Padded, Text, Time, Uuid,
    };
    let (from, to) = (family(previous, schema), family(next, schema));
    let by_text = || Some(format!("{value}::text::{target}"));
    match (from, to) {
        (Bytes, Text | Padded) => Some(format!("convert_from({value}, 'UTF8')")),
        // Its 32 digits are a UUID as well.
        (Uuid, Text | Padded) if matches!(next, Type::Varchar(32..36) | Type::Char(32..36)) => {
            Some(format!("replace({value}::text, '-', '')"))
        }
        (_, Text | Padded) => None,
        (Text | Padded, Bytes) => Some(format!("convert_to({value}, 'UTF8')")),
        (Text, Json) => Some(format!("{value}::jsonb")),
        (
            Padded,
            Boolean | Number | Date | Time | Moment | Uuid | Json | JsonText | Enum | Other,
        ) => by_text(),
        (Text, Boolean | Number | Date | Time | Moment | Uuid | JsonText | Enum | Other) => {
            Some(format!("{value}::{target}"))
        }
        (Boolean, Boolean)
        | (Number, Number)
        | (Bytes, Bytes)
        | (Date, Date | Moment)
        | (Uuid, Uuid) => None,
        // No time of day in a zone is known of a day without one, but of the moment that the day's zone makes of it.
        (Moment, Time) if has_zone(next) && !has_zone(previous) => {
            Some(format!("{value}::timestamp with time zone::{target}"))
        }
        (Moment, Moment | Date | Time) | (Time, Time) => None,
        (Json, Json | JsonText) | (JsonText, Json | JsonText) => None,
        (Number, Boolean) => Some(format!("{value} <> 0")),
        (Boolean, Number) => Some(format!("{value}::integer")),
        (Date, Time) => Some(format!("{value}::timestamp::time")),
        (Uuid, Bytes) => Some(format!("uuid_send({value})")),
        (Bytes, Uuid) => Some(format!("encode({value}, 'hex')::uuid")),
        (Json, _) => Some(format!("({value} #>> '{{}}')::{target}")),
        (JsonText, _) => Some(format!("({value}::jsonb #>> '{{}}')::{target}")),
        (_, Json) => Some(format!("to_jsonb({value})")),
        (_, JsonText) => Some(format!("to_json({value})")),
        (Other, Other) if words(previous) == words(next) => None,
        (Boolean | Number | Bytes | Date | Time | Moment | Uuid | Enum | Other, _) => by_text(),
    }
}

/// The type below any domains.
pub(super) fn base(ty: &Type, schema: &Schema) -> Type {
    match ty {
        // Domains stand on each other in no cycle, since each had to exist before the next; a text could say otherwise.
        Type::Named(name) => {
            let mut current = ty;
            let mut domain = schema.domains.get(name);
            for _ in 0..schema.domains.len() {
                let Some(found) = domain else { break };
                current = &found.ty;
                domain =
                    if let Type::Named(name) = current { schema.domains.get(name) } else { None };
            }
            current.clone()
        }
        other => other.clone(),
    }
}

/// The type below any domains without its length; `None` if it has none.
fn unbounded(ty: &Type, schema: &Schema) -> Option<Type> {
    let ty = &base(ty, schema);
    match ty {
        Type::Array(element) => {
            unbounded(element, schema).map(|element| Type::Array(Box::new(element)))
        }
        Type::Varchar(_) => Some(Type::Raw("character varying".into())),
        Type::Char(_) => Some(Type::Raw("bpchar".into())),
        Type::Raw(_) if ["bit", "bit varying"].contains(&words(ty).as_str()) => {
            Some(Type::Raw("bit varying".into()))
        }
        _ => None,
    }
}

/// Whether its values say in which time zone they are.
fn has_zone(ty: &Type) -> bool {
    types::render(ty).ends_with("with time zone")
}

pub(super) fn family(ty: &Type, schema: &Schema) -> Family {
    match base(ty, schema) {
        Type::Boolean => Family::Boolean,
        Type::SmallInt
        | Type::Integer
        | Type::BigInt
        | Type::Real
        | Type::Double
        | Type::Decimal(_) => Family::Number,
        Type::Text | Type::Varchar(_) => Family::Text,
        Type::Char(_) => Family::Padded,
        Type::Bytes => Family::Bytes,
        Type::Date => Family::Date,
        Type::Time => Family::Time,
        Type::Timestamp | Type::TimestampTz => Family::Moment,
        Type::Uuid => Family::Uuid,
        Type::Json => Family::Json,
        Type::Named(name) if schema.enums.contains_key(&name) => Family::Enum,
        Type::Named(_) | Type::Array(_) => Family::Other,
        Type::Raw(raw) => match words(&Type::Raw(raw)).as_str() {
            "character varying" => Family::Text,
            "bpchar" => Family::Padded,
            "json" => Family::JsonText,
            "time without time zone" | "time with time zone" => Family::Time,
            "timestamp without time zone" | "timestamp with time zone" => Family::Moment,
            _ => Family::Other,
        },
    }
}

/// A type's words without what stands in parentheses.
fn words(ty: &Type) -> String {
    let text = types::render(ty);
    match (text.find('('), text.find(')')) {
        (Some(open), Some(close)) if open < close => {
            format!("{}{}", &text[..open], &text[close + 1..])
        }
        _ => text,
    }
}
