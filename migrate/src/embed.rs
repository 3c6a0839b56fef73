//! What a build script bakes into a binary: the whole history as `static` data, so that starting costs no parsing, no
//! allocation and no graph. Written by `migrate-build`, read by [`crate::Migrator`]; knows no database.

pub use crate::revision::Limits;

/// Brings the history that the build script embedded into scope as `migrations`, with `migrations::migrator()`.
///
/// Written once, in the crate's root:
///
/// ```ignore
/// migrate::embed!();
///
/// fn main() -> Result<(), migrate::Error> {
///     migrations::migrator().startup(migrate::Startup::Upgrade).run("sqlite:app.db")?;
///     Ok(())
/// }
/// ```
#[macro_export]
macro_rules! embed {
    () => {
        #[doc(hidden)]
        #[allow(dead_code, missing_docs, unreachable_pub)]
        mod migrations {
            include!(concat!(env!("OUT_DIR"), "/migrations.rs"));
        }
    };
}

/// An application's history and tables.
///
/// The generated file ends with
/// `pub fn migrator() -> ::migrate::Migrator { ::migrate::Migrator::new(&EMBEDDED) }`.
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// The dialects that the revisions were checked for, by name.
    pub dialects: &'static [&'static str],
    /// The history table that the manifest asks for, `name` or `schema.name`; `migrate_history` if `None`.
    pub history_table: Option<&'static str>,
    /// Every revision in topological order, ties by creation and then id: each after all that it needs.
    pub revisions: &'static [EmbeddedRevision],
    /// Ids of the heads, sorted.
    pub heads: &'static [&'static str],
    /// What the models ask for, in an order in which it can be created; for [`crate::Startup::CreateTables`].
    pub create: &'static [EmbeddedCreate],
}

/// One embedded revision.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedRevision {
    /// Its id.
    pub id: &'static str,
    /// The first line of the file.
    pub message: &'static str,
    /// The slug of the file's name.
    pub slug: &'static str,
    /// The file's name, without folders, for messages.
    pub file: &'static str,
    /// `2025-12-24 03:27:01 UTC`.
    pub created: &'static str,
    /// Ids of the parents.
    pub revises: &'static [&'static str],
    /// Branch labels.
    pub labels: &'static [&'static str],
    /// Ids or labels of revisions that must be applied before.
    pub depends_on: &'static [&'static str],
    /// The SQL, one for each dialect in [`Embedded::dialects`]; empty for a revision without any section (a merge).
    pub sections: &'static [EmbeddedSections],
}

/// One revision's SQL for one dialect.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedSections {
    /// The dialect by name.
    pub dialect: &'static str,
    /// What `Revision::checksum` says for the dialect.
    pub checksum: &'static str,
    /// The way up.
    pub up: EmbeddedSql,
    /// The way down; `None` if the file says `-- migrate:down irreversible`.
    pub down: Option<EmbeddedSql>,
}

/// The SQL of one section.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedSql {
    /// The text.
    pub sql: &'static str,
    /// The line of the section's marker in the file, counted from 1.
    pub line: usize,
    /// Whether it runs in a transaction with its history row.
    pub transaction: bool,
    /// Whether it must not run without a hook of its revision's.
    pub hook: bool,
    /// How long its statements may wait and run.
    pub limits: Limits,
}

/// One object that the models ask for (a table with its indexes, or a type that stands before the tables).
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedCreate {
    /// The dialect by name.
    pub dialect: &'static str,
    /// The table's name as the database stores it, with its namespace (`schema.name`) if it is not the default one.
    /// Empty where the object is no table; then its statements run only while none of the tables exists.
    pub table: &'static str,
    /// The statements that create it, without final semicolons; none in a release build, which only names its tables. Foreign keys that the order has split off stand in an
    /// entry of their own, after both tables, under the name of the referring table.
    pub statements: &'static [&'static str],
    /// Its columns, for those that an older table lacks: the name, and the statement that adds the column if it can be
    /// added whatever the table holds (nullable, or with a constant default).
    pub columns: &'static [(&'static str, Option<&'static str>)],
}
