//! What stands on a column, or on a type, and must step aside while that changes. A server makes some of it anew by
//! itself, but from its own text of it, so that the outcome is not what a fresh build would give.

use super::object;
use crate::op::{Change, text};
use crate::schema::{Column, IndexKey, Name, Schema, Table, View};

/// Changes to make before a column's type changes, and those that take them back afterwards.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// Drops, in an order in which they can run.
    pub(super) before: Vec<Change>,
    /// Adds, in an order in which they can run.
    pub(super) after: Vec<Change>,
}

/// What reads any of `columns` by expression within the table: checks, indexes, exclusions, generated columns and what
/// stands on those, triggers.
pub(super) fn within(table: &Table, columns: &[&str]) -> Aside {
    let mut aside = Aside::default();
    let reads = |expr: &str| columns.iter().any(|column| text::mentions(expr, column));
    let generated: Vec<&Column> = table
        .columns
        .iter()
        .filter(|column| {
            column.generated.as_ref().is_some_and(|generated| reads(&generated.expr.0))
        })
        .collect();
    let lost = |name: &String| generated.iter().any(|column| column.name == *name);
    let reads = |expr: &str| {
        reads(expr) || generated.iter().any(|column| text::mentions(expr, &column.name))
    };
    for trigger in table.triggers.iter().filter(|trigger| reads(head(&trigger.sql))) {
        aside.pair(Change::DropTrigger(trigger.clone()), Change::AddTrigger(trigger.clone()));
    }
    for key in table.foreign_keys.iter().filter(|key| key.columns.iter().any(lost)) {
        aside.pair(Change::DropForeignKey(key.clone()), Change::AddForeignKey(key.clone()));
    }
    for index in &table.indexes {
        let part = |key: &IndexKey| match key {
            IndexKey::Column(column) => lost(column),
            IndexKey::Expr(expr) => reads(&expr.0),
        };
        if index.predicate.as_ref().is_some_and(|expr| reads(&expr.0))
            || index.parts.iter().any(|found| part(&found.key))
            || index.include.iter().any(lost)
        {
            aside.pair(Change::DropIndex(index.clone()), Change::AddIndex(index.clone()));
        }
    }
    for exclude in table.excludes.iter().filter(|exclude| reads(&exclude.definition.0)) {
        aside.pair(Change::DropExclude(exclude.clone()), Change::AddExclude(exclude.clone()));
    }
    for check in table.checks.iter().filter(|check| reads(&check.expr.0)) {
        aside.pair(Change::DropCheck(check.clone()), Change::AddCheck(check.clone()));
    }
    for unique in
        table.uniques.iter().filter(|unique| unique.columns.iter().chain(&unique.include).any(lost))
    {
        aside.pair(Change::DropUnique(unique.clone()), Change::AddUnique(unique.clone()));
    }
    for column in generated {
        let add = Change::AddColumn { column: column.clone(), position: None, backfill: None };
        aside.pair(Change::DropColumn { column: column.clone(), position: None }, add);
    }
    aside.after.reverse();
    aside
}

impl Aside {
    fn pair(&mut self, before: Change, after: Change) {
        self.before.push(before);
        self.after.push(after);
    }
}

/// A trigger's statement up to the function that it calls: the events, columns and condition.
fn head(sql: &str) -> &str {
    let end = sql.to_ascii_uppercase().rfind("EXECUTE").unwrap_or(sql.len());
    sql.get(..end).unwrap_or(sql)
}

/// Views that read any of those columns, and views that read those views: each after what it reads.
pub(super) fn views<'a>(schema: &'a Schema, columns: &[(&Name, &str)]) -> Vec<&'a View> {
    let direct = |view: &View| {
        columns.iter().any(|(table, column)| {
            view.reads.iter().any(|(name, read)| {
                name == *table && read.as_deref().is_none_or(|read| read == *column)
            })
        })
    };
    let mut found: Vec<&View> = schema.views.values().filter(|view| direct(view)).collect();
    loop {
        let more: Vec<&View> = schema
            .views
            .values()
            .filter(|view| !found.iter().any(|other| other.name == view.name))
            .filter(|view| {
                view.reads.iter().any(|(name, _)| found.iter().any(|other| other.name == *name))
            })
            .collect();
        if more.is_empty() {
            return in_order(found);
        }
        found.extend(more);
    }
}

/// Each view after the views that it reads; those that a text made circular come as they are.
fn in_order(mut rest: Vec<&View>) -> Vec<&View> {
    let mut ordered: Vec<&View> = Vec::new();
    while !rest.is_empty() {
        let waits = |view: &View, rest: &[&View]| {
            rest.iter().any(|other| {
                other.name != view.name && view.reads.iter().any(|(name, _)| *name == other.name)
            })
        };
        let at = (0..rest.len()).find(|at| !waits(rest[*at], &rest)).unwrap_or(0);
        ordered.push(rest.remove(at));
    }
    ordered
}

/// `statements` between the drop and the making of views.
pub(super) fn around_views(views: &[&View], statements: Vec<String>) -> Vec<String> {
    let drops = views.iter().rev().map(|view| object::drop_view(view));
    drops.chain(statements).chain(views.iter().flat_map(|view| object::create_view(view))).collect()
}
