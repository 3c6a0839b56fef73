//! What each statement locks on PostgreSQL, and what it does meanwhile. Every line of it is measured in the tests.

use super::column::{self, Fate};
use crate::lint::{Blocks, Lock, Scene, Work};
use crate::replay::act::{Act, Action, ColumnChange, Constraint, Verb};
use crate::schema::{Name, Table, Type};

/// A lock of a table, by the server's name for it.
#[derive(Clone, Copy)]
enum Mode {
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

impl Mode {
    fn on(self, table: &Name, work: Work) -> Lock {
        let (mode, blocks) = match self {
            Mode::RowShare => ("RowShareLock", Blocks::Changes),
            Mode::RowExclusive => ("RowExclusiveLock", Blocks::Changes),
            Mode::ShareUpdateExclusive => ("ShareUpdateExclusiveLock", Blocks::Changes),
            Mode::Share => ("ShareLock", Blocks::Writes),
            Mode::ShareRowExclusive => ("ShareRowExclusiveLock", Blocks::Writes),
            Mode::Exclusive => ("ExclusiveLock", Blocks::Writes),
            Mode::AccessExclusive => ("AccessExclusiveLock", Blocks::Everything),
        };
        Lock { table: table.clone(), mode, blocks, work }
    }
}

/// What a statement locks of what stood before its section.
pub(super) fn locks(scene: &Scene<'_>) -> Vec<Lock> {
    let mut locks = all(scene);
    locks.retain(|lock| !scene.is_made(&lock.table));
    strongest(locks)
}

/// What an action of `ALTER TABLE` locks.
pub(super) fn of_action(scene: &Scene<'_>, table: &Table, action: &Action<'_>) -> Vec<Lock> {
    let mut locks = action_locks(scene, table, action);
    locks.retain(|lock| !scene.is_made(&lock.table));
    strongest(locks)
}

/// Of several locks on one table the strongest; each is held while all is done that the statement does.
fn strongest(mut locks: Vec<Lock>) -> Vec<Lock> {
    locks.sort_by(|one, other| {
        (&one.table, other.blocks, other.mode).cmp(&(&other.table, one.blocks, one.mode))
    });
    let mut merged: Vec<Lock> = Vec::new();
    for lock in locks {
        match merged.last_mut().filter(|last| last.table == lock.table) {
            Some(last) => last.work = last.work.max(lock.work),
            None => merged.push(lock),
        }
    }
    let work = merged.iter().map(|lock| lock.work).max().unwrap_or(Work::Brief);
    merged.iter_mut().for_each(|lock| lock.work = work);
    merged
}

fn all(scene: &Scene<'_>) -> Vec<Lock> {
    use Mode::{
        AccessExclusive, Exclusive, RowExclusive, Share, ShareRowExclusive, ShareUpdateExclusive,
    };
    let schema = scene.schema;
    match scene.act {
        Act::AlterTable { table, actions, .. } => {
            let Some(table) = schema.tables.get(table) else { return Vec::new() };
            actions.iter().flat_map(|action| action_locks(scene, table, action)).collect()
        }
        Act::CreateIndex { on, only, concurrently, .. } => {
            let is_empty = *only
                && schema.tables.get(on).is_some_and(|table| table.options.partition_by.is_some());
            let work = if is_empty { Work::Brief } else { Work::Index };
            vec![if *concurrently { ShareUpdateExclusive } else { Share }.on(on, work)]
        }
        Act::DropIndexes { indexes, concurrently, .. } => {
            let mode = if *concurrently { ShareUpdateExclusive } else { AccessExclusive };
            indexes.iter().map(|(on, _)| mode.on(on, Work::Brief)).collect()
        }
        Act::Reindex { on, concurrently, .. } => {
            let mode = if *concurrently { ShareUpdateExclusive } else { Share };
            on.iter().map(|on| mode.on(on, Work::Index)).collect()
        }
        Act::Rewrite { table, .. } => {
            table.iter().map(|table| AccessExclusive.on(table, Work::Rewrite)).collect()
        }
        Act::Refresh { view, concurrently } => {
            vec![match concurrently {
                true => Exclusive.on(view, Work::Scan),
                false => AccessExclusive.on(view, Work::Rewrite),
            }]
        }
        Act::CreateTable { partition_of, refers, .. } => {
            let referred = refers.iter().map(|table| ShareRowExclusive.on(table, Work::Brief));
            let parent = partition_of.iter().map(|table| AccessExclusive.on(table, Work::Brief));
            parent.chain(referred).collect()
        }
        Act::Comment { on } => vec![ShareUpdateExclusive.on(on, Work::Brief)],
        Act::DropTables { tables, .. } => {
            let dropped = tables.iter().filter_map(|name| schema.tables.get(name));
            let mut locks = Vec::new();
            for table in dropped {
                locks.push(AccessExclusive.on(&table.name, Work::Brief));
                locks.extend(
                    table
                        .foreign_keys
                        .iter()
                        .map(|key| AccessExclusive.on(&key.table, Work::Brief)),
                );
                let parent = table.options.partition_of.as_ref();
                locks.extend(parent.map(|(parent, _)| AccessExclusive.on(parent, Work::Brief)));
            }
            locks
        }
        Act::Truncate { tables, .. } => {
            tables.iter().map(|table| AccessExclusive.on(table, Work::Brief)).collect()
        }
        Act::CreateTrigger { on } => vec![ShareRowExclusive.on(on, Work::Brief)],
        Act::DropTrigger { on } | Act::Policy { on } => vec![AccessExclusive.on(on, Work::Brief)],
        Act::TightenDomain { name, not_valid: false } | Act::ValidateDomain { name } => {
            let uses = |table: &&Table| {
                table.columns.iter().any(|column| *column.ty.element() == Type::Named(name.clone()))
            };
            let tables = schema.tables.values().filter(uses);
            tables.map(|table| Share.on(&table.name, Work::Scan)).collect()
        }
        Act::Write(write) => {
            let work = if write.verb == Verb::Insert { Work::Brief } else { Work::Scan };
            vec![RowExclusive.on(&write.table, work)]
        }
        Act::Drop { .. }
        | Act::RenameNamespace { .. }
        | Act::AddEnumValue { .. }
        | Act::RenameEnumValue { .. }
        | Act::TightenDomain { .. }
        | Act::Set { .. }
        | Act::Pragma { .. }
        | Act::Transaction(_)
        | Act::Analyze
        | Act::Permission
        | Act::UpdateExtension { .. } => Vec::new(),
    }
}

fn action_locks(scene: &Scene<'_>, table: &Table, action: &Action<'_>) -> Vec<Lock> {
    use Mode::{AccessExclusive, RowShare, ShareRowExclusive, ShareUpdateExclusive};
    let name = &table.name;
    let exclusive = |work| vec![AccessExclusive.on(name, work)];
    let referred = |is: &dyn Fn(&crate::schema::ForeignKey) -> bool| -> Vec<Lock> {
        let keys = table.foreign_keys.iter().filter(|key| is(key));
        keys.map(|key| AccessExclusive.on(&key.table, Work::Brief)).collect()
    };
    match action {
        Action::AddColumn { definition, .. } => {
            let mut locks = exclusive(column::work_of_adding(scene, definition));
            for constraint in &definition.constraints {
                if let Constraint::ForeignKey(key) = constraint {
                    locks.push(ShareRowExclusive.on(&key.table, Work::Brief));
                }
            }
            locks
        }
        Action::Add(constraint) => match constraint {
            Constraint::ForeignKey(key) => {
                let work = if key.not_valid { Work::Brief } else { Work::Scan };
                vec![
                    ShareRowExclusive.on(name, work),
                    ShareRowExclusive.on(&key.table, Work::Brief),
                ]
            }
            Constraint::Check(check) => {
                exclusive(if check.not_valid { Work::Brief } else { Work::Scan })
            }
            Constraint::Unique(_) | Constraint::PrimaryKey(_) | Constraint::Exclude(_) => {
                exclusive(Work::Index)
            }
            Constraint::UsingIndex { primary, index, .. } => {
                let reads = *primary && column::index_has_null(table, index);
                exclusive(if reads { Work::Scan } else { Work::Brief })
            }
            Constraint::NotNull { not_valid: true, .. } => exclusive(Work::Brief),
            Constraint::NotNull { column, .. } => exclusive(column::work_of_closing(table, column)),
        },
        Action::Validate(constraint) => {
            let key = table
                .foreign_keys
                .iter()
                .find(|key| key.name.as_deref() == Some(constraint.as_str()));
            let mut locks = vec![ShareUpdateExclusive.on(name, Work::Scan)];
            locks.extend(key.map(|key| RowShare.on(&key.table, Work::Brief)));
            locks
        }
        Action::DropConstraint { name: constraint, .. } => {
            let mut locks = exclusive(Work::Brief);
            locks.extend(referred(&|key| key.name.as_deref() == Some(constraint.as_str())));
            locks
        }
        Action::DropColumn { name: column, .. } => {
            let mut locks = exclusive(Work::Brief);
            locks.extend(referred(&|key| key.columns.contains(column)));
            locks
        }
        Action::AlterColumn { name: column, change } => match change {
            ColumnChange::Type { .. } => {
                exclusive(match column::fate(scene, table, column, change) {
                    Fate::Free => Work::Brief,
                    Fate::Rechecked => Work::Scan,
                    Fate::Reindexed => Work::Index,
                    Fate::Rewritten => Work::Rewrite,
                })
            }
            ColumnChange::Nullable(false) => exclusive(column::work_of_closing(table, column)),
            ColumnChange::Expression(_) => exclusive(Work::Rewrite),
            ColumnChange::Default(_)
            | ColumnChange::DropDefault
            | ColumnChange::Nullable(true)
            | ColumnChange::DropExpression { .. }
            | ColumnChange::AddIdentity(..)
            | ColumnChange::SetIdentity(..)
            | ColumnChange::DropIdentity { .. } => exclusive(Work::Brief),
        },
        Action::Attach { child, .. } => {
            let work = match scene.schema.tables.get(child) {
                Some(part) if super::partition::is_checked(table, part) => Work::Brief,
                _ => Work::Scan,
            };
            vec![ShareUpdateExclusive.on(name, Work::Brief), AccessExclusive.on(child, work)]
        }
        Action::Detach { child, concurrently } => {
            let mode = if *concurrently { ShareUpdateExclusive } else { AccessExclusive };
            vec![mode.on(name, Work::Brief), AccessExclusive.on(child, Work::Brief)]
        }
        Action::SetParameters(_) | Action::ResetParameters(_) => {
            vec![ShareUpdateExclusive.on(name, Work::Brief)]
        }
        Action::SetUnlogged(_) => exclusive(Work::Rewrite),
        Action::Nothing("SET TABLESPACE" | "SET ACCESS") => exclusive(Work::Rewrite),
        Action::Nothing("CLUSTER ON" | "SET WITHOUT" | "SET STATISTICS" | "SET (") => {
            vec![ShareUpdateExclusive.on(name, Work::Brief)]
        }
        Action::Nothing(words) if words.ends_with("TRIGGER") => {
            vec![ShareRowExclusive.on(name, Work::Brief)]
        }
        Action::RenameColumn { .. }
        | Action::RenameTable(_)
        | Action::RenameConstraint { .. }
        | Action::SetNamespace(_)
        | Action::AlterConstraint { .. }
        | Action::Inherit(_)
        | Action::NoInherit(_)
        | Action::DropPrimaryKey
        | Action::Nothing(_) => exclusive(Work::Brief),
    }
}
