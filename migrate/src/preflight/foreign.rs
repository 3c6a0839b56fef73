//! Rows that refer to none by a new key. Where the database looks only at the end of a revision, what stands there then
//! decides. Follows nothing.

use super::Question;
use super::compare::{Meeting, of_rows};
use super::rows::Walk;
use super::source::{Rows, Source, View};
use crate::dialect::question;
use crate::schema::{ForeignKey, Name, Table};

/// A new key that is asked about when the revision is at its end.
#[derive(Debug)]
pub(super) struct Pending {
    /// The table that has it.
    pub(super) child: Name,
    pub(super) key: ForeignKey,
    /// Where the statement stands that made it.
    pub(super) place: String,
}

/// The keys of the next table that no previous one kept.
pub(super) fn new_keys(meeting: &Meeting<'_>) -> Vec<ForeignKey> {
    let is_new = |key: &&ForeignKey| {
        let previous: Option<Vec<&String>> =
            key.columns.iter().map(|column| meeting.of.get(column)).collect();
        let is_same = |other: &ForeignKey| {
            let columns = previous.as_ref();
            !other.not_valid
                && columns.is_some_and(|columns| other.columns.iter().eq(columns.iter().copied()))
                && other.table == key.table
                && other.references == key.references
        };
        !key.not_valid
            && key.references.len() == key.columns.len()
            && !meeting.previous.foreign_keys.iter().any(is_same)
    };
    meeting.next.foreign_keys.iter().filter(is_new).cloned().collect()
}

/// The rows that a key refers to.
enum Parent<'a> {
    /// None, or none with a value in all of its columns.
    Nobody,
    /// Those of a live table, under the names of the table that is referred to.
    Rows(&'a Table, &'a Rows),
}

impl Walk<'_> {
    /// What is asked about the keys that a part has made, when it is at its end.
    pub(super) fn at_end(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let schema = self.replay.schema();
        let asked = pending.iter().filter_map(|pending| {
            let table = schema.tables.get(&pending.child)?;
            let rows = self.rows.get(&pending.child)?;
            let is = |key: &&ForeignKey| {
                key.columns == pending.key.columns
                    && key.references == pending.key.references
                    && key.table.name.eq_ignore_ascii_case(&pending.key.table.name)
            };
            let key = table.foreign_keys.iter().find(is)?;
            let asked = self.orphans(key, table, rows)?;
            Some(Question { place: pending.place.clone(), ..asked })
        });
        let asked: Vec<Question> = asked.collect();
        self.questions.extend(asked);
    }

    /// The rows of a table that refer by a key to none.
    pub(super) fn orphans(&self, key: &ForeignKey, table: &Table, rows: &Rows) -> Option<Question> {
        let live = self.live.tables.get(&rows.table)?;
        let view = View { dialect: self.dialect, live, table, columns: &rows.columns };
        if key.columns.iter().any(|column| rows.columns.get(column) == Some(&Source::Null)) {
            return None;
        }
        let of = view.with(&key.columns)?;
        let sql = match self.parent(key)? {
            Parent::Nobody => question::filled(self.dialect, &of, &key.columns),
            Parent::Rows(target, held) => {
                let live = self.live.tables.get(&held.table)?;
                let view =
                    View { dialect: self.dialect, live, table: target, columns: &held.columns };
                let others = view.with(&key.references)?;
                question::orphans(self.dialect, &of, &key.columns, &others, &key.references)
            }
        };
        let found = format!(
            "of `{}` whose `{}` refers to no row of `{}`",
            live.name,
            key.columns.join("`, `"),
            key.table
        );
        let hint = "delete these rows, or let them refer to a row that is there, first or in the revision before this line";
        Some(of_rows(self, live, sql, found, hint))
    }

    fn parent(&self, key: &ForeignKey) -> Option<Parent<'_>> {
        let tables = &self.replay.schema().tables;
        let is = |name: &&Name| {
            name.namespace == key.table.namespace && name.name.eq_ignore_ascii_case(&key.table.name)
        };
        let name = tables.keys().find(is)?;
        let Some(rows) = self.rows.get(name) else {
            return self.empty.contains_key(name).then_some(Parent::Nobody);
        };
        let sources: Option<Vec<&Source>> =
            key.references.iter().map(|column| rows.columns.get(column)).collect();
        if sources?.contains(&&Source::Null) {
            return Some(Parent::Nobody);
        }
        Some(Parent::Rows(tables.get(name)?, rows))
    }
}
