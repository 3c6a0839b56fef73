//! A way down beside the way up that it takes back: what the one has brought, which the other may take away, and whether
//! they meet. Judges no statement.

use std::collections::{BTreeMap, BTreeSet};

use super::scene::{Past, Remark};
use super::walk::{self, Walked};
use super::{Finding, rule};
use crate::dialect::Dialect;
use crate::diff::{self, Hints};
use crate::op::{self, Op};
use crate::replay::Replay;
use crate::replay::watch::{Before, apart};
use crate::revision::{Revision, Section};
use crate::schema::{Column, Name, Schema, Table};

/// So many differences are named.
const NAMED: usize = 3;

/// What a way up came from.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The tables that the way up has made.
    pub(super) made: BTreeSet<Name>,
    /// The names that tables had before it, by those that they have after it.
    pub(super) renamed: BTreeMap<Name, Name>,
    /// The names that columns had before it, by their tables and names after it.
    renamed_columns: BTreeMap<(Name, String), String>,
    before: Before,
}

impl Origin {
    fn new(past: Past, before: Before) -> Self {
        let Past { mut made, mut renamed, renamed_columns, .. } = past;
        // A table that was rebuilt stood there before.
        made.retain(|name| !matches!(before.changed.get(name), Some(Some(_))));
        renamed.retain(|next, previous| {
            next != previous && matches!(before.changed.get(previous), Some(Some(_)))
        });
        Origin { made, renamed, renamed_columns, before }
    }

    /// The table of that name as it stood before the way up, if that may have changed it.
    pub(super) fn table(&self, name: &Name) -> Option<&Table> {
        self.before.changed.get(self.renamed.get(name).unwrap_or(name))?.as_ref()
    }

    /// The column as it stood before the way up, if that may have changed its table.
    pub(crate) fn column(&self, table: &Name, column: &str) -> Option<&Column> {
        let name = self.renamed_columns.get(&(table.clone(), column.to_owned()));
        self.table(table)?.column(name.map_or(column, String::as_str))
    }

    /// Whether the column holds nothing but what came since the way up.
    pub(super) fn brought_column(&self, table: &Name, column: &str) -> bool {
        let had = self.column(table, column);
        self.table(table).is_some() && had.is_none_or(|had| had.generated.is_some())
    }

    /// Whether the way up has given the column its name.
    pub(super) fn renamed_column(&self, table: &Name, column: &str) -> bool {
        self.renamed_columns.contains_key(&(table.clone(), column.to_owned()))
    }

    /// Whether the way up has added the constraint.
    pub(super) fn brought_constraint(&self, table: &Name, constraint: &str) -> bool {
        let is_so = |name: Option<&str>| name == Some(constraint);
        self.table(table).is_some_and(|table| {
            !table.primary_key.iter().any(|key| is_so(key.name.as_deref()))
                && !table.uniques.iter().any(|key| is_so(key.name.as_deref()))
                && !table.foreign_keys.iter().any(|key| is_so(key.name.as_deref()))
                && !table.checks.iter().any(|check| is_so(check.name.as_deref()))
                && !table.excludes.iter().any(|exclude| exclude.name == constraint)
        })
    }

    /// Whether the way up has added the primary key.
    pub(super) fn brought_key(&self, table: &Name) -> bool {
        self.table(table).is_some_and(|table| table.primary_key.is_none())
    }

    /// Whether there was no such object before the way up.
    pub(super) fn brought_object(&self, sort: &str, name: &Name) -> bool {
        let before = &self.before.rest;
        match sort {
            "schema" => !before.namespaces.contains(&name.name),
            "extension" => !before.extensions.contains_key(&name.name),
            "sequence" => !before.sequences.contains_key(name),
            "type" | "domain" => {
                !before.enums.contains_key(name) && !before.domains.contains_key(name)
            }
            _ => false,
        }
    }

    /// Whether the enum had the value before the way up, or another name.
    pub(super) fn had_value(&self, name: &Name, value: &str) -> bool {
        let had = self.before.rest.enums.get(name);
        had.is_none_or(|had| had.values.iter().any(|other| other == value))
    }
}

/// What is to be said of a way down, of whose way up all is known; `replay` stands behind the way up, and does so again.
pub(super) fn judge(
    dialect: &'static dyn Dialect,
    replay: &mut Replay<'_>,
    revision: &Revision,
    section: &Section,
    (up, before): (Walked, Before),
) -> Vec<Finding> {
    let place = walk::place(dialect, revision, section);
    let whole = |remark: Remark| Finding {
        rule: remark.rule,
        statement: marker(section),
        message: remark.message,
        ..place.clone()
    };
    if section.irreversible {
        return vec![whole(Remark::new(&rule::IRREVERSIBLE, "it cannot be taken back"))];
    }
    let is_followed = up.is_followed;
    let mark = replay.mark();
    let walked =
        walk::section(dialect, replay, revision, section, Some(Origin::new(up.past, before)));
    let after = replay.since(mark);
    let mut findings = walked.findings;
    if let Some(origin) = walked.past.origin.filter(|_| is_followed && walked.is_followed) {
        let left = missing(dialect, &origin.before, &after, replay.schema());
        if !left.is_empty() {
            findings.push(whole(Remark::new(&rule::DOWN_DIFFERS, differs(&left))));
        }
    }
    replay.undo(after);
    findings
}

/// What would still have to be done behind the way down: `before` is what there was before the way up, `between` before
/// the way down, `left` what that has left.
fn missing(
    dialect: &'static dyn Dialect,
    before: &Before,
    between: &Before,
    left: &Schema,
) -> Vec<Op> {
    let names: BTreeSet<&Name> = before.changed.keys().chain(between.changed.keys()).collect();
    let (mut previous, mut next) = (apart(left), Schema { ..before.rest.clone() });
    for name in names {
        let stood = before.changed.get(name).or_else(|| between.changed.get(name));
        let stood = stood.and_then(Option::as_ref);
        next.tables.extend(stood.map(|table| (name.clone(), table.clone())));
        let stands = left.tables.get(name);
        previous.tables.extend(stands.map(|table| (name.clone(), table.clone())));
    }
    if previous == next {
        return Vec::new();
    }
    let hints = Hints { drop_and_add: true, ..Hints::default() };
    diff::diff(&previous, &next, &hints, dialect).unwrap_or_default()
}

fn differs(left: &[Op]) -> String {
    let mut named: Vec<String> = left.iter().take(NAMED).map(op::describe).collect();
    if left.len() > NAMED {
        named.push(format!("{} more", left.len() - NAMED));
    }
    format!(
        "leads to another schema than that before the way up, for which it would have to {}",
        named.join("; ")
    )
}

/// The line with which the section begins.
fn marker(section: &Section) -> String {
    let mut line = format!("-- migrate:{}", section.direction.word());
    let words = [
        section.dialect.as_deref(),
        (!section.transaction).then_some("transaction:false"),
        section.hook.then_some("hook"),
        section.irreversible.then_some("irreversible"),
    ];
    for word in words.into_iter().flatten() {
        line.push(' ');
        line.push_str(word);
    }
    line
}
