//! Two schemas to a list of ops. Pure: no database, no SQL text but the expressions within the schemas.
//!
//! ```text
//! previous ── align, rename ── base ─┬─ object: enums, domains, sequences, functions ─┐
//! next ── align ─────────────────────┼─ table: column, key, index                      ├─ stages ── order ── ops
//!                                    ├─ foreign: keys between tables                   │
//!                                    └─ view: what stands in the way ──────────────────┘
//! ```

mod align;
mod rename;
mod object;
mod enums;
mod table;
mod column;
mod key;
mod foreign;
mod view;
mod refuse;
mod order;
mod sort;

use std::collections::BTreeMap;

use crate::dialect::{Capability, Dialect};
use crate::error::Error;
use crate::op::{self, Op};
use crate::schema::{Expr, Name, Schema, Subject};

/// What two schemas cannot say and a person did: what was renamed, where values come from, what may be lost.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// New table name to old.
    pub tables: BTreeMap<Name, Name>,
    /// (New table name, new column name) to the old column name.
    pub columns: BTreeMap<(Name, String), String>,
    /// (New table name, new column name) to the pairs of old and new value of its enum: for databases where enums are
    /// checks and the rows hold the text.
    pub values: BTreeMap<(Name, String), Vec<(String, String)>>,
    /// (New table name, new index or constraint name) to the old name.
    pub constraints: BTreeMap<(Name, String), String>,
    /// New enum name to old.
    pub enums: BTreeMap<Name, Name>,
    /// (New enum name, new value) to the old value.
    pub enum_values: BTreeMap<(Name, String), String>,
    /// (New table name, column name) to the expression that fills rows which have no value yet.
    pub backfills: BTreeMap<(Name, String), Expr>,
    /// (New table name, column name) to the expression that makes the new type's value from the old (`USING`).
    pub usings: BTreeMap<(Name, String), Expr>,
    /// A like-typed drop and add in one table means just that and no rename.
    pub drop_and_add: bool,
}

/// The ops that turn `previous` into `next`, two physical schemas of one dialect, each able to run when its turn comes.
///
/// Things are matched by name after the renames of `hints`, constraints also by their contents; that a column stands
/// elsewhere in its table is no difference, since no database can move one without a copy of the table. The same input
/// gives the same ops.
///
/// # Errors
///
/// Every pair that might be a rename and every change that the dialect cannot make, each with the attribute to write.
pub fn diff(
    previous: &Schema,
    next: &Schema,
    hints: &Hints,
    dialect: &dyn Dialect,
) -> Result<Vec<Op>, Vec<Error>> {
    let capability = dialect.capability();
    let mut errors = Vec::new();
    let next = align::align(previous, next, hints, capability);
    let renames = rename::renames(previous, &next, hints, capability, &mut errors);
    let mut base = previous.clone();
    op::apply(&mut base, &renames, capability);
    let states = States { base: &base, next: &next, hints, dialect };
    let mut stages = order::Stages { renames, ..Default::default() };
    object::compare(&states, &mut stages, &mut errors);
    table::compare(&states, &mut stages, &mut errors);
    foreign::compare(&states, &mut stages);
    view::compare(&states, &mut stages, &mut errors);
    refuse::renames(&states, &mut errors);
    if !errors.is_empty() {
        return Err(errors);
    }
    let ops = order::order(&states, stages);
    refuse::opaque(previous, &ops, capability, &mut errors);
    if errors.is_empty() { Ok(ops) } else { Err(errors) }
}

/// The two states that are compared, and what decides how.
struct States<'a> {
    /// The previous schema, after the renames.
    base: &'a Schema,
    /// The schema to arrive at, in the spelling of the previous one where case means nothing.
    next: &'a Schema,
    hints: &'a Hints,
    dialect: &'a dyn Dialect,
}

/// A `renamed_from` that has done its work, or never had any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// What carries the attribute.
    pub subject: Subject,
    /// The old name, which the previous schema does not know.
    pub previous: String,
}

/// The renames of `hints` whose old name is not in `previous`, which a database that can do so much has: the attribute can be
/// taken out of the models.
pub fn spent(hints: &Hints, previous: &Schema, capability: &Capability) -> Vec<Spent> {
    rename::spent(hints, previous, capability)
}

/// `previous` after the renames of `hints` that apply to it, as far as they can be made: with what follows from them in
/// keys, views and triggers. `next` tells which names there shall be.
pub fn renamed(previous: &Schema, next: &Schema, hints: &Hints, dialect: &dyn Dialect) -> Schema {
    let mut base = previous.clone();
    let ops = rename::renames(previous, next, hints, dialect.capability(), &mut Vec::new());
    op::apply(&mut base, &ops, dialect.capability());
    base
}

#[cfg(test)]
mod tests;
