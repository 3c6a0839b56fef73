//! Types of parts of an expression, as far as they decide what a server makes of a literal beside them.

use super::Scope;
use crate::schema::Type;

/// What is known of the type of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Known {
    /// It is this.
    Type(Type),
    /// A literal or NULL, which becomes what it is wanted as.
    Literal,
    /// Nothing.
    Nothing,
}

impl Known {
    /// What values of these become where one of them is taken.
    pub(super) fn common<'k>(all: impl Iterator<Item = &'k Known>) -> Known {
        let mut common = Known::Literal;
        for known in all {
            common = match (common, known) {
                (Known::Nothing, _) | (_, Known::Nothing) => return Known::Nothing,
                (Known::Literal, other) => other.clone(),
                (common, Known::Literal) => common,
                (Known::Type(one), Known::Type(other)) => match wider(&one, other) {
                    Some(ty) => Known::Type(ty),
                    None => return Known::Nothing,
                },
            };
        }
        common
    }

    /// What its elements are, if it is an array.
    pub(super) fn element(&self) -> Known {
        match self {
            Known::Type(Type::Array(element)) => Known::Type((**element).clone()),
            Known::Type(_) | Known::Literal | Known::Nothing => Known::Nothing,
        }
    }
}

/// The type that values of both have in common.
fn wider(one: &Type, other: &Type) -> Option<Type> {
    if one == other {
        return Some(one.clone());
    }
    let (rank, other_rank) = (rank(one)?, self::rank(other)?);
    Some(if rank > other_rank { one.clone() } else { other.clone() })
}

fn rank(ty: &Type) -> Option<u8> {
    Some(match ty {
        Type::SmallInt => 0,
        Type::Integer => 1,
        Type::BigInt => 2,
        Type::Decimal(_) => 3,
        Type::Real => 4,
        Type::Double => 5,
        _ => return None,
    })
}

/// Whether it is a kind of number.
pub(super) fn is_number(ty: &Type) -> bool {
    rank(ty).is_some()
}

/// Whether it is a kind of whole number.
pub(super) fn is_whole(ty: &Type) -> bool {
    rank(ty).is_some_and(|rank| rank < 3)
}

/// Whether a cast to the type of that name makes a number, of any size.
pub(super) fn names_number(ty: &str) -> bool {
    ["smallint", "integer", "bigint", "numeric", "real", "double precision"].contains(&ty)
}

/// What a computation of these gives.
pub(super) fn computed(operator: &str, left: &Known, right: &Known) -> Known {
    match (left, right) {
        (Known::Type(one), Known::Type(other)) => match (wider(one, other), one, other) {
            (_, Type::Date, Type::Date) if operator == "-" => Known::Type(Type::Integer),
            (_, Type::Date, other) if is_whole(other) => Known::Type(Type::Date),
            (_, Type::Timestamp | Type::TimestampTz, Type::Raw(words)) if words == "interval" => {
                left.clone()
            }
            (Some(ty), one, _) if is_number(one) => Known::Type(ty),
            _ => Known::Nothing,
        },
        _ => Known::Nothing,
    }
}

/// What a function of that name gives, where that does not depend on what it is given.
pub(super) fn result(function: &str) -> Option<Type> {
    Some(match function {
        "lower" | "upper" | "initcap" | "btrim" | "ltrim" | "rtrim" | "left" | "right"
        | "substring" | "substr" | "replace" | "translate" | "concat" | "concat_ws" | "md5"
        | "lpad" | "rpad" | "reverse" | "repeat" | "split_part" | "to_char" | "jsonb_typeof"
        | "json_typeof" | "regexp_replace" | "format" | "encode" => Type::Text,
        "length" | "char_length" | "character_length" | "octet_length" | "bit_length"
        | "position" | "strpos" | "array_length" | "cardinality" | "ascii"
        | "jsonb_array_length" | "json_array_length" => Type::Integer,
        "starts_with" | "isfinite" | "isempty" => Type::Boolean,
        "extract" => Type::Decimal(None),
        "date_part" | "random" => Type::Double,
        "nextval" => Type::BigInt,
        "statement_timestamp" | "clock_timestamp" | "to_timestamp" => Type::TimestampTz,
        "gen_random_uuid" | "uuid_generate_v4" | "uuidv7" => Type::Uuid,
        "to_jsonb" | "jsonb_build_object" | "jsonb_build_array" => Type::Json,
        _ => return None,
    })
}

impl Scope<'_> {
    /// The type that operators see: no lengths, no domains, one type for texts of any length.
    pub(super) fn base(&self, ty: &Type) -> Type {
        match ty {
            Type::Varchar(_) => Type::Text,
            Type::Raw(words) if words == "character varying" => Type::Text,
            Type::Char(_) => Type::Raw("bpchar".to_owned()),
            Type::Decimal(_) => Type::Decimal(None),
            Type::Array(element) => Type::Array(Box::new(self.base(element))),
            Type::Named(name) => match self.domains.get(name) {
                Some(domain) if domain.ty != *ty => self.base(&domain.ty),
                Some(_) | None => ty.clone(),
            },
            other => other.clone(),
        }
    }
}

/// Whether a cast to it may change a value of the same kind: it cuts or rounds.
pub(super) fn is_sized(ty: &Type) -> bool {
    match ty {
        Type::Varchar(_) | Type::Char(_) | Type::Decimal(Some(_)) => true,
        Type::Raw(words) => words.contains('('),
        Type::Array(element) => is_sized(element),
        _ => false,
    }
}
