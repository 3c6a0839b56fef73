//! `db verify`: whether a live database is as it should be, one line a check; exit code 1 when one fails. Changes nothing.

mod live;
mod recorded;

use std::process::ExitCode;

use migrate::session::Session;
use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{args, database, revisions, url};

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// It is so.
    Pass,
    /// It may be meant.
    Warn,
    /// It is not so.
    Fail,
    /// Something to know.
    Info,
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Status::Pass => "PASS",
            Status::Warn => "WARN",
            Status::Fail => "FAIL",
            Status::Info => "INFO",
        }
    }
}

/// One check and what it found.
struct Finding {
    status: Status,
    check: &'static str,
    what: String,
    details: Vec<String>,
    /// The way out.
    hint: Option<String>,
}

impl Finding {
    fn new(status: Status, check: &'static str, what: impl Into<String>) -> Self {
        Finding { status, check, what: what.into(), details: Vec::new(), hint: None }
    }

    /// A check that could not be made is one that failed.
    fn of(check: &'static str, failure: &Failure) -> Self {
        let all: Vec<&str> = failure.reports.iter().map(|one| one.message.as_str()).collect();
        let hint = failure.reports.iter().find_map(|one| one.hint.clone());
        Finding { hint, ..Finding::new(Status::Fail, check, all.join("; ")) }
    }

    fn details(mut self, details: Vec<String>) -> Self {
        self.details = details;
        self
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

pub(super) fn run(place: &Place, talk: &Talk, _: &args::Verify) -> Result<ExitCode> {
    let graph = revisions::graph_or_empty(place)?;
    url::find(place)?;
    let mut findings = Vec::new();
    match database::to_read(place) {
        Ok(mut open) => {
            let what = format!("{} ({})", open.shown, open.connection.dialect().name());
            findings.push(Finding::new(Status::Pass, "connection", what));
            let known = recorded::verify(&mut open, &graph, &mut findings);
            findings.push(live::privileges(&mut open, &graph));
            // Without a history nobody can say what the schema should be.
            if let Some(history) = known {
                live::schema(place, talk, &mut open, &graph, &history.ids(), &mut findings);
            }
        }
        Err(failure) if failure.code == 2 => return Err(failure),
        Err(failure) => findings.push(Finding::of("connection", &failure)),
    }
    report(talk, &findings)
}

fn report(talk: &Talk, findings: &[Finding]) -> Result<ExitCode> {
    let failed = findings.iter().filter(|one| one.status == Status::Fail).count();
    if talk.json {
        let checks: Vec<Value> = findings
            .iter()
            .map(|one| {
                json!({
                    "check": one.check,
                    "status": one.status.word(),
                    "what": one.what,
                    "details": one.details,
                    "hint": one.hint,
                })
            })
            .collect();
        talk.value(&json!({ "ok": failed == 0, "checks": checks }))?;
    } else {
        for one in findings {
            talk.data(format!("{} {}: {}", one.status.word(), one.check, one.what))?;
            for detail in &one.details {
                talk.data(format!("       {detail}"))?;
            }
            if let Some(hint) = &one.hint {
                talk.data(format!("       hint: {hint}"))?;
            }
        }
    }
    match failed {
        0 => Ok(ExitCode::SUCCESS),
        1 => Err(Failure::new("1 check failed")),
        several => Err(Failure::new(format!("{several} checks failed"))),
    }
}
