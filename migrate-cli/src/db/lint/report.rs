//! Findings for programs: as JSON, and as annotations of a GitHub workflow. SARIF has a file of its own.

use migrate::lint::{Finding, Rule, Severity};
use migrate::revision::Direction;
use serde_json::{Value, json};

use super::Shown;
use crate::failure::Result;
use crate::talk::Talk;

pub(super) fn json(shown: &Shown<'_>) -> Value {
    let one = |finding: &Finding| {
        let locks: Vec<Value> = finding
            .locks
            .iter()
            .map(|lock| {
                json!({
                    "table": lock.table.to_string(),
                    "mode": lock.mode,
                    "blocks": lock.blocks.words(),
                    "work": lock.work.words(),
                })
            })
            .collect();
        json!({
            "rule": finding.rule.id,
            "severity": finding.rule.severity.word(),
            "message": finding.message,
            "revision": finding.revision,
            "path": shown.path(finding),
            "line": finding.line,
            "dialect": finding.dialect,
            "direction": finding.direction.word(),
            "statement": finding.statement,
            "locks": locks,
            "safe": finding.safe,
            "help": finding.help,
        })
    };
    json!({ "findings": shown.findings.iter().map(one).collect::<Vec<_>>() })
}

pub(super) fn rules(rules: &[&Rule]) -> Value {
    rules.iter().map(|one| rule(one)).collect()
}

pub(super) fn rule(rule: &Rule) -> Value {
    json!({
        "rule": rule.id,
        "severity": rule.severity.word(),
        "title": rule.title,
        "why": rule.why,
        "instead": rule.instead,
    })
}

/// One workflow command a line.
pub(super) fn github(talk: &Talk, shown: &Shown<'_>) -> Result<()> {
    for finding in shown.findings {
        let command = match finding.rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let last = finding.line + finding.statement.lines().count().saturating_sub(1);
        let mut message = finding.message.clone();
        if let Some(safe) = &finding.safe {
            message.push_str(&format!("\ninstead, each in a transaction of its own:\n{safe}"));
        }
        if let Some(help) = &finding.help {
            message.push_str(&format!("\nhelp: {help}"));
        }
        talk.data(format!(
            "::{command} file={},line={},endLine={last},title={}::{}",
            property(&shown.path(finding)),
            finding.line,
            property(&title(finding)),
            escaped(&message)
        ))?;
    }
    Ok(())
}

/// The rule, and the direction where it is not the usual one.
fn title(finding: &Finding) -> String {
    match finding.direction {
        Direction::Up => finding.rule.id.to_owned(),
        Direction::Down => format!("{} (down)", finding.rule.id),
    }
}

/// Text behind the two colons, where a line end would end the command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, where a colon or comma would end it.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
