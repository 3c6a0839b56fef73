//! PostgreSQL's dialect against a real server: what is written, applied and read back is what was meant. The cases of
//! autogenerate stand elsewhere.

mod changes;
pub(crate) mod oracle;

use expect_test::expect_file;
use migrate::dialect::postgres::Postgres;
use migrate::dialect::postgres::introspect::scratch;
use migrate::dialect::render;
use migrate::diff::{Hints, diff};
use migrate::schema::Schema;
use migrate::session::block_on;
use migrate_tests::{Database, assert_same, dump, postgres};

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
    expect_file!["postgres/everything.txt"].assert_eq(&dump(&schema));
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
