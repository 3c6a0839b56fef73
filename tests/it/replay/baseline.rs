//! A database that `pg_dump` wrote down is the history that its models would have: nothing differs without a server.

use std::process::Command;

use migrate::autogenerate::autogenerate;
use migrate::dialect::postgres::Postgres;
use migrate::diff::Hints;
use migrate::op::describe;
use migrate::schema::Schema;
use migrate_syntax::{Models, Source, parse};
use migrate_tests::{Database, cluster, postgres};

use super::cases::read;

fn models() -> Models {
    let text = include_str!("../cases/baseline/table.rs");
    parse(&[Source::new("src/table.rs", text)]).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The schema of a database as its own tool writes it down.
fn dumped(database: &Database) -> String {
    let output = Command::new(cluster::program("pg_dump"))
        .args(["--schema-only", "--no-owner", "--no-privileges", "--dbname", &database.url()])
        .output()
        .expect("pg_dump is installed with the server");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    // The lines for `psql` go when a person makes a revision of it.
    text.lines().filter(|line| !line.starts_with('\\')).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_dump_as_the_first_revision_shows_no_drift() {
    let database = postgres();
    let wanted = models().schema(&Postgres);
    let empty = Schema::default();
    let ops = autogenerate(&Postgres, &empty, &wanted, &Hints::default())
        .unwrap_or_else(|errors| panic!("{errors:?}"));
    let made =
        migrate::dialect::render(&Postgres, &ops, &empty).unwrap_or_else(|error| panic!("{error}"));
    let script: Vec<String> =
        made.iter().map(|statement| format!("{};\n", statement.sql)).collect();
    database.execute(&script.concat());
    let dump = dumped(&database);
    let (history, unread) = read(&Postgres, &dump);
    assert!(unread.is_empty(), "{unread:?}\n{dump}");
    let ops = autogenerate(&Postgres, &history, &wanted, &Hints::default())
        .unwrap_or_else(|errors| panic!("{errors:?}\n{dump}"));
    let told: Vec<String> = ops.iter().map(describe).collect();
    assert!(told.is_empty(), "{}\n{dump}", told.join("\n"));
}
