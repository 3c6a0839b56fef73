//! What the actions of an `ALTER TABLE` do. Each changes the schema wholly or not at all, and so do several together.

use super::alter::{Action, ColumnChange};
use super::column::{self, Definition};
use super::constraint::Constraint;
use super::create;
use super::cursor::Reason;
use super::drop;
use super::names;
use super::partition;
use super::register::Watched;
use super::rename;
use super::sequence;
use super::world::World;
use crate::schema::{
    Column, Identity, IdentityKind, Index, IndexKey, Name, PrimaryKey, Schema, Sequence, Table,
    Type, Unique,
};

/// Does all of the actions, or none if one of them cannot be done.
pub(super) fn all(
    world: &mut World<'_>,
    table: Name,
    only: bool,
    actions: Vec<Action<'_>>,
) -> Result<(), Reason> {
    let undo =
        if actions.len() > 1 { Some(Undo::of(&world.schema, &table, &actions)) } else { None };
    let mut name = table;
    for action in actions {
        match one(world, &name, only, action) {
            Ok(next) => name = next,
            Err(reason) => {
                if let Some(undo) = undo {
                    undo.restore(&mut world.schema);
                }
                return Err(reason);
            }
        }
    }
    Ok(())
}

/// What the schema was before several actions: all of it if one of them can reach beyond the table, else the table.
enum Undo {
    Table(Box<Table>),
    Schema(Box<Schema>),
}

impl Undo {
    fn of(schema: &Schema, name: &Name, actions: &[Action<'_>]) -> Self {
        let alone = actions.iter().all(|action| {
            matches!(
                action,
                Action::AddColumn { .. }
                    | Action::Add(_)
                    | Action::AlterColumn { .. }
                    | Action::Nothing(_)
            )
        });
        match schema.tables.get(name) {
            Some(table) if alone && table.options.inherits.is_empty() => {
                Undo::Table(Box::new(table.clone()))
            }
            _ => Undo::Schema(Box::new(schema.clone())),
        }
    }

    fn restore(self, schema: &mut Watched<'_>) {
        match self {
            Undo::Table(table) => schema.insert_table(*table),
            Undo::Schema(previous) => schema.replace(*previous),
        }
    }
}

/// Does one action and returns the name of the table after it.
fn one(world: &mut World<'_>, name: &Name, only: bool, action: Action<'_>) -> Result<Name, Reason> {
    match action {
        Action::AddColumn { definition, if_not_exists } => {
            add_column(world, name, only, definition, if_not_exists)?
        }
        Action::DropColumn { name: column, if_exists, cascade } => {
            drop::column(world, name, &column, if_exists, cascade)?;
        }
        Action::RenameColumn { previous, next } => {
            rename::rename_column(world, name, &previous, &next)?
        }
        Action::RenameTable(next) => {
            let next = Name { namespace: name.namespace.clone(), name: next };
            rename::rename_table(world, name, &next)?;
            return Ok(next);
        }
        Action::SetNamespace(namespace) => {
            let next = world.place(&Name { namespace: Some(namespace), name: name.name.clone() });
            rename::rename_table(world, name, &next)?;
            return Ok(next);
        }
        Action::RenameConstraint { previous, next } => {
            rename::rename_constraint(world, name, &previous, next)?
        }
        Action::Add(constraint) => add_constraint(world, name, constraint)?,
        Action::DropConstraint { name: constraint, if_exists, cascade } => {
            drop::constraint(world, name, &constraint, if_exists, cascade)?;
        }
        Action::DropPrimaryKey => world.table_mut(name)?.primary_key = None,
        Action::Validate(constraint) => validate(world, name, &constraint)?,
        Action::AlterConstraint { name: constraint, deferrable } => {
            let table = world.table_mut(name)?;
            let found =
                table.foreign_keys.iter_mut().find(|key| key.name.as_deref() == Some(&constraint));
            found.ok_or_else(|| format!("there is no foreign key `{constraint}`"))?.deferrable =
                deferrable;
        }
        Action::AlterColumn { name: column, change } => alter_column(world, name, &column, change)?,
        Action::SetParameters(parameters) => world.table_mut(name)?.options.with.extend(parameters),
        Action::ResetParameters(names) => {
            world.table_mut(name)?.options.with.retain(|name, _| !names.contains(name));
        }
        Action::SetUnlogged(unlogged) => world.table_mut(name)?.options.unlogged = unlogged,
        Action::Attach { child, bounds } => {
            let child = world.table_name(&child)?;
            partition::attach(world, name, &child, bounds)?;
        }
        Action::Detach { child, .. } => {
            let child = world.table_name(&child)?;
            partition::detach(world, name, &child)?;
        }
        Action::Inherit(parent) => {
            let parent = world.table_name(&parent)?;
            world.table_mut(name)?.options.inherits.push(parent);
        }
        Action::NoInherit(parent) => {
            let parent = world.table_name(&parent)?;
            world.table_mut(name)?.options.inherits.retain(|other| *other != parent);
        }
        Action::Nothing(_) => {}
    }
    Ok(name.clone())
}

/// The partitions of `name`.
pub(super) fn partitions(world: &World<'_>, name: &Name) -> Vec<Name> {
    let is = |child: &Name| {
        let table = world.schema.tables.get(child);
        table.is_some_and(|table| {
            table.options.partition_of.as_ref().is_some_and(|(parent, _)| parent == name)
        })
    };
    children(world, name).into_iter().filter(is).collect()
}

/// The tables that inherit from `name` directly, and its partitions.
pub(super) fn children(world: &World<'_>, name: &Name) -> Vec<Name> {
    if !world.capability.inheritance {
        return Vec::new();
    }
    let referring = world.schema.referring(&name.name);
    let tables = referring.iter().filter_map(|key| world.schema.tables.get(key)).filter(|table| {
        let partition =
            table.options.partition_of.as_ref().is_some_and(|(parent, _)| parent == name);
        partition || table.options.inherits.contains(name)
    });
    tables.map(|table| table.name.clone()).collect()
}

fn add_column(
    world: &mut World<'_>,
    name: &Name,
    only: bool,
    definition: Definition,
    if_not_exists: bool,
) -> Result<(), Reason> {
    let mut table = world.table(name)?.clone();
    if table.options.module.is_some() {
        return Err(format!("table `{name}` is virtual and cannot be altered"));
    }
    if world.column_of(&table, &definition.column.name).is_ok() {
        return if if_not_exists {
            Ok(())
        } else {
            Err(format!("column `{}` exists already in table `{name}`", definition.column.name))
        };
    }
    let mut column = definition.column;
    if let Some(identity) = column.identity.as_mut().filter(|one| one.sequence.is_none())
        && world.capability.serial_types
    {
        identity.sequence = names::spare_sequence(world, name, &column.name);
    }
    let added = column.name.clone();
    table.columns.push(column);
    for constraint in definition.constraints {
        create::add_constraint(world, &mut table, constraint)?;
    }
    if world.capability.named_constraints {
        names::name_all(world, &mut table);
        names::settle_sequences(&mut table);
    }
    let inherited = table.column(&added).map(|column| partition::column(&table, column));
    world.schema.insert_table(table);
    if let Some(column) = inherited.filter(|_| !only) {
        for child in partitions(world, name) {
            let definition = Definition { column: column.clone(), constraints: Vec::new() };
            add_column(world, &child, false, definition, true)?;
        }
    }
    Ok(())
}

fn add_constraint(
    world: &mut World<'_>,
    name: &Name,
    constraint: Constraint,
) -> Result<(), Reason> {
    let mut table = world.table(name)?.clone();
    if let Some(written) = written_name(&constraint)
        && world.capability.named_constraints
        && names::constraint_on(&table, written)
    {
        return Err(format!("constraint `{written}` exists already in table `{name}`"));
    }
    if let Constraint::UsingIndex { name: written, index, primary, deferrable } = constraint {
        let at = table.indexes.iter().position(|other| world.same(&other.name, &index));
        let index = table.indexes.remove(at.ok_or_else(|| format!("there is no index `{index}`"))?);
        let columns = plain_columns(&index)?;
        let name = Some(written.unwrap_or(index.name));
        let (include, nulls_not_distinct) = (index.include, index.nulls_not_distinct);
        if primary {
            let (orders, on_conflict) = (Vec::new(), None);
            let key = PrimaryKey { name, columns, include, deferrable, orders, on_conflict };
            create::add_constraint(world, &mut table, Constraint::PrimaryKey(key))?;
        } else {
            table.uniques.push(Unique {
                name,
                columns,
                nulls_not_distinct,
                include,
                deferrable,
                orders: Vec::new(),
                on_conflict: None,
            });
        }
    } else {
        create::add_constraint(world, &mut table, constraint)?;
    }
    if world.capability.named_constraints {
        names::name_all(world, &mut table);
    }
    world.schema.insert_table(table);
    Ok(())
}

fn written_name(constraint: &Constraint) -> Option<&str> {
    match constraint {
        Constraint::PrimaryKey(key) => key.name.as_deref(),
        Constraint::Unique(key) => key.name.as_deref(),
        Constraint::ForeignKey(key) => key.name.as_deref(),
        Constraint::Check(check) => check.name.as_deref(),
        Constraint::Exclude(exclude) => Some(exclude.name.as_str()).filter(|name| !name.is_empty()),
        Constraint::UsingIndex { name, .. } => name.as_deref(),
        Constraint::NotNull { name, .. } => name.as_deref(),
    }
}

fn plain_columns(index: &Index) -> Result<Vec<String>, Reason> {
    let columns = index.parts.iter().map(|part| match &part.key {
        IndexKey::Column(name) => Ok(name.clone()),
        IndexKey::Expr(expr) => {
            Err(format!("index `{}` holds the expression `{expr}`", index.name))
        }
    });
    columns.collect()
}

fn validate(world: &mut World<'_>, name: &Name, constraint: &str) -> Result<(), Reason> {
    let table = world.table_mut(name)?;
    if let Some(key) =
        table.foreign_keys.iter_mut().find(|key| key.name.as_deref() == Some(constraint))
    {
        key.not_valid = false;
    } else if let Some(check) =
        table.checks.iter_mut().find(|check| check.name.as_deref() == Some(constraint))
    {
        check.not_valid = false;
    } else if names::closed_column(table, constraint).is_none() {
        return Err(format!(
            "there is no foreign key, check or `NOT NULL` called `{constraint}` in table `{name}`"
        ));
    }
    Ok(())
}

fn alter_column(
    world: &mut World<'_>,
    table: &Name,
    column: &str,
    change: ColumnChange<'_>,
) -> Result<(), Reason> {
    let name = world.column_of(world.table(table)?, column)?;
    let Some(found) = world.table(table)?.column(&name) else { return Ok(()) };
    let mut next = found.clone();
    if inherits(&change) {
        for child in children(world, table) {
            if world.table(&child)?.column(&name).is_some() {
                alter_column(world, &child, &name, change.clone())?;
            }
        }
    }
    changed(world, table, &mut next, change)?;
    let sequence =
        next.default.as_ref().and_then(|default| sequence::asked(world.dialect, default));
    replace(world, table, &next)?;
    if let Some(sequence) = sequence
        && let Some(key) = world.key(&world.schema.sequences, &sequence)
    {
        sequence::become_serial(world, &key);
    }
    Ok(())
}

/// Whether tables that inherit the column are changed with it.
fn inherits(change: &ColumnChange<'_>) -> bool {
    match change {
        ColumnChange::Type { .. }
        | ColumnChange::Default(_)
        | ColumnChange::DropDefault
        | ColumnChange::Nullable(_)
        | ColumnChange::Expression(_)
        | ColumnChange::DropExpression { .. } => true,
        ColumnChange::AddIdentity(..)
        | ColumnChange::SetIdentity(..)
        | ColumnChange::DropIdentity { .. } => false,
    }
}

fn replace(world: &mut World<'_>, table: &Name, next: &Column) -> Result<(), Reason> {
    let table = world.table_mut(table)?;
    for column in table.columns.iter_mut().filter(|column| column.name == next.name) {
        column.clone_from(next);
    }
    names::settle_sequences(table);
    Ok(())
}

fn changed(
    world: &mut World<'_>,
    table: &Name,
    column: &mut Column,
    change: ColumnChange<'_>,
) -> Result<(), Reason> {
    match change {
        ColumnChange::Type { text, collation, .. } => {
            let ty = world.ty(&text);
            let previous = std::mem::replace(&mut column.ty, ty);
            column.collation = collation;
            if let Some(default) = column.default.take() {
                let default = column::typed(world, &previous, default);
                column.default = Some(column::uncast(world, &column.ty, default));
            }
        }
        ColumnChange::Default(tokens) => {
            drop_serial(world, table, column);
            column.default = column::default_value(world, &column.ty, &tokens);
        }
        ColumnChange::DropDefault => {
            drop_serial(world, table, column);
            column.default = None;
        }
        ColumnChange::Nullable(nullable) => {
            column.nullable = nullable;
            column.null_conflict = None;
            if nullable {
                column.not_null_name = None;
            }
        }
        ColumnChange::Expression(expr) => match &mut column.generated {
            Some(generated) => generated.expr = expr,
            None => return Err(format!("column `{}` is not generated", column.name)),
        },
        ColumnChange::DropExpression { if_exists } => {
            if column.generated.take().is_none() && !if_exists {
                return Err(format!("column `{}` is not generated", column.name));
            }
        }
        ColumnChange::AddIdentity(kind, read) => {
            if column.identity.is_some() {
                return Err(format!("column `{}` is numbered already", column.name));
            }
            let said = read.name.map(|name| world.place(&name));
            let sequence = said.or_else(|| names::spare_sequence(world, table, &column.name));
            column.identity = Some(Identity {
                kind,
                options: sequence::settle(read.options, &column.ty),
                sequence,
            });
        }
        ColumnChange::SetIdentity(kind, read) => match &mut column.identity {
            Some(identity) => {
                identity.kind = kind.unwrap_or(identity.kind);
                sequence::overlay(&mut identity.options, read, &column.ty);
            }
            None => return Err(format!("column `{}` is not an identity column", column.name)),
        },
        ColumnChange::DropIdentity { if_exists } => {
            if column.identity.take().is_none() && !if_exists {
                return Err(format!("column `{}` is not an identity column", column.name));
            }
        }
    }
    Ok(())
}

/// A serial column that loses its default leaves its sequence behind, owned by the column.
fn drop_serial(world: &mut World<'_>, table: &Name, column: &mut Column) {
    let Some(identity) = column.identity.take_if(|identity| identity.kind == IdentityKind::Serial)
    else {
        return;
    };
    let name = identity.sequence.unwrap_or_else(|| Name {
        namespace: table.namespace.clone(),
        name: names::object(&table.name, &column.name, "seq"),
    });
    let ty = Some(column.ty.clone()).filter(|ty| *ty != Type::BigInt);
    let owned_by = Some((table.clone(), column.name.clone()));
    let sequence = Sequence { name: name.clone(), ty, options: identity.options, owned_by };
    world.schema.apart_mut().sequences.insert(name, sequence);
}
