//! Everything that reaches the terminal: data to stdout, talk to stderr, questions to a person.

use std::borrow::Cow;
use std::io::{self, BufRead, IsTerminal, Write};

use serde_json::Value;

use crate::args::Global;
use crate::failure::{Failure, Result};

/// How this run talks.
#[derive(Debug)]
pub(crate) struct Talk {
    /// JSON on stdout.
    pub(crate) json: bool,
    /// Each statement, each step.
    pub(crate) verbose: bool,
    quiet: bool,
    yes: bool,
    color: bool,
}

impl Talk {
    pub(crate) fn new(global: &Global) -> Self {
        Talk {
            json: global.json,
            verbose: global.verbose > 0,
            quiet: global.quiet,
            yes: global.yes,
            color: io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        }
    }

    /// One line of data. A reader that went away (`| head`) ends the program in peace.
    pub(crate) fn data(&self, line: impl AsRef<str>) -> Result<()> {
        let mut out = io::stdout().lock();
        let line = for_reader(line.as_ref(), &out);
        end_in_peace(writeln!(out, "{line}").and_then(|()| out.flush()))
    }

    /// Data that ends its own lines.
    pub(crate) fn text(&self, text: &str) -> Result<()> {
        let mut out = io::stdout().lock();
        let text = for_reader(text, &out);
        end_in_peace(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// A JSON value.
    pub(crate) fn value(&self, value: &Value) -> Result<()> {
        self.data(format!("{value:#}"))
    }

    /// Talk, unless it was asked to be quiet.
    pub(crate) fn say(&self, line: impl AsRef<str>) {
        if !self.quiet {
            self.line("", line.as_ref());
        }
    }

    /// Talk that only a curious person wants.
    pub(crate) fn detail(&self, line: impl AsRef<str>) {
        if self.verbose && !self.quiet {
            self.line("", line.as_ref());
        }
    }

    /// Something that is not wrong yet.
    pub(crate) fn warn(&self, line: impl AsRef<str>) {
        self.line(&self.paint("33;1", "warning: "), line.as_ref());
    }

    /// Why the command stops.
    pub(crate) fn failure(&self, failure: &Failure) {
        for report in &failure.reports {
            self.line(&self.paint("31;1", "error: "), &report.message);
            if let Some(hint) = &report.hint {
                self.line(&self.paint("36;1", "hint: "), hint);
            }
        }
    }

    /// Asks a person; `--yes` answers for them, and without a person there is no answer.
    pub(crate) fn confirm(&self, question: &str) -> Result<()> {
        if self.yes {
            return Ok(());
        }
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            return Err(Failure::usage(format!(
                "{question} needs a yes, and there is no terminal to ask at"
            ))
            .hint("add `--yes`"));
        }
        self.prompt(&format!("{question}? [y/N] "));
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        match answer.trim() {
            "y" | "Y" | "yes" => Ok(()),
            _ => Err(Failure::new("cancelled, nothing was changed")),
        }
    }

    fn paint(&self, style: &str, word: &str) -> String {
        if self.color { format!("\x1b[{style}m{word}\x1b[0m") } else { word.to_owned() }
    }

    #[expect(clippy::unused_self, reason = "all that reaches the terminal goes through one value")]
    fn line(&self, before: &str, line: &str) {
        // At once, so that no other process writes into the line. Talk that nobody can hear is no reason to stop.
        let line = format!(
            "{before}{}
",
            harmless(line)
        );
        let _ = io::stderr().lock().write_all(line.as_bytes());
    }

    #[expect(clippy::unused_self, reason = "all that reaches the terminal goes through one value")]
    fn prompt(&self, question: &str) {
        let _ = io::stderr().lock().write_all(harmless(question).as_bytes());
    }
}

/// Data as its reader gets it: a program all of it, a person what a terminal only shows.
fn for_reader<'t>(text: &'t str, out: &impl IsTerminal) -> Cow<'t, str> {
    if out.is_terminal() { harmless(text) } else { Cow::Borrowed(text) }
}

/// A text without what a terminal would obey: names and messages come from files and databases of others.
fn harmless(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n");
    let mut shown = String::with_capacity(text.len());
    for c in lines.chars() {
        if obeyed(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

fn end_in_peace(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        other => Ok(other?),
    }
}
