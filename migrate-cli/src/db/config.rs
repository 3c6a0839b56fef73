//! `db config`: the configuration in force.

use std::process::ExitCode;

use migrate::session::masked;
use serde_json::{Map, Value};

use crate::failure::Result;
use crate::talk::Talk;
use crate::url;
use crate::workspace::Place;

pub(super) fn run(place: &Place, talk: &Talk) -> Result<ExitCode> {
    let mut values: Vec<(&str, Value)> = Vec::new();
    let project = place.project()?;
    values.push(("package", project.package.clone().into()));
    values.push(("workspace", project.workspace.display().to_string().into()));
    values.push(("dialects", project.dialects.iter().map(|dialect| dialect.name()).collect()));
    values.push(("migrations", project.migrations.display().to_string().into()));
    values.push(("models", project.models.display().to_string().into()));
    values.push(("history-table", place.history_table().to_string().into()));
    if let Some(since) = &project.lint.since {
        values.push(("lint.since", since.clone().into()));
    }
    if !project.lint.allow.is_empty() {
        values.push(("lint.allow", project.lint.allow.iter().cloned().collect()));
    }
    match url::find(place) {
        Ok(database) => {
            values.push(("database-url", masked(&database.url).into()));
            values.push(("database-url found in", database.source.into()));
        }
        Err(_) => values.push(("database-url", Value::Null)),
    }
    if talk.json {
        let map: Map<String, Value> =
            values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        talk.value(&Value::Object(map))?;
    } else {
        for (key, value) in values {
            talk.data(format!("{key:<22} {}", plain(&value)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Null => "(none)".into(),
        other => other.to_string(),
    }
}
