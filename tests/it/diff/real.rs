//! A real database of either kind, empty at first, used as the runner would.

use migrate::dialect::Statement;
use migrate::introspect::introspect;
use migrate::schema::Schema;
use migrate::session::{Row, Session, block_on};
use migrate_tests::Database;

/// A real database.
pub(super) enum Real {
    Sqlite(rusqlite::Connection),
    /// The connection, and the database, which goes with it.
    Postgres {
        client: Box<postgres::Client>,
        _database: Database,
    },
}

const EMPTY: &str = "DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', name);
    END LOOP;
END $$; CREATE SCHEMA public";

impl Real {
    /// An empty SQLite database in memory, with foreign keys enforced.
    pub(super) fn sqlite() -> Self {
        let connection = rusqlite::Connection::open_in_memory().expect("memory can be opened");
        connection.pragma_update(None, "foreign_keys", true).expect("keys can be enforced");
        Real::Sqlite(connection)
    }

    /// An empty PostgreSQL database.
    pub(super) fn postgres() -> Self {
        let database = migrate_tests::postgres();
        let mut client = database.connect();
        client.batch_execute("SET client_min_messages = warning").expect("a setting");
        Real::Postgres { client: Box::new(client), _database: database }
    }

    /// Makes it empty again.
    pub(super) fn clear(&mut self) {
        match self {
            Real::Sqlite(_) => *self = Real::sqlite(),
            Real::Postgres { client, .. } => {
                client.batch_execute(EMPTY).expect("a database can be emptied");
            }
        }
    }

    /// Runs all statements in one transaction, as the runner does; all or none.
    pub(super) fn execute(&mut self, statements: &[Statement]) -> Result<(), String> {
        match self {
            Real::Sqlite(connection) => {
                run(connection, "PRAGMA foreign_keys=OFF")?;
                run(connection, "BEGIN IMMEDIATE")?;
                let outcome = statements
                    .iter()
                    .try_for_each(|statement| run(connection, &statement.sql))
                    .and_then(|()| intact(connection));
                run(connection, if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
                run(connection, "PRAGMA foreign_keys=ON")?;
                outcome
            }
            Real::Postgres { client, .. } => {
                let mut transaction = client.transaction().map_err(|error| error.to_string())?;
                for statement in statements {
                    transaction.batch_execute(&statement.sql).map_err(|error| {
                        let error = error
                            .as_db_error()
                            .map_or(error.to_string(), |error| error.to_string());
                        format!("{error}\nin: {}", statement.sql)
                    })?;
                }
                transaction.commit().map_err(|error| format!("at the end: {error:?}"))
            }
        }
    }

    /// Runs one statement by itself.
    pub(super) fn run(&mut self, sql: &str) -> Result<(), String> {
        match self {
            Real::Sqlite(connection) => run(connection, sql),
            Real::Postgres { client, .. } => {
                client.batch_execute(sql).map_err(|error| error.to_string())
            }
        }
    }

    /// The rows of a query, as text.
    pub(super) fn query(&mut self, sql: &str) -> Vec<Row> {
        self.ask(sql).unwrap_or_else(|error| panic!("{error}\nin: {sql}"))
    }

    /// As [`Real::query`], or why there is no answer.
    pub(super) fn ask(&mut self, sql: &str) -> Result<Vec<Row>, String> {
        let rows = match self {
            Real::Sqlite(connection) => block_on(Session::query(connection, sql)),
            Real::Postgres { client, .. } => block_on(Session::query(client.as_mut(), sql)),
        };
        rows.map_err(|error| error.to_string())
    }

    /// What is in it.
    pub(super) fn introspect(&mut self) -> Schema {
        let schema = match self {
            Real::Sqlite(connection) => block_on(introspect(connection)),
            Real::Postgres { client, .. } => block_on(introspect(client.as_mut())),
        };
        schema.unwrap_or_else(|error| panic!("{error}"))
    }
}

fn run(connection: &rusqlite::Connection, sql: &str) -> Result<(), String> {
    connection.execute_batch(sql).map_err(|error| format!("{error}\nin: {sql}"))
}

fn intact(connection: &rusqlite::Connection) -> Result<(), String> {
    let broken = connection
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut statement| statement.exists([]))
        .map_err(|error| error.to_string())?;
    if broken { Err("a foreign key is broken".to_owned()) } else { Ok(()) }
}
