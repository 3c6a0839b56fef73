//! What follows a rename: every key, index, foreign key and text that names the thing renamed, as databases do it.

use crate::op::text::{self, Kind, Token};
use crate::schema::{Action, Expr, ForeignKey, Index, IndexKey, Name, Schema, Table, Type};

/// Renames a table, and whatever names it. Nothing if there is none, or one of the new name already.
pub fn rename_table(schema: &mut Schema, previous: &Name, next: &Name) {
    if schema.tables.contains_key(next) {
        return;
    }
    let Some(mut table) = schema.tables.remove(previous) else { return };
    table.name.clone_from(next);
    schema.tables.insert(next.clone(), table);
    for table in schema.tables.values_mut() {
        for key in table.foreign_keys.iter_mut().filter(|key| key.table == *previous) {
            key.table.clone_from(next);
        }
        if let Some((parent, _)) = &mut table.options.partition_of
            && parent == previous
        {
            parent.clone_from(next);
        }
        for parent in table.options.inherits.iter_mut().filter(|parent| *parent == previous) {
            parent.clone_from(next);
        }
        let is_own = table.name == *next;
        each_expr(table, &mut |expr| {
            if is_own && expr.0.contains('.') {
                expr.0 = text::replace(&expr.0, &previous.name, &next.name, is_qualifying);
            }
        });
        for trigger in &mut table.triggers {
            trigger.sql = text::replace(&trigger.sql, &previous.name, &next.name, is_table);
        }
    }
    for view in schema.views.values_mut() {
        view.sql = text::replace(&view.sql, &previous.name, &next.name, is_table);
        view.reads = std::mem::take(&mut view.reads)
            .into_iter()
            .map(
                |(table, column)| {
                    if table == *previous { (next.clone(), column) } else { (table, column) }
                },
            )
            .collect();
        for trigger in &mut view.triggers {
            trigger.sql = text::replace(&trigger.sql, &previous.name, &next.name, is_table);
        }
    }
}

/// Renames a column, and whatever names it in any table, view or trigger.
pub fn rename_column(schema: &mut Schema, table: &Name, previous: &str, next: &str) {
    let Some(own) = schema.tables.get_mut(table) else { return };
    if own.column(previous).is_none() || own.column(next).is_some() {
        return;
    }
    rename_own_column(own, previous, next);
    for other in schema.tables.values_mut().filter(|other| other.name != *table) {
        rename_referenced(&mut other.foreign_keys, table, previous, next);
        for trigger in &mut other.triggers {
            trigger.sql = in_statement(&trigger.sql, &table.name, false, previous, next);
        }
    }
    for view in schema.views.values_mut() {
        if view.reads.remove(&(table.clone(), Some(previous.to_owned()))) {
            view.reads.insert((table.clone(), Some(next.to_owned())));
        }
        view.sql = in_statement(&view.sql, &table.name, false, previous, next);
        for trigger in &mut view.triggers {
            trigger.sql = in_statement(&trigger.sql, &table.name, false, previous, next);
        }
    }
}

/// Renames a column within its own table.
pub(crate) fn rename_own_column(table: &mut Table, previous: &str, next: &str) {
    let name = table.name.clone();
    let rename = |column: &mut String| {
        if column == previous {
            next.clone_into(column);
        }
    };
    table.columns.iter_mut().for_each(|column| rename(&mut column.name));
    if let Some(key) = &mut table.primary_key {
        key.columns.iter_mut().chain(&mut key.include).for_each(rename);
    }
    for unique in &mut table.uniques {
        unique.columns.iter_mut().chain(&mut unique.include).for_each(rename);
    }
    for key in &mut table.foreign_keys {
        key.columns.iter_mut().for_each(rename);
        for action in [&mut key.on_delete, &mut key.on_update] {
            match action {
                Action::SetNull(columns) | Action::SetDefault(columns) => {
                    columns.iter_mut().for_each(rename)
                }
                Action::NoAction | Action::Restrict | Action::Cascade => {}
            }
        }
    }
    rename_referenced(&mut table.foreign_keys, &name, previous, next);
    for index in &mut table.indexes {
        rename_in_index(index, rename);
    }
    let in_expr = |tokens: &[Token<'_>], at: usize| {
        !text::is_call(tokens, at)
            && text::after(tokens, at).is_none_or(|(_, token)| token.text != ".")
    };
    each_expr(table, &mut |expr| expr.0 = text::replace(&expr.0, previous, next, in_expr));
    for trigger in &mut table.triggers {
        trigger.sql = in_statement(&trigger.sql, &name.name, true, previous, next);
    }
}

fn rename_in_index(index: &mut Index, rename: impl Fn(&mut String) + Copy) {
    index.include.iter_mut().for_each(rename);
    for part in &mut index.parts {
        match &mut part.key {
            IndexKey::Column(column) => rename(column),
            IndexKey::Expr(_) => {}
        }
    }
}

fn rename_referenced(keys: &mut [ForeignKey], table: &Name, previous: &str, next: &str) {
    for key in keys.iter_mut().filter(|key| key.table == *table) {
        for column in key.references.iter_mut().filter(|column| *column == previous) {
            next.clone_into(column);
        }
    }
}

/// Renames an enumerated type or domain in every column, domain and cast that names it.
pub fn rename_type(schema: &mut Schema, previous: &Name, next: &Name) {
    let is_type = |tokens: &[Token<'_>], at: usize| {
        text::before(tokens, at)
            .is_some_and(|(_, token)| matches!(token.text, "::" | ".") || token.is("as"))
    };
    for table in schema.tables.values_mut() {
        for column in &mut table.columns {
            rename_in_type(&mut column.ty, previous, next);
        }
        each_expr(table, &mut |expr| {
            expr.0 = text::replace(&expr.0, &previous.name, &next.name, is_type)
        });
    }
    for domain in schema.domains.values_mut() {
        rename_in_type(&mut domain.ty, previous, next);
    }
}

fn rename_in_type(ty: &mut Type, previous: &Name, next: &Name) {
    match ty {
        Type::Named(name) if name == previous => name.clone_from(next),
        Type::Array(element) => rename_in_type(element, previous, next),
        _ => {}
    }
}

/// Renames a value of an enumerated type in the defaults of its columns and in the expressions that read them.
pub fn rename_value(schema: &mut Schema, name: &Name, previous: &str, next: &str) {
    for table in schema.tables.values_mut() {
        let is_of_type = |ty: &Type| matches!(ty.element(), Type::Named(of) if of == name);
        let columns: Vec<String> = table
            .columns
            .iter()
            .filter(|column| is_of_type(&column.ty))
            .map(|column| column.name.clone())
            .collect();
        if columns.is_empty() {
            continue;
        }
        for column in table.columns.iter_mut().filter(|column| is_of_type(&column.ty)) {
            if let Some(default) = &mut column.default {
                default.0 = text::replace_value(&default.0, previous, next);
            }
        }
        each_expr(table, &mut |expr| {
            if columns.iter().any(|column| text::mentions(&expr.0, column)) {
                expr.0 = text::replace_value(&expr.0, previous, next);
            }
        });
    }
}

/// Every expression within a table, in a fixed order.
pub(crate) fn each_expr(table: &mut Table, act: &mut dyn FnMut(&mut Expr)) {
    for column in &mut table.columns {
        column.default.iter_mut().for_each(&mut *act);
        column.generated.iter_mut().for_each(|generated| act(&mut generated.expr));
    }
    table.checks.iter_mut().for_each(|check| act(&mut check.expr));
    table.excludes.iter_mut().for_each(|exclude| act(&mut exclude.definition));
    for index in &mut table.indexes {
        index.predicate.iter_mut().for_each(&mut *act);
        for part in &mut index.parts {
            match &mut part.key {
                IndexKey::Column(_) => {}
                IndexKey::Expr(expr) => act(expr),
            }
        }
    }
}

/// `sql`, a view or trigger, after `table.previous` became `table.next`. `is_own` is so for a trigger of that table, in
/// which `NEW` and `OLD` are its rows.
fn in_statement(sql: &str, table: &str, is_own: bool, previous: &str, next: &str) -> String {
    let tokens = text::tokens(sql);
    if !is_own && !tokens.iter().any(|token| token.is(table)) {
        return sql.to_owned();
    }
    let mut names = aliases(&tokens, table);
    names.push(table.to_owned());
    if is_own {
        names.extend(["new".to_owned(), "old".to_owned()]);
    }
    text::replace(sql, previous, next, |tokens, at| {
        if text::is_call(tokens, at) {
            return false;
        }
        match text::qualifier(tokens, at) {
            Some(qualifier) => names.iter().any(|name| name.eq_ignore_ascii_case(&qualifier)),
            None => is_unqualified_column(tokens, at, table),
        }
    })
}

/// What `table` is called elsewhere in the statement: `x` of `FROM table AS x`, `JOIN table x`.
fn aliases(tokens: &[Token<'_>], table: &str) -> Vec<String> {
    const NOT_ALIASES: [&str; 24] = [
        "where",
        "on",
        "join",
        "left",
        "right",
        "inner",
        "outer",
        "full",
        "cross",
        "natural",
        "group",
        "order",
        "limit",
        "union",
        "except",
        "intersect",
        "set",
        "values",
        "begin",
        "for",
        "when",
        "using",
        "having",
        "select",
    ];
    let mut aliases = Vec::new();
    for at in (0..tokens.len()).filter(|at| tokens[*at].is(table) && is_table(tokens, *at)) {
        let Some((mut next, token)) = text::after(tokens, at) else { continue };
        if token.is("as") {
            let Some((later, _)) = text::after(tokens, next) else { continue };
            next = later;
        }
        let token = &tokens[next];
        if NOT_ALIASES.iter().any(|word| token.kind == Kind::Word && token.is(word)) {
            continue;
        }
        aliases.extend(token.identifier());
    }
    aliases
}

/// Whether the statement has `table` where only a table can stand.
pub(crate) fn names_table(sql: &str, table: &str) -> bool {
    let tokens = text::tokens(sql);
    (0..tokens.len()).any(|at| tokens[at].is(table) && is_table(&tokens, at))
}

/// Whether the name stands where only a table can.
fn is_table(tokens: &[Token<'_>], at: usize) -> bool {
    const BEFORE_TABLES: [&str; 8] =
        ["from", "join", "into", "update", "on", "table", "references", "only"];
    let is_after_keyword = |at: usize| {
        text::before(tokens, at).is_some_and(|(_, token)| {
            BEFORE_TABLES.iter().any(|word| token.kind == Kind::Word && token.is(word))
        })
    };
    if is_qualifying(tokens, at) {
        return true;
    }
    match text::before(tokens, at) {
        Some((dot, token)) if token.text == "." => {
            text::before(tokens, dot).is_some_and(|(namespace, _)| is_after_keyword(namespace))
        }
        _ => is_after_keyword(at),
    }
}

fn is_qualifying(tokens: &[Token<'_>], at: usize) -> bool {
    text::after(tokens, at).is_some_and(|(_, token)| token.text == ".")
}

/// `AS name` gives a column a new name; after `FROM` stands a table, after `ON` one only in the head of a trigger.
fn is_unqualified_column(tokens: &[Token<'_>], at: usize, table: &str) -> bool {
    match text::before(tokens, at) {
        Some((_, token)) if token.is("as") => false,
        Some((_, token)) if token.is("on") => !tokens[at].is(table),
        _ => !is_table(tokens, at),
    }
}

/// Writes out the name of a view's output column where only the column behind it, which is about to be renamed to `next`,
/// gives it one, and takes it out where the column will: for databases where a view keeps the names it was made with.
pub fn keep_names(schema: &mut Schema, table: &Name, column: &str, next: &str) {
    let read = (table.clone(), Some(column.to_owned()));
    for view in schema.views.values_mut().filter(|view| view.reads.contains(&read)) {
        view.sql = named(&view.sql, column, next);
    }
}

/// Whether a column of the view is called `column` only because the column behind it is.
pub(crate) fn takes_name(sql: &str, column: &str) -> bool {
    named(sql, column, column) != sql
}

/// The statement of a view with ` AS column` after each item that is `column` alone, and none after `column AS next`.
fn named(sql: &str, column: &str, next: &str) -> String {
    let tokens = text::tokens(sql);
    let mut out = String::with_capacity(sql.len());
    let (mut depth, mut selecting, mut at) = (0_i32, false, 0);
    let ends = |at: usize| {
        text::after(&tokens, at).is_none_or(|(_, token)| token.text == "," || token.is("from"))
    };
    while let Some(token) = tokens.get(at) {
        out.push_str(token.text);
        depth += i32::from(token.text == "(") - i32::from(token.text == ")");
        if depth == 0 && token.kind == Kind::Word {
            selecting = (selecting || token.is("select")) && !token.is("from");
        }
        if depth == 0 && selecting && token.is(column) && begins_item(&tokens, at) {
            let alias = text::after(&tokens, at)
                .filter(|(_, token)| token.is("as"))
                .and_then(|(at, _)| text::after(&tokens, at))
                .filter(|(at, token)| token.is(next) && ends(*at));
            match alias {
                Some((alias, _)) => at = alias,
                None if ends(at) => out.push_str(&format!(" AS {}", token.text)),
                None => {}
            }
        }
        at += 1;
    }
    out
}

/// Whether the column at `at`, with what qualifies it, is the whole of an item.
fn begins_item(tokens: &[Token<'_>], at: usize) -> bool {
    match text::before(tokens, at) {
        Some((dot, token)) if token.text == "." => {
            text::before(tokens, dot).is_some_and(|(table, _)| begins_item(tokens, table))
        }
        Some((_, token)) => token.text == "," || token.is("select") || token.is("distinct"),
        None => false,
    }
}
