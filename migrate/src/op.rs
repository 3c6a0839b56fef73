//! One change to a schema, as a value: applied, reversed and described here; written as SQL by a dialect.
//!
//! An op holds everything that taking it back needs, so [`reverse`] never has to look anywhere. Ops come from
//! [`crate::diff`] in an order in which each can run.

mod apply;
mod describe;
mod fit;
pub mod follow;
mod hazard;
mod listed;
mod loss;
pub mod qualify;
mod reverse;
pub mod text;
pub(crate) mod unfilled;

pub use apply::{alter, apply};
#[cfg(feature = "replay")]
pub(crate) use describe::aspects;
pub use describe::{describe, subject};
pub use fit::widens;
pub use hazard::hazards;
#[cfg(feature = "replay")]
pub(crate) use hazard::needs_value;
#[cfg(feature = "lint")]
pub(crate) use hazard::{drops_column, drops_table, lacks_value, narrows};
pub use loss::{Loss, is_destructive, loss};
pub use reverse::reverse;

use crate::schema::{
    Check, Column, Domain, Enum, Exclude, Expr, ForeignKey, Function, Index, Name, PrimaryKey,
    Sequence, Table, TableOptions, Trigger, Unique, View,
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
    /// Rename a type and its values, add values in their places: all that needs no new type. `name` is the name that
    /// the type has before the change.
    AlterEnum {
        name: Name,
        change: EnumChange,
    },
    /// Another set or order of values that only a new type can give; the columns that use it are recast, by text, so
    /// that a row with a value that is gone makes it fail. Both have one name. Views that read such columns and defaults
    /// that name lost values are dropped before and made again after by ops of their own.
    ReplaceEnum {
        previous: Enum,
        next: Enum,
    },
    CreateDomain(Domain),
    DropDomain(Domain),
    /// Its default, nullability and checks; the type below never changes here.
    AlterDomain {
        previous: Domain,
        next: Domain,
    },
    CreateSequence(Sequence),
    DropSequence(Sequence),
    /// Both have one name.
    AlterSequence {
        previous: Sequence,
        next: Sequence,
    },
    /// With its indexes, triggers and comments; without foreign keys that the order has split off.
    CreateTable(Table),
    /// With everything on it; without foreign keys that an earlier op has dropped.
    DropTable(Table),
    /// The name, the namespace or both.
    RenameTable {
        previous: Name,
        next: Name,
    },
    /// All that changes within one table at this point of the order. Each change meets the table as the ones before it
    /// left it, so all of them can also be made at once, by [`alter`].
    AlterTable {
        table: Name,
        changes: Vec<Change>,
    },
    CreateView(View),
    DropView(View),
    CreateFunction(Function),
    DropFunction(Function),
    /// `CREATE OR REPLACE`: the name and the arguments stay, so what calls it stays as well.
    ReplaceFunction {
        previous: Function,
        next: Function,
    },
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
#[allow(
    clippy::large_enum_variant,
    reason = "there are few at a time, and a box in each pattern would cost more"
)]
pub enum Change {
    /// At the end of the table, or at `position` (counted from 0) if the database can place columns: that is so only
    /// when a dropped column comes back. `backfill` is the value for the rows that are there: the column is added
    /// without `NOT NULL`, filled, and then closed.
    AddColumn {
        column: Column,
        position: Option<usize>,
        backfill: Option<Expr>,
    },
    /// `position` is where it stood, for the way back.
    DropColumn {
        column: Column,
        position: Option<usize>,
    },
    RenameColumn {
        previous: String,
        next: String,
    },
    /// Anything about a column but its name. `backfill` fills NULLs before a column stops to allow them; `using` makes
    /// values of the new type from the old. A column never becomes generated by it, since that is a drop and an add,
    /// but it may cease to be.
    AlterColumn {
        previous: Column,
        next: Column,
        backfill: Option<Expr>,
        using: Option<Expr>,
    },
    /// The rows that hold the text `previous` hold `next` afterwards: the renamed value of an enum where the database
    /// has none and a check stands for it. The check itself changes by its own changes around this one.
    ReplaceValue {
        column: String,
        previous: String,
        next: String,
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
    IndexComment {
        index: String,
        previous: Option<String>,
        next: Option<String>,
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
