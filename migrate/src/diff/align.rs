//! Spelling where case means nothing: the next schema in the words of the previous one. Changes no schema that differs in
//! more than case.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::dialect::Capability;
use crate::diff::Hints;
use crate::op::follow;
use crate::schema::{Name, Schema};

/// `next` with the previous spelling of tables and columns, unless a rename asks for the new one.
pub(super) fn align<'a>(
    previous: &Schema,
    next: &'a Schema,
    hints: &Hints,
    capability: &Capability,
) -> Cow<'a, Schema> {
    if !capability.case_insensitive {
        return Cow::Borrowed(next);
    }
    let mut aligned = Cow::Borrowed(next);
    let folded: BTreeMap<Name, &Name> =
        previous.tables.keys().map(|name| (fold(name), name)).collect();
    for name in next.tables.keys().filter(|name| !previous.tables.contains_key(name)) {
        if let Some(spelling) = folded.get(&fold(name))
            && !hints.tables.contains_key(name)
            && !next.tables.contains_key(spelling)
        {
            follow::rename_table(aligned.to_mut(), name, spelling);
        }
    }
    align_columns(previous, &mut aligned, hints);
    aligned
}

fn align_columns(previous: &Schema, aligned: &mut Cow<'_, Schema>, hints: &Hints) {
    let mut respelled = Vec::new();
    for (name, table) in &aligned.tables {
        let previous_name = hints.tables.get(name).unwrap_or(name);
        let Some(before) = previous.tables.get(previous_name) else { continue };
        let taken: BTreeSet<&str> =
            table.columns.iter().map(|column| column.name.as_str()).collect();
        for column in table.columns.iter().filter(|column| before.column(&column.name).is_none()) {
            let spelling =
                before.columns.iter().find(|other| other.name.eq_ignore_ascii_case(&column.name));
            if let Some(spelling) = spelling
                && !hints.columns.contains_key(&(name.clone(), column.name.clone()))
                && !taken.contains(spelling.name.as_str())
            {
                respelled.push((name.clone(), column.name.clone(), spelling.name.clone()));
            }
        }
    }
    for (table, column, spelling) in respelled {
        follow::rename_column(aligned.to_mut(), &table, &column, &spelling);
    }
}

fn fold(name: &Name) -> Name {
    Name {
        namespace: name.namespace.as_deref().map(str::to_ascii_lowercase),
        name: name.name.to_ascii_lowercase(),
    }
}
