//! Whether two schemas are the same to everybody but their maker: the order of columns and of what stands around them is
//! no difference, since no database can move a column.

use migrate::schema::Schema;

/// The lines in which the two differ when each is written out; empty if they are the same.
pub fn differences(left: &Schema, right: &Schema) -> Vec<String> {
    let (left, right) = (lines(left), lines(right));
    let mut found = Vec::new();
    let mut rest = right.clone();
    for line in left {
        match rest.iter().position(|other| *other == line) {
            Some(at) => {
                rest.remove(at);
            }
            None => found.push(format!("- {line}")),
        }
    }
    found.extend(rest.into_iter().map(|line| format!("+ {line}")));
    found
}

/// # Panics
///
/// When the two differ, with `context` and the lines.
pub fn assert_same(left: &Schema, right: &Schema, context: &str) {
    let differences = differences(left, right);
    assert!(differences.is_empty(), "{context}\n{}", differences.join("\n"));
}

/// Whether the name of a `NOT NULL` may be PostgreSQL's own choice. It is made of the names that table and column had when it
/// was made, and a number where two would be one, so that two ways to one schema may lead to two names.
pub fn is_chosen_by_server(not_null: &str) -> bool {
    not_null.trim_end_matches(|letter: char| letter.is_ascii_digit()).ends_with("_not_null")
}

/// The schema as text, one line for each object, however deep it stands.
pub fn dump(schema: &Schema) -> String {
    lines(schema).into_iter().map(|line| line + "\n").collect()
}

fn lines(schema: &Schema) -> Vec<String> {
    let mut lines = Vec::new();
    lines.push(format!("namespaces {:?}", schema.namespaces));
    lines.push(format!("extensions {:?}", schema.extensions));
    lines.extend(schema.enums.values().map(|value| format!("{value:?}")));
    lines.extend(schema.domains.values().map(|domain| format!("{domain:?}")));
    lines.extend(schema.sequences.values().map(|sequence| format!("{sequence:?}")));
    lines.extend(schema.views.values().map(|view| format!("{view:?}")));
    lines.extend(schema.functions.values().map(|function| format!("{function:?}")));
    lines.extend(schema.opaque.iter().map(|opaque| format!("{opaque:?}")));
    for (name, table) in &schema.tables {
        let mut say = |line: String| lines.push(format!("{name}: {line}"));
        say(format!("{:?} {:?}", table.options, table.comment));
        for mut column in table.columns.iter().cloned() {
            column.not_null_name.take_if(|name| is_chosen_by_server(name));
            say(format!("{column:?}"));
        }
        table.primary_key.iter().for_each(|key| say(format!("{key:?}")));
        table.uniques.iter().for_each(|unique| say(format!("{unique:?}")));
        table.foreign_keys.iter().for_each(|key| say(format!("{key:?}")));
        table.checks.iter().for_each(|check| say(format!("{check:?}")));
        table.excludes.iter().for_each(|exclude| say(format!("{exclude:?}")));
        table.indexes.iter().for_each(|index| say(format!("{index:?}")));
        table.triggers.iter().for_each(|trigger| say(format!("{trigger:?}")));
    }
    lines
}
