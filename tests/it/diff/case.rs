//! One case as a folder: two `table.rs`, and what is expected to be written between them. Runs nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use migrate::autogenerate::autogenerate;
use migrate::dialect::{self, Dialect, Statement, render};
use migrate::diff::{Hints, diff};
use migrate::error::Error;
use migrate::op::{Op, apply, describe, reverse};
use migrate::replay::replay;
use migrate::schema::Schema;
use migrate::split::split;
use migrate_syntax::{Models, Source, parse};

use super::oracle::Outcome;

/// A folder under `cases/diff`.
pub(super) struct Case {
    pub(super) name: String,
    folder: PathBuf,
    previous: Models,
    next: Models,
    /// What was made by hand after the previous models, as the files `by-hand.sql` and `by-hand.<dialect>.sql`.
    by_hand: BTreeMap<String, String>,
    /// The only dialect that it is for, from the file `only`.
    only: Option<String>,
}

/// Two portable schemas, and what a person says about the way from one to the other.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) previous: Schema,
    /// Statements that follow those that create it.
    pub(super) by_hand: String,
    pub(super) next: Schema,
    pub(super) hints: Hints,
}

/// Everything that a case gives on one dialect.
pub(super) struct Written {
    /// The statements that create the previous schema.
    pub(super) create: Vec<Statement>,
    /// The previous schema, replayed from them.
    pub(super) previous: Schema,
    pub(super) ops: Vec<Op>,
    pub(super) up: Vec<Statement>,
    pub(super) down: Vec<Statement>,
}

/// Every case, by name; those whose name holds the value of `CASE` if that is set.
pub(super) fn all() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/cases/diff");
    let filter = std::env::var("CASE").unwrap_or_default();
    let entries = std::fs::read_dir(&root).expect("the folder of cases can be read");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    folders.into_iter().map(read).filter(|case| case.name.contains(&filter)).collect()
}

fn read(folder: PathBuf) -> Case {
    let name = folder.file_name().expect("a case has a name").to_string_lossy().into_owned();
    let models = |file: &str| {
        let text = std::fs::read_to_string(folder.join(file))
            .unwrap_or_else(|error| panic!("{name}/{file}: {error}"));
        parse(&[Source::new(folder.join(file), text)]).unwrap_or_else(|errors| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{name}/{file}: {}", errors.join("\n"))
        })
    };
    let only = std::fs::read_to_string(folder.join("only")).ok().map(|only| only.trim().to_owned());
    let by_hand = ["", "sqlite", "postgres"].into_iter().filter_map(|dialect| {
        let file = format!("by-hand.{dialect}.sql").replace("..", ".");
        let text = std::fs::read_to_string(folder.join(file)).ok()?;
        Some((dialect.to_owned(), text))
    });
    let by_hand = by_hand.collect();
    Case { by_hand, previous: models("previous.rs"), next: models("next.rs"), name, folder, only }
}

impl Case {
    /// Whether it is for that dialect.
    pub(super) fn is_for(&self, dialect: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == dialect)
    }

    /// What follows of how it came out: that rows break it must be foreseen.
    pub(super) fn judge(&self, outcome: Outcome) -> Result<Outcome, String> {
        match outcome {
            Outcome::Unforeseen(error) => Err(format!(
                "=== {}\nrows break it that nobody was asked about: {error}",
                self.name
            )),
            Outcome::Held | Outcome::Refused(_) => Ok(outcome),
        }
    }

    /// Its schemas for that dialect.
    pub(super) fn pair(&self, dialect: &dyn Dialect) -> Pair {
        Pair {
            name: self.name.clone(),
            previous: self.previous.schema(dialect),
            by_hand: ["", dialect.name()]
                .into_iter()
                .filter_map(|of| self.by_hand.get(of).map(String::as_str))
                .collect(),
            next: self.next.schema(dialect),
            hints: self.next.hints(dialect),
        }
    }
}

impl Pair {
    /// What is written for it, or why nothing is.
    pub(super) fn write(&self, dialect: &dyn Dialect) -> Result<Written, Vec<Error>> {
        let mut create = create(dialect, &dialect.lower(&self.previous))?;
        let by_hand = split(dialect, &self.by_hand);
        create.extend(by_hand.iter().map(|piece| Statement::new(piece.sql)));
        let mut previous = Schema::default();
        let unread = replay(dialect, &script(&create), &mut previous);
        assert!(unread.is_empty(), "{}: {unread:?}", self.name);
        let ops = autogenerate(dialect, &previous, &self.next, &self.hints)?;
        let up = render(dialect, &ops, &previous).map_err(|error| vec![error])?;
        let mut there = previous.clone();
        apply(&mut there, &ops, dialect.capability());
        let down = render(dialect, &reverse(&ops), &there).map_err(|error| vec![error])?;
        Ok(Written { create, previous, ops, up, down })
    }
}

/// The statements that create a physical schema in an empty database.
pub(super) fn create(dialect: &dyn Dialect, schema: &Schema) -> Result<Vec<Statement>, Vec<Error>> {
    let ops = diff(&Schema::default(), schema, &Hints::default(), dialect)?;
    render(dialect, &ops, &Schema::default()).map_err(|error| vec![error])
}

/// Statements as a file shows them.
pub(super) fn script(statements: &[Statement]) -> String {
    let mut text = String::new();
    for statement in statements {
        if let Some(hazard) = &statement.hazard {
            let _ = writeln!(text, "-- hazard: {hazard}");
        }
        let _ = writeln!(text, "{};", statement.sql);
    }
    text
}

/// Compares what is written with the files, or writes them when `UPDATE_EXPECT` is set.
pub(super) fn expect(case: &Case) -> Result<(), String> {
    let mut ops = String::new();
    let mut files = Vec::new();
    for dialect in dialect::ALL.into_iter().filter(|dialect| case.is_for(dialect.name())) {
        let written = case.pair(dialect).write(dialect);
        let again = case.pair(dialect).write(dialect);
        let (lines, sql) = shown(&written);
        if (&lines, &sql) != (&shown(&again).0, &shown(&again).1) {
            return Err(format!(
                "{}: {}: written twice it is not the same",
                case.name,
                dialect.name()
            ));
        }
        let _ = writeln!(ops, "{}:\n{lines}", dialect.name());
        files.push((format!("{}.sql", dialect.name()), sql));
    }
    files.push(("ops.txt".to_owned(), format!("{}\n", ops.trim_end())));
    files.into_iter().try_for_each(|(file, text)| {
        matches(&case.folder.join(&file), &text)
            .map_err(|error| format!("{}/{file}: {error}", case.name))
    })
}

fn shown(written: &Result<Written, Vec<Error>>) -> (String, String) {
    match written {
        Ok(written) => {
            let lines: String =
                written.ops.iter().map(|op| format!("  {}\n", describe(op))).collect();
            let lines = if lines.is_empty() { "  nothing\n".to_owned() } else { lines };
            let (up, down) = (script(&written.up), script(&written.down));
            (lines, format!("-- migrate:up\n{up}\n-- migrate:down\n{down}"))
        }
        Err(errors) => {
            let line = |error: &Error| {
                let hint =
                    error.hint().map(|hint| format!("    hint: {hint}\n")).unwrap_or_default();
                format!("  refused: {error}\n{hint}")
            };
            (errors.iter().map(line).collect(), "-- refused\n".to_owned())
        }
    }
}

fn matches(path: &Path, text: &str) -> Result<(), String> {
    let there = std::fs::read_to_string(path).unwrap_or_default();
    if there == text {
        return Ok(());
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return std::fs::write(path, text).map_err(|error| error.to_string());
    }
    Err(format!("expected\n{there}\nbut it is\n{text}"))
}
