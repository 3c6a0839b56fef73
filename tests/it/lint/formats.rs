//! What programs read: SARIF by the words that its schema requires, and the rules, of which each has all its parts.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use migrate::lint::{Severity, rules};
use serde_json::Value;

/// What `db lint --format sarif` prints of a folder with an error, a warning and a note in a file with a strange name.
fn sarif() -> Value {
    let folder = tempfile::tempdir().unwrap();
    let migrations = folder.path().join("my migrations");
    fs::create_dir(&migrations).unwrap();
    fs::write(
        migrations.join("1111aaaa_ä.sql"),
        "-- one\n--\n-- Revision: 1111aaaa\n-- Revises:\n-- Created: 2025-01-01 00:00:00 UTC\n\n\
         -- migrate:up postgres\nCREATE TABLE t (id bigint, a varchar(3));\n\nBEGIN\n;\n\n\
         -- migrate:down postgres\nDROP TABLE t;\n",
    )
    .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_db"))
        .args(["db", "lint", "--migrations", "my migrations", "--format", "sarif"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn sarif_has_what_its_schema_requires() {
    let log = sarif();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("one run") };
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "migrate");
    let known = driver["rules"].as_array().unwrap();
    let ids: BTreeSet<&str> = known.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), known.len(), "two rules with one id");
    let levels = ["none", "note", "warning", "error"];
    for rule in known {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[text]["text"].as_str().unwrap().is_empty(), "{rule}");
        }
        assert!(levels.contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
    }
    let results = run["results"].as_array().unwrap();
    let found: Vec<&str> = results.iter().map(|one| one["ruleId"].as_str().unwrap()).collect();
    assert_eq!(found, ["table-without-primary-key", "varchar-limit", "transaction-control"]);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(known[index]["id"], result["ruleId"]);
        assert!(levels.contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        // A relative reference, of letters that one may have.
        assert_eq!(place["artifactLocation"]["uri"], "my%20migrations/1111aaaa_%C3%A4.sql");
        let region = &place["region"];
        let (first, last) = (region["startLine"].as_u64(), region["endLine"].as_u64());
        assert!(first >= Some(1) && last >= first, "{region}");
        assert!(region["snippet"]["text"].is_string());
    }
    let line = |at: usize| &results[at]["locations"][0]["physicalLocation"]["region"]["startLine"];
    assert_eq!((line(0), line(2)), (&Value::from(8), &Value::from(10)));
}

#[test]
fn every_rule_says_what_why_and_what_instead() {
    let mut ids = BTreeSet::new();
    for rule in rules() {
        assert!(ids.insert(rule.id), "`{}` is there twice", rule.id);
        let is_kebab =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        assert!(rule.id.chars().all(is_kebab), "{}", rule.id);
        assert!(!rule.title.ends_with('.') && !rule.title.is_empty(), "{}", rule.id);
        for text in [rule.why, rule.instead] {
            assert!(text.ends_with('.') && !text.contains("  "), "{}: {text}", rule.id);
        }
        assert!(rule.severity >= Severity::Note);
    }
    assert!(ids.len() >= 70, "{}", ids.len());
}
