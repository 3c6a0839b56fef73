//! What is known of the rows of a table: which rows of the live database they are, and what each column holds, as SQL over
//! those. Asks nothing.

use std::collections::BTreeMap;

use crate::dialect::{Dialect, question::Of};
use crate::op::text::{self, Kind, Token};
use crate::schema::{Column, Expr, Name, Schema, Table, Type};

/// Rows of the live database that stand in a table, all of them and no others.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    /// The table of the live database.
    pub(super) table: Name,
    /// What each column holds, by its name now. A column that is not here holds what nobody knows.
    pub(super) columns: BTreeMap<String, Source>,
}

/// What a column holds in every row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// What that column holds in the live database.
    Column(String),
    /// NULL, since the column is new.
    Null,
    /// What this SQL over the live row gives, as a value of the column's type.
    Made(String),
}

/// Functions that always give the same for the same.
const SURE: [&str; 21] = [
    "abs",
    "btrim",
    "char_length",
    "coalesce",
    "concat",
    "greatest",
    "ifnull",
    "least",
    "left",
    "length",
    "lower",
    "ltrim",
    "nullif",
    "replace",
    "right",
    "round",
    "rtrim",
    "substr",
    "substring",
    "trim",
    "upper",
];

/// Words of expressions that read nothing but what stands beside them.
const WORDS: [&str; 18] = [
    "and", "as", "between", "case", "cast", "else", "end", "false", "ilike", "in", "is", "like",
    "not", "null", "or", "then", "true", "when",
];

impl Rows {
    /// All that a table of the live database holds.
    pub(super) fn of(table: &Table) -> Rows {
        let columns = table.columns.iter().filter(|column| column.generated.is_none());
        Rows {
            table: table.name.clone(),
            columns: columns
                .map(|column| (column.name.clone(), Source::Column(column.name.clone())))
                .collect(),
        }
    }

    /// What a column holds that is given what the tokens say, over columns that hold what they held.
    pub(super) fn given(
        &self,
        dialect: &dyn Dialect,
        column: &Column,
        tokens: &[Token<'_>],
    ) -> Option<Source> {
        if let [null] = tokens
            && null.kind == Kind::Word
            && null.is("NULL")
        {
            return Some(Source::Null);
        }
        let value = self.is_sure(tokens).then(|| spelled(tokens))?;
        dialect.stored(&value, &column.ty).map(Source::Made)
    }

    /// Whether an expression gives the same over the live rows.
    pub(super) fn is_sure(&self, tokens: &[Token<'_>]) -> bool {
        tokens.iter().enumerate().all(|(at, token)| {
            let is_column = || {
                token.identifier().is_some_and(|name| {
                    self.columns.get(&name).is_some_and(|held| *held == Source::Column(name))
                })
            };
            let said =
                |words: &[&str]| words.iter().any(|word| token.text.eq_ignore_ascii_case(word));
            let is_type = || at > 0 && (tokens[at - 1].text == "::" || tokens[at - 1].is("AS"));
            let is_called = tokens.get(at + 1).is_some_and(|next| next.text == "(");
            match token.kind {
                Kind::Word if is_called => said(&SURE) || said(&WORDS) || is_type(),
                Kind::Word => said(&WORDS) || is_type() || is_column(),
                Kind::Quoted => is_column(),
                Kind::Literal | Kind::Number | Kind::Comment | Kind::Space => true,
                Kind::Symbol => token.text != "$",
            }
        })
    }
}

/// The tokens of one text as SQL. What stood together, as the letters of an operator, still does.
pub(super) fn spelled(tokens: &[Token<'_>]) -> String {
    let mut sql = String::new();
    let mut end = None;
    for token in tokens {
        let here = token.text.as_bytes().as_ptr_range();
        if end.is_some_and(|end| end != here.start) {
            sql.push(' ');
        }
        sql.push_str(token.text);
        end = Some(here.end);
    }
    sql
}

/// Whether rows that are there hold NULL in a column that is added without a word about them.
pub(super) fn starts_null(column: &Column, schema: &Schema) -> bool {
    let has_default = match &column.ty {
        Type::Named(name) => schema.domains.get(name).is_some_and(|one| one.default.is_some()),
        _ => false,
    };
    column.default.is_none()
        && column.generated.is_none()
        && column.identity.is_none()
        && !has_default
}

/// What a new column holds in the rows that are there; `None` where nobody can tell.
pub(super) fn starts(
    dialect: &dyn Dialect,
    column: &Column,
    rows: &Rows,
    schema: &Schema,
) -> Option<Source> {
    if starts_null(column, schema) {
        return Some(Source::Null);
    }
    let default = column.default.as_ref().filter(|_| column.generated.is_none())?;
    let none = Rows { table: rows.table.clone(), columns: BTreeMap::new() };
    none.given(dialect, column, &text::spoken(&default.0))
}

/// Rows of the live database under the names and with the values that a table will give them.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) dialect: &'a dyn Dialect,
    /// The table of the live database.
    pub(super) live: &'a Table,
    /// The table whose columns these are.
    pub(super) table: &'a Table,
    /// What they hold.
    pub(super) columns: &'a BTreeMap<String, Source>,
}

impl View<'_> {
    /// The rows with the columns of these names; `None` if it is not known what one of them holds.
    pub(super) fn with<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Option<Of> {
        let mut held = Vec::new();
        for name in names {
            held.push((name, self.columns.get(name)?));
        }
        let is_same =
            |(name, source): &(&String, &Source)| **source == Source::Column((*name).clone());
        if held.iter().all(is_same) {
            return Some(Of::table(self.dialect, self.live));
        }
        let held: Option<Vec<(String, String)>> = held
            .into_iter()
            .map(|(name, source)| {
                Some((self.value(source, &self.table.column(name)?.ty)?, name.clone()))
            })
            .collect();
        Some(Of::selected(self.dialect, self.live, &held?))
    }

    /// The rows with all that an expression over the table names.
    pub(super) fn naming(&self, expr: &Expr) -> Option<Of> {
        self.with(self.named(expr))
    }

    /// The columns that an expression over the table names.
    pub(super) fn named(&self, expr: &Expr) -> impl Iterator<Item = &String> {
        let columns = self.table.columns.iter().map(|column| &column.name);
        columns.filter(|column| text::mentions(&expr.0, column))
    }

    /// What a column of that type holds, as SQL over the live row.
    pub(super) fn value(&self, source: &Source, ty: &Type) -> Option<String> {
        match source {
            Source::Column(name) => Some(format!("one.{}", self.dialect.quote(name))),
            Source::Null => self.dialect.stored("NULL", ty),
            Source::Made(sql) => Some(sql.clone()),
        }
    }
}
