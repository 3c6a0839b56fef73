//! The text of a revision file, both ways: the only owner of the format. Not what the SQL in it means.
//!
//! ```text
//! -- add user email                         the message
//! --
//! -- Revision: 19becf30b774                 the header, to the first line that is no comment; free comments may follow
//! -- Revises: 5b0c7a11d2e9                  the blank line below it
//! -- Created: 2025-12-24 03:27:01 UTC
//! -- Labels:
//! -- Depends on:
//!
//! -- migrate:up sqlite                      a marker: counts at the start of a line and nowhere else
//! ALTER TABLE "users" ADD COLUMN "email" TEXT;
//! ```
//!
//! A marker counts wherever a line begins with it, also in the middle of a string literal or a function's body: the
//! format knows nothing of SQL, so that no unbalanced quote can make it swallow the sections that follow. A text that
//! needs such a line indents it by a blank.

use std::path::Path;

use crate::dialect;
use crate::error::{Error, Result};
use crate::revision::{Direction, Revision, Section, name};

/// The lines of the header, in the order in which they are written.
const KEYS: [&str; 5] = ["Revision", "Revises", "Created", "Labels", "Depends on"];

/// Reads the text of a revision file. `path` is what errors and the revision name; it is not opened.
///
/// # Errors
///
/// Everything that is wrong with the text, each with its line and the line that should stand there.
pub fn parse(path: impl AsRef<Path>, text: &str) -> Result<Revision, Vec<Error>> {
    let mut reader = Reader::new(path.as_ref());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> =
        text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let below = reader.header(&lines);
    reader.body(&lines, below);
    reader.complete();
    if reader.errors.is_empty() { Ok(reader.revision) } else { Err(reader.errors) }
}

/// The text of a revision's file; [`parse`] of it gives the revision back.
pub fn render(revision: &Revision) -> String {
    let mut text = String::new();
    let mut comment = |words: &str| {
        text.push_str(format!("-- {}", words.replace(['\n', '\r'], " ")).trim_end());
        text.push('\n');
    };
    comment(&revision.message);
    comment("");
    comment(&format!("Revision: {}", revision.id));
    comment(&format!("Revises: {}", revision.revises.join(", ")));
    comment(&format!("Created: {}", revision.created));
    comment(&format!("Labels: {}", revision.labels.join(", ")));
    comment(&format!("Depends on: {}", revision.depends_on.join(", ")));
    for section in &revision.sections {
        text.push('\n');
        text.push_str(&marker(section));
        text.push('\n');
        let sql = section.sql.trim_end();
        if !sql.is_empty() {
            text.push_str(sql);
            text.push('\n');
        }
    }
    text
}

/// The same file with other parents, every other byte of it as it was: what moves a revision to another place.
///
/// # Errors
///
/// When the text has no `Revises:` line.
pub fn with_revises(path: impl AsRef<Path>, text: &str, parents: &[String]) -> Result<String> {
    let Some(line) = text.split_inclusive('\n').find(|line| line.starts_with("-- Revises:")) else {
        return Err(Error::file(format!(
            "`{}` has no `-- Revises:` line",
            path.as_ref().display()
        )));
    };
    let ending = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
    let wanted = format!("-- Revises: {}", parents.join(", "));
    Ok(text.replacen(line, &format!("{}{ending}", wanted.trim_end()), 1))
}

/// The line that opens a section.
fn marker(section: &Section) -> String {
    let mut line = format!("-- migrate:{}", section.direction.word());
    if let Some(dialect) = &section.dialect {
        line.push(' ');
        line.push_str(dialect);
    }
    if section.irreversible {
        line.push_str(" irreversible");
    }
    if !section.transaction {
        line.push_str(" transaction:false");
    }
    line
}

/// What is known of a file so far.
struct Reader<'a> {
    path: &'a Path,
    revision: Revision,
    errors: Vec<Error>,
}

impl<'a> Reader<'a> {
    fn new(path: &'a Path) -> Self {
        let file_name =
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let slug = name::slug_of(&file_name).to_owned();
        let revision = Revision { slug, path: Some(path.to_owned()), ..Revision::default() };
        Reader { path, revision, errors: Vec::new() }
    }

    /// `line` is counted from 1.
    fn refuse(&mut self, line: usize, message: impl std::fmt::Display, hint: impl Into<String>) {
        let place = format!("{}:{line}", self.path.display());
        self.errors.push(Error::file(format!("`{place}`: {message}")).with_hint(hint));
    }

    /// Reads the message and the header; returns the index of the first line below.
    fn header(&mut self, lines: &[&str]) -> usize {
        let first = lines.first().copied().unwrap_or_default();
        let Some(message) = comment(first) else {
            self.refuse(
                1,
                "the first line is not the message",
                "begin the file with `-- <what this revision does>`",
            );
            return 0;
        };
        self.revision.message = message.to_owned();
        let mut found: Vec<(&str, usize)> = Vec::new();
        let mut at = 1;
        while let Some(words) =
            lines.get(at).copied().filter(|line| command(line).is_none()).and_then(comment)
        {
            at += 1;
            if words.is_empty() {
                continue;
            }
            let (key, value) = words.split_once(':').unwrap_or((words, ""));
            let Some(key) =
                KEYS.into_iter().find(|known| *known == key.trim_end() && words.contains(':'))
            else {
                self.refuse(at, format!("`{words}` is no line of the header"), strange(words));
                continue;
            };
            if let Some((_, line)) = found.iter().find(|(known, _)| *known == key) {
                let line = *line;
                self.refuse(
                    at,
                    format!("`{key}:` stands here again, first on line {line}"),
                    "delete one of them",
                );
                continue;
            }
            found.push((key, at));
            self.field(key, value.trim(), at);
        }
        // The last two may be left out: most revisions have neither labels nor dependencies.
        for key in
            KEYS.into_iter().take(3).filter(|key| found.iter().all(|(known, _)| known != key))
        {
            let line = if at == 1 { 1 } else { 2 };
            self.refuse(
                line,
                format!("the header has no `{key}:` line"),
                format!("add the line `{}`", example(key)),
            );
        }
        at
    }

    fn field(&mut self, key: &str, value: &str, line: usize) {
        match key {
            "Revision" => match self.list(key, value, line).as_slice() {
                [id] => self.revision.id.clone_from(id),
                [] => self.refuse(
                    line,
                    "`Revision:` names no id",
                    format!("write the id, as in `{}`", example(key)),
                ),
                [_, _, ..] => self.refuse(
                    line,
                    "`Revision:` names several ids",
                    "keep the one that is this file's",
                ),
            },
            "Revises" => self.revision.revises = self.list(key, value, line),
            "Labels" => self.revision.labels = self.list(key, value, line),
            "Depends on" => self.revision.depends_on = self.list(key, value, line),
            _ if is_time(value) => value.clone_into(&mut self.revision.created),
            _ => self.refuse(
                line,
                format!("`{value}` is no time in UTC"),
                format!("write it as in `{}`", example("Created")),
            ),
        }
    }

    fn list(&mut self, key: &str, value: &str, line: usize) -> Vec<String> {
        let items: Vec<&str> = value.split(',').map(str::trim).collect();
        if value.is_empty() {
            return Vec::new();
        }
        if items.iter().any(|item| item.is_empty() || item.contains(char::is_whitespace)) {
            let words: Vec<&str> =
                value.split([' ', '\t', ',']).filter(|word| !word.is_empty()).collect();
            self.refuse(
                line,
                format!("`{value}` is no list of names separated by commas"),
                format!("write it as in `-- {key}: {}`", words.join(", ")),
            );
            return Vec::new();
        }
        items.into_iter().map(str::to_owned).collect()
    }

    /// Reads everything below the header.
    fn body(&mut self, lines: &[&str], below: usize) {
        let mut text: Vec<&str> = Vec::new();
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
            text.join("\n").trim_end().clone_into(&mut section.sql);
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
            irreversible: false,
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
    fn complete(&mut self) {
        if !self.errors.is_empty() {
            return;
        }
        let sections = std::mem::take(&mut self.revision.sections);
        for section in &sections {
            let sql = section
                .sql
                .lines()
                .position(|line| !line.trim().is_empty() && comment(line).is_none());
            if let Some(offset) = sql.filter(|_| section.irreversible) {
                self.refuse(
                    section.line + 1 + offset,
                    "SQL below an irreversible marker would never run",
                    format!(
                        "delete the SQL, or write line {} without `irreversible`",
                        section.line
                    ),
                );
            }
            let other = match section.direction {
                Direction::Up => Direction::Down,
                Direction::Down => Direction::Up,
            };
            let matched = sections.iter().any(|candidate| {
                candidate.direction == other
                    && (candidate.dialect.is_none() || candidate.dialect == section.dialect)
            });
            // A section for all dialects is matched when each dialect has its own other half.
            let spread = section.dialect.is_none()
                && dialect::ALL.iter().all(|dialect| {
                    sections.iter().any(|candidate| {
                        candidate.direction == other
                            && candidate.dialect.as_deref() == Some(dialect.name())
                    })
                });
            if !matched && !spread {
                let of = section
                    .dialect
                    .as_ref()
                    .map(|dialect| format!(" {dialect}"))
                    .unwrap_or_default();
                let (message, hint) = match other {
                    Direction::Up => (
                        format!("`{}` has no `-- migrate:up{of}` beside it", marker(section)),
                        format!("add a line `-- migrate:up{of}` and the SQL that it takes back"),
                    ),
                    Direction::Down => (
                        format!("`{}` has no `-- migrate:down{of}` beside it", marker(section)),
                        format!(
                            "add a line `-- migrate:down{of}` and the SQL that takes it back, or `-- migrate:down{of} irreversible`"
                        ),
                    ),
                };
                self.refuse(section.line, message, hint);
            }
        }
        self.revision.sections = sections;
    }
}

const MARKERS: &str = "the markers are `-- migrate:up`, `-- migrate:down` and, within a section, `-- migrate:effect <sql>`";

/// Applies one word behind `up` or `down` to the section that it opens.
fn apply(section: &mut Section, word: &str) -> Result<(), (String, String)> {
    match word {
        "transaction:false" => section.transaction = false,
        "transaction:true" => section.transaction = true,
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
                        "the dialects are {}, the options `transaction:false` and, of a `down`, `irreversible`",
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

/// What a line comment says, trimmed; `None` for any other line.
fn comment(line: &str) -> Option<&str> {
    line.strip_prefix("--").map(str::trim)
}

/// What stands behind `migrate:` at the start of a line. Capital letters do as well: passed over as a comment, such a
/// `down` would run as the end of the `up` above it.
fn command(line: &str) -> Option<&str> {
    let (word, rest) = comment(line)?.split_once(':')?;
    word.eq_ignore_ascii_case("migrate").then_some(rest)
}

/// The advice for a header line that is none.
fn strange(words: &str) -> String {
    let key = words.split(':').next().unwrap_or_default().trim().to_lowercase();
    let near = KEYS
        .into_iter()
        .find(|known| known.to_lowercase().split(' ').next() == key.split([' ', '_', '-']).next());
    match near {
        Some(known) => format!("write `{}`", example(known)),
        None => "the lines are `Revision:`, `Revises:`, `Created:`, `Labels:` and `Depends on:`; put other comments below \
                 the header, after a blank line"
            .to_owned(),
    }
}

/// A header line as it should stand.
fn example(key: &str) -> &'static str {
    match key {
        "Revision" => "-- Revision: 19becf30b774",
        "Revises" => "-- Revises: <the id of its parent, or nothing for the first>",
        "Created" => "-- Created: 2025-12-24 03:27:01 UTC",
        "Labels" => "-- Labels: <names separated by commas, or nothing>",
        _ => "-- Depends on: <ids or labels separated by commas, or nothing>",
    }
}

/// Whether `text` is `YYYY-MM-DD HH:MM:SS UTC`; only such text sorts by time.
fn is_time(text: &str) -> bool {
    let shape = "dddd-dd-dd dd:dd:dd UTC";
    let fits = text.len() == shape.len()
        && text.chars().zip(shape.chars()).all(|(letter, wanted)| match wanted {
            'd' => letter.is_ascii_digit(),
            other => letter == other,
        });
    let number = |at: std::ops::Range<usize>| {
        text.get(at).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(99)
    };
    fits && (1..=12).contains(&number(5..7))
        && (1..=31).contains(&number(8..10))
        && number(11..13) < 24
        && number(14..16) < 60
        && number(17..19) < 61
}
