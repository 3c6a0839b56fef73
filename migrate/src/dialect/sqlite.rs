//! SQLite: what it can do, and which of the files beside this one says how.

mod conduct;
#[cfg(feature = "sqlite")]
pub mod connect;
mod ddl;
#[cfg(feature = "replay")]
pub mod introspect;
#[cfg(feature = "lint")]
mod lint;
mod rebuild;
mod types;

use super::{Capability, Dialect, Levels, Lexis, Statement};
use crate::error::Result;
use crate::op::Op;
use crate::schema::{Schema, Table, Type};

/// SQLite.
#[derive(Debug, Clone, Copy)]
pub struct Sqlite;

static CAPABILITY: Capability = Capability {
    namespaces: false,
    enums: false,
    comments: false,
    arrays: false,
    excludes: false,
    alter_foreign_keys: false,
    named_constraints: false,
    pins_what_is_read: false,
    case_insensitive: true,
    default_collation: "BINARY",
    default_namespace: "main",
    views_keep_names: false,
    operator_classes: false,
    rewrites_expressions: false,
    drops_parts_if_there: false,
    refuses_misfits: false,
    untyped_columns: true,
    serial_types: false,
    keys_refuse_null: false,
    row_id: "rowid",
    inheritance: false,
    lexis: Lexis {
        nested_comments: false,
        dollar_quotes: false,
        escape_strings: false,
        backticks_and_brackets: true,
        string_names: true,
        folds_names: false,
        cuts_names: false,
        free_operators: false,
        colon_casts: false,
        now_function: false,
        levels: Levels {
            or: 1,
            and: 2,
            not: 3,
            is: 4,
            equality: 4,
            comparison: 5,
            range: 4,
            bits: 6,
            other: 6,
            concatenation: 9,
            addition: 7,
            multiplication: 8,
            power: 9,
            zone: 9,
            collate: 10,
            sign: 11,
        },
        shell_lines: false,
        trigger_bodies: true,
        atomic_bodies: false,
    },
};

impl Dialect for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn capability(&self) -> &'static Capability {
        &CAPABILITY
    }

    fn quote(&self, identifier: &str) -> String {
        format!("\"{}\"", identifier.replace('"', "\"\""))
    }

    fn lower(&self, portable: &Schema) -> Schema {
        types::lower(portable)
    }

    fn parse_type(&self, sql: &str) -> Type {
        types::parse(sql)
    }

    fn type_sql(&self, ty: &Type) -> String {
        types::render(ty)
    }

    // A column that a query makes has no words of its own, but one for what they do.
    #[cfg(feature = "replay")]
    fn made_type(&self, ty: &Type) -> Type {
        types::made(ty)
    }

    // A constraint without a name has none in SQLite.
    fn name_constraints(&self, _table: &mut Table) {}

    fn ddl(&self, op: &Op, before: &Schema) -> Result<Vec<Statement>> {
        ddl::statements(op, before)
    }

    fn conduct(&self) -> &'static crate::runner::Conduct {
        &conduct::CONDUCT
    }

    /// One writer at a time is how this database works, so nothing waits longer for one form than for another.
    #[cfg(feature = "lint")]
    fn online(&self, _: &Op, _: &Schema) -> Result<Option<Vec<Statement>>> {
        Ok(None)
    }

    #[cfg(feature = "lint")]
    fn judge(&self) -> &'static crate::lint::Judge {
        &lint::JUDGE
    }

    #[cfg(feature = "replay")]
    fn stored(&self, value: &str, ty: &Type) -> Option<String> {
        types::stored(value, ty)
    }

    #[cfg(feature = "replay")]
    fn catalog(&self) -> &'static crate::introspect::Catalog {
        &introspect::CATALOG
    }
}
