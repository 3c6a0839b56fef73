//! One fresh database for one test, gone when the test ends. Knows nothing of migrations.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use ::postgres::{Client, NoTls, SimpleQueryMessage};

use migrate::introspect::introspect;
use migrate::schema::Schema;
use migrate::session::block_on;

use crate::cluster::{self, Cluster};

/// A database of its own on the shared PostgreSQL server. Dropping it drops the database.
#[derive(Debug)]
pub struct Database {
    server: String,
    name: String,
}

/// A new, empty PostgreSQL database: on the server of `MIGRATE_TEST_POSTGRES` if that is set, else on one that this
/// process starts once.
///
/// # Panics
///
/// When there is no server to be had; the message says what to install.
pub fn postgres() -> Database {
    let database = Database { server: server().to_owned(), name: unique() };
    database.admin(&format!("CREATE DATABASE {}", database.name));
    database
}

impl Database {
    /// Its URL.
    pub fn url(&self) -> String {
        self.url_of(&self.name)
    }

    /// The URL of another database on the same server, there or not.
    pub fn url_of(&self, name: &str) -> String {
        let (base, _) = self.server.rsplit_once('/').expect("the server's URL names a database");
        format!("{base}/{name}")
    }

    /// Its URL with a password that the server refuses.
    pub fn url_with_wrong_password(&self) -> String {
        self.url().replacen(&format!(":{}@", cluster::PASSWORD), ":wrong@", 1)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A new connection.
    pub fn connect(&self) -> Client {
        Client::connect(&self.url(), NoTls).expect("a fresh database takes connections")
    }

    /// Runs statements on a connection of their own.
    ///
    /// # Panics
    ///
    /// When one fails, with all of them.
    pub fn execute(&self, sql: &str) {
        self.connect().batch_execute(sql).unwrap_or_else(|error| failed(&error, sql));
    }

    /// The rows of a query on a connection of its own, each value as text.
    ///
    /// # Panics
    ///
    /// When it fails.
    pub fn rows(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        let messages = self.connect().simple_query(sql).unwrap_or_else(|error| failed(&error, sql));
        let mut rows = Vec::new();
        for message in messages {
            if let SimpleQueryMessage::Row(row) = message {
                rows.push((0..row.len()).map(|index| row.get(index).map(str::to_owned)).collect());
            }
        }
        rows
    }

    /// Makes it empty again, in a fraction of the time that a new one takes: for one test of many cases.
    ///
    /// # Panics
    ///
    /// When something in it cannot be dropped.
    pub fn reset(&self) {
        self.execute(
            "DO $$ DECLARE name text; BEGIN
                FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
                    EXECUTE format('DROP EXTENSION %I CASCADE', name);
                END LOOP;
                FOR name IN SELECT nspname FROM pg_namespace
                    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
                    EXECUTE format('DROP SCHEMA %I CASCADE', name);
                END LOOP;
                CREATE SCHEMA public;
            END $$",
        );
    }

    /// What it holds.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    pub fn introspect(&self) -> Schema {
        block_on(introspect(&mut self.connect())).unwrap_or_else(|error| panic!("{error}"))
    }

    fn admin(&self, sql: &str) {
        let mut client = Client::connect(&self.server, NoTls)
            .unwrap_or_else(|error| panic!("the server of the tests takes no connection: {error}"));
        client.batch_execute(sql).unwrap_or_else(|error| failed(&error, sql));
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A failing test must tell its own failure, so nothing here may panic.
        if let Ok(mut client) = Client::connect(&self.server, NoTls) {
            let _ = client
                .batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

/// Tells what the server said of which statements.
fn failed<T>(error: &::postgres::Error, sql: &str) -> T {
    panic!("{}\nin:\n{sql}", error.as_db_error().map_or(error.to_string(), ToString::to_string))
}

/// The URL of the server, started if need be. It stands in a static, which is never dropped: the watchdog sees us end.
fn server() -> &'static str {
    static SERVER: OnceLock<(String, Option<Cluster>)> = OnceLock::new();
    let (url, _) = SERVER.get_or_init(|| match std::env::var("MIGRATE_TEST_POSTGRES") {
        Ok(url) => (url, None),
        Err(_) => {
            let cluster = cluster::start();
            (cluster.url(), Some(cluster))
        }
    });
    url
}

/// A name that no other test on the server has, in this process or another.
fn unique() -> String {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    format!(
        "t{:x}_{}_{}",
        since.as_micros(),
        std::process::id(),
        COUNTER.fetch_add(1, Ordering::Relaxed)
    )
}

/// A directory with room for an SQLite database. Dropping it removes the directory.
#[derive(Debug)]
pub struct TempDb {
    dir: tempfile::TempDir,
}

/// The place of a new SQLite database; the file appears when it is first opened.
///
/// # Panics
///
/// When no temporary directory can be made.
pub fn sqlite() -> TempDb {
    TempDb {
        dir: tempfile::Builder::new().prefix("migrate-").tempdir().expect("a temporary directory"),
    }
}

impl TempDb {
    /// The file.
    pub fn path(&self) -> PathBuf {
        self.dir.path().join("test.db")
    }

    /// The directory around it, which nobody else uses.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("sqlite://{}", self.path().display())
    }

    /// A new connection.
    ///
    /// # Panics
    ///
    /// When the file cannot be opened.
    pub fn connect(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).expect("a file in a temporary directory")
    }
}
