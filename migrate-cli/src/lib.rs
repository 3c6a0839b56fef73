//! The `db` commands, as a library: another workspace's `xtask/src/main.rs` is three lines.
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     migrate_cli::main()
//! }
//! ```
//!
//! stdout is data, stderr is talk. Exit code 0: done; 1: failed, or a check said no; 2: wrong usage. Ctrl-C
//! and `kill` end it by their signal; what was not committed is undone by the database.

pub mod args;
mod failure;
mod talk;
mod workspace;
mod url;
mod revisions;
mod select;
mod kept;
mod models;
mod database;
mod state;
mod autogenerate;
mod adopt;
mod fresh;
mod apply;
mod import;
mod draw;
mod db;

use std::process::ExitCode;

use clap::Parser;

pub use args::{Db, Task};

/// Reads the command line, does what it says and returns the exit code.
pub fn main() -> ExitCode {
    let Task::Db(db) = args::Cli::parse().task;
    run(db)
}

/// Does what one `db` command says.
pub fn run(db: Db) -> ExitCode {
    let talk = talk::Talk::new(&db.global);
    match db::run(db, &talk) {
        Ok(code) => code,
        Err(failure) => {
            talk.failure(&failure);
            ExitCode::from(failure.code)
        }
    }
}
