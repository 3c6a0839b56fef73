//! A table, an index and their parts as SQL: the same text for the same value, one column or constraint a line.

use super::quote;
use crate::dialect::sqlite::Sqlite;
use crate::dialect::{Dialect, Statement};
use crate::error::{Error, Result};
use crate::op::text::{self, Kind};
use crate::schema::{
    Action, Check, Column, Deferrable, Expr, ForeignKey, Index, IndexKey, KeyOrder, Table, Type,
    Unique,
};

/// The table with its indexes and triggers.
pub(super) fn statements(table: &Table) -> Result<Vec<Statement>> {
    let mut statements = vec![Statement::new(create_table(table, &table.name.name)?)];
    statements.extend(belongings(table)?);
    Ok(statements)
}

/// What goes with a table when it is dropped: its indexes and triggers.
pub(in crate::dialect::sqlite) fn belongings(table: &Table) -> Result<Vec<Statement>> {
    let mut statements = Vec::new();
    for index in &table.indexes {
        statements.push(Statement::new(create_index(table, index)?));
    }
    statements.extend(table.triggers.iter().map(|trigger| Statement::new(trigger.sql.clone())));
    Ok(statements)
}

/// `CREATE TABLE`, under the name given. Whatever refers to the table itself says its own name.
pub(in crate::dialect::sqlite) fn create_table(table: &Table, name: &str) -> Result<String> {
    // Asked for its error: a table in a namespace cannot be made under any name.
    quote(&table.name)?;
    let name = Sqlite.quote(name);
    if let Some(module) = &table.options.module {
        return Ok(format!("CREATE VIRTUAL TABLE {name} USING {module}"));
    }
    refuse(table)?;
    let inline = inline_key(table);
    let mut lines = Vec::new();
    for column in &table.columns {
        let is_key = inline.is_some_and(|key| key.name == column.name);
        lines.push(column_definition(table, column, is_key));
    }
    if let (Some(key), None) = (&table.primary_key, inline) {
        let named = constraint(key.name.as_deref());
        let (columns, conflict) = (ordered(&key.columns, &key.orders), conflict(&key.on_conflict));
        lines.push(format!("{named}PRIMARY KEY ({columns}){conflict}"));
    }
    lines.extend(table.uniques.iter().map(unique));
    for key in &table.foreign_keys {
        let named = constraint(key.name.as_deref());
        let references = references(table, key)?;
        lines.push(format!("{named}FOREIGN KEY ({}) {references}", columns(&key.columns)));
    }
    lines.extend(table.checks.iter().map(|made| check(table, made)));
    let options = match (table.options.strict, table.options.without_rowid) {
        (false, false) => "",
        (true, false) => " STRICT",
        (false, true) => " WITHOUT ROWID",
        (true, true) => " STRICT, WITHOUT ROWID",
    };
    Ok(format!("CREATE TABLE {name} (\n    {}\n){options}", lines.join(",\n    ")))
}

/// The column that is the rowid: the only one of the primary key, declared `INTEGER` and nothing else.
pub(in crate::dialect::sqlite) fn rowid_column(table: &Table) -> Option<&Column> {
    let is_plain = table.primary_key.as_ref()?.orders.is_empty();
    inline_key(table).filter(|_| is_plain)
}

/// The column whose own definition says that it is the primary key: the rowid, and the one that would be it but for its
/// `DESC`, which means that only there.
fn inline_key(table: &Table) -> Option<&Column> {
    let [only] = table.primary_key.as_ref()?.columns.as_slice() else { return None };
    let integer = Type::Raw("INTEGER".to_owned());
    table.column(only).filter(|column| column.ty == integer && !table.options.without_rowid)
}

/// What would let in other rows here than it says.
fn refuse(table: &Table) -> Result<()> {
    let lacks = |what: String, hint: &str| {
        let message = format!("SQLite cannot keep {what} of table `{}`", table.name);
        Err(Error::unsupported(message).with_hint(hint))
    };
    if let Some(exclude) = table.excludes.first() {
        let hint = "leave it out of the models, or take `sqlite` out of the dialects";
        return lacks(format!("exclusion constraint `{}`", exclude.name), hint);
    }
    if table.options.partition_of.is_some() || !table.options.inherits.is_empty() {
        return lacks("the parent".to_owned(), "make it a table of its own");
    }
    if let Some(unique) = table.uniques.iter().find(|unique| unique.nulls_not_distinct) {
        let columns = unique.columns.join("`, `");
        let hint = "to SQLite every NULL is distinct: make a unique index on `coalesce(column, …)` instead";
        return lacks(format!("`NULLS NOT DISTINCT` of the unique key on `{columns}`"), hint);
    }
    if let Some(column) = table.columns.iter().find(|column| column.identity.is_some())
        && rowid_column(table).is_none_or(|rowid| rowid.name != column.name)
    {
        let hint = "only a single `INTEGER` primary key is numbered";
        return lacks(format!("the numbering of column `{}`", column.name), hint);
    }
    Ok(())
}

/// A column as `CREATE TABLE` and `ADD COLUMN` write it, with the primary key if it `is_key` by its own definition.
pub(super) fn column_definition(table: &Table, column: &Column, is_key: bool) -> String {
    let mut sql = Sqlite.quote(&column.name);
    let ty = Sqlite.type_sql(&column.ty);
    if !ty.is_empty() {
        sql.push(' ');
        sql.push_str(&ty);
    }
    if let Some(collation) = &column.collation {
        sql.push_str(&collate(collation));
    }
    if !column.nullable {
        sql.push_str(" NOT NULL");
        sql.push_str(&conflict(&column.null_conflict));
    }
    if let Some(default) = &column.default {
        sql.push_str(" DEFAULT ");
        sql.push_str(&default_value(default));
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        let expr = unqualified(table, &generated.expr);
        sql.push_str(&format!(" GENERATED ALWAYS AS ({expr}) {kind}"));
    }
    if let Some(key) = table.primary_key.as_ref().filter(|_| is_key) {
        sql.push_str(&format!(" {}PRIMARY KEY", constraint(key.name.as_deref())));
        if key.orders.iter().any(|order| order.descending) {
            sql.push_str(" DESC");
        }
        sql.push_str(&conflict(&key.on_conflict));
        if column.identity.is_some() {
            sql.push_str(" AUTOINCREMENT");
        }
    }
    sql
}

fn collate(collation: &str) -> String {
    match collation.to_ascii_uppercase().as_str() {
        known @ ("BINARY" | "NOCASE" | "RTRIM") => format!(" COLLATE {known}"),
        _ => format!(" COLLATE {}", Sqlite.quote(collation)),
    }
}

/// What stands after `DEFAULT`: a literal as it is, and anything else in parentheses. A lone name is as good as a
/// string to SQLite, but only without parentheses.
fn default_value(default: &Expr) -> String {
    let is_lone = matches!(kinds(default).as_slice(), [Kind::Word | Kind::Quoted]);
    if is_lone || is_literal(default) { default.0.clone() } else { format!("({default})") }
}

/// A number with or without a sign, a string or a blob.
fn is_literal(expr: &Expr) -> bool {
    match kinds(expr).as_slice() {
        [Kind::Literal | Kind::Number] => true,
        [Kind::Symbol, Kind::Number] => expr.0.starts_with(['-', '+']),
        [Kind::Word, Kind::Literal] => expr.0.starts_with(['x', 'X']),
        _ => false,
    }
}

fn kinds(expr: &Expr) -> Vec<Kind> {
    let tokens = text::tokens(&expr.0);
    tokens.iter().map(|token| token.kind).filter(|kind| *kind != Kind::Space).collect()
}

/// Whether the default is a value that never changes: what `ADD COLUMN` takes for rows that are there.
pub(super) fn is_constant(default: &Expr) -> bool {
    let words = ["null", "true", "false"];
    is_literal(default) || words.iter().any(|word| default.0.eq_ignore_ascii_case(word))
}

/// `CONSTRAINT "name" `, or nothing.
fn constraint(name: Option<&str>) -> String {
    name.map(|name| format!("CONSTRAINT {} ", Sqlite.quote(name))).unwrap_or_default()
}

fn columns(names: &[String]) -> String {
    names.iter().map(|name| Sqlite.quote(name)).collect::<Vec<_>>().join(", ")
}

fn unique(unique: &Unique) -> String {
    let named = constraint(unique.name.as_deref());
    let columns = ordered(&unique.columns, &unique.orders);
    format!("{named}UNIQUE ({columns}){}", conflict(&unique.on_conflict))
}

/// ` ON CONFLICT word`, or nothing.
fn conflict(word: &Option<String>) -> String {
    word.as_ref().map(|word| format!(" ON CONFLICT {word}")).unwrap_or_default()
}

/// The columns of a key, each with what is said of its place in it.
fn ordered(names: &[String], orders: &[KeyOrder]) -> String {
    let one = |(at, name): (usize, &String)| {
        let mut sql = Sqlite.quote(name);
        if let Some(order) = orders.get(at) {
            sql.push_str(&order.collation.as_deref().map(collate).unwrap_or_default());
            sql.push_str(if order.descending { " DESC" } else { "" });
        }
        sql
    };
    names.iter().enumerate().map(one).collect::<Vec<_>>().join(", ")
}

/// A check, of a table or of a column.
pub(super) fn check(table: &Table, check: &Check) -> String {
    format!("{}CHECK ({})", constraint(check.name.as_deref()), unqualified(table, &check.expr))
}

/// The expression with `t.a` of the table's own columns as `a`: while it is rebuilt, the table has another name.
fn unqualified(table: &Table, expr: &Expr) -> String {
    let tokens = text::tokens(&expr.0);
    let is_own = |token: &text::Token<'_>| {
        let name = token.identifier();
        name.is_some_and(|name| name.eq_ignore_ascii_case(&table.name.name))
    };
    let mut out = String::with_capacity(expr.0.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if is_own(token) && tokens.get(at + 1).is_some_and(|next| next.text == ".") {
            at += 2;
            continue;
        }
        out.push_str(token.text);
        at += 1;
    }
    out
}

/// A foreign key of one column as a part of that column.
pub(super) fn inline_references(table: &Table, key: &ForeignKey) -> Result<String> {
    Ok(format!("{}{}", constraint(key.name.as_deref()), references(table, key)?))
}

fn references(table: &Table, key: &ForeignKey) -> Result<String> {
    let mut sql = format!("REFERENCES {}", quote(&key.table)?);
    if !key.references.is_empty() {
        sql.push_str(&format!(" ({})", columns(&key.references)));
    }
    for (when, done) in [("DELETE", &key.on_delete), ("UPDATE", &key.on_update)] {
        if let Some(words) = action(table, key, done)? {
            sql.push_str(&format!(" ON {when} {words}"));
        }
    }
    if key.match_full {
        // Read and kept by SQLite, though it does nothing.
        sql.push_str(" MATCH FULL");
    }
    sql.push_str(match key.deferrable {
        None => "",
        Some(Deferrable::Immediate) => " DEFERRABLE INITIALLY IMMEDIATE",
        Some(Deferrable::Deferred) => " DEFERRABLE INITIALLY DEFERRED",
    });
    Ok(sql)
}

fn action(table: &Table, key: &ForeignKey, action: &Action) -> Result<Option<&'static str>> {
    Ok(match action {
        Action::NoAction => None,
        Action::Restrict => Some("RESTRICT"),
        Action::Cascade => Some("CASCADE"),
        Action::SetNull(named) if named.is_empty() => Some("SET NULL"),
        Action::SetDefault(named) if named.is_empty() => Some("SET DEFAULT"),
        Action::SetNull(named) | Action::SetDefault(named) => {
            return Err(Error::unsupported(format!(
                "SQLite sets all columns of a foreign key, not only `{}` of the one on `{}` of table `{}`",
                named.join("`, `"),
                key.columns.join("`, `"),
                table.name
            ))
            .with_hint("leave the list of columns out"));
        }
    })
}

/// `CREATE INDEX`.
pub(super) fn create_index(table: &Table, index: &Index) -> Result<String> {
    if index.nulls_not_distinct {
        return Err(Error::unsupported(format!(
            "SQLite cannot keep `NULLS NOT DISTINCT` of index `{}` of table `{}`",
            index.name, table.name
        ))
        .with_hint("to SQLite every NULL is distinct: index `coalesce(column, …)` instead"));
    }
    let mut parts = Vec::new();
    for part in &index.parts {
        let mut sql = match &part.key {
            IndexKey::Column(column) => Sqlite.quote(column),
            IndexKey::Expr(expr) => format!("({expr})"),
        };
        if let Some(collation) = &part.collation {
            sql.push_str(&collate(collation));
        }
        if part.descending {
            sql.push_str(" DESC");
        }
        parts.push(sql);
    }
    let kind = if index.unique { "UNIQUE INDEX" } else { "INDEX" };
    let on = quote(&table.name)?;
    let condition = index.predicate.as_ref().map(|expr| format!(" WHERE {expr}"));
    let (name, condition) = (Sqlite.quote(&index.name), condition.unwrap_or_default());
    Ok(format!("CREATE {kind} {name} ON {on} ({}){condition}", parts.join(", ")))
}
