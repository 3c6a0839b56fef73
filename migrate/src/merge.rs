//! Whether branches of the history can be joined: replayed in either order they must work and come to one schema. Writes
//! no revision.

use std::collections::BTreeSet;

use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::graph::{Edges, Graph};
use crate::introspect::introspect;
use crate::replay;
use crate::revision::{Direction, Revision};
use crate::schema::{Name, Schema};
use crate::session::Session;

/// Refuses branches whose changes do not commute on one of `dialects`: both add one thing, one drops what the other
/// alters, or the order decides what comes out. `parents` are the revisions to be joined.
///
/// # Errors
///
/// Each pair of revisions that stand against each other, with the line that fails.
pub fn commute(
    graph: &Graph,
    parents: &[String],
    dialects: &[&dyn Dialect],
) -> Result<(), Vec<Error>> {
    let mut conflicts: Vec<String> = Vec::new();
    for (place, one) in parents.iter().enumerate() {
        for other in &parents[place + 1..] {
            for dialect in dialects {
                let sides = Sides::new(graph, one, other);
                conflicts.extend(sides.conflicts(*dialect).map_err(|error| vec![error])?);
            }
        }
    }
    let mut seen = BTreeSet::new();
    conflicts.retain(|conflict| seen.insert(conflict.clone()));
    if conflicts.is_empty() {
        return Ok(());
    }
    let hint = "change one of the two revisions, or join them all the same with `--force`";
    Err(conflicts.into_iter().map(|conflict| Error::refused(conflict).with_hint(hint)).collect())
}

/// Runs the branches in either order on a scratch database and compares what it then tells of itself. `open` connects to
/// it; it must be empty, and everything is rolled back.
///
/// # Errors
///
/// When a revision fails in one of the orders, or the two come to different schemas; the database is as it was.
pub async fn prove<S: Session>(
    graph: &Graph,
    parents: &[String],
    open: &mut dyn FnMut() -> Result<S>,
) -> Result<()> {
    for (place, one) in parents.iter().enumerate() {
        for other in &parents[place + 1..] {
            let sides = Sides::new(graph, one, other);
            let forth = rehearse(&mut open()?, &[&sides.common, &sides.one, &sides.other]).await?;
            let back = rehearse(&mut open()?, &[&sides.common, &sides.other, &sides.one]).await?;
            let names = changed(&without_order(&forth), &without_order(&back));
            if let Some(name) = names.first() {
                return Err(Error::refused(format!(
                    "`{name}` comes out differently when `{other}` runs before `{one}`"
                ))
                .with_hint("let one of the two depend on the other: `-- Depends on: <id>`"));
            }
        }
    }
    Ok(())
}

/// The schema of a database after the revisions, which are then taken back as if they had never run.
async fn rehearse<S: Session>(session: &mut S, revisions: &[&Vec<&Revision>]) -> Result<Schema> {
    let dialect = session.dialect();
    let there = introspect(session).await?;
    if let Some(table) = there.tables.keys().next() {
        return Err(Error::refused(format!(
            "the scratch database is not empty, it has a table `{table}`"
        ))
        .with_hint("name one that is, such as `sqlite::memory:`"));
    }
    session.execute("BEGIN").await?;
    let told = async {
        for revision in revisions.iter().flat_map(|side| side.iter()) {
            let Some(section) = revision.section(Direction::Up, dialect.name())? else { continue };
            if !section.transaction {
                return Err(Error::unsupported(format!(
                    "revision `{}` runs outside a transaction and cannot be rehearsed",
                    revision.id
                )));
            }
            session
                .execute(&section.sql)
                .await
                .map_err(|error| error.within(format!("revision `{}`", revision.id)))?;
        }
        let schema = introspect(session).await?;
        match schema.opaque.first() {
            None => Ok(schema),
            Some(one) => Err(Error::unsupported(format!(
                "{} `{}` cannot be compared, it cannot be read: {}",
                one.kind, one.name, one.reason
            ))),
        }
    }
    .await;
    session.execute("ROLLBACK").await?;
    told
}

/// Two branches and what lies below both.
struct Sides<'g> {
    common: Vec<&'g Revision>,
    one: Vec<&'g Revision>,
    other: Vec<&'g Revision>,
}

/// A revision's statement that could not be followed.
#[derive(Debug, PartialEq, Eq)]
struct Failure<'g> {
    revision: &'g str,
    place: String,
    reason: String,
}

/// What one walk over some revisions left.
struct Walk<'g> {
    schema: Schema,
    failures: Vec<Failure<'g>>,
    /// The objects that each revision changed.
    touched: Vec<(&'g Revision, BTreeSet<Name>)>,
}

impl<'g> Sides<'g> {
    fn new(graph: &'g Graph, one: &str, other: &str) -> Self {
        let below = |id: &str| -> BTreeSet<&str> {
            let ancestors = graph.ancestors(id, Edges::All).into_iter().chain(graph.get(id));
            ancestors.map(|revision| revision.id.as_str()).collect()
        };
        let (of_one, of_other) = (below(one), below(other));
        let pick = |wanted: &dyn Fn(&str) -> bool| {
            graph.iter().filter(|revision| wanted(&revision.id)).collect()
        };
        Sides {
            common: pick(&|id| of_one.contains(id) && of_other.contains(id)),
            one: pick(&|id| of_one.contains(id) && !of_other.contains(id)),
            other: pick(&|id| !of_one.contains(id) && of_other.contains(id)),
        }
    }

    fn conflicts(&self, dialect: &dyn Dialect) -> Result<Vec<String>> {
        let base = walk(dialect, Schema::default(), &self.common)?.schema;
        let one = walk(dialect, base.clone(), &self.one)?;
        let other = walk(dialect, base, &self.other)?;
        let one_first = walk(dialect, one.schema.clone(), &self.other)?;
        let other_first = walk(dialect, other.schema.clone(), &self.one)?;
        let mut conflicts = against(&one, &other, &one_first);
        conflicts.extend(against(&other, &one, &other_first));
        if conflicts.is_empty() {
            conflicts.extend(unequal(&one, &other, &one_first.schema, &other_first.schema));
        }
        Ok(conflicts)
    }
}

fn walk<'g>(
    dialect: &dyn Dialect,
    mut schema: Schema,
    revisions: &[&'g Revision],
) -> Result<Walk<'g>> {
    let (mut failures, mut touched) = (Vec::new(), Vec::new());
    for revision in revisions {
        let Some(section) = revision.section(Direction::Up, dialect.name())? else { continue };
        let before = schema.clone();
        for unread in replay::replay(dialect, &section.sql, &mut schema) {
            failures.push(Failure {
                revision: &revision.id,
                place: format!("{}, line {}", revision.place(), section.line + unread.line),
                reason: unread.reason,
            });
        }
        touched.push((*revision, changed(&before, &schema)));
    }
    Ok(Walk { schema, failures, touched })
}

/// The objects in which two schemas differ.
fn changed(before: &Schema, after: &Schema) -> BTreeSet<Name> {
    fn differ<V: PartialEq>(
        before: &std::collections::BTreeMap<Name, V>,
        after: &std::collections::BTreeMap<Name, V>,
    ) -> Vec<Name> {
        let names: BTreeSet<&Name> = before.keys().chain(after.keys()).collect();
        names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
    }
    let mut names = differ(&before.tables, &after.tables);
    names.extend(differ(&before.enums, &after.enums));
    names.extend(differ(&before.domains, &after.domains));
    names.extend(differ(&before.sequences, &after.sequences));
    names.extend(differ(&before.views, &after.views));
    names.extend(differ(&before.functions, &after.functions));
    names.into_iter().collect()
}

/// What of `second` fails after `first` and not by itself.
fn against(first: &Walk<'_>, second: &Walk<'_>, after_first: &Walk<'_>) -> Vec<String> {
    let new = after_first.failures.iter().filter(|failure| !second.failures.contains(failure));
    new.map(|failure| {
        let touched = second.touched.iter().find(|(revision, _)| revision.id == failure.revision);
        let rival = touched.and_then(|(_, touched)| {
            first.touched.iter().find(|(_, others)| others.intersection(touched).next().is_some())
        });
        let rival = match rival {
            Some((rival, _)) => format!("revision `{}` ({})", rival.id, rival.place()),
            None => "the other branch".to_owned(),
        };
        format!(
            "revision `{}` does not work after {rival}: {}: {}",
            failure.revision, failure.place, failure.reason
        )
    })
    .collect()
}

/// Objects that both orders make, each in its own way. The order of columns is no difference.
fn unequal(
    one: &Walk<'_>,
    other: &Walk<'_>,
    one_first: &Schema,
    other_first: &Schema,
) -> Vec<String> {
    let (one_first, other_first) = (without_order(one_first), without_order(other_first));
    let names = changed(&one_first, &other_first);
    let who = |walk: &Walk<'_>, name: &Name| {
        let found = walk.touched.iter().find(|(_, touched)| touched.contains(name));
        found.map_or_else(
            || "one branch".to_owned(),
            |(revision, _)| format!("revision `{}` ({})", revision.id, revision.place()),
        )
    };
    names
        .iter()
        .map(|name| {
            format!(
                "{} and {} leave another `{name}` when they run the other way round",
                who(one, name),
                who(other, name)
            )
        })
        .collect()
}

fn without_order(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for table in schema.tables.values_mut() {
        table.columns.sort_by(|a, b| a.name.cmp(&b.name));
        table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
        table.triggers.sort_by(|a, b| a.name.cmp(&b.name));
        table.checks.sort_by(|a, b| (&a.name, &a.expr).cmp(&(&b.name, &b.expr)));
        table.uniques.sort_by(|a, b| (&a.name, &a.columns).cmp(&(&b.name, &b.columns)));
        table
            .foreign_keys
            .sort_by(|a, b| (&a.name, &a.columns, &a.table).cmp(&(&b.name, &b.columns, &b.table)));
    }
    schema
}
