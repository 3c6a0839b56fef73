//! What a new key asks of the rows that meet it: which agree in what it holds, or exclude each other. Knows nothing of where
//! they come from.

use std::collections::BTreeSet;

use super::compare::Asking;
use super::source::{Source, View};
use super::{Question, exclude};
use crate::dialect::{question, question::Of};
use crate::schema::{Index, IndexKey, IndexPart, Table};

impl Asking<'_, '_> {
    /// Rows that agree in what a new key holds.
    pub(super) fn keys(&mut self) {
        let (dialect, meeting) = (self.walk.dialect, self.meeting);
        let mut held = self.after.clone();
        held.extend(meeting.collated(dialect));
        let old = unique_sets(meeting.previous);
        let kept = |column: &&String| meeting.is_kept(column);
        let is_old = |columns: &[String]| {
            let columns: BTreeSet<&String> =
                columns.iter().filter(kept).filter_map(|column| meeting.of.get(column)).collect();
            old.iter().any(|key| key.is_subset(&columns))
        };
        let mut wanted: Vec<(Vec<String>, bool)> = Vec::new();
        wanted.extend(meeting.next.primary_key.iter().map(|key| (key.columns.clone(), false)));
        let uniques = meeting.next.uniques.iter();
        let uniques = uniques.filter(|unique| meeting.aborts || unique.on_conflict.is_none());
        wanted.extend(uniques.map(|unique| (unique.columns.clone(), unique.nulls_not_distinct)));
        let is_null = |column: &String| held.get(column) == Some(&Source::Null);
        for (columns, nulls_are_equal) in wanted {
            if is_old(&columns) || !nulls_are_equal && columns.iter().any(is_null) {
                continue;
            }
            let Some(of) = self.view(&held).with(&columns) else { continue };
            let parts: Vec<String> =
                columns.iter().map(|column| format!("one.{}", dialect.quote(column))).collect();
            self.alike(question::duplicates(&of, &parts, None, nulls_are_equal), columns);
        }
        for index in meeting.next.indexes.iter().filter(|index| index.unique) {
            let is_kept = |part: &IndexPart| match &part.key {
                IndexKey::Column(name) => meeting.is_kept(name),
                IndexKey::Expr(_) => true,
            };
            if meeting.previous.indexes.contains(index) && index.parts.iter().all(is_kept) {
                continue;
            }
            let names: Vec<String> = index.parts.iter().map(|part| key_name(&part.key)).collect();
            let nulls = index.nulls_not_distinct;
            if index.predicate.is_none() && is_old(&names) || !nulls && names.iter().any(is_null) {
                continue;
            }
            let Some((of, parts)) = index_parts(&self.view(&held), self.view(self.after), index)
            else {
                continue;
            };
            self.alike(question::duplicates(&of, &parts, index.predicate.as_ref(), nulls), names);
        }
    }

    /// Rows that exclude each other by a new constraint.
    pub(super) fn excludes(&mut self) {
        let meeting = self.meeting;
        for constraint in &meeting.next.excludes {
            if meeting
                .previous
                .excludes
                .iter()
                .any(|other| other.definition == constraint.definition)
            {
                continue;
            }
            if let Some(sql) = exclude::question(&self.view(self.after), constraint) {
                let found = format!(
                    "of `{}` that exclude each other by `{}`",
                    self.live.name, constraint.name
                );
                let hint = "change or delete these rows first, or in the revision before this line";
                self.ask(sql, found, hint);
            }
        }
    }

    fn alike(&mut self, sql: String, columns: Vec<String>) {
        self.asked.push(Question {
            sql,
            noun: "group",
            found: format!("of rows of `{}` alike in `{}`", self.live.name, columns.join("`, `")),
            shown: columns,
            hint: Some("make these rows differ or delete all but one of each group first, or in the revision before this line".to_owned()),
            place: self.walk.place.clone(),
        });
    }
}

fn unique_sets(table: &Table) -> Vec<BTreeSet<&String>> {
    let mut sets: Vec<BTreeSet<&String>> = Vec::new();
    sets.extend(table.primary_key.iter().map(|key| key.columns.iter().collect()));
    sets.extend(table.uniques.iter().map(|unique| unique.columns.iter().collect()));
    for index in table.indexes.iter().filter(|index| index.unique && index.predicate.is_none()) {
        let columns = index.parts.iter().map(|part| match &part.key {
            IndexKey::Column(name) => Some(name),
            IndexKey::Expr(_) => None,
        });
        sets.extend(columns.collect::<Option<BTreeSet<&String>>>());
    }
    sets
}

fn key_name(key: &IndexKey) -> String {
    match key {
        IndexKey::Column(name) => name.clone(),
        IndexKey::Expr(expr) => expr.0.clone(),
    }
}

/// What the index holds, as SQL over rows that have it; `None` where that cannot be said.
fn index_parts(compared: &View<'_>, plain: View<'_>, index: &Index) -> Option<(Of, Vec<String>)> {
    let columns = index.parts.iter().filter_map(|part| match &part.key {
        IndexKey::Column(name) => Some(name),
        IndexKey::Expr(_) => None,
    });
    let expressions = index.parts.iter().filter_map(|part| match &part.key {
        IndexKey::Column(_) => None,
        IndexKey::Expr(expr) => Some(expr),
    });
    let mut names: BTreeSet<&String> = columns.collect();
    let read: BTreeSet<&String> =
        expressions.chain(&index.predicate).flat_map(|expr| plain.named(expr)).collect();
    // A column that only compares otherwise is read as it is by an expression.
    if !read.is_empty()
        && names.union(&read).any(|name| plain.columns.get(*name) != compared.columns.get(*name))
    {
        return None;
    }
    names.extend(read);
    let part = |part: &IndexPart| match &part.key {
        _ if part.collation.is_some() || part.opclass.is_some() => None,
        IndexKey::Column(name) => Some(format!("one.{}", plain.dialect.quote(name))),
        IndexKey::Expr(expr) => Some(format!("({expr})")),
    };
    let parts = index.parts.iter().map(part).collect::<Option<Vec<String>>>()?;
    Some((compared.with(names)?, parts))
}
