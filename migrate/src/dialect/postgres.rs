//! PostgreSQL: what it can do, and which of the files beside this one says how.

mod conduct;
#[cfg(any(feature = "postgres", feature = "tokio-postgres"))]
pub mod connect;
mod ddl;
#[cfg(feature = "replay")]
pub mod introspect;
#[cfg(feature = "lint")]
mod lint;
mod types;

use super::{Capability, Dialect, Levels, Lexis, Statement};
use crate::error::Result;
use crate::op::Op;
use crate::schema::{Schema, Table, Type};

/// PostgreSQL.
#[derive(Debug, Clone, Copy)]
pub struct Postgres;

static CAPABILITY: Capability = Capability {
    namespaces: true,
    enums: true,
    comments: true,
    arrays: true,
    excludes: true,
    alter_foreign_keys: true,
    named_constraints: true,
    pins_what_is_read: true,
    case_insensitive: false,
    default_collation: "default",
    default_namespace: "public",
    views_keep_names: true,
    operator_classes: true,
    rewrites_expressions: true,
    drops_parts_if_there: true,
    refuses_misfits: true,
    untyped_columns: false,
    serial_types: true,
    keys_refuse_null: true,
    row_id: "ctid",
    inheritance: true,
    lexis: Lexis {
        nested_comments: true,
        dollar_quotes: true,
        escape_strings: true,
        backticks_and_brackets: false,
        string_names: false,
        folds_names: true,
        cuts_names: true,
        free_operators: true,
        colon_casts: true,
        now_function: true,
        levels: Levels {
            or: 1,
            and: 2,
            not: 3,
            is: 4,
            equality: 5,
            comparison: 5,
            range: 6,
            bits: 7,
            other: 7,
            concatenation: 7,
            addition: 8,
            multiplication: 9,
            power: 10,
            zone: 11,
            collate: 12,
            sign: 13,
        },
        shell_lines: true,
        trigger_bodies: false,
        atomic_bodies: true,
    },
};

impl Dialect for Postgres {
    fn name(&self) -> &'static str {
        "postgres"
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

    fn name_constraints(&self, table: &mut Table) {
        types::name_constraints(table);
    }

    fn ddl(&self, op: &Op, before: &Schema) -> Result<Vec<Statement>> {
        ddl::statements(op, before)
    }

    fn conduct(&self) -> &'static crate::runner::Conduct {
        &conduct::CONDUCT
    }

    #[cfg(feature = "lint")]
    fn online(&self, op: &Op, before: &Schema) -> Result<Option<Vec<Statement>>> {
        ddl::online(op, before)
    }

    #[cfg(feature = "lint")]
    fn limited(&self, statements: Vec<Statement>) -> Vec<Statement> {
        ddl::limited(statements)
    }

    #[cfg(feature = "lint")]
    fn judge(&self) -> &'static crate::lint::Judge {
        &lint::JUDGE
    }

    #[cfg(feature = "replay")]
    fn cast(&self, column: &str, previous: &Type, next: &Type, schema: &Schema) -> Option<String> {
        ddl::using(column, previous, next, schema)
    }

    #[cfg(feature = "replay")]
    fn misfit(&self, value: &str, previous: &Type, next: &Type, schema: &Schema) -> Option<String> {
        ddl::misfit(value, previous, next, schema)
    }

    #[cfg(feature = "replay")]
    fn stored(&self, value: &str, ty: &Type) -> Option<String> {
        // A value of an enum may be newer than the question.
        let is_named = matches!(ty.element(), Type::Named(_)) && value != "NULL";
        (!is_named).then(|| format!("CAST({value} AS {})", self.type_sql(ty)))
    }

    #[cfg(feature = "replay")]
    fn catalog(&self) -> &'static crate::introspect::Catalog {
        &introspect::CATALOG
    }
}
