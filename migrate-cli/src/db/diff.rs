//! `db diff FROM TO`: the SQL from one state to another.

use std::process::ExitCode;

use migrate::dialect::Dialect;
use migrate::diff::Hints;
use migrate::op;
use migrate::schema::Schema;
use migrate::session::{self, Access, Session, block_on};
use serde_json::json;

use crate::args;
use crate::autogenerate::{self, Difference};
use crate::failure::{Failure, Result};
use crate::state::{self, State};
use crate::talk::Talk;
use crate::workspace::Place;

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Diff) -> Result<ExitCode> {
    let (previous, next) = (state::parse(&args.previous)?, state::parse(&args.next)?);
    let dialect = dialect(place, &previous, &next)?;
    let (previous, next, hints) =
        if matches!(previous, State::Database(_)) || matches!(next, State::Database(_)) {
            online(place, talk, dialect, &previous, &next)?
        } else {
            let (before, _) = state::offline(place, talk, &previous, dialect)?;
            let (mut after, hints) = state::offline(place, talk, &next, dialect)?;
            if next == State::Models {
                after.carry_unmodelled(&before);
            }
            let base = migrate::diff::renamed(&before, &after, &hints, dialect);
            migrate::replay::reword(dialect, &base, &mut after);
            (before, after, hints)
        };
    let hints = autogenerate::hints(hints, &args.consent);
    let ops = migrate::diff::diff(&previous, &next, &hints, dialect)?;
    let difference = autogenerate::write(dialect, &previous, ops, &args.consent)?;
    report(talk, args, &difference)
}

/// The dialect that both states have: a database's own, or the one asked for, or the only one configured.
fn dialect(place: &Place, previous: &State, next: &State) -> Result<&'static dyn Dialect> {
    let spoken = [previous.dialect()?, next.dialect()?];
    let asked = match place.global.dialect.as_slice() {
        [] => None,
        [one] => Some(migrate::dialect::find(one)?),
        _ => {
            return Err(Failure::usage("`db diff` writes one dialect at a time")
                .hint("give one `--dialect`"));
        }
    };
    let mut known = spoken.into_iter().flatten().chain(asked);
    if let Some(first) = known.next() {
        return match known.find(|other| other.name() != first.name()) {
            Some(other) => Err(Failure::usage(format!(
                "`{}` and `{}` cannot be compared",
                first.name(),
                other.name()
            ))),
            None => Ok(first),
        };
    }
    let configured = place.project().map(|project| project.dialects.clone()).unwrap_or_default();
    match configured.as_slice() {
        [one] => Ok(*one),
        several => {
            let words: Vec<&str> = several.iter().map(|dialect| dialect.name()).collect();
            Err(Failure::usage("it is not said which dialect to write")
                .hint(format!("add `--dialect {}`", words.first().copied().unwrap_or("sqlite"))))
        }
    }
}

/// Both states as the server tells them: a live one introspected, any other made in a scratch place and introspected.
fn online(
    place: &Place,
    talk: &Talk,
    dialect: &'static dyn Dialect,
    previous: &State,
    next: &State,
) -> Result<(Schema, Schema, Hints)> {
    let url = [previous, next].into_iter().find_map(|state| match state {
        State::Database(url) => Some(url.clone()),
        State::Empty | State::Models | State::Migrations(_) | State::File(_) => None,
    });
    let url = url.ok_or_else(|| Failure::new("neither state is a database"))?;
    let mut server = session::connect(&url, Access::Read)?;
    debug_assert_eq!(server.dialect().name(), dialect.name());
    let (before, _) = told(place, talk, dialect, previous, &mut server, None)?;
    let (after, hints) = told(place, talk, dialect, next, &mut server, Some(&before))?;
    Ok((before, after, hints))
}

fn told(
    place: &Place,
    talk: &Talk,
    dialect: &'static dyn Dialect,
    wanted: &State,
    server: &mut session::Connection,
    beside: Option<&Schema>,
) -> Result<(Schema, Hints)> {
    if let State::Database(url) = wanted {
        let mut live = session::connect(url, Access::Read)?;
        let mut schema = block_on(migrate::introspect::introspect(&mut live))?;
        state::without_history(&mut schema, &place.history_table());
        return Ok((schema, Hints::default()));
    }
    let (mut schema, hints) = state::offline(place, talk, wanted, dialect)?;
    if let (State::Models, Some(beside)) = (wanted, beside) {
        schema.carry_unmodelled(beside);
    }
    Ok((state::as_the_server_says(server, &schema)?, hints))
}

fn report(talk: &Talk, args: &args::Diff, difference: &Difference) -> Result<ExitCode> {
    if talk.json {
        let operations: Vec<String> = difference.ops.iter().map(op::describe).collect();
        let hazards: Vec<&String> =
            difference.up.statements.iter().flat_map(|statement| &statement.hazard).collect();
        let statements: Vec<&String> =
            difference.up.statements.iter().map(|statement| &statement.sql).collect();
        talk.value(&json!({
            "dialect": difference.dialect.name(),
            "equal": difference.ops.is_empty(),
            "operations": operations,
            "statements": statements,
            "hazards": hazards,
        }))?;
    } else if difference.ops.is_empty() {
        talk.say("The two states are equal.");
    } else {
        talk.text(&autogenerate::text(&difference.up.statements))?;
    }
    Ok(ExitCode::from(u8::from(args.exit_code && !difference.ops.is_empty())))
}
