//! What one statement says that it does, as a value with its names looked up: for those who judge statements. Follows
//! nothing.

mod upkeep;
mod write;

use super::alter;
use super::create;
use super::cursor::{Cursor, Reason};
use super::index;
use super::world::World;
use crate::schema::{Index, Name};
use crate::split::keywords;

pub(crate) use super::alter::{Action, ColumnChange};
pub(crate) use super::column::Definition;
pub(crate) use super::constraint::Constraint;
pub(crate) use write::{Verb, Write};

/// What a statement says that it does. Temporary tables are nobody's business, so nothing is said of them.
#[derive(Debug)]
pub(crate) enum Act<'a> {
    CreateTable {
        table: Name,
        partition_of: Option<Name>,
        /// The tables that it refers to and that are there.
        refers: Vec<Name>,
        /// The columns of which it does not say that they are not NULL.
        open: Vec<String>,
        if_not_exists: bool,
    },
    /// `COMMENT ON` a table or a column of it.
    Comment {
        on: Name,
    },
    DropTables {
        tables: Vec<Name>,
        if_exists: bool,
        cascade: bool,
    },
    AlterTable {
        table: Name,
        if_exists: bool,
        actions: Vec<Action<'a>>,
    },
    CreateIndex {
        on: Name,
        index: Index,
        only: bool,
        concurrently: bool,
        if_not_exists: bool,
    },
    DropIndexes {
        /// The table or view, and the index.
        indexes: Vec<(Name, String)>,
        concurrently: bool,
        if_exists: bool,
    },
    /// `REINDEX`, and the table if it is known.
    Reindex {
        on: Option<Name>,
        concurrently: bool,
    },
    /// `VACUUM FULL` or `CLUSTER`: the words, and the table if it is named.
    Rewrite {
        words: &'static str,
        table: Option<Name>,
    },
    Refresh {
        view: Name,
        concurrently: bool,
    },
    CreateTrigger {
        on: Name,
    },
    DropTrigger {
        on: Name,
    },
    /// `CREATE`, `ALTER` or `DROP POLICY`.
    Policy {
        on: Name,
    },
    /// A sort of object that is no table, index or trigger: `VIEW`, `SCHEMA`.
    Drop {
        sort: String,
        name: Name,
        if_exists: bool,
        cascade: bool,
    },
    RenameNamespace {
        name: String,
    },
    AddEnumValue {
        name: Name,
        value: String,
        placed: bool,
    },
    RenameEnumValue {
        name: Name,
        value: String,
        next: String,
    },
    /// `ALTER DOMAIN`: a rule that values which are there are checked against, unless `NOT VALID`.
    TightenDomain {
        name: Name,
        not_valid: bool,
    },
    ValidateDomain {
        name: Name,
    },
    Truncate {
        tables: Vec<Name>,
        cascade: bool,
    },
    Write(Write),
    Analyze,
    /// `SET name = value`; the name in lower case, the value without its quotes.
    Set {
        name: String,
        value: String,
        local: bool,
    },
    /// `PRAGMA name`, with its value in lower case if it has one.
    Pragma {
        name: String,
        value: Option<String>,
    },
    /// `BEGIN`, `COMMIT` and their kin; the first word.
    Transaction(String),
    /// `GRANT` or `REVOKE`.
    Permission,
    /// `ALTER EXTENSION … UPDATE`.
    UpdateExtension {
        name: String,
    },
}

/// What `sql` says that it does; `None` where that is of no interest, or cannot be read.
pub(super) fn read<'a>(world: &'a World<'_>, sql: &'a str) -> Option<Act<'a>> {
    statement(world, sql).ok().flatten()
}

fn statement<'a>(world: &'a World<'_>, sql: &'a str) -> Result<Option<Act<'a>>, Reason> {
    let words = keywords(world.dialect, sql, 1);
    let first = words.first().map_or("", String::as_str);
    let mut cursor = Cursor::new(world.dialect, sql);
    let cursor = &mut cursor;
    cursor.next();
    Ok(match first {
        "CREATE" => create_something(cursor, world)?,
        "COMMENT" => {
            let of_column = !cursor.eat("ON TABLE");
            if of_column {
                cursor.expect("ON COLUMN")?;
            }
            let mut parts = cursor.name_parts()?;
            if of_column {
                parts.pop();
            }
            let name = parts.pop().unwrap_or_default();
            let name = Name { namespace: parts.pop(), name };
            world.table_key(&name).map(|on| Act::Comment { on })
        }
        "ALTER" => alter_something(cursor, world)?,
        "DROP" => drop(cursor, world)?,
        "REINDEX" => upkeep::reindex(cursor, world)?,
        "VACUUM" => upkeep::vacuum(cursor, world)?,
        "CLUSTER" => Some(Act::Rewrite { words: "CLUSTER", table: table(cursor, world).ok() }),
        "REFRESH" => {
            cursor.expect("MATERIALIZED VIEW")?;
            let concurrently = cursor.eat("CONCURRENTLY");
            let view = world.view_key(&cursor.name()?);
            view.map(|view| Act::Refresh { view, concurrently })
        }
        "TRUNCATE" => {
            cursor.eat("TABLE");
            cursor.eat("ONLY");
            let names = cursor.names()?;
            let tables = names.iter().filter_map(|name| world.table_key(name)).collect();
            let cascade = cursor.rest().iter().any(|token| token.is("CASCADE"));
            Some(Act::Truncate { tables, cascade })
        }
        "INSERT" | "REPLACE" | "UPDATE" | "DELETE" => write::rows(cursor, world, first)?,
        "SET" | "RESET" => write::set(cursor, world, first == "RESET")?,
        "PRAGMA" => Some(write::pragma(cursor)?),
        "BEGIN" | "START" | "COMMIT" | "END" | "ROLLBACK" | "ABORT" => {
            let within = cursor.rest().iter().any(|token| token.is("TO"));
            (!within).then(|| Act::Transaction(first.to_owned()))
        }
        // A table of the catalogue is named when its own rows were edited.
        "ANALYZE" if !cursor.is("sqlite_schema") => Some(Act::Analyze),
        "GRANT" | "REVOKE" => Some(Act::Permission),
        _ => None,
    })
}

/// The table that is named next.
fn table(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<Name, Reason> {
    let written = cursor.name()?;
    if world.is_temporary(&written) {
        return Err("a temporary table".to_owned());
    }
    world.table_name(&written)
}

/// The table, view or sequence that is named next, or the name as it is written.
fn object(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<Name, Reason> {
    let written = cursor.name()?;
    let known = world.table_key(&written).or_else(|| world.view_key(&written));
    Ok(known.or_else(|| world.named(&written)).unwrap_or_else(|| world.place(&written)))
}

fn create_something<'a>(
    cursor: &mut Cursor<'a>,
    world: &World<'_>,
) -> Result<Option<Act<'a>>, Reason> {
    cursor.eat("OR REPLACE");
    cursor.eat("CONSTRAINT");
    let unique = cursor.eat("UNIQUE");
    cursor.eat("UNLOGGED");
    if cursor.eat("TABLE") || cursor.eat("VIRTUAL TABLE") {
        let if_not_exists = cursor.eat("IF NOT EXISTS");
        let table = world.place(&cursor.name()?);
        let mut rest = cursor.clone();
        let partition_of =
            if cursor.eat("PARTITION OF") { object(cursor, world).ok() } else { None };
        let (referred, open) = create::said(&mut rest, world).unwrap_or_default();
        let refers = referred.iter().filter_map(|name| world.table_key(name)).collect();
        return Ok(Some(Act::CreateTable { table, partition_of, refers, open, if_not_exists }));
    }
    if cursor.eat("INDEX") {
        let written = index::written(cursor, world, unique)?;
        if world.is_temporary(&written.on) {
            return Ok(None);
        }
        let on = world.table_key(&written.on).or_else(|| world.view_key(&written.on));
        let name = written.name.map(|name| name.name).unwrap_or_default();
        return Ok(on.map(|on| Act::CreateIndex {
            on,
            index: Index { name, ..written.index },
            only: written.only,
            concurrently: written.concurrently,
            if_not_exists: written.if_not_exists,
        }));
    }
    if cursor.eat("TRIGGER") {
        return Ok(on(cursor, world).map(|on| Act::CreateTrigger { on }));
    }
    if cursor.eat("POLICY") {
        return Ok(on(cursor, world).map(|on| Act::Policy { on }));
    }
    Ok(None)
}

/// The table after the first `ON`.
fn on(cursor: &mut Cursor<'_>, world: &World<'_>) -> Option<Name> {
    while let Some(token) = cursor.next() {
        if token.is("ON") {
            return table(cursor, world).ok();
        }
    }
    None
}

fn alter_something<'a>(
    cursor: &mut Cursor<'a>,
    world: &World<'_>,
) -> Result<Option<Act<'a>>, Reason> {
    if cursor.eat("TABLE") {
        let if_exists = cursor.eat("IF EXISTS");
        cursor.eat("ONLY");
        let table = table(cursor, world)?;
        cursor.eat_symbol("*");
        let mut actions = alter::actions(cursor, world)?;
        actions.iter_mut().for_each(|action| settle(action, world));
        return Ok(Some(Act::AlterTable { table, if_exists, actions }));
    }
    if cursor.eat("TYPE") {
        let name = object(cursor, world)?;
        if cursor.eat("ADD VALUE") {
            cursor.eat("IF NOT EXISTS");
            let value = cursor.string()?;
            let placed = cursor.eat("BEFORE") || cursor.eat("AFTER");
            return Ok(Some(Act::AddEnumValue { name, value, placed }));
        }
        if cursor.eat("RENAME VALUE") {
            let value = cursor.string()?;
            cursor.expect("TO")?;
            return Ok(Some(Act::RenameEnumValue { name, value, next: cursor.string()? }));
        }
        return Ok(None);
    }
    if cursor.eat("DOMAIN") {
        let name = object(cursor, world)?;
        if cursor.eat("VALIDATE CONSTRAINT") {
            return Ok(Some(Act::ValidateDomain { name }));
        }
        if cursor.eat("ADD") || cursor.eat("SET NOT NULL") {
            let tokens = cursor.rest();
            let not_valid = tokens.windows(2).any(|two| two[0].is("NOT") && two[1].is("VALID"));
            return Ok(Some(Act::TightenDomain { name, not_valid }));
        }
        return Ok(None);
    }
    if cursor.eat("SCHEMA") {
        let name = cursor.identifier()?;
        return Ok(cursor.is("RENAME").then_some(Act::RenameNamespace { name }));
    }
    if cursor.eat("POLICY") {
        return Ok(on(cursor, world).map(|on| Act::Policy { on }));
    }
    if cursor.eat("EXTENSION") {
        let name = cursor.identifier()?;
        return Ok(cursor.is("UPDATE").then_some(Act::UpdateExtension { name }));
    }
    Ok(None)
}

/// Looks up the other tables that an action names.
fn settle(action: &mut Action<'_>, world: &World<'_>) {
    let refer = |constraint: &mut Constraint| {
        if let Constraint::ForeignKey(key) = constraint {
            key.table = world.table_key(&key.table).unwrap_or_else(|| world.place(&key.table));
        }
    };
    match action {
        Action::Add(constraint) => refer(constraint),
        Action::AddColumn { definition, .. } => definition.constraints.iter_mut().for_each(refer),
        Action::Attach { child, .. } | Action::Detach { child, .. } => {
            *child = world.table_key(child).unwrap_or_else(|| world.place(child));
        }
        _ => {}
    }
}

fn drop<'a>(cursor: &mut Cursor<'a>, world: &World<'_>) -> Result<Option<Act<'a>>, Reason> {
    let cascades = |cursor: &mut Cursor<'_>| cursor.rest().iter().any(|token| token.is("CASCADE"));
    if cursor.eat("TABLE") {
        let if_exists = cursor.eat("IF EXISTS");
        let names = cursor.names()?;
        let names = names.iter().filter(|name| !world.is_temporary(name));
        let tables: Vec<Name> = names.filter_map(|name| world.table_key(name)).collect();
        return Ok(Some(Act::DropTables { tables, if_exists, cascade: cascades(cursor) }));
    }
    if cursor.eat("INDEX") {
        let concurrently = cursor.eat("CONCURRENTLY");
        let if_exists = cursor.eat("IF EXISTS");
        let names = cursor.names()?;
        let indexes = names.iter().filter_map(|name| index::find(world, name)).collect();
        return Ok(Some(Act::DropIndexes { indexes, concurrently, if_exists }));
    }
    if cursor.eat("TRIGGER") {
        return Ok(on(cursor, world).map(|on| Act::DropTrigger { on }));
    }
    if cursor.eat("POLICY") {
        return Ok(on(cursor, world).map(|on| Act::Policy { on }));
    }
    let sorts = [
        "MATERIALIZED VIEW",
        "VIEW",
        "SCHEMA",
        "DATABASE",
        "TYPE",
        "DOMAIN",
        "SEQUENCE",
        "EXTENSION",
        "FUNCTION",
        "PROCEDURE",
        "ROUTINE",
    ];
    let Some(sort) = sorts.into_iter().find(|sort| cursor.eat(sort)) else { return Ok(None) };
    let if_exists = cursor.eat("IF EXISTS");
    let name = object(cursor, world)?;
    let sort = sort.to_ascii_lowercase();
    Ok(Some(Act::Drop { sort, name, if_exists, cascade: cascades(cursor) }))
}
