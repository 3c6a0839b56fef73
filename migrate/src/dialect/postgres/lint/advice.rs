//! Types and names that work and are regretted later. Locks are told elsewhere.

use super::rule;
use crate::dialect::Dialect;
use crate::dialect::postgres::Postgres;
use crate::lint::{Remark, Scene};
use crate::replay::act::Act;
use crate::schema::name::LONGEST;
use crate::schema::{Column, IdentityKind, Name, Table, Type};
use crate::split::lex::{Kind, Lexer};

/// Judges a table that was made.
pub(super) fn made(scene: &Scene<'_>, table: &Table, remarks: &mut Vec<Remark>) {
    if table.options.partition_of.is_some() {
        return;
    }
    for of in &table.columns {
        column(scene, &table.name, of, remarks);
        let is_key = table.primary_key.as_ref().is_some_and(|key| key.columns == [of.name.clone()]);
        if is_key && of.identity.is_some() && matches!(of.ty, Type::SmallInt | Type::Integer) {
            let message = format!("`{}.{}` runs out of numbers", table.name, of.name);
            remarks.push(Remark::new(&rule::SMALL_KEY, message));
        }
    }
}

/// Judges the type of a column that is made.
pub(super) fn column(_: &Scene<'_>, table: &Name, column: &Column, remarks: &mut Vec<Remark>) {
    let place = format!("`{table}.{}`", column.name);
    let (rule, message) = match column.ty.element() {
        Type::Raw(words) if words == "json" => (
            &rule::JSON_COLUMN,
            format!("rows of `{table}` cannot be compared, since {place} is `json`"),
        ),
        Type::Char(length) => {
            (&rule::CHAR_COLUMN, format!("values of {place} are padded to {length} characters"))
        }
        Type::Varchar(length) => {
            (&rule::VARCHAR_LIMIT, format!("{place} takes {length} characters at most"))
        }
        Type::Timestamp => (
            &rule::TIMESTAMP_WITHOUT_ZONE,
            format!("{place} holds no moment, since it has no time zone"),
        ),
        _ => {
            let serial = column.identity.as_ref();
            if serial.is_some_and(|numbered| numbered.kind == IdentityKind::Serial) {
                let message = format!("{place} is numbered by a sequence beside the table");
                remarks.push(Remark::new(&rule::SERIAL_COLUMN, message));
            }
            return;
        }
    };
    remarks.push(Remark::new(rule, message));
}

/// Judges names that the statement gives and the server would cut off.
pub(super) fn names(scene: &Scene<'_>, remarks: &mut Vec<Remark>) {
    if matches!(scene.act, Act::Write(_)) {
        return;
    }
    let tokens = Lexer::new(&Postgres.capability().lexis, scene.sql);
    for token in tokens.filter(|token| matches!(token.kind, Kind::Word | Kind::Quoted)) {
        let name = token.text.trim_matches('"');
        if name.len() > LONGEST {
            let message = format!("`{name}` has {} bytes, of which {LONGEST} are kept", name.len());
            remarks.push(Remark::new(&rule::NAME_TOO_LONG, message));
        }
    }
}
