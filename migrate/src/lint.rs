//! Judging revisions before they run: what a statement locks, breaks or loses, told from its text and from the schema that
//! it meets. Asks no database, runs nothing and prints nothing.
//!
//! ```text
//! revisions in order ── replay ── each statement, with the schema that it meets ── rules ── findings ── allowed? ── told
//! ```
//!
//! What all databases have in common is judged here; locks, and what one database alone refuses, by its dialect's `lint`.
//! A table that is made in the same section is empty and nobody's yet: how long it is locked is of no interest.

mod allow;
mod back;
mod effect;
mod end;
mod rule;
mod scene;
mod shared;
mod walk;

use std::path::PathBuf;

use crate::dialect::{self, Dialect};
use crate::replay::Replay;
use crate::revision::{Direction, Revision, Section};
use crate::schema::{Name, Schema, Table};

pub(crate) use back::Origin;
pub use rule::{About, Rule, Severity};
pub(crate) use scene::{Past, Remark, Scene};
pub(crate) use shared::retyped;

/// One thing that a person should know about a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// The revision's id.
    pub revision: String,
    /// The revision's file, if it came from one.
    pub path: Option<PathBuf>,
    /// The dialect for which it holds, by name.
    pub dialect: &'static str,
    /// Whether the way up or the way down breaks it.
    pub direction: Direction,
    /// The line of the file, counted from 1, on which the statement begins.
    pub line: usize,
    /// The statement as it stands there.
    pub statement: String,
    /// What is wrong with this statement: one sentence, lower case, no full stop.
    pub message: String,
    /// What it locks, and for how long.
    pub locks: Vec<Lock>,
    /// SQL to write instead.
    pub safe: Option<String>,
    /// What else to do, in words.
    pub help: Option<String>,
}

/// A lock that a statement holds until its transaction ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lock {
    /// The table.
    pub table: Name,
    /// The lock as the database calls it: `ShareRowExclusiveLock`.
    pub mode: &'static str,
    /// Who has to wait for it.
    pub blocks: Blocks,
    /// What is done while it is held.
    pub work: Work,
}

/// Who has to wait for a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocks {
    /// Nobody but other changes of the schema.
    Changes,
    /// Whoever writes.
    Writes,
    /// Everybody.
    Everything,
}

/// What is done to a table while it is locked; how long that takes is told by the number of rows, but for the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// Nothing that depends on its rows.
    Brief,
    /// Every row is read.
    Scan,
    /// An index is built.
    Index,
    /// The whole table is written anew.
    Rewrite,
}

impl Blocks {
    /// Who waits, as a sentence says it.
    pub fn words(self) -> &'static str {
        match self {
            Blocks::Changes => "only other changes of the schema wait",
            Blocks::Writes => "writes wait",
            Blocks::Everything => "reads and writes wait",
        }
    }
}

impl Work {
    /// How long, as a sentence says it.
    pub fn words(self) -> &'static str {
        match self {
            Work::Brief => "for a moment",
            Work::Scan => "while every row is read",
            Work::Index => "while an index is built",
            Work::Rewrite => "while the table is written anew",
        }
    }
}

impl std::fmt::Display for Lock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Lock { table, mode, blocks, work } = self;
        write!(f, "{mode} on `{table}` {}: {}", work.words(), blocks.words())
    }
}

/// What a dialect knows that makes a statement a danger.
#[derive(Debug)]
pub struct Judge {
    /// Its own rules.
    pub(crate) rules: &'static [&'static Rule],
    /// What a statement locks.
    pub(crate) locks: fn(&Scene<'_>) -> Vec<Lock>,
    /// What is to be said of a statement before it is followed.
    pub(crate) judge: fn(&Scene<'_>, &mut Vec<Remark>),
    /// What is to be said of a table that a statement has made.
    pub(crate) made: fn(&Scene<'_>, &Table, &mut Vec<Remark>),
    /// What is to be said of a table that stood before a section and is another one after it.
    pub(crate) rebuilt: fn(&Table, &Table, &Past, &mut Vec<Remark>),
    /// What is to be said of a table that a section has dropped or rebuilt, at its end.
    pub(crate) settled: fn(&Name, &Schema, &Past, &mut Vec<Remark>),
}

/// Every rule, by id.
pub fn rules() -> Vec<&'static Rule> {
    let own = dialect::ALL.into_iter().flat_map(|dialect| dialect.judge().rules);
    let mut rules: Vec<&'static Rule> = rule::SHARED.iter().chain(own).copied().collect();
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    rules
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().into_iter().find(|rule| rule.id == id)
}

/// What each statement of `sql` locks that stands in the schema which the SQL of `before` makes.
pub fn locks(dialect: &'static dyn Dialect, before: &str, sql: &str) -> Vec<Vec<Lock>> {
    let mut replay = Replay::new(dialect);
    replay.apply(before);
    walk::locks(dialect, &mut replay, sql)
}

/// What is looked at.
pub struct Scope<'a> {
    /// The revisions that are judged; the others are only followed.
    pub wanted: &'a dyn Fn(&Revision) -> bool,
    /// Which ways of theirs.
    pub directions: &'a [Direction],
    /// The ids of rules that are never told.
    pub allowed: &'a [String],
}

/// What is to be said of `revisions`, which stand in the order in which all can run.
///
/// A way down is judged as what takes its way up back: that it drops what was made there, and makes what was dropped, is
/// what it is for. What it locks, and what it loses beyond that, is told.
pub fn lint<'r>(
    dialect: &'static dyn Dialect,
    revisions: impl IntoIterator<Item = &'r Revision>,
    scope: &Scope<'_>,
) -> Vec<Finding> {
    let mut replay = Replay::new(dialect);
    let mut findings = Vec::new();
    for revision in revisions {
        let Ok(Some(up)) = revision.section(Direction::Up, dialect.name()) else { continue };
        if (scope.wanted)(revision) {
            findings.extend(of_revision(dialect, &mut replay, revision, up, scope));
        } else {
            replay.apply(&up.sql);
        }
    }
    findings
}

/// What is to be said of one revision, whose way up `replay` follows.
fn of_revision(
    dialect: &'static dyn Dialect,
    replay: &mut Replay<'_>,
    revision: &Revision,
    up: &Section,
    scope: &Scope<'_>,
) -> Vec<Finding> {
    let down = revision.section(Direction::Down, dialect.name()).ok().flatten();
    let down = down.filter(|_| scope.directions.contains(&Direction::Down));
    // What a way down is held against is kept only where there is one to judge.
    let mark = down.map(|_| replay.mark());
    let mut walked = walk::section(dialect, replay, revision, up, None);
    let mut findings = Vec::new();
    if scope.directions.contains(&Direction::Up) {
        let found = std::mem::take(&mut walked.findings);
        findings.extend(told(dialect, revision, up, found, scope));
    }
    if let (Some(down), Some(mark)) = (down, mark) {
        let before = replay.since(mark);
        let found = back::judge(dialect, replay, revision, down, (walked, before));
        findings.extend(told(dialect, revision, down, found, scope));
    }
    findings
}

/// The findings of a section that nobody has allowed, in the order of its lines.
fn told(
    dialect: &'static dyn Dialect,
    revision: &Revision,
    section: &Section,
    mut found: Vec<Finding>,
    scope: &Scope<'_>,
) -> Vec<Finding> {
    allow::apply(dialect, revision, section, &mut found);
    found.retain(|one| !scope.allowed.iter().any(|id| id == one.rule.id));
    found.sort_by(|one, other| (one.line, one.rule.id).cmp(&(other.line, other.rule.id)));
    found
}
