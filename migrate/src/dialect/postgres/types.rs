//! PostgreSQL's types: from text to value and back, in the spelling of its own `format_type`. What becomes of whole
//! tables stands in `lower.rs`, what unnamed constraints are called in `name.rs`.

mod lower;
mod name;
mod token;

pub(super) use lower::lower;
#[cfg(feature = "replay")]
pub(super) use lower::standard_options;
#[cfg(feature = "replay")]
pub(super) use name::not_null_name;
pub(super) use name::{name_constraints, sequence_name};

use super::super::qualified;
use super::Postgres;
use crate::schema::{Name, Type};
use token::{Token, array_element, tokens};

/// Built-in types that have no portable name and take their own words as they are.
const BUILT_IN: [&str; 62] = [
    "aclitem",
    "box",
    "cid",
    "cidr",
    "circle",
    "datemultirange",
    "daterange",
    "inet",
    "int2vector",
    "int4multirange",
    "int4range",
    "int8multirange",
    "int8range",
    "json",
    "jsonpath",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "nummultirange",
    "numrange",
    "oid",
    "oidvector",
    "path",
    "pg_lsn",
    "pg_snapshot",
    "point",
    "polygon",
    "refcursor",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "smallserial",
    "serial",
    "bigserial",
    "tid",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "unknown",
    "void",
    "xid",
    "xid8",
    "xml",
    "anyarray",
    "record",
    "trigger",
    "cstring",
];

/// The type that `sql` means. Words that are no built-in type are a name: an enum, a domain or an extension's type.
pub(super) fn parse(sql: &str) -> Type {
    let mut tokens = tokens(sql);
    if let Some(element) = array_element(&mut tokens) {
        return array(named(sql, element));
    }
    named(sql, tokens)
}

/// An array of `element`: PostgreSQL does not tell one of two dimensions from one of one.
fn array(element: Type) -> Type {
    match element {
        Type::Array(_) => element,
        other => Type::Array(Box::new(other)),
    }
}

/// The type of tokens without array marks; `sql` is what they were read from.
fn named(sql: &str, mut tokens: Vec<Token>) -> Type {
    if tokens.starts_with(&[Token::Word("pg_catalog".into()), Token::Dot]) {
        tokens.drain(..2);
    }
    let mut words = Vec::new();
    let mut arguments = Vec::new();
    for token in &tokens {
        match token {
            Token::Word(word) => words.push(word.as_str()),
            Token::Arguments(inside) => arguments.extend(inside.split(',').map(str::trim)),
            Token::Quoted(_) | Token::Dot | Token::Brackets | Token::Other(_) => {
                return other(sql, &tokens);
            }
        }
    }
    let text = words.join(" ");
    let numbers: Option<Vec<i32>> =
        arguments.iter().map(|argument| argument.parse().ok()).collect();
    numbers.and_then(|numbers| built_in(&text, &numbers)).unwrap_or_else(|| other(sql, &tokens))
}

/// A type that PostgreSQL brings along.
fn built_in(words: &str, numbers: &[i32]) -> Option<Type> {
    let ty = match (words, numbers) {
        ("bool" | "boolean", []) => Type::Boolean,
        ("int2" | "smallint", []) => Type::SmallInt,
        ("int" | "int4" | "integer", []) => Type::Integer,
        ("int8" | "bigint", []) => Type::BigInt,
        ("float4" | "real", []) | ("float", [1..=24]) => Type::Real,
        ("float8" | "double precision" | "float", []) | ("float", [25..=53]) => Type::Double,
        ("numeric" | "decimal" | "dec", []) => Type::Decimal(None),
        ("numeric" | "decimal" | "dec", [precision]) => {
            Type::Decimal(Some((u32::try_from(*precision).ok()?, 0)))
        }
        ("numeric" | "decimal" | "dec", [precision, scale]) => {
            Type::Decimal(Some((u32::try_from(*precision).ok()?, *scale)))
        }
        ("text", []) => Type::Text,
        ("bytea", []) => Type::Bytes,
        ("date", []) => Type::Date,
        ("uuid", []) => Type::Uuid,
        ("jsonb", []) => Type::Json,
        ("bpchar", []) => Type::Raw("bpchar".into()),
        ("serial2", []) => Type::Raw("smallserial".into()),
        ("serial4", []) => Type::Raw("serial".into()),
        ("serial8", []) => Type::Raw("bigserial".into()),
        (words, numbers) => {
            return text(words, numbers)
                .or_else(|| moment(words, numbers))
                .or_else(|| bare(words, numbers));
        }
    };
    Some(ty)
}

/// Kinds of text and of bit strings, which have lengths.
fn text(words: &str, numbers: &[i32]) -> Option<Type> {
    let length = match numbers {
        [] => None,
        [length] => Some(u32::try_from(*length).ok()?),
        _ => return None,
    };
    let words = words.strip_prefix("national ").unwrap_or(words);
    let ty = match (words, length) {
        ("varchar" | "character varying" | "char varying" | "nchar varying", Some(length)) => {
            Type::Varchar(length)
        }
        ("varchar" | "character varying" | "char varying" | "nchar varying", None) => {
            Type::Raw("character varying".into())
        }
        ("char" | "character" | "nchar", length) => Type::Char(length.unwrap_or(1)),
        ("bpchar", Some(length)) => Type::Char(length),
        ("bit", length) => Type::Raw(format!("bit({})", length.unwrap_or(1))),
        ("varbit" | "bit varying", Some(length)) => Type::Raw(format!("bit varying({length})")),
        ("varbit" | "bit varying", None) => Type::Raw("bit varying".into()),
        _ => return None,
    };
    Some(ty)
}

/// Times, moments and intervals, which have precisions.
fn moment(words: &str, numbers: &[i32]) -> Option<Type> {
    let precision = match numbers {
        [] => String::new(),
        [precision] => format!("({precision})"),
        _ => return None,
    };
    let (base, zone) = match words {
        "time" | "time without time zone" => ("time", "without"),
        "timetz" | "time with time zone" => ("time", "with"),
        "timestamp" | "timestamp without time zone" => ("timestamp", "without"),
        "timestamptz" | "timestamp with time zone" => ("timestamp", "with"),
        interval if interval == "interval" || interval.starts_with("interval ") => {
            return Some(Type::Raw(format!("{interval}{precision}")));
        }
        _ => return None,
    };
    Some(match (base, zone, precision.as_str()) {
        ("time", "without", "") => Type::Time,
        ("timestamp", "without", "") => Type::Timestamp,
        ("timestamp", "with", "") => Type::TimestampTz,
        (base, zone, precision) => Type::Raw(format!("{base}{precision} {zone} time zone")),
    })
}

/// The rest of the built-in types, and the catalog's own names of their arrays.
fn bare(words: &str, numbers: &[i32]) -> Option<Type> {
    if !numbers.is_empty() {
        return None;
    }
    if let Some(element) = words.strip_prefix('_').filter(|element| !element.starts_with('_')) {
        return built_in(element, &[]).map(array);
    }
    BUILT_IN.contains(&words).then(|| Type::Raw(words.to_owned()))
}

/// A type by name: `mood`, `app.mood`, `"Mood"`; with arguments, or made of other things, its own words.
fn other(sql: &str, tokens: &[Token]) -> Type {
    let (tokens, arguments) = match tokens {
        [before @ .., Token::Arguments(inside)] => (before, Some(inside)),
        all => (all, None),
    };
    let name = match tokens {
        [Token::Word(name) | Token::Quoted(name)] => Name::new(name.clone()),
        [
            Token::Word(namespace) | Token::Quoted(namespace),
            Token::Dot,
            Token::Word(name) | Token::Quoted(name),
        ] => {
            match namespace.as_str() {
                "public" => Name::new(name.clone()),
                // The one-byte type `"char"` is all that is left to be quoted here.
                "pg_catalog" => return Type::Raw(super::super::Dialect::quote(&Postgres, name)),
                _ => Name::within(namespace.clone(), name.clone()),
            }
        }
        _ => return Type::Raw(sql.split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    if tokens == [Token::Quoted("char".into())] {
        return Type::Raw("\"char\"".into());
    }
    match arguments {
        None => Type::Named(name),
        Some(inside) => {
            let arguments: Vec<&str> = inside.split(',').map(str::trim).collect();
            Type::Raw(format!("{}({})", bare_name(&name), arguments.join(",")))
        }
    }
}

/// A name with quotes only where the folding to lower case would change it.
fn bare_name(name: &Name) -> String {
    let part = |text: &str| {
        let plain = text.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
            && text
                .chars()
                .all(|other| other.is_ascii_lowercase() || other.is_ascii_digit() || other == '_');
        if plain { text.to_owned() } else { super::super::Dialect::quote(&Postgres, text) }
    };
    match &name.namespace {
        Some(namespace) => format!("{}.{}", part(namespace), part(&name.name)),
        None => part(&name.name),
    }
}

/// The type as SQL.
pub(super) fn render(ty: &Type) -> String {
    match ty {
        Type::Boolean => "boolean".into(),
        Type::SmallInt => "smallint".into(),
        Type::Integer => "integer".into(),
        Type::BigInt => "bigint".into(),
        Type::Real => "real".into(),
        Type::Double => "double precision".into(),
        Type::Decimal(None) => "numeric".into(),
        Type::Decimal(Some((precision, scale))) => format!("numeric({precision},{scale})"),
        Type::Text => "text".into(),
        Type::Varchar(length) => format!("character varying({length})"),
        Type::Char(length) => format!("character({length})"),
        Type::Bytes => "bytea".into(),
        Type::Date => "date".into(),
        Type::Time => "time without time zone".into(),
        Type::Timestamp => "timestamp without time zone".into(),
        Type::TimestampTz => "timestamp with time zone".into(),
        Type::Uuid => "uuid".into(),
        Type::Json => "jsonb".into(),
        Type::Named(name) => qualified(&Postgres, name),
        Type::Array(element) => format!("{}[]", render(element.element())),
        Type::Raw(words) => words.clone(),
    }
}

#[cfg(test)]
mod tests {
    //! Each spelling that people use, against what `format_type` says of it.

    use super::{parse, render};
    use crate::schema::{Name, Type};

    #[test]
    fn every_spelling_is_one_type() {
        for (spellings, canonical) in [
            ("int|INT4|integer|pg_catalog.int4", "integer"),
            ("DECIMAL(10, 2)|numeric( 10 ,2 )|dec(10,2)", "numeric(10,2)"),
            ("numeric(7)", "numeric(7,0)"),
            ("VARCHAR(20)|character  varying (20)|CHAR VARYING(20)", "character varying(20)"),
            ("varchar|VARCHAR", "character varying"),
            ("char|character|CHAR(1)|bpchar(1)", "character(1)"),
            ("bpchar", "bpchar"),
            ("\"char\"|pg_catalog.\"char\"", "\"char\""),
            ("float|float8|FLOAT(53)|double precision", "double precision"),
            ("float4|real|float(24)", "real"),
            ("timestamp|TIMESTAMP WITHOUT TIME ZONE", "timestamp without time zone"),
            ("timestamptz|timestamp with time zone", "timestamp with time zone"),
            (
                "timestamptz(3)|timestamp(3) with time zone|TIMESTAMP (3) WITH TIME ZONE",
                "timestamp(3) with time zone",
            ),
            ("timetz|time with time zone", "time with time zone"),
            ("time(0)", "time(0) without time zone"),
            ("interval day to second(3)", "interval day to second(3)"),
            ("interval(3)", "interval(3)"),
            ("bit|bit(1)", "bit(1)"),
            ("varbit(5)|bit varying(5)", "bit varying(5)"),
            ("json", "json"),
            ("jsonb|pg_catalog.jsonb", "jsonb"),
            ("int[]|_int4|integer ARRAY|int[3]|integer[][]", "integer[]"),
            ("varchar(3)[]", "character varying(3)[]"),
            ("Mood|mood|public.mood|\"mood\"", "\"mood\""),
            ("\"Mood\"[]", "\"Mood\"[]"),
            ("app.\"Mo\"\"od\"", "\"app\".\"Mo\"\"od\""),
            ("geometry(Point, 4326)|public.geometry(Point,4326)", "geometry(Point,4326)"),
        ] {
            for spelling in spellings.split('|') {
                let ty = parse(spelling);
                assert_eq!(render(&ty), canonical, "{spelling}: {ty:?}");
                assert_eq!(parse(&render(&ty)), ty, "{spelling}");
            }
        }
        assert_eq!(parse("app.mood"), Type::Named(Name::within("app", "mood")));
        assert_eq!(parse("inet"), Type::Raw("inet".into()));
    }

    #[test]
    fn no_text_is_too_odd() {
        for odd in [
            "",
            "(",
            "[",
            "\"",
            ".",
            "int(",
            "numeric(-1)",
            "varchar(99999999999)",
            "a.b.c",
            "[]",
            "é[",
            "()",
        ] {
            let ty = parse(odd);
            assert_eq!(parse(&render(&ty)), ty, "{odd}");
        }
    }
}
