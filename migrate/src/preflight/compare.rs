//! What one statement asks of the rows that meet it: the questions of one table before and after it. Follows nothing.

use std::collections::BTreeMap;

use super::rows::Walk;
use super::source::{Rows, Source, View, starts};
use super::{Question, domain, foreign};
use crate::dialect::{Dialect, question, question::Of};
use crate::op::{needs_value, widens};
use crate::revision::Direction;
use crate::schema::{Column, Schema, Table, Type};

/// Rows that meet other rules.
pub(super) struct Meeting<'a> {
    /// The table that they stand in.
    pub(super) previous: &'a Table,
    /// The table that they shall stand in.
    pub(super) next: &'a Table,
    /// For each column of the next table that takes the values of a previous one as they are: that one.
    pub(super) of: BTreeMap<String, String>,
    /// What columns of the next table are given instead of the values of a previous one, where that is known.
    pub(super) given: BTreeMap<String, Source>,
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

    pub(super) fn before(&self, column: &str) -> Option<&Column> {
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

    /// What the columns hold afterwards, as far as that is known.
    pub(super) fn outcome(
        &self,
        dialect: &dyn Dialect,
        live: &Table,
        schema: &Schema,
    ) -> BTreeMap<String, Source> {
        let view = View { dialect, live, table: self.previous, columns: &self.rows.columns };
        let of_column = |column: &Column| {
            if self.is_kept(&column.name) {
                return self.source(&column.name).cloned();
            }
            if self.added.contains(&column.name) {
                return starts(dialect, column, &self.rows, schema);
            }
            let (source, previous) = (self.source(&column.name)?, self.before(&column.name)?);
            let is_wider = dialect.capability().refuses_misfits
                && widens(&previous.ty, &column.ty)
                && previous.collation == column.collation
                && previous.generated.is_none()
                && column.generated.is_none();
            match source {
                _ if !is_wider => None,
                Source::Null => Some(Source::Null),
                held => {
                    dialect.stored(&view.value(held, &previous.ty)?, &column.ty).map(Source::Made)
                }
            }
        };
        let mut columns = self.given.clone();
        for column in &self.next.columns {
            columns.extend(of_column(column).map(|source| (column.name.clone(), source)));
        }
        columns
    }

    /// The columns whose values are as before and compare otherwise, as SQL that compares so.
    pub(super) fn collated(&self, dialect: &dyn Dialect) -> BTreeMap<String, Source> {
        let of_column = |next: &Column| {
            let previous = self.before(&next.name)?;
            let Some(Source::Column(live)) = self.source(&next.name) else { return None };
            let is_other = previous.ty == next.ty
                && previous.generated == next.generated
                && previous.collation != next.collation;
            let collation = next.collation.as_deref();
            let collation = collation.unwrap_or(dialect.capability().default_collation);
            let (value, collation) = (dialect.quote(live), dialect.quote(collation));
            is_other.then(|| Source::Made(format!("one.{value} COLLATE {collation}")))
        };
        let columns = self.next.columns.iter();
        columns.filter_map(|next| Some((next.name.clone(), of_column(next)?))).collect()
    }
}

/// What is asked of the rows of one meeting.
pub(super) struct Asking<'a, 'w> {
    pub(super) walk: &'a Walk<'w>,
    pub(super) meeting: &'a Meeting<'a>,
    /// The table of the live database that has the rows.
    pub(super) live: &'a Table,
    /// What the next table holds.
    pub(super) after: &'a BTreeMap<String, Source>,
    pub(super) asked: Vec<Question>,
}

/// All that must be asked before the statement may run, and what must be when the revision is at its end.
pub(super) fn questions(
    walk: &Walk<'_>,
    meeting: &Meeting<'_>,
    after: &BTreeMap<String, Source>,
) -> (Vec<Question>, Vec<foreign::Pending>) {
    let Some(live) = walk.live.tables.get(&meeting.rows.table) else { return Default::default() };
    let mut asking = Asking { walk, meeting, live, after, asked: Vec::new() };
    asking.columns();
    asking.keys();
    asking.excludes();
    asking.checks();
    let rows = Rows { table: meeting.rows.table.clone(), columns: after.clone() };
    let mut pending = Vec::new();
    for key in foreign::new_keys(meeting) {
        if walk.dialect.conduct().guard.is_some() {
            let child = meeting.next.name.clone();
            pending.push(foreign::Pending { child, key, place: walk.place.clone() });
        } else {
            asking.asked.extend(walk.orphans(&key, meeting.next, &rows));
        }
    }
    (asking.asked, pending)
}

/// A question about single rows of a live table.
pub(super) fn of_rows(
    walk: &Walk<'_>,
    live: &Table,
    sql: String,
    found: String,
    hint: &str,
) -> Question {
    Question {
        sql,
        shown: question::key(walk.dialect, live),
        noun: "row",
        found,
        hint: Some(hint.to_owned()),
        place: walk.place.clone(),
    }
}

impl Asking<'_, '_> {
    pub(super) fn ask(&mut self, sql: String, found: String, hint: &str) {
        self.asked.push(of_rows(self.walk, self.live, sql, found, hint));
    }

    fn table(&self) -> Of {
        Of::table(self.walk.dialect, self.live)
    }

    /// NULLs and rows that a column has no value for, and values that its type does not take.
    fn columns(&mut self) {
        let (walk, meeting, live) = (self.walk, self.meeting, self.live);
        let fill = match walk.direction {
            Direction::Up => {
                "write `#[column(backfill = \"…\")]` in the model and make the revision anew, or add an `UPDATE` to it before this line"
            }
            Direction::Down => {
                "give these rows a value first, or add an `UPDATE` to the way down before this line"
            }
        };
        let key: &[String] =
            meeting.next.primary_key.as_ref().map_or(&[], |key| key.columns.as_slice());
        for next in &meeting.next.columns {
            let (name, is_key) = (&next.name, key.contains(&next.name));
            let is_numbered = is_key && key.len() == 1;
            let domain = domain::of(&next.ty, walk.replay.schema());
            let fills = domain.is_some_and(|domain| domain.default.is_some());
            let is_new = meeting.added.contains(name)
                && (needs_value(next) || domain.is_some_and(|one| !one.nullable))
                && needs_value(&Column { nullable: false, ..next.clone() })
                && !fills;
            let closes = !next.nullable
                && next.generated.is_none()
                && (!is_key || walk.dialect.capability().keys_refuse_null)
                && meeting.before(name).is_some_and(|previous| previous.nullable);
            let closes = closes || !next.nullable && meeting.given.contains_key(name);
            let valueless = format!("of `{}` without a value for `{name}`", live.name);
            let nulls = format!("of `{}` with NULL in `{name}`", live.name);
            match meeting.source(name).or(meeting.given.get(name)) {
                _ if is_new && !is_numbered => {
                    self.ask(question::present(&self.table()), valueless, fill);
                }
                Some(Source::Null) if closes => {
                    self.ask(question::present(&self.table()), valueless, fill);
                }
                Some(Source::Column(column)) if closes => {
                    self.ask(question::nulls(walk.dialect, &self.table(), column), nulls, fill);
                }
                Some(Source::Made(_)) if closes => {
                    if let Some(of) = self.view(self.after).with([name]) {
                        self.ask(question::nulls(walk.dialect, &of, name), nulls, fill);
                    }
                }
                _ => {}
            }
            self.misfits(next);
        }
        self.asked.extend(domain::questions(walk, meeting, live, self.after));
    }

    /// Values that the column's next type does not take.
    fn misfits(&mut self, next: &Column) {
        let (walk, name) = (self.walk, &next.name);
        let Some(previous) = self.meeting.before(name) else { return };
        let Some(Source::Column(column)) = self.meeting.source(name) else { return };
        if let Some(length) = narrowed(Some(previous), next) {
            let found =
                format!("of `{}` with more than {length} characters in `{name}`", self.live.name);
            let hint = "shorten these values first, or in the revision before this line";
            let sql = question::longer(walk.dialect, &self.table(), column, length);
            return self.ask(sql, found, hint);
        }
        let (types, schema) = ((&previous.ty, &next.ty), walk.replay.schema());
        let Some(sql) = question::misfits(walk.dialect, &self.table(), column, types, schema)
        else {
            return;
        };
        let is_enum = |name: &&_| schema.enums.contains_key(*name);
        let (found, hint) = match next.ty.element() {
            Type::Named(ty) if is_enum(&ty) => (
                format!("of `{}` with what enum `{ty}` does not have in `{name}`", self.live.name),
                "give these rows another value first, or in the revision before this line",
            ),
            _ => (
                format!(
                    "of `{}` whose `{name}` does not fit `{}`",
                    self.live.name,
                    walk.dialect.type_sql(&next.ty)
                ),
                "change these values first, or in the revision before this line, or write `#[column(using = \"…\")]` in the model and make the revision anew",
            ),
        };
        self.ask(sql, found, hint);
    }

    pub(super) fn view<'s>(&'s self, columns: &'s BTreeMap<String, Source>) -> View<'s> {
        let (dialect, live) = (self.walk.dialect, self.live);
        View { dialect, live, table: self.meeting.next, columns }
    }

    fn checks(&mut self) {
        for check in &self.meeting.next.checks {
            let is_old = self
                .meeting
                .previous
                .checks
                .iter()
                .any(|other| other.expr == check.expr && !other.not_valid);
            let is_same = || {
                self.view(self.after).named(&check.expr).all(|column| {
                    self.meeting.is_kept(column) || !self.meeting.of.contains_key(column)
                })
            };
            if check.not_valid || is_old && is_same() {
                continue;
            }
            let Some(of) = self.view(self.after).naming(&check.expr) else { continue };
            let found = format!("of `{}` breaking the check `{}`", self.live.name, check.expr);
            let hint = "change these rows first, or in the revision before the check is added";
            self.ask(question::breaking(&of, &check.expr), found, hint);
        }
    }
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
