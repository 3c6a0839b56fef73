//! Judging revisions: what is told of each statement, whether the locks that are told are those that a real server takes,
//! and whether the statements to write instead do what they say.

mod down;
mod formats;
mod measure;
mod rows;
mod rules;
mod sqlite;

use migrate::dialect::Dialect;
use migrate::lint::{Finding, Scope, lint};
use migrate::revision::{Direction, Limits, Revision, Section};

/// What is told of `sql`, a way up which meets what `before` makes.
fn judge(
    dialect: &'static dyn Dialect,
    before: &str,
    sql: &str,
    transaction: bool,
) -> Vec<Finding> {
    let revision = |id: &str, sql: &str, transaction| Revision {
        id: id.to_owned(),
        sections: vec![Section {
            direction: Direction::Up,
            dialect: Some(dialect.name().to_owned()),
            transaction,
            irreversible: false,
            limits: Limits::NONE,
            sql: sql.to_owned(),
            line: 0,
            hook: false,
        }],
        ..Revision::default()
    };
    let revisions = [revision("1111", before, true), revision("2222", sql, transaction)];
    let scope =
        Scope { wanted: &|one| one.id == "2222", directions: &[Direction::Up], allowed: &[] };
    lint(dialect, &revisions, &scope)
}
