//! What the history table of a live database says, held against the revisions. Looks at no schema.

use migrate::graph::Graph;
use migrate::history::History;
use migrate::session::{Session, block_on};
use migrate::{plan, runner};

use super::{Finding, Status};
use crate::database::Open;
use crate::failure::Failure;
use crate::{apply, fresh};

/// Checks the table, the revisions in it, their checksums and the journal; the history, if it could be read.
pub(super) fn verify(
    open: &mut Open,
    graph: &Graph,
    findings: &mut Vec<Finding>,
) -> Option<History> {
    let history = match open.history() {
        Ok(history) => history,
        Err(failure) => {
            findings.push(Finding::of("history", &failure));
            return None;
        }
    };
    findings.push(table(open, graph, &history));
    findings.push(head(graph, &history));
    findings.extend(branches(graph));
    findings.extend(unknown(graph, &history));
    findings.push(checksums(open, graph, &history));
    findings.push(journal(open));
    Some(history)
}

fn table(open: &Open, graph: &Graph, history: &History) -> Finding {
    let table = &open.table;
    if history.exists {
        let count = history.rows.len();
        let rows = if count == 1 { "row" } else { "rows" };
        return Finding::new(Status::Pass, "history", format!("`{table}` has {count} {rows}"));
    }
    let status = if graph.is_empty() { Status::Warn } else { Status::Fail };
    Finding::new(status, "history", format!("there is no table `{table}`"))
        .hint("`cargo xtask db upgrade` creates it; `cargo xtask db stamp` where the schema is there already")
}

fn head(graph: &Graph, history: &History) -> Finding {
    let applied = history.ids();
    let gaps = plan::gaps(graph, &applied);
    let pending = fresh::ids(&plan::pending(graph, &applied));
    if pending.is_empty() {
        let heads = fresh::ids(&graph.heads());
        let what = match heads.as_slice() {
            [] => "there are no revisions".to_owned(),
            heads => format!("at {}", fresh::list(heads)),
        };
        return Finding::new(Status::Pass, "head", what);
    }
    let details =
        gaps.iter().map(|gap| format!("`{}` needs `{}`", gap.needed_by, gap.missing)).collect();
    Finding::new(Status::Fail, "head", format!("not applied yet: {}", fresh::list(&pending)))
        .details(details)
        .hint("cargo xtask db upgrade")
}

fn branches(graph: &Graph) -> Option<Finding> {
    let heads = fresh::ids(&graph.heads());
    (heads.len() > 1).then(|| {
        let what = format!("there are several heads: {}", fresh::list(&heads));
        Finding::new(Status::Warn, "branches", what).hint("cargo xtask db merge")
    })
}

fn unknown(graph: &Graph, history: &History) -> Option<Finding> {
    let unknown = plan::unknown(graph, &history.ids());
    (!unknown.is_empty()).then(|| {
        let what = format!("applied, and no file here has them: {}", fresh::list(&unknown));
        Finding::new(Status::Warn, "unknown", what)
            .hint("the database is ahead of this checkout, or files are missing")
    })
}

fn checksums(open: &Open, graph: &Graph, history: &History) -> Finding {
    let scripts = match apply::scripts(open.connection.dialect(), graph, &[]) {
        Ok(scripts) => scripts,
        Err(failure) => return Finding::of("checksums", &failure),
    };
    let edited = runner::edited(history, &scripts);
    if edited.is_empty() {
        return Finding::new(Status::Pass, "checksums", "no applied revision was edited");
    }
    let details = edited
        .iter()
        .map(|one| {
            let (place, revision) = (&one.place, &one.revision);
            format!("{place}, after revision `{revision}` was applied on {}", one.applied_at)
        })
        .collect();
    Finding::new(Status::Fail, "checksums", "applied revisions were edited")
        .details(details)
        .hint("put the file back, and write the change as a new revision")
}

fn journal(open: &mut Open) -> Finding {
    match block_on(runner::interrupted(&mut open.connection, &open.table)) {
        Err(error) => Finding::of("journal", &Failure::from(error)),
        Ok(left) if left.is_empty() => {
            Finding::new(Status::Pass, "journal", "no revision was stopped half way")
        }
        Ok(left) => Finding::new(Status::Fail, "journal", "revisions were stopped half way")
            .details(left.iter().map(ToString::to_string).collect())
            .hint(
                "go on with `cargo xtask db upgrade`, or `downgrade` where it was on its way down",
            ),
    }
}
