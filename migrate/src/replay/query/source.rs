//! What a query reads: the tables, views, queries and functions after `FROM`, and how joins put their columns together.

use super::item;
use super::{DEEPEST, Frame, Known, Output, Reader, renamed};
use crate::replay::canon;
use crate::replay::column;
use crate::replay::cursor::Cursor;
use crate::schema::{Name, Type};
use crate::split::lex::Token;

/// A table, view, query or function, by the name that it goes by.
#[derive(Debug, Clone)]
struct Source {
    alias: Option<String>,
    /// `None` if they are not known.
    columns: Option<Vec<Output>>,
}

/// A column of what was joined.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The name of its source, unless it is the one column of two that were joined by it.
    pub(super) source: Option<String>,
    pub(super) output: Output,
}

/// All that stands after `FROM`.
#[derive(Debug, Default)]
pub(super) struct Sources {
    each: Vec<Source>,
    /// What a star means; `None` if a part of it is not known.
    joined: Option<Vec<Column>>,
}

impl Sources {
    fn one(source: Source) -> Self {
        let column =
            |output: &Output| Column { source: source.alias.clone(), output: output.clone() };
        let joined = source.columns.as_ref().map(|all| all.iter().map(column).collect());
        Sources { each: vec![source], joined }
    }

    /// The columns that a star means, if they are known.
    pub(super) fn all(&self) -> Option<impl Iterator<Item = &Column>> {
        self.joined.as_ref().filter(|_| !self.each.is_empty()).map(|all| all.iter())
    }

    /// Whether nothing is read.
    pub(super) fn is_none(&self) -> bool {
        self.each.is_empty()
    }

    /// The source that goes by a name, and its columns if they are known.
    pub(super) fn named(&self, is: impl Fn(&str) -> bool) -> Option<(&str, Option<&[Output]>)> {
        self.each.iter().find_map(|source| {
            let alias = source.alias.as_deref().filter(|alias| is(alias))?;
            Some((alias, source.columns.as_deref()))
        })
    }

    /// Whether a star means the columns of one source alone.
    pub(super) fn is_one(&self) -> bool {
        self.each.len() == 1
    }

    /// These and those of `right`, joined by the columns that are named.
    fn join(&mut self, right: Sources, by: &[String], same: impl Fn(&str, &str) -> bool) {
        self.each.extend(right.each);
        let Some((left, right)) = self.joined.take().zip(right.joined) else { return };
        let is = |column: &Column, name: &String| {
            column.output.name.as_ref().is_some_and(|own| same(own, name))
        };
        let merged = by.iter().filter_map(|name| left.iter().find(|column| is(column, name)));
        let merged = merged.map(|column| Column { source: None, output: column.output.clone() });
        let mut all: Vec<Column> = merged.collect();
        let rest =
            left.iter().chain(&right).filter(|column| !by.iter().any(|name| is(column, name)));
        all.extend(rest.cloned());
        self.joined = Some(all);
    }
}

/// Words that stand where a source could have another name, and are none.
const NO_ALIAS: [&str; 16] = [
    "SET",
    "FETCH",
    "FOR",
    "GROUP",
    "HAVING",
    "INDEXED",
    "INTO",
    "LATERAL",
    "LIMIT",
    "NATURAL",
    "ON",
    "ORDER",
    "RETURNING",
    "TABLESAMPLE",
    "WHERE",
    "WINDOW",
];

/// Whether a join goes on here.
fn joins(cursor: &Cursor<'_>) -> bool {
    let sides = ["LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL"];
    let is_side = sides.iter().any(|word| cursor.is(word));
    cursor.is("JOIN") || is_side && !cursor.peek_at(1).is_some_and(|next| next.is_symbol("("))
}

impl Reader<'_, '_> {
    /// What stands after `FROM`, up to where something else begins.
    pub(super) fn sources(&self, cursor: &mut Cursor<'_>, outer: &Frame<'_>) -> Sources {
        let mut frame = Frame::within(Some(outer));
        frame.sources = self.source(cursor, &frame);
        loop {
            let listed = cursor.eat_symbol(",");
            if !listed && !joins(cursor) {
                return frame.sources;
            }
            let natural = cursor.eat("NATURAL");
            while ["LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER"]
                .iter()
                .any(|word| cursor.eat(word))
            {}
            if !listed && !cursor.eat("JOIN") {
                frame.sources.joined = None;
                return frame.sources;
            }
            let right = self.source(cursor, &frame);
            let mut by = Vec::new();
            if natural {
                by = self.shared(&frame.sources, &right);
            } else if cursor.eat("ON") {
                skip_condition(cursor);
            } else if cursor.eat("USING") {
                by = cursor.columns().unwrap_or_default();
                if cursor.eat("AS") {
                    let _ = cursor.identifier();
                }
            }
            frame.sources.join(right, &by, |one, other| self.world.same(one, other));
        }
    }

    /// The names of columns that are on both sides of a natural join.
    fn shared(&self, left: &Sources, right: &Sources) -> Vec<String> {
        let names = |sources: &Sources| -> Vec<String> {
            sources
                .joined
                .iter()
                .flatten()
                .filter_map(|column| column.output.name.clone())
                .collect()
        };
        let right = names(right);
        let is_shared = |name: &String| right.iter().any(|other| self.world.same(other, name));
        names(left).into_iter().filter(is_shared).collect()
    }

    /// One source, or several in parentheses.
    fn source(&self, cursor: &mut Cursor<'_>, frame: &Frame<'_>) -> Sources {
        cursor.eat("LATERAL");
        cursor.eat("ONLY");
        let mut source = Source { alias: None, columns: None };
        if frame.depth > DEEPEST {
            cursor.rest();
            return Sources::one(source);
        }
        if cursor.is_symbol("(") {
            let tokens = cursor.group().unwrap_or_default();
            let read = self.stars.borrow().len();
            let mut inner = cursor.over(tokens.clone());
            if item::is_query(&tokens) {
                source.columns = self.query(&mut inner, frame, None);
            }
            if !item::is_query(&tokens) || !inner.done() {
                self.stars.borrow_mut().truncate(read);
                let joined = self.sources(&mut cursor.over(tokens), frame);
                let all = joined.all().map(|all| all.map(|column| column.output.clone()).collect());
                source.columns = all;
                return if self.aliased(cursor, &mut source) {
                    Sources::one(source)
                } else {
                    joined
                };
            }
        } else {
            let Ok(name) = cursor.name() else { return Sources::one(source) };
            source.alias = Some(name.name.clone());
            if cursor.is_symbol("(") {
                return self.function(cursor, frame, &name);
            }
            let own = self.named_query(&name, frame);
            source.columns = own.unwrap_or_else(|| self.relation(&name, frame));
        }
        self.aliased(cursor, &mut source);
        Sources::one(source)
    }

    /// The query after `WITH` that `name` means, which may have columns that are not known.
    fn named_query(&self, name: &Name, frame: &Frame<'_>) -> Option<Option<Vec<Output>>> {
        let mut frame = Some(frame).filter(|_| name.namespace.is_none());
        while let Some(around) = frame {
            let found = around.named.iter().rev().find(|(own, _)| self.world.same(own, &name.name));
            if let Some((_, outputs)) = found {
                return Some(outputs.clone());
            }
            frame = around.outer;
        }
        None
    }

    /// A function in place of a table, from its arguments on: one that gives values of one type.
    fn function(&self, cursor: &mut Cursor<'_>, frame: &Frame<'_>, name: &Name) -> Sources {
        let arguments = cursor.group().unwrap_or_default();
        let known = self.called(&name.name, &arguments, frame).bare();
        let numbered = cursor.eat("WITH ORDINALITY");
        let mut source = Source { alias: Some(name.name.clone()), columns: None };
        let names = self.alias(cursor, &mut source);
        if cursor.is_symbol("(") || cursor.eat("AS") {
            // A record, whose columns are written out.
            source.columns = definitions(cursor, self);
        } else if known != Known::Nothing {
            let ordinal = ("ordinality".to_owned(), Known::of(Type::BigInt));
            let value = (source.alias.clone().unwrap_or_default(), known);
            let columns = [Some(value), Some(ordinal).filter(|_| numbered)];
            let output = |(name, known)| Output { name: Some(name), known };
            let columns = columns.into_iter().flatten().map(output).collect();
            source.columns = Some(renamed(columns, names.as_deref()));
        }
        Sources::one(source)
    }

    /// Takes the name that a source is given, and what else may follow it; the names of its columns, if there was one.
    fn alias(&self, cursor: &mut Cursor<'_>, source: &mut Source) -> Option<Vec<String>> {
        let is_taken = |token: Token<'_>| {
            canon::is_keyword(token.text) || NO_ALIAS.iter().any(|word| token.is(word))
        };
        let spelled = cursor.eat("AS");
        let may_be = spelled || !joins(cursor) && !cursor.peek().is_some_and(is_taken);
        let mut found = None;
        if may_be && cursor.at_identifier() && !cursor.are("NOT INDEXED") {
            source.alias = cursor.identifier().ok();
            let mut list = cursor.clone();
            let names = list.columns().ok();
            if names.is_some() {
                *cursor = list;
            }
            found = Some(names.unwrap_or_default());
        }
        let _ = cursor.eat("NOT INDEXED");
        if cursor.eat("INDEXED BY") || cursor.eat("TABLESAMPLE") {
            let _ = cursor.identifier();
            let _ = cursor.is_symbol("(") && cursor.group().is_ok();
            let _ = cursor.eat("REPEATABLE") && cursor.group().is_ok();
        }
        found
    }

    /// As [`Reader::alias`], the columns renamed; whether there was a name.
    fn aliased(&self, cursor: &mut Cursor<'_>, source: &mut Source) -> bool {
        let names = self.alias(cursor, source);
        let columns = source.columns.take();
        source.columns = columns.map(|columns| renamed(columns, names.as_deref()));
        names.is_some()
    }
}

/// The columns that are written out after the name of a record.
fn definitions(cursor: &mut Cursor<'_>, reader: &Reader<'_, '_>) -> Option<Vec<Output>> {
    let tokens = cursor.group().ok()?;
    let columns = item::split(&tokens).into_iter().map(|tokens| {
        let mut inner = cursor.over(tokens.to_vec());
        let name = Some(inner.identifier().ok()?);
        let ty = reader.world.ty(&column::type_text(&mut inner));
        Some(Output { name, known: Known::of(ty) })
    });
    columns.collect()
}

/// Passes over the condition of a join.
fn skip_condition(cursor: &mut Cursor<'_>) {
    while let Some(token) = cursor.peek() {
        if token.is_symbol(",") || joins(cursor) || item::ends(None, &token) {
            return;
        }
        if !(token.is_symbol("(") && cursor.group().is_ok()) {
            cursor.next();
        }
    }
}
