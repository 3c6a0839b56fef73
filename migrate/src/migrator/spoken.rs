//! Errors as the application itself says them: their way out is a command of its own, where it has one. Changes no message.

use super::Migrator;
use crate::error::{Cause, Error};

/// How hints begin that the command line of a workspace can follow.
const WORKSPACE: &str = "cargo xtask db ";

/// The commands that a binary has too.
const OURS: [&str; 4] = ["upgrade", "downgrade", "current", "status"];

impl Migrator {
    /// The same migrator for a program that is called otherwise than its file: `my-app migrate`, as a person types it in
    /// front of `upgrade`. Hints name it.
    pub fn called(mut self, program: impl Into<String>) -> Self {
        self.program = Some(program.into());
        self
    }

    /// The error with a way out that whoever has only the binary can take.
    pub(super) fn spoken(&self, error: Error) -> Error {
        let program = self.program.clone().unwrap_or_else(program);
        if error.cause() == Cause::NoDatabase
            && error.hint().is_some_and(|hint| hint.contains(WORKSPACE))
        {
            return error.with_hint(format!(
                "`{program} upgrade` creates a database that is a file; a server's must be there"
            ));
        }
        let Some(hint) = error.hint() else { return error };
        let mut hint = hint.to_owned();
        for word in OURS {
            hint = hint.replace(&format!("{WORKSPACE}{word}"), &format!("{program} {word}"));
        }
        // What only the project's folder has stays as it is, and says where.
        if hint.contains(WORKSPACE) {
            hint = format!("in the project's folder: {hint}");
        }
        let hint = hint.replace("`--lock-wait 600`", "`Options::lock_wait`");
        error.with_hint(hint)
    }
}

/// What this program is called, with the word that gives it its migrations to do.
fn program() -> String {
    let file = std::env::args_os().next().map(std::path::PathBuf::from);
    let name = file.as_deref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
    format!("{} migrate", name.as_deref().unwrap_or("the application"))
}
