//! Tables rebuilt by hand: made anew under another name, filled, dropped and renamed. What each step can break.

use super::{is_on, rule};
use crate::lint::{Past, Remark, Scene};
use crate::op::text;
use crate::schema::{Column, Name, Schema, Table, Type};

/// Judges a table that is made under the name of one which was renamed in the same section.
pub(super) fn renamed_away(scene: &Scene<'_>, table: &Name, remarks: &mut Vec<Remark>) {
    if scene.setting("legacy_alter_table").is_some_and(is_on) {
        return;
    }
    for (now, first) in &scene.past.renamed {
        if first != table {
            continue;
        }
        let keys = scene.schema.tables.values().filter(|other| {
            other.name != *now && other.foreign_keys.iter().any(|key| key.table == *now)
        });
        let views = scene.schema.views.values().filter(|view| text::mentions(&view.sql, &now.name));
        let mut followers: Vec<String> = keys.map(|table| format!("`{}`", table.name)).collect();
        followers.extend(views.map(|view| format!("`{}`", view.name)));
        if !followers.is_empty() {
            let message = format!(
                "{} followed `{table}` to `{now}` and will not come back to this table",
                followers.join(", ")
            );
            remarks.push(Remark::new(&rule::RENAME_AWAY_FIRST, message));
        }
    }
}

/// Judges tables that are dropped outside a transaction while others refer to them.
pub(super) fn dropped(scene: &Scene<'_>, tables: &[Name], remarks: &mut Vec<Remark>) {
    let is_off = scene.setting("foreign_keys").is_some_and(|value| !is_on(value));
    if scene.is_in_transaction() || is_off {
        return;
    }
    for name in tables {
        let children = children(scene.schema, name, |other| !tables.contains(&other.name));
        if !children.is_empty() {
            let message = format!(
                "deletes every row of `{name}` first, and what foreign keys of {children} say happens to theirs"
            );
            remarks.push(Remark::new(&rule::DROP_EMPTIES_CHILDREN, message));
        }
    }
}

/// The tables that refer to that one, as a list in words.
fn children(schema: &Schema, name: &Name, counts: impl Fn(&Table) -> bool) -> String {
    let refers = |other: &&Table| other.foreign_keys.iter().any(|key| key.table == *name);
    let children = schema.tables.values().filter(refers).filter(|other| counts(other));
    children.map(|other| format!("`{}`", other.name)).collect::<Vec<_>>().join(", ")
}

/// Judges what a dropped or rebuilt table leaves behind: keys that refer to nothing, views that read what is gone.
pub(super) fn settled(name: &Name, schema: &Schema, past: &Past, remarks: &mut Vec<Remark>) {
    let table = schema.tables.get(name);
    if table.is_none() && !past.told.contains(rule::DROP_EMPTIES_CHILDREN.id) {
        let children = children(schema, name, |_| true);
        if !children.is_empty() {
            let message = format!("{children} would refer to nothing");
            remarks.push(Remark::new(&rule::DROP_REFERENCED_TABLE, message));
        }
    }
    for view in schema.views.values() {
        let is_gone = |column: &&Option<String>| match (table, column) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(table), Some(column)) => {
                table.columns.iter().all(|other| !other.name.eq_ignore_ascii_case(column))
            }
        };
        let mut reads = view.reads.iter().filter(|(of, _)| of == name).map(|(_, column)| column);
        if let Some(column) = reads.find(is_gone) {
            let what = match (table, column) {
                (Some(_), Some(column)) => format!("{name}.{column}"),
                _ => name.to_string(),
            };
            let message = format!("view `{}` reads `{what}`, which is gone", view.name);
            remarks.push(Remark::new(&rule::VIEW_BROKEN, message));
        }
    }
}

/// Judges the rename that gives a table the name of one which was dropped in the same section.
pub(super) fn renamed(scene: &Scene<'_>, next: &str, remarks: &mut Vec<Remark>) {
    let is_rebuild = scene.past.dropped.iter().any(|name| name.name.eq_ignore_ascii_case(next));
    if !is_rebuild || scene.setting("legacy_alter_table").is_some_and(is_on) {
        return;
    }
    let views = scene.schema.views.values().filter(|view| text::mentions(&view.sql, next));
    let mut readers: Vec<String> = views.map(|view| format!("view `{}`", view.name)).collect();
    for table in scene.schema.tables.values() {
        let triggers = table.triggers.iter().filter(|trigger| text::mentions(&trigger.sql, next));
        readers.extend(triggers.map(|trigger| format!("trigger `{}`", trigger.name)));
    }
    if !readers.is_empty() {
        let message =
            format!("fails, since {} mentions `{next}`, which is not there", readers.join(" and "));
        let remark = Remark::new(&rule::REBUILD_BREAKS_READER, message);
        remarks.push(remark.sql(vec![
            "PRAGMA legacy_alter_table = ON".to_owned(),
            scene.sql.to_owned(),
            "PRAGMA legacy_alter_table = OFF".to_owned(),
        ]));
    }
}

/// Judges a table that was rebuilt, by what it was and what it is.
pub(super) fn rebuilt(previous: &Table, next: &Table, past: &Past, remarks: &mut Vec<Remark>) {
    let name = &next.name;
    let mut tell = |rule, message: String| remarks.push(Remark::new(rule, message));
    for index in &previous.indexes {
        let is_there =
            |other: &crate::schema::Index| other.name == index.name || other.parts == index.parts;
        if !next.indexes.iter().any(is_there) {
            tell(
                &rule::REBUILD_LOSES_INDEX,
                format!("index `{}` of `{name}` is not made again", index.name),
            );
        }
    }
    for trigger in &previous.triggers {
        if !next.triggers.iter().any(|other| other.name == trigger.name) {
            tell(
                &rule::REBUILD_LOSES_TRIGGER,
                format!("trigger `{}` of `{name}` is not made again", trigger.name),
            );
        }
    }
    if previous.options.strict && !next.options.strict {
        tell(&rule::REBUILD_LOSES_OPTION, format!("`{name}` was `STRICT` and is no longer"));
    }
    if previous.options.without_rowid && !next.options.without_rowid {
        tell(&rule::REBUILD_LOSES_OPTION, format!("`{name}` was `WITHOUT ROWID` and is no longer"));
    }
    let pairs =
        previous.columns.iter().filter_map(|column| Some((column, next.column(&column.name)?)));
    for (before, after) in pairs {
        if before.collation.is_some() && after.collation.is_none() {
            tell(
                &rule::REBUILD_LOSES_OPTION,
                format!("`{name}.{}` loses its collation", after.name),
            );
        }
        let (from, to) = (affinity(before), affinity(after));
        if from != to && to != "BLOB" {
            tell(
                &rule::AFFINITY_CHANGE,
                format!(
                    "values of `{name}.{}` are stored as {to} and no longer as {from}",
                    after.name
                ),
            );
        }
    }
    let is_self = |key: &&crate::schema::ForeignKey| key.table == previous.name;
    for key in previous.foreign_keys.iter().filter(is_self) {
        let moved = next.foreign_keys.iter().find(|other| other.columns == key.columns);
        if let Some(moved) =
            moved.filter(|other| other.table != next.name && other.table.name != key.table.name)
        {
            tell(
                &rule::REBUILD_MOVES_REFERENCE,
                format!(
                    "`{name}` refers to `{}`, which is gone, where it referred to itself",
                    moved.table
                ),
            );
        }
    }
    let is_numbered = |table: &Table| table.columns.iter().any(|column| column.identity.is_some());
    if is_numbered(previous)
        && is_numbered(next)
        && !past.copied.contains_key(&Name::new("sqlite_sequence"))
    {
        tell(
            &rule::REBUILD_REUSES_NUMBERS,
            format!("numbers of deleted rows of `{name}` are given out again"),
        );
    }
    let is_analyzed = past.analyzed || past.copied.contains_key(&Name::new("sqlite_stat1"));
    if !previous.indexes.is_empty() && !is_analyzed {
        tell(
            &rule::REBUILD_LOSES_STATISTICS,
            format!("what `ANALYZE` has found out about `{name}` is gone"),
        );
    }
    let has_rowid = past.renamed.get(name).and_then(|scratch| past.copied.get(scratch));
    let is_copied = has_rowid.is_some_and(|columns| {
        ["rowid", "_rowid_", "oid"]
            .iter()
            .any(|word| columns.iter().any(|column| column.eq_ignore_ascii_case(word)))
    });
    if !numbers_rows(previous)
        && !next.options.without_rowid
        && !previous.options.without_rowid
        && !is_copied
    {
        tell(&rule::REBUILD_RENUMBERS_ROWS, format!("rows of `{name}` get other rowids"));
    }
}

/// Whether a column of the table is its rowid.
pub(super) fn numbers_rows(table: &Table) -> bool {
    let key = table.primary_key.as_ref().filter(|key| key.columns.len() == 1);
    let column = key.and_then(|key| table.column(&key.columns[0]));
    column.is_some_and(
        |column| matches!(&column.ty, Type::Raw(words) if words.eq_ignore_ascii_case("INTEGER")),
    )
}

/// How a column stores its values, by SQLite's rules for the words of its type.
fn affinity(column: &Column) -> &'static str {
    let Type::Raw(words) = &column.ty else { return "BLOB" };
    let words = words.to_ascii_uppercase();
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["INT"]) {
        "INTEGER"
    } else if has(&["CHAR", "CLOB", "TEXT"]) {
        "TEXT"
    } else if words.is_empty() || has(&["BLOB"]) {
        "BLOB"
    } else if has(&["REAL", "FLOA", "DOUB"]) {
        "REAL"
    } else {
        "NUMERIC"
    }
}
