//! What `--sql` prints leaves exactly what the online command leaves, rows and history included: shown for every revision
//! of the repository's own history, which branches and merges, up and down, on both databases.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use migrate::introspect::introspect;
use migrate::session::{self, Access, Connection, Session, block_on};
use migrate::{graph::Graph, revision::dir, schema::Schema};
use migrate_tests::{assert_same, cluster, postgres};

fn migrations() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations")
}

/// The ids of the history, each after all that it needs.
fn revisions() -> Vec<String> {
    let graph = Graph::new(dir::read(migrations()).unwrap()).unwrap();
    assert!(
        graph.branch_points().len() + graph.merge_points().len() >= 2,
        "the history no longer branches"
    );
    graph.iter().map(|revision| revision.id.clone()).collect()
}

/// Runs `db` and returns its stdout.
fn db(url: &str, arguments: &[&str]) -> String {
    let output = command(url, arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn command(url: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_db"));
    command
        .arg("db")
        .args(arguments)
        .args(["--migrations", migrations().to_str().unwrap(), "--database-url", url, "--yes"])
        .env_remove("DATABASE_URL");
    command
}

/// Everything that a database holds: its schema, and the rows of each table as text, without what the clock says.
fn state(url: &str) -> (Schema, BTreeMap<String, Vec<String>>) {
    let mut connection = session::connect(url, Access::Read).unwrap();
    let schema = block_on(introspect(&mut connection)).unwrap();
    let rows = schema
        .tables
        .keys()
        .map(|name| (name.to_string(), rows(&mut connection, &schema, &name.name)))
        .collect();
    (schema, rows)
}

fn rows(connection: &mut Connection, schema: &Schema, table: &str) -> Vec<String> {
    let told = ["applied_at", "execution_ms"];
    let columns: Vec<String> = schema.tables[&table.into()]
        .columns
        .iter()
        .filter(|column| !told.contains(&column.name.as_str()))
        .map(|column| format!("\"{}\"", column.name))
        .collect();
    let rows =
        block_on(connection.query(&format!("SELECT {} FROM \"{table}\"", columns.join(", "))))
            .unwrap();
    let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}

fn assert_equal(online: &str, offline: &str, context: &str) {
    let ((schema, rows), (other, others)) = (state(online), state(offline));
    assert_same(&schema, &other, context);
    assert_eq!(rows, others, "{context}");
}

/// Goes through the whole history, one revision at a time, up and down again: `run` gives printed SQL to the database's
/// own shell.
fn both_ways(dialect: &str, online: &str, offline: &str, run: &dyn Fn(&str)) {
    let revisions = revisions();
    for revision in &revisions {
        let printed = printed(online, dialect, &["upgrade", revision]);
        run(&printed);
        db(online, &["upgrade", revision]);
        assert_equal(online, offline, &format!("{dialect} up to {revision}"));
    }
    for target in revisions.iter().rev().map(String::as_str).skip(1).chain(["base"]) {
        // On a branch that another step has already taken back there is nothing left to do.
        if !goes_back(online, target) {
            continue;
        }
        let printed = printed(online, dialect, &["downgrade", target]);
        run(&printed);
        db(online, &["downgrade", target]);
        assert_equal(online, offline, &format!("{dialect} down to {target}"));
    }
}

/// Whether there is anything to take back on the way to `target`.
fn goes_back(url: &str, target: &str) -> bool {
    let output = command(url, &["downgrade", target, "--dry-run"]).output().unwrap();
    output.status.success() && !output.stdout.is_empty()
}

/// The SQL of a command for a database that stands where the one at `url` does.
fn printed(url: &str, dialect: &str, arguments: &[&str]) -> String {
    let current = match Path::new(url.trim_start_matches("sqlite:")).exists()
        || url.starts_with("postgres")
    {
        true => db(url, &["current", "--json"]),
        false => "{\"heads\": []}".to_owned(),
    };
    let current: serde_json::Value = serde_json::from_str(&current).unwrap();
    let mut arguments = [arguments, &["--sql", "--dialect", dialect]].concat();
    let heads: Vec<&str> =
        current["heads"].as_array().unwrap().iter().map(|head| head.as_str().unwrap()).collect();
    if heads.is_empty() {
        arguments.extend(["--from", "base"]);
    }
    arguments.extend(heads.iter().flat_map(|head| ["--from", head]));
    db(url, &arguments)
}

#[test]
fn printed_sql_leaves_on_sqlite_what_running_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let (online, offline) = (folder.path().join("online.db"), folder.path().join("offline.db"));
    let run = |sql: &str| rusqlite::Connection::open(&offline).unwrap().execute_batch(sql).unwrap();
    let url = |path: &Path| format!("sqlite:{}", path.display());
    both_ways("sqlite", &url(&online), &url(&offline), &run);
}

#[test]
fn printed_sql_leaves_on_postgres_what_running_leaves() {
    let (online, offline) = (postgres(), postgres());
    let run = |sql: &str| psql(&offline.url(), sql);
    both_ways("postgres", &online.url(), &offline.url(), &run);
}

/// Gives a script to PostgreSQL's own shell, which stops at the first error.
fn psql(url: &str, sql: &str) {
    let mut shell = Command::new(cluster::program("psql"))
        .args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", url])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("psql is installed with the server");
    shell.stdin.take().unwrap().write_all(sql.as_bytes()).unwrap();
    let output = shell.wait_with_output().unwrap();
    assert!(output.status.success(), "{}\n{sql}", String::from_utf8_lossy(&output.stderr));
}
