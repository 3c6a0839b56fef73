//! `db lint`: the SQL of revisions put before the rules; exit code 1 when something must not be.

mod report;
mod sarif;
mod text;

use std::process::ExitCode;

use migrate::graph::Graph;
use migrate::lint::{self, Finding, Rule, Scope, Severity};

use crate::args::{self, Format};
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{fresh, revisions, select};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Lint) -> Result<ExitCode> {
    if args.rules {
        text::rules(talk)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(id) = &args.explain {
        text::explain(talk, known(id)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let deny = Deny::read(&args.deny)?;
    let graph = revisions::graph(place)?;
    let findings = findings(place, &graph, args)?;
    let shown = Shown { findings: &findings, project: place.project()? };
    let format = if talk.json { Format::Json } else { args.format };
    match format {
        Format::Text => text::findings(talk, &shown)?,
        Format::Json => talk.value(&report::json(&shown))?,
        Format::Sarif => talk.value(&sarif::log(&shown))?,
        Format::Github => report::github(talk, &shown)?,
    }
    let refused = findings.iter().filter(|one| deny.holds(one.rule)).count();
    let summary = summary(&findings, talk.verbose || format != Format::Text);
    if refused > 0 {
        return Err(Failure::new(summary).hint(
            "change the statement, or write `-- lint:allow RULE REASON` before it; `--explain RULE` tells more",
        ));
    }
    talk.say(summary);
    Ok(ExitCode::SUCCESS)
}

/// What was found, and where paths are told from.
struct Shown<'a> {
    findings: &'a [Finding],
    project: &'a migrate_build::project::Project,
}

impl Shown<'_> {
    /// The file of a finding, as it is shown: from the root of the workspace, with `/` between folders.
    fn path(&self, finding: &Finding) -> String {
        let path = finding.path.as_deref().map(|path| self.project.shown(path));
        path.map(|path| path.display().to_string().replace('\\', "/")).unwrap_or_default()
    }
}

/// What makes the command fail.
struct Deny {
    least: Severity,
    rules: Vec<&'static Rule>,
}

impl Deny {
    fn read(words: &[String]) -> Result<Deny> {
        let mut deny = Deny { least: Severity::Error, rules: Vec::new() };
        for word in words {
            match word.as_str() {
                "errors" => {}
                "warnings" => deny.least = deny.least.min(Severity::Warning),
                "notes" => deny.least = Severity::Note,
                id => deny.rules.push(known(id)?),
            }
        }
        Ok(deny)
    }

    fn holds(&self, rule: &'static Rule) -> bool {
        rule.severity >= self.least || self.rules.contains(&rule)
    }
}

/// The rule of that id.
fn known(id: &str) -> Result<&'static Rule> {
    lint::rule(id).ok_or_else(|| {
        Failure::usage(format!("there is no rule `{id}`"))
            .hint("list the rules: `cargo xtask db lint --rules`")
    })
}

fn findings(place: &Place, graph: &Graph, args: &args::Lint) -> Result<Vec<Finding>> {
    let project = place.project()?;
    let mut allowed = args.allow.clone();
    allowed.extend(project.lint.allow.iter().cloned());
    for id in &allowed {
        known(id)?;
    }
    let dialects = revisions::dialects(place, graph)?;
    if dialects.is_empty() {
        return Err(Failure::usage("no dialect is configured").hint("add `--dialect sqlite`"));
    }
    let since = place.project()?.lint.since.as_deref();
    let wanted = select::select(place, graph, &args.selection, since)?;
    let mut findings: Vec<Finding> = Vec::new();
    for dialect in dialects {
        let wanted = |one: &migrate::revision::Revision| wanted.contains(&one.id);
        let scope =
            Scope { wanted: &wanted, directions: args.direction.directions(), allowed: &allowed };
        for one in lint::lint(dialect, graph.iter(), &scope) {
            // A section that serves several dialects breaks a rule of all of them once.
            let is_same = |other: &Finding| {
                (&other.revision, other.line, other.rule.id, &other.message)
                    == (&one.revision, one.line, one.rule.id, &one.message)
            };
            if !findings.iter().any(is_same) {
                findings.push(one);
            }
        }
    }
    Ok(findings)
}

/// How much was found; `all` if notes were shown as well.
fn summary(findings: &[Finding], all: bool) -> String {
    let count = |severity| findings.iter().filter(|one| one.rule.severity == severity).count();
    let (errors, warnings, notes) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let more = if all || notes == 0 { "" } else { " (shown with `--verbose`)" };
    let parts = [
        fresh::count(errors, "error"),
        fresh::count(warnings, "warning"),
        fresh::count(notes, "note"),
    ];
    format!("{}{more}", parts.join(", "))
}
