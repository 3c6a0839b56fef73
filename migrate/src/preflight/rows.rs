//! Where the rows of each table come from while pending SQL is followed, statement by statement. Asks nothing itself;
//! what a statement does to rows and is not plain makes them unknown, and about those nothing is asked.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{self, Meeting};
use super::foreign::Pending;
use super::source::Rows;
use super::{Part, Question, cast};
use crate::dialect::{Dialect, question, question::Of};
use crate::op::text::{self, Kind, Token};
use crate::replay::{self, Changed, Replay};
use crate::revision::Direction;
use crate::schema::{Action, Name, Schema, Table};
use crate::split;

/// How far the pending SQL has been followed.
pub(super) struct Walk<'a> {
    pub(super) dialect: &'a dyn Dialect,
    pub(super) live: &'a Schema,
    pub(super) replay: Replay<'a>,
    /// The tables about whose rows something is known.
    pub(super) rows: BTreeMap<Name, Rows>,
    /// The tables that are new and empty, and whether rows may vanish when they are put into them, by `ON CONFLICT`.
    pub(super) empty: BTreeMap<Name, bool>,
    /// Which way the revision is taken.
    pub(super) direction: Direction,
    /// Where the statement stands, for messages.
    pub(super) place: String,
    pub(super) questions: Vec<Question>,
    /// The keys that are asked about when the revision is at its end.
    pub(super) pending: Vec<Pending>,
}

/// The questions of all parts.
pub(super) fn walk(dialect: &dyn Dialect, live: &Schema, parts: &[Part<'_>]) -> Vec<Question> {
    let parents: BTreeSet<&Name> =
        live.tables.values().flat_map(|table| &table.options.inherits).collect();
    let rows =
        live.tables.values().filter(|table| is_plain(table) && !parents.contains(&table.name));
    let mut walk = Walk {
        dialect,
        live,
        replay: Replay::resume(dialect, live.clone()),
        rows: rows.map(|table| (table.name.clone(), Rows::of(table))).collect(),
        empty: BTreeMap::new(),
        direction: Direction::Up,
        place: String::new(),
        questions: Vec::new(),
        pending: Vec::new(),
    };
    for part in parts {
        // Where nothing is known of any row, as on a new database, there is nothing to ask.
        if walk.rows.is_empty() || !walk.part(part) {
            break;
        }
    }
    walk.questions
}

pub(super) fn is_plain(table: &Table) -> bool {
    let options = &table.options;
    options.module.is_none()
        && options.partition_by.is_none()
        && options.partition_of.is_none()
        && options.inherits.is_empty()
}

pub(super) fn has_word(tokens: &[Token<'_>], words: &[&str]) -> bool {
    tokens.iter().any(|token| token.kind == Kind::Word && words.iter().any(|word| token.is(word)))
}

/// Everything that may be a name, in lower case; SQLite takes a string for one.
fn names(tokens: &[Token<'_>]) -> BTreeSet<String> {
    let literal = |token: &Token<'_>| {
        (token.kind == Kind::Literal).then(|| token.text.trim_matches('\'').to_owned())
    };
    tokens
        .iter()
        .filter_map(|token| token.identifier().or_else(|| literal(token)))
        .map(|name| name.to_lowercase())
        .collect()
}

/// The only table whose rows `UPDATE t …` and `DELETE FROM t …` change, in lower case, without its namespace.
fn target(tokens: &[Token<'_>]) -> Option<String> {
    let rest = match tokens {
        [first, rest @ ..] if first.is("UPDATE") => rest,
        [first, from, rest @ ..] if first.is("DELETE") && from.is("FROM") => rest,
        _ => return None,
    };
    let name = match rest {
        [_, dot, name, ..] if dot.text == "." => name,
        [name, ..] if !name.is("ONLY") && !name.is("OR") => name,
        _ => return None,
    };
    name.identifier().map(|name| name.to_lowercase())
}

/// Each of these gives `false` when nothing can be known from here on.
impl Walk<'_> {
    fn part(&mut self, part: &Part<'_>) -> bool {
        self.direction = part.direction;
        let way = match part.direction {
            Direction::Up => "revision",
            Direction::Down => "taking back revision",
        };
        let pieces = replay::pieces(self.dialect, part.sql);
        for (at, piece) in pieces.iter().enumerate() {
            let line = part.line + piece.line;
            self.place = format!("{way} `{}` ({}, line {line})", part.revision, part.place);
            // What a block does, the line behind it says.
            let is_told = pieces.get(at + 1).is_some_and(|next| next.effect)
                && split::keywords(self.dialect, piece.sql, 1) == ["DO"];
            if !is_told && (piece.shell || !self.statement(piece.sql)) {
                return false;
            }
        }
        self.at_end();
        true
    }

    fn statement(&mut self, sql: &str) -> bool {
        let words = split::keywords(self.dialect, sql, 2);
        let tokens = text::spoken(sql);
        match words.first().map_or("", String::as_str) {
            "CREATE" | "ALTER" | "DROP" | "COMMENT" | "ANALYZE" | "GRANT" | "REVOKE" | "LOCK"
            | "BEGIN" | "START" | "COMMIT" | "END" | "SAVEPOINT" | "RELEASE" | "VACUUM"
            | "REINDEX" => self.definition(sql, &tokens),
            "PRAGMA" => !has_word(&tokens, &["ignore_check_constraints", "writable_schema"]),
            "SET" | "RESET" => !has_word(&tokens, &["search_path", "schema", "all"]),
            "SELECT" => words.get(1).is_some_and(|word| word == "SETVAL"),
            "INSERT" => self.insert(sql, &tokens),
            "UPDATE" => self.update(&tokens),
            "DELETE" | "REPLACE" | "MERGE" | "TRUNCATE" | "COPY" => self.data(&tokens),
            _ => false,
        }
    }

    fn definition(&mut self, sql: &str, tokens: &[Token<'_>]) -> bool {
        let is_domain = matches!(tokens, [alter, of, ..] if alter.is("ALTER") && of.is("DOMAIN"));
        let domains = is_domain.then(|| self.replay.schema().domains.clone());
        let (unread, before) = self.replay.changing(sql);
        if !unread.is_empty() {
            return false;
        }
        if let Some(domains) = domains {
            self.ruled(&domains);
        }
        let after = &self.replay.schema().tables;
        let (there, others): (Vec<&Name>, Vec<&Name>) =
            before.keys().partition(|name| after.contains_key(*name));
        let gone: Vec<&Name> = others
            .into_iter()
            .filter(|name| before.get(*name).is_some_and(Option::is_some))
            .collect();
        let new: Vec<Name> = there
            .into_iter()
            .filter(|name| before.get(*name).is_some_and(Option::is_none))
            .cloned()
            .collect();
        let is_alter = tokens.first().is_some_and(|token| token.is("ALTER"));
        if is_alter && (has_word(tokens, &["RENAME"]) || !gone.is_empty()) {
            self.renamed(&before, &gone, &new);
            return true;
        }
        for name in gone {
            self.dropped(&before, name);
        }
        let is_filled = has_word(tokens, &["SELECT", "VALUES", "EXECUTE", "LIKE", "OF"]);
        let is_lossy = has_word(tokens, &["CONFLICT"]);
        let new = new.into_iter().filter(|_| !is_filled);
        self.empty.extend(new.map(|name| (name, is_lossy)));
        for (name, previous) in &before {
            if let Some(previous) = previous.as_ref().filter(|_| self.rows.contains_key(name)) {
                self.altered(previous, tokens);
            }
        }
        true
    }

    fn renamed(&mut self, before: &Changed, gone: &[&Name], new: &[Name]) {
        if let ([previous], [next]) = (gone, new) {
            if let Some(rows) = self.rows.remove(*previous) {
                self.rows.insert(next.clone(), rows);
            }
            if let Some(is_lossy) = self.empty.remove(*previous) {
                self.empty.insert(next.clone(), is_lossy);
            }
            let moved = self.pending.iter_mut().filter(|pending| pending.child == **previous);
            moved.for_each(|pending| pending.child = next.clone());
            return;
        }
        let after = &self.replay.schema().tables;
        for (name, previous) in before {
            let (Some(rows), Some(previous), Some(next)) =
                (self.rows.get_mut(name), previous, after.get(name))
            else {
                continue;
            };
            for (one, other) in previous.columns.iter().zip(&next.columns) {
                if one.name != other.name
                    && let Some(source) = rows.columns.remove(&one.name)
                {
                    rows.columns.insert(other.name.clone(), source);
                }
            }
        }
    }

    fn dropped(&mut self, before: &Changed, name: &Name) {
        self.empty.remove(name);
        let Some(rows) = self.rows.remove(name) else { return };
        if self.rows.values().any(|other| other.table == rows.table) {
            return; // the rows have moved
        }
        // Where enforcement is on, the rows that refer to it may follow.
        let refers = |child: &Table| child.foreign_keys.iter().any(|key| key.table == *name);
        let others = self.replay.referring(&name.name);
        let others = others.iter().filter_map(|other| self.replay.schema().tables.get(other));
        for child in before.values().flatten().chain(others).filter(|child| refers(child)) {
            self.rows.remove(&child.name);
        }
        if let Some(table) = self.live.tables.get(&rows.table) {
            let question = Question {
                sql: question::present(&Of::table(self.dialect, table)),
                shown: question::key(self.dialect, table),
                noun: "row",
                found: format!("drops table `{name}`"),
                hint: None,
                place: self.place.clone(),
            };
            self.questions.push(question);
        }
    }

    fn altered(&mut self, previous: &Table, tokens: &[Token<'_>]) {
        let name = &previous.name;
        let Some(next) = self.replay.schema().tables.get(name).cloned() else { return };
        if *previous == next || !is_plain(&next) {
            return;
        }
        let cast = cast::columns(self.dialect, previous, &next, tokens, self.replay.schema());
        let Some(rows) = self.rows.get_mut(name) else { return };
        if has_word(tokens, &["USING"]) && has_word(tokens, &["TYPE"]) {
            rows.columns.retain(|column, _| {
                cast.contains(column) || !tokens.iter().any(|token| token.is(column))
            });
        }
        let of = next.columns.iter().map(|column| &column.name);
        let of = of.filter(|column| previous.column(column).is_some());
        let meeting = Meeting {
            previous,
            next: &next,
            given: BTreeMap::new(),
            aborts: true,
            of: of.map(|column| (column.clone(), column.clone())).collect(),
            added: added(&next, |column| previous.column(column).is_some()),
            rows: rows.clone(),
        };
        let Some(live) = self.live.tables.get(&rows.table) else { return };
        let after = meeting.outcome(self.dialect, live, self.replay.schema());
        // A key to the table itself refers to what stands there afterwards.
        rows.columns = after.clone();
        let (asked, pending) = compare::questions(self, &meeting, &after);
        self.questions.extend(asked);
        self.pending.extend(pending);
    }

    /// Any other change of rows: its table is unknown from now on, or all that are named, and those whose rows follow.
    pub(super) fn data(&mut self, tokens: &[Token<'_>]) -> bool {
        if self.calls(tokens) {
            return false;
        }
        let is_emptied = tokens.first().is_some_and(|token| token.is("TRUNCATE"));
        let named = target(tokens).map_or_else(|| names(tokens), |target| [target].into());
        let tables = &self.replay.schema().tables;
        let is_named = |name: &&Name| named.contains(&name.name.to_lowercase());
        let mut open: BTreeSet<Name> = tables.keys().filter(is_named).cloned().collect();
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop_first() {
            if tables.get(&name).is_some_and(|table| !table.triggers.is_empty()) {
                return false;
            }
            for child in tables.values() {
                let follows = child.foreign_keys.iter().any(|key| {
                    let moves =
                        |action: &Action| !matches!(action, Action::NoAction | Action::Restrict);
                    key.table == name
                        && (is_emptied || moves(&key.on_delete) || moves(&key.on_update))
                });
                if follows && !seen.contains(&child.name) {
                    open.insert(child.name.clone());
                }
            }
            seen.insert(name);
        }
        for name in &seen {
            self.rows.remove(name);
            self.empty.remove(name);
        }
        true
    }

    /// Whether it may run a function or go through a view: then it may change anything.
    pub(super) fn calls(&self, tokens: &[Token<'_>]) -> bool {
        let named = names(tokens);
        let function = |name: &Name| {
            named.contains(&name.name.split('(').next().unwrap_or_default().to_lowercase())
        };
        self.replay.schema().functions.keys().any(function)
            || self
                .replay
                .schema()
                .views
                .keys()
                .any(|name| named.contains(&name.name.to_lowercase()))
    }

    /// The table that the tokens begin with, and what follows its name.
    pub(super) fn table<'t, 's>(&self, tokens: &'t [Token<'s>]) -> Option<(Name, &'t [Token<'s>])> {
        let first = tokens.first()?.identifier()?;
        let (namespace, name, rest) = match tokens.get(1..)? {
            [dot, second, rest @ ..] if dot.text == "." => {
                (Some(first), second.identifier()?, rest)
            }
            rest => (None, first, rest),
        };
        let namespace =
            namespace.filter(|name| name != self.dialect.capability().default_namespace);
        let mut found =
            self.replay.schema().tables.keys().filter(|table| {
                table.namespace == namespace && table.name.eq_ignore_ascii_case(&name)
            });
        match (found.next(), found.next()) {
            (Some(table), None) => Some((table.clone(), rest)),
            _ => None,
        }
    }
}

pub(super) fn added(next: &Table, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    let columns = next.columns.iter().map(|column| &column.name);
    columns.filter(|column| !is_there(column)).cloned().collect()
}
