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
//! Behind the dialect stand options: `transaction:false`, `hook`, `irreversible`, `lock_timeout:5`, `statement_timeout:600`.
//!
//! A marker counts wherever a line begins with it, also in the middle of a string literal or a function's body: the
//! format knows nothing of SQL, so that no unbalanced quote can make it swallow the sections that follow. A text that
//! needs such a line indents it by a blank.

mod body;
mod header;

use std::path::Path;

use crate::error::{Error, Result};
use crate::revision::{Revision, Section, name};

/// Reads the text of a revision file. `path` is what errors and the revision name; it is not opened.
///
/// # Errors
///
/// Everything that is wrong with the text, each with its line and the line that should stand there.
pub fn parse(path: impl AsRef<Path>, text: &str) -> Result<Revision, Vec<Error>> {
    let mut reader = Reader::new(path.as_ref());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = lines(text);
    let below = reader.header(&lines);
    reader.body(&lines, below);
    reader.complete();
    if reader.errors.is_empty() { Ok(reader.revision) } else { Err(reader.errors) }
}

/// The lines of a text; one that ends in a newline has an empty line more.
pub(super) fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::with_capacity(text.len() / 16);
    let mut from = 0;
    let mut end = |at: usize| {
        // Several where a tool has turned line endings that were turned already.
        lines.push(text.get(from..at).unwrap_or_default().trim_end_matches('\r'));
        from = at + 1;
    };
    // Eight bytes at a time: lines are short, and a history has very many of them.
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let mut found = newlines(u64::from_le_bytes(*word));
        while found != 0 {
            end(number * 8 + found.trailing_zeros() as usize / 8);
            found &= found - 1;
        }
    }
    let newlines = rest.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    newlines.for_each(|(at, _)| end(words.len() * 8 + at));
    end(text.len());
    lines
}

/// The highest bit of each byte that is a newline.
fn newlines(word: u64) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let other = word ^ 0x0a0a_0a0a_0a0a_0a0a;
    // A byte with any bit set has its highest one set here; none carries into the next.
    !(((other & LOW) + LOW) | other | LOW)
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
    if section.hook {
        line.push_str(" hook");
    }
    line.push_str(&section.limits.to_string());
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
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        let slug = name::slug_of(&file_name).to_owned();
        let revision = Revision { slug, path: Some(path.to_owned()), ..Revision::default() };
        Reader { path, revision, errors: Vec::new() }
    }

    /// `line` is counted from 1.
    fn refuse(&mut self, line: usize, message: impl std::fmt::Display, hint: impl Into<String>) {
        let place = format!("{}:{line}", self.path.display());
        self.errors.push(Error::file(format!("`{place}`: {message}")).with_hint(hint));
    }
}

/// What a line comment says, trimmed; `None` for any other line.
fn comment(line: &str) -> Option<&str> {
    line.strip_prefix("--").map(str::trim)
}

/// What stands behind `migrate:` at the start of a line. Capital letters do as well: passed over as a comment, such a
/// `down` would run as the end of the `up` above it.
fn command(line: &str) -> Option<&str> {
    marked(comment(line)?)
}

/// As [`command`], of what a comment says.
fn marked(words: &str) -> Option<&str> {
    let (word, rest) = words.split_at_checked("migrate".len())?;
    rest.strip_prefix(':').filter(|_| word.eq_ignore_ascii_case("migrate"))
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_end_wherever_in_a_word_they_end() {
        for newline in 0..20 {
            for letter in ["a", "\u{8}", "\u{b}", "\u{7f}", "é", "\u{8a}", "\r"] {
                for length in newline..newline + 18 {
                    let mut text: Vec<&str> = vec![letter; length];
                    text.insert(newline, "\n");
                    let text = text.concat();
                    let plain = text.split('\n').map(|line| line.trim_end_matches('\r'));
                    assert_eq!(lines(&text), plain.collect::<Vec<_>>(), "{text:?}");
                }
            }
        }
        assert_eq!(lines(""), [""]);
        assert_eq!(lines("\n\n\n\n\n\n\n\n\n"), [""; 10]);
    }
}
