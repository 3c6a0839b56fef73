//! What somebody types to name a place in the history: `head`, `ae10`, `-1`, `billing@head-2`. Only its grammar, not
//! whether there is such a place.
//!
//! ```text
//! target = [branch "@"] [anchor] [("+" | "-") digits]        at least one of the last two
//! anchor = "head" | "heads" | "base" | "current" | name
//! range  = [target] ":" [target]
//! ```
//!
//! No name holds a character that the grammar uses, so there is one way to read a text, and nothing of it is ignored.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};

/// The words that are not names.
pub(crate) const WORDS: [&str; 4] = ["head", "heads", "base", "current"];

/// A place in the history, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Before the `@`: a label or revision whose line the rest is about.
    pub branch: Option<String>,
    /// Where to start; from the database's own place if `None`.
    pub anchor: Option<Anchor>,
    /// How far to go from there, up if positive; never zero.
    pub steps: Option<i64>,
}

/// Where a target starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// The one head.
    Head,
    /// All heads.
    Heads,
    /// Before everything.
    Base,
    /// Where the database is.
    Current,
    /// An id, the beginning of one, a label, a slug or a file's name.
    Name(String),
}

/// From one target to another; an open end reaches as far as there is anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub from: Option<Target>,
    /// The upper end.
    pub to: Option<Target>,
}

impl Target {
    /// The target `head`.
    pub fn head() -> Target {
        Target { branch: None, anchor: Some(Anchor::Head), steps: None }
    }

    /// The target `heads`.
    pub fn heads() -> Target {
        Target { branch: None, anchor: Some(Anchor::Heads), steps: None }
    }

    /// The target `base`.
    pub fn base() -> Target {
        Target { branch: None, anchor: Some(Anchor::Base), steps: None }
    }

    /// The target `current`.
    pub fn current() -> Target {
        Target { branch: None, anchor: Some(Anchor::Current), steps: None }
    }

    /// The target that is the revision of that id.
    pub fn id(id: impl Into<String>) -> Target {
        Target { branch: None, anchor: Some(Anchor::Name(id.into())), steps: None }
    }
}

impl FromStr for Target {
    type Err = Error;

    fn from_str(text: &str) -> Result<Target> {
        let (branch, rest) = match text.split_once('@') {
            Some((branch, rest)) => (Some(name(branch, text, "before the `@`")?), rest),
            None => (None, text),
        };
        let sign = rest.find(['+', '-']).unwrap_or(rest.len());
        let (anchor, steps) = rest.split_at(sign);
        let anchor = match anchor {
            "" => None,
            "head" => Some(Anchor::Head),
            "heads" => Some(Anchor::Heads),
            "base" => Some(Anchor::Base),
            "current" => Some(Anchor::Current),
            other => Some(Anchor::Name(name(other, text, "as a revision")?)),
        };
        let steps = if steps.is_empty() { None } else { Some(count(steps, text)?) };
        if anchor.is_none() && steps.is_none() {
            return Err(unreadable(text, "names no revision"));
        }
        Ok(Target { branch, anchor, steps })
    }
}

impl FromStr for Range {
    type Err = Error;

    fn from_str(text: &str) -> Result<Range> {
        let Some((from, to)) = text.split_once(':').filter(|(_, to)| !to.contains(':')) else {
            return Err(Error::graph(format!("`{text}` is no range of revisions"))
                .with_hint("write `<from>:<to>`, `<from>:` or `:<to>`"));
        };
        let end = |text: &str| if text.is_empty() { Ok(None) } else { text.parse().map(Some) };
        Ok(Range { from: end(from)?, to: end(to)? })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(branch) = &self.branch {
            write!(f, "{branch}@")?;
        }
        match &self.anchor {
            Some(Anchor::Head) => f.write_str("head")?,
            Some(Anchor::Heads) => f.write_str("heads")?,
            Some(Anchor::Base) => f.write_str("base")?,
            Some(Anchor::Current) => f.write_str("current")?,
            Some(Anchor::Name(name)) => f.write_str(name)?,
            None => {}
        }
        match self.steps {
            Some(steps) => write!(f, "{steps:+}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |end: &Option<Target>| end.as_ref().map(Target::to_string).unwrap_or_default();
        write!(f, "{}:{}", end(&self.from), end(&self.to))
    }
}

/// Whether a character has a meaning in targets, or separates them, and so cannot be part of a name.
pub(crate) fn is_special(letter: char) -> bool {
    matches!(letter, '@' | '-' | '+' | ':' | ',') || letter.is_whitespace() || letter.is_control()
}

fn name(word: &str, text: &str, role: &str) -> Result<String> {
    if word.is_empty() {
        return Err(unreadable(text, &format!("has nothing {role}")));
    }
    if role.contains('@') && WORDS.contains(&word) {
        return Err(unreadable(
            text,
            &format!("has `{word}` {role}, where a label or a revision belongs"),
        ));
    }
    match word.chars().find(|letter| is_special(*letter)) {
        Some(letter) => {
            Err(unreadable(text, &format!("has a `{}` where none belongs", letter.escape_debug())))
        }
        None => Ok(word.to_owned()),
    }
}

/// `+2` or `-2`, and nothing behind it.
fn count(digits: &str, text: &str) -> Result<i64> {
    if !digits
        .get(1..)
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(unreadable(text, &format!("has `{digits}` where a number of steps belongs")));
    }
    match digits.parse::<i64>() {
        Ok(0) => Err(unreadable(text, "asks for no step at all")),
        Ok(steps) => Ok(steps),
        Err(_) => Err(unreadable(text, "asks for more steps than can be counted")),
    }
}

fn unreadable(text: &str, why: &str) -> Error {
    Error::graph(format!("the target `{}` {why}", text.escape_debug())).with_hint(
        "a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand \
         before it and `+2` or `-2` behind it, or alone",
    )
}
