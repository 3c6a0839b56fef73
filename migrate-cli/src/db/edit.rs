//! `db edit`: open a revision's file in the editor that `VISUAL` or `EDITOR` names.

use std::process::{Command, ExitCode};

use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{args, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Edit) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let revision = revisions::one(place, &graph, &args.revision)?;
    let Some(path) = &revision.path else {
        return Err(Failure::new(format!("revision `{}` has no file", revision.id)));
    };
    let named = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()));
    let Some(editor) = named else {
        return Err(Failure::new("neither `VISUAL` nor `EDITOR` names an editor")
            .hint(format!("set one, or open `{}` yourself", path.display())));
    };
    // The variable may hold arguments: `code --wait`.
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    talk.detail(format!("{editor} {}", path.display()));
    let status = Command::new(program).args(words).arg(path).status().map_err(|error| {
        Failure::new(format!("the editor `{editor}` cannot be started: {error}"))
    })?;
    if !status.success() {
        return Err(Failure::new(format!("the editor `{editor}` ended with {status}")));
    }
    // What was saved must still be a history.
    revisions::graph(place)?;
    Ok(ExitCode::SUCCESS)
}
