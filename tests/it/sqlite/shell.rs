//! The same statements through SQLite's own shell, as a person would run a script: with its version, not ours.

use std::io::Write;
use std::process::{Command, Stdio};

use migrate::op::{Change, Op};
use migrate::schema::{Action, Name};

use rusqlite::Connection;

use super::fixture::{
    Fixture, batch, check, column, facts, references, run, sql, table, trigger, view,
};
use crate::autogen::{records, upgrade};

/// Runs a script on the database file; without a shell on this machine, through the library.
fn shell(path: &std::path::Path, script: &str) {
    let spawned = Command::new("sqlite3")
        .arg("-bail")
        .arg(path)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = spawned else {
        let connection = Connection::open(path).expect("the file opens");
        return connection.execute_batch(script).expect("the script runs");
    };
    let mut stdin = child.stdin.take().expect("its input is piped");
    stdin.write_all(script.as_bytes()).expect("it reads the script");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}\nin:\n{script}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_rebuild_runs_in_the_shell() {
    let folder = tempfile::tempdir().expect("there is room for a database");
    let path = folder.path().join("app.db");
    let mut parent = table("parent", vec![column("a", "TEXT"), column("b", "INTEGER")]);
    parent.triggers = vec![trigger("tr", "AFTER DELETE ON parent BEGIN SELECT 1; END")];
    let mut child = table("child", vec![column("parent_id", "INTEGER")]);
    child.foreign_keys = vec![references(&["parent_id"], "parent", Action::Cascade)];
    let views = vec![view("v", "SELECT a FROM parent")];
    let mut db = Fixture::with_views(vec![parent, child], views, "");
    let rows = "INSERT INTO parent VALUES (1, 'x', 7); INSERT INTO child VALUES (1, 1)";
    db.run(rows);
    db.connection
        .execute("VACUUM INTO ?1", [path.to_str().expect("a plain path")])
        .expect("it can be copied");
    let text = |ty: &str| column("b", ty);
    let changes = vec![
        Change::AlterColumn {
            previous: text("INTEGER"),
            next: text("TEXT"),
            backfill: None,
            using: None,
        },
        Change::AddCheck(check(None, "b <> ''")),
    ];
    let op = Op::AlterTable { table: Name::new("parent"), changes };
    let statements = sql(&db.render(std::slice::from_ref(&op)));
    shell(&path, &format!("PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n{statements}COMMIT;\n"));
    db.make(&[op]);
    let connection = Connection::open(&path).expect("the file opens");
    assert_eq!(facts(&connection), facts(&db.connection));
    let rows = super::fixture::rows(
        &connection,
        "SELECT b, typeof(b), (SELECT count(*) FROM child) FROM parent",
    );
    assert_eq!(rows, ["7|text|1"]);
}

#[test]
fn every_pair_is_upgraded_in_the_shell_as_by_the_library() {
    let folder = tempfile::tempdir().expect("there is room for databases");
    for (number, record) in records("sqlite").into_iter().enumerate() {
        // Its row has no value for what is asked of it.
        if record.name == "column: add NOT NULL, no default, table has a row" {
            continue;
        }
        let upgrade = upgrade(&record).unwrap_or_else(|error| panic!("{}: {error}", record.name));
        let path = folder.path().join(format!("{number}.db"));
        let before: String =
            record.before.iter().chain(&record.raw).map(|sql| format!("{sql};\n")).collect();
        let script = sql(&upgrade.statements);
        shell(
            &path,
            &format!("{before}PRAGMA foreign_keys = OFF;\nBEGIN IMMEDIATE;\n{script}COMMIT;\n"),
        );
        let library = Connection::open_in_memory().expect("SQLite opens in memory");
        batch(&library, &before);
        run(&library, &upgrade.statements)
            .unwrap_or_else(|error| panic!("{}: {error}", record.name));
        let shell = Connection::open(&path).expect("the file opens");
        assert_eq!(facts(&shell), facts(&library), "{}", record.name);
    }
}
