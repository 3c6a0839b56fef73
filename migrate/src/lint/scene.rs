//! What a rule sees of a statement, and what it says of it. Judges nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::back::Origin;
use super::{Lock, Rule};
use crate::replay::act::Act;
use crate::schema::{Name, Schema, Table};

/// One statement where it stands.
pub(crate) struct Scene<'a> {
    pub(crate) act: &'a Act<'a>,
    pub(crate) sql: &'a str,
    /// The schema that it meets.
    pub(crate) schema: &'a Schema,
    /// What happened before it in its section.
    pub(crate) past: &'a Past,
}

/// What happened in a section before a statement.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// Whether the section runs in one transaction.
    pub(crate) transaction: bool,
    /// The tables that it has made.
    pub(crate) made: BTreeSet<Name>,
    /// The tables that it has dropped.
    pub(crate) dropped: BTreeSet<Name>,
    /// The tables that it has renamed: their names before, by their names now.
    pub(crate) renamed: BTreeMap<Name, Name>,
    /// The columns that it has added, by table.
    pub(crate) added: BTreeSet<(Name, String)>,
    /// The names that columns had before it, by their tables and names now.
    pub(crate) renamed_columns: BTreeMap<(Name, String), String>,
    /// What it has set, by name in lower case.
    pub(crate) settings: BTreeMap<String, String>,
    /// The constraints that the open transaction has added `NOT VALID`, by table.
    pub(crate) unvalidated: BTreeSet<(Name, String)>,
    /// The values that the open transaction has added to enums.
    pub(crate) values: BTreeSet<String>,
    /// The locks that the open transaction holds and that keep everybody waiting, with the line of each.
    pub(crate) held: Vec<(Lock, usize)>,
    /// The table that the last statement altered, if it did nothing that depends on rows.
    pub(crate) altered: Option<Name>,
    /// The ids of rules that it has broken already, for those that are told once.
    pub(crate) told: BTreeSet<&'static str>,
    /// The tables that it has written to, with the columns that it named.
    pub(crate) copied: BTreeMap<Name, Vec<String>>,
    /// Whether it has the planner's statistics gathered.
    pub(crate) analyzed: bool,
    /// What the way up came from, if the section is the way down.
    pub(crate) origin: Option<Origin>,
}

/// What a rule says of a statement.
pub(crate) struct Remark {
    pub(crate) rule: &'static Rule,
    /// One sentence, lower case, no full stop.
    pub(crate) message: String,
    pub(crate) locks: Vec<Lock>,
    pub(crate) safe: Safe,
    /// What else to do, in words.
    pub(crate) help: Option<String>,
}

/// What to write instead.
pub(crate) enum Safe {
    /// Nothing that can be written for a person.
    None,
    /// What the dialect writes for the same change when nobody may wait.
    Online,
    /// These statements.
    Sql(Vec<String>),
}

impl Remark {
    pub(crate) fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Remark { rule, message: message.into(), locks: Vec::new(), safe: Safe::None, help: None }
    }

    pub(crate) fn locks(mut self, locks: &[Lock]) -> Self {
        self.locks = locks.to_vec();
        self
    }

    pub(crate) fn online(mut self) -> Self {
        self.safe = Safe::Online;
        self
    }

    pub(crate) fn sql(mut self, statements: Vec<String>) -> Self {
        self.safe = Safe::Sql(statements);
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl<'a> Scene<'a> {
    /// Whether the section has made the table, so that nobody waits for it.
    pub(crate) fn is_made(&self, table: &Name) -> bool {
        self.past.made.contains(table)
    }

    /// The table, unless it is not known or was made in the section.
    pub(crate) fn standing(&self, table: &Name) -> Option<&'a Table> {
        self.schema.tables.get(table).filter(|_| !self.is_made(table))
    }

    /// What the way up came from, if the statement stands in the way down.
    pub(crate) fn origin(&self) -> Option<&Origin> {
        self.past.origin.as_ref()
    }

    /// Whether the statement stands in the way down and, by `brought`, takes away only what the way up has brought.
    pub(crate) fn takes_back(&self, brought: impl FnOnce(&Origin) -> bool) -> bool {
        self.origin().is_some_and(brought)
    }

    /// The name that the table had when the section began.
    pub(crate) fn first_name<'n>(&'n self, table: &'n Name) -> &'n Name {
        self.past.renamed.get(table).unwrap_or(table)
    }

    /// What the section has set, if it has.
    pub(crate) fn setting(&self, name: &str) -> Option<&str> {
        self.past.settings.get(name).map(String::as_str)
    }

    /// Whether the database guards a transaction of its own around the statement.
    pub(crate) fn is_in_transaction(&self) -> bool {
        self.past.transaction
    }
}
