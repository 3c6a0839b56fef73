//! The few commands that a binary has for itself, for places without cargo. The whole set is `cargo xtask db`.

use std::fmt::Write;

use super::{Migrator, ON_START, state};
use crate::error::{Error, Result};
use crate::graph::{Graph, Target};
use crate::history;
use crate::plan::{self, Step};
use crate::revision::Revision;
use crate::runner::{self, Hooks};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
use crate::session::{Access, Connection, connect};
use crate::session::{Blocking, block_on};

/// What there is to say.
const USAGE: &str =
    "migrate upgrade [TARGET] [--sql] | downgrade TARGET [--sql] | current | status";

/// What the arguments ask for.
enum Command<'a> {
    Upgrade { target: &'a str, print: bool },
    Downgrade { target: &'a str, print: bool },
    Current,
    Status,
}

impl Migrator {
    /// Runs `upgrade`, `downgrade`, `current` or `status` on the database that `url` names. `args` are the words after
    /// the application's own `migrate`. The answer is what is to be printed.
    ///
    /// ```ignore
    /// if args.first().is_some_and(|word| word == "migrate") {
    ///     print!("{}", migrations::migrator().command(&args[1..], &url)?);
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// When the arguments make no sense, or as the command does.
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub fn command(&self, args: &[String], url: &str) -> Result<String> {
        self.command_on(args, &mut self.open_for(args, url)?)
    }

    /// The database, as the command needs it.
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(super) fn open_for(&self, args: &[String], url: &str) -> Result<Connection> {
        let access = match parse(args)? {
            Command::Upgrade { print: false, .. } | Command::Downgrade { print: false, .. } => {
                Access::Write
            }
            Command::Upgrade { .. }
            | Command::Downgrade { .. }
            | Command::Current
            | Command::Status => Access::Read,
        };
        connect(url, access).map_err(|error| self.spoken(error))
    }

    /// As [`Migrator::command`], on a connection of the caller's.
    ///
    /// # Errors
    ///
    /// As for [`Migrator::command`].
    pub fn command_on<S: Blocking>(&self, args: &[String], session: &mut S) -> Result<String> {
        self.obey(args, session, &Hooks::new())
    }

    pub(super) fn obey<S: Blocking>(
        &self,
        args: &[String],
        session: &mut S,
        hooks: &Hooks<S>,
    ) -> Result<String> {
        self.answer(args, session, hooks).map_err(|error| self.spoken(error))
    }

    fn answer<S: Blocking>(
        &self,
        args: &[String],
        session: &mut S,
        hooks: &Hooks<S>,
    ) -> Result<String> {
        match parse(args)? {
            Command::Upgrade { target, print } => {
                self.go(session, target, print, plan::upgrade, hooks)
            }
            Command::Downgrade { target, print } => {
                self.go(session, target, print, plan::downgrade, hooks)
            }
            Command::Current => {
                let heads = self.status(session)?.heads;
                Ok(heads.into_iter().map(|head| head + "\n").collect())
            }
            Command::Status => self.describe(session),
        }
    }

    fn go<S: Blocking>(
        &self,
        session: &mut S,
        target: &str,
        print: bool,
        plan: fn(&Graph, &std::collections::BTreeSet<String>, &Target) -> Result<Vec<Step>>,
        hooks: &Hooks<S>,
    ) -> Result<String> {
        let dialect = session.dialect();
        let graph = self.graph()?;
        let applied = block_on(history::read(session, &self.options.table))?;
        let steps = plan(&graph, &applied.ids(), &target.parse()?)?;
        let scripts = self.scripts(dialect)?;
        if print {
            return runner::print(dialect, &scripts, &steps, &self.options);
        }
        let done =
            block_on(runner::run_with(session, &scripts, &steps, &self.options, &mut (), hooks))?;
        let mut text = String::new();
        for done in &done {
            let (word, milliseconds) = (done.step.direction.word(), done.elapsed.as_millis());
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{word} {} ({milliseconds} ms)", done.step.revision);
        }
        if done.is_empty() {
            text.push_str("nothing to do\n");
        }
        Ok(text)
    }

    fn describe<S: Blocking>(&self, session: &mut S) -> Result<String> {
        let applied =
            block_on(history::checksums(session, &self.options.table))?.unwrap_or_default();
        let status = state::status(self.embedded, &applied);
        let heads =
            if status.heads.is_empty() { "none".to_string() } else { status.heads.join(" ") };
        Ok(format!(
            "current: {heads}\napplied: {}\npending: {}\nunknown: {}\n",
            status.applied, status.pending, status.unknown
        ))
    }

    fn graph(&self) -> Result<Graph> {
        let strings = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let revisions = self.embedded.revisions.iter().map(|revision| Revision {
            id: revision.id.to_string(),
            message: revision.message.to_string(),
            revises: strings(revision.revises),
            created: revision.created.to_string(),
            labels: strings(revision.labels),
            depends_on: strings(revision.depends_on),
            slug: revision.slug.to_string(),
            path: None,
            sections: Vec::new(),
        });
        Graph::new(revisions.collect()).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Error::graph(lines.join("\n"))
        })
    }
}

fn parse(args: &[String]) -> Result<Command<'_>> {
    let words: Vec<&str> =
        args.iter().map(String::as_str).filter(|word| *word != "--sql").collect();
    let print = words.len() < args.len();
    match words.as_slice() {
        ["upgrade"] => Ok(Command::Upgrade { target: "heads", print }),
        ["upgrade", target] => Ok(Command::Upgrade { target, print }),
        ["downgrade", target] => Ok(Command::Downgrade { target, print }),
        ["current"] if !print => Ok(Command::Current),
        ["status"] if !print => Ok(Command::Status),
        ["downgrade"] => Err(usage("`downgrade` needs a target, such as `-1` or `base`")),
        [] => Err(usage("`migrate` needs a command")),
        _ => Err(usage(&format!("`{}` is no command", args.join(" ")))),
    }
}

fn usage(message: &str) -> Error {
    Error::unsupported(message).with_hint(format!(
        "{USAGE}; at startup `{ON_START}=auto|upgrade|check|create-tables|off` decides"
    ))
}
