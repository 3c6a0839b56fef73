//! The objects around the tables: extensions, domains, sequences, views, functions, triggers.

use super::{beside, comment_sql, identity, name_sql, quote, table};
use crate::dialect::Dialect;
use crate::dialect::postgres::{Postgres, types};
use crate::error::{Error, Result};
use crate::schema::{Check, Domain, Expr, Function, Name, Schema, Sequence, Type, View};

/// An extension that an administrator installed beforehand is as good.
pub(super) fn create_extension(name: &str, namespace: Option<&str>) -> String {
    let namespace =
        namespace.map_or(String::new(), |namespace| format!(" WITH SCHEMA {}", quote(namespace)));
    format!("CREATE EXTENSION IF NOT EXISTS {}{namespace}", quote(name))
}

/// A whole statement of a person's, without its semicolon.
pub(super) fn statement(sql: &str) -> String {
    sql.trim().trim_end_matches(';').trim_end().to_owned()
}

pub(super) fn create_domain(domain: &Domain) -> Vec<String> {
    let mut text =
        format!("CREATE DOMAIN {} AS {}", name_sql(&domain.name), types::render(&domain.ty));
    if let Some(collation) = &domain.collation {
        text += &format!(" COLLATE {}", table::collation_sql(collation));
    }
    if let Some(default) = &domain.default {
        text += &format!(" DEFAULT {}", table::expression(default));
    }
    if !domain.nullable {
        text += " NOT NULL";
    }
    let (now, later): (Vec<&Check>, Vec<&Check>) =
        domain.checks.iter().partition(|check| !check.not_valid);
    for check in now {
        text += &format!("\n    {}", table::check(check));
    }
    let mut statements = vec![text];
    statements.extend(
        later.into_iter().map(|check| alter(&domain.name, &format!("ADD {}", table::check(check)))),
    );
    statements
}

fn alter(domain: &Name, what: &str) -> String {
    format!("ALTER DOMAIN {} {what}", name_sql(domain))
}

pub(super) fn alter_domain(previous: &Domain, next: &Domain) -> Result<Vec<String>> {
    if previous.ty != next.ty || previous.collation != next.collation {
        return Err(Error::unsupported(format!(
            "the type below domain `{}` cannot change from `{}` to `{}`",
            next.name,
            types::render(&previous.ty),
            types::render(&next.ty)
        ))
        .with_hint("create a new domain and alter the columns to it"));
    }
    let mut statements = Vec::new();
    for check in previous.checks.iter().filter(|check| !next.checks.contains(check)) {
        let name = check.name.as_deref().unwrap_or_default();
        statements.push(alter(&next.name, &format!("DROP CONSTRAINT {}", quote(name))));
    }
    if previous.default != next.default {
        let set = |expr: &Expr| format!("SET DEFAULT {}", table::expression(expr));
        statements
            .push(alter(&next.name, &next.default.as_ref().map_or("DROP DEFAULT".into(), set)));
    }
    if previous.nullable != next.nullable {
        statements
            .push(alter(&next.name, if next.nullable { "DROP NOT NULL" } else { "SET NOT NULL" }));
    }
    for check in next.checks.iter().filter(|check| !previous.checks.contains(check)) {
        statements.push(alter(&next.name, &format!("ADD {}", table::check(check))));
    }
    Ok(statements)
}

/// `CREATE SEQUENCE`. Its owner may come later, and claims it then.
pub(super) fn create_sequence(sequence: &Sequence, before: &Schema) -> String {
    let ty = sequence.ty.as_ref().map_or(String::new(), |ty| format!(" AS {}", types::render(ty)));
    let options = identity::options_sql(&sequence.options);
    let options = if options.is_empty() { options } else { format!(" {options}") };
    let owner = match &sequence.owned_by {
        Some((table, column)) if before.tables.contains_key(table) => {
            owned_by(Some((table, column)))
        }
        _ => String::new(),
    };
    format!("CREATE SEQUENCE {}{ty}{options}{owner}", name_sql(&sequence.name))
}

/// `DROP SEQUENCE`. One with an owner may have gone with it.
pub(super) fn drop_sequence(sequence: &Sequence) -> String {
    let perhaps = if sequence.owned_by.is_some() { "IF EXISTS " } else { "" };
    format!("DROP SEQUENCE {perhaps}{}", name_sql(&sequence.name))
}

fn owned_by(owner: Option<(&Name, &str)>) -> String {
    let owner = owner
        .map_or("NONE".into(), |(table, column)| format!("{}.{}", name_sql(table), quote(column)));
    format!(" OWNED BY {owner}")
}

/// The new owner of a sequence, apart from what else changes.
fn set_owner(sequence: &Sequence) -> String {
    let owner = sequence.owned_by.as_ref().map(|(table, column)| (table, column.as_str()));
    format!("ALTER SEQUENCE {}{}", name_sql(&sequence.name), owned_by(owner))
}

/// Gives a table that has just been made the sequences that were made for it.
pub(super) fn claim_sequences(table: &Name, before: &Schema) -> Vec<String> {
    let own =
        |sequence: &&Sequence| sequence.owned_by.as_ref().is_some_and(|(owner, _)| owner == table);
    before.sequences.values().filter(own).map(set_owner).collect()
}

pub(super) fn alter_sequence(previous: &Sequence, next: &Sequence) -> Vec<String> {
    let mut words = Vec::new();
    if previous.ty != next.ty {
        words.push(format!("AS {}", types::render(next.ty.as_ref().unwrap_or(&Type::BigInt))));
    }
    words.push(identity::option_changes(&previous.options, &next.options, ""));
    words.retain(|word| !word.is_empty());
    let mut statements = Vec::new();
    if !words.is_empty() {
        statements.push(format!("ALTER SEQUENCE {} {}", name_sql(&next.name), words.join(" ")));
    }
    if previous.owned_by != next.owned_by {
        statements.push(set_owner(next));
    }
    statements
}

/// `CREATE VIEW`, then its indexes, triggers and comment.
pub(super) fn create_view(view: &View) -> Vec<String> {
    let mut statements = vec![statement(&view.sql)];
    statements.extend(view.indexes.iter().flat_map(|index| table::create_index(&view.name, index)));
    statements.extend(view.triggers.iter().map(|trigger| statement(&trigger.sql)));
    if view.comment.is_some() {
        statements.push(comment_sql(
            &format!("{} {}", kind(view), name_sql(&view.name)),
            view.comment.as_deref(),
        ));
    }
    statements
}

pub(super) fn drop_view(view: &View) -> String {
    format!("DROP {} {}", kind(view), name_sql(&view.name))
}

fn kind(view: &View) -> &'static str {
    if view.materialized { "MATERIALIZED VIEW" } else { "VIEW" }
}

/// Functions and procedures are both routines, told apart by the types of their arguments.
pub(super) fn drop_function(function: &Function) -> String {
    let whole = &function.name.name;
    let at = whole.find('(').unwrap_or(whole.len());
    let (name, arguments) = whole.split_at(at);
    format!("DROP ROUTINE {}{arguments}", name_sql(&beside(&function.name, name.trim_end())))
}

/// The function's own statement, as one that replaces.
pub(super) fn replace_function(function: &Function) -> String {
    let sql = statement(&function.sql);
    match sql.split_once(char::is_whitespace) {
        Some((create, rest)) if create.eq_ignore_ascii_case("CREATE") => {
            let rest = rest.trim_start();
            let replaces =
                rest.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("OR"));
            if replaces { sql } else { format!("CREATE OR REPLACE {rest}") }
        }
        _ => sql,
    }
}

/// `SET SCHEMA`'s argument: a namespace, or the default one by its name.
pub(super) fn namespace_sql(name: &Name) -> String {
    quote(name.namespace.as_deref().unwrap_or(Postgres.capability().default_namespace))
}
