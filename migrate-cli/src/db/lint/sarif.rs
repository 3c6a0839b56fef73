//! Findings as SARIF 2.1.0, which code scanning reads.

use migrate::lint::{self, Finding, Rule};
use serde_json::{Value, json};

use super::Shown;

pub(super) fn log(shown: &Shown<'_>) -> Value {
    let rules = lint::rules();
    let results: Vec<Value> = shown
        .findings
        .iter()
        .map(|finding| result(finding, &shown.path(finding), &rules))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "migrate",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.why },
        "help": { "text": rule.instead },
        "defaultConfiguration": { "level": rule.severity.word() },
    })
}

fn result(finding: &Finding, path: &str, rules: &[&Rule]) -> Value {
    let mut message = finding.message.clone();
    for lock in &finding.locks {
        message.push_str(&format!("\n{lock}"));
    }
    if let Some(safe) = &finding.safe {
        message.push_str(&format!("\ninstead, each in a transaction of its own:\n{safe}"));
    }
    if let Some(help) = &finding.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    let last = finding.line + finding.statement.lines().count().saturating_sub(1);
    json!({
        "ruleId": finding.rule.id,
        "ruleIndex": rules.iter().position(|rule| rule.id == finding.rule.id),
        "level": finding.rule.severity.word(),
        "message": { "text": message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(path) },
            "region": {
                "startLine": finding.line,
                "endLine": last,
                "snippet": { "text": finding.statement },
            },
        } }],
        "properties": {
            "dialect": finding.dialect,
            "direction": finding.direction.word(),
            "revision": finding.revision,
        },
    })
}

/// A path as a relative reference: what is no plain letter is spelled by its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
