//! sqlx's command line: a pair of files for each revision, by number.

use std::fs;

use super::{Task, both};
use crate::Result;
use crate::measure::Work;

pub(super) fn history(task: &Task<'_>) -> Result<Work> {
    let Task { program, folder, url, revisions } = *task;
    fs::create_dir_all(folder)?;
    for (number, revision) in revisions.iter().enumerate() {
        let (up, down) = both(revision);
        for (ending, sql) in [("up", up), ("down", down)] {
            fs::write(
                folder.join(format!("{:05}_{}.{ending}.sql", number + 1, revision.slug)),
                sql,
            )?;
        }
    }
    // It creates no SQLite file by itself unless it is told to.
    let url = if url.starts_with("sqlite:") { format!("{url}?mode=rwc") } else { url.to_owned() };
    Ok(Work::new(program)
        .args(["migrate", "run", "--source"])
        .args([folder])
        .args(["--database-url", &url]))
}
