//! Partitions: indexes over all of them, attaching and detaching.

use crate::dialect::postgres::ddl::{beside, change, name_sql, quote, table};
use crate::schema::{Column, Index, Schema, Table, TableOptions, name};

/// An index over all partitions: an empty one on the parent, which becomes valid when each partition has its part.
pub(super) fn by_partition(table: &Table, index: &Index, before: &Schema) -> Option<Vec<String>> {
    let is_part = |other: &&Table| {
        other.options.partition_of.as_ref().is_some_and(|(parent, _)| *parent == table.name)
    };
    let parts: Vec<&Table> = before.tables.values().filter(is_part).collect();
    if parts.is_empty() || parts.iter().any(|part| part.options.partition_by.is_some()) {
        return None;
    }
    let parent = name_sql(&beside(&table.name, &index.name));
    let mut statements = vec![table::index_sql(&table.name, index, "", "ONLY ")];
    for part in parts {
        let own = name::shorten(&format!("{}_{}", index.name, part.name.name));
        let piece = Index { name: own.clone(), comment: None, ..index.clone() };
        statements.push(table::index_sql(&part.name, &piece, "CONCURRENTLY ", ""));
        let own = name_sql(&beside(&part.name, own));
        statements.push(format!("ALTER INDEX {parent} ATTACH PARTITION {own}"));
    }
    if index.comment.is_some() {
        let comment = index.comment.as_deref();
        statements.push(table::index_comment(&table.name, &index.name, comment));
    }
    Some(statements)
}

pub(super) fn move_partition(
    table: &Table,
    previous: &TableOptions,
    next: &TableOptions,
    before: &Schema,
) -> Option<Vec<String>> {
    let others = TableOptions { partition_of: next.partition_of.clone(), ..previous.clone() };
    if others != *next {
        return None;
    }
    match (&previous.partition_of, &next.partition_of) {
        (Some((parent, _)), None) => checked_detachment(before.tables.get(parent)?, table),
        (None, Some((parent, bounds))) => {
            checked_attachment(before.tables.get(parent)?, table, bounds)
        }
        (None, None) | (Some(_), Some(_)) => None,
    }
}

/// A partition attached after a check has shown that its rows are within the bounds; `None` where the bounds are not those
/// of a range or a list over one column.
pub(in crate::dialect::postgres) fn checked_attachment(
    parent: &Table,
    part: &Table,
    bounds: &str,
) -> Option<Vec<String>> {
    let (manner, column) = partitioned_by(parent)?;
    let column = quote(&column.name);
    let values = bounds.trim().strip_prefix("FOR VALUES")?.trim();
    let inner =
        |text: &str| Some(text.trim().strip_prefix('(')?.strip_suffix(')')?.trim().to_owned());
    let says = match manner.as_str() {
        "range" => {
            let (from, to) = values.strip_prefix("FROM")?.split_once(" TO ")?;
            let (from, to) = (inner(from)?, inner(to)?);
            let mut says = vec![format!("{column} IS NOT NULL")];
            says.extend((from != "MINVALUE").then(|| format!("{column} >= {from}")));
            says.extend((to != "MAXVALUE").then(|| format!("{column} < {to}")));
            says.join(" AND ")
        }
        "list" => {
            let list = inner(values.strip_prefix("IN")?)?;
            format!("{column} IS NOT NULL AND {column} IN ({list})")
        }
        _ => return None,
    };
    let name = quote(&name::check(&part.name.name, "bounds"));
    Some(vec![
        change::add(part, &format!("CONSTRAINT {name} CHECK ({says}) NOT VALID")),
        change::alter(part, &format!("VALIDATE CONSTRAINT {name}")),
        change::alter(parent, &format!("ATTACH PARTITION {} {bounds}", name_sql(&part.name))),
        change::alter(part, &format!("DROP CONSTRAINT {name}")),
    ])
}

/// How a table is partitioned, in lower case, and by which column, if it is but one.
fn partitioned_by(parent: &Table) -> Option<(String, &Column)> {
    let by = parent.options.partition_by.as_deref()?;
    let (manner, key) = by.split_once('(')?;
    let key = key.trim().strip_suffix(')')?.trim();
    let is_key = |column: &&Column| column.name == key || quote(&column.name) == key;
    let column = parent.columns.iter().find(is_key)?;
    Some((manner.trim().to_ascii_lowercase(), column))
}

/// A partition detached without a lock on its parent. The server leaves a check of the bounds behind, under a name of its
/// own choice, which goes as well; `None` where that name is not known.
pub(in crate::dialect::postgres) fn checked_detachment(
    parent: &Table,
    part: &Table,
) -> Option<Vec<String>> {
    let (_, column) = partitioned_by(parent)?;
    let check = format!("{}_{}_check", part.name.name, column.name);
    let is_taken = part.checks.iter().any(|other| other.name.as_deref() == Some(check.as_str()));
    let part_sql = name_sql(&part.name);
    (check.len() <= name::LONGEST && !is_taken).then(|| {
        vec![
            change::alter(parent, &format!("DETACH PARTITION {part_sql} CONCURRENTLY")),
            change::alter(part, &format!("DROP CONSTRAINT IF EXISTS {}", quote(&check))),
        ]
    })
}
