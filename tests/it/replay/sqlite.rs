//! Replayed SQL against real SQLite: the same statements run in memory leave the same schema.

use migrate::dialect::sqlite::Sqlite;
use migrate::introspect::introspect;
use migrate::replay::canonical;
use migrate::schema::{Schema, Table};
use migrate::session::block_on;
use migrate_tests::dump::dump;
use rusqlite::Connection;

use super::cases::{all, read};

/// What SQLite refuses of `sql` is left out of both sides: one statement, one verdict.
fn run(sql: &str) -> (Connection, Vec<String>) {
    let connection = Connection::open_in_memory().expect("SQLite opens in memory");
    let ran = step(&connection, sql);
    (connection, ran)
}

/// Runs each statement by itself and returns those that SQLite took.
pub(super) fn step(connection: &Connection, sql: &str) -> Vec<String> {
    let mut ran = Vec::new();
    for piece in migrate::split::split(&Sqlite, sql) {
        if connection.execute_batch(piece.sql).is_ok() {
            ran.push(piece.sql.to_owned());
        }
    }
    ran
}

/// The schema with the texts of views and triggers in one spelling, and constraints in one order: SQLite rewrites
/// quotes when it follows a rename.
pub(super) fn plain(mut schema: Schema) -> Schema {
    let spell = |sql: &mut String| *sql = canonical(&Sqlite, sql).0;
    for table in schema.tables.values_mut() {
        table.triggers.iter_mut().for_each(|trigger| spell(&mut trigger.sql));
        table.foreign_keys.sort_by(|a, b| a.columns.cmp(&b.columns));
        table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
        table.triggers.sort_by(|a, b| a.name.cmp(&b.name));
    }
    for view in schema.views.values_mut() {
        spell(&mut view.sql);
        view.triggers.iter_mut().for_each(|trigger| spell(&mut trigger.sql));
    }
    schema
}

fn agree(name: &str, sql: &str) {
    let (mut connection, ran) = run(sql);
    let (replayed, unread) = read(&Sqlite, &ran.join(";\n"));
    assert_eq!(unread, [], "{name}: SQLite ran it and replay did not read it");
    let real =
        block_on(introspect(&mut connection)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(dump(&plain(replayed.clone())), dump(&plain(real)), "{name}\n{sql}");
    for table in replayed.tables.values().filter(|table| table.options.module.is_none()) {
        assert_eq!(told(table), asked(&connection, table), "{name}: table {}", table.name);
    }
}

/// Facts of a table as SQLite's pragmas state them: they come from its own parser, not from ours.
fn asked(connection: &Connection, table: &Table) -> Vec<String> {
    let mut facts = Vec::new();
    let name = &table.name.name;
    let mut ask = |sql: &str| {
        let mut statement = connection.prepare(sql).expect("a pragma");
        let rows = statement.query_map([name], |row| row.get::<_, String>(0)).expect("rows");
        facts.extend(rows.map(|row| row.expect("a row")));
    };
    ask("SELECT 'column ' || name || ' ' || iif(type = '', 'ANY', replace(upper(type), ', ', ',')) || iif(pk, ' key', iif(\"notnull\", ' not null', ''))
            || iif(hidden = 2, ' virtual', iif(hidden = 3, ' stored', '')) || iif(dflt_value IS NULL OR dflt_value = 'NULL', '', ' default')
         FROM pragma_table_xinfo(?1) ORDER BY cid");
    ask("SELECT 'key ' || name FROM pragma_table_xinfo(?1) WHERE pk ORDER BY pk");
    ask("SELECT 'foreign ' || \"table\" || ' ' || group_concat(\"from\") || ' ' || coalesce(group_concat(\"to\"), (SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info(f.\"table\") WHERE pk ORDER BY pk)), '') || ' ' || on_delete || ' ' || on_update
         FROM (SELECT * FROM pragma_foreign_key_list(?1) ORDER BY id, seq) AS f GROUP BY id ORDER BY 1");
    ask("SELECT 'index ' || i.name || iif(\"unique\", ' unique', '') || iif(partial, ' partial', '') || ' '
            || (SELECT group_concat(coalesce(x.name, '?') || iif(desc, ' desc', '')) FROM pragma_index_xinfo(i.name) x WHERE x.key)
         FROM pragma_index_list(?1) i WHERE origin = 'c' ORDER BY i.name");
    ask("SELECT 'unique ' || (SELECT group_concat(x.name) FROM pragma_index_info(i.name) x)
         FROM pragma_index_list(?1) i WHERE origin = 'u' ORDER BY 1");
    settled(facts)
}

/// Facts in one spelling and order.
fn settled(facts: Vec<String>) -> Vec<String> {
    let mut facts: Vec<_> = facts.iter().map(|fact| fact.to_lowercase()).collect();
    // Columns keep their order, as their place is a fact too.
    facts.sort_by_key(|fact| {
        if fact.starts_with("column") || fact.starts_with("key") {
            String::new()
        } else {
            fact.clone()
        }
    });
    facts
}

/// The same facts from a replayed table.
fn told(table: &Table) -> Vec<String> {
    use migrate::schema::{Action, IndexKey, Type};
    let key: &[String] = table.primary_key.as_ref().map_or(&[], |key| &key.columns);
    let mut facts = Vec::new();
    for column in &table.columns {
        let Type::Raw(ty) = &column.ty else { panic!("{:?} is not raw", column.ty) };
        let ty = if ty.is_empty() { "ANY" } else { ty };
        let keyed = key.contains(&column.name);
        let null = if keyed {
            " key"
        } else if column.nullable {
            ""
        } else {
            " not null"
        };
        let generated = match &column.generated {
            Some(generated) if generated.stored => " stored",
            Some(_) => " virtual",
            None => "",
        };
        let default = if column.default.is_some() { " default" } else { "" };
        facts.push(format!("column {} {ty}{null}{generated}{default}", column.name));
    }
    facts.extend(key.iter().map(|name| format!("key {name}")));
    let action = |action: &Action| match action {
        Action::NoAction => "NO ACTION",
        Action::Restrict => "RESTRICT",
        Action::Cascade => "CASCADE",
        Action::SetNull(_) => "SET NULL",
        Action::SetDefault(_) => "SET DEFAULT",
    };
    let mut foreign: Vec<_> = table
        .foreign_keys
        .iter()
        .map(|key| {
            let (from, to) = (key.columns.join(","), key.references.join(","));
            format!(
                "foreign {} {from} {to} {} {}",
                key.table,
                action(&key.on_delete),
                action(&key.on_update)
            )
        })
        .collect();
    foreign.sort();
    facts.extend(foreign);
    let mut indexes: Vec<_> = table
        .indexes
        .iter()
        .map(|index| {
            let parts = index.parts.iter().map(|part| {
                let name = match &part.key {
                    IndexKey::Column(name) => name.as_str(),
                    IndexKey::Expr(_) => "?",
                };
                format!("{name}{}", if part.descending { " desc" } else { "" })
            });
            let unique = if index.unique { " unique" } else { "" };
            let partial = if index.predicate.is_some() { " partial" } else { "" };
            format!("index {}{unique}{partial} {}", index.name, parts.collect::<Vec<_>>().join(","))
        })
        .collect();
    indexes.sort();
    facts.extend(indexes);
    let mut uniques: Vec<_> =
        table.uniques.iter().map(|key| format!("unique {}", key.columns.join(","))).collect();
    uniques.sort();
    facts.extend(uniques);
    settled(facts)
}

#[test]
fn cases_leave_what_sqlite_leaves() {
    // `unread` is what cannot be known without running it.
    for case in all().iter().filter(|case| case.dialect.name() == "sqlite" && case.name != "unread")
    {
        agree(&case.name, &case.sql);
    }
}

#[test]
fn recorded_schemas_are_what_sqlite_makes_of_them() {
    for record in super::text::records("sqlite") {
        for sql in &record.sql {
            agree(&record.name, sql);
        }
    }
}
