//! What `db diff` compares: a state, named on the command line, becomes a schema.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use migrate::dialect::{self, Dialect};
use migrate::diff::Hints;
use migrate::graph::Graph;
use migrate::history;
use migrate::replay::{self, Unread};
use migrate::schema::{Name, Schema};
use migrate::session::{self, Connection, Session, Url, block_on};

use crate::database::Open;
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{autogenerate, models, revisions};

/// A state, as the command line names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing at all.
    Empty,
    /// What the models say.
    Models,
    /// What the history leaves, as a whole or up to a revision.
    Migrations(Option<String>),
    /// A live database.
    Database(String),
    /// What a file of SQL leaves.
    File(PathBuf),
}

/// The state that a word names.
pub(crate) fn parse(word: &str) -> Result<State> {
    match word {
        "empty" => Ok(State::Empty),
        "models" => Ok(State::Models),
        "migrations" => Ok(State::Migrations(None)),
        _ => {
            if let Some(target) = word.strip_prefix("migrations@") {
                Ok(State::Migrations(Some(target.to_owned())))
            } else if word.ends_with(".sql") {
                Ok(State::File(word.into()))
            } else if word.contains(':') {
                Ok(State::Database(word.to_owned()))
            } else {
                Err(Failure::usage(format!("`{word}` is no state")).hint(
                    "a state is `empty`, `models`, `migrations`, `migrations@<revision>`, a database URL, or a .sql file",
                ))
            }
        }
    }
}

impl State {
    /// The dialect that the state can only have, if it is so.
    pub(crate) fn dialect(&self) -> Result<Option<&'static dyn Dialect>> {
        match self {
            State::Database(url) => Ok(Some(dialect::find(Url::parse(url)?.dialect())?)),
            State::Empty | State::Models | State::Migrations(_) | State::File(_) => Ok(None),
        }
    }
}

/// A state without a database: its schema as the replay's reader sees it, and what the models say beside it.
pub(crate) fn offline(
    place: &Place,
    talk: &Talk,
    state: &State,
    dialect: &'static dyn Dialect,
) -> Result<(Schema, Hints)> {
    match state {
        State::Empty => Ok((Schema::default(), Hints::default())),
        State::Models => {
            let models = models::read(place, &[dialect])?;
            let wanted = replay::normalize(dialect, &dialect.lower(&models.schema(dialect)))?;
            Ok((wanted, models.hints(dialect)))
        }
        State::Migrations(target) => {
            let graph = revisions::graph(place)?;
            Ok((
                autogenerate::replayed(dialect, talk, &graph, target.as_deref())?,
                Hints::default(),
            ))
        }
        State::File(path) => Ok((file(talk, path, dialect)?, Hints::default())),
        State::Database(url) => {
            Err(Failure::new(format!("`{}` can only be read online", session::masked(url))))
        }
    }
}

fn file(talk: &Talk, path: &Path, dialect: &dyn Dialect) -> Result<Schema> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("`{}` cannot be read: {error}", path.display())))?;
    let mut schema = Schema::default();
    for unread in replay::replay(dialect, &text, &mut schema) {
        tell_unread(talk, &path.display().to_string(), &unread);
    }
    Ok(schema)
}

/// Tells of a statement that could not be followed: the comparison does without it.
pub(crate) fn tell_unread(talk: &Talk, file: &str, unread: &Unread) {
    talk.warn(format!("{file}:{}: not followed, {}: {}", unread.line, unread.reason, unread.text));
}

/// A live database's schema, without the tables that are none of ours: those of the history itself, and those that
/// neither the migrations nor the models (`also`) know. They are told and left alone.
pub(crate) fn managed(
    open: &mut Open,
    graph: &Graph,
    talk: &Talk,
    also: &Schema,
) -> Result<Schema> {
    let dialect = open.connection.dialect();
    let mut live = block_on(migrate::introspect::introspect(&mut open.connection))?;
    without_history(&mut live, &open.table);
    let known = autogenerate::replayed(dialect, talk, graph, None)?;
    let alone = take_strangers(&mut live, &[&known, also]);
    if !alone.is_empty() {
        talk.say(format!(
            "left alone, known neither to the models nor to the migrations: {}",
            alone.join(", ")
        ));
        talk.say("`--from-db --adopt` of `cargo xtask db revision` makes them ours.");
    }
    Ok(live)
}

/// Takes the tables of the history itself out of what was read from a database.
pub(crate) fn without_history(schema: &mut Schema, table: &Name) {
    schema.tables.remove(table);
    schema.tables.remove(&history::journal(table));
}

/// `wanted` as the server would tell it after having created it: made in a scratch place that leaves nothing.
pub(crate) fn as_the_server_says(connection: &mut Connection, wanted: &Schema) -> Result<Schema> {
    Ok(block_on(connection.scratch(wanted))?)
}

/// The same, to be compared with `live` by `hints`: what is there already in the same words is not made again.
pub(crate) fn as_the_server_says_beside(
    connection: &mut Connection,
    wanted: &Schema,
    live: &Schema,
    hints: &Hints,
) -> Result<Schema> {
    Ok(block_on(connection.scratch_beside(wanted, live, hints))?)
}

/// Takes out of a live schema what none of `known` has, and names it.
pub(crate) fn take_strangers(live: &mut Schema, known: &[&Schema]) -> Vec<String> {
    fn take<V>(
        kind: &str,
        live: &mut BTreeMap<Name, V>,
        is_known: impl Fn(&Name) -> bool,
        alone: &mut Vec<String>,
    ) {
        live.retain(|name, _| {
            let ours = is_known(name);
            if !ours {
                alone.push(format!("{kind} `{name}`"));
            }
            ours
        });
    }
    let mut alone = Vec::new();
    let any = |has: &dyn Fn(&Schema) -> bool| known.iter().any(|schema| has(schema));
    take("table", &mut live.tables, |n| any(&|s| s.tables.contains_key(n)), &mut alone);
    take("view", &mut live.views, |n| any(&|s| s.views.contains_key(n)), &mut alone);
    take("enum", &mut live.enums, |n| any(&|s| s.enums.contains_key(n)), &mut alone);
    take("domain", &mut live.domains, |n| any(&|s| s.domains.contains_key(n)), &mut alone);
    take("sequence", &mut live.sequences, |n| any(&|s| s.sequences.contains_key(n)), &mut alone);
    // The types of arguments are spelled in many ways, and one of several with a name is ours as the others are.
    let called = |name: &Name| name.name.split('(').next().unwrap_or_default().to_owned();
    let same =
        |one: &Name, other: &Name| one.namespace == other.namespace && called(one) == called(other);
    let function = |n: &Name| any(&|s| s.functions.keys().any(|known| same(known, n)));
    take("function", &mut live.functions, function, &mut alone);
    live.opaque.retain(|one| {
        let ours = any(&|s| s.tables.contains_key(&one.on) || s.views.contains_key(&one.on));
        if !ours {
            alone.push(format!("{} `{}` (cannot be read: {})", one.kind, one.name, one.reason));
        }
        ours
    });
    live.namespaces.retain(|name| any(&|s| s.namespaces.contains(name)));
    live.extensions.retain(|name, _| any(&|s| s.extensions.contains_key(name)));
    alone
}
