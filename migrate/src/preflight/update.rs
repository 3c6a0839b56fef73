//! `UPDATE` of all rows of a table, or of those that a condition names, to values that the live rows tell: they stay known.
//! Follows no other statement.

use super::list::{List, list};
use super::rows::Walk;
use super::source::{Rows, Source, View, spelled};
use crate::op::text::Token;
use crate::schema::{Action, Name, Table};

/// What an `UPDATE` has made of a table.
struct Updated {
    table: Name,
    /// What each column holds that was given something; `None` for one of which nobody knows.
    columns: Vec<(String, Option<Source>)>,
}

impl Walk<'_> {
    /// Follows an `UPDATE`; where it is not so plain, its rows are unknown from now on.
    pub(super) fn update(&mut self, tokens: &[Token<'_>]) -> bool {
        match self.updated(tokens) {
            Some(Updated { table, columns }) => {
                if let Some(rows) = self.rows.get_mut(&table) {
                    for (column, source) in columns {
                        match source {
                            Some(source) => rows.columns.insert(column, source),
                            None => rows.columns.remove(&column),
                        };
                    }
                }
                true
            }
            None => self.data(tokens),
        }
    }

    fn updated(&self, tokens: &[Token<'_>]) -> Option<Updated> {
        let [update, rest @ ..] = tokens else { return None };
        let rest = match rest {
            [only, rest @ ..] if only.is("ONLY") => rest,
            rest => rest,
        };
        let (name, rest) = self.table(rest)?;
        let rows = self.rows.get(&name)?;
        let table = self.replay.schema().tables.get(&name)?;
        let [set, rest @ ..] = rest else { return None };
        let is_plain = update.is("UPDATE") && set.is("SET") && table.triggers.is_empty();
        if !is_plain || self.calls(tokens) {
            return None;
        }
        let ends = ["WHERE", "FROM", "RETURNING", "ORDER", "LIMIT"];
        let List { elements: pairs, rest } =
            list(rest, |token| ends.iter().any(|word| token.is(word)))?;
        let condition = match rest {
            [] => None,
            [is_where, condition @ ..] if is_where.is("WHERE") => Some(condition),
            _ => return None,
        };
        let mut columns = Vec::new();
        for pair in pairs {
            let [column, equal, value @ ..] = pair else { return None };
            let column = column.identifier().filter(|_| equal.text == "=")?;
            let column = table.columns.iter().find(|one| one.name.eq_ignore_ascii_case(&column))?;
            if self.is_followed(table, &column.name) || value.is_empty() {
                return None;
            }
            let source = self.set(table, rows, &column.name, value, condition);
            columns.push((column.name.clone(), source));
        }
        Some(Updated { table: name, columns })
    }

    /// What a column holds that is set to a value where the condition is true.
    fn set(
        &self,
        table: &Table,
        rows: &Rows,
        column: &str,
        value: &[Token<'_>],
        condition: Option<&[Token<'_>]>,
    ) -> Option<Source> {
        let column = table.column(column)?;
        let given = rows.given(self.dialect, column, value)?;
        let Some(condition) = condition else { return Some(given) };
        let held = rows.columns.get(&column.name)?;
        let is_open = |tokens: &[Token<'_>]| match tokens {
            [name, is, null] => name.is(&column.name) && is.is("IS") && null.is("NULL"),
            _ => false,
        };
        if *held == Source::Null && is_open(condition) {
            return Some(given);
        }
        let live = self.live.tables.get(&rows.table)?;
        let view = View { dialect: self.dialect, live, table, columns: &rows.columns };
        let sql = format!(
            "CASE WHEN {} THEN {} ELSE {} END",
            spelled(condition),
            view.value(&given, &column.ty)?,
            view.value(held, &column.ty)?
        );
        rows.is_sure(condition).then_some(Source::Made(sql))
    }

    /// Whether rows that refer to the column may change with it.
    fn is_followed(&self, table: &Table, column: &str) -> bool {
        self.replay.schema().tables.values().flat_map(|child| &child.foreign_keys).any(|key| {
            key.table == table.name
                && key.references.iter().any(|one| one == column)
                && !matches!(key.on_update, Action::NoAction | Action::Restrict)
        })
    }
}
