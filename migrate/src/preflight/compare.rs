//! What one statement asks of the rows that meet it: the questions of one table before and after it. Follows nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::Question;
use super::rows::{Asked, Rows, Source, Walk};
use crate::dialect::{Dialect, question};
use crate::op::{needs_value, text};
use crate::schema::{Column, Expr, ForeignKey, Index, IndexKey, IndexPart, Name, Table, Type};

/// Rows that meet other rules.
pub(super) struct Meeting<'a> {
    /// The table that they stand in.
    pub(super) previous: &'a Table,
    /// The table that they shall stand in.
    pub(super) next: &'a Table,
    /// For each column of the next table that takes the values of a previous one as they are: that one.
    pub(super) of: BTreeMap<String, String>,
    /// Whether a conflict makes the statement fail, whatever the keys say.
    pub(super) aborts: bool,
    /// The columns that are new and take nothing from a row.
    pub(super) added: Vec<String>,
    /// What the previous table holds.
    pub(super) rows: Rows,
}

impl Meeting<'_> {
    /// What a column of the next table is given.
    pub(super) fn source(&self, column: &str) -> Option<&Source> {
        self.rows.columns.get(self.of.get(column)?)
    }

    fn before(&self, column: &str) -> Option<&Column> {
        self.previous.column(self.of.get(column)?)
    }

    /// Whether its values are, and compare, as before.
    pub(super) fn is_kept(&self, column: &str) -> bool {
        match (self.before(column), self.next.column(column)) {
            (Some(previous), Some(next)) => {
                previous.ty == next.ty
                    && previous.collation == next.collation
                    && previous.generated == next.generated
            }
            _ => false,
        }
    }

    /// The live column that it holds unchanged.
    fn live(&self, column: &str) -> Option<String> {
        match self.source(column) {
            Some(Source::Column(live)) if self.is_kept(column) => Some(live.clone()),
            _ => None,
        }
    }

    /// Its live values as SQL, which compare as those of the next table will.
    fn compared(&self, dialect: &dyn Dialect, column: &str) -> Option<String> {
        let (previous, next) = (self.before(column)?, self.next.column(column)?);
        let Some(Source::Column(live)) = self.source(column) else { return None };
        let value = dialect.quote(live);
        if previous.ty != next.ty || previous.generated != next.generated {
            return None;
        }
        if previous.collation == next.collation {
            return Some(value);
        }
        let collation = next.collation.as_deref();
        let collation = collation.unwrap_or(dialect.capability().default_collation);
        Some(format!("{value} COLLATE {}", dialect.quote(collation)))
    }

    fn all_live(&self, columns: &[String]) -> Option<Vec<String>> {
        columns.iter().map(|column| self.live(column)).collect()
    }

    /// Whether an expression over the next table means the same over the live one.
    fn is_same(&self, expr: &Expr) -> bool {
        let columns = self.next.columns.iter().map(|column| &column.name);
        let mut named = columns.filter(|column| text::mentions(&expr.0, column));
        named.all(|column| self.live(column).as_ref() == Some(column))
    }
}

/// What a message says of a question.
struct Told {
    shown: Vec<String>,
    noun: &'static str,
    found: String,
    hint: String,
    /// The tables whose rows decide the answer at the end of the revision, if only that counts.
    until_end: Vec<Name>,
}

/// All that must be asked before the statement may run.
pub(super) fn questions(walk: &Walk<'_>, meeting: &Meeting<'_>, place: &str) -> Vec<Asked> {
    let Some(live) = walk.live.tables.get(&meeting.rows.table) else { return Vec::new() };
    let mut asked = Vec::new();
    columns(walk, meeting, live, &mut asked);
    keys(walk, meeting, live, &mut asked);
    for check in &meeting.next.checks {
        let is_old = meeting
            .previous
            .checks
            .iter()
            .any(|other| other.expr == check.expr && !other.not_valid);
        if !is_old && !check.not_valid && meeting.is_same(&check.expr) {
            let found = format!("of `{}` breaking the check `{}`", live.name, check.expr);
            let hint = "change these rows first, or in the revision before the check is added";
            let sql = question::breaking(walk.dialect, live, &check.expr);
            asked.push((sql, of_rows(walk, live, found, hint)));
        }
    }
    for key in &meeting.next.foreign_keys {
        asked.extend(orphans(walk, meeting, live, key));
    }
    asked
        .into_iter()
        .map(|(sql, told)| Asked {
            until_end: told.until_end,
            question: Question {
                sql,
                shown: told.shown,
                noun: told.noun,
                found: told.found,
                hint: Some(told.hint),
                place: place.to_owned(),
            },
        })
        .collect()
}

fn of_rows(walk: &Walk<'_>, live: &Table, found: String, hint: &str) -> Told {
    let shown = question::key(walk.dialect, live);
    Told { shown, noun: "row", found, hint: hint.to_owned(), until_end: Vec::new() }
}

/// NULLs and rows that a column has no value for, and text that is too long for it.
fn columns(walk: &Walk<'_>, meeting: &Meeting<'_>, live: &Table, asked: &mut Vec<(String, Told)>) {
    let fill = "write `#[column(backfill = \"…\")]` in the model and make the revision anew, or add an `UPDATE` to it before this line";
    let key: &[String] =
        meeting.next.primary_key.as_ref().map_or(&[], |key| key.columns.as_slice());
    for next in &meeting.next.columns {
        let (name, is_key) = (&next.name, key.contains(&next.name));
        let is_numbered = is_key && key.len() == 1;
        let is_domain = matches!(&next.ty, Type::Named(name) if walk.replay.schema().domains.contains_key(name));
        let is_new = meeting.added.contains(name) && needs_value(next);
        let closes = meeting.before(name).is_some_and(|previous| previous.nullable)
            && !next.nullable
            && next.generated.is_none()
            && (!is_key || walk.dialect.capability().keys_refuse_null);
        let valueless = format!("of `{}` without a value for `{name}`", live.name);
        match meeting.source(name) {
            _ if is_new && !is_numbered && !is_domain => asked.push((
                question::present(walk.dialect, live),
                of_rows(walk, live, valueless, fill),
            )),
            Some(Source::Null) if closes => asked.push((
                question::present(walk.dialect, live),
                of_rows(walk, live, valueless, fill),
            )),
            Some(Source::Column(column)) if closes => asked.push((
                question::nulls(walk.dialect, live, column),
                of_rows(walk, live, format!("of `{}` with NULL in `{name}`", live.name), fill),
            )),
            _ => {}
        }
        asked.extend(misfits(walk, meeting, live, next));
    }
}

/// Values that the column's next type does not take.
fn misfits(
    walk: &Walk<'_>,
    meeting: &Meeting<'_>,
    live: &Table,
    next: &Column,
) -> Option<(String, Told)> {
    let (name, previous) = (&next.name, meeting.before(&next.name)?);
    let Some(Source::Column(column)) = meeting.source(name) else { return None };
    if let Some(length) = narrowed(Some(previous), next) {
        let found = format!("of `{}` with more than {length} characters in `{name}`", live.name);
        let hint = "shorten these values first, or in the revision before this line";
        let sql = question::longer(walk.dialect, live, column, length);
        return Some((sql, of_rows(walk, live, found, hint)));
    }
    let types = (&previous.ty, &next.ty);
    let sql = question::misfits(walk.dialect, live, column, types, walk.replay.schema())?;
    let is_enum = |name: &&Name| walk.replay.schema().enums.contains_key(*name);
    let (found, hint) = match next.ty.element() {
        Type::Named(ty) if is_enum(&ty) => (
            format!("of `{}` with what enum `{ty}` does not have in `{name}`", live.name),
            "give these rows another value first, or in the revision before this line",
        ),
        _ => (
            format!(
                "of `{}` whose `{name}` does not fit `{}`",
                live.name,
                walk.dialect.type_sql(&next.ty)
            ),
            "change these values first, or in the revision before this line, or write `#[column(using = \"…\")]` in the model and make the revision anew",
        ),
    };
    Some((sql, of_rows(walk, live, found, hint)))
}

/// The length that the next type allows and the previous does not keep to.
fn narrowed(previous: Option<&Column>, next: &Column) -> Option<u32> {
    match (&previous?.ty, &next.ty) {
        (Type::Text, Type::Varchar(length) | Type::Char(length)) => Some(*length),
        (
            Type::Varchar(before) | Type::Char(before),
            Type::Varchar(length) | Type::Char(length),
        ) if before > length => Some(*length),
        _ => None,
    }
}

/// Rows that agree in what a new key holds.
fn keys(walk: &Walk<'_>, meeting: &Meeting<'_>, live: &Table, asked: &mut Vec<(String, Told)>) {
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
    for (columns, nulls_are_equal) in wanted {
        if is_old(&columns) {
            continue;
        }
        let parts = columns.iter().map(|column| meeting.compared(walk.dialect, column));
        let Some(parts) = parts.collect::<Option<Vec<String>>>() else { continue };
        let sql = question::duplicates(walk.dialect, live, &parts, None, nulls_are_equal);
        asked.push((sql, alike(live, columns)));
    }
    for index in meeting.next.indexes.iter().filter(|index| index.unique) {
        let is_kept = |part: &IndexPart| match &part.key {
            IndexKey::Column(name) => meeting.is_kept(name),
            IndexKey::Expr(_) => true,
        };
        if meeting.previous.indexes.contains(index) && index.parts.iter().all(is_kept) {
            continue;
        }
        let Some(parts) = index_parts(walk, meeting, index) else { continue };
        let names: Vec<String> = index.parts.iter().map(|part| key_name(&part.key)).collect();
        if index.predicate.is_none() && is_old(&names) {
            continue;
        }
        let nulls = index.nulls_not_distinct;
        let sql = question::duplicates(walk.dialect, live, &parts, index.predicate.as_ref(), nulls);
        asked.push((sql, alike(live, names)));
    }
}

fn alike(live: &Table, columns: Vec<String>) -> Told {
    Told {
        noun: "group",
        found: format!("of rows of `{}` alike in `{}`", live.name, columns.join("`, `")),
        shown: columns,
        hint: "make these rows differ or delete all but one of each group first, or in the revision before this line".to_owned(),
        until_end: Vec::new(),
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

/// What the index holds, over the live table; `None` where that cannot be said.
fn index_parts(walk: &Walk<'_>, meeting: &Meeting<'_>, index: &Index) -> Option<Vec<String>> {
    if index.predicate.as_ref().is_some_and(|predicate| !meeting.is_same(predicate)) {
        return None;
    }
    let part = |part: &IndexPart| match &part.key {
        _ if part.collation.is_some() || part.opclass.is_some() => None,
        IndexKey::Column(name) => meeting.compared(walk.dialect, name),
        IndexKey::Expr(expr) => meeting.is_same(expr).then(|| format!("({expr})")),
    };
    index.parts.iter().map(part).collect()
}

/// Rows that refer to none by a new key.
fn orphans(
    walk: &Walk<'_>,
    meeting: &Meeting<'_>,
    live: &Table,
    key: &ForeignKey,
) -> Option<(String, Told)> {
    let previous: Option<Vec<&String>> =
        key.columns.iter().map(|column| meeting.of.get(column)).collect();
    let previous = previous?;
    let is_old = meeting.previous.foreign_keys.iter().any(|other| {
        !other.not_valid
            && other.columns.iter().eq(previous.iter().copied())
            && other.table == key.table
            && other.references == key.references
    });
    if is_old || key.not_valid || key.references.len() != key.columns.len() {
        return None;
    }
    let columns = meeting.all_live(&key.columns)?;
    let sql = match parent(walk, key)? {
        Parent::Nobody => question::filled(walk.dialect, live, &columns),
        Parent::Rows(target, references) => {
            question::orphans(walk.dialect, live, &columns, target, &references)
        }
    };
    let found = format!(
        "of `{}` whose `{}` refers to no row of `{}`",
        live.name,
        key.columns.join("`, `"),
        key.table
    );
    let hint = "delete these rows, or let them refer to a row that is there, first or in the revision before this line";
    let mut told = of_rows(walk, live, found, hint);
    if walk.dialect.conduct().guard.is_some() {
        told.until_end = vec![live.name.clone(), walk.home(&key.table)];
    }
    Some((sql, told))
}

/// The rows that a key refers to.
enum Parent<'a> {
    /// None, or none with a value in all of its columns.
    Nobody,
    /// Those of a live table, by its columns.
    Rows(&'a Table, Vec<String>),
}

fn parent<'a>(walk: &Walk<'a>, key: &ForeignKey) -> Option<Parent<'a>> {
    let Some(rows) = walk.rows.get(&key.table) else {
        let is = |name: &Name| {
            name.namespace == key.table.namespace && name.name.eq_ignore_ascii_case(&key.table.name)
        };
        // Where only the end counts, a table may come after those that refer to it.
        let is_to_come =
            walk.dialect.conduct().guard.is_some() && !walk.replay.schema().tables.keys().any(is);
        let is_empty = is_to_come || walk.empty.contains_key(&key.table);
        return is_empty.then_some(Parent::Nobody);
    };
    let sources: Option<Vec<&Source>> =
        key.references.iter().map(|column| rows.columns.get(column)).collect();
    let sources = sources?;
    if sources.contains(&&Source::Null) {
        return Some(Parent::Nobody);
    }
    let live = sources.into_iter().filter_map(|source| match source {
        Source::Column(live) => Some(live.clone()),
        Source::Null => None,
    });
    Some(Parent::Rows(walk.live.tables.get(&rows.table)?, live.collect()))
}
