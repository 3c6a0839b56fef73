//! A database made from a schema, and changed the way the runner changes one. Holds no test.

use migrate::dialect::sqlite::Sqlite;
use migrate::dialect::{self, Dialect, Statement};
use migrate::op::{self, Change, Op};
use migrate::schema::{
    Action, Check, Column, Expr, ForeignKey, Index, IndexKey, IndexPart, Name, PrimaryKey, Schema,
    Table, Trigger, Type, Unique, View,
};
use rusqlite::Connection;

/// A database in memory with foreign keys enforced, and the schema that it was made from.
pub(super) struct Fixture {
    pub(super) connection: Connection,
    pub(super) schema: Schema,
}

impl Fixture {
    /// The tables, in this order, and then the rows.
    pub(super) fn new(tables: Vec<Table>, rows: &str) -> Self {
        Fixture::with_views(tables, Vec::new(), rows)
    }

    /// The tables, the views, and then the rows.
    pub(super) fn with_views(tables: Vec<Table>, views: Vec<View>, rows: &str) -> Self {
        let mut schema = Schema::default();
        let creates = tables.into_iter().map(Op::CreateTable);
        let ops: Vec<Op> = creates.chain(views.into_iter().map(Op::CreateView)).collect();
        let connection = Connection::open_in_memory().expect("SQLite opens in memory");
        batch(
            &connection,
            &sql(&dialect::render(&Sqlite, &ops, &schema).expect("the fixture can be created")),
        );
        op::apply(&mut schema, &ops, Sqlite.capability());
        batch(&connection, rows);
        batch(&connection, "PRAGMA foreign_keys = ON");
        Fixture { connection, schema }
    }

    /// Changes a table, checks that the result is what a fresh build gives, and says whether there was a rebuild.
    pub(super) fn alter(&mut self, table: &str, changes: Vec<Change>) -> bool {
        let op = Op::AlterTable { table: Name::new(table), changes };
        self.make(&[op])
    }

    /// Makes the ops, checks that the result is what a fresh build gives, and says whether there was a rebuild.
    pub(super) fn make(&mut self, ops: &[Op]) -> bool {
        let statements = self.render(ops);
        run(&self.connection, &statements)
            .unwrap_or_else(|error| panic!("{error}\nin:\n{}", sql(&statements)));
        op::apply(&mut self.schema, ops, Sqlite.capability());
        let views = self.schema.views.values().cloned().collect();
        let fresh = Fixture::with_views(self.schema.tables.values().cloned().collect(), views, "");
        assert_eq!(
            facts(&self.connection),
            facts(&fresh.connection),
            "after:\n{}",
            sql(&statements)
        );
        let enforced = self.value("PRAGMA foreign_keys");
        assert_eq!(enforced, "1", "the fixture's way to run leaves enforcement on");
        statements.iter().any(|statement| statement.sql.starts_with("DROP TABLE"))
    }

    /// The statements of the ops on the schema as it stands.
    pub(super) fn render(&self, ops: &[Op]) -> Vec<Statement> {
        dialect::render(&Sqlite, ops, &self.schema).expect("SQLite can make the change")
    }

    /// What went wrong with changes that must not succeed; schema and rows are as they were.
    pub(super) fn alter_fails(&mut self, table: &str, changes: Vec<Change>) -> String {
        let op = Op::AlterTable { table: Name::new(table), changes };
        let before = (facts(&self.connection), self.everything());
        let statements = self.render(&[op]);
        let Err(error) = run(&self.connection, &statements) else {
            panic!(
                "the change must fail, and makes {:?} by:\n{}",
                self.everything(),
                sql(&statements)
            )
        };
        assert_eq!(
            (facts(&self.connection), self.everything()),
            before,
            "a change that fails changes nothing"
        );
        error
    }

    /// The first value of a query's first row, as text; `NULL` for none.
    pub(super) fn value(&self, query: &str) -> String {
        let rows = self.rows(query);
        rows.first().and_then(|row| row.split('|').next()).unwrap_or("no row").to_owned()
    }

    /// Every row as text, values separated by `|`.
    pub(super) fn rows(&self, query: &str) -> Vec<String> {
        rows(&self.connection, query)
    }

    /// Every row of every table.
    fn everything(&self) -> Vec<String> {
        let tables = self.schema.tables.values().filter(|table| table.options.module.is_none());
        tables.flat_map(|table| self.rows(&format!("SELECT * FROM \"{}\"", table.name))).collect()
    }

    /// Runs SQL that must succeed.
    pub(super) fn run(&self, sql: &str) {
        batch(&self.connection, sql);
    }
}

/// Runs statements as the runner does: enforcement off, one transaction, no new violation, no broken view.
pub(crate) fn run(connection: &Connection, statements: &[Statement]) -> Result<(), String> {
    let violations = || rows(connection, "PRAGMA foreign_key_check");
    batch(connection, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE");
    let before = violations();
    let made = statements.iter().try_for_each(|statement| {
        connection.execute_batch(&statement.sql).map_err(|error| error.to_string())
    });
    let checked = made.and_then(|()| {
        for view in rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'view'") {
            let sql = format!("SELECT * FROM \"{view}\" LIMIT 0");
            connection.execute_batch(&sql).map_err(|error| error.to_string())?;
        }
        let after = violations();
        if after.iter().all(|row| before.contains(row)) {
            Ok(())
        } else {
            Err(format!("orphans: {after:?}"))
        }
    });
    let end = if checked.is_ok() { "COMMIT" } else { "ROLLBACK" };
    batch(connection, &format!("{end}; PRAGMA foreign_keys = ON"));
    checked
}

pub(crate) fn batch(connection: &Connection, sql: &str) {
    connection.execute_batch(sql).unwrap_or_else(|error| panic!("{error}\nin:\n{sql}"));
}

/// The statements as one text.
pub(crate) fn sql(statements: &[Statement]) -> String {
    statements.iter().map(|statement| format!("{};\n", statement.sql)).collect()
}

pub(crate) fn rows(connection: &Connection, query: &str) -> Vec<String> {
    let mut statement =
        connection.prepare(query).unwrap_or_else(|error| panic!("{error}\nin:\n{query}"));
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        let values = (0..width).map(|at| {
            Ok(match row.get_ref(at)? {
                rusqlite::types::ValueRef::Null => "NULL".to_owned(),
                rusqlite::types::ValueRef::Integer(value) => value.to_string(),
                rusqlite::types::ValueRef::Real(value) => format!("{value:?}"),
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                rusqlite::types::ValueRef::Blob(bytes) => format!("{bytes:02x?}"),
            })
        });
        Ok(values.collect::<rusqlite::Result<Vec<_>>>()?.join("|"))
    });
    rows.expect("the query runs").collect::<rusqlite::Result<_>>().expect("its rows can be read")
}

/// What SQLite itself says about every table, index, trigger and view, whatever text it keeps for them.
pub(super) fn facts(connection: &Connection) -> Vec<String> {
    let mut facts = rows(
        connection,
        "SELECT type, name, tbl_name, CASE type WHEN 'table' THEN '' ELSE sql END FROM sqlite_schema \
         WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2",
    );
    let tables = rows(
        connection,
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1",
    );
    for table in tables {
        let quoted = table.replace('\'', "''");
        let mut ask = |what: &str, query: &str| {
            let rows = rows(connection, &query.replace('?', &format!("'{quoted}'")));
            facts.push(format!("{table} {what}: {rows:?}"));
        };
        ask("columns", "SELECT * FROM pragma_table_xinfo(?)");
        ask(
            "keys",
            "SELECT seq, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?) ORDER BY 2, 3, 1",
        );
        ask("options", "SELECT wr, strict FROM pragma_table_list WHERE name = ?");
        ask(
            "indexes",
            "SELECT iif(l.origin = 'c', l.name, ''), l.\"unique\", l.origin, l.partial, x.seqno, x.name, x.\"desc\", x.coll, x.key \
             FROM pragma_index_list(?) AS l, pragma_index_xinfo(l.name) AS x ORDER BY l.origin, l.name, x.seqno",
        );
    }
    facts
}

/// A nullable column of that type.
pub(super) fn column(name: &str, ty: &str) -> Column {
    Column { nullable: true, ..Column::new(name, Type::Raw(ty.to_owned())) }
}

/// A table with these columns behind an `INTEGER PRIMARY KEY` called `id`.
pub(super) fn table(name: &str, columns: Vec<Column>) -> Table {
    let mut all = vec![Column::new("id", Type::Raw("INTEGER".to_owned()))];
    all.extend(columns);
    Table {
        name: Name::new(name),
        columns: all,
        primary_key: Some(key(None, &["id"])),
        ..Table::default()
    }
}

pub(super) fn key(name: Option<&str>, columns: &[&str]) -> PrimaryKey {
    PrimaryKey {
        name: name.map(str::to_owned),
        columns: strings(columns),
        include: Vec::new(),
        deferrable: None,
        orders: Vec::new(),
        on_conflict: None,
    }
}

pub(super) fn unique(name: Option<&str>, columns: &[&str]) -> Unique {
    Unique {
        name: name.map(str::to_owned),
        columns: strings(columns),
        nulls_not_distinct: false,
        include: Vec::new(),
        deferrable: None,
        orders: Vec::new(),
        on_conflict: None,
    }
}

pub(super) fn references(columns: &[&str], table: &str, on_delete: Action) -> ForeignKey {
    ForeignKey {
        name: Some(format!("fk_{}", columns.join("_"))),
        columns: strings(columns),
        table: Name::new(table),
        references: strings(&["id"]),
        on_delete,
        on_update: Action::NoAction,
        match_full: false,
        deferrable: None,
        not_valid: false,
    }
}

pub(super) fn check(name: Option<&str>, expr: &str) -> Check {
    Check {
        name: name.map(str::to_owned),
        expr: Expr(expr.to_owned()),
        not_valid: false,
        no_inherit: false,
    }
}

pub(super) fn index(name: &str, columns: &[&str]) -> Index {
    let part = |column: &&str| IndexPart {
        key: IndexKey::Column((*column).to_owned()),
        descending: false,
        nulls_first: None,
        collation: None,
        opclass: None,
    };
    Index {
        name: name.to_owned(),
        parts: columns.iter().map(part).collect(),
        unique: false,
        nulls_not_distinct: false,
        method: None,
        include: Vec::new(),
        predicate: None,
        with: Default::default(),
        comment: None,
    }
}

pub(super) fn trigger(name: &str, rest: &str) -> Trigger {
    Trigger { name: name.to_owned(), sql: format!("CREATE TRIGGER \"{name}\" {rest}") }
}

pub(super) fn view(name: &str, query: &str) -> View {
    View {
        name: Name::new(name),
        sql: format!("CREATE VIEW \"{name}\" AS {query}"),
        materialized: false,
        reads: Default::default(),
        triggers: Vec::new(),
        indexes: Vec::new(),
        comment: None,
    }
}

fn strings(of: &[&str]) -> Vec<String> {
    of.iter().map(|text| (*text).to_owned()).collect()
}

/// A change that only a rebuild can make and that every row survives.
pub(super) fn harmless_rebuild() -> Vec<Change> {
    vec![Change::AddCheck(check(Some("ck_harmless"), "id IS NOT NULL"))]
}
