//! Column definitions as values: type, and what is said of the column after it. Reads; changes no schema.

use super::canon;
use super::constraint::{self, Constraint};
use super::cursor::{Cursor, Reason, string};
use super::sequence;
use super::world::World;
use crate::schema::{Column, Expr, Generated, Identity, IdentityKind, Type};
use crate::split::lex::{Kind, Token};

/// A column as it is written.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    pub(crate) column: Column,
    /// The constraints written in it, in their order.
    pub(crate) constraints: Vec<Constraint>,
}

/// Words that end a type, since something else about the column begins with them.
const AFTER_TYPE: [&str; 19] = [
    "AS",
    "AUTOINCREMENT",
    "CHECK",
    "COLLATE",
    "COMPRESSION",
    "CONSTRAINT",
    "DEFAULT",
    "DEFERRABLE",
    "GENERATED",
    "INITIALLY",
    "NOT",
    "NULL",
    "ON",
    "OPTIONS",
    "PRIMARY",
    "REFERENCES",
    "STORAGE",
    "UNIQUE",
    "USING",
];

/// A column with its name, type and constraints.
pub(super) fn definition(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<Definition, Reason> {
    let name = cursor.identifier()?;
    let text = type_text(cursor);
    let mut definition =
        Definition { column: Column::new(name, world.ty(&text)), constraints: Vec::new() };
    definition.column.nullable = true;
    if world.capability.serial_types
        && let Some(ty) = serial(&text)
    {
        let (kind, options) = (IdentityKind::Serial, Default::default());
        definition.column.ty = ty;
        definition.column.nullable = false;
        definition.column.identity = Some(Identity { kind, options, sequence: None });
    }
    attributes(cursor, world, &mut definition)?;
    Ok(definition)
}

/// The integer type behind a serial one.
fn serial(text: &str) -> Option<Type> {
    match text.to_ascii_lowercase().as_str() {
        "smallserial" | "serial2" => Some(Type::SmallInt),
        "serial" | "serial4" => Some(Type::Integer),
        "bigserial" | "serial8" => Some(Type::BigInt),
        _ => None,
    }
}

/// The words of a type, with single spaces where they need them; empty where there is none.
pub(super) fn type_text(cursor: &mut Cursor<'_>) -> String {
    let mut text = String::new();
    let mut previous: Option<Token<'_>> = None;
    while let Some(token) = cursor.peek() {
        let zone =
            (cursor.are("WITH TIME ZONE") || cursor.are("WITHOUT TIME ZONE")) && !text.is_empty();
        let ends = match token.kind {
            Kind::Word if token.is("WITH") || token.is("WITHOUT") => !zone,
            Kind::Word => AFTER_TYPE.iter().any(|word| token.is(word)),
            Kind::Quoted => {
                previous.is_some_and(|previous| !previous.is_symbol("."))
                    && !cursor.dialect.capability().lexis.string_names
            }
            Kind::String => !cursor.dialect.capability().lexis.string_names,
            Kind::Symbol => !matches!(token.text, "(" | "[" | "." | "%"),
            Kind::Number | Kind::Comment => true,
        };
        if ends {
            break;
        }
        if token.is_symbol("(") {
            let Ok(inner) = cursor.group() else { break };
            text.push('(');
            text.extend(inner.iter().map(|token| token.text));
            text.push(')');
        } else {
            let apart = previous.is_some_and(|previous| !previous.is_symbol("."))
                && token.kind != Kind::Symbol;
            if apart {
                text.push(' ');
            }
            text.push_str(token.text);
            cursor.next();
            if token.is_symbol("[") {
                while let Some(inner) = cursor.next() {
                    text.push_str(inner.text);
                    if inner.is_symbol("]") {
                        break;
                    }
                }
            }
        }
        previous = Some(token);
    }
    text
}

/// Everything after the type.
pub(super) fn attributes(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    definition: &mut Definition,
) -> Result<(), Reason> {
    loop {
        let name = if cursor.eat("CONSTRAINT") { Some(cursor.identifier()?) } else { None };
        if !attribute(cursor, world, definition, name)? {
            return Ok(());
        }
    }
}

/// One thing said of a column; `false` if none follows.
fn attribute(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    definition: &mut Definition,
    name: Option<String>,
) -> Result<bool, Reason> {
    let column = &mut definition.column;
    if cursor.eat("NOT NULL") {
        column.nullable = false;
        column.not_null_name = name.filter(|_| world.capability.named_constraints);
        cursor.eat("NO INHERIT");
        column.null_conflict = constraint::conflict(cursor)?;
    } else if cursor.eat("NULL") {
        constraint::conflict(cursor)?;
    } else if cursor.eat("DEFAULT") {
        column.default = default(cursor, world, &column.ty)?;
    } else if cursor.eat("COLLATE") {
        column.collation = collation(cursor, world)?;
    } else if cursor.is("GENERATED") || cursor.is("AS") {
        generated(cursor, world, column)?;
    } else if cursor.eat("AUTOINCREMENT") {
        let (kind, options) = (IdentityKind::ByDefault, Default::default());
        column.identity = Some(Identity { kind, options, sequence: None });
    } else if cursor.eat("STORAGE") || cursor.eat("COMPRESSION") {
        cursor.identifier()?;
    } else if cursor.is("DEFERRABLE") || cursor.are("NOT DEFERRABLE") || cursor.is("INITIALLY") {
        let deferrable = constraint::deferrable(cursor)?;
        if let Some(last) = definition.constraints.last_mut() {
            last.set_deferrable(deferrable);
        }
    } else if let Some(found) = constraint::of_column(cursor, world, &column.name, name)? {
        definition.constraints.push(found);
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// The name of a collation, `None` for the default one.
pub(super) fn collation(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
) -> Result<Option<String>, Reason> {
    let name = collation_name(cursor, world)?;
    Ok((name != world.capability.default_collation).then_some(name))
}

/// The name of a collation, in its one spelling where case means nothing.
pub(super) fn collation_name(cursor: &mut Cursor<'_>, world: &World<'_>) -> Result<String, Reason> {
    let name = cursor.name()?.name;
    Ok(if world.capability.case_insensitive { name.to_ascii_uppercase() } else { name })
}

/// The expression after `DEFAULT`; none for `NULL`, which is what a column has without one.
pub(super) fn default(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    ty: &Type,
) -> Result<Option<Expr>, Reason> {
    const ENDS: [&str; 13] = [
        "AS",
        "CHECK",
        "COLLATE",
        "CONSTRAINT",
        "DEFAULT",
        "DEFERRABLE",
        "GENERATED",
        "NOT",
        "NULL",
        "ON",
        "PRIMARY",
        "REFERENCES",
        "UNIQUE",
    ];
    let tokens = cursor.until(|previous, token| {
        let continues = previous.is_none_or(|previous| {
            (previous.kind == Kind::Symbol && !previous.is_symbol(")") && !previous.is_symbol("]"))
                || previous.is("IS")
        });
        token.is_symbol(",") || (!continues && ENDS.iter().any(|word| token.is(word)))
    });
    if tokens.is_empty() {
        return Err(cursor.unexpected("an expression"));
    }
    Ok(default_value(world, ty, &tokens))
}

pub(super) fn default_value(world: &World<'_>, ty: &Type, tokens: &[Token<'_>]) -> Option<Expr> {
    // A bare name is no column here; SQLite reads it as a string.
    if world.capability.lexis.string_names
        && let [only] = tokens
        && (only.kind == Kind::Quoted || (only.kind == Kind::Word && !canon::is_value(only.text)))
    {
        let text = super::cursor::identifier(world.dialect, only)?;
        return Some(Expr(world.dialect.literal(&text)));
    }
    let expr = canon::expression(world.dialect, tokens);
    if expr.0 == "NULL" || expr.0.starts_with("NULL::") {
        return None;
    }
    Some(uncast(world, ty, expr))
}

/// A literal without the cast to the column's own type, which the database adds where nobody wrote it.
pub(super) fn uncast(world: &World<'_>, ty: &Type, expr: Expr) -> Expr {
    let Some((literal, cast)) = expr.0.rsplit_once("::") else { return expr };
    let bare = literal.len() >= 2
        && literal.starts_with('\'')
        && literal.ends_with('\'')
        && !literal[1..literal.len() - 1].replace("''", "").contains('\'');
    let base = |text: &str| text.split('(').next().unwrap_or_default().trim().to_owned();
    if bare && base(cast) == base(&world.dialect.type_sql(ty)) {
        Expr(literal.to_owned())
    } else {
        expr
    }
}

/// The default of a text or moment with the type that it is a literal of, which stays that when the column becomes another.
pub(super) fn typed(world: &World<'_>, ty: &Type, expr: Expr) -> Expr {
    let is_literal = expr.0.starts_with('\'') && expr.0.ends_with('\'') && !expr.0.contains("::");
    match ty {
        Type::Date | Type::Time | Type::Timestamp | Type::TimestampTz if is_literal => {
            Expr(format!("{expr}::{}", world.dialect.type_sql(ty)))
        }
        // without its length, which was applied when the default was set
        Type::Char(_) if is_literal => Expr(format!("{expr}::bpchar")),
        Type::Text | Type::Varchar(_) if is_literal => {
            let words = world.dialect.type_sql(ty);
            Expr(format!("{expr}::{}", words.split('(').next().unwrap_or_default()))
        }
        _ => expr,
    }
}

/// `GENERATED … AS (…)`, `AS (…)` and `GENERATED … AS IDENTITY`.
fn generated(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    column: &mut Column,
) -> Result<(), Reason> {
    let mut kind = IdentityKind::Always;
    if cursor.eat("GENERATED") && !cursor.eat("ALWAYS") {
        cursor.expect("BY DEFAULT")?;
        kind = IdentityKind::ByDefault;
    }
    cursor.expect("AS")?;
    if cursor.eat("IDENTITY") {
        column.identity = Some(identity(cursor, world, kind, &column.ty)?);
        column.nullable = false;
        return Ok(());
    }
    let expr = canon::expression(world.dialect, &cursor.group()?);
    let stored = cursor.eat("STORED");
    if !stored {
        cursor.eat("VIRTUAL");
    }
    column.generated = Some(Generated { expr, stored });
    Ok(())
}

/// What may follow `AS IDENTITY`.
pub(super) fn identity(
    cursor: &mut Cursor<'_>,
    world: &World<'_>,
    kind: IdentityKind,
    ty: &Type,
) -> Result<Identity, Reason> {
    let mut identity = Identity { kind, options: Default::default(), sequence: None };
    if cursor.eat_symbol("(") {
        let mut read = sequence::Options::default();
        while !cursor.eat_symbol(")") {
            sequence::option(cursor, world, &mut read)?;
        }
        identity.options = sequence::settle(read.options, ty);
        identity.sequence = read.name.map(|name| world.place(&name));
    }
    Ok(identity)
}

/// The text of a string that must follow, or `None` for `NULL`.
pub(super) fn string_or_null(cursor: &mut Cursor<'_>) -> Result<Option<String>, Reason> {
    if cursor.eat("NULL") {
        return Ok(None);
    }
    let token = cursor.peek().filter(|token| token.kind == Kind::String);
    let token = token.ok_or_else(|| cursor.unexpected("a string"))?;
    cursor.next();
    Ok(Some(string(token.text)).filter(|text| !text.is_empty()))
}
