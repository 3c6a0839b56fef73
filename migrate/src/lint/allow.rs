//! `-- lint:allow rule reason`: which findings a person has looked at and let stand, and what is wrong with such lines.
//! Judges no SQL.
//!
//! The line stands right before its statement, among other comments, or behind it on its last line; for what is said of a
//! whole section, anywhere in it.

use super::rule::{ALLOW_WITHOUT_REASON, UNKNOWN_RULE, UNUSED_ALLOW};
use super::{Finding, Rule, rule};
use crate::dialect::Dialect;
use crate::replay::comments;
use crate::revision::{Revision, Section};
use crate::split::{self, Piece};

/// One such line.
struct Allow<'a> {
    line: usize,
    text: &'a str,
    id: &'a str,
    reason: &'a str,
    /// The line on which its statement begins, if it has one.
    statement: Option<usize>,
    used: bool,
}

/// Takes away the findings that are allowed, and adds one for each allowance that is wrong or allows nothing.
pub(super) fn apply(
    dialect: &'static dyn Dialect,
    revision: &Revision,
    section: &Section,
    findings: &mut Vec<Finding>,
) {
    let pieces = split::split(dialect, &section.sql);
    let mut allows: Vec<Allow<'_>> = comments(dialect, &section.sql)
        .into_iter()
        .filter_map(|(line, offset, text)| read(&section.sql, &pieces, line, offset, text))
        .collect();
    findings.retain(|finding| {
        let at = finding.line - section.line;
        // What is said of the whole section stands at its marker.
        let mut allowing = allows.iter_mut().filter(|allow| {
            allow.id == finding.rule.id && (at == 0 || allow.statement == Some(at))
        });
        match allowing.next() {
            Some(allow) => {
                allow.used = true;
                allow.reason.is_empty()
            }
            None => true,
        }
    });
    let tell = |allow: &Allow<'_>, rule: &'static Rule, message: String, help: String| Finding {
        rule,
        revision: revision.id.clone(),
        path: revision.path.clone(),
        dialect: dialect.name(),
        direction: section.direction,
        line: section.line + allow.line,
        statement: allow.text.to_owned(),
        message,
        locks: Vec::new(),
        safe: None,
        help: Some(help),
    };
    // What serves several databases may break the rule on another of them.
    let is_told_here =
        |rule: &'static Rule| section.dialect.is_some() || dialect.judge().rules.contains(&rule);
    for allow in &allows {
        let id = allow.id;
        let Some(rule) = rule(id) else {
            findings.push(tell(
                allow,
                &UNKNOWN_RULE,
                format!("there is no rule `{id}`"),
                "list the rules: `cargo xtask db lint --rules`".to_owned(),
            ));
            continue;
        };
        if allow.reason.is_empty() {
            findings.push(tell(
                allow,
                &ALLOW_WITHOUT_REASON,
                format!("it is not said why `{id}` may be broken here"),
                format!("say it behind the rule: `-- lint:allow {id} the table is small`"),
            ));
        } else if !allow.used && is_told_here(rule) {
            findings.push(tell(
                allow,
                &UNUSED_ALLOW,
                format!("nothing here breaks the rule `{id}`"),
                "delete the line".to_owned(),
            ));
        }
    }
}

fn read<'a>(
    sql: &str,
    pieces: &[Piece<'_>],
    line: usize,
    offset: usize,
    text: &'a str,
) -> Option<Allow<'a>> {
    let words = text.trim_start_matches('-').trim().strip_prefix("lint:allow")?.trim();
    let (id, reason) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let begins = sql.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let is_alone = sql.get(begins..offset)?.trim().is_empty();
    let before = pieces.iter().rfind(|piece| piece.offset < offset);
    let piece = if is_alone {
        // A comment within a statement is that statement's.
        let within = before.filter(|piece| offset < piece.offset + piece.sql.len());
        within.or_else(|| pieces.iter().find(|piece| piece.offset > offset))
    } else {
        before
    };
    let statement = piece.map(|piece| piece.line);
    Some(Allow { line, text, id, reason: reason.trim(), statement, used: false })
}
