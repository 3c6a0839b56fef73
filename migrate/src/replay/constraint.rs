//! Constraints as values, as they are written at a column, in a table or after `ADD`. Reads; changes no schema.

use super::canon;
use super::column;
use super::cursor::{Cursor, Reason};
use super::world::World;
use crate::schema::{
    Action, Check, Deferrable, Exclude, Expr, ForeignKey, KeyOrder, PrimaryKey, Unique,
};
use crate::split::lex::Token;

/// A constraint as it is written; names and columns are not yet looked up.
#[derive(Debug, Clone)]
pub(crate) enum Constraint {
    PrimaryKey(PrimaryKey),
    Unique(Unique),
    ForeignKey(ForeignKey),
    Check(Check),
    /// Its name is empty while it has none.
    Exclude(Exclude),
    /// An index becomes a constraint.
    UsingIndex {
        name: Option<String>,
        index: String,
        primary: bool,
        deferrable: Option<Deferrable>,
    },
    NotNull {
        name: Option<String>,
        column: String,
        #[cfg_attr(
            not(feature = "lint"),
            expect(dead_code, reason = "the column takes no NULL either way; only locks differ")
        )]
        not_valid: bool,
    },
}

impl Constraint {
    pub(super) fn set_deferrable(&mut self, next: Option<Deferrable>) {
        match self {
            Constraint::PrimaryKey(PrimaryKey { deferrable, .. })
            | Constraint::Unique(Unique { deferrable, .. })
            | Constraint::ForeignKey(ForeignKey { deferrable, .. })
            | Constraint::Exclude(Exclude { deferrable, .. })
            | Constraint::UsingIndex { deferrable, .. } => *deferrable = next,
            Constraint::Check(_) | Constraint::NotNull { .. } => {}
        }
    }
}

/// A constraint written at the column `column`; `None` if none follows.
pub(super) fn of_column(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    column: &str,
    name: Option<String>,
) -> Result<Option<Constraint>, Reason> {
    let columns = vec![column.to_owned()];
    let found = if cursor.eat("PRIMARY KEY") {
        let descending = !cursor.eat("ASC") && cursor.eat("DESC");
        let orders = orders(vec![KeyOrder { collation: None, descending }]);
        Constraint::PrimaryKey(primary_key(cursor, name, (columns, orders))?)
    } else if cursor.eat("UNIQUE") {
        let nulls_not_distinct = nulls_not_distinct(cursor);
        Constraint::Unique(unique(cursor, name, (columns, Vec::new()), nulls_not_distinct)?)
    } else if cursor.eat("CHECK") {
        Constraint::Check(check(cursor, world, name)?)
    } else if cursor.eat("REFERENCES") {
        Constraint::ForeignKey(foreign_key(cursor, name, columns)?)
    } else if name.is_some() {
        return Err(cursor.unexpected("a constraint"));
    } else {
        return Ok(None);
    };
    Ok(Some(found))
}

/// Whether a table constraint, rather than a column, begins here.
pub(super) fn begins(cursor: &Cursor<'_>) -> bool {
    let opens = |ahead: usize| cursor.peek_at(ahead).is_some_and(|token| token.is_symbol("("));
    cursor.is("CONSTRAINT")
        || cursor.are("PRIMARY KEY")
        || cursor.are("FOREIGN KEY")
        || (cursor.is("CHECK") && opens(1))
        || (cursor.is("UNIQUE")
            && (opens(1) || cursor.are("UNIQUE NULLS") || cursor.are("UNIQUE USING")))
        || (cursor.is("EXCLUDE") && (opens(1) || cursor.are("EXCLUDE USING")))
        || cursor.are("NOT NULL")
}

/// A table constraint.
pub(super) fn of_table(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<Constraint, Reason> {
    let name = if cursor.eat("CONSTRAINT") { Some(cursor.identifier()?) } else { None };
    if cursor.eat("PRIMARY KEY") {
        if cursor.eat("USING INDEX") {
            return using_index(cursor, name, true);
        }
        let columns = key_columns(cursor, world)?;
        Ok(Constraint::PrimaryKey(primary_key(cursor, name, columns)?))
    } else if cursor.eat("UNIQUE") {
        if cursor.eat("USING INDEX") {
            return using_index(cursor, name, false);
        }
        let nulls_not_distinct = nulls_not_distinct(cursor);
        let columns = key_columns(cursor, world)?;
        Ok(Constraint::Unique(unique(cursor, name, columns, nulls_not_distinct)?))
    } else if cursor.eat("CHECK") {
        Ok(Constraint::Check(check(cursor, world, name)?))
    } else if cursor.eat("FOREIGN KEY") {
        let columns = cursor.columns()?;
        cursor.expect("REFERENCES")?;
        Ok(Constraint::ForeignKey(foreign_key(cursor, name, columns)?))
    } else if cursor.eat("EXCLUDE") {
        exclude(cursor, world, name)
    } else if cursor.eat("NOT NULL") {
        let column = cursor.identifier()?;
        let mut not_valid = false;
        while cursor.eat("NO INHERIT") || cursor.are("NOT VALID") {
            not_valid |= cursor.eat("NOT VALID");
        }
        Ok(Constraint::NotNull { name, column, not_valid })
    } else {
        Err(cursor.unexpected("a constraint"))
    }
}

/// The columns of a key, and how they stand in it.
type KeyColumns = (Vec<String>, Vec<KeyOrder>);

/// What is known of the columns of a key; nothing where nothing is said of any.
fn orders(said: Vec<KeyOrder>) -> Vec<KeyOrder> {
    if said.iter().all(|order| *order == KeyOrder::default()) { Vec::new() } else { said }
}

/// The columns of a key; SQLite allows a collation and an order with each.
fn key_columns(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<KeyColumns, Reason> {
    cursor.expect_symbol("(")?;
    let (mut columns, mut said) = (Vec::new(), Vec::new());
    loop {
        columns.push(cursor.identifier()?);
        let mut order = KeyOrder::default();
        if cursor.eat("COLLATE") {
            order.collation = Some(column::collation_name(cursor, world)?);
        }
        order.descending = !cursor.eat("ASC") && cursor.eat("DESC");
        said.push(order);
        cursor.eat("AUTOINCREMENT");
        if !cursor.eat_symbol(",") {
            break;
        }
    }
    cursor.expect_symbol(")")?;
    Ok((columns, orders(said)))
}

fn using_index(
    cursor: &mut Cursor<'_>,
    name: Option<String>,
    primary: bool,
) -> Result<Constraint, Reason> {
    let index = cursor.identifier()?;
    let deferrable = deferrable(cursor)?;
    Ok(Constraint::UsingIndex { name, index, primary, deferrable })
}

fn nulls_not_distinct(cursor: &mut Cursor<'_>) -> bool {
    let found = cursor.eat("NULLS NOT DISTINCT");
    if !found {
        cursor.eat("NULLS DISTINCT");
    }
    found
}

fn primary_key(
    cursor: &mut Cursor<'_>,
    name: Option<String>,
    (columns, orders): KeyColumns,
) -> Result<PrimaryKey, Reason> {
    let include = include(cursor)?;
    storage(cursor)?;
    let on_conflict = conflict(cursor)?;
    let deferrable = deferrable(cursor)?;
    Ok(PrimaryKey { name, columns, include, deferrable, orders, on_conflict })
}

fn unique(
    cursor: &mut Cursor<'_>,
    name: Option<String>,
    (columns, orders): KeyColumns,
    nulls_not_distinct: bool,
) -> Result<Unique, Reason> {
    let include = include(cursor)?;
    storage(cursor)?;
    let on_conflict = conflict(cursor)?;
    Ok(Unique {
        name,
        columns,
        nulls_not_distinct,
        include,
        deferrable: deferrable(cursor)?,
        orders,
        on_conflict,
    })
}

pub(super) fn include(cursor: &mut Cursor<'_>) -> Result<Vec<String>, Reason> {
    if cursor.eat("INCLUDE") { cursor.columns() } else { Ok(Vec::new()) }
}

/// Where and how a constraint's index is stored: nothing that a schema holds.
fn storage(cursor: &mut Cursor<'_>) -> Result<(), Reason> {
    if cursor.eat("WITH") {
        cursor.group()?;
    }
    if cursor.eat("USING INDEX TABLESPACE") {
        cursor.identifier()?;
    }
    Ok(())
}

/// SQLite's `ON CONFLICT word`.
pub(super) fn conflict(cursor: &mut Cursor<'_>) -> Result<Option<String>, Reason> {
    if !cursor.eat("ON CONFLICT") {
        return Ok(None);
    }
    let word = cursor.identifier()?.to_ascii_uppercase();
    Ok((word != "ABORT").then_some(word))
}

pub(super) fn check(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    name: Option<String>,
) -> Result<Check, Reason> {
    let expr = canon::expression(world.dialect, &cursor.group()?);
    let (mut not_valid, mut no_inherit) = (false, false);
    loop {
        if cursor.eat("NO INHERIT") {
            no_inherit = true;
        } else if cursor.eat("NOT VALID") {
            not_valid = true;
        } else if !cursor.eat("ENFORCED") {
            break;
        }
    }
    conflict(cursor)?;
    Ok(Check { name, expr, not_valid, no_inherit })
}

/// What follows `REFERENCES`.
fn foreign_key(
    cursor: &mut Cursor<'_>,
    name: Option<String>,
    columns: Vec<String>,
) -> Result<ForeignKey, Reason> {
    let table = cursor.name()?;
    let references = if cursor.is_symbol("(") { cursor.columns()? } else { Vec::new() };
    let (on_delete, on_update) = (Action::NoAction, Action::NoAction);
    let (deferrable_, match_full, not_valid) = (None, false, false);
    let mut key = ForeignKey {
        name,
        columns,
        table,
        references,
        on_delete,
        on_update,
        match_full,
        deferrable: deferrable_,
        not_valid,
    };
    loop {
        if cursor.eat("ON DELETE") {
            key.on_delete = action(cursor)?;
        } else if cursor.eat("ON UPDATE") {
            key.on_update = action(cursor)?;
        } else if cursor.eat("MATCH") {
            key.match_full = cursor.identifier()?.eq_ignore_ascii_case("full");
        } else if cursor.eat("NOT VALID") {
            key.not_valid = true;
        } else if cursor.is("DEFERRABLE") || cursor.are("NOT DEFERRABLE") || cursor.is("INITIALLY")
        {
            key.deferrable = deferrable(cursor)?;
        } else if !cursor.eat("ENFORCED") {
            return Ok(key);
        }
    }
}

fn action(cursor: &mut Cursor<'_>) -> Result<Action, Reason> {
    let columns = |cursor: &mut Cursor<'_>| {
        if cursor.is_symbol("(") { cursor.columns() } else { Ok(Vec::new()) }
    };
    if cursor.eat("NO ACTION") {
        Ok(Action::NoAction)
    } else if cursor.eat("RESTRICT") {
        Ok(Action::Restrict)
    } else if cursor.eat("CASCADE") {
        Ok(Action::Cascade)
    } else if cursor.eat("SET NULL") {
        Ok(Action::SetNull(columns(cursor)?))
    } else if cursor.eat("SET DEFAULT") {
        Ok(Action::SetDefault(columns(cursor)?))
    } else {
        Err(cursor.unexpected("an action"))
    }
}

/// `[NOT] DEFERRABLE [INITIALLY …]`, as far as it is there.
pub(super) fn deferrable(cursor: &mut Cursor<'_>) -> Result<Option<Deferrable>, Reason> {
    let mut found = None;
    loop {
        if cursor.eat("NOT DEFERRABLE") {
            found = None;
            cursor.eat("INITIALLY IMMEDIATE");
        } else if cursor.eat("DEFERRABLE") {
            found = found.or(Some(Deferrable::Immediate));
        } else if cursor.eat("INITIALLY DEFERRED") {
            found = Some(Deferrable::Deferred);
        } else if !cursor.is("INITIALLY") {
            return Ok(found);
        } else if !cursor.eat("INITIALLY IMMEDIATE") {
            return Err(cursor.unexpected("`IMMEDIATE` or `DEFERRED`"));
        }
    }
}

/// What follows `EXCLUDE`.
fn exclude(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    name: Option<String>,
) -> Result<Constraint, Reason> {
    let tokens: Vec<Token<'_>> = cursor.until(|_, token| {
        token.is_symbol(",") || ["DEFERRABLE", "INITIALLY", "NOT"].iter().any(|word| token.is(word))
    });
    let definition: Expr = canon::expression(world.dialect, &tokens);
    let deferrable = deferrable(cursor)?;
    Ok(Constraint::Exclude(Exclude { name: name.unwrap_or_default(), definition, deferrable }))
}
