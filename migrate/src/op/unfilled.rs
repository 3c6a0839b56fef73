//! Columns that hold nothing but NULL, since the same ops have just added them: what keys and checks over them cannot meet.

use std::collections::BTreeSet;

use super::hazard::change_hazards;
use super::{Change, Op, text};
use crate::schema::{Check, Column, IndexKey, Name, Schema, Type};

/// The columns, by table, that ops so far have added and not filled.
#[derive(Debug, Default)]
pub(crate) struct Unfilled(BTreeSet<(Name, String)>);

/// Functions that are NULL when what they are given is.
const STRICT: [&str; 12] = [
    "abs",
    "btrim",
    "char_length",
    "date",
    "length",
    "lower",
    "ltrim",
    "octet_length",
    "round",
    "rtrim",
    "trim",
    "upper",
];

/// Words of conditions that are NULL when their operands are.
const PASSING: [&str; 9] = ["and", "or", "not", "in", "between", "like", "ilike", "any", "array"];

impl Unfilled {
    /// Follows an op that meets `schema`; which sentences of its hazards speak of what cannot be.
    pub(crate) fn follow(&mut self, op: &Op, schema: &Schema) -> Vec<String> {
        let mut void = Vec::new();
        match op {
            Op::RenameTable { previous, next } => {
                let held = std::mem::take(&mut self.0);
                self.0 = held
                    .into_iter()
                    .map(|(table, column)| {
                        (if table == *previous { next.clone() } else { table }, column)
                    })
                    .collect();
            }
            Op::AlterTable { table, changes } => {
                for change in changes {
                    if self.cannot_meet(table, change) {
                        void.extend(change_hazards(table, change));
                    }
                    self.note(table, change, schema);
                }
            }
            _ => {}
        }
        void
    }

    fn has(&self, table: &Name, column: &str) -> bool {
        self.0.contains(&(table.clone(), column.to_owned()))
    }

    fn note(&mut self, table: &Name, change: &Change, schema: &Schema) {
        let key = |column: &str| (table.clone(), column.to_owned());
        match change {
            Change::AddColumn { column, backfill: None, .. } if is_null(column, schema) => {
                self.0.insert(key(&column.name));
            }
            Change::RenameColumn { previous, next } if self.0.remove(&key(previous)) => {
                self.0.insert(key(next));
            }
            Change::DropColumn { column, .. } => {
                self.0.remove(&key(&column.name));
            }
            Change::AlterColumn { previous, .. } => {
                self.0.remove(&key(&previous.name));
            }
            _ => {}
        }
    }

    /// Whether rows hold nothing that a key or check could refuse.
    fn cannot_meet(&self, table: &Name, change: &Change) -> bool {
        let has = |column: &String| self.has(table, column);
        match change {
            Change::AddUnique(key) => !key.nulls_not_distinct && key.columns.iter().any(has),
            Change::AddIndex(index) => {
                let is_null = |key: &IndexKey| matches!(key, IndexKey::Column(name) if has(name));
                !index.nulls_not_distinct && index.parts.iter().any(|part| is_null(&part.key))
            }
            Change::AddForeignKey(key) => match key.match_full {
                true => key.columns.iter().all(has),
                false => key.columns.iter().any(has),
            },
            Change::AddCheck(check) => self.passes(table, check),
            _ => false,
        }
    }

    /// Whether a check over such columns is NULL, which passes.
    fn passes(&self, table: &Name, check: &Check) -> bool {
        let tokens: Vec<text::Token<'_>> = text::tokens(&check.expr.0)
            .into_iter()
            .filter(|token| !matches!(token.kind, text::Kind::Space | text::Kind::Comment))
            .collect();
        let names = |token: &text::Token<'_>| {
            self.0.iter().any(|(of, column)| of == table && token.is(column))
        };
        // Each part between AND and OR must be NULL by itself.
        let part = |tokens: &[text::Token<'_>]| tokens.iter().any(names);
        tokens.iter().enumerate().all(|(at, token)| {
            let is_called = tokens.get(at + 1).is_some_and(|next| next.text == "(");
            !matches!(token.kind, text::Kind::Word | text::Kind::Quoted)
                || PASSING.iter().any(|word| token.is(word))
                || (is_called && STRICT.iter().any(|word| token.is(word)))
                || (!is_called && names(token))
        }) && parts(&tokens).into_iter().all(part)
    }
}

/// What stands between the words AND and OR; `BETWEEN` takes one AND.
fn parts<'t, 's>(tokens: &'t [text::Token<'s>]) -> Vec<&'t [text::Token<'s>]> {
    let mut parts = Vec::new();
    let (mut from, mut between) = (0, false);
    for (at, token) in tokens.iter().enumerate() {
        between |= token.is("between");
        let is_and = token.is("and") && !std::mem::take(&mut between);
        if is_and || token.is("or") {
            parts.push(&tokens[from..at]);
            from = at + 1;
        }
    }
    parts.push(&tokens[from..]);
    parts
}

/// Whether a column that is added holds NULL in every row.
fn is_null(column: &Column, schema: &Schema) -> bool {
    let has_default = match column.ty.element() {
        Type::Named(name) => schema
            .domains
            .get(name)
            .is_some_and(|domain| domain.default.is_some() || !domain.nullable),
        _ => false,
    };
    column.nullable
        && column.default.is_none()
        && column.generated.is_none()
        && column.identity.is_none()
        && !has_default
}
