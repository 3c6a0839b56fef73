//! Steps as a text that a database's shell can run: the very statements that would run, history rows included. Reaches
//! no database.

use std::fmt::Write;

use super::keep::Kept;
use super::script::Unit;
use super::transact::{opening, parts};
use super::{Options, Script, guard, hook, lock, nowhere};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::history;
use crate::plan::Step;

/// `steps` as plain SQL, which leaves the same history as [`super::run`].
///
/// The history table is created where it is missing. Each step is one transaction, which fails as a whole only if the
/// shell stops at the first error: `psql -v ON_ERROR_STOP=1`, `sqlite3 -bail`.
///
/// # Errors
///
/// When a step names a revision that is not among `scripts`, or a section that cannot run.
pub fn print(
    dialect: &dyn Dialect,
    scripts: &[Script<'_>],
    steps: &[Step],
    options: &Options,
) -> Result<String> {
    let mut text = String::new();
    let mut units = Vec::new();
    for step in steps {
        let script = scripts
            .iter()
            .find(|script| script.id == step.revision)
            .ok_or_else(|| nowhere(step))?;
        units.push(Unit::new(dialect, script, step.direction)?);
    }
    if units.is_empty() {
        return Ok(text);
    }
    if let Some(unit) = units.iter().find(|unit| unit.hook) {
        return Err(hook::missing(unit));
    }
    let opening = opening(dialect, options.limits(), lock::key(&options.table));
    if let Some(namespace) =
        options.table.namespace.as_deref().filter(|_| dialect.capability().namespaces)
    {
        write(&mut text, &format!("CREATE SCHEMA IF NOT EXISTS {}", dialect.quote(namespace)));
    }
    write(&mut text, &history::create(dialect, &options.table));
    let size = if options.single_transaction { units.len() } else { 1 };
    let elapsed = dialect.conduct().elapsed.unwrap_or("0");
    for group in units.chunks(size) {
        text.push('\n');
        if let Some(guard) = guard::needed(dialect, group) {
            write(&mut text, guard.enter);
        }
        let transaction = group.iter().all(|unit| unit.transaction);
        if transaction {
            opening.iter().for_each(|statement| write(&mut text, statement));
        }
        for (number, unit) in group.iter().enumerate() {
            let message: Vec<&str> = unit.script.message.split_whitespace().collect();
            // Writing to a `String` cannot fail.
            let _ = writeln!(
                text,
                "-- {} {}: {}",
                unit.direction.word(),
                unit.script.id,
                message.join(" ")
            );
            let elapsed = if transaction { elapsed } else { "0" };
            for part in parts(dialect, options, number, unit, elapsed, &Kept::default()) {
                write(&mut text, &part.sql);
            }
        }
        if transaction {
            write(&mut text, "COMMIT");
        }
    }
    Ok(text)
}

fn write(text: &mut String, statement: &str) {
    text.push_str(statement);
    text.push_str(";\n");
}
