//! Expressions by meaning: a schema in the words of another where both say the same in different ones, as a server does
//! when it is asked. Changes no expression that means something else.

use std::collections::BTreeMap;

use super::canon;
use super::expr::{Scope, meaning};
use crate::dialect::Dialect;
use crate::schema::{Column, Domain, Expr, Index, IndexKey, Name, Schema, Table, Type};

/// Gives the expressions of `next` the words that `previous` has for the same, so that only what differs in meaning
/// differs: checks, defaults, what is generated, indexes, domains. Both are physical schemas of `dialect`, of one reader
/// or of two, with the same names; see [`crate::diff::renamed`].
pub fn reword(dialect: &dyn Dialect, previous: &Schema, next: &mut Schema) {
    if !dialect.capability().rewrites_expressions {
        return;
    }
    let domains = next.domains.clone();
    for (name, domain) in &mut next.domains {
        if let Some(before) = previous.domains.get(name) {
            reword_domain(dialect, before, domain, [&previous.domains, &domains]);
        }
    }
    for (name, table) in &mut next.tables {
        let Some(before) = previous.tables.get(name).filter(|before| *before != table) else {
            continue;
        };
        let words = Words {
            previous: scope(dialect, before, &previous.domains),
            next: scope(dialect, table, &domains),
        };
        words.table(before, table);
    }
}

fn scope<'a>(
    dialect: &'a dyn Dialect,
    table: &Table,
    domains: &'a BTreeMap<Name, Domain>,
) -> Scope<'a> {
    let name = |column: &Column| canon::name_text(dialect, &column.name);
    let columns = table.columns.iter().map(|column| (name(column), column.ty.clone())).collect();
    Scope { dialect, columns, domains }
}

fn reword_domain(
    dialect: &dyn Dialect,
    previous: &Domain,
    next: &mut Domain,
    domains: [&BTreeMap<Name, Domain>; 2],
) {
    let scope = |domain: &Domain, domains| Scope {
        dialect,
        columns: [("value".to_owned(), domain.ty.clone())].into(),
        domains,
    };
    let words = Words { previous: scope(previous, domains[0]), next: scope(next, domains[1]) };
    let ty = next.ty.clone();
    words.same(previous.default.as_ref(), next.default.as_mut(), Some(&ty));
    for check in &mut next.checks {
        let found = previous.checks.iter().filter(|before| before.name == check.name);
        words.one_of(found.chain(&previous.checks).map(|before| &before.expr), &mut check.expr);
    }
}

/// What names mean on either side.
struct Words<'a> {
    previous: Scope<'a>,
    next: Scope<'a>,
}

impl Words<'_> {
    fn means(&self, previous: &Expr, next: &Expr, into: Option<&Type>) -> bool {
        previous == next
            || meaning(&self.previous, previous, into) == meaning(&self.next, next, into)
    }

    /// `next` in the words of `previous`, if both are there and mean the same.
    fn same(&self, previous: Option<&Expr>, next: Option<&mut Expr>, into: Option<&Type>) {
        if let (Some(previous), Some(next)) = (previous, next)
            && self.means(previous, next, into)
        {
            next.clone_from(previous);
        }
    }

    /// `next` in the words of the first of `previous` that means the same.
    fn one_of<'e>(&self, mut previous: impl Iterator<Item = &'e Expr> + Clone, next: &mut Expr) {
        if previous.clone().all(|expr| expr != next)
            && let Some(found) = previous.find(|expr| self.means(expr, next, None))
        {
            next.clone_from(found);
        }
    }

    fn table(&self, previous: &Table, next: &mut Table) {
        for column in &mut next.columns {
            let Some(before) = previous.column(&column.name) else { continue };
            let ty = Some(column.ty.clone());
            self.same(before.default.as_ref(), column.default.as_mut(), ty.as_ref());
            let before = before.generated.as_ref().map(|generated| &generated.expr);
            let generated = column.generated.as_mut().map(|generated| &mut generated.expr);
            self.same(before, generated, ty.as_ref());
        }
        for check in &mut next.checks {
            let named = previous.checks.iter().filter(|before| before.name == check.name);
            let all = named.chain(&previous.checks).map(|before| &before.expr);
            self.one_of(all, &mut check.expr);
        }
        for exclude in &mut next.excludes {
            let named = previous.excludes.iter().filter(|before| before.name == exclude.name);
            let mut all = named.chain(&previous.excludes).map(|before| &before.definition);
            if let Some(found) = all.find(|before| self.excludes(before, &exclude.definition)) {
                exclude.definition.clone_from(found);
            }
        }
        for index in &mut next.indexes {
            let named = previous.indexes.iter().filter(|before| before.name == index.name);
            let mut all = named.chain(&previous.indexes);
            if let Some(before) = all.find(|before| self.means_index(before, index)) {
                index.parts.clone_from(&before.parts);
                index.predicate.clone_from(&before.predicate);
            }
        }
    }

    /// Whether both definitions exclude the same among the same rows.
    fn excludes(&self, previous: &Expr, next: &Expr) -> bool {
        let cut = |expr: &Expr| {
            let (head, rows) = expr.0.split_once(" WHERE (")?;
            Some((head.to_owned(), Expr(rows.strip_suffix(')')?.to_owned())))
        };
        match (cut(previous), cut(next)) {
            (Some((head, rows)), Some((next_head, next_rows))) => {
                head == next_head && self.means(&rows, &next_rows, None)
            }
            _ => previous == next,
        }
    }

    /// Whether both indexes hold the same of the same rows.
    fn means_index(&self, previous: &Index, next: &Index) -> bool {
        let predicate = match (&previous.predicate, &next.predicate) {
            (Some(previous), Some(next)) => self.means(previous, next, None),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        predicate
            && previous.parts.len() == next.parts.len()
            && previous.parts.iter().zip(&next.parts).all(|(before, after)| {
                let same = match (&before.key, &after.key) {
                    (IndexKey::Expr(before), IndexKey::Expr(after)) => {
                        self.means(before, after, None)
                    }
                    (before, after) => before == after,
                };
                same && crate::schema::IndexPart { key: after.key.clone(), ..before.clone() }
                    == *after
            })
    }
}
