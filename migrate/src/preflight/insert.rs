//! Rows that are put into a table: copies of rows that are known stay known, and what they meet is asked. Follows no other
//! statement.

use std::collections::BTreeMap;

use super::compare::{self, Meeting};
use super::guard;
use super::list::{List, list};
use super::rows::{Walk, added, has_word, is_plain};
use super::source::Rows;
use crate::op::text::{Kind, Token};
use crate::schema::{Name, Table};

impl Walk<'_> {
    /// Rows copied into a new table are the same rows; any others are unknown.
    pub(super) fn insert(&mut self, sql: &str, tokens: &[Token<'_>]) -> bool {
        if has_word(tokens, &["UPDATE", "DELETE", "MERGE"]) || self.calls(tokens) {
            return self.data(tokens);
        }
        // `INSERT OR ABORT` is a plain one, even where a key says otherwise.
        let says_abort = matches!(tokens, [_, or, abort, ..] if or.is("OR") && abort.is("ABORT"));
        let head = if says_abort { 4 } else { 2 };
        let Some((target, rest)) = tokens
            .split_at_checked(head)
            .filter(|(head, _)| head.last().is_some_and(|token| token.is("INTO")))
            .and_then(|(_, rest)| self.table(rest))
        else {
            return false;
        };
        if self.replay.schema().tables.get(&target).is_none_or(|table| !table.triggers.is_empty()) {
            return false;
        }
        let is_lossy = self.empty.remove(&target);
        self.rows.remove(&target);
        // Where rows may vanish, those that are there afterwards are not all of them.
        let aborts = says_abort || is_lossy == Some(false);
        let was_empty = is_lossy.is_some() && aborts;
        let table = self.replay.schema().tables.get(&target).filter(|_| was_empty);
        let asked = table.and_then(|table| guard::question(self, table, sql, &self.place));
        self.questions.extend(asked);
        if was_empty && let Some(rows) = self.copied(&target, rest, says_abort) {
            self.rows.insert(target, rows);
        }
        true
    }

    /// `(a, b) SELECT x, y FROM t`: the rows of `t`, if they are known.
    fn copied(&mut self, target: &Name, tokens: &[Token<'_>], aborts: bool) -> Option<Rows> {
        let close = tokens.iter().position(|token| token.text == ")")?;
        let (into, rest) = (tokens.get(1..close)?, tokens.get(close + 1..)?);
        if tokens.first()?.text != "(" || !rest.first()?.is("SELECT") || rest.get(1)?.is("DISTINCT")
        {
            return None;
        }
        let is_from = |token: &Token<'_>| token.kind == Kind::Word && token.is("FROM");
        let List { elements: values, rest: from } = list(rest.get(1..)?, is_from)?;
        let (source, after) = self.table(from.get(1..)?)?;
        let rows = self.rows.get(&source)?.clone();
        let live = self.live.tables.get(&rows.table)?;
        let (previous, next) =
            (self.replay.schema().tables.get(&source)?, self.replay.schema().tables.get(target)?);
        let into: Vec<&Token<'_>> = into.iter().filter(|token| token.text != ",").collect();
        if !after.is_empty() || into.len() != values.len() || !is_plain(next) {
            return None;
        }
        let find = |table: &Table, token: &Token<'_>| {
            let found = table.columns.iter().find(|column| {
                token.identifier().is_some_and(|name| name.eq_ignore_ascii_case(&column.name))
            });
            found.map(|column| column.name.clone())
        };
        let (mut of, mut given) = (BTreeMap::new(), BTreeMap::new());
        for (into, value) in into.iter().zip(&values) {
            let Some(column) = find(next, into).and_then(|name| next.column(&name)) else {
                continue;
            };
            let copied = match value {
                [value] => find(previous, value),
                _ => None,
            };
            let made = || rows.given(self.dialect, column, value);
            match copied {
                Some(source) => of.extend([(column.name.clone(), source)]),
                None => given.extend(made().map(|source| (column.name.clone(), source))),
            }
        }
        let is_given =
            |column: &str| into.iter().any(|token| find(next, token).as_deref() == Some(column));
        let added = added(next, is_given);
        let meeting = Meeting { previous, next, aborts, of, given, added, rows };
        let after = meeting.outcome(self.dialect, live, self.replay.schema());
        let (asked, pending) = compare::questions(self, &meeting, &after);
        self.questions.extend(asked);
        self.pending.extend(pending);
        Some(Rows { table: live.name.clone(), columns: after })
    }
}
