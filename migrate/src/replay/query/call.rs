//! What functions give: those that PostgreSQL brings along, and those that the history itself has made.

use super::known::{bare, has_collation, is_text, is_whole, rank};
use super::{Frame, Known, Reader};
use crate::replay::canon;
use crate::replay::cursor::Cursor;
use crate::replay::expr::Node;
use crate::schema::Type;
use crate::split::lex::Token;

impl Reader<'_, '_> {
    /// What the function of that name gives for arguments that are still words.
    pub(super) fn called(&self, name: &str, arguments: &[Token<'_>], frame: &Frame<'_>) -> Known {
        if !self.types {
            return Known::Nothing;
        }
        let dialect = self.world.dialect;
        let given = super::item::split(arguments).into_iter().filter(|tokens| !tokens.is_empty());
        let given = given.map(|tokens| match canon::node(dialect, tokens) {
            Some(node @ (Node::Plain(_) | Node::Cast { .. } | Node::Call { .. })) => {
                self.node(&node, frame)
            }
            _ => self.value(tokens, frame),
        });
        let given: Vec<Known> = given.collect();
        self.call(name, &given)
    }

    /// What the function of that name gives.
    pub(super) fn call(&self, name: &str, given: &[Known]) -> Known {
        let name = name.strip_prefix("pg_catalog.").unwrap_or(name);
        match name {
            "coalesce" | "greatest" | "least" => return self.common(given),
            "nullif" => return self.nullif(given),
            _ => {}
        }
        if let Some(own) = self.own_function(name) {
            return own;
        }
        let collation = given.iter().find_map(|known| known.collation()).cloned();
        let base = |known: &Known| known.ty().map(|ty| self.base(&bare(ty.clone())));
        let types: Vec<Option<Type>> = given.iter().map(base).collect();
        let first = types.first().cloned().flatten();
        let found = result(name).or_else(|| depends(name, first.as_ref(), &types));
        match found {
            Some(ty) if has_collation(&ty) => Known::Type(ty, collation),
            Some(ty) => Known::of(ty),
            None => Known::Nothing,
        }
    }

    /// The first of two values, as it is compared with the second.
    fn nullif(&self, given: &[Known]) -> Known {
        let [Known::Type(ty, collation), other] = given else { return Known::Nothing };
        let base = self.base(ty);
        let stays = !is_whole(&base) || other.ty().is_none_or(|other| is_whole(&self.base(other)));
        match base {
            Type::Varchar(_) => Known::Type(Type::Text, collation.clone()),
            Type::Raw(words) if words == "character varying" => {
                Known::Type(Type::Text, collation.clone())
            }
            base if stays => Known::Type(base, collation.clone()),
            _ => Known::Nothing,
        }
    }

    /// What a function of the history gives; `None` if it has none of that name.
    fn own_function(&self, name: &str) -> Option<Known> {
        let (dialect, functions) = (self.world.dialect, &self.world.schema.functions);
        let written = Cursor::new(dialect, name).name().ok()?;
        let named = functions.values().filter(|function| {
            let bare = function.name.name.split_once('(').map_or("", |(bare, _)| bare);
            bare == written.name
        });
        let mut found: Option<Known> = None;
        for function in named {
            let own = self.returned(&function.sql).map_or(Known::Nothing, Known::of);
            if found.as_ref().is_some_and(|found| *found != own) {
                return Some(Known::Nothing);
            }
            found = Some(own);
        }
        found
    }

    /// The type after `RETURNS`.
    fn returned(&self, sql: &str) -> Option<Type> {
        const AFTER: [&str; 20] = [
            "AS",
            "LANGUAGE",
            "TRANSFORM",
            "WINDOW",
            "IMMUTABLE",
            "STABLE",
            "VOLATILE",
            "NOT",
            "LEAKPROOF",
            "CALLED",
            "RETURNS",
            "STRICT",
            "EXTERNAL",
            "SECURITY",
            "PARALLEL",
            "COST",
            "ROWS",
            "SUPPORT",
            "SET",
            "RETURN",
        ];
        let mut cursor = Cursor::new(self.world.dialect, sql);
        cursor.until(|_, token| token.is("RETURNS"));
        cursor.expect("RETURNS").ok()?;
        if cursor.eat("SETOF") || cursor.is("TABLE") {
            return None;
        }
        let begin = cursor.peek()?.offset;
        let words =
            cursor.until(|_, token| AFTER.iter().any(|word| token.is(word)) || token.is("BEGIN"));
        let ty = self.world.ty(sql.get(begin..words.last()?.end())?);
        let is_pseudo = matches!(&ty, Type::Raw(words) if ["void", "record", "trigger"].contains(&words.as_str()))
            || matches!(&ty, Type::Named(name) if name.name.starts_with("any"));
        (!is_pseudo).then(|| bare(ty))
    }
}

/// What a function gives whatever it is given.
fn result(function: &str) -> Option<Type> {
    Some(match function {
        "initcap"
        | "btrim"
        | "ltrim"
        | "rtrim"
        | "left"
        | "right"
        | "translate"
        | "concat"
        | "concat_ws"
        | "md5"
        | "lpad"
        | "rpad"
        | "reverse"
        | "repeat"
        | "split_part"
        | "to_char"
        | "jsonb_typeof"
        | "json_typeof"
        | "regexp_replace"
        | "format"
        | "encode"
        | "chr"
        | "quote_literal"
        | "quote_ident"
        | "to_hex"
        | "array_to_string"
        | "jsonb_extract_path_text"
        | "json_extract_path_text"
        | "jsonb_pretty"
        | "regexp_split_to_table"
        | "jsonb_array_elements_text"
        | "json_array_elements_text"
        | "jsonb_object_keys"
        | "json_object_keys"
        | "timeofday"
        | "version" => Type::Text,
        "length" | "char_length" | "character_length" | "octet_length" | "bit_length"
        | "position" | "strpos" | "array_length" | "array_upper" | "array_lower"
        | "array_ndims" | "cardinality" | "ascii" | "jsonb_array_length" | "json_array_length"
        | "num_nonnulls" | "num_nulls" | "ntile" | "hashtext" => Type::Integer,
        "count" | "row_number" | "rank" | "dense_rank" | "nextval" | "currval" | "setval"
        | "lastval" => Type::BigInt,
        "starts_with" | "isfinite" | "isempty" | "bool_and" | "bool_or" | "every"
        | "jsonb_path_exists" => Type::Boolean,
        "extract" => Type::Decimal(None),
        "date_part" | "percent_rank" | "cume_dist" | "pi" => Type::Double,
        "statement_timestamp" | "clock_timestamp" | "transaction_timestamp" | "now" => {
            Type::TimestampTz
        }
        "to_date" | "make_date" => Type::Date,
        "make_timestamp" => Type::Timestamp,
        "make_timestamptz" | "to_timestamp" => Type::TimestampTz,
        "age" | "make_interval" | "justify_days" | "justify_hours" | "justify_interval" => {
            Type::Raw("interval".to_owned())
        }
        "gen_random_uuid" | "uuid_generate_v1" | "uuid_generate_v4" | "uuidv7" => Type::Uuid,
        "to_jsonb"
        | "jsonb_build_object"
        | "jsonb_build_array"
        | "jsonb_agg"
        | "jsonb_set"
        | "jsonb_object_agg"
        | "jsonb_strip_nulls"
        | "jsonb_insert"
        | "jsonb_extract_path"
        | "jsonb_array_elements" => Type::Json,
        "to_json"
        | "json_build_object"
        | "json_build_array"
        | "json_agg"
        | "json_object_agg"
        | "row_to_json"
        | "array_to_json"
        | "json_array_elements" => Type::Raw("json".to_owned()),
        "decode" | "sha256" | "sha512" => Type::Bytes,
        "regexp_match" | "regexp_matches" | "string_to_array" | "regexp_split_to_array" => {
            Type::Array(Box::new(Type::Text))
        }
        "to_tsvector" | "setweight" => Type::Raw("tsvector".to_owned()),
        "to_tsquery" | "plainto_tsquery" | "phraseto_tsquery" | "websearch_to_tsquery" => {
            Type::Raw("tsquery".to_owned())
        }
        _ => return None,
    })
}

/// What a function gives that depends on what it is given; a literal has no type.
fn depends(function: &str, first: Option<&Type>, all: &[Option<Type>]) -> Option<Type> {
    let whole = |ty: &&Type| is_whole(ty);
    match function {
        // Ranges have bounds, bytes have parts.
        "lower" | "upper" | "substring" | "substr" | "replace" | "trim" => {
            (first.is_none_or(is_text)).then_some(Type::Text)
        }
        "min" | "max" => first.map(|ty| match ty {
            Type::Raw(words) if words == "character varying" => Type::Text,
            ty => ty.clone(),
        }),
        "string_agg" => match first {
            Some(Type::Bytes) => Some(Type::Bytes),
            _ => Some(Type::Text),
        },
        "sum" => match first? {
            Type::SmallInt | Type::Integer => Some(Type::BigInt),
            Type::BigInt | Type::Decimal(_) => Some(Type::Decimal(None)),
            ty @ (Type::Real | Type::Double) => Some(ty.clone()),
            ty => is_interval(ty).then(|| ty.clone()),
        },
        "avg" | "stddev" | "variance" | "stddev_pop" | "stddev_samp" | "var_pop" | "var_samp" => {
            match first? {
                Type::SmallInt | Type::Integer | Type::BigInt | Type::Decimal(_) => {
                    Some(Type::Decimal(None))
                }
                Type::Real | Type::Double => Some(Type::Double),
                ty => (is_interval(ty) && function == "avg").then(|| ty.clone()),
            }
        }
        "lag" | "lead" if all.len() > 2 => None,
        "lag" | "lead" | "first_value" | "last_value" | "nth_value" | "abs" | "bit_and"
        | "bit_or" | "array_append" | "array_remove" | "array_replace" => first.cloned(),
        "array_prepend" => all.get(1).cloned().flatten(),
        "array_cat" => {
            first.filter(|one| all.get(1).is_some_and(|other| other.as_ref() == Some(one))).cloned()
        }
        "array_agg" => first.map(|ty| match ty {
            Type::Array(_) => ty.clone(),
            ty => Type::Array(Box::new(ty.clone())),
        }),
        "unnest" => match first? {
            Type::Array(element) => Some((**element).clone()),
            _ => None,
        },
        "round" | "floor" | "ceil" | "ceiling" | "trunc" | "sign" | "sqrt" | "exp" | "ln"
        | "log" | "power" | "pow" => {
            let types: Option<Vec<&Type>> = all.iter().map(Option::as_ref).collect();
            let types = types?;
            if types.iter().any(|ty| rank(ty).is_none()) {
                return None;
            }
            let exact = types.iter().any(|ty| matches!(ty, Type::Decimal(_)))
                || (matches!(function, "round" | "trunc") && types.len() == 2);
            let inexact = types.iter().any(|ty| matches!(ty, Type::Real | Type::Double));
            Some(if exact && !inexact { Type::Decimal(None) } else { Type::Double })
        }
        "mod" => {
            let other = all.get(1).and_then(Option::as_ref).filter(whole);
            super::known::wider(first.filter(whole)?, other?)
        }
        "div" => Some(Type::Decimal(None)),
        "random" => all.is_empty().then_some(Type::Double),
        "date_trunc" => match all.get(1)?.as_ref()? {
            Type::Timestamp => Some(Type::Timestamp),
            Type::Date | Type::TimestampTz => Some(Type::TimestampTz),
            ty => is_interval(ty).then(|| ty.clone()),
        },
        "timezone" => match all.get(1)?.as_ref()? {
            Type::Timestamp => Some(Type::TimestampTz),
            Type::TimestampTz => Some(Type::Timestamp),
            _ => None,
        },
        "generate_series" => match first? {
            ty @ (Type::Integer | Type::BigInt | Type::Decimal(_)) => {
                let same = all.iter().all(|other| other.as_ref() == Some(ty));
                same.then(|| ty.clone())
            }
            ty @ (Type::Timestamp | Type::TimestampTz) => Some(ty.clone()),
            Type::Date => Some(Type::TimestampTz),
            _ => None,
        },
        _ => None,
    }
}

fn is_interval(ty: &Type) -> bool {
    matches!(ty, Type::Raw(words) if words == "interval")
}
