//! The names that PostgreSQL gives to what was left without one, by its own rules (`makeObjectName`). Our own convention
//! is [`crate::schema::name`].

use std::collections::BTreeSet;

use crate::op::text;
use crate::schema::name::LONGEST;
use crate::schema::{Identity, IdentityKind, IndexKey, SequenceOptions, Table, Type};

/// Names every unnamed constraint and index of a table that was read from SQL, and makes of `serial` what it stands for.
pub(in super::super) fn name_constraints(table: &mut Table) {
    expand_serial(table);
    drop_repeated_keys(table);
    let mut taken = Taken::of(table);
    let name = table.name.name.clone();
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    // PostgreSQL names checks as it makes the table, keys when it makes their indexes, foreign keys last.
    for check in table.checks.iter_mut().filter(|check| check.name.is_none()) {
        let mentioned = mentioned(&check.expr.0, &columns);
        let column = if let [only] = mentioned[..] { Some(only) } else { None };
        check.name = Some(taken.constraint(&name, column, "check"));
    }
    if let Some(key) = table.primary_key.as_mut().filter(|key| key.name.is_none()) {
        key.name = Some(taken.index(&name, None, "pkey"));
    }
    for unique in table.uniques.iter_mut().filter(|unique| unique.name.is_none()) {
        unique.name = Some(taken.index(&name, Some(&joined(&unique.columns)), "key"));
    }
    for index in table.indexes.iter_mut().filter(|index| index.name.is_empty()) {
        let parts: Vec<String> = index.parts.iter().map(|part| label(&part.key)).collect();
        index.name = taken.index(&name, Some(&joined(&parts)), "idx");
    }
    for key in table.foreign_keys.iter_mut().filter(|key| key.name.is_none()) {
        key.name = Some(taken.constraint(&name, Some(&joined(&key.columns)), "fkey"));
    }
}

/// The name of the sequence behind a serial or identity column.
pub(in super::super) fn sequence_name(table: &str, column: &str) -> String {
    object_name(table, Some(column), "seq")
}

/// The name of the constraint that keeps NULL out of a column, from PostgreSQL 18 on.
#[cfg(feature = "replay")]
pub(in super::super) fn not_null_name(table: &str, column: &str) -> String {
    object_name(table, Some(column), "not_null")
}

/// `serial` is an integer that is not null and takes its default from a sequence of its own.
fn expand_serial(table: &mut Table) {
    for column in &mut table.columns {
        let Type::Raw(words) = &column.ty else { continue };
        column.ty = match words.as_str() {
            "smallserial" => Type::SmallInt,
            "serial" => Type::Integer,
            "bigserial" => Type::BigInt,
            _ => continue,
        };
        column.nullable = false;
        column.identity = Some(Identity {
            kind: IdentityKind::Serial,
            options: SequenceOptions::default(),
            sequence: None,
        });
    }
}

/// `PRIMARY KEY UNIQUE` makes one index, not two: an unnamed unique constraint over the columns of another key goes.
fn drop_repeated_keys(table: &mut Table) {
    let mut seen: Vec<(Vec<String>, Vec<String>, bool)> = Vec::new();
    if let Some(key) = &table.primary_key {
        seen.push((key.columns.clone(), key.include.clone(), false));
    }
    let named: Vec<_> = table.uniques.iter().filter(|unique| unique.name.is_some()).collect();
    seen.extend(
        named.iter().map(|key| (key.columns.clone(), key.include.clone(), key.nulls_not_distinct)),
    );
    table.uniques.retain(|unique| {
        let key = (unique.columns.clone(), unique.include.clone(), unique.nulls_not_distinct);
        let repeated = unique.name.is_none() && unique.deferrable.is_none() && seen.contains(&key);
        seen.push(key);
        !repeated
    });
}

/// The names that are taken already, as far as one table can tell.
struct Taken {
    constraints: BTreeSet<String>,
    relations: BTreeSet<String>,
}

impl Taken {
    fn of(table: &Table) -> Self {
        let keys = table.primary_key.iter().filter_map(|key| key.name.clone());
        let keys = keys.chain(table.uniques.iter().filter_map(|unique| unique.name.clone()));
        let keys: BTreeSet<String> =
            keys.chain(table.excludes.iter().map(|exclude| exclude.name.clone())).collect();
        let mut constraints = keys.clone();
        constraints.extend(table.checks.iter().filter_map(|check| check.name.clone()));
        constraints.extend(table.foreign_keys.iter().filter_map(|key| key.name.clone()));
        let mut relations = keys;
        relations.insert(table.name.name.clone());
        relations.extend(table.indexes.iter().map(|index| index.name.clone()));
        Taken { constraints, relations }
    }

    fn constraint(&mut self, table: &str, columns: Option<&str>, label: &str) -> String {
        let name = first_free(table, columns, label, |name| self.constraints.contains(name));
        self.constraints.insert(name.clone());
        name
    }

    fn index(&mut self, table: &str, columns: Option<&str>, label: &str) -> String {
        let name = first_free(table, columns, label, |name| {
            self.relations.contains(name) || self.constraints.contains(name)
        });
        self.relations.insert(name.clone());
        self.constraints.insert(name.clone());
        name
    }
}

fn first_free(
    table: &str,
    columns: Option<&str>,
    label: &str,
    taken: impl Fn(&str) -> bool,
) -> String {
    let mut name = object_name(table, columns, label);
    let mut pass = 0;
    while taken(&name) {
        pass += 1;
        name = object_name(table, columns, &format!("{label}{pass}"));
    }
    name
}

/// `table_columns_label`, the longer of the first two cut until all of it fits.
fn object_name(table: &str, columns: Option<&str>, label: &str) -> String {
    let overhead = label.len() + 1 + usize::from(columns.is_some());
    let room = LONGEST.saturating_sub(overhead);
    let (mut first, mut second) = (table.len(), columns.map_or(0, str::len));
    while first + second > room {
        if first > second { first -= 1 } else { second -= 1 }
    }
    let mut name = clipped(table, first).to_owned();
    if let Some(columns) = columns {
        name.push('_');
        name.push_str(clipped(columns, second));
    }
    format!("{name}_{label}")
}

fn clipped(text: &str, mut length: usize) -> &str {
    while !text.is_char_boundary(length) {
        length -= 1;
    }
    &text[..length]
}

/// Column names in a row, no further than a name can reach.
fn joined(columns: &[String]) -> String {
    let mut text = String::new();
    for column in columns {
        if !text.is_empty() {
            text.push('_');
        }
        text.push_str(column);
        if text.len() > LONGEST {
            break;
        }
    }
    clipped(&text, text.len().min(LONGEST)).to_owned()
}

/// What an index calls one of its parts: the column, the function on the outside, or `expr`.
fn label(key: &IndexKey) -> String {
    match key {
        IndexKey::Column(column) => column.clone(),
        IndexKey::Expr(expr) => {
            let name: String = expr
                .0
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            if !name.is_empty() && expr.0[name.len()..].starts_with('(') {
                name.to_ascii_lowercase()
            } else {
                "expr".into()
            }
        }
    }
}

/// The columns that an expression mentions.
fn mentioned<'a>(expr: &str, columns: &'a [String]) -> Vec<&'a str> {
    columns.iter().map(String::as_str).filter(|column| text::mentions(expr, column)).collect()
}

#[cfg(test)]
mod tests {
    //! Names that a real server gave to the same things.

    use super::{mentioned, object_name};

    #[test]
    fn long_names_are_cut_as_the_server_cuts_them() {
        let (table, column) = ("t".repeat(40), "c".repeat(40));
        assert_eq!(
            object_name(&table, Some(&column), "key"),
            format!("{}_{}_key", "t".repeat(29), "c".repeat(29))
        );
        assert_eq!(
            object_name("t", Some(&"c".repeat(63)), "fkey"),
            format!("t_{}_fkey", "c".repeat(56))
        );
        assert_eq!(object_name(&"é".repeat(31), None, "pkey"), format!("{}_pkey", "é".repeat(29)));
    }

    #[test]
    fn columns_are_seen_in_expressions() {
        let columns = ["a".to_owned(), "B c".to_owned(), "lower".to_owned()];
        assert_eq!(mentioned("A > 0 AND 'lower' <> lower('a')", &columns), ["a"]);
        assert_eq!(mentioned("\"B c\" IS NULL OR a < 'x''\"a'", &columns), ["a", "B c"]);
    }
}
