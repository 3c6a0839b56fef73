//! Whole tables: what stands in `CREATE TABLE`, constraint by constraint, and what must follow it. Nothing here changes
//! a table but its name.

use super::{beside, columns_sql, comment_sql, identity, literal, name_sql, object, quote};
use crate::dialect::Dialect;
use crate::dialect::postgres::{Postgres, types};
use crate::schema::{
    Action, Check, Column, Deferrable, Exclude, Expr, ForeignKey, IdentityKind, Index, IndexKey,
    IndexPart, Name, PrimaryKey, Schema, Table, TableOptions, Unique,
};

/// `CREATE TABLE`, then indexes, triggers and comments.
pub(super) fn create(table: &Table, before: &Schema) -> Vec<String> {
    let own_sequences = table.columns.iter().filter(|column| identity::is_spelled_out(column));
    let mut statements: Vec<String> =
        own_sequences.clone().map(|column| identity::create_sequence(table, column)).collect();
    statements.push(create_sql(table, before));
    let unchecked = table.checks.iter().filter(|check| check.not_valid).map(check);
    let unchecked =
        unchecked.chain(table.foreign_keys.iter().filter(|key| key.not_valid).map(foreign_key));
    statements.extend(
        unchecked
            .map(|constraint| format!("ALTER TABLE {} ADD {constraint}", name_sql(&table.name))),
    );
    statements.extend(own_sequences.map(|column| identity::own_sequence(table, column)));
    statements.extend(object::claim_sequences(&table.name, before));
    statements.extend(table.indexes.iter().flat_map(|index| create_index(&table.name, index)));
    statements.extend(table.triggers.iter().map(|trigger| object::statement(&trigger.sql)));
    if table.comment.is_some() {
        statements.push(comment(&table.name, table.comment.as_deref()));
    }
    for column in table.columns.iter().filter(|column| column.comment.is_some()) {
        statements.push(column_comment(&table.name, column));
    }
    statements
}

fn create_sql(table: &Table, before: &Schema) -> String {
    let options = &table.options;
    let kind = if options.unlogged { "UNLOGGED TABLE" } else { "TABLE" };
    let mut lines = Vec::new();
    match &options.partition_of {
        None => lines.extend(table.columns.iter().map(|column| column_sql(table, column))),
        Some((parent, _)) => lines.extend(own_defaults(table, before.tables.get(parent))),
    }
    lines.extend(constraints(table));
    let body =
        if lines.is_empty() { String::new() } else { format!("\n    {}\n", lines.join(",\n    ")) };
    let name = name_sql(&table.name);
    let head = match &options.partition_of {
        // A partition without anything of its own takes no parentheses.
        Some((parent, bounds)) => {
            let body = if body.is_empty() { body } else { format!(" ({body})") };
            format!("CREATE {kind} {name} PARTITION OF {}{body} {bounds}", name_sql(parent))
        }
        None => format!("CREATE {kind} {name} ({body})"),
    };
    head + &trailer(options)
}

/// The defaults that a part has otherwise than the table that it is a part of.
fn own_defaults<'a>(
    table: &'a Table,
    parent: Option<&'a Table>,
) -> impl Iterator<Item = String> + use<'a> {
    table.columns.iter().filter_map(move |column| {
        let inherited = parent?.column(&column.name)?;
        let default = column.default.as_ref()?;
        let is_own = inherited.identity.is_none() && inherited.default.as_ref() != Some(default);
        is_own.then(|| format!("{} DEFAULT {}", quote(&column.name), expression(default)))
    })
}

/// What follows the parentheses.
fn trailer(options: &TableOptions) -> String {
    let mut text = String::new();
    if !options.inherits.is_empty() {
        let parents: Vec<String> = options.inherits.iter().map(name_sql).collect();
        text += &format!("\nINHERITS ({})", parents.join(", "));
    }
    if let Some(partition) = &options.partition_by {
        text += &format!("\nPARTITION BY {partition}");
    }
    if !options.with.is_empty() {
        text += &format!("\nWITH ({})", storage(&options.with));
    }
    text
}

/// `fillfactor = 70, autovacuum_enabled = 'false'`, as a list for `WITH` or `SET`.
pub(super) fn storage(parameters: &std::collections::BTreeMap<String, String>) -> String {
    let value = |text: &String| {
        let bare = !text.is_empty()
            && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.');
        if bare { text.clone() } else { literal(text) }
    };
    parameters
        .iter()
        .map(|(name, text)| format!("{name} = {}", value(text)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A column as it stands in `CREATE TABLE` or after `ADD COLUMN`.
pub(super) fn column_sql(table: &Table, column: &Column) -> String {
    let mut text = format!("{} {}", quote(&column.name), type_sql(column));
    if let Some(collation) = &column.collation {
        text += &format!(" COLLATE {}", collation_sql(collation));
    }
    if let Some(default) = default_sql(table, column) {
        text += &format!(" DEFAULT {default}");
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        text += &format!(" GENERATED ALWAYS AS ({}) {kind}", generated.expr);
    }
    if let Some(numbered) = &column.identity {
        text += &identity::clause(numbered);
    }
    if !column.nullable {
        // Servers before 18 read the name and forget it.
        if let Some(name) = &column.not_null_name {
            text += &format!(" CONSTRAINT {}", quote(name));
        }
        text += " NOT NULL";
    }
    text
}

fn type_sql(column: &Column) -> String {
    if column.identity.as_ref().is_some_and(|numbered| numbered.kind == IdentityKind::Serial)
        && !identity::is_spelled_out(column)
        && let Some(serial) = identity::serial(&column.ty)
    {
        return serial.to_owned();
    }
    types::render(&column.ty)
}

fn default_sql(table: &Table, column: &Column) -> Option<String> {
    if identity::is_spelled_out(column) {
        return Some(identity::next_value(table, column));
    }
    column.default.as_ref().map(expression)
}

/// An expression where the grammar takes no operator in words without parentheses.
pub(super) fn expression(expr: &Expr) -> String {
    let mut depth = 0_usize;
    let mut quoted = None;
    let complex = expr.0.chars().any(|letter| {
        match (quoted, letter) {
            (Some(quote), letter) if letter == quote => quoted = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quoted = Some(letter),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) => return depth == 0 && letter.is_whitespace(),
        }
        false
    });
    if complex { format!("({expr})") } else { expr.0.clone() }
}

/// A collation's name: `"C"`, or with its namespace before a dot.
pub(super) fn collation_sql(collation: &str) -> String {
    match collation.split_once('.') {
        Some((namespace, name)) if !namespace.is_empty() && !collation.contains('-') => {
            format!("{}.{}", quote(namespace), quote(name))
        }
        _ => quote(collation),
    }
}

/// Every constraint of the table as it stands in `CREATE TABLE`.
fn constraints(table: &Table) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(table.primary_key.iter().map(primary_key));
    lines.extend(table.uniques.iter().map(unique));
    // Those that are not valid come after, since in CREATE TABLE everything is.
    lines.extend(table.checks.iter().filter(|check| !check.not_valid).map(check));
    lines.extend(table.foreign_keys.iter().filter(|key| !key.not_valid).map(foreign_key));
    lines.extend(table.excludes.iter().map(exclude));
    lines
}

fn named(name: Option<&str>) -> String {
    name.map_or(String::new(), |name| format!("CONSTRAINT {} ", quote(name)))
}

fn include(columns: &[String]) -> String {
    if columns.is_empty() { String::new() } else { format!(" INCLUDE ({})", columns_sql(columns)) }
}

pub(super) fn deferrable(when: Option<Deferrable>) -> &'static str {
    match when {
        None => "",
        Some(Deferrable::Immediate) => " DEFERRABLE",
        Some(Deferrable::Deferred) => " DEFERRABLE INITIALLY DEFERRED",
    }
}

pub(super) fn primary_key(key: &PrimaryKey) -> String {
    format!(
        "{}PRIMARY KEY ({}){}{}",
        named(key.name.as_deref()),
        columns_sql(&key.columns),
        include(&key.include),
        deferrable(key.deferrable)
    )
}

pub(super) fn unique(key: &Unique) -> String {
    format!(
        "{}UNIQUE {}({}){}{}",
        named(key.name.as_deref()),
        if key.nulls_not_distinct { "NULLS NOT DISTINCT " } else { "" },
        columns_sql(&key.columns),
        include(&key.include),
        deferrable(key.deferrable)
    )
}

pub(super) fn check(check: &Check) -> String {
    format!(
        "{}CHECK ({}){}{}",
        named(check.name.as_deref()),
        check.expr,
        if check.no_inherit { " NO INHERIT" } else { "" },
        if check.not_valid { " NOT VALID" } else { "" }
    )
}

pub(super) fn exclude(exclude: &Exclude) -> String {
    format!(
        "{}EXCLUDE {}{}",
        named(Some(&exclude.name)),
        exclude.definition,
        deferrable(exclude.deferrable)
    )
}

pub(super) fn foreign_key(key: &ForeignKey) -> String {
    let mut text = format!(
        "{}FOREIGN KEY ({}) REFERENCES {}",
        named(key.name.as_deref()),
        columns_sql(&key.columns),
        name_sql(&key.table)
    );
    if !key.references.is_empty() {
        text += &format!(" ({})", columns_sql(&key.references));
    }
    if key.match_full {
        text += " MATCH FULL";
    }
    text += &action(" ON DELETE", &key.on_delete);
    text += &action(" ON UPDATE", &key.on_update);
    text += deferrable(key.deferrable);
    if key.not_valid {
        text += " NOT VALID";
    }
    text
}

fn action(on: &str, action: &Action) -> String {
    let only = |columns: &[String]| {
        if columns.is_empty() { String::new() } else { format!(" ({})", columns_sql(columns)) }
    };
    match action {
        Action::NoAction => String::new(),
        Action::Restrict => format!("{on} RESTRICT"),
        Action::Cascade => format!("{on} CASCADE"),
        Action::SetNull(columns) => format!("{on} SET NULL{}", only(columns)),
        Action::SetDefault(columns) => format!("{on} SET DEFAULT{}", only(columns)),
    }
}

/// `CREATE INDEX` and its comment.
pub(super) fn create_index(table: &Name, index: &Index) -> Vec<String> {
    let mut statements = vec![index_sql(table, index, "", "")];
    if index.comment.is_some() {
        statements.push(index_comment(table, &index.name, index.comment.as_deref()));
    }
    statements
}

/// `CREATE INDEX`, with a word before the index's name and one before the table's.
pub(super) fn index_sql(table: &Name, index: &Index, how: &str, only: &str) -> String {
    let parts: Vec<String> = index.parts.iter().map(part).collect();
    let mut text = format!(
        "CREATE {}INDEX {how}{} ON {only}{} {}({}){}",
        if index.unique { "UNIQUE " } else { "" },
        quote(&index.name),
        name_sql(table),
        index.method.as_ref().map_or(String::new(), |method| format!("USING {method} ")),
        parts.join(", "),
        include(&index.include)
    );
    if index.nulls_not_distinct {
        text += " NULLS NOT DISTINCT";
    }
    if !index.with.is_empty() {
        text += &format!(" WITH ({})", storage(&index.with));
    }
    if let Some(predicate) = &index.predicate {
        text += &format!(" WHERE {predicate}");
    }
    text
}

fn part(part: &IndexPart) -> String {
    let mut text = match &part.key {
        IndexKey::Column(column) => quote(column),
        IndexKey::Expr(expr) => format!("({expr})"),
    };
    if let Some(collation) = &part.collation {
        text += &format!(" COLLATE {}", collation_sql(collation));
    }
    if let Some(opclass) = &part.opclass {
        text += &format!(" {opclass}");
    }
    if part.descending {
        text += " DESC";
    }
    match part.nulls_first {
        None => {}
        Some(true) => text += " NULLS FIRST",
        Some(false) => text += " NULLS LAST",
    }
    text
}

pub(super) fn drop_index(table: &Name, index: &str) -> String {
    format!("DROP INDEX {}", name_sql(&beside(table, index)))
}

pub(super) fn comment(table: &Name, comment: Option<&str>) -> String {
    comment_sql(&format!("TABLE {}", name_sql(table)), comment)
}

pub(super) fn column_comment(table: &Name, column: &Column) -> String {
    comment_sql(
        &format!("COLUMN {}.{}", name_sql(table), quote(&column.name)),
        column.comment.as_deref(),
    )
}

pub(super) fn index_comment(table: &Name, index: &str, comment: Option<&str>) -> String {
    comment_sql(&format!("INDEX {}", name_sql(&beside(table, index))), comment)
}

/// Another name, another namespace or both; sequences that are called after the table keep being so.
pub(super) fn rename(previous: &Name, next: &Name, before: &Schema) -> Vec<String> {
    let mut statements = Vec::new();
    let mut current = previous.clone();
    if previous.namespace != next.namespace {
        let namespace =
            next.namespace.as_deref().unwrap_or(Postgres.capability().default_namespace);
        statements.push(format!(
            "ALTER TABLE {} SET SCHEMA {}",
            name_sql(previous),
            quote(namespace)
        ));
        current.namespace.clone_from(&next.namespace);
    }
    if previous.name != next.name {
        statements.push(format!(
            "ALTER TABLE {} RENAME TO {}",
            name_sql(&current),
            quote(&next.name)
        ));
        let table = before.tables.get(previous);
        for column in table.into_iter().flat_map(|table| &table.columns) {
            statements.extend(identity::rename_sequence(
                &current,
                column,
                (&previous.name, &column.name),
                (&next.name, &column.name),
            ));
        }
    }
    statements
}
