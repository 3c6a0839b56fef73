//! The 940 graphs once more, through the real command line on a real SQLite database: what the history table holds
//! afterwards is what the library's plan says, and a refusal changes nothing. Whether the plan is right is `oracle`'s.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use migrate::dialect::sqlite::Sqlite;
use migrate::graph::{Graph, Target};
use migrate::history::{self, Record};
use migrate::plan;
use migrate::revision::{Direction, Limits, Revision, Section, checksum, file};
use migrate::schema::Name;

use super::oracle::{self, Case};

/// What every revision of the cases does: it shows in a table of its own that it ran, and how often.
fn sections(id: &str) -> Vec<Section> {
    let section = |direction, sql: String| Section {
        direction,
        dialect: None,
        transaction: true,
        hook: false,
        irreversible: false,
        limits: Limits::NONE,
        sql,
        line: 0,
    };
    vec![
        section(Direction::Up, format!("INSERT INTO ran VALUES ('{id}');\n")),
        section(Direction::Down, format!("DELETE FROM ran WHERE id = '{id}';\n")),
    ]
}

#[test]
fn the_command_line_does_what_the_plan_says() {
    let cases: Vec<Case> = oracle::cases()
        .iter()
        .map(Case::read)
        .filter(|case| ["upgrade", "downgrade", "stamp"].contains(&case.command.as_str()))
        .collect();
    assert!(cases.len() >= 850, "{}", cases.len());
    let (first, second) = cases.split_at(cases.len() / 2);
    let run = |cases: &[Case]| -> Vec<String> {
        cases
            .iter()
            .filter_map(|case| judge(case).err().map(|why| format!("{}: {why}", case.name)))
            .collect()
    };
    let wrong = std::thread::scope(|scope| {
        let other = scope.spawn(|| run(first));
        let mut wrong = run(second);
        wrong.extend(other.join().unwrap());
        wrong
    });
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

fn judge(case: &Case) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    let revisions: Vec<Revision> = case
        .revisions
        .iter()
        .map(|revision| Revision {
            message: revision.id.clone(),
            slug: revision.id.to_lowercase(),
            sections: sections(&revision.id),
            ..revision.clone()
        })
        .collect();
    write(folder.path(), &revisions);
    let graph = Graph::new(revisions);
    let before: BTreeSet<String> = match &graph {
        Ok(graph) => case.applied(graph),
        Err(_) => case.current.iter().cloned().collect(),
    };
    record(folder.path(), &before);

    let expected = match &graph {
        Ok(graph) => expected(case, graph, &before),
        Err(errors) => Err(errors[0].to_string()),
    };
    let output = command(case, folder.path());
    let (recorded, ran) =
        (read(folder.path(), "migrate_history", "revision"), read(folder.path(), "ran", "id"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    match (expected, output.status.code()) {
        (Ok(after), Some(0)) if recorded == after => {
            let truth = if case.command == "stamp" { &before } else { &after };
            if ran == *truth { Ok(()) } else { Err(format!("{ran:?} ran, not {truth:?}")) }
        }
        (Ok(after), code) => {
            Err(format!("{after:?} expected, {recorded:?} recorded, exit {code:?}: {said}"))
        }
        (Err(_), Some(1 | 2)) if recorded == before && ran == before => Ok(()),
        (Err(why), code) => {
            Err(format!("to be refused ({why}), {recorded:?} recorded, exit {code:?}: {said}"))
        }
    }
}

/// The applied set that the library's plan leads to.
fn expected(
    case: &Case,
    graph: &Graph,
    before: &BTreeSet<String>,
) -> Result<BTreeSet<String>, String> {
    let target = || case.target.parse::<Target>().map_err(|error| error.to_string());
    let fail = |error: migrate::Error| error.to_string();
    let steps = match case.command.as_str() {
        "upgrade" => plan::upgrade(graph, before, &target()?).map_err(fail)?,
        "downgrade" => plan::downgrade(graph, before, &target()?).map_err(fail)?,
        _ => {
            let targets: Result<Vec<Target>, _> = case.target.split(' ').map(str::parse).collect();
            let stamp = plan::stamp(graph, before, &targets.map_err(fail)?, false).map_err(fail)?;
            return Ok(stamp.applied);
        }
    };
    let mut after = before.clone();
    for step in steps {
        match step.direction {
            Direction::Up => after.insert(step.revision),
            Direction::Down => after.remove(&step.revision),
        };
    }
    Ok(after)
}

fn write(folder: &Path, revisions: &[Revision]) {
    let migrations = folder.join("migrations");
    std::fs::create_dir(&migrations).unwrap();
    for (number, revision) in revisions.iter().enumerate() {
        std::fs::write(
            migrations.join(format!("20250101_{number:04}_r.sql")),
            file::render(revision),
        )
        .unwrap();
    }
}

/// A database at which the revisions of `applied` stand, with what they would have left.
fn record(folder: &Path, applied: &BTreeSet<String>) {
    let connection = rusqlite::Connection::open(folder.join("app.db")).unwrap();
    let table = Name::new(history::TABLE);
    let mut sql =
        format!("{};CREATE TABLE ran (id TEXT PRIMARY KEY);", history::create(&Sqlite, &table));
    for id in applied {
        let up = &sections(id)[0].sql;
        let down = sections(id)[1].sql.trim().to_owned();
        let record = Record {
            revision: id,
            message: id,
            checksum: &checksum(up),
            down_sql: Some(&down),
            applied_at: None,
        };
        sql += &format!(
            "{};INSERT INTO ran VALUES ('{id}');",
            history::insert(&Sqlite, &table, &record, "0")
        );
    }
    connection.execute_batch(&sql).unwrap();
}

fn read(folder: &Path, table: &str, column: &str) -> BTreeSet<String> {
    let connection = rusqlite::Connection::open(folder.join("app.db")).unwrap();
    let mut statement = connection.prepare(&format!("SELECT {column} FROM {table}")).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn command(case: &Case, folder: &Path) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_db"));
    command
        .args([
            "db",
            &case.command,
            "--migrations",
            "migrations",
            "--database-url",
            "sqlite:app.db",
            "--yes",
        ])
        .current_dir(folder)
        .env_remove("DATABASE_URL");
    if case.command == "stamp" {
        command.args(case.target.split(' '));
    } else {
        command.arg(&case.target);
    }
    command.output().unwrap()
}
