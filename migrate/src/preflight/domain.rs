//! The rules of domains that rows meet: in columns that take the type, and in all that have it when it gets new ones.

use std::collections::BTreeMap;

use super::Question;
use super::compare::{Meeting, of_rows};
use super::rows::Walk;
use super::source::{Rows, Source, View};
use crate::dialect::{question, question::Of};
use crate::op::widens;
use crate::schema::{Check, Column, Domain, Name, Schema, Table, Type};

/// What the checks of a domain call the value.
const VALUE: &str = "value";

/// The domain that a type is.
pub(super) fn of<'a>(ty: &Type, schema: &'a Schema) -> Option<&'a Domain> {
    match ty {
        Type::Named(name) => schema.domains.get(name),
        _ => None,
    }
}

/// The rows, with what they hold as the value of a domain; `None` if that is not known.
fn values(walk: &Walk<'_>, live: &Table, source: &Source, from: &Type, to: &Domain) -> Option<Of> {
    let columns = BTreeMap::new();
    let view = View { dialect: walk.dialect, live, table: live, columns: &columns };
    let schema = walk.replay.schema();
    let below = |ty: &Type| of(ty, schema).map_or_else(|| ty.clone(), |one| one.ty.clone());
    let (from, to) = (below(from), below(&Type::Named(to.name.clone())));
    let value = match source {
        Source::Null => walk.dialect.stored("NULL", &to)?,
        Source::Made(_) => return None,
        Source::Column(_) if from == to => view.value(source, &from)?,
        Source::Column(_) if widens(&from, &to) => {
            walk.dialect.stored(&view.value(source, &from)?, &to)?
        }
        Source::Column(_) => return None,
    };
    Some(Of::selected(walk.dialect, live, &[(value, VALUE.to_owned())]))
}

fn broken(
    walk: &Walk<'_>,
    live: &Table,
    of: &Of,
    (column, domain): (&str, &Domain),
    check: &Check,
) -> Question {
    let found = format!(
        "of `{}` whose `{column}` breaks the check `{}` of domain `{}`",
        live.name, check.expr, domain.name
    );
    let hint = "change these values first, or in the revision before this line";
    of_rows(walk, live, question::breaking(of, &check.expr), found, hint)
}

/// What a domain asks of the rows of a table whose column takes it now.
pub(super) fn questions(
    walk: &Walk<'_>,
    meeting: &Meeting<'_>,
    live: &Table,
    after: &BTreeMap<String, Source>,
) -> Vec<Question> {
    let schema = walk.replay.schema();
    let mut asked = Vec::new();
    for next in &meeting.next.columns {
        let Some(domain) = of(&next.ty, schema) else { continue };
        let previous = meeting.before(&next.name);
        if previous.is_some_and(|previous| previous.ty == next.ty) {
            continue;
        }
        let (source, from) = match previous {
            Some(previous) => (meeting.source(&next.name), &previous.ty),
            None => (after.get(&next.name), &next.ty),
        };
        let Some(source) = source else { continue };
        let Some(of) = values(walk, live, source, from, domain) else { continue };
        let checks = domain.checks.iter().filter(|check| !check.not_valid);
        asked.extend(checks.map(|check| broken(walk, live, &of, (&next.name, domain), check)));
    }
    asked
}

impl Walk<'_> {
    /// What new rules of domains ask of all rows that have values of them.
    pub(super) fn ruled(&mut self, previous: &BTreeMap<Name, Domain>) {
        let schema = self.replay.schema();
        let mut asked = Vec::new();
        for (name, next) in &schema.domains {
            let Some(previous) = previous.get(name).filter(|previous| *previous != next) else {
                continue;
            };
            for (table, rows) in &self.rows {
                let Some(table) = schema.tables.get(table) else { continue };
                let is_of = |column: &&Column| column.ty == Type::Named(name.clone());
                for column in table.columns.iter().filter(is_of) {
                    asked.extend(self.rules(rows, column, previous, next));
                }
            }
        }
        self.questions.extend(asked);
    }

    fn rules(
        &self,
        rows: &Rows,
        column: &Column,
        previous: &Domain,
        next: &Domain,
    ) -> Vec<Question> {
        let Some(live) = self.live.tables.get(&rows.table) else { return Vec::new() };
        let source = rows.columns.get(&column.name);
        let of = source.and_then(|source| values(self, live, source, &column.ty, next));
        let Some(of) = of else { return Vec::new() };
        let is_old = |check: &Check| {
            previous.checks.iter().any(|other| other.expr == check.expr && !other.not_valid)
        };
        let new = next.checks.iter().filter(|check| !check.not_valid && !is_old(check));
        let mut asked: Vec<Question> =
            new.map(|check| broken(self, live, &of, (&column.name, next), check)).collect();
        if previous.nullable && !next.nullable {
            let found = format!(
                "of `{}` with NULL in `{}`, which domain `{}` does not allow",
                live.name, column.name, next.name
            );
            let hint = "give these rows a value first, or in the revision before this line";
            let sql = question::nulls(self.dialect, &of, VALUE);
            asked.push(of_rows(self, live, sql, found, hint));
        }
        asked
    }
}
