//! Everything in which databases may differ, and the only place where SQL is written.
//!
//! Shared code asks a dialect what it can do ([`Capability`], data), never who it is. Each database is one folder with
//! the same file names; a near relative is one more file.

mod if_there;
pub mod postgres;
#[cfg(feature = "replay")]
pub(crate) mod question;
#[cfg(feature = "replay")]
pub mod sample;
pub mod sqlite;

use std::collections::BTreeSet;
use std::fmt;

use crate::error::{Error, Result};
use crate::op::unfilled::Unfilled;
use crate::op::{self, EnumChange, Op};
use crate::schema::{Name, Schema, Table, Type};
pub use if_there::render_if_there;

/// A database's way of saying things.
pub trait Dialect: fmt::Debug + Sync {
    /// The word after `-- migrate:up`: `sqlite`, `postgres`.
    fn name(&self) -> &'static str;

    /// What the database can do.
    fn capability(&self) -> &'static Capability;

    /// `identifier` as SQL, always quoted.
    fn quote(&self, identifier: &str) -> String;

    /// `text` as a string literal.
    fn literal(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }

    /// The physical schema that stands for a portable one: what the database itself would answer after it was created.
    fn lower(&self, portable: &Schema) -> Schema;

    /// The canonical form of a type as written in SQL; never fails, since unknown words are a [`Type::Raw`].
    fn parse_type(&self, sql: &str) -> Type;

    /// A physical type as SQL; `parse_type` of it gives the type back.
    fn type_sql(&self, ty: &Type) -> String;

    /// Gives every constraint of a freshly read table the name that the database would, where it names them at all.
    fn name_constraints(&self, table: &mut Table);

    /// The statements that make one change. `before` is the schema that it meets.
    ///
    /// # Errors
    ///
    /// When the database cannot make the change at all.
    fn ddl(&self, op: &Op, before: &Schema) -> Result<Vec<Statement>>;

    /// How the database wants to be spoken to while revisions run.
    fn conduct(&self) -> &'static crate::runner::Conduct;

    /// As [`Dialect::ddl`], but in steps that keep nobody waiting, each a transaction of its own; `None` where the usual
    /// statements are as good.
    ///
    /// # Errors
    ///
    /// As for [`Dialect::ddl`].
    #[cfg(feature = "lint")]
    fn online(&self, op: &Op, before: &Schema) -> Result<Option<Vec<Statement>>>;

    /// Statements of [`Dialect::online`], with limits around them so that none of them is waited for too long.
    #[cfg(feature = "lint")]
    fn limited(&self, statements: Vec<Statement>) -> Vec<Statement> {
        statements
    }

    /// What makes a statement a danger.
    #[cfg(feature = "lint")]
    fn judge(&self) -> &'static crate::lint::Judge;

    /// The type of a column that a query makes whose values have this one.
    #[cfg(feature = "replay")]
    fn made_type(&self, ty: &Type) -> Type {
        ty.clone()
    }

    /// The expression that a change of the column's type is written with, where the database needs one.
    #[cfg(feature = "replay")]
    fn cast(&self, _: &str, _: &Type, _: &Type, _: &Schema) -> Option<String> {
        None
    }

    /// What holds of `value`, SQL of the type `previous`, if it cannot become a value of `next` by such a change; `None`
    /// where each can, and where nobody can say without trying.
    #[cfg(feature = "replay")]
    fn misfit(&self, _: &str, _: &Type, _: &Type, _: &Schema) -> Option<String> {
        None
    }

    /// What a column of that type holds when it has been given `value`, as SQL that compares as the column does; `None`
    /// where nobody can say.
    #[cfg(feature = "replay")]
    fn stored(&self, value: &str, ty: &Type) -> Option<String>;

    /// How the catalogue of a live database is read.
    #[cfg(feature = "replay")]
    fn catalog(&self) -> &'static crate::introspect::Catalog;
}

/// What a database can do, as data.
#[derive(Debug, Clone, Copy)]
pub struct Capability {
    /// Namespaces within a database.
    pub namespaces: bool,
    /// Enumerated types.
    pub enums: bool,
    /// Comments on objects.
    pub comments: bool,
    /// Arrays.
    pub arrays: bool,
    /// Exclusion constraints.
    pub excludes: bool,
    /// Foreign keys can be added to and dropped from a table that exists. Where not, they are part of the table, may
    /// refer to tables that come later, and cycles need no splitting.
    pub alter_foreign_keys: bool,
    /// Constraints have names that statements use. Where not, a constraint is its contents, and its name is only kept.
    pub named_constraints: bool,
    /// What reads a column or a table (a view, a generated column) stands in the way of dropping or recasting it, and is
    /// dropped before and made again after.
    pub pins_what_is_read: bool,
    /// Unquoted or not, `A` and `a` are one name.
    pub case_insensitive: bool,
    /// The collation of a column that names none, as the database calls it.
    pub default_collation: &'static str,
    /// The default namespace, as the database calls it.
    pub default_namespace: &'static str,
    /// A view keeps the names of its columns when what it reads is renamed.
    pub views_keep_names: bool,
    /// A part of an index may name an operator class, and only a call or parentheses make an expression of it.
    pub operator_classes: bool,
    /// Expressions are told as the server understood them, not as they were written.
    pub rewrites_expressions: bool,
    /// Columns and constraints can be dropped by words that do nothing where they are not there.
    pub drops_parts_if_there: bool,
    /// A value that does not fit the type of its column is refused, rather than kept as it is.
    pub refuses_misfits: bool,
    /// A column may have no type at all.
    pub untyped_columns: bool,
    /// `serial` and its kin are types that make a sequence.
    pub serial_types: bool,
    /// Tables may inherit columns: from a parent, or from the table that they are a partition of.
    pub inheritance: bool,
    /// A primary key keeps NULL out of its columns by itself.
    pub keys_refuse_null: bool,
    /// What names a row of a table without a primary key.
    pub row_id: &'static str,
    /// How its SQL text falls into words and statements.
    pub lexis: Lexis,
}

/// How SQL text falls into words and statements, as data.
#[derive(Debug, Clone, Copy)]
pub struct Lexis {
    /// A comment in `/* … */` may hold another.
    pub nested_comments: bool,
    /// `$$ … $$` and `$tag$ … $tag$` are strings.
    pub dollar_quotes: bool,
    /// In `E'…'` a backslash escapes.
    pub escape_strings: bool,
    /// Names may stand in backticks and in square brackets.
    pub backticks_and_brackets: bool,
    /// `'…'` may stand where a name is wanted.
    pub string_names: bool,
    /// Names without quotes are folded to lower case.
    pub folds_names: bool,
    /// Names are cut to their first 63 bytes.
    pub cuts_names: bool,
    /// Any run of operator characters is one operator; otherwise only the known ones are.
    pub free_operators: bool,
    /// `x::type` casts.
    pub colon_casts: bool,
    /// `now()` is `CURRENT_TIMESTAMP`.
    pub now_function: bool,
    /// How tightly its operators bind.
    pub levels: Levels,
    /// Lines that begin with a backslash are for the database's shell, and the data of `COPY … FROM stdin` follows it.
    pub shell_lines: bool,
    /// `CREATE TRIGGER … BEGIN …; … END` is one statement.
    pub trigger_bodies: bool,
    /// `CREATE FUNCTION … BEGIN ATOMIC …; … END` is one statement.
    pub atomic_bodies: bool,
}

/// How tightly each sort of operator binds: the higher, the tighter.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "each is named by its operators")]
pub struct Levels {
    pub or: u8,
    pub and: u8,
    pub not: u8,
    pub is: u8,
    /// `=` and `<>`.
    pub equality: u8,
    /// `<`, `>`, `<=`, `>=`.
    pub comparison: u8,
    /// `IN`, `BETWEEN`, `LIKE` and its kin.
    pub range: u8,
    /// `&`, `|`, `<<`, `>>`.
    pub bits: u8,
    /// Any operator that is not named elsewhere, before an operand too.
    pub other: u8,
    /// `||`, `->`, `->>`.
    pub concatenation: u8,
    pub addition: u8,
    pub multiplication: u8,
    /// `^`.
    pub power: u8,
    /// `AT TIME ZONE`.
    pub zone: u8,
    pub collate: u8,
    /// `-` and `+` before an operand.
    pub sign: u8,
}

/// One SQL statement, without its final semicolon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The text.
    pub sql: String,
    /// What running it can lose or break, for the `-- hazard:` line; lower case, no full stop.
    pub hazard: Option<String>,
    /// What it does to the schema, as SQL for the `-- migrate:effect` line, where its own text does not tell.
    pub effect: Option<String>,
}

impl Statement {
    /// A statement without hazard.
    pub fn new(sql: impl Into<String>) -> Self {
        Statement { sql: sql.into(), hazard: None, effect: None }
    }
}

/// Every dialect, in the order in which a revision file shows them.
pub const ALL: [&dyn Dialect; 2] = [&sqlite::Sqlite, &postgres::Postgres];

/// The dialect of that name, or of one of the names that people use for it (`postgresql`, `pg`, `sqlite3`).
///
/// # Errors
///
/// When there is none; the error lists those that there are.
pub fn find(name: &str) -> Result<&'static dyn Dialect> {
    let word = match name {
        "postgresql" | "pg" => "postgres",
        "sqlite3" => "sqlite",
        other => other,
    };
    ALL.into_iter().find(|dialect| dialect.name() == word).ok_or_else(|| {
        Error::unsupported(format!("there is no dialect `{name}`"))
            .with_hint("the dialects are `sqlite` and `postgres`")
    })
}

/// `name` as SQL: quoted, with its namespace if it has one.
pub fn qualified(dialect: &dyn Dialect, name: &Name) -> String {
    match &name.namespace {
        Some(namespace) => format!("{}.{}", dialect.quote(namespace), dialect.quote(&name.name)),
        None => dialect.quote(&name.name),
    }
}

/// The statements that turn `previous` into what `ops` make of it, with the hazards of each op on the first of its
/// statements. What is new in the same ops has no rows, and so no hazards.
///
/// # Errors
///
/// When one of the changes cannot be made on this database.
pub fn render(dialect: &dyn Dialect, ops: &[Op], previous: &Schema) -> Result<Vec<Statement>> {
    write(dialect, ops, previous, &mut |op, schema, _| dialect.ddl(op, schema))
}

/// As [`render`], but in steps that keep nobody waiting, to be run each in a transaction of its own; `None` where the
/// statements of [`render`] are as good.
///
/// # Errors
///
/// As for [`render`].
#[cfg(feature = "lint")]
pub fn online(
    dialect: &dyn Dialect,
    ops: &[Op],
    previous: &Schema,
) -> Result<Option<Vec<Statement>>> {
    let mut differs = false;
    let statements = write(dialect, ops, previous, &mut |op, schema, is_new| {
        if !is_new && let Some(statements) = dialect.online(op, schema)? {
            differs = true;
            return Ok(statements);
        }
        dialect.ddl(op, schema)
    })?;
    Ok(differs.then_some(statements))
}

/// How one op is written; it is told the schema that the op meets, and whether its table is new in the same ops.
type Ddl<'a> = dyn FnMut(&Op, &Schema, bool) -> Result<Vec<Statement>> + 'a;

/// The statements of each op as `ddl` gives them.
fn write(
    dialect: &dyn Dialect,
    ops: &[Op],
    previous: &Schema,
    ddl: &mut Ddl<'_>,
) -> Result<Vec<Statement>> {
    let mut schema = previous.clone();
    let mut created = BTreeSet::new();
    let mut unfilled = Unfilled::default();
    let mut statements = Vec::new();
    let mut left = ops;
    while let Some(first) = left.first() {
        let removed = removals(left);
        let joined = join(&left[..removed], &schema);
        let op = joined.as_ref().unwrap_or(first);
        let is_new = op::subject(op).is_some_and(|table| created.contains(table));
        let mut made = ddl(op, &schema, is_new)?;
        if let Op::CreateTable(table) = op {
            created.insert(table.name.clone());
        }
        let void = unfilled.follow(op, &schema);
        if op::subject(op).is_some_and(|table| created.contains(table)) {
            made.iter_mut().for_each(|statement| statement.hazard = None);
        } else {
            let mut hazards = op::hazards(op, &schema);
            hazards.retain(|hazard| !void.contains(hazard));
            made.iter_mut().for_each(|statement| untell_hazards(statement, &void));
            tell_hazards(&mut made, hazards);
        }
        statements.append(&mut made);
        op::apply(&mut schema, std::slice::from_ref(op), dialect.capability());
        left = &left[removed.max(1)..];
    }
    Ok(statements)
}

/// With how many ops that take values from one enum the ops begin.
fn removals(ops: &[Op]) -> usize {
    let of = |op: &Op| match op {
        Op::AlterEnum { name, change: EnumChange::DropValue { .. } } => Some(name.clone()),
        _ => None,
    };
    match ops.first().and_then(of) {
        None => 0,
        Some(first) => ops.iter().take_while(|op| of(op).as_ref() == Some(&first)).count(),
    }
}

/// Several values taken from one enum as one change, since each of them would write all rows anew.
fn join(removals: &[Op], schema: &Schema) -> Option<Op> {
    let [Op::AlterEnum { name, .. }, _, ..] = removals else { return None };
    let previous = schema.enums.get(name)?;
    let mut next = previous.clone();
    for op in removals {
        if let Op::AlterEnum { change: EnumChange::DropValue { value, .. }, .. } = op {
            next.values.retain(|other| other != value);
        }
    }
    Some(Op::ReplaceEnum { previous: previous.clone(), next })
}

/// Takes sentences out of what a statement is said to risk.
fn untell_hazards(statement: &mut Statement, void: &[String]) {
    let Some(mut told) = statement.hazard.take() else { return };
    for sentence in void {
        for with_mark in [format!("; {sentence}"), format!("{sentence}; "), sentence.clone()] {
            if told.contains(&with_mark) {
                told = told.replacen(&with_mark, "", 1);
                break;
            }
        }
    }
    statement.hazard = Some(told).filter(|told| !told.is_empty());
}

/// Adds the hazards that no statement tells yet to the first one.
fn tell_hazards(statements: &mut [Statement], mut hazards: Vec<String>) {
    let told: Vec<String> = statements.iter().filter_map(|one| one.hazard.clone()).collect();
    hazards.retain(|hazard| !told.iter().any(|told| told.contains(hazard)));
    if let (Some(first), false) = (statements.first_mut(), hazards.is_empty()) {
        hazards.extend(first.hazard.take());
        first.hazard = Some(hazards.join("; "));
    }
}
