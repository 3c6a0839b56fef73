//! Which tables of a live database only its server can compare with what is wanted: those that differ, or may. Decides
//! nothing about the difference; asks no database.
//!
//! ```text
//! wanted ── normalize ─┐
//! live ──── normalize ─┴─ diff ── tables that it names ── and what they refer to ── created by the server, and read back
//!                                 all others ── are what they shall be
//! ```
//!
//! A server spells an expression in its own way, so that much is in doubt which is the same. Never the reverse: a table
//! about which the diff says nothing has no difference to tell.

use std::collections::BTreeSet;

use crate::both::both;
use crate::dialect::Dialect;
use crate::diff::{self, Hints};
use crate::op::Op;
use crate::replay::{forget_sequences, normalize};
use crate::schema::{Name, Schema};

/// What a server has to be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The tables in doubt, with the tables that they refer to and all that is no table.
    pub part: Schema,
    /// The tables in doubt.
    pub tables: BTreeSet<Name>,
}

/// The part of `wanted`, a physical schema, that must be created to compare it with `live` by the same `hints`; `None` for
/// the whole of it.
pub fn doubt(
    dialect: &dyn Dialect,
    live: &Schema,
    wanted: &Schema,
    hints: &Hints,
) -> Option<Doubt> {
    // A rename shows in whatever refers to what was renamed, also in words that are the same but for their case.
    let renames = !hints.tables.is_empty()
        || !hints.columns.is_empty()
        || !hints.constraints.is_empty()
        || !hints.enums.is_empty()
        || !hints.enum_values.is_empty();
    // What refers to tables in words of its own can be created only with all of them.
    let entangled = renames
        || !wanted.views.is_empty()
        || !wanted.functions.is_empty()
        || !wanted.sequences.is_empty()
        || !wanted.opaque.is_empty();
    if entangled {
        return None;
    }
    let (previous, next) = both(|| normalize(dialect, live), || normalize(dialect, wanted));
    let (previous, next) = (previous.ok()?, next.ok()?);
    let hints = Hints { drop_and_add: true, ..hints.clone() };
    let mut tables = BTreeSet::new();
    for op in diff::diff(&previous, &next, &hints, dialect).ok()? {
        tables.insert(table(&op)?.clone());
    }
    tables.extend(wanted.tables.keys().filter(|name| !live.tables.contains_key(*name)).cloned());
    tables.retain(|name| wanted.tables.contains_key(name));
    let mut part = wanted.clone();
    let kept = with_references(wanted, &tables);
    part.tables.retain(|name, _| kept.contains(name));
    Some(Doubt { part, tables })
}

/// The table that an op is about; `None` if it is about more than one, or about none.
fn table(op: &Op) -> Option<&Name> {
    match op {
        Op::CreateTable(table) | Op::DropTable(table) => Some(&table.name),
        Op::AlterTable { table, .. } => Some(table),
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
        | Op::AlterDomain { .. }
        | Op::CreateSequence(_)
        | Op::DropSequence(_)
        | Op::AlterSequence { .. }
        | Op::RenameTable { .. }
        | Op::CreateView(_)
        | Op::DropView(_)
        | Op::CreateFunction(_)
        | Op::DropFunction(_)
        | Op::ReplaceFunction { .. } => None,
    }
}

/// The tables, all to which they refer, and all to which those do.
fn with_references(schema: &Schema, tables: &BTreeSet<Name>) -> BTreeSet<Name> {
    let mut found = BTreeSet::new();
    let mut left: Vec<&Name> = tables.iter().collect();
    while let Some(name) = left.pop() {
        let Some(table) = schema.tables.get(name) else { continue };
        if found.insert(name.clone()) {
            left.extend(table.foreign_keys.iter().map(|key| &key.table));
            left.extend(table.options.inherits.iter());
            left.extend(table.options.partition_of.iter().map(|part| &part.0));
        }
    }
    found
}

impl Doubt {
    /// The wanted schema as the server tells it, where `told` is what it says of the part.
    pub fn resolve(self, told: Schema, live: &Schema, wanted: &Schema) -> Schema {
        let mut whole = told;
        forget_sequences(&mut whole, wanted);
        whole.tables.retain(|name, _| self.tables.contains(name));
        for name in wanted.tables.keys().filter(|name| !self.tables.contains(*name)) {
            if let Some(table) = live.tables.get(name) {
                whole.tables.insert(name.clone(), table.clone());
            }
        }
        whole
    }
}
