//! Written ways down put before the rules: they take back what the way up did, and nothing is told of that.

use migrate::dialect::{self, Dialect};
use migrate::lint::{Scope, Severity, lint};
use migrate::revision::{Direction, Limits, Revision, Section};

use super::case::{self, Written, script};
use super::report;

/// Rules about what is lost or renamed, none of which a way down that only takes back can break.
const OF_LOSS: [&str; 10] = [
    "cascades",
    "down-differs",
    "drop-column",
    "drop-not-null",
    "drop-object",
    "drop-table",
    "narrowed-column",
    "rename-column",
    "rename-object",
    "rename-table",
];

/// What is wrongly told of the way down.
fn told(dialect: &'static dyn Dialect, written: &Written) -> Vec<String> {
    let section = |direction, sql: String| Section {
        direction,
        dialect: None,
        transaction: true,
        irreversible: false,
        limits: Limits::NONE,
        sql,
        line: 0,
        hook: false,
    };
    let revision =
        |id: &str, sections| Revision { id: id.to_owned(), sections, ..Revision::default() };
    let revisions = [
        revision("1111", vec![section(Direction::Up, script(&written.create))]),
        revision(
            "2222",
            vec![
                section(Direction::Up, script(&written.up)),
                section(Direction::Down, script(&written.down)),
            ],
        ),
    ];
    let scope =
        Scope { wanted: &|one| one.id == "2222", directions: &[Direction::Down], allowed: &[] };
    lint(dialect, &revisions, &scope)
        .iter()
        .filter(|one| one.rule.severity == Severity::Error || OF_LOSS.contains(&one.rule.id))
        .map(|one| format!("{} {}\nof {}", one.rule.id, one.message, one.statement))
        .collect()
}

#[test]
fn what_cases_take_back_is_not_told_as_lost() {
    let mut outcomes = Vec::new();
    for case in case::all() {
        for dialect in dialect::ALL.into_iter().filter(|dialect| case.is_for(dialect.name())) {
            let Ok(written) = case.pair(dialect).write(dialect) else { continue };
            let wrong = told(dialect, &written);
            outcomes.push(match wrong.is_empty() {
                true => Ok(()),
                false => {
                    let up = script(&written.up);
                    let down = script(&written.down);
                    Err(format!(
                        "=== {} {}\n{}\n--- up\n{up}\n--- down\n{down}",
                        case.name,
                        dialect.name(),
                        wrong.join("\n")
                    ))
                }
            });
        }
    }
    assert!(std::env::var_os("CASE").is_some() || outcomes.len() > 700, "{}", outcomes.len());
    report(outcomes);
}
