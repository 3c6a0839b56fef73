//! Rust types as column types. What is not here needs `type = "…"`.

use migrate::schema::Type;
use syn::{GenericArgument, PathArguments};

use crate::declare::{Item, World};
use crate::scope::{self, Found};

/// What a field's type is to a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rust {
    /// A column type that every database has in some form.
    Type(Type),
    /// One of the enums that were declared.
    Enum(usize),
    /// One of the domains that were declared.
    Domain(usize),
    /// One of the structs that were declared.
    Struct(usize),
    /// An array of one of those.
    Array(Box<Rust>),
    /// A type that no column can hold whole, and what to write instead.
    Refused(&'static str),
    /// A type that is not known; it may be in a file that nobody handed in.
    Unknown,
}

/// A type that may wrap another.
pub(crate) enum Word {
    /// A column type.
    Type(Type),
    /// `Option`
    Option,
    /// `Vec`
    Vec,
    /// What it holds, as it is: `Box`, `Cow`.
    Same,
    /// None, and what to write instead.
    Refused(&'static str),
}

/// Words of the language and of the standard prelude.
pub(crate) fn word(name: &str) -> Option<Word> {
    Some(Word::Type(match name {
        "bool" => Type::Boolean,
        "i8" | "u8" | "i16" => Type::SmallInt,
        "u16" | "i32" => Type::Integer,
        "u32" | "i64" => Type::BigInt,
        "f32" => Type::Real,
        "f64" => Type::Double,
        "char" => Type::Varchar(1),
        "str" | "String" => Type::Text,
        "Option" => return Some(Word::Option),
        "Vec" => return Some(Word::Vec),
        "Box" => return Some(Word::Same),
        "u64" | "usize" => {
            return Some(Word::Refused(
                "no integer column holds all of it: use `i64`, or write `type = \"…\"`",
            ));
        }
        "isize" => return Some(Word::Refused("its size depends on the machine: use `i64`")),
        "i128" | "u128" => {
            return Some(Word::Refused(
                "no integer column holds all of it: use a decimal type, or write `type = \"…\"`",
            ));
        }
        _ => return None,
    }))
}

/// Types of other crates: the crate first, the type last.
pub(crate) fn external(path: &[String]) -> Option<Word> {
    let (krate, name) = (path.first()?.as_str(), path.last()?.as_str());
    Some(Word::Type(match (krate, name) {
        ("std" | "core" | "alloc", "Cow" | "Arc" | "Rc") => return Some(Word::Same),
        ("std" | "core", "NonZeroI8" | "NonZeroU8" | "NonZeroI16") => Type::SmallInt,
        ("std" | "core", "NonZeroU16" | "NonZeroI32") => Type::Integer,
        ("std" | "core", "NonZeroU32" | "NonZeroI64") => Type::BigInt,
        ("std" | "core", "SystemTime" | "Instant") => {
            return Some(Word::Refused("use `time::OffsetDateTime` or `chrono::DateTime<Utc>`"));
        }
        ("std" | "core" | "alloc", name) => return word(name),
        ("sqlx", "Json") | ("postgres_types" | "tokio_postgres" | "postgres", "Json") => Type::Json,
        ("chrono", "NaiveDate") => Type::Date,
        ("chrono", "NaiveTime") => Type::Time,
        ("chrono", "NaiveDateTime") => Type::Timestamp,
        ("chrono", "DateTime") => Type::TimestampTz,
        ("time", "Date") => Type::Date,
        ("time", "Time") => Type::Time,
        ("time", "PrimitiveDateTime") => Type::Timestamp,
        ("time", "OffsetDateTime" | "UtcDateTime") => Type::TimestampTz,
        ("jiff", "Timestamp") => Type::TimestampTz,
        ("jiff", "Date") => Type::Date,
        ("jiff", "Time") => Type::Time,
        ("jiff", "DateTime") => Type::Timestamp,
        ("uuid", "Uuid") => Type::Uuid,
        ("serde_json", "Value" | "Map") => Type::Json,
        ("rust_decimal", "Decimal") | ("bigdecimal", "BigDecimal") => Type::Decimal(None),
        ("bytes", "Bytes" | "BytesMut") => Type::Bytes,
        // sqlx hands the types of other crates on.
        ("sqlx", name) => match (path.get(2).map(String::as_str), name) {
            (Some("chrono"), _) => return external(&["chrono".to_owned(), name.to_owned()]),
            (Some("time"), _) => return external(&["time".to_owned(), name.to_owned()]),
            (_, "Uuid") => Type::Uuid,
            (_, "Decimal" | "BigDecimal") => Type::Decimal(None),
            _ => return None,
        },
        _ => return None,
    }))
}

/// How deep types are followed.
const DEEP: usize = 16;

/// What `ty`, written in `module`, is to a column, and whether it may be NULL.
pub(crate) fn column(world: &World, module: usize, ty: &syn::Type) -> (Rust, bool) {
    let mut nullable = false;
    let rust = read(world, module, ty, &mut nullable, 0, 0);
    (rust, nullable)
}

/// `within` counts the arrays and options around.
fn read(
    world: &World,
    module: usize,
    ty: &syn::Type,
    nullable: &mut bool,
    within: usize,
    depth: usize,
) -> Rust {
    if depth > DEEP {
        return Rust::Unknown;
    }
    let read = |ty: &syn::Type, nullable: &mut bool, within| {
        self::read(world, module, ty, nullable, within, depth + 1)
    };
    match ty {
        syn::Type::Group(group) => read(&group.elem, nullable, within),
        syn::Type::Paren(paren) => read(&paren.elem, nullable, within),
        syn::Type::Reference(reference) => read(&reference.elem, nullable, within),
        syn::Type::Array(array) => list(&array.elem, read(&array.elem, &mut false, within + 1)),
        syn::Type::Slice(slice) => list(&slice.elem, read(&slice.elem, &mut false, within + 1)),
        syn::Type::Path(path) if path.qself.is_none() => {
            let names = scope::segments(path.path.segments.iter().map(|segment| &segment.ident));
            let inner = path.path.segments.last().and_then(|segment| argument(&segment.arguments));
            match scope::find(world, module, &names) {
                Found::Item { module, name } => match scope::item(world, module, &name) {
                    Some(Item::Struct(index)) => Rust::Struct(*index),
                    Some(Item::Enum(index)) => Rust::Enum(*index),
                    Some(Item::Domain(index)) => Rust::Domain(*index),
                    Some(Item::Same(ty)) => {
                        self::read(world, module, ty, nullable, within, depth + 1)
                    }
                    Some(Item::Other | Item::Unread(_)) | None => Rust::Unknown,
                },
                Found::External(path) => wrapped(external(&path), inner, nullable, within, read),
                Found::Word(name) => wrapped(word(&name), inner, nullable, within, read),
                Found::Nothing => Rust::Unknown,
            }
        }
        _ => Rust::Unknown,
    }
}

fn wrapped(
    word: Option<Word>,
    inner: Option<&syn::Type>,
    nullable: &mut bool,
    within: usize,
    read: impl Fn(&syn::Type, &mut bool, usize) -> Rust,
) -> Rust {
    match (word, inner) {
        (Some(Word::Type(ty)), _) => Rust::Type(ty),
        (Some(Word::Refused(help)), _) => Rust::Refused(help),
        (Some(Word::Same), Some(inner)) => read(inner, nullable, within),
        (Some(Word::Vec), Some(inner)) => list(inner, read(inner, &mut false, within + 1)),
        (Some(Word::Option), Some(inner)) => {
            if std::mem::replace(nullable, true) && within == 0 {
                return Rust::Refused("a column is NULL or it is not: write one `Option`");
            }
            read(inner, nullable, within)
        }
        (Some(Word::Same | Word::Vec | Word::Option), None) | (None, _) => Rust::Unknown,
    }
}

/// Bytes are no array of small numbers.
fn list(element: &syn::Type, read: Rust) -> Rust {
    let byte = matches!(element, syn::Type::Path(path) if path.path.is_ident("u8"));
    match read {
        _ if byte => Rust::Type(Type::Bytes),
        Rust::Refused(help) => Rust::Refused(help),
        Rust::Unknown => Rust::Unknown,
        Rust::Type(ty) => Rust::Type(Type::Array(Box::new(ty))),
        Rust::Struct(_) => Rust::Unknown,
        other => Rust::Array(Box::new(other)),
    }
}

fn argument(arguments: &PathArguments) -> Option<&syn::Type> {
    match arguments {
        PathArguments::AngleBracketed(list) => {
            list.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
        }
        PathArguments::None | PathArguments::Parenthesized(_) => None,
    }
}

/// The type as it is written.
pub(crate) fn text(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Group(group) => text(&group.elem),
        syn::Type::Paren(paren) => text(&paren.elem),
        syn::Type::Reference(reference) => format!("&{}", text(&reference.elem)),
        syn::Type::Array(array) => format!("[{}; _]", text(&array.elem)),
        syn::Type::Slice(slice) => format!("[{}]", text(&slice.elem)),
        syn::Type::Tuple(tuple) => {
            let parts: Vec<String> = tuple.elems.iter().map(text).collect();
            format!("({})", parts.join(", "))
        }
        syn::Type::Path(path) => {
            let mut written = String::new();
            for segment in &path.path.segments {
                if !written.is_empty() {
                    written.push_str("::");
                }
                written.push_str(&segment.ident.to_string());
                if let PathArguments::AngleBracketed(list) = &segment.arguments {
                    let parts: Vec<String> = list
                        .args
                        .iter()
                        .filter_map(|argument| match argument {
                            GenericArgument::Type(ty) => Some(text(ty)),
                            GenericArgument::Lifetime(lifetime) => {
                                Some(format!("'{}", lifetime.ident))
                            }
                            _ => None,
                        })
                        .collect();
                    written.push_str(&format!("<{}>", parts.join(", ")));
                }
            }
            written
        }
        _ => "_".to_owned(),
    }
}
