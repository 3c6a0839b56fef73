//! Tables without history: creating them for development, and stopping before a database that has them. Drops nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Migrator, Started};
use crate::embed::EmbeddedCreate;
use crate::error::{Error, Result};
use crate::history;
use crate::runner::statements;
use crate::session::Session;

/// Names of columns by table, as the database stores both, but for the runner's own tables.
async fn existing<S: Session>(
    migrator: &Migrator,
    session: &mut S,
) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let own = [&migrator.options.table.name, &history::journal(&migrator.options.table).name];
    let own = own.map(String::as_str);
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in session.query(session.dialect().conduct().columns).await? {
        let mut values = row.into_iter().map(Option::unwrap_or_default);
        let (Some(table), Some(column)) = (values.next(), values.next()) else { continue };
        if !own.contains(&table.as_str()) {
            tables.entry(table).or_default().insert(column);
        }
    }
    Ok(tables)
}

/// Stops before a database that has tables and no history: applying the first revision to it would fail or worse.
///
/// # Errors
///
/// When there are tables; says which of them the models know.
pub(super) async fn untracked<S: Session>(migrator: &Migrator, session: &mut S) -> Result<()> {
    let tables = existing(migrator, session).await?;
    if tables.is_empty() {
        return Ok(());
    }
    // Whoever migrates at the same time may have made them since the history was looked for, and it with them.
    if history::checksums(session, &migrator.options.table).await?.is_some() {
        return Ok(());
    }
    let wanted: BTreeSet<&str> = wanted(migrator, session.dialect().name())
        .map(|create| create.table)
        .filter(|table| !table.is_empty())
        .collect();
    let listed = |names: Vec<&str>| names.join("`, `");
    let known: Vec<&str> =
        tables.keys().map(String::as_str).filter(|table| wanted.contains(table)).collect();
    let strange: Vec<&str> =
        tables.keys().map(String::as_str).filter(|table| !wanted.contains(table)).collect();
    let missing: Vec<&str> =
        wanted.iter().copied().filter(|table| !tables.contains_key(*table)).collect();
    let mut message = format!("the database has {} tables and no migration history", tables.len());
    for (what, names) in [
        ("as in the models", known),
        ("not in the models", strange),
        ("only in the models", missing),
    ] {
        if !names.is_empty() {
            message.push_str(&format!("\n  {what}: `{}`", listed(names)));
        }
    }
    Err(Error::history(message).with_hint(
        "`cargo xtask db check` compares it with the models; when it is what revision `<id>` leaves, \
         `cargo xtask db stamp <id>` says so",
    ))
}

fn wanted(migrator: &Migrator, dialect: &str) -> impl Iterator<Item = &'static EmbeddedCreate> {
    migrator.embedded.create.iter().filter(move |create| create.dialect == dialect)
}

/// Creates the tables that are missing and adds the columns that are missing and may be.
///
/// # Errors
///
/// When the database has a history, or what it answered; nothing is then created.
pub(super) async fn tables<S: Session>(migrator: &Migrator, session: &mut S) -> Result<Started> {
    let dialect = session.dialect();
    if wanted(migrator, dialect.name()).any(|create| create.statements.is_empty()) {
        return Err(Error::unsupported("a release build creates no tables without a history")
            .with_hint("start with `MIGRATE_ON_START=upgrade`, or build it in the debug profile"));
    }
    let history = history::checksums(session, &migrator.options.table).await?;
    if history.is_some_and(|rows| !rows.is_empty()) {
        return Err(Error::refused(format!(
            "tables are not created in a database with a history (`{}`)",
            migrator.options.table
        ))
        .with_hint("start with `MIGRATE_ON_START=upgrade`"));
    }
    let existing = existing(migrator, session).await?;
    let folded = |name: &str| match dialect.capability().case_insensitive {
        true => name.to_lowercase(),
        false => name.to_string(),
    };
    let there: BTreeMap<String, BTreeSet<String>> = existing
        .iter()
        .map(|(table, columns)| {
            (folded(table), columns.iter().map(|column| folded(column)).collect())
        })
        .collect();
    let fresh =
        !wanted(migrator, dialect.name()).any(|create| there.contains_key(&folded(create.table)));
    let mut sql: Vec<&str> = Vec::new();
    let mut created = Vec::new();
    for create in wanted(migrator, dialect.name()) {
        match there.get(&folded(create.table)) {
            None if !create.table.is_empty() || fresh => {
                sql.extend(create.statements);
                if !create.table.is_empty() && !created.iter().any(|name| name == create.table) {
                    created.push(create.table.to_string());
                }
            }
            None => {}
            Some(columns) => {
                for (column, add) in
                    create.columns.iter().filter(|(column, _)| !columns.contains(&folded(column)))
                {
                    let name = format!("{}.{column}", create.table);
                    match add {
                        Some(add) => {
                            sql.push(add);
                            created.push(name);
                        }
                        None => log::warn!(
                            "column `{name}` is missing and cannot be added to a table with rows"
                        ),
                    }
                }
            }
        }
    }
    statements(session, &sql, &migrator.options, &mut ()).await?;
    Ok(Started { created, ..Started::default() })
}
