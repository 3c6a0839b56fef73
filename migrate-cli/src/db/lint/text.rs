//! Findings and rules for people: each finding as the compiler shows its own.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use migrate::lint::{self, Finding, Rule, Severity};

use migrate::revision::Direction;

use super::Shown;
use crate::failure::Result;
use crate::talk::Talk;

/// Longer statements are cut.
const LINES: usize = 8;

pub(super) fn findings(talk: &Talk, shown: &Shown<'_>) -> Result<()> {
    let mut explained = BTreeSet::new();
    for finding in shown.findings {
        if finding.rule.severity > Severity::Note || talk.verbose {
            let is_new = explained.insert(finding.rule.id);
            talk.text(&one(finding, &shown.path(finding), is_new))?;
        }
    }
    Ok(())
}

/// A finding; why its rule is one is told where it is first broken.
fn one(finding: &Finding, path: &str, explain: bool) -> String {
    let Finding { rule, line, message, .. } = finding;
    let all: Vec<&str> = finding.statement.lines().collect();
    let last = line + all.len().min(LINES);
    let width = last.to_string().len();
    let margin = " ".repeat(width);
    let mut text = format!("{}[{}]: {message}\n", rule.severity.word(), rule.id);
    let way = match finding.direction {
        Direction::Up => "",
        Direction::Down => ", way down",
    };
    let _ = writeln!(text, "{margin}--> {path}:{line} ({}{way})", finding.dialect);
    let _ = writeln!(text, "{margin} |");
    for (number, code) in (*line..).zip(all.iter().take(LINES)) {
        let _ = writeln!(text, "{}", format!("{number:>width$} | {code}").trim_end());
    }
    if all.len() > LINES {
        let _ = writeln!(text, "{margin} | …");
    }
    let _ = writeln!(text, "{margin} |");
    for lock in &finding.locks {
        let _ = writeln!(text, "{margin} = lock: {lock}");
    }
    if explain {
        let _ = writeln!(text, "{margin} = why: {}", rule.why);
    }
    if let Some(safe) = &finding.safe {
        let _ = writeln!(
            text,
            "{margin} = instead: each in a transaction of its own (`transaction:false`)"
        );
        for code in safe.lines() {
            let _ = writeln!(text, "{margin}       {code}");
        }
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(text, "{margin} = help: {help}");
    } else if finding.safe.is_none() {
        let _ = writeln!(text, "{margin} = help: {}", rule.instead);
    }
    text.push('\n');
    text
}

/// Every rule on a line.
pub(super) fn rules(talk: &Talk) -> Result<()> {
    let rules = lint::rules();
    if talk.json {
        return talk.value(&super::report::rules(&rules));
    }
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in rules {
        talk.data(format!("{:<width$}  {:<7}  {}", rule.id, rule.severity.word(), rule.title))?;
    }
    Ok(())
}

/// All that is to be said of a rule.
pub(super) fn explain(talk: &Talk, rule: &Rule) -> Result<()> {
    if talk.json {
        return talk.value(&super::report::rule(rule));
    }
    talk.data(format!("{}[{}]: {}", rule.severity.word(), rule.id, rule.title))?;
    talk.data(format!("\n{}\n\n{}", rule.why, rule.instead))?;
    talk.data(format!("\nTo let a statement stand:\n\n    -- lint:allow {} <reason>", rule.id))
}
