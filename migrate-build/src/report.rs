//! What a check found, as values, and the lines in which cargo wants to hear it. Decides nothing.

use std::fmt;
use std::path::PathBuf;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The build fails.
    Error,
    /// The build goes on.
    Warning,
}

/// One thing that was found, with its place as far as it has one.
///
/// `Display` is `path:line:column: message`, then the help on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// The file, relative to the workspace where it lies within it.
    pub path: Option<PathBuf>,
    /// The line, counted from 1; 0 where only the file is known.
    pub line: usize,
    /// The column, counted from 1; 0 where only the line is known.
    pub column: usize,
    /// What is the matter: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Everything that a check found, in the order in which it is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings.
    pub findings: Vec<Finding>,
}

impl Finding {
    /// A finding that fails the build, so far without a place.
    pub fn error(message: impl Into<String>) -> Self {
        Finding {
            severity: Severity::Error,
            path: None,
            line: 0,
            column: 0,
            message: message.into(),
            help: None,
        }
    }

    /// A finding that lets the build go on, so far without a place.
    pub fn warning(message: impl Into<String>) -> Self {
        Finding { severity: Severity::Warning, ..Finding::error(message) }
    }

    /// The same finding in a file; `line` and `column` are 0 where they are not known.
    pub fn at(mut self, path: impl Into<PathBuf>, line: usize, column: usize) -> Self {
        self.path = Some(path.into());
        self.line = line;
        self.column = column;
        self
    }

    /// The same finding with what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Report {
    /// Whether anything in it fails the build.
    pub fn failed(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The lines of the build-script protocol that tell cargo all of it.
    pub fn cargo_lines(&self) -> Vec<String> {
        self.findings.iter().flat_map(cargo_lines).collect()
    }
}

impl From<migrate::Error> for Finding {
    fn from(error: migrate::Error) -> Self {
        let mut finding = Finding::error(error.to_string());
        finding.help = error.hint().map(str::to_owned);
        finding
    }
}

/// Cargo ends a message at the end of the line, so a finding of several lines is as many messages.
fn cargo_lines(finding: &Finding) -> Vec<String> {
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    finding.to_string().lines().map(|line| format!("cargo::{word}={line}")).collect()
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
            for number in [self.line, self.column].into_iter().take_while(|number| *number > 0) {
                write!(f, "{number}:")?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  hint: {help}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_its_place_as_far_as_it_is_known() {
        let finding = Finding::error("no such type").help("write `type = \"…\"`");
        assert_eq!(
            finding.clone().at("src/table.rs", 3, 5).to_string(),
            "src/table.rs:3:5: no such type\n  hint: write `type = \"…\"`"
        );
        assert_eq!(
            finding.clone().at("src/table.rs", 0, 0).to_string(),
            "src/table.rs: no such type\n  hint: write `type = \"…\"`"
        );
        assert!(finding.to_string().starts_with("no such type"));
    }

    #[test]
    fn each_line_is_a_message_of_its_own_for_cargo() {
        let report = Report { findings: vec![Finding::warning("two\nlines").help("mend it")] };
        assert_eq!(
            report.cargo_lines(),
            ["cargo::warning=two", "cargo::warning=lines", "cargo::warning=  hint: mend it"]
        );
        assert!(!report.failed());
    }
}
