//! What `ALTER TABLE` refuses, told before it is run.

use super::{rebuild, rule};
use crate::dialect::{Dialect, sqlite::Sqlite};
use crate::lint::{Remark, Scene};
use crate::op::text;
use crate::replay::act::{Action, Constraint, Definition};
use crate::schema::{IndexKey, Table, View};

/// Judges one action.
pub(super) fn judge(
    scene: &Scene<'_>,
    table: &Table,
    action: &Action<'_>,
    remarks: &mut Vec<Remark>,
) {
    match action {
        Action::AddColumn { definition, .. } => {
            let name = &definition.column.name;
            for why in unaddable(scene, table, definition) {
                let message = format!("`{}.{name}` cannot be added, since {why}", table.name);
                remarks.push(Remark::new(&rule::ADD_COLUMN_REFUSED, message));
            }
        }
        Action::DropColumn { name, .. } => {
            for needed in needing(scene, table, name) {
                let message =
                    format!("`{}.{name}` cannot be dropped, since {needed} needs it", table.name);
                remarks.push(Remark::new(&rule::DROP_COLUMN_REFUSED, message));
            }
        }
        Action::AlterColumn { .. } | Action::Add(_) | Action::DropConstraint { .. } => {
            let message = format!("`{}` can be altered so from SQLite 3.53 on", table.name);
            remarks.push(Remark::new(&rule::NEEDS_NEWER_SQLITE, message));
        }
        Action::RenameTable(next) => rebuild::renamed(scene, next, remarks),
        _ => {}
    }
}

/// Why a column cannot be added to the table.
fn unaddable(scene: &Scene<'_>, table: &Table, definition: &Definition) -> Vec<&'static str> {
    let column = &definition.column;
    let mut why = Vec::new();
    for constraint in &definition.constraints {
        match constraint {
            Constraint::PrimaryKey(_) => why.push("it is a key"),
            Constraint::Unique(_) => why.push("it is unique"),
            Constraint::ForeignKey(_) if column.default.is_some() => {
                why.push("it refers to another table and has a default that is not NULL");
            }
            _ => {}
        }
    }
    if column.generated.as_ref().is_some_and(|generated| generated.stored) {
        why.push("it is generated and stored");
    }
    let default = column.default.as_ref().map(|default| default.0.as_str());
    let is_constant = default.is_none_or(is_constant);
    if !is_constant && scene.standing(&table.name).is_some() {
        why.push("its default is not one constant for all rows");
    }
    why
}

/// Whether a default is a literal.
fn is_constant(default: &str) -> bool {
    let moment = ["CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"];
    let tokens = text::tokens(default);
    let is_literal = |token: &text::Token<'_>| {
        matches!(token.kind, text::Kind::Space | text::Kind::Comment | text::Kind::Literal)
            || token
                .text
                .chars()
                .all(|letter| letter.is_ascii_digit() || ".+-xXeE".contains(letter))
            || ["null", "true", "false"].iter().any(|word| token.is(word))
            || (token.kind == text::Kind::Word
                && !moment.iter().any(|word| token.is(&word.to_lowercase()))
                && token.text.starts_with(['x', 'X']))
    };
    tokens.iter().all(is_literal)
}

/// What needs a column, so that it cannot be dropped.
fn needing(scene: &Scene<'_>, table: &Table, name: &str) -> Vec<String> {
    let same = |other: &String| other.eq_ignore_ascii_case(name);
    let mut needed = Vec::new();
    if table.primary_key.as_ref().is_some_and(|key| key.columns.iter().any(same)) {
        needed.push("the primary key".to_owned());
    }
    if table.uniques.iter().any(|key| key.columns.iter().any(same)) {
        needed.push("a unique constraint".to_owned());
    }
    for index in &table.indexes {
        let holds = index.parts.iter().any(|part| match &part.key {
            IndexKey::Column(column) => same(column),
            IndexKey::Expr(expr) => text::mentions(&expr.0, name),
        });
        let filters = index.predicate.as_ref().is_some_and(|expr| text::mentions(&expr.0, name));
        if holds || filters {
            needed.push(format!("index `{}`", index.name));
        }
    }
    let generated = table.columns.iter().filter(|column| {
        let computed = column.generated.as_ref();
        computed.is_some_and(|generated| text::mentions(&generated.expr.0, name))
    });
    needed.extend(generated.map(|column| format!("generated column `{}`", column.name)));
    let others = |check: &&crate::schema::Check| {
        let columns = table.columns.iter().map(|column| &column.name);
        columns.filter(|column| !same(column)).any(|column| text::mentions(&check.expr.0, column))
    };
    let checks = table.checks.iter().filter(|check| text::mentions(&check.expr.0, name));
    needed.extend(checks.filter(others).map(|check| format!("the check `{}`", check.expr)));
    let long = table.foreign_keys.iter().filter(|key| key.columns.len() > 1);
    if long.into_iter().any(|key| key.columns.iter().any(same)) {
        needed.push("a foreign key over several columns".to_owned());
    }
    // One on another table that mentions this one is as good.
    for other in scene.schema.tables.values() {
        let reaches = |sql: &str| other.name == table.name || text::mentions(sql, &table.name.name);
        let triggers = other
            .triggers
            .iter()
            .filter(|trigger| reaches(&trigger.sql) && text::mentions(&trigger.sql, name));
        needed.extend(triggers.map(|trigger| format!("trigger `{}`", trigger.name)));
    }
    let reads = |view: &&View| {
        view.reads.iter().any(|(of, column)| *of == table.name && column.as_ref().is_some_and(same))
    };
    let views = scene.schema.views.values().filter(reads);
    needed.extend(
        views.map(|view| format!("view `{}`", Sqlite.quote(&view.name.name).trim_matches('"'))),
    );
    needed
}
