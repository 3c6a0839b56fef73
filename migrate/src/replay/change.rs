//! What the actions of an `ALTER TABLE` do. Each changes the schema wholly or not at all, and so do several together.

use super::alter::{Action, ColumnChange};
use super::canon;
use super::column::{self, Definition};
use super::constraint::Constraint;
use super::create;
use super::cursor::Reason;
use super::drop;
use super::names;
use super::register::Watched;
use super::sequence;
use super::world::World;
use crate::dialect::Dialect;
use crate::op::text::{self, Token};
use crate::op::{follow, qualify};
use crate::schema::{
    Column, Expr, Identity, IdentityKind, Index, IndexKey, Name, PrimaryKey, Schema, Sequence,
    Table, Type, Unique,
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
        Action::RenameColumn { previous, next } => rename_column(world, name, &previous, &next)?,
        Action::RenameTable(next) => {
            let next = Name { namespace: name.namespace.clone(), name: next };
            rename_table(world, name, &next)?;
            return Ok(next);
        }
        Action::SetNamespace(namespace) => {
            let next = world.place(&Name { namespace: Some(namespace), name: name.name.clone() });
            rename_table(world, name, &next)?;
            return Ok(next);
        }
        Action::RenameConstraint { previous, next } => {
            rename_constraint(world, name, &previous, next)?
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
            create::attach(world, name, &child, bounds)?;
        }
        Action::Detach { child, .. } => {
            let child = world.table_name(&child)?;
            create::detach(world, name, &child)?;
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
    let inherited = table.column(&added).map(|column| create::of_partition(&table, column));
    world.schema.insert_table(table);
    if let Some(column) = inherited.filter(|_| !only) {
        for child in partitions(world, name) {
            let definition = Definition { column: column.clone(), constraints: Vec::new() };
            add_column(world, &child, false, definition, true)?;
        }
    }
    Ok(())
}

fn rename_column(
    world: &mut World<'_>,
    name: &Name,
    previous: &str,
    next: &str,
) -> Result<(), Reason> {
    let table = world.table(name)?;
    let previous = world.column_of(table, previous)?;
    let clash = table
        .columns
        .iter()
        .any(|column| column.name != previous && world.same(&column.name, next));
    if clash {
        return Err(format!("column `{next}` exists already in table `{name}`"));
    }
    if let Some(table) = world.schema.table_mut(name).filter(|_| world.capability.serial_types) {
        names::spell_sequences(table);
    }
    if world.capability.views_keep_names {
        follow::keep_names(world.schema.rest_mut(), name, &previous, next);
    }
    follow::rename_column(world.schema.changing(std::slice::from_ref(name)), name, &previous, next);
    if let Some(table) = world.schema.table_mut(name) {
        names::settle_sequences(table);
        respell(world.dialect, table);
    }
    follow_owned(world, |owner, column| {
        if owner == name && *column == previous {
            next.clone_into(column);
        }
    });
    for child in children(world, name) {
        let own = world.table(&child)?.column(&previous).is_some();
        if own {
            rename_column(world, &child, &previous, next)?;
        }
    }
    Ok(())
}

/// Brings what a rename wrote into the expressions of a table into the form in which they are compared.
fn respell(dialect: &dyn Dialect, table: &mut Table) {
    let respell = |expr: &mut Expr| *expr = canon::canonical(dialect, &expr.0);
    table.checks.iter_mut().for_each(|check| respell(&mut check.expr));
    for generated in table.columns.iter_mut().filter_map(|column| column.generated.as_mut()) {
        respell(&mut generated.expr);
    }
    for index in &mut table.indexes {
        index.predicate.iter_mut().for_each(respell);
        for part in &mut index.parts {
            match &mut part.key {
                IndexKey::Column(_) => {}
                IndexKey::Expr(expr) => respell(expr),
            }
        }
    }
}

/// Renames a table, or moves it to another namespace.
pub(super) fn rename_table(world: &mut World<'_>, name: &Name, next: &Name) -> Result<(), Reason> {
    let taken = world.table_key(next).or_else(|| world.view_key(next));
    if taken.is_some_and(|taken| taken != *name) {
        return Err(format!("`{next}` exists already"));
    }
    if world.capability.named_constraints
        && names::relation_exists(world, next, &next.name)
        && next != name
    {
        return Err(format!("`{next}` exists already"));
    }
    if world.legacy_rename {
        legacy_rename(world, name, next);
        return Ok(());
    }
    if let Some(table) = world.schema.table_mut(name).filter(|_| world.capability.serial_types) {
        names::spell_sequences(table);
    }
    let mut touched = world.schema.referring(&name.name);
    touched.extend([name.clone(), next.clone()]);
    follow::rename_table(world.schema.changing(&touched), name, next);
    if let Some(table) = world.schema.table_mut(next) {
        names::settle_sequences(table);
        respell(world.dialect, table);
    }
    let mut moved = Vec::new();
    for sequence in world.schema.apart_mut().sequences.values_mut() {
        if let Some((owner, _)) = &mut sequence.owned_by
            && owner == name
        {
            owner.clone_from(next);
            moved.push(sequence.name.clone());
        }
    }
    if name.namespace != next.namespace {
        move_sequences(world, next, moved);
        let default = world.capability.default_namespace;
        let schema = world.schema.changing(std::slice::from_ref(next));
        qualify::requalify(schema, next, default);
    }
    Ok(())
}

/// Changes the column in what sequences say of their owners.
fn follow_owned(world: &mut World<'_>, act: impl Fn(&Name, &mut String)) {
    for sequence in world.schema.apart_mut().sequences.values_mut() {
        if let Some((owner, column)) = &mut sequence.owned_by {
            act(owner, column);
        }
    }
}

/// The sequences that a table owns move with it to another namespace.
fn move_sequences(world: &mut World<'_>, table: &Name, owned: Vec<Name>) {
    for name in owned {
        if let Some(mut sequence) = world.schema.apart_mut().sequences.remove(&name) {
            sequence.name.namespace.clone_from(&table.namespace);
            world.schema.apart_mut().sequences.insert(sequence.name.clone(), sequence);
        }
    }
    if let Some(found) = world.schema.table_mut(table) {
        for identity in found.columns.iter_mut().filter_map(|column| column.identity.as_mut()) {
            if let Some(sequence) = &mut identity.sequence {
                sequence.namespace.clone_from(&table.namespace);
            }
        }
        names::settle_sequences(found);
    }
}

/// Renames a table as SQLite does under `legacy_alter_table`: its own triggers still stand on it, but no other object
/// and no foreign key is rewritten, not even its own.
fn legacy_rename(world: &mut World<'_>, name: &Name, next: &Name) {
    let Some(mut table) = world.schema.remove_table(name) else { return };
    table.name.clone_from(next);
    for trigger in &mut table.triggers {
        let head = |tokens: &[Token<'_>], at: usize| {
            text::before(tokens, at).is_some_and(|(_, token)| token.is("on"))
        };
        trigger.sql = text::replace(&trigger.sql, &name.name, &next.name, head);
    }
    world.schema.insert_table(table);
}

/// Renames a constraint of `table`.
pub(super) fn rename_constraint(
    world: &mut World<'_>,
    table: &Name,
    previous: &str,
    next: String,
) -> Result<(), Reason> {
    let found = world.table_mut(table)?;
    if names::constraint_on(found, &next) {
        return Err(format!("constraint `{next}` exists already in table `{table}`"));
    }
    let is = |name: &Option<String>| name.as_deref() == Some(previous);
    let name = None
        .or_else(|| found.primary_key.as_mut().filter(|key| is(&key.name)).map(|key| &mut key.name))
        .or_else(|| found.uniques.iter_mut().find(|key| is(&key.name)).map(|key| &mut key.name))
        .or_else(|| {
            found.foreign_keys.iter_mut().find(|key| is(&key.name)).map(|key| &mut key.name)
        })
        .or_else(|| {
            found.checks.iter_mut().find(|check| is(&check.name)).map(|check| &mut check.name)
        });
    if let Some(name) = name {
        *name = Some(next);
        return Ok(());
    }
    if let Some(exclude) = found.excludes.iter_mut().find(|exclude| exclude.name == previous) {
        exclude.name = next;
        return Ok(());
    }
    let closed = names::closed_column(found, previous).map(str::to_owned);
    match found.columns.iter_mut().find(|column| Some(&column.name) == closed.as_ref()) {
        Some(column) => {
            column.not_null_name = Some(next);
            Ok(())
        }
        None => Err(format!("there is no constraint `{previous}` in table `{table}`")),
    }
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
