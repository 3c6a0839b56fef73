//! What the models say and a live database does not. What others have made there stays, unless it is asked for.

use std::collections::BTreeSet;

use migrate::autogenerate::{Unmanaged, keep, unmanaged};
use migrate::both::both;
use migrate::diff::{self, Hints};
use migrate::graph::Graph;
use migrate::op::Loss;
use migrate::schema::{Name, Schema, Subject};
use migrate::session::{Session, block_on};
use migrate::{dialect, introspect};

use super::{Difference, at_head, hints, refuse_loss, replayed, write};
use crate::args::Consent;
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{database, fresh, models, state};

/// What the models say and the live database does not. The database must be at head, or what is pending would be
/// written a second time. What nobody here has made is told and left alone; of it, `drop` names what shall go, all if it
/// names nothing.
pub(crate) fn from_database(
    place: &Place,
    talk: &Talk,
    graph: &Graph,
    consent: &Consent,
    drop: Option<&[String]>,
) -> Result<Difference> {
    let mut open = database::to_read(place)?;
    at_head(&mut open, graph)?;
    let dialect = open.connection.dialect();
    // While the database tells what it has, the models are read.
    let connection = &mut open.connection;
    let asked = || block_on(introspect::introspect(connection));
    let (live, models) = both(asked, || models::read(place, &[dialect]));
    let (models, mut live) = (models?, live?);
    let mut wanted = dialect.lower(&models.schema(dialect));
    state::without_history(&mut live, &open.table);
    let known = replayed(dialect, talk, graph, None)?;
    let mut found = unmanaged(&live, &[&known, &wanted]);
    let chosen =
        drop.map_or_else(|| Ok(Unmanaged::default()), |names| choose(&mut found, names))?;
    let previous = of_which(&live, &known, &wanted, &chosen);
    let alone = found.told();
    if !alone.is_empty() {
        talk.say(format!(
            "left alone, known neither to the models nor to the migrations: {}",
            alone.join(", ")
        ));
    }
    wanted.carry_unmodelled(&previous);
    keep(&mut wanted, &live, &found.subjects);
    let hints = hints(models.hints(dialect), consent);
    let last = state::as_the_server_says_beside(&mut open.connection, &wanted, &previous, &hints)?;
    if chosen == Unmanaged::default() {
        return write(dialect, &previous, diff::diff(&previous, &last, &hints, dialect)?, consent);
    }
    // What goes is told by itself: it has no way back, since no revision has made it.
    keep(&mut wanted, &live, &chosen.subjects);
    for subject in &chosen.subjects {
        if let Subject::Table(name) = subject
            && let Some(table) = previous.tables.get(name)
        {
            wanted.tables.insert(name.clone(), table.clone());
        }
    }
    let whole = state::as_the_server_says_beside(&mut open.connection, &wanted, &previous, &hints)?;
    let ops = diff::diff(&previous, &whole, &hints, dialect)?;
    let mut difference = write(dialect, &previous, ops, consent)?;
    let mut without = whole.clone();
    without.views.retain(|name, _| !chosen.rest.views.contains_key(name));
    without.tables.retain(|name, _| !chosen.subjects.contains(&Subject::Table(name.clone())));
    for (name, table) in &mut without.tables {
        if let Some(last) = last.tables.get(name) {
            table.clone_from(last);
        }
    }
    let all = Hints { drop_and_add: true, ..Hints::default() };
    let gone = diff::diff(&whole, &without, &all, dialect)?;
    if !consent.allow_destructive {
        refuse_loss(dialect, &gone, &whole)?;
    }
    let statements = dialect::render_if_there(dialect, &gone, &whole)?;
    difference.up.statements.extend(statements);
    difference.ops.extend(gone);
    difference.loss = difference.loss.max(Loss::Lossy);
    Ok(difference)
}

/// Takes what `names` name out of what was found; all tables, views and parts of tables if there are none.
fn choose(found: &mut Unmanaged, names: &[String]) -> Result<Unmanaged> {
    let mut chosen = Unmanaged::default();
    let mut spent: BTreeSet<&String> = BTreeSet::new();
    let mut takes = |any: &[String]| {
        let named = names.iter().filter(|name| any.contains(name)).collect::<Vec<_>>();
        spent.extend(&named);
        names.is_empty() || !named.is_empty()
    };
    for subject in std::mem::take(&mut found.subjects) {
        let is_taken = takes(&crate::adopt::names_of(&subject))
            && (!names.is_empty() || !crate::adopt::is_of_tool(&subject));
        let side = if is_taken { &mut chosen.subjects } else { &mut found.subjects };
        side.insert(subject);
    }
    for (name, view) in std::mem::take(&mut found.rest.views) {
        let side = if takes(&[name.to_string()]) { &mut chosen.rest } else { &mut found.rest };
        side.views.insert(name, view);
    }
    if let Some(unknown) = names.iter().find(|name| !spent.contains(name)) {
        return Err(Failure::usage(format!("the database holds no `{unknown}` that is nobody's"))
            .hint(format!("what there is: {}", fresh::list(&found.told()))));
    }
    Ok(chosen)
}

/// The part of `live` that is ours or is to go.
fn of_which(live: &Schema, known: &Schema, wanted: &Schema, chosen: &Unmanaged) -> Schema {
    let mut part = live.clone();
    let mut also = chosen.rest.clone();
    for subject in &chosen.subjects {
        if let Subject::Table(name) = subject
            && let Some(table) = live.tables.get(name)
        {
            also.tables.insert(name.clone(), table.clone());
            let named = table.columns.iter().filter_map(|column| match column.ty.element() {
                migrate::schema::Type::Named(name) => Some(name),
                _ => None,
            });
            let enums: Vec<&Name> = named.collect();
            let used = live.enums.iter().filter(|(name, _)| enums.contains(name));
            also.enums.extend(used.map(|(name, one)| (name.clone(), one.clone())));
        }
    }
    state::take_strangers(&mut part, &[known, wanted, &also]);
    part
}
