//! Revisions as the runner needs them: one dialect's words, and the statements that they become. Reaches no database.

use std::borrow::Cow;

use crate::dialect::Dialect;
use crate::embed::{EmbeddedRevision, EmbeddedSql};
use crate::error::{Error, Result};
use crate::history;
use crate::plan::Step;
use crate::revision::{Direction, Limits, Revision, Section};
use crate::split::{self, PieceKind};

/// A revision in the words of one dialect.
#[derive(Debug, Clone)]
pub struct Script<'a> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// Its message.
    pub message: Cow<'a, str>,
    /// Where it comes from, for messages: a path, or what stands for one.
    pub place: String,
    /// SHA-256 of the way up.
    pub checksum: Cow<'a, str>,
    /// The ids of its parents.
    pub revises: Vec<Cow<'a, str>>,
    /// The way up.
    pub up: Sql<'a>,
    /// The way down; `None` if there is none.
    pub down: Option<Sql<'a>>,
}

/// One section's SQL.
#[derive(Debug, Clone)]
pub struct Sql<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// The line of the section's marker in the file, counted from 1; 0 if there is no file.
    pub line: usize,
    /// Whether it runs in a transaction with its history row.
    pub transaction: bool,
    /// Whether it must not run without a hook of its revision's.
    pub hook: bool,
    /// How long its statements may wait and run, where it says so itself.
    pub limits: Limits,
}

/// How the line begins that the history table keeps in front of a way down with options.
const MARKER: &str = "-- migrate:down ";

impl<'a> Script<'a> {
    /// The revision of a file.
    ///
    /// # Errors
    ///
    /// When it has sections, but not for this dialect.
    pub fn of(dialect: &dyn Dialect, revision: &'a Revision) -> Result<Self> {
        let name = dialect.name();
        let up = revision.section(Direction::Up, name)?;
        let down = revision.section(Direction::Down, name)?;
        Ok(Script {
            id: Cow::Borrowed(&revision.id),
            message: Cow::Borrowed(&revision.message),
            place: revision.place(),
            checksum: Cow::Owned(revision.checksum(name)?),
            revises: revision.revises.iter().map(|id| Cow::Borrowed(id.as_str())).collect(),
            up: up.map_or_else(Sql::nothing, Sql::section),
            down: match down {
                Some(section) if section.irreversible => None,
                Some(section) => Some(Sql::section(section)),
                None => Some(Sql::nothing()),
            },
        })
    }

    /// An embedded revision.
    ///
    /// # Errors
    ///
    /// When it has sections, but not for this dialect.
    pub fn embedded(dialect: &dyn Dialect, revision: &'a EmbeddedRevision) -> Result<Self> {
        let found = revision.sections.iter().find(|section| section.dialect == dialect.name());
        if found.is_none() && !revision.sections.is_empty() {
            return Err(Error::unsupported(format!(
                "revision `{}` ({}) was embedded without SQL for `{}`",
                revision.id,
                revision.file,
                dialect.name()
            ))
            .with_hint(
                "add the dialect to `dialects` under `[package.metadata.migrate]` in Cargo.toml",
            ));
        }
        Ok(Script {
            id: Cow::Borrowed(revision.id),
            message: Cow::Borrowed(revision.message),
            place: format!("`{}`", revision.file),
            checksum: found.map_or_else(
                || crate::revision::checksum("").into(),
                |section| section.checksum.into(),
            ),
            revises: revision.revises.iter().map(|id| Cow::Borrowed(*id)).collect(),
            up: found.map_or_else(Sql::nothing, |section| Sql::embedded(&section.up)),
            down: match found {
                Some(section) => section.down.as_ref().map(Sql::embedded),
                None => Some(Sql::nothing()),
            },
        })
    }

    /// A revision of which only the way down is known, from the history table.
    pub(super) fn remembered(revision: &str, down_sql: &str) -> Script<'static> {
        Script {
            id: Cow::Owned(revision.to_string()),
            message: Cow::Borrowed(""),
            place: "as the history table remembers it".to_string(),
            checksum: Cow::Borrowed(""),
            revises: Vec::new(),
            up: Sql::nothing(),
            down: Some(Sql::remembered(down_sql)),
        }
    }

    /// The SQL of one direction.
    ///
    /// # Errors
    ///
    /// When there is no way down.
    pub fn sql(&self, direction: Direction) -> Result<&Sql<'a>> {
        match (direction, &self.down) {
            (Direction::Up, _) => Ok(&self.up),
            (Direction::Down, Some(down)) => Ok(down),
            (Direction::Down, None) => {
                Err(Error::refused(format!("revision `{}` cannot be taken back: {} says `irreversible`", self.id, self.place))
                    .with_hint("write a new revision that goes forward, or a `-- migrate:down` section in its file"))
            }
        }
    }

    /// Has it run without the hooks that it asks for, which makes sense only where no rows matter; whether it asked.
    pub fn unhook(&mut self) -> bool {
        let mut asked = std::mem::take(&mut self.up.hook);
        if let Some(down) = &mut self.down {
            asked |= std::mem::take(&mut down.hook);
        }
        asked
    }

    /// What the history table keeps to take the revision back.
    pub(super) fn down_sql(&self) -> Option<String> {
        self.down.as_ref().map(|down| {
            let outside = if down.transaction { "" } else { " transaction:false" };
            let hook = if down.hook { " hook" } else { "" };
            let options = format!("{outside}{hook}{}", down.limits);
            match options.strip_prefix(' ') {
                Some(options) => format!("{MARKER}{options}\n{}", down.text.trim()),
                None => down.text.trim().to_owned(),
            }
        })
    }
}

impl<'a> Sql<'a> {
    fn nothing() -> Self {
        Sql {
            text: Cow::Borrowed(""),
            line: 0,
            transaction: true,
            hook: false,
            limits: Limits::NONE,
        }
    }

    /// What the history table keeps of a way down.
    fn remembered(down_sql: &str) -> Sql<'static> {
        let marked = down_sql.strip_prefix(MARKER).and_then(|rest| rest.split_once('\n'));
        let (options, text) = marked.unwrap_or(("", down_sql));
        let mut sql = Sql { text: Cow::Owned(text.to_owned()), ..Sql::nothing() };
        for word in options.split_whitespace() {
            match word {
                "transaction:false" => sql.transaction = false,
                "hook" => sql.hook = true,
                // What is no limit was none when it was kept either.
                word => drop(sql.limits.take(word)),
            }
        }
        sql
    }

    fn section(section: &'a Section) -> Self {
        Sql {
            text: Cow::Borrowed(&section.sql),
            line: section.line,
            transaction: section.transaction,
            hook: section.hook,
            limits: section.limits,
        }
    }

    fn embedded(sql: &'static EmbeddedSql) -> Self {
        Sql {
            text: Cow::Borrowed(sql.sql),
            line: sql.line,
            transaction: sql.transaction,
            hook: sql.hook,
            limits: sql.limits,
        }
    }
}

/// One revision to be taken one way, with its statements: what runs and what `--sql` prints.
#[derive(Debug, Clone)]
pub(super) struct Unit<'a> {
    pub(super) script: &'a Script<'a>,
    pub(super) direction: Direction,
    pub(super) transaction: bool,
    /// Whether it must not run without a hook.
    pub(super) hook: bool,
    /// How long its statements may wait and run, where it says so itself.
    pub(super) limits: Limits,
    pub(super) statements: Vec<Line<'a>>,
}

/// One statement of a revision, with its line in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) sql: &'a str,
    pub(super) line: usize,
}

impl<'a> Unit<'a> {
    /// The statements of a step.
    ///
    /// # Errors
    ///
    /// When there is no way down, or a statement stands there that would break the transaction or that no server runs.
    pub(super) fn new(
        dialect: &dyn Dialect,
        script: &'a Script<'a>,
        direction: Direction,
    ) -> Result<Self> {
        let sql = script.sql(direction)?;
        let mut statements = Vec::new();
        for piece in split::split(dialect, &sql.text) {
            let line = Line { sql: piece.sql, line: sql.line + piece.line };
            if let Some(error) = unfit(dialect, piece.kind, piece.sql, sql.transaction) {
                return Err(error.within(format!("{}, line {}", script.place, line.line)));
            }
            statements.push(line);
        }
        Ok(Unit {
            script,
            direction,
            transaction: sql.transaction,
            hook: sql.hook,
            limits: sql.limits,
            statements,
        })
    }

    /// The statement that records the step. `elapsed` is an SQL expression for milliseconds.
    pub(super) fn record(
        &self,
        dialect: &dyn Dialect,
        table: &crate::schema::Name,
        elapsed: &str,
    ) -> String {
        self.record_at(dialect, table, elapsed, None)
    }

    /// The same for a step that was taken at another moment, `2025-12-24 03:27:01 UTC`.
    pub(super) fn record_at(
        &self,
        dialect: &dyn Dialect,
        table: &crate::schema::Name,
        elapsed: &str,
        applied_at: Option<&str>,
    ) -> String {
        match self.direction {
            Direction::Up => {
                let down_sql = self.script.down_sql();
                let record = history::Record {
                    revision: &self.script.id,
                    message: &self.script.message,
                    checksum: &self.script.checksum,
                    down_sql: down_sql.as_deref(),
                    applied_at,
                };
                history::insert(dialect, table, &record, elapsed)
            }
            Direction::Down => history::delete(dialect, table, &self.script.id),
        }
    }

    /// The step.
    pub(super) fn step(&self) -> Step {
        Step { direction: self.direction, revision: self.script.id.to_string() }
    }
}

/// Why a statement must not run, if so.
fn unfit(dialect: &dyn Dialect, kind: PieceKind, sql: &str, transaction: bool) -> Option<Error> {
    let shown = beginning(sql);
    match kind {
        PieceKind::Shell => {
            return Some(
                Error::unsupported(format!(
                    "`{shown}` is a command of the database's shell, not SQL"
                ))
                .with_hint("remove the line; a revision is plain SQL"),
            );
        }
        PieceKind::Data => return Some(copy_from_stdin(&shown)),
        PieceKind::Statement => {}
    }
    let words = split::keywords(dialect, sql, 3);
    let word = |at: usize| words.get(at).map(String::as_str).unwrap_or_default();
    if word(0) == "COPY" && sql.to_ascii_uppercase().split_whitespace().any(|word| word == "STDIN")
    {
        return Some(copy_from_stdin(&shown));
    }
    let controls = match word(0) {
        "BEGIN" | "COMMIT" | "END" | "ABORT" => true,
        "START" | "PREPARE" => word(1) == "TRANSACTION",
        "ROLLBACK" => word(1) != "TO" && word(2) != "TO",
        _ => false,
    };
    controls.then(|| {
        let message = match transaction {
            true => format!("`{shown}` would break the transaction that keeps the revision whole"),
            false => format!("`{shown}` stands where each statement is a transaction of its own"),
        };
        Error::refused(message).with_hint(match transaction {
            true => "remove it; `transaction:false` after the marker runs statements outside a transaction",
            false => "remove it, or `transaction:false` after the marker",
        })
    })
}

fn copy_from_stdin(shown: &str) -> Error {
    Error::unsupported(format!("`{shown}` reads rows from the shell, which a revision has not"))
        .with_hint("write the rows as INSERT statements")
}

/// The beginning of a statement on one line.
pub(super) fn beginning(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().take(12).collect();
    let text = words.join(" ");
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
