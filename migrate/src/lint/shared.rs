//! What is to be said of a statement on every database: what it loses, what it breaks in running applications, what it
//! does not say. Knows no locks.

use super::rule;
use super::scene::{Remark, Scene};
use crate::op::{self, needs_value, widens};
use crate::replay::act::{Act, Action, ColumnChange, Constraint, Verb};
use crate::schema::{Name, Table, Type};

/// Judges a statement before it is followed.
pub(super) fn judge(scene: &Scene<'_>, remarks: &mut Vec<Remark>) {
    if scene.is_in_transaction() && hedges(scene.act) {
        remarks.push(Remark::new(
            &rule::IF_EXISTS_IN_TRANSACTION,
            "`IF [NOT] EXISTS` in a transaction hides a database that is not what the history says",
        ));
    }
    match scene.act {
        Act::DropTables { tables, cascade, .. } => {
            for table in tables.iter().filter_map(|table| scene.standing(table)) {
                // A table whose rows were moved to one that takes its place is not gone.
                if !is_rebuilt(scene, &table.name) {
                    let name = &table.name;
                    remarks.push(Remark::new(&rule::DROP_TABLE, op::drops_table(name)));
                }
            }
            if *cascade {
                remarks.push(cascades("these tables"));
            }
        }
        Act::AlterTable { table, actions, .. } => {
            if let Some(table) = scene.standing(table) {
                actions.iter().for_each(|action| of_action(scene, table, action, remarks));
            }
        }
        Act::CreateIndex { index, .. } if !index.unique && index.parts.len() > 3 => {
            remarks.push(Remark::new(
                &rule::WIDE_INDEX,
                format!("index `{}` holds {} columns", index.name, index.parts.len()),
            ));
        }
        Act::Drop { sort, name, cascade, .. } => {
            let holds = ["schema", "database", "sequence", "extension", "type", "domain"];
            let is_brought = scene.takes_back(|origin| origin.brought_object(sort, name));
            if holds.contains(&sort.as_str()) && !is_brought {
                remarks.push(Remark::new(&rule::DROP_OBJECT, format!("drops {sort} `{name}`")));
            }
            if *cascade {
                remarks.push(cascades(&format!("{sort} `{name}`")));
            }
        }
        Act::RenameNamespace { name }
            if !scene.takes_back(|origin| origin.brought_object("schema", &Name::new(name))) =>
        {
            remarks.push(Remark::new(
                &rule::RENAME_OBJECT,
                format!("running applications know only schema `{name}`"),
            ));
        }
        Act::RenameEnumValue { name, value, next }
            if !scene.takes_back(|origin| origin.had_value(name, next)) =>
        {
            remarks.push(Remark::new(
                &rule::RENAME_OBJECT,
                format!("running applications know only the value `{value}` of `{name}`"),
            ));
        }
        Act::Truncate { tables, cascade } => {
            for table in tables.iter().filter(|table| scene.standing(table).is_some()) {
                remarks
                    .push(Remark::new(&rule::TRUNCATE, format!("all rows of `{table}` are gone")));
            }
            if *cascade {
                remarks.push(cascades("these tables"));
            }
        }
        Act::Write(write) if !write.filtered && write.verb != Verb::Insert => {
            let is_new =
                |column: &String| scene.past.added.contains(&(write.table.clone(), column.clone()));
            let is_fill = !write.columns.is_empty() && write.columns.iter().all(is_new);
            if scene.standing(&write.table).is_some() && !is_fill {
                let verb = if write.verb == Verb::Update { "changes" } else { "deletes" };
                remarks.push(Remark::new(
                    &rule::WRITE_WITHOUT_WHERE,
                    format!("{verb} every row of `{}`", write.table),
                ));
            }
        }
        Act::Transaction(word) => {
            remarks.push(Remark::new(
                &rule::TRANSACTION_CONTROL,
                format!("`{word}` stands where the transaction is not the revision's to control"),
            ));
        }
        _ => {}
    }
}

fn cascades(what: &str) -> Remark {
    Remark::new(&rule::CASCADES, format!("whatever depends on {what} is dropped as well"))
}

/// Whether the statement says that it may be done already.
fn hedges(act: &Act<'_>) -> bool {
    match act {
        Act::CreateTable { if_not_exists, .. } | Act::CreateIndex { if_not_exists, .. } => {
            *if_not_exists
        }
        Act::AlterTable { if_exists, actions, .. } => {
            *if_exists
                || actions.iter().any(|action| match action {
                    Action::AddColumn { if_not_exists, .. } => *if_not_exists,
                    Action::DropColumn { if_exists, .. }
                    | Action::DropConstraint { if_exists, .. } => *if_exists,
                    _ => false,
                })
        }
        Act::DropTables { if_exists, .. }
        | Act::DropIndexes { if_exists, .. }
        | Act::Drop { if_exists, .. } => *if_exists,
        _ => false,
    }
}

/// Whether rows of the table have been written to another one in the section, as a rebuild does.
fn is_rebuilt(scene: &Scene<'_>, table: &Name) -> bool {
    scene.past.made.iter().any(|made| {
        made != table
            && scene.past.copied.contains_key(made)
            && scene.schema.tables.contains_key(made)
    })
}

fn of_action(scene: &Scene<'_>, table: &Table, action: &Action<'_>, remarks: &mut Vec<Remark>) {
    let name = &table.name;
    let first = scene.first_name(name);
    match action {
        Action::AddColumn { definition, .. } => {
            let is_key = definition
                .constraints
                .iter()
                .any(|constraint| matches!(constraint, Constraint::PrimaryKey(_)));
            let column = &definition.column.name;
            if needs_value(&definition.column) && !is_key {
                let was_so = scene.origin().and_then(|origin| origin.column(first, column));
                if was_so.is_some_and(needs_value) {
                    remarks.push(Remark::new(
                        &rule::DOWN_FAILS_ON_ROWS,
                        op::lacks_value(name, column),
                    ));
                    return;
                }
                remarks.push(
                    Remark::new(&rule::NOT_NULL_WITHOUT_DEFAULT, op::lacks_value(name, column))
                        .help("write a default, or in the model `#[column(backfill = \"…\")]`"),
                );
            }
        }
        Action::DropColumn { name: column, cascade, .. } => {
            let is_computed = table.column(column).is_some_and(|column| column.generated.is_some());
            let is_brought = scene.takes_back(|origin| origin.brought_column(first, column));
            if !is_computed && !is_brought {
                remarks.push(Remark::new(&rule::DROP_COLUMN, op::drops_column(name, column)));
            }
            if *cascade {
                remarks.push(cascades(&format!("column `{name}.{column}`")));
            }
        }
        Action::RenameColumn { previous, next }
            if !scene.takes_back(|origin| origin.renamed_column(first, previous)) =>
        {
            remarks.push(Remark::new(
                &rule::RENAME_COLUMN,
                format!(
                    "running applications know only `{name}.{previous}`, which is `{next}` from here on"
                ),
            ));
        }
        Action::RenameTable(_) | Action::SetNamespace(_)
            if scene.takes_back(|origin| origin.renamed.contains_key(first)) => {}
        Action::RenameTable(next) => {
            remarks.push(Remark::new(
                &rule::RENAME_TABLE,
                format!("running applications know only `{name}`, which is `{next}` from here on"),
            ));
        }
        Action::SetNamespace(next) => {
            remarks.push(Remark::new(
                &rule::RENAME_TABLE,
                format!("running applications know only `{name}`, which is in schema `{next}` from here on"),
            ));
        }
        Action::DropConstraint { name: constraint, cascade, .. } => {
            if !scene.takes_back(|origin| origin.brought_constraint(first, constraint)) {
                remarks.push(Remark::new(
                    &rule::DROP_CONSTRAINT,
                    format!("rows of `{name}` may break `{constraint}` from here on"),
                ));
            }
            if *cascade {
                remarks.push(cascades(&format!("constraint `{constraint}`")));
            }
        }
        Action::DropPrimaryKey if !scene.takes_back(|origin| origin.brought_key(first)) => {
            remarks.push(Remark::new(
                &rule::DROP_CONSTRAINT,
                format!("rows of `{name}` may break its primary key from here on"),
            ));
        }
        Action::AlterColumn { name: column, change: ColumnChange::Nullable(true) }
            if !scene.takes_back(|origin| {
                origin.column(first, column).is_some_and(|column| column.nullable)
            }) =>
        {
            remarks.push(Remark::new(
                &rule::DROP_NOT_NULL,
                format!("`{name}.{column}` may be NULL from here on, which running applications do not expect"),
            ));
        }
        _ => {}
    }
}

/// Judges a change of a column's type, which its dialect has read.
pub(crate) fn retyped(
    scene: &Scene<'_>,
    table: &Name,
    column: &str,
    previous: &Type,
    next: &Type,
    remarks: &mut Vec<Remark>,
) {
    // Only values that came since the way up can be too wide for what was there before it.
    let is_back = scene.takes_back(|origin| {
        origin.column(scene.first_name(table), column).is_some_and(|column| column.ty == *next)
    });
    if !widens(previous, next) && !is_back {
        remarks.push(Remark::new(&rule::NARROWED_COLUMN, op::narrows(table, column)));
    }
}
