//! What is to be said of a section when all of it has been followed: keys without indexes, indexes beside each other,
//! tables without keys, tables that were made anew. Knows single statements only by what they brought.

use std::collections::BTreeMap;

use super::rule;
use super::scene::{Past, Remark};
use super::walk::{News, Thing};
use crate::dialect::Dialect;
use crate::schema::{Index, IndexKey, Name, Schema, Table};

/// A section that has been followed.
pub(super) struct End<'a> {
    pub(super) dialect: &'static dyn Dialect,
    /// The tables that it has touched, as they stood before it.
    pub(super) originals: &'a BTreeMap<Name, Table>,
    /// The schema that it leaves.
    pub(super) schema: &'a Schema,
    pub(super) news: &'a [News],
    pub(super) past: &'a Past,
}

/// Judges what is there at the end of a section, each thing with the number of the news that brought it.
pub(super) fn judge(end: &End<'_>, remarks: &mut Vec<(usize, Remark)>) {
    // What came twice, as in a rebuild, is told where it came last.
    let last: BTreeMap<&Thing, usize> =
        end.news.iter().enumerate().map(|(at, news)| (&news.thing, at)).collect();
    for (at, news) in end.news.iter().enumerate() {
        if last.get(&news.thing) != Some(&at) {
            continue;
        }
        let mut found = Vec::new();
        match &news.thing {
            Thing::Table(name) => found.extend(end.schema.tables.get(name).and_then(keyless)),
            Thing::ForeignKey(name, columns) => {
                found.extend(
                    end.schema.tables.get(name).and_then(|table| uncovered(table, columns)),
                );
            }
            Thing::Index(name, index) => {
                if let Some(table) = end.schema.tables.get(name) {
                    beside(table, index, &mut found);
                }
            }
            Thing::Rebuilt(name) => {
                rebuilt(end, name, &mut found);
                (end.dialect.judge().settled)(name, end.schema, end.past, &mut found);
            }
            Thing::Gone(name) if !end.schema.tables.contains_key(name) => {
                (end.dialect.judge().settled)(name, end.schema, end.past, &mut found);
            }
            Thing::Gone(_) => {}
        }
        remarks.extend(found.into_iter().map(|remark| (at, remark)));
    }
}

fn keyless(table: &Table) -> Option<Remark> {
    let options = &table.options;
    let has_own = options.module.is_none() && options.partition_of.is_none();
    (has_own && options.inherits.is_empty() && table.primary_key.is_none()).then(|| {
        Remark::new(
            &rule::TABLE_WITHOUT_PRIMARY_KEY,
            format!("table `{}` has no primary key", table.name),
        )
    })
}

/// A foreign key whose columns nothing finds quickly.
fn uncovered(table: &Table, columns: &[String]) -> Option<Remark> {
    table.foreign_keys.iter().find(|key| key.columns == columns)?;
    let leads = |key: &[String]| {
        columns.len() <= key.len()
            && columns.iter().all(|column| key[..columns.len()].contains(column))
    };
    let is_covered = table.primary_key.iter().any(|key| leads(&key.columns))
        || table.uniques.iter().any(|key| leads(&key.columns))
        || table
            .indexes
            .iter()
            .filter(|index| index.predicate.is_none())
            .any(|index| leads(&leading(index)));
    (!is_covered).then(|| {
        Remark::new(
            &rule::FOREIGN_KEY_WITHOUT_INDEX,
            format!(
                "no index of `{}` begins with `{}`, which refers to another table",
                table.name,
                columns.join("`, `")
            ),
        )
    })
}

/// The columns with which an index begins, up to the first expression.
fn leading(index: &Index) -> Vec<String> {
    let column = |part: &crate::schema::IndexPart| match &part.key {
        IndexKey::Column(name) => Some(name.clone()),
        IndexKey::Expr(_) => None,
    };
    index.parts.iter().map_while(column).collect()
}

/// Whether another index of the table makes this one needless.
fn beside(table: &Table, name: &str, found: &mut Vec<Remark>) {
    let Some(index) = table.indexes.iter().find(|index| index.name == name) else { return };
    let others = table.indexes.iter().filter(|other| other.name != name);
    let same_way = |other: &&Index| {
        other.method == index.method
            && other.predicate == index.predicate
            && other.parts.starts_with(&index.parts)
    };
    let mut told = None;
    for other in others.filter(same_way) {
        let is_same = other.parts.len() == index.parts.len()
            && other.unique == index.unique
            && other.include == index.include
            && other.nulls_not_distinct == index.nulls_not_distinct;
        if is_same {
            told = Some(Remark::new(
                &rule::DUPLICATE_INDEX,
                format!("index `{name}` holds what index `{}` holds", other.name),
            ));
            break;
        }
        if !index.unique && index.include.is_empty() {
            told = Some(Remark::new(
                &rule::REDUNDANT_INDEX,
                format!("index `{}` begins with what index `{name}` holds", other.name),
            ));
        }
    }
    if told.is_none()
        && index.predicate.is_none()
        && index.method.is_none()
        && index.include.is_empty()
    {
        let columns = leading(index);
        let keys = table.uniques.iter().map(|key| (&key.name, &key.columns));
        let keys = keys.chain(table.primary_key.iter().map(|key| (&key.name, &key.columns)));
        let is_plain = columns.len() == index.parts.len()
            && index
                .parts
                .iter()
                .all(|part| part.collation.is_none() && part.opclass.is_none() && !part.descending);
        for (key, held) in keys.filter(|(_, held)| is_plain && held.starts_with(&columns)) {
            let key = key.as_deref().unwrap_or("its key");
            told = Some(if held.len() == columns.len() {
                Remark::new(
                    &rule::DUPLICATE_INDEX,
                    format!("index `{name}` holds what the index of `{key}` holds"),
                )
            } else {
                Remark::new(
                    &rule::REDUNDANT_INDEX,
                    format!("the index of `{key}` begins with what index `{name}` holds"),
                )
            });
        }
    }
    found.extend(told);
}

/// A table that took the name of one which stood before the section.
fn rebuilt(end: &End<'_>, name: &Name, found: &mut Vec<Remark>) {
    let is_back = end.past.dropped.contains(name);
    // What the way up has put on the table may go with it.
    let origin = end.past.origin.as_ref().and_then(|origin| origin.table(name));
    if let (true, Some(previous), Some(next)) =
        (is_back, end.originals.get(name), end.schema.tables.get(name))
    {
        let previous = origin.unwrap_or(previous);
        (end.dialect.judge().rebuilt)(previous, next, end.past, found);
    }
}
