//! Column types as Rust types: the one that the database makes of which is exactly the column's, or else one that can
//! hold it beside the database's own words.

use migrate::schema::{Column, Name, Schema, Table, Type};

use super::Writer;

/// The crates that have days and moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moments {
    /// `time`.
    Time,
    /// `chrono`.
    Chrono,
    /// `jiff`.
    Jiff,
}

/// What a field says of its type.
pub(super) struct Kind {
    /// The Rust type, without `Option`.
    pub(super) rust: String,
    /// Words of its attribute.
    pub(super) words: Vec<String>,
}

/// The portable types, the likelier first where a database has one for several.
const PORTABLE: [Type; 15] = [
    Type::BigInt,
    Type::Text,
    Type::Boolean,
    Type::Integer,
    Type::SmallInt,
    Type::Double,
    Type::Real,
    Type::Bytes,
    Type::TimestampTz,
    Type::Timestamp,
    Type::Date,
    Type::Time,
    Type::Uuid,
    Type::Json,
    Type::Decimal(None),
];

impl Writer<'_> {
    /// What a column of `table` says of its type.
    pub(super) fn kind(&self, table: &Table, ty: &Type) -> Kind {
        if !self.exact.contains(&table.name)
            && let Some(kind) = self.portable(table, ty)
        {
            return kind;
        }
        let words = self.dialect.type_sql(ty);
        let plain = words.trim_matches('"');
        let is_plain = |one: char| one.is_ascii_lowercase() || one == '_' || one.is_ascii_digit();
        let bare = matches!(ty, Type::Named(_)) && plain.chars().all(is_plain);
        let words = if bare { plain } else { &words };
        let said = match self.alone {
            true => format!("type = {words:?}"),
            false => format!("type({} = {words:?})", self.dialect.name()),
        };
        Kind { rust: self.holder(table, ty), words: vec![said] }
    }

    fn portable(&self, table: &Table, ty: &Type) -> Option<Kind> {
        let plain = |rust: &str| Some(Kind { rust: rust.to_owned(), words: Vec::new() });
        match ty {
            Type::Named(name) => {
                let found = self.enums.get(name).or_else(|| self.domains.get(name));
                return found.and_then(|(ident, _)| plain(ident));
            }
            Type::Array(element) => {
                let Kind { rust, words } = self.portable(table, element)?;
                return Some(Kind { rust: format!("Vec<{rust}>"), words });
            }
            _ => {}
        }
        if let Some(found) = PORTABLE.iter().find(|one| self.lowers(table, one, ty)) {
            return plain(&self.rust(found)?);
        }
        let numbers = numbers(&self.dialect.type_sql(ty));
        let words = match numbers.as_slice() {
            [length] if self.lowers(table, &Type::Varchar(*length), ty) => {
                return Some(Kind {
                    rust: "String".to_owned(),
                    words: vec![format!("max_length = {length}")],
                });
            }
            [precision] => (*precision, 0),
            [precision, scale] => (*precision, *scale),
            _ => return None,
        };
        let scale = i32::try_from(words.1).ok()?;
        let decimal = Type::Decimal(Some((words.0, scale)));
        self.lowers(table, &decimal, ty).then(|| Kind {
            rust: "rust_decimal::Decimal".to_owned(),
            words: vec![format!("precision = {}", words.0), format!("scale = {scale}")],
        })
    }

    /// Whether a column of the portable type is one of `ty` in the database.
    fn lowers(&self, table: &Table, portable: &Type, ty: &Type) -> bool {
        let mut alone = Table { name: Name::new("t"), ..Table::default() };
        alone.options.strict = table.options.strict;
        alone.columns.push(Column::new("c", portable.clone()));
        let schema = Schema { tables: [(alone.name.clone(), alone)].into(), ..Schema::default() };
        let lowered = self.dialect.lower(&schema);
        lowered.tables.values().all(|table| table.columns.iter().all(|column| column.ty == *ty))
    }

    /// The Rust type that stands for a portable type.
    fn rust(&self, ty: &Type) -> Option<String> {
        let moment = |time: &str, chrono: &str, jiff: &str| match self.moments {
            Moments::Time => format!("time::{time}"),
            Moments::Chrono => format!("chrono::{chrono}"),
            Moments::Jiff => format!("jiff::{jiff}"),
        };
        Some(match ty {
            Type::Boolean => "bool".to_owned(),
            Type::SmallInt => "i16".to_owned(),
            Type::Integer => "i32".to_owned(),
            Type::BigInt => "i64".to_owned(),
            Type::Real => "f32".to_owned(),
            Type::Double => "f64".to_owned(),
            Type::Decimal(_) => "rust_decimal::Decimal".to_owned(),
            Type::Text | Type::Varchar(_) | Type::Char(_) => "String".to_owned(),
            Type::Bytes => "Vec<u8>".to_owned(),
            Type::Date => moment("Date", "NaiveDate", "civil::Date"),
            Type::Time => moment("Time", "NaiveTime", "civil::Time"),
            Type::Timestamp => moment("PrimitiveDateTime", "NaiveDateTime", "civil::DateTime"),
            Type::TimestampTz => moment("OffsetDateTime", "DateTime<chrono::Utc>", "Timestamp"),
            Type::Uuid => "uuid::Uuid".to_owned(),
            Type::Json => "serde_json::Value".to_owned(),
            Type::Array(element) => format!("Vec<{}>", self.rust(element)?),
            Type::Named(_) | Type::Raw(_) => return None,
        })
    }

    /// A Rust type that can hold values of a type for which there is no exact one.
    fn holder(&self, table: &Table, ty: &Type) -> String {
        if let Some(rust) = self.portable(table, ty) {
            return rust.rust;
        }
        match ty {
            Type::Array(element) => return format!("Vec<{}>", self.holder(table, element)),
            Type::Named(name) => {
                return match self.schema.domains.get(name) {
                    Some(domain) => self.holder(table, &domain.ty),
                    None => "String".to_owned(),
                };
            }
            _ => {}
        }
        let words = self.dialect.type_sql(ty).to_ascii_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        if has(&["timestamp"]) && has(&["with time zone"]) {
            self.rust(&Type::TimestampTz).unwrap_or_default()
        } else if has(&["char", "clob", "text", "interval", "point", "range", "date", "time"]) {
            "String".to_owned()
        } else if has(&["json"]) {
            "serde_json::Value".to_owned()
        } else if has(&["bool"]) {
            "bool".to_owned()
        } else if has(&["int", "oid", "serial"]) {
            "i64".to_owned()
        } else if has(&["real", "floa", "doub"]) {
            "f64".to_owned()
        } else if has(&["blob", "binary", "bytea"]) {
            "Vec<u8>".to_owned()
        } else if has(&["numeric", "decimal", "money"]) {
            "rust_decimal::Decimal".to_owned()
        } else {
            "String".to_owned()
        }
    }
}

/// The numbers in parentheses behind a type.
fn numbers(words: &str) -> Vec<u32> {
    let inner = words.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    inner
        .into_iter()
        .flat_map(|inner| inner.split(','))
        .filter_map(|one| one.trim().parse().ok())
        .collect()
}
