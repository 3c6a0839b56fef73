//! `db models`: file, struct, table, columns.

use std::process::ExitCode;

use migrate_syntax::{Column, Table};
use serde_json::{Value, json};

use crate::failure::Result;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{args, models};

pub(super) fn run(place: &Place, talk: &Talk, _args: &args::Models) -> Result<ExitCode> {
    let dialects = &place.project()?.dialects;
    let models = models::read(place, dialects)?;
    let tables = models.tables();
    // The words of the first dialect, where there is one.
    let physical =
        dialects.first().map(|dialect| (*dialect, dialect.lower(&models.schema(*dialect))));
    let ty = |table: &Table, column: &Column| {
        let (dialect, schema) = physical.as_ref()?;
        Some(dialect.type_sql(&schema.tables.get(&table.name)?.column(&column.name)?.ty))
    };
    if talk.json {
        let all: Vec<Value> = tables
            .iter()
            .map(|table| {
                let columns: Vec<Value> =
                    table.columns.iter().map(|column| json!({ "name": column.name, "rust_type": column.rust_type, "type": ty(table, column), "nullable": column.nullable })).collect();
                json!({
                    "file": table.place.path.display().to_string(),
                    "line": table.place.line,
                    "struct": table.rust_name,
                    "table": table.name.to_string(),
                    "columns": columns,
                })
            })
            .collect();
        talk.value(&Value::Array(all))?;
        return Ok(ExitCode::SUCCESS);
    }
    for table in tables {
        let at = &table.place;
        talk.data(format!(
            "{}:{}  {} -> {}",
            at.path.display(),
            at.line,
            table.rust_name,
            table.name
        ))?;
        for column in &table.columns {
            let ty = ty(table, column).unwrap_or_else(|| column.rust_type.clone());
            talk.data(format!(
                "    {:<24} {ty}{}",
                column.name,
                if column.nullable { "" } else { " NOT NULL" }
            ))?;
        }
    }
    if tables.is_empty() {
        talk.say(format!("no `table.rs` under `{}`", place.project()?.models.display()));
    }
    Ok(ExitCode::SUCCESS)
}
