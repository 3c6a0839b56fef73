//! refinery's command line: a file for each revision, by number. It knows no way down.

use std::fs;

use super::{Task, both};
use crate::Result;
use crate::measure::Work;

pub(super) fn history(task: &Task<'_>) -> Result<Work> {
    let Task { program, folder, url, revisions } = *task;
    let files = folder.join("migrations");
    fs::create_dir_all(&files)?;
    for (number, revision) in revisions.iter().enumerate() {
        let (up, _) = both(revision);
        fs::write(files.join(format!("V{}__{}.sql", number + 1, revision.slug)), up)?;
    }
    let Some(path) = url.strip_prefix("sqlite:") else {
        let work = Work::new(program).args(["migrate", "-e", "DATABASE_URL", "-p"]).args([&files]);
        return Ok(work.set("DATABASE_URL", url));
    };
    let settings = folder.join("refinery.toml");
    fs::write(&settings, format!("[main]\ndb_type = \"Sqlite\"\ndb_path = \"{path}\"\n"))?;
    // It wants the file to be there.
    Ok(Work::new("sh")
        .args(["-c", ": >> \"$0\" && exec \"$@\"", path])
        .args([program])
        .args(["migrate", "-p"])
        .args([&files])
        .args(["-c"])
        .args([&settings]))
}
