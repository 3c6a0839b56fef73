//! `ALTER TABLE`: its actions as values, as they are written. Reads; what they do is in `change.rs`.

use std::collections::BTreeMap;

use super::canon;
use super::change;
use super::column::{self, Definition};
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, Reason};
use super::sequence;
use super::world::World;
use crate::schema::{Deferrable, Expr, IdentityKind, Name};
use crate::split::lex::Token;

/// One action of an `ALTER TABLE`.
#[derive(Debug)]
pub(crate) enum Action<'a> {
    AddColumn {
        definition: Definition,
        if_not_exists: bool,
    },
    DropColumn {
        name: String,
        if_exists: bool,
        cascade: bool,
    },
    RenameColumn {
        previous: String,
        next: String,
    },
    RenameTable(String),
    RenameConstraint {
        previous: String,
        next: String,
    },
    SetNamespace(String),
    Add(Constraint),
    DropConstraint {
        name: String,
        if_exists: bool,
        cascade: bool,
    },
    Validate(String),
    AlterConstraint {
        name: String,
        deferrable: Option<Deferrable>,
    },
    AlterColumn {
        name: String,
        change: ColumnChange<'a>,
    },
    SetParameters(BTreeMap<String, String>),
    ResetParameters(Vec<String>),
    SetUnlogged(bool),
    Attach {
        child: Name,
        bounds: String,
    },
    Detach {
        child: Name,
        /// `CONCURRENTLY`.
        #[cfg_attr(
            not(feature = "lint"),
            allow(dead_code, reason = "only judged, never followed")
        )]
        concurrently: bool,
    },
    Inherit(Name),
    NoInherit(Name),
    DropPrimaryKey,
    /// Known to change nothing that a schema holds: its first words.
    Nothing(
        #[cfg_attr(
            not(feature = "lint"),
            allow(dead_code, reason = "only judged, never followed")
        )]
        &'static str,
    ),
}

/// What `ALTER COLUMN` does.
#[derive(Debug, Clone)]
pub(crate) enum ColumnChange<'a> {
    Type {
        text: String,
        collation: Option<String>,
        /// The expression after `USING`.
        #[cfg_attr(
            not(feature = "lint"),
            allow(dead_code, reason = "only judged, never followed")
        )]
        using: Option<&'a str>,
    },
    /// The tokens after `SET DEFAULT`.
    Default(Vec<Token<'a>>),
    DropDefault,
    Nullable(bool),
    Expression(Expr),
    DropExpression {
        if_exists: bool,
    },
    AddIdentity(IdentityKind, sequence::Options),
    SetIdentity(Option<IdentityKind>, sequence::Options),
    DropIdentity {
        if_exists: bool,
    },
}

/// `ALTER TABLE`, from after `TABLE`.
pub(super) fn alter(cursor: &mut Cursor<'_>, world: &mut World<'_>) -> Result<(), Reason> {
    let if_exists = cursor.eat("IF EXISTS");
    let only = cursor.eat("ONLY");
    if cursor.eat("ALL IN TABLESPACE") {
        return Ok(());
    }
    let written = cursor.name()?;
    cursor.eat_symbol("*");
    if world.is_temporary(&written) {
        return rename_temporary(cursor, world, &written);
    }
    let Some(name) = world.table_key(&written) else {
        if world.view_key(&written).is_some() {
            return super::view::alter(cursor, world, &written);
        }
        if world.key(&world.schema.sequences, &written).is_some() {
            return Ok(());
        }
        return if if_exists { Ok(()) } else { Err(format!("there is no table `{written}`")) };
    };
    let actions = actions(cursor, world)?;
    change::all(world, name, only, actions)
}

/// Everything after the table's name.
pub(super) fn actions<'a>(
    cursor: &mut Cursor<'a>,
    world: &World<'_>,
) -> Result<Vec<Action<'a>>, Reason> {
    let mut actions = Vec::new();
    loop {
        actions.push(action(cursor, world)?);
        if !cursor.eat_symbol(",") {
            break;
        }
    }
    cursor.end()?;
    Ok(actions)
}

fn rename_temporary(
    cursor: &mut Cursor<'_>,
    world: &mut World<'_>,
    name: &Name,
) -> Result<(), Reason> {
    if cursor.eat("RENAME TO") {
        let next = cursor.identifier()?;
        world.temporary.remove(&name.name);
        world.temporary.insert(next);
    }
    Ok(())
}

fn action<'a>(cursor: &mut Cursor<'a>, world: &World<'_>) -> Result<Action<'a>, Reason> {
    if cursor.eat("ADD") {
        add(cursor, world)
    } else if cursor.eat("DROP") {
        drop(cursor)
    } else if cursor.eat("RENAME") {
        rename(cursor)
    } else if cursor.eat("ALTER CONSTRAINT") {
        let name = cursor.identifier()?;
        let deferrable = constraint::deferrable(cursor)?;
        // Whether it is enforced or inherited, which a schema does not hold.
        if !cursor.done() && !cursor.is_symbol(",") {
            return Err(cursor.unexpected("`DEFERRABLE` or `INITIALLY`"));
        }
        Ok(Action::AlterConstraint { name, deferrable })
    } else if cursor.eat("ALTER") {
        cursor.eat("COLUMN");
        alter_column(cursor, world)
    } else if cursor.eat("VALIDATE CONSTRAINT") {
        Ok(Action::Validate(cursor.identifier()?))
    } else if cursor.eat("ATTACH PARTITION") {
        let child = cursor.name()?;
        let tokens = cursor.rest();
        Ok(Action::Attach { child, bounds: canon::clause(world.dialect, &tokens) })
    } else if cursor.eat("DETACH PARTITION") {
        let child = cursor.name()?;
        let concurrently = cursor.eat("CONCURRENTLY") || cursor.eat("FINALIZE");
        Ok(Action::Detach { child, concurrently })
    } else if cursor.eat("INHERIT") {
        Ok(Action::Inherit(cursor.name()?))
    } else if cursor.eat("NO INHERIT") {
        Ok(Action::NoInherit(cursor.name()?))
    } else {
        setting(cursor)
    }
}

/// What neither adds, drops, renames nor alters a part of the table.
fn setting<'a>(cursor: &mut Cursor<'a>) -> Result<Action<'a>, Reason> {
    if cursor.eat("SET SCHEMA") {
        return Ok(Action::SetNamespace(cursor.identifier()?));
    }
    if cursor.eat("SET LOGGED") {
        return Ok(Action::SetUnlogged(false));
    }
    if cursor.eat("SET UNLOGGED") {
        return Ok(Action::SetUnlogged(true));
    }
    if cursor.are("SET") && cursor.peek_at(1).is_some_and(|token| token.is_symbol("(")) {
        cursor.next();
        return Ok(Action::SetParameters(super::index::parameters(cursor)?));
    }
    if cursor.are("RESET") {
        cursor.next();
        return Ok(Action::ResetParameters(cursor.columns()?));
    }
    let harmless = [
        "OWNER TO",
        "ENABLE TRIGGER",
        "ENABLE REPLICA TRIGGER",
        "ENABLE ALWAYS TRIGGER",
        "DISABLE TRIGGER",
        "ENABLE",
        "DISABLE",
        "FORCE ROW",
        "NO FORCE",
        "REPLICA IDENTITY",
        "CLUSTER ON",
        "SET WITHOUT",
        "SET TABLESPACE",
        "SET ACCESS",
        "SET WITH",
    ];
    if let Some(words) = harmless.into_iter().find(|words| cursor.are(words)) {
        cursor.until(|_, token| token.is_symbol(","));
        return Ok(Action::Nothing(words));
    }
    Err(cursor.unexpected("an action of `ALTER TABLE`"))
}

fn add<'a>(cursor: &mut Cursor<'a>, world: &World<'_>) -> Result<Action<'a>, Reason> {
    if constraint::begins(cursor) {
        return Ok(Action::Add(constraint::of_table(cursor, world)?));
    }
    cursor.eat("COLUMN");
    let if_not_exists = cursor.eat("IF NOT EXISTS");
    let definition = column::definition(cursor, world)?;
    Ok(Action::AddColumn { definition, if_not_exists })
}

fn behaviour(cursor: &mut Cursor<'_>) -> bool {
    let cascade = cursor.eat("CASCADE");
    if !cascade {
        cursor.eat("RESTRICT");
    }
    cascade
}

fn drop<'a>(cursor: &mut Cursor<'a>) -> Result<Action<'a>, Reason> {
    if cursor.eat("CONSTRAINT") {
        let if_exists = cursor.eat("IF EXISTS");
        let name = cursor.identifier()?;
        return Ok(Action::DropConstraint { name, if_exists, cascade: behaviour(cursor) });
    }
    if cursor.eat("PRIMARY KEY") {
        return Ok(Action::DropPrimaryKey);
    }
    cursor.eat("COLUMN");
    let if_exists = cursor.eat("IF EXISTS");
    let name = cursor.identifier()?;
    Ok(Action::DropColumn { name, if_exists, cascade: behaviour(cursor) })
}

fn rename<'a>(cursor: &mut Cursor<'a>) -> Result<Action<'a>, Reason> {
    if cursor.eat("TO") {
        return Ok(Action::RenameTable(cursor.identifier()?));
    }
    let constraint = cursor.eat("CONSTRAINT");
    if !constraint {
        cursor.eat("COLUMN");
    }
    let previous = cursor.identifier()?;
    cursor.expect("TO")?;
    let next = cursor.identifier()?;
    Ok(if constraint {
        Action::RenameConstraint { previous, next }
    } else {
        Action::RenameColumn { previous, next }
    })
}

fn alter_column<'a>(cursor: &mut Cursor<'a>, world: &World<'_>) -> Result<Action<'a>, Reason> {
    let name = cursor.identifier()?;
    let change = if cursor.eat("SET DATA TYPE") || cursor.eat("TYPE") {
        let text = column::type_text(cursor);
        let collation =
            if cursor.eat("COLLATE") { column::collation(cursor, world)? } else { None };
        let using = cursor.eat("USING").then(|| cursor.until(|_, token| token.is_symbol(",")));
        let using = using.as_deref().and_then(|tokens| {
            let (first, last) = (tokens.first()?, tokens.last()?);
            cursor.sql.get(first.offset..last.end())
        });
        ColumnChange::Type { text, collation, using }
    } else if cursor.eat("SET DEFAULT") {
        ColumnChange::Default(cursor.until(|_, token| token.is_symbol(",")))
    } else if cursor.eat("DROP DEFAULT") {
        ColumnChange::DropDefault
    } else if cursor.eat("SET NOT NULL") {
        constraint::conflict(cursor)?;
        ColumnChange::Nullable(false)
    } else if cursor.eat("DROP NOT NULL") {
        ColumnChange::Nullable(true)
    } else if cursor.eat("SET EXPRESSION AS") {
        ColumnChange::Expression(canon::expression(world.dialect, &cursor.group()?))
    } else if cursor.eat("DROP EXPRESSION") {
        ColumnChange::DropExpression { if_exists: cursor.eat("IF EXISTS") }
    } else if cursor.eat("DROP IDENTITY") {
        ColumnChange::DropIdentity { if_exists: cursor.eat("IF EXISTS") }
    } else if cursor.eat("ADD GENERATED") {
        let kind = kind(cursor)?;
        cursor.expect("AS IDENTITY")?;
        ColumnChange::AddIdentity(kind, identity_options(cursor, world)?)
    } else if let Some(words) = ["SET STATISTICS", "SET STORAGE", "SET COMPRESSION"]
        .into_iter()
        .find(|words| cursor.are(words))
    {
        cursor.until(|_, token| token.is_symbol(","));
        return Ok(Action::Nothing(words));
    } else if cursor.is("RESET")
        || (cursor.is("SET") && cursor.peek_at(1).is_some_and(|token| token.is_symbol("(")))
    {
        if cursor.is("RESET") && cursor.peek_at(1).is_none() {
            return Err(cursor.unexpected("an option"));
        }
        cursor.until(|_, token| token.is_symbol(","));
        return Ok(Action::Nothing("SET ("));
    } else {
        set_identity(cursor, world)?
    };
    Ok(Action::AlterColumn { name, change })
}

fn kind(cursor: &mut Cursor<'_>) -> Result<IdentityKind, Reason> {
    if cursor.eat("ALWAYS") {
        return Ok(IdentityKind::Always);
    }
    cursor.expect("BY DEFAULT")?;
    Ok(IdentityKind::ByDefault)
}

fn identity_options(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
) -> Result<sequence::Options, Reason> {
    let mut read = sequence::Options::default();
    if cursor.eat_symbol("(") {
        while !cursor.eat_symbol(")") {
            sequence::option(cursor, world, &mut read)?;
        }
    }
    Ok(read)
}

/// `SET GENERATED …`, `SET option`, `RESTART`, several in a row.
fn set_identity<'a>(
    cursor: &mut Cursor<'a>,
    world: &World<'_>,
) -> Result<ColumnChange<'a>, Reason> {
    let (mut found, mut read) = (None, sequence::Options::default());
    let mut any = false;
    loop {
        if cursor.eat("SET GENERATED") {
            found = Some(kind(cursor)?);
        } else if cursor.eat("SET") || cursor.is("RESTART") {
            sequence::option(cursor, world, &mut read)?;
        } else if any {
            return Ok(ColumnChange::SetIdentity(found, read));
        } else {
            return Err(cursor.unexpected("what to alter of the column"));
        }
        any = true;
    }
}
