//! What cannot be said in one of the dialects that a history is written for. What is wrong in every dialect is found
//! while the models are resolved.

use std::collections::BTreeMap;

use migrate::dialect::Dialect;
use migrate::schema::Type;

use crate::diagnostic::Diagnostic;
use crate::model::{Models, Table};
use crate::place::Place;
use crate::schema::{column_type, local};

impl Models {
    /// What cannot be said in one of `dialects`, the databases that the history is written for.
    pub fn check(&self, dialects: &[&dyn Dialect]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for dialect in dialects {
            let mut names = BTreeMap::new();
            for table in &self.tables {
                check_columns(table, *dialect, &mut found);
                check_excludes(table, *dialect, &mut found);
                let mut name = local(&table.name, *dialect).to_string();
                if dialect.capability().case_insensitive {
                    name = name.to_lowercase();
                }
                if let Some(other) = names.insert(name, &table.place) {
                    found.push(diagnostic(
                        &table.place,
                        format!(
                            "{} has one name for `{}` and the table at {other}",
                            dialect.name(),
                            table.name
                        ),
                        "give one of them another `name = \"…\"`".to_owned(),
                    ));
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

fn diagnostic(place: &Place, message: String, help: String) -> Diagnostic {
    Diagnostic {
        path: place.path.clone(),
        line: place.line,
        column: place.column,
        end: None,
        message,
        help,
    }
}

fn check_columns(table: &Table, dialect: &dyn Dialect, found: &mut Vec<Diagnostic>) {
    let name = dialect.name();
    let mut names = BTreeMap::new();
    for column in &table.columns {
        match column_type(column, dialect) {
            None => found.push(diagnostic(
                &column.place,
                format!(
                    "the type `{}` of `{}` says nothing to {name}",
                    column.rust_type, column.name
                ),
                format!("add `type({name} = \"…\")`"),
            )),
            Some(Type::Array(_)) if !dialect.capability().arrays => found.push(diagnostic(
                &column.place,
                format!("{name} has no arrays, and `{}` is a `{}`", column.name, column.rust_type),
                format!(
                    "say what it shall be there, `type({name} = \"TEXT\")`, or use a table or JSON"
                ),
            )),
            Some(_) => {
                let untyped = column.raw.of(name).is_some_and(|raw| raw.trim().is_empty());
                if untyped && !dialect.capability().untyped_columns {
                    found.push(diagnostic(
                        &column.place,
                        format!("a column of {name} has a type, and `{}` has none", column.name),
                        format!("say what it is: `type({name} = \"…\")`"),
                    ));
                }
            }
        }
        let key = if dialect.capability().case_insensitive {
            column.name.to_lowercase()
        } else {
            column.name.clone()
        };
        if let Some(other) = names.insert(key, &column.name) {
            found.push(diagnostic(
                &column.place,
                format!("the columns `{other}` and `{}` have one name on {name}", column.name),
                "names there do not differ by case alone; give one of them another `name = \"…\"`"
                    .to_owned(),
            ));
        }
    }
}

fn check_excludes(table: &Table, dialect: &dyn Dialect, found: &mut Vec<Diagnostic>) {
    for exclude in &table.excludes {
        // Only what is said to be for every database; `exclude(postgres = "…")` has chosen.
        if exclude.expr.of(dialect.name()).is_some() && !dialect.capability().excludes {
            found.push(diagnostic(
                &table.place,
                format!(
                    "{} has no exclusion constraints, and `{}` is one",
                    dialect.name(),
                    exclude.name
                ),
                "say which database it is for: `exclude(postgres = \"…\")`".to_owned(),
            ));
        }
    }
}
