//! The sections of a revision file: where each begins, and what only all of them together can tell. Not the SQL in them.

use super::{Reader, command, comment, marker};
use crate::dialect;
use crate::revision::{Direction, Limits, Section};

const MARKERS: &str = "the markers are `-- migrate:up`, `-- migrate:down` and, within a section, `-- migrate:effect <sql>`";

impl Reader<'_> {
    /// Reads everything below the header.
    pub(super) fn body(&mut self, lines: &[&str], below: usize) {
        let mut text: Vec<&str> = Vec::with_capacity(lines.len());
        let mut open = false;
        // One error for each run of stray lines, and none below a marker that was refused itself.
        let mut stray = !self.errors.is_empty();
        for (index, line) in lines.iter().enumerate().skip(below) {
            match command(line) {
                Some(words) if !words.trim_start().starts_with("effect") => {
                    self.close(&mut text);
                    open = self.open(words, index + 1);
                    stray = !open;
                }
                Some(_) | None if open => text.push(line),
                Some(_) => self.refuse(
                    index + 1,
                    "this effect stands outside any section",
                    "put it below the statement whose effect it declares",
                ),
                None if line.trim().is_empty() || comment(line).is_some() || stray => {}
                None => {
                    stray = true;
                    let hint = "put a line `-- migrate:up` above it";
                    self.refuse(index + 1, "SQL outside any section would never run", hint);
                }
            }
        }
        self.close(&mut text);
    }

    /// Gives the text collected since the last marker to its section.
    fn close(&mut self, text: &mut Vec<&str>) {
        if let Some(section) = self.revision.sections.last_mut().filter(|_| !text.is_empty()) {
            section.sql = text.join("\n");
            section.sql.truncate(section.sql.trim_end().len());
        }
        text.clear();
    }

    /// Opens the section that a marker's `words` name; whether it is one.
    fn open(&mut self, words: &str, line: usize) -> bool {
        let mut words = words.split_whitespace();
        let direction = match words.next() {
            Some("up") => Direction::Up,
            Some("down") => Direction::Down,
            other => {
                let word = other.unwrap_or_default();
                self.refuse(line, format!("there is no marker `migrate:{word}`"), MARKERS);
                return false;
            }
        };
        let mut section = Section {
            direction,
            dialect: None,
            transaction: true,
            hook: false,
            irreversible: false,
            limits: Limits::NONE,
            sql: String::new(),
            line,
        };
        for word in words {
            if let Err((message, hint)) = apply(&mut section, word) {
                self.refuse(line, message, hint);
                return false;
            }
        }
        let earlier =
            self.revision.sections.iter().find(|other| {
                other.direction == section.direction && other.dialect == section.dialect
            });
        if let Some(line_before) = earlier.map(|section| section.line) {
            let text = marker(&section);
            self.refuse(
                line,
                format!("`{text}` stands here again, first on line {line_before}"),
                "put both texts below one of the markers and delete the other",
            );
            return false;
        }
        self.revision.sections.push(section);
        true
    }

    /// Checks what only the whole file can tell.
    pub(super) fn complete(&mut self) {
        if !self.errors.is_empty() {
            return;
        }
        let sections = std::mem::take(&mut self.revision.sections);
        for section in &sections {
            if section.irreversible
                && let Some(line) = first_statement(section)
            {
                let hint = format!(
                    "delete the SQL, or write line {} without `irreversible`",
                    section.line
                );
                self.refuse(line, "SQL below an irreversible marker would never run", hint);
            }
            if section.hook && !section.transaction {
                let hint = "give the hook a revision of its own, before or after this one";
                let message = "a section outside transactions has none for its hook to run in";
                self.refuse(section.line, message, hint);
            }
            if !is_paired(section, &sections) {
                let (message, hint) = unpaired(section);
                self.refuse(section.line, message, hint);
            }
        }
        self.revision.sections = sections;
    }
}

/// The line of the file on which the section's first SQL stands, if it has any.
fn first_statement(section: &Section) -> Option<usize> {
    let is_sql = |line: &str| !line.trim().is_empty() && comment(line).is_none();
    section.sql.lines().position(is_sql).map(|offset| section.line + 1 + offset)
}

/// Whether a section has its other half: one for its dialect or for all, or, for a section that serves all, one for each
/// dialect.
fn is_paired(section: &Section, sections: &[Section]) -> bool {
    let other_half = |dialect: Option<&str>| {
        sections.iter().any(|other| {
            other.direction != section.direction && other.dialect.as_deref() == dialect
        })
    };
    other_half(None)
        || match &section.dialect {
            Some(dialect) => other_half(Some(dialect)),
            None => dialect::ALL.iter().all(|dialect| other_half(Some(dialect.name()))),
        }
}

/// What to say of a section without its other half.
fn unpaired(section: &Section) -> (String, String) {
    let of = section.dialect.as_ref().map(|dialect| format!(" {dialect}")).unwrap_or_default();
    let this = marker(section);
    match section.direction {
        Direction::Down => (
            format!("`{this}` has no `-- migrate:up{of}` beside it"),
            format!("add a line `-- migrate:up{of}` and the SQL that it takes back"),
        ),
        Direction::Up => (
            format!("`{this}` has no `-- migrate:down{of}` beside it"),
            format!(
                "add a line `-- migrate:down{of}` and the SQL that takes it back, or \
                 `-- migrate:down{of} irreversible`"
            ),
        ),
    }
}

/// Applies one word behind `up` or `down` to the section that it opens.
fn apply(section: &mut Section, word: &str) -> Result<(), (String, String)> {
    if let Some(taken) = section.limits.take(word) {
        let hint = "write `lock_timeout:5`, or `statement_timeout:600`, in seconds";
        return taken.map_err(|message| (message, hint.to_owned()));
    }
    match word {
        "transaction:false" => section.transaction = false,
        "transaction:true" => section.transaction = true,
        "hook" => section.hook = true,
        "irreversible" if section.direction == Direction::Down => section.irreversible = true,
        "irreversible" => {
            let hint = "write `-- migrate:down irreversible` instead";
            return Err(("only a `down` can be irreversible".to_owned(), hint.to_owned()));
        }
        name => {
            let dialect = dialect::find(name).map_err(|_| {
                let known: Vec<String> = dialect::ALL.iter().map(|dialect| format!("`{}`", dialect.name())).collect();
                (
                    format!("`{name}` is no dialect and no option of a section"),
                    format!(
                        "the dialects are {}, the options `transaction:false`, `hook`, `lock_timeout:5`, `statement_timeout:600` and, of a `down`, `irreversible`",
                        known.join(", ")
                    ),
                )
            })?;
            if section.dialect.is_some() {
                let hint = "write a section for each dialect, or none for all of them";
                return Err(("a section names one dialect".to_owned(), hint.to_owned()));
            }
            section.dialect = Some(dialect.name().to_owned());
        }
    }
    Ok(())
}
