//! Replayed SQL against real PostgreSQL: the statements run on a server, and the schema replayed from them created on
//! another database, introspect as one.

use migrate::dialect::postgres::Postgres;
use migrate::dialect::{self, Statement};
use migrate::diff::{self, Hints};
use migrate::introspect::introspect;
use migrate::replay::Unread;
use migrate::schema::Schema;
use migrate::session::block_on;
use migrate::split::{Piece, split};
use migrate_tests::dump::dump;
use postgres::{Client, SimpleQueryMessage};

use super::cases::{all, read};

/// Runs each statement of `sql` by itself and returns those that the server took.
fn run(client: &mut Client, sql: &str) -> String {
    client.batch_execute("RESET ALL").expect("settings can be reset");
    let mut ran = String::new();
    let pieces = split(&Postgres, sql);
    for (at, piece) in pieces.iter().enumerate() {
        // With the comments after it, which may tell what it does.
        let end = pieces.get(at + 1).map_or(sql.len(), |next| next.offset);
        if client.batch_execute(piece.sql).is_ok() {
            ran.push_str(&sql[piece.offset..end]);
        }
    }
    ran
}

fn real(client: &mut Client) -> Schema {
    block_on(introspect(client)).expect("a database can be introspected")
}

/// Whether everything in the database is gone: cheaper than a new database for each of hundreds of texts. What an
/// extension leaves behind in the session can be in the way of it.
fn empty(client: &mut Client) -> bool {
    let drops = client.simple_query(
        "SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
         UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
         WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'",
    );
    let drops =
        drops.expect("the catalogue can be read").into_iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        });
    let drops: Vec<_> = drops.collect();
    client.batch_execute(&format!("{}; CREATE SCHEMA public", drops.join(";"))).is_ok()
}

/// Two databases: one takes the history, the other what was replayed from it.
pub(super) struct Pair {
    history: Client,
    scratch: Client,
    databases: [migrate_tests::Database; 2],
    /// Statements of the history that make what no schema holds and functions may need: composite types.
    apart: Vec<String>,
}

impl Pair {
    pub(super) fn new() -> Self {
        let databases = [migrate_tests::postgres(), migrate_tests::postgres()];
        let [history, scratch] = databases.each_ref().map(migrate_tests::Database::connect);
        Pair { history, scratch, databases, apart: Vec::new() }
    }

    fn agree(&mut self, name: &str, sql: &str) {
        assert!(empty(&mut self.history), "everything can be dropped");
        let ran = run(&mut self.history, sql);
        let (replayed, unread) = read(&Postgres, &ran);
        let missed: Vec<_> =
            unread.iter().filter(|unread| !unread.text.starts_with("DO ")).collect();
        assert_eq!(
            missed,
            Vec::<&Unread>::new(),
            "{name}: PostgreSQL ran it and replay did not read it"
        );
        let (real, built) =
            self.compare(&replayed).unwrap_or_else(|error| panic!("{name}: {error}\n{sql}"));
        assert_eq!(real, built, "{name}\n{sql}");
    }

    /// Runs one more part of a history and returns what the server took of it.
    pub(super) fn step(&mut self, sql: &str) -> String {
        let ran = run(&mut self.history, sql);
        let is_composite = |piece: &&Piece<'_>| {
            let words: Vec<&str> = piece.sql.split_whitespace().take(4).collect();
            matches!(words.as_slice(), [create, ty, _, of]
                if create.eq_ignore_ascii_case("create") && ty.eq_ignore_ascii_case("type")
                    && of.eq_ignore_ascii_case("as"))
                && !piece.sql.to_lowercase().contains("as enum")
        };
        let pieces = split(&Postgres, &ran);
        self.apart.extend(pieces.iter().filter(is_composite).map(|piece| piece.sql.to_owned()));
        ran
    }

    /// What the history left, and what a database created from `replayed` holds.
    pub(super) fn compare(&mut self, replayed: &Schema) -> Result<(String, String), String> {
        if !empty(&mut self.scratch) {
            let [_, old] = &mut self.databases;
            *old = migrate_tests::postgres();
            self.scratch = old.connect();
        }
        let nothing = Schema::default();
        let ops = diff::diff(&nothing, replayed, &Hints::default(), &Postgres)
            .map_err(|errors| format!("{errors:?}"))?;
        let statements =
            dialect::render(&Postgres, &ops, &nothing).map_err(|error| error.to_string())?;
        // What they stand in comes before them.
        let is_container = |statement: &&Statement| {
            ["CREATE SCHEMA", "CREATE EXTENSION"].iter().any(|word| statement.sql.starts_with(word))
        };
        let (containers, created): (Vec<_>, Vec<_>) = statements.iter().partition(is_container);
        let text = |statements: Vec<&Statement>| -> String {
            statements.iter().map(|Statement { sql, .. }| format!("{sql};\n")).collect()
        };
        let (containers, created) = (text(containers), text(created));
        let refused = |error, sql| format!("{error:?}\n{sql}");
        self.scratch.batch_execute(&containers).map_err(|error| refused(error, &containers))?;
        for sql in &self.apart {
            // one that was made, dropped and made again is here twice
            let _ = self.scratch.batch_execute(sql);
        }
        self.scratch.batch_execute(&created).map_err(|error| refused(error, &created))?;
        Ok((dump(&real(&mut self.history)), dump(&real(&mut self.scratch))))
    }
}

#[test]
fn cases_leave_what_postgres_leaves() {
    let mut pair = Pair::new();
    for case in all().iter().filter(|case| case.dialect.name() == "postgres") {
        pair.agree(&case.name, &case.sql);
    }
}

#[test]
fn recorded_schemas_are_what_postgres_makes_of_them() {
    let mut pair = Pair::new();
    for record in super::text::records("postgresql") {
        for sql in &record.sql {
            pair.agree(&record.name, sql);
        }
    }
}
