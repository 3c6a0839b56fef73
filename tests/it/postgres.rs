//! PostgreSQL's dialect against a real server: what is written, applied and read back is what was meant. The cases of
//! autogenerate stand elsewhere.

mod batches;
mod changes;
mod kept;
mod misfit;
pub(crate) mod oracle;
mod recent;

use std::time::Duration;

use expect_test::expect_file;
use migrate::Result;
use migrate::dialect::postgres::Postgres;
use migrate::dialect::postgres::introspect::scratch;
use migrate::dialect::{Dialect, render};
use migrate::diff::{Hints, diff};
use migrate::introspect::introspect;
use migrate::schema::Schema;
use migrate::session::{Row, Session, block_on};
use migrate_tests::{Database, assert_same, dump, postgres};
use postgres::Client;

/// One of everything that a schema can hold.
const EVERYTHING: &str = include_str!("postgres/everything.sql");

fn apply(database: &Database, previous: &Schema, next: &Schema) -> String {
    let hints = Hints { drop_and_add: true, ..Hints::default() };
    let ops = diff(previous, next, &hints, &Postgres).unwrap_or_else(|errors| panic!("{errors:?}"));
    let statements = render(&Postgres, &ops, previous).unwrap_or_else(|error| panic!("{error}"));
    let sql: String = statements.iter().map(|statement| format!("{};\n", statement.sql)).collect();
    database.execute(&format!("BEGIN;\n{sql}COMMIT;"));
    sql
}

#[test]
fn everything_read_can_be_built_again() {
    let original = postgres();
    original.execute(EVERYTHING);
    let schema = original.introspect();
    // Up to 15, columns in a view of one table are told with its name.
    let told = dump(&schema).replace("\\\"Select\\\".", "").replace("teams.code", "code");
    expect_file!["postgres/everything.txt"].assert_eq(&told);
    let copy = postgres();
    let sql = apply(&copy, &Schema::default(), &schema);
    assert_same(&schema, &copy.introspect(), &sql);
    let sql = apply(&copy, &schema, &Schema::default());
    assert_same(&Schema::default(), &copy.introspect(), &sql);
}

#[test]
fn a_scratch_place_says_what_would_be_and_leaves_nothing() {
    let database = postgres();
    database.execute(EVERYTHING);
    let schema = database.introspect();
    let mut client = database.connect();
    let wanted = block_on(scratch(&mut client, &schema)).unwrap_or_else(|error| panic!("{error}"));
    assert_same(&schema, &wanted, "scratch");
    assert_same(&schema, &database.introspect(), "the database afterwards");
}

/// A connection that counts what it is asked.
struct Counting(Client, usize);

impl Session for Counting {
    fn dialect(&self) -> &'static dyn Dialect {
        &Postgres
    }

    async fn execute(&mut self, sql: &str) -> Result<()> {
        Session::execute(&mut self.0, sql).await
    }

    async fn run(&mut self, statements: &[&str]) -> Result<()> {
        Session::run(&mut self.0, statements).await
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
        self.1 += 1;
        Session::query(&mut self.0, sql).await
    }

    async fn pause(&mut self, duration: Duration) -> Result<()> {
        Session::pause(&mut self.0, duration).await
    }
}

#[test]
fn a_full_database_costs_as_many_queries_as_an_empty_one_and_keeps_its_settings() {
    let database = postgres();
    for fill in [EVERYTHING, ""] {
        let mut session = Counting(database.connect(), 0);
        let set = "SET search_path = public, pg_temp; SET timezone = 'Asia/Tokyo'";
        block_on(session.execute(set)).unwrap_or_else(|error| panic!("{error}"));
        block_on(introspect(&mut session)).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(session.1, 12);
        let ask = "SELECT current_setting('search_path'), current_setting('timezone')";
        let kept = block_on(session.query(ask)).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(kept, [[Some("public, pg_temp".to_owned()), Some("Asia/Tokyo".to_owned())]]);
        database.execute(fill);
    }
}
