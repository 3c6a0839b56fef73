//! From models and a previous schema to ops and to drift: the one path that the build script and the command line take.
//! Knows no files.
//!
//! ```text
//! models ── lower ── carry what was made by hand ── write and read back ── reword ── next ──┐
//! previous (replayed or introspected) ───────────────────────────────────────────────────────┴─ diff ── ops ── drift
//! ```

mod unmanaged;

use crate::dialect::Dialect;
use crate::diff::{self, Hints};
use crate::error::Error;
use crate::memory::{Forgetful, Memory};
use crate::op::{self, Change, EnumChange, Op};
use crate::replay;
use crate::schema::{Column, Name, Schema, Subject, Type};
pub use unmanaged::{Unmanaged, keep, unmanaged};

/// The ops that bring `previous`, a replayed history, to what `models`, a portable schema, ask for.
///
/// # Errors
///
/// What the dialect cannot make, and what a person must decide: see [`diff::diff`].
pub fn autogenerate(
    dialect: &dyn Dialect,
    previous: &Schema,
    models: &Schema,
    hints: &Hints,
) -> Result<Vec<Op>, Vec<Error>> {
    autogenerate_remembered(dialect, previous, models, hints, &mut Forgetful)
}

/// As [`autogenerate`]; what `memory` knows is not worked out again.
///
/// # Errors
///
/// As those of [`autogenerate`].
pub fn autogenerate_remembered(
    dialect: &dyn Dialect,
    previous: &Schema,
    models: &Schema,
    hints: &Hints,
    memory: &mut dyn Memory,
) -> Result<Vec<Op>, Vec<Error>> {
    compare(dialect, previous, models, hints, memory)
}

fn compare(
    dialect: &dyn Dialect,
    previous: &Schema,
    models: &Schema,
    hints: &Hints,
    memory: &mut dyn Memory,
) -> Result<Vec<Op>, Vec<Error>> {
    let next =
        arrival(dialect, previous, models, None, hints, memory).map_err(|error| vec![error])?;
    diff::diff(previous, &next, &with_values(dialect, models, hints), dialect)
}

/// As [`autogenerate`], for models that were written for what a live database holds already: with the objects of
/// `found`, a part of that database, for which models have no words.
///
/// # Errors
///
/// As those of [`autogenerate`].
pub fn adopt(
    dialect: &dyn Dialect,
    previous: &Schema,
    models: &Schema,
    found: &Schema,
    hints: &Hints,
) -> Result<Vec<Op>, Vec<Error>> {
    let next = arrival(dialect, previous, models, Some(found), hints, &mut Forgetful)
        .map_err(|error| vec![error])?;
    diff::diff(previous, &next, &with_values(dialect, models, hints), dialect)
}

/// The schema to arrive at: the models among what was made by hand, in the form in which a replayed history can be
/// compared with it.
///
/// # Errors
///
/// When the dialect cannot create what the models ask for.
pub fn wanted(
    dialect: &dyn Dialect,
    previous: &Schema,
    models: &Schema,
    hints: &Hints,
) -> Result<Schema, Error> {
    arrival(dialect, previous, models, None, hints, &mut Forgetful)
}

/// As [`wanted`], with what models cannot say of `found`; what `memory` knows is neither written nor read.
fn arrival(
    dialect: &dyn Dialect,
    previous: &Schema,
    models: &Schema,
    found: Option<&Schema>,
    hints: &Hints,
    memory: &mut dyn Memory,
) -> Result<Schema, Error> {
    let mut next = dialect.lower(models);
    let base = diff::renamed(previous, &next, hints, dialect);
    next.carry_unmodelled(&base);
    next.keep_virtual(models, &base);
    found.into_iter().for_each(|found| next.carry_unmodelled(found));
    let mut next = replay::normalize_remembered(dialect, &next, memory)?;
    replay::reword(dialect, &base, &mut next);
    Ok(next)
}

/// The hints with renamed values of enums told by column, for a database that keeps enums as text.
fn with_values(dialect: &dyn Dialect, models: &Schema, hints: &Hints) -> Hints {
    let mut hints = hints.clone();
    if dialect.capability().enums || hints.enum_values.is_empty() {
        return hints;
    }
    for table in models.tables.values() {
        for column in &table.columns {
            let Type::Named(name) = &column.ty else { continue };
            let renamed = hints.enum_values.iter().filter(|((of, _), _)| of == name);
            let pairs: Vec<(String, String)> =
                renamed.map(|((_, next), previous)| (previous.clone(), next.clone())).collect();
            if !pairs.is_empty() {
                hints.values.insert((table.name.clone(), column.name.clone()), pairs);
            }
        }
    }
    hints
}

/// One thing in which the models and the migrations differ.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Drift {
    /// The thing, by its name in the models, or in the migrations where the models do not have it.
    pub subject: Subject,
    /// Of a column that both have, the one thing in which it differs, if it is one: `type`, `default`, `nullability` and so
    /// on.
    pub aspect: Option<&'static str>,
    /// Who has it.
    pub side: Side,
    /// One sentence: lower case, no full stop, names in backticks.
    pub message: String,
}

/// Who has what the other has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The models alone: a revision is missing.
    Models,
    /// The migrations alone: the models have lost it.
    Migrations,
    /// Both, each in its own way.
    Both,
}

/// Where the models and a replayed history differ; empty when a new revision would be.
///
/// A likely rename is no error here, since nothing is written: it is told as one thing that is gone and one that is new.
/// What `memory` knows is not worked out again.
///
/// # Errors
///
/// What keeps a revision from being written: see [`diff::diff`].
pub fn check(
    dialect: &dyn Dialect,
    previous: &Schema,
    models: &Schema,
    hints: &Hints,
    memory: &mut dyn Memory,
) -> Result<Vec<Drift>, Vec<Error>> {
    differences(dialect, previous, models, hints, memory).map(|ops| drift(dialect, &ops))
}

/// The ops of which [`check`] tells.
///
/// # Errors
///
/// As those of [`check`].
pub fn differences(
    dialect: &dyn Dialect,
    previous: &Schema,
    models: &Schema,
    hints: &Hints,
    memory: &mut dyn Memory,
) -> Result<Vec<Op>, Vec<Error>> {
    let hints = Hints { drop_and_add: true, ..hints.clone() };
    compare(dialect, previous, models, &hints, memory)
}

/// What `ops`, which would bring the migrations to the models, say about the difference; each thing once.
pub fn drift(dialect: &dyn Dialect, ops: &[Op]) -> Vec<Drift> {
    let mut drift: Vec<Drift> = ops.iter().flat_map(|op| of_op(dialect, op)).collect();
    drift.sort();
    drift.dedup();
    // what goes and comes again differs, it is not gone
    let back: Vec<Subject> = drift
        .iter()
        .filter(|one| one.side == Side::Models)
        .map(|one| one.subject.clone())
        .collect();
    drift.retain(|one| one.side != Side::Migrations || !back.contains(&one.subject));
    drift
}

fn missing(subject: Subject) -> Drift {
    Drift {
        message: format!("{subject} is not in the migrations"),
        side: Side::Models,
        aspect: None,
        subject,
    }
}

fn extra(subject: Subject) -> Drift {
    Drift {
        message: format!("{subject} is in the migrations but not in the models"),
        side: Side::Migrations,
        aspect: None,
        subject,
    }
}

fn changed(subject: Subject, what: &str) -> Drift {
    Drift {
        message: format!("{subject}: the migrations have another {what}"),
        side: Side::Both,
        aspect: None,
        subject,
    }
}

fn renamed(subject: Subject, previous: &dyn std::fmt::Display) -> Drift {
    Drift {
        message: format!("{subject} is still `{previous}` in the migrations"),
        side: Side::Both,
        aspect: None,
        subject,
    }
}

fn of_op(dialect: &dyn Dialect, op: &Op) -> Vec<Drift> {
    match op {
        Op::CreateTable(table) => vec![missing(Subject::Table(table.name.clone()))],
        Op::DropTable(table) => vec![extra(Subject::Table(table.name.clone()))],
        Op::RenameTable { previous, next } => vec![renamed(Subject::Table(next.clone()), previous)],
        Op::CreateEnum(next) => vec![missing(Subject::Enum(next.name.clone()))],
        Op::DropEnum(previous) => vec![extra(Subject::Enum(previous.name.clone()))],
        Op::AlterEnum { name, change } => vec![of_enum(name, change)],
        Op::ReplaceEnum { next, .. } => {
            vec![changed(Subject::Enum(next.name.clone()), "set of values")]
        }
        Op::AlterTable { table, changes } => {
            changes.iter().filter_map(|change| of_change(dialect, table, change)).collect()
        }
        Op::CreateExtension { name, .. } => {
            vec![missing(Subject::Extension(Name::new(name.clone())))]
        }
        Op::CreateDomain(next) => vec![missing(Subject::Domain(next.name.clone()))],
        Op::AlterDomain { next, .. } => {
            vec![changed(Subject::Domain(next.name.clone()), "set of rules")]
        }
        Op::CreateSequence(next) => vec![missing(Subject::Sequence(next.name.clone()))],
        Op::AlterSequence { next, .. } => {
            vec![changed(Subject::Sequence(next.name.clone()), "set of options")]
        }
        // made by hand: no model speaks of it, and so it cannot differ from the models
        Op::CreateNamespace(_)
        | Op::DropNamespace(_)
        | Op::DropExtension { .. }
        | Op::DropDomain(_)
        | Op::DropSequence(_)
        | Op::CreateView(_)
        | Op::DropView(_)
        | Op::CreateFunction(_)
        | Op::DropFunction(_)
        | Op::ReplaceFunction { .. } => Vec::new(),
    }
}

fn of_enum(name: &Name, change: &EnumChange) -> Drift {
    let subject = Subject::Enum(name.clone());
    match change {
        EnumChange::Rename { next } => renamed(Subject::Enum(next.clone()), name),
        EnumChange::RenameValue { previous, next } => Drift {
            message: format!("value `{next}` of {subject} is still `{previous}` in the migrations"),
            side: Side::Both,
            aspect: None,
            subject,
        },
        EnumChange::AddValue { value, .. } => Drift {
            message: format!("value `{value}` of {subject} is not in the migrations"),
            side: Side::Both,
            aspect: None,
            subject,
        },
        EnumChange::DropValue { value, .. } => Drift {
            message: format!(
                "value `{value}` of {subject} is in the migrations but not in the models"
            ),
            side: Side::Both,
            aspect: None,
            subject,
        },
        EnumChange::Comment { .. } => changed(subject, "comment"),
    }
}

fn of_change(dialect: &dyn Dialect, table: &Name, change: &Change) -> Option<Drift> {
    let column = |name: &str| Subject::Column(table.clone(), name.to_owned());
    let index = |name: &str| Subject::Index(table.clone(), name.to_owned());
    // without a name of its own a constraint is told at its column, or at the table
    let constraint = |name: Option<&str>, columns: &[String]| match (name, columns) {
        (Some(name), _) => Subject::Constraint(table.clone(), name.to_owned()),
        (None, [one]) => column(one),
        (None, _) => Subject::Table(table.clone()),
    };
    let drift = match change {
        Change::AddColumn { column: next, .. } => missing(column(&next.name)),
        Change::DropColumn { column: previous, .. } => extra(column(&previous.name)),
        Change::RenameColumn { previous, next } => renamed(column(next), previous),
        Change::AlterColumn { previous, next, .. } => {
            of_column(dialect, column(&next.name), previous, next)?
        }
        Change::ReplaceValue { column: name, previous, next } => Drift {
            message: format!(
                "value `{next}` of {} is still `{previous}` in the migrations",
                column(name)
            ),
            side: Side::Both,
            aspect: None,
            subject: column(name),
        },
        Change::AddPrimaryKey(key) => missing(constraint(key.name.as_deref(), &key.columns)),
        Change::DropPrimaryKey(key) => extra(constraint(key.name.as_deref(), &key.columns)),
        Change::AddUnique(unique) => missing(constraint(unique.name.as_deref(), &unique.columns)),
        Change::DropUnique(unique) => extra(constraint(unique.name.as_deref(), &unique.columns)),
        Change::AddForeignKey(key) => missing(constraint(key.name.as_deref(), &key.columns)),
        Change::DropForeignKey(key) => extra(constraint(key.name.as_deref(), &key.columns)),
        Change::AddCheck(check) => missing(constraint(check.name.as_deref(), &[])),
        Change::DropCheck(check) => extra(constraint(check.name.as_deref(), &[])),
        Change::AddExclude(exclude) => missing(constraint(Some(&exclude.name), &[])),
        Change::DropExclude(exclude) => extra(constraint(Some(&exclude.name), &[])),
        Change::RenameConstraint { previous, next } => {
            renamed(constraint(Some(next), &[]), previous)
        }
        Change::AddIndex(next) => missing(index(&next.name)),
        Change::DropIndex(previous) => extra(index(&previous.name)),
        Change::RenameIndex { previous, next } => renamed(index(next), previous),
        Change::IndexComment { index: name, .. } => changed(index(name), "comment"),
        Change::AddTrigger(_) | Change::DropTrigger(_) => return None,
        Change::Comment { .. } => changed(Subject::Table(table.clone()), "comment"),
        Change::Options { .. } => changed(Subject::Table(table.clone()), "set of options"),
    };
    Some(drift)
}

fn of_column(
    dialect: &dyn Dialect,
    subject: Subject,
    previous: &Column,
    next: &Column,
) -> Option<Drift> {
    let aspects = op::aspects(previous, next);
    let (first, _) = aspects.split_first()?;
    let said = |text: Option<&crate::schema::Expr>| {
        text.map_or_else(|| "none".to_owned(), |text| format!("`{text}`"))
    };
    let null =
        |column: &Column| if column.nullable { "NULL is allowed" } else { "NULL is not allowed" };
    let message = match (*first, aspects.len()) {
        ("type", 1) => format!(
            "{subject} is `{}` in the models and `{}` in the migrations",
            dialect.type_sql(&next.ty),
            dialect.type_sql(&previous.ty)
        ),
        ("nullability", 1) => {
            format!("{subject}: {} by the models, {} by the migrations", null(next), null(previous))
        }
        ("default", 1) => format!(
            "{subject} has the default {} in the models and {} in the migrations",
            said(next.default.as_ref()),
            said(previous.default.as_ref())
        ),
        _ => format!("{subject}: the migrations have another {}", aspects.join(" and ")),
    };
    let aspect = Some(*first).filter(|_| aspects.len() == 1);
    Some(Drift { subject, aspect, side: Side::Both, message })
}
