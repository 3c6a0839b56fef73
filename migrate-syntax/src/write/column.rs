//! One column as a field, with the keys that are its alone.

use std::collections::BTreeSet;

use migrate::schema::{
    Column, Expr, Identity, IdentityKind, Name, SequenceOptions, Table, Type, name as convention,
};
use migrate_attr::item::snake_case;

use super::{Writer, attribute, documented, name};

impl Writer<'_> {
    /// The field for `column`, with its attribute, without the comma.
    pub(super) fn field(
        &self,
        table: &Table,
        column: &Column,
        taken: &mut BTreeSet<String>,
    ) -> String {
        let ident = name::field(&column.name, taken);
        let kind = self.kind(table, &column.ty);
        let mut words = Vec::new();
        if ident.trim_start_matches("r#") != column.name {
            words.push(format!("name = {:?}", column.name));
        }
        words.extend(self.primary_word(table, column));
        words.extend(column.identity.as_ref().map(identity));
        words.extend(kind.words);
        if let Some(default) = &column.default {
            words.push(self.default(&column.ty, default));
        }
        if let Some(generated) = &column.generated {
            words.push(self.sql("generated", &generated.expr.0));
            if !generated.stored {
                words.push("virtual".to_owned());
            }
        }
        if let Some(collation) = &column.collation {
            words.push(self.sql("collation", collation));
        }
        words.extend(self.own_keys(table, &column.name));
        words.extend(column.comment.iter().map(|comment| format!("comment = {comment:?}")));
        let ty = if column.nullable { format!("Option<{}>", kind.rust) } else { kind.rust };
        let documented = documented(column.comment.as_deref(), "    ");
        format!("{documented}{}    pub {ident}: {ty}", attribute("column", &words, "    "))
    }

    /// `word = "sql"`, said for this dialect alone where there are others and the words may not be theirs.
    pub(super) fn sql(&self, word: &str, sql: &str) -> String {
        let common = self.alone || sql.eq_ignore_ascii_case("current_timestamp");
        match common {
            true => format!("{word} = {sql:?}"),
            false => format!("{word}({} = {sql:?})", self.dialect.name()),
        }
    }

    pub(super) fn default(&self, ty: &Type, default: &Expr) -> String {
        literal(ty, &default.0).map_or_else(
            || self.sql("default_sql", &default.0),
            |literal| format!("default = {literal}"),
        )
    }

    fn primary_word(&self, table: &Table, column: &Column) -> Option<String> {
        let key = table.primary_key.as_ref()?;
        let alone = key.columns == [column.name.as_str()];
        if !alone || !key.include.is_empty() || key.deferrable.is_some() {
            return None;
        }
        let usual = convention::primary_key(&table.name.name);
        Some(match key.name.as_ref().filter(|name| **name != usual) {
            Some(name) => format!("primary_key(name = {name:?})"),
            None => "primary_key".to_owned(),
        })
    }
}

/// The default as a literal of Rust, if it is one of those that mean the same.
fn literal(ty: &Type, sql: &str) -> Option<String> {
    let number =
        sql.strip_prefix("'").and_then(|rest| rest.split_once("'::")).map_or(sql, |one| one.0);
    let digits = number.strip_prefix('-').unwrap_or(number);
    let whole = !digits.is_empty() && digits.chars().all(|one| one.is_ascii_digit());
    match ty {
        Type::Boolean => {
            let word = sql.to_ascii_lowercase();
            matches!(word.as_str(), "true" | "false").then_some(word)
        }
        Type::SmallInt | Type::Integer | Type::BigInt if whole => Some(number.to_owned()),
        Type::Raw(words) if words == "INTEGER" && whole => Some(number.to_owned()),
        Type::Text | Type::Varchar(_) | Type::Named(_) => text(sql),
        Type::Raw(words) if words == "TEXT" => text(sql),
        _ => None,
    }
}

/// A string of SQL, with the cast that a server adds or without, as one of Rust.
fn text(sql: &str) -> Option<String> {
    let inner = sql.strip_prefix('\'')?;
    let (mut end, mut value) = (None, String::new());
    let mut letters = inner.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter != '\'' {
            value.push(letter);
        } else if letters.next_if(|(_, next)| *next == '\'').is_some() {
            value.push('\'');
        } else {
            end = Some(at + 1);
            break;
        }
    }
    let rest = inner.get(end?..)?;
    let cast = rest
        .strip_prefix("::")
        .is_some_and(|ty| !ty.contains(['(', '\'', ' ']) || ty == "character varying");
    ((rest.is_empty() || cast) && !value.trim().is_empty()).then(|| format!("{value:?}"))
}

fn identity(identity: &Identity) -> String {
    let SequenceOptions { start, increment, min, max, cache, cycle } = &identity.options;
    let mut words = Vec::new();
    match identity.kind {
        IdentityKind::ByDefault => {}
        IdentityKind::Always => words.push("always".to_owned()),
        IdentityKind::Serial => words.push("serial".to_owned()),
    }
    let options =
        [("start", start), ("increment", increment), ("min", min), ("max", max), ("cache", cache)];
    words.extend(
        options.iter().filter_map(|(word, value)| value.map(|value| format!("{word} = {value}"))),
    );
    if *cycle {
        words.push("cycle".to_owned());
    }
    if let Some(Name { name, .. }) = &identity.sequence {
        words.push(format!("sequence = {name:?}"));
    }
    match words.as_slice() {
        [] => "auto".to_owned(),
        words => format!("identity({})", words.join(", ")),
    }
}

/// Whether a name can stand in a list of columns without quotes.
pub(super) fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_')
        && name != "_"
        && !snake_case(name).is_empty()
}
