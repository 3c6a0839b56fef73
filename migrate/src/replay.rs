//! SQL text to a schema: what a database would hold after it ran, told without one.
//!
//! The text is cut into statements by [`crate::split`]; each is read by its words and does to the schema what the
//! database would do. What cannot be followed is said, never guessed.

#[cfg(feature = "lint")]
pub(crate) mod act;
mod alter;
mod canon;
mod change;
mod column;
mod comment;
mod constraint;
mod create;
mod cursor;
mod drop;
mod expr;
mod index;
mod like;
mod made;
mod names;
mod normal;
mod object;
mod partition;
mod query;
mod register;
mod rename;
mod reword;
mod sequence;
mod star;
mod statement;
mod tip;
mod view;
#[cfg(feature = "lint")]
pub(crate) mod watch;
mod world;

use std::path::PathBuf;

use crate::dialect::Dialect;
use crate::schema::{Name, Schema};
use crate::split::lex::{Kind, Lexer};
use crate::split::{self, PieceKind};
pub use canon::canonical;
pub(crate) use normal::forget_sequences;
pub use normal::{normalize, normalize_remembered};
pub(crate) use register::Changed;
use register::Register;
pub use reword::reword;
pub use tip::{history, history_remembered};
use world::World;

/// A statement that could change the schema and was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The line, counted from 1, on which it begins in the text that was replayed.
    pub line: usize,
    /// Its beginning, on one line.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// Applies each statement of `sql` to `schema` and returns those that it could not follow, in their order.
///
/// One statement that is not understood leaves the schema as it was and stops nothing. A line
/// `-- migrate:effect <statement>` is applied as if it stood there; it also says what the nearest statement before it
/// does that cannot be followed, so that one is no longer returned.
pub fn replay(dialect: &dyn Dialect, sql: &str, schema: &mut Schema) -> Vec<Unread> {
    follow(dialect, sql, schema, &mut Register::default(), &mut ())
}

/// A schema to which texts are applied one after another: as [`replay`] does, but what is known of where which name
/// stands is kept from one text to the next, so that a text costs what it changes and not what the schema holds.
///
/// The schema cannot be changed otherwise while texts come, since what is known of it would no longer be true.
pub struct Replay<'d> {
    dialect: &'d dyn Dialect,
    schema: Schema,
    register: Register,
}

impl<'d> Replay<'d> {
    /// One that begins with nothing.
    pub fn new(dialect: &'d dyn Dialect) -> Self {
        Replay { dialect, schema: Schema::default(), register: Register::default() }
    }

    /// One that begins with `schema`.
    pub fn resume(dialect: &'d dyn Dialect, schema: Schema) -> Self {
        Replay { schema, ..Replay::new(dialect) }
    }

    /// Applies each statement of `sql` and returns those that it could not follow, as [`replay`] does.
    pub fn apply(&mut self, sql: &str) -> Vec<Unread> {
        follow(self.dialect, sql, &mut self.schema, &mut self.register, &mut ())
    }

    /// As [`Replay::apply`], and which tables may have changed.
    pub(crate) fn changing(&mut self, sql: &str) -> (Vec<Unread>, Changed) {
        self.register.watch();
        let unread = self.apply(sql);
        (unread, self.register.changed())
    }

    /// The schema so far.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The tables that may refer to a table of that name, in whatever case.
    pub(crate) fn referring(&mut self, name: &str) -> Vec<Name> {
        self.register.referring(&self.schema, name)
    }

    /// The schema after all that was applied.
    pub fn finish(self) -> Schema {
        self.schema
    }
}

/// How following one statement came out.
type Followed = std::result::Result<(), String>;

/// Somebody who is shown each statement of a text, before and after it is followed.
trait Look {
    /// What will be followed, and the schema that it meets.
    fn before(&mut self, _piece: &Read<'_>, _world: &World<'_>) {}
    /// What was followed, the schema that it left, and why it could not be, if so.
    fn after(&mut self, _piece: &Read<'_>, _world: &World<'_>, _read: &Followed) {}
}

/// Nobody looks.
impl Look for () {}

fn follow(
    dialect: &dyn Dialect,
    sql: &str,
    schema: &mut Schema,
    register: &mut Register,
    look: &mut dyn Look,
) -> Vec<Unread> {
    let pieces = pieces(dialect, sql);
    let mut world = World::new(dialect, schema, register);
    world.takes_back = pieces.iter().any(|piece| !piece.effect && rolls_back(dialect, piece.sql));
    let mut unread: Vec<Unread> = Vec::new();
    let mut explained = None;
    for piece in &pieces {
        look.before(piece, &world);
        let read = if piece.shell {
            Err("a line for the database's shell is not SQL".to_owned())
        } else {
            statement::follow(&mut world, piece.sql)
        };
        look.after(piece, &world, &read);
        match read {
            Err(reason) => {
                unread.push(Unread { line: piece.line, text: beginning(piece.sql), reason })
            }
            Ok(()) if piece.effect && explained.is_none() => explained = unread.pop(),
            Ok(()) => {}
        }
        if !piece.effect {
            explained = None;
        }
    }
    unread
}

/// One statement, or one line that tells what a statement does.
pub(crate) struct Read<'a> {
    pub(crate) line: usize,
    offset: usize,
    pub(crate) sql: &'a str,
    pub(crate) effect: bool,
    /// A line for the database's shell.
    pub(crate) shell: bool,
}

/// The statements of a text and those that say what one does, in their order.
pub(crate) fn pieces<'a>(dialect: &dyn Dialect, sql: &'a str) -> Vec<Read<'a>> {
    let found =
        split::split(dialect, sql).into_iter().filter(|piece| piece.kind != PieceKind::Data);
    let mut pieces: Vec<Read<'a>> = found
        .map(|piece| Read {
            line: piece.line,
            offset: piece.offset,
            sql: piece.sql,
            effect: false,
            shell: piece.kind == PieceKind::Shell,
        })
        .collect();
    if sql.contains("migrate:effect") {
        pieces.extend(effects(dialect, sql));
        pieces.sort_by_key(|piece| piece.offset);
    }
    pieces
}

/// The comments of a text: the line and the offset at which each begins, and it itself.
pub(crate) fn comments<'a>(dialect: &dyn Dialect, sql: &'a str) -> Vec<(usize, usize, &'a str)> {
    let (mut line, mut counted) = (1, 0);
    Lexer::new(&dialect.capability().lexis, sql)
        .filter(|token| token.kind == Kind::Comment)
        .map(|token| {
            line += sql.get(counted..token.offset).unwrap_or_default().matches('\n').count();
            counted = token.offset;
            (line, token.offset, token.text)
        })
        .collect()
}

/// The statements after `-- migrate:effect`.
fn effects<'a>(dialect: &dyn Dialect, sql: &'a str) -> Vec<Read<'a>> {
    let mut found = Vec::new();
    for (line, offset, text) in comments(dialect, sql) {
        let effect = text
            .strip_prefix("--")
            .and_then(|text| text.trim_start().strip_prefix("migrate:effect"));
        for piece in effect.into_iter().flat_map(|effect| split::split(dialect, effect)) {
            found.push(Read { line, offset, sql: piece.sql, effect: true, shell: false });
        }
    }
    found
}

fn rolls_back(dialect: &dyn Dialect, sql: &str) -> bool {
    let near = sql.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("rollback"))
        || sql.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("abort"));
    near && split::keywords(dialect, sql, 1)
        .iter()
        .any(|word| word == "ROLLBACK" || word == "ABORT")
}

/// The beginning of a statement, on one line.
fn beginning(sql: &str) -> String {
    const LONGEST: usize = 80;
    let mut text = String::new();
    for word in sql.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        if text.chars().count() > LONGEST {
            return text.chars().take(LONGEST).chain(['…']).collect();
        }
    }
    text
}

/// A statement of a revision that was not understood, and the revision's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadIn {
    /// The file, if the revision came from one.
    pub path: Option<PathBuf>,
    /// The id of the revision.
    pub revision: String,
    /// The statement; its line is that of the file.
    pub unread: Unread,
}
