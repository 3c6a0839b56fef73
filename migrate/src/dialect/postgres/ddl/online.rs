//! The same changes in steps that keep nobody waiting, for `revision --online`. Each statement is to be run in a
//! transaction of its own, so that the lock of one is not held while the next goes through rows.
//!
//! ```text
//! an index, UNIQUE, PRIMARY KEY   CREATE INDEX CONCURRENTLY, then the constraint USING INDEX
//! CHECK, FOREIGN KEY              ADD … NOT VALID, then VALIDATE
//! NOT NULL                        CHECK (c IS NOT NULL) NOT VALID, VALIDATE, SET NOT NULL, DROP the check
//! values for rows that are there  batches along the primary key or the table's pages, each committed
//! ```

mod batch;
mod fill;
mod order;
mod partition;

use super::{beside, change, name_sql, object, quote, table, with_hazards};
use crate::dialect::Statement;
use crate::error::Result;
use crate::op::{self, Change, Op};
use crate::schema::{
    Check, Domain, ForeignKey, Index, IndexKey, IndexPart, Name, PrimaryKey, Schema, Table,
};

/// How long a statement waits for its lock before it gives up.
const LIMIT: &str = "SET lock_timeout = '5s'";

pub(in crate::dialect::postgres) use partition::{checked_attachment, checked_detachment};

/// The statements that make `op`; `None` where the usual ones are as good.
pub(in crate::dialect::postgres) fn statements(
    op: &Op,
    before: &Schema,
) -> Result<Option<Vec<Statement>>> {
    let texts = match op {
        Op::AlterTable { table, changes } => return alter(table, changes, before),
        Op::CreateTable(table) => create(table, before),
        Op::DropTable(table) => drop(table)?,
        Op::AlterDomain { previous, next } => alter_domain(previous, next)?,
        Op::CreateNamespace(_)
        | Op::DropNamespace(_)
        | Op::CreateExtension { .. }
        | Op::DropExtension { .. }
        | Op::CreateEnum(_)
        | Op::DropEnum(_)
        | Op::AlterEnum { .. }
        | Op::ReplaceEnum { .. }
        | Op::CreateDomain(_)
        | Op::DropDomain(_)
        | Op::CreateSequence(_)
        | Op::DropSequence(_)
        | Op::AlterSequence { .. }
        | Op::RenameTable { .. }
        | Op::CreateView(_)
        | Op::DropView(_)
        | Op::CreateFunction(_)
        | Op::DropFunction(_)
        | Op::ReplaceFunction { .. } => None,
    };
    Ok(texts.map(|texts| with_hazards(texts, op::hazards(op, before))))
}

/// The limit on waiting for locks around statements; what keeps nobody waiting waits as long as it must.
pub(in crate::dialect::postgres) fn limited(statements: Vec<Statement>) -> Vec<Statement> {
    let mut limited = vec![Statement::new(LIMIT)];
    let mut is_limited = true;
    for statement in statements {
        let patient = statement.sql.contains(" CONCURRENTLY") || statement.effect.is_some();
        if patient == is_limited {
            limited.push(Statement::new(if patient { "SET lock_timeout = 0" } else { LIMIT }));
            is_limited = !patient;
        }
        limited.push(statement);
    }
    limited.push(Statement::new("RESET lock_timeout"));
    limited
}

fn alter(name: &Name, changes: &[Change], before: &Schema) -> Result<Option<Vec<Statement>>> {
    let Some(mut table) = before.tables.get(name).cloned() else { return Ok(None) };
    let mut differs = false;
    let mut statements = Vec::new();
    for change in &order::keyed(changes) {
        let one = Op::AlterTable { table: name.clone(), changes: vec![change.clone()] };
        let written = match of_change(&table, change, before)? {
            Some(written) => {
                differs = true;
                written
            }
            None => plain(change::texts(&table, change, before)?),
        };
        let mut hazards = op::hazards(&one, before);
        let mut written = written.into_iter();
        if let Some(mut first) = written.next() {
            first.hazard = (!hazards.is_empty()).then(|| std::mem::take(&mut hazards).join("; "));
            statements.push(first);
        }
        statements.extend(written);
        table = op::alter(&table, std::slice::from_ref(change));
    }
    Ok(differs.then_some(statements))
}

fn plain(texts: Vec<String>) -> Vec<Statement> {
    texts.into_iter().map(Statement::new).collect()
}

fn of_change(table: &Table, change: &Change, before: &Schema) -> Result<Option<Vec<Statement>>> {
    let is_parted = table.options.partition_by.is_some();
    let is_part = table.options.partition_of.is_some();
    let texts = match change {
        Change::AddIndex(index) if is_parted => partition::by_partition(table, index, before),
        Change::AddIndex(index) => Some(add_index(table, index)),
        Change::DropIndex(index) if !is_parted => {
            let index = name_sql(&beside(&table.name, &index.name));
            Some(vec![format!("DROP INDEX CONCURRENTLY {index}")])
        }
        Change::AddUnique(key) if !is_parted => key.name.as_deref().map(|name| {
            let index = Index {
                unique: true,
                nulls_not_distinct: key.nulls_not_distinct,
                include: key.include.clone(),
                ..index_of(name, &key.columns)
            };
            using_index(table, &index, "UNIQUE", table::deferrable(key.deferrable))
        }),
        Change::AddPrimaryKey(key) if !is_parted => add_primary_key(table, key),
        Change::AddForeignKey(key) if !is_parted && !key.not_valid => {
            let unchecked = ForeignKey { not_valid: true, ..key.clone() };
            validated(table, key.name.as_deref(), &table::foreign_key(&unchecked))
        }
        Change::AddCheck(check) if !check.not_valid => {
            let unchecked = Check { not_valid: true, ..check.clone() };
            validated(table, check.name.as_deref(), &table::check(&unchecked))
        }
        Change::AddColumn { column, backfill, .. } if !is_part => {
            return Ok(fill::add_column(table, column, backfill.as_ref(), before));
        }
        Change::AlterColumn { previous, next, backfill, using } if !is_part => {
            let (backfill, using) = (backfill.as_ref(), using.as_ref());
            return fill::alter_column(table, (previous, next), backfill, using, before);
        }
        Change::Options { previous, next } => {
            partition::move_partition(table, previous, next, before)
        }
        Change::DropIndex(_)
        | Change::AddUnique(_)
        | Change::AddPrimaryKey(_)
        | Change::AddForeignKey(_)
        | Change::AddCheck(_)
        | Change::AddColumn { .. }
        | Change::AlterColumn { .. }
        | Change::DropColumn { .. }
        | Change::RenameColumn { .. }
        | Change::ReplaceValue { .. }
        | Change::DropPrimaryKey(_)
        | Change::DropUnique(_)
        | Change::DropForeignKey(_)
        | Change::DropCheck(_)
        | Change::AddExclude(_)
        | Change::DropExclude(_)
        | Change::RenameConstraint { .. }
        | Change::RenameIndex { .. }
        | Change::IndexComment { .. }
        | Change::AddTrigger(_)
        | Change::DropTrigger(_)
        | Change::Comment { .. } => None,
    };
    Ok(texts.map(plain))
}

/// What steps aside for a change of type goes and comes back as anything does.
fn again(table: &Table, change: &Change, before: &Schema) -> Result<Vec<String>> {
    match of_change(table, change, before)? {
        Some(statements) => Ok(statements.into_iter().map(|statement| statement.sql).collect()),
        None => change::texts(table, change, before),
    }
}

fn add_index(table: &Table, index: &Index) -> Vec<String> {
    let comment = index.comment.as_deref();
    let comment = comment.map(|text| table::index_comment(&table.name, &index.name, Some(text)));
    let create = table::index_sql(&table.name, index, "CONCURRENTLY ", "");
    std::iter::once(create).chain(comment).collect()
}

/// A plain index over columns.
fn index_of(name: &str, columns: &[String]) -> Index {
    let part = |column: &String| IndexPart {
        key: IndexKey::Column(column.clone()),
        descending: false,
        nulls_first: None,
        collation: None,
        opclass: None,
    };
    Index {
        name: name.to_owned(),
        parts: columns.iter().map(part).collect(),
        unique: false,
        nulls_not_distinct: false,
        method: None,
        include: Vec::new(),
        predicate: None,
        with: Default::default(),
        comment: None,
    }
}

/// A key from an index of the same name, built before it.
fn using_index(table: &Table, index: &Index, what: &str, deferrable: &str) -> Vec<String> {
    let name = quote(&index.name);
    vec![
        table::index_sql(&table.name, index, "CONCURRENTLY ", ""),
        change::add(table, &format!("CONSTRAINT {name} {what} USING INDEX {name}{deferrable}")),
    ]
}

fn add_primary_key(table: &Table, key: &PrimaryKey) -> Option<Vec<String>> {
    let name = key.name.as_deref()?;
    let mut statements = Vec::new();
    for column in &key.columns {
        if table.column(column).is_none_or(|column| column.nullable) {
            statements.extend(fill::open_check(table, column));
            statements.extend(fill::close(table, column));
        }
    }
    let index =
        Index { unique: true, include: key.include.clone(), ..index_of(name, &key.columns) };
    let deferrable = table::deferrable(key.deferrable);
    statements.extend(using_index(table, &index, "PRIMARY KEY", deferrable));
    Some(statements)
}

/// A constraint that is first kept by new rows alone.
fn validated(table: &Table, name: Option<&str>, unchecked: &str) -> Option<Vec<String>> {
    let name = name?;
    let validate = change::alter(table, &format!("VALIDATE CONSTRAINT {}", quote(name)));
    Some(vec![change::add(table, unchecked), validate])
}

/// A new table whose keys to tables that stand are added after it, so that their locks are held for a moment alone.
fn create(table: &Table, before: &Schema) -> Option<Vec<String>> {
    let is_standing =
        |key: &ForeignKey| key.table != table.name && before.tables.contains_key(&key.table);
    let (later, now): (Vec<ForeignKey>, Vec<ForeignKey>) = table
        .foreign_keys
        .iter()
        .cloned()
        .partition(|key| is_standing(key) && key.name.is_some() && !key.not_valid);
    if later.is_empty() {
        return None;
    }
    let mut statements = table::create(&Table { foreign_keys: now, ..table.clone() }, before);
    statements.extend(later.iter().map(|key| change::add(table, &table::foreign_key(key))));
    Some(statements)
}

/// A table after its keys, each of which locks the table that it refers to for a moment.
fn drop(table: &Table) -> Result<Option<Vec<String>>> {
    let mut keys = table.foreign_keys.iter().filter(|key| key.table != table.name).peekable();
    if keys.peek().is_none() || table.options.partition_of.is_some() {
        return Ok(None);
    }
    let mut statements = Vec::new();
    for key in keys {
        statements.push(change::drop_constraint(table, key.name.as_deref())?);
    }
    statements.push(format!("DROP TABLE {}", name_sql(&table.name)));
    Ok(Some(statements))
}

fn alter_domain(previous: &Domain, next: &Domain) -> Result<Option<Vec<String>>> {
    let is_new = |check: &Check| !check.not_valid && !previous.checks.contains(check);
    let mut open = next.clone();
    let mut validate = Vec::new();
    for check in open.checks.iter_mut().filter(|check| is_new(check) && check.name.is_some()) {
        check.not_valid = true;
        let name = quote(check.name.as_deref().unwrap_or_default());
        validate.push(format!("ALTER DOMAIN {} VALIDATE CONSTRAINT {name}", name_sql(&next.name)));
    }
    if validate.is_empty() {
        return Ok(None);
    }
    let mut statements = object::alter_domain(previous, &open)?;
    statements.append(&mut validate);
    Ok(Some(statements))
}
