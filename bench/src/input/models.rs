//! Models of many tables, and the history that makes them: one revision for each table.

use std::fs;
use std::path::Path;

use migrate::dialect::{self, Dialect};
use migrate::diff::Hints;
use migrate::revision::{Direction, Limits, Revision, Section};
use migrate::schema::Schema;
use migrate_syntax::{Models, Source};

use super::{created, id};
use crate::Result;

/// So many tables in one file.
const TOGETHER: usize = 10;

/// One table of ten columns.
fn table(number: usize, more: &str) -> String {
    format!(
        "#[derive(Table)]\n#[table(name = \"table_{number}\")]\npub struct Table{number} {{\n    \
         #[column(primary_key, auto)]\n    pub id: i64,\n    #[column(max_length = 120)]\n    pub name: String,\n    \
         pub email: Option<String>,\n    pub age: Option<i32>,\n    #[column(default = true)]\n    pub active: bool,\n    \
         pub score: Option<f64>,\n    #[column(default = 0)]\n    pub visits: i64,\n    pub note: Option<String>,\n    \
         #[column(default = \"new\")]\n    pub state: String,\n    pub rank: Option<i32>,\n{more}}}\n\n"
    )
}

/// The text of the file that holds the tables from `first` on, the first of them with one column `more`.
fn file(first: usize, count: usize, more: Option<&str>) -> String {
    let column = more.map(|name| format!("    pub {name}: Option<String>,\n"));
    let more = |number| if number == first { column.as_deref().unwrap_or("") } else { "" };
    let tables = (first..count.min(first + TOGETHER)).map(|number| table(number, more(number)));
    format!("use migrate::Table;\n\n{}", tables.collect::<String>())
}

/// Writes models of `count` tables.
///
/// # Errors
///
/// When a file cannot be written.
pub(crate) fn write(source: &Path, count: usize) -> Result<()> {
    let mut library = String::new();
    for first in (0..count).step_by(TOGETHER) {
        let folder = source.join(format!("m{first}"));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("table.rs"), file(first, count, None))?;
        fs::write(source.join(format!("m{first}.rs")), "mod table;\n")?;
        library.push_str(&format!("mod m{first};\n"));
    }
    fs::write(source.join("lib.rs"), library)?;
    Ok(())
}

/// Gives the first table one column more in place of any other, or takes it away again.
///
/// # Errors
///
/// When the file cannot be written.
pub(crate) fn edit(source: &Path, count: usize, more: Option<&str>) -> Result<()> {
    Ok(fs::write(source.join("m0/table.rs"), file(0, count, more))?)
}

fn parsed(count: usize) -> Result<Models> {
    let sources: Vec<Source> = (0..count)
        .step_by(TOGETHER)
        .map(|first| Source::new(format!("src/m{first}/table.rs"), file(first, count, None)))
        .collect();
    migrate_syntax::parse(&sources).map_err(|wrong| format!("{wrong:?}").into())
}

/// The history of the models: a revision for each table, in the words of `dialects`.
///
/// # Errors
///
/// When a dialect cannot make the models.
pub(crate) fn history(count: usize, dialects: &[&str]) -> Result<Vec<Revision>> {
    let models = parsed(count)?;
    let mut revisions: Vec<Revision> = (0..count).map(empty).collect();
    for name in dialects {
        let dialect = dialect::find(name)?;
        let (up, down) = statements(dialect, &models)?;
        if up.len() != count || down.len() != count {
            return Err(format!("{count} tables, and {} statements on {name}", up.len()).into());
        }
        // The last table that is made is the first to go.
        let pairs = up.into_iter().zip(down.into_iter().rev());
        for (revision, (up, down)) in revisions.iter_mut().zip(pairs) {
            for (direction, sql) in [(Direction::Up, up), (Direction::Down, down)] {
                revision.sections.push(Section {
                    direction,
                    dialect: Some((*name).to_owned()),
                    transaction: true,
                    irreversible: false,
                    limits: Limits::NONE,
                    sql: format!("{sql};"),
                    line: 0,
                    hook: false,
                });
            }
        }
    }
    Ok(revisions)
}

fn empty(number: usize) -> Revision {
    Revision {
        id: id(number),
        message: format!("make table {number}"),
        slug: format!("make_table_{number}"),
        revises: number.checked_sub(1).map(id).into_iter().collect(),
        created: created(number),
        ..Revision::default()
    }
}

fn statements(dialect: &dyn Dialect, models: &Models) -> Result<(Vec<String>, Vec<String>)> {
    let nothing = Schema::default();
    let wanted = models.schema(dialect);
    let ops = migrate::autogenerate::autogenerate(dialect, &nothing, &wanted, &Hints::default())
        .map_err(|errors| format!("{errors:?}"))?;
    let mut next = nothing.clone();
    migrate::op::apply(&mut next, &ops, dialect.capability());
    let texts = |ops: &[migrate::op::Op], from: &Schema| -> Result<Vec<String>> {
        let statements = dialect::render(dialect, ops, from)?;
        Ok(statements.into_iter().map(|statement| statement.sql).collect())
    };
    Ok((texts(&ops, &nothing)?, texts(&migrate::op::reverse(&ops), &next)?))
}
