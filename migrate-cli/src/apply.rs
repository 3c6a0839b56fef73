//! What `upgrade` and `downgrade` share: steps shown, printed as SQL, or taken, with what is said meanwhile.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use migrate::dialect::Dialect;
use migrate::graph::{Graph, Target};
use migrate::history::Checksums;
use migrate::plan::{self, Step};
use migrate::preflight;
use migrate::revision::Direction;
use migrate::runner::{self, Holder, Options, Progress, Script};
use migrate::session::{Session, block_on};
use serde_json::{Value, json};

use crate::args::Run;
use crate::database::Open;
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;

/// Shows the steps: one a line, or `{"steps": […]}`.
pub(crate) fn show(talk: &Talk, graph: &Graph, steps: &[Step]) -> Result<()> {
    if talk.json {
        return talk.value(&json!({ "steps": values(steps) }));
    }
    for step in steps {
        let message =
            graph.get(&step.revision).map(|revision| revision.message.as_str()).unwrap_or_default();
        talk.data(format!("{} {}  {message}", step.direction.word(), step.revision))?;
    }
    if steps.is_empty() {
        talk.say("There is nothing to do.");
    }
    Ok(())
}

fn values(steps: &[Step]) -> Vec<Value> {
    steps
        .iter()
        .map(|step| json!({ "direction": step.direction.word(), "revision": step.revision }))
        .collect()
}

/// Prints the SQL of the steps, with the history rows and their transactions: what running them would run.
pub(crate) fn print(
    place: &Place,
    talk: &Talk,
    dialect: &'static dyn Dialect,
    graph: &Graph,
    steps: &[Step],
    run: &Run,
) -> Result<()> {
    let scripts = scripts(dialect, graph, steps)?;
    talk.text(&runner::print(dialect, &scripts, steps, &options(place, run)?)?)
}

/// What is applied to a database that stands at all of `from`, or at `otherwise` if that is not said.
pub(crate) fn assumed(
    graph: &Graph,
    from: &[Target],
    otherwise: &Target,
) -> Result<BTreeSet<String>> {
    let from = if from.is_empty() { std::slice::from_ref(otherwise) } else { from };
    let mut applied = BTreeSet::new();
    for target in from {
        applied.extend(plan::assumed(graph, target)?);
    }
    Ok(applied)
}

/// The dialect for SQL that no database is asked about.
pub(crate) fn offline_dialect(place: &Place) -> Result<&'static dyn Dialect> {
    if place.global.dialect.is_empty()
        && let Ok(database) = crate::url::find(place)
    {
        return Ok(migrate::dialect::find(migrate::session::Url::parse(&database.url)?.dialect())?);
    }
    match place.project()?.dialects.as_slice() {
        [one] => Ok(*one),
        [] => {
            Err(Failure::usage("it is not said which dialect to write")
                .hint("add `--dialect sqlite`"))
        }
        several => {
            let words: Vec<&str> = several.iter().map(|dialect| dialect.name()).collect();
            Err(Failure::usage(format!(
                "it is not said which dialect to write: {}",
                words.join(", ")
            ))
            .hint(format!("add `--dialect {}`", words[0])))
        }
    }
}

/// Takes the steps that what is applied leaves and says what was done; the number of those that were taken.
pub(crate) fn take(
    place: &Place,
    talk: &Talk,
    graph: &Graph,
    open: &mut Open,
    applied: &Checksums,
    steps: &[Step],
    run: &Run,
) -> Result<usize> {
    let dialect = open.connection.dialect();
    // The runner also looks at what is applied, so that an edited file is named before anything runs.
    let scripts = scripts(dialect, graph, steps)?;
    let mut options = options(place, run)?;
    options.table = open.table.clone();
    let done = if steps.is_empty() {
        let connection = &mut open.connection;
        let told = block_on(runner::check(connection, applied, &scripts, &options))?;
        told.iter().for_each(|warning| talk.warn(warning));
        Vec::new()
    } else {
        if !run.no_preflight {
            let (connection, applied) = (&mut open.connection, applied.ids());
            let told = block_on(preflight::ask(connection, graph, &applied, steps))?;
            told.iter().for_each(|warning| talk.warn(warning));
        }
        // Where a database has no lock for migrations alone, whoever writes keeps them waiting.
        let whom = match dialect.conduct().advisory {
            Some(_) => "another migration to end",
            None => "another migration or writer to end",
        };
        let mut progress = Telling { talk, graph, whom, last: None };
        block_on(runner::run(&mut open.connection, &scripts, steps, &options, &mut progress))?
    };
    if talk.json {
        let steps: Vec<Value> = done
            .iter()
            .map(|done| {
                json!({
                    "direction": done.step.direction.word(),
                    "revision": done.step.revision,
                    "milliseconds": u64::try_from(done.elapsed.as_millis()).unwrap_or(u64::MAX),
                })
            })
            .collect();
        talk.value(&json!({ "steps": steps }))?;
    }
    Ok(done.len())
}

/// The revisions in the dialect's words: all that have any, since applied ones are checked against their rows; those of
/// the steps must have them.
pub(crate) fn scripts<'g>(
    dialect: &dyn Dialect,
    graph: &'g Graph,
    steps: &[Step],
) -> Result<Vec<Script<'g>>> {
    let wanted: std::collections::BTreeSet<&str> =
        steps.iter().map(|step| step.revision.as_str()).collect();
    let mut scripts = Vec::with_capacity(graph.len());
    let mut wrong = Vec::new();
    for revision in graph.iter() {
        match Script::of(dialect, revision) {
            Ok(script) => scripts.push(script),
            Err(error) if wanted.contains(revision.id.as_str()) => wrong.push(error),
            Err(_) => {}
        }
    }
    if wrong.is_empty() { Ok(scripts) } else { Err(wrong.into()) }
}

fn options(place: &Place, run: &Run) -> Result<Options> {
    Ok(Options {
        table: place.history_table(),
        lock_wait: seconds("--lock-wait", run.lock_wait)?,
        lock_timeout: run.lock_timeout.map(|limit| seconds("--lock-timeout", limit)).transpose()?,
        statement_timeout: run
            .statement_timeout
            .map(|limit| seconds("--statement-timeout", limit))
            .transpose()?,
        single_transaction: run.single_transaction,
        allow_edited: run.allow_edited,
        ..Options::default()
    })
}

fn seconds(option: &str, value: f64) -> Result<Duration> {
    Duration::try_from_secs_f64(value)
        .map_err(|_| Failure::usage(format!("`{option} {value}` is no number of seconds")))
}

/// Says what goes on.
struct Telling<'a> {
    talk: &'a Talk,
    graph: &'a Graph,
    /// For whom we wait when it is not our turn.
    whom: &'static str,
    /// Who was last said to be waited for, and when.
    last: Option<(String, Instant)>,
}

/// How often it is said again that somebody is still waited for.
const AGAIN: Duration = Duration::from_secs(10);

impl Telling<'_> {
    /// Says for whom we wait when that is news, and every now and then.
    fn wait(&mut self, what: &str, waited: Duration, who: &str) {
        let known =
            self.last.as_ref().is_some_and(|(known, said)| known == who && said.elapsed() < AGAIN);
        if !known {
            self.last = Some((who.to_owned(), Instant::now()));
            self.talk.say(format!("waiting for {what}, {} s so far{who}", waited.as_secs()));
        }
    }
}

impl Progress for Telling<'_> {
    fn started(&mut self, step: &Step, message: &str) {
        let parents = self
            .graph
            .get(&step.revision)
            .map(|revision| revision.revises.join(", "))
            .unwrap_or_default();
        let below = if parents.is_empty() { "base" } else { &parents };
        let line = match step.direction {
            Direction::Up => format!("Running upgrade {below} -> {}, {message}", step.revision),
            Direction::Down => format!("Running downgrade {} -> {below}, {message}", step.revision),
        };
        self.talk.say(line);
    }

    fn finished(&mut self, step: &Step, elapsed: Duration) {
        self.talk.detail(format!("  {} took {} ms", step.revision, elapsed.as_millis()));
    }

    fn waiting(&mut self, waited: Duration, holder: Option<&Holder>) {
        let who = holder.map(|holder| format!(": {holder}")).unwrap_or_default();
        self.wait(self.whom, waited, &who);
    }

    fn blocked(&mut self, waited: Duration, what: &str, holder: &Holder) {
        let what =
            if what.is_empty() { "a lock".to_owned() } else { format!("a lock on `{what}`") };
        self.wait(&what, waited, &format!(": {holder}"));
    }

    fn warned(&mut self, warning: &str) {
        self.talk.warn(warning);
    }
}
