//! The tasks of this repository: `db` is what every workspace gets from `migrate-cli`, the others are ours alone.

mod bench;
mod ci;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What a task comes to.
type Result = std::result::Result<(), Box<dyn std::error::Error>>;

/// Tasks of this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write, apply, revert and inspect revisions of the database schema
    Db(Box<migrate_cli::Db>),
    /// Run every test, on databases that it starts itself
    Test(test::Test),
    /// Measure the work that users wait for, beside the tools at hand
    Bench(bench::Bench),
    /// Run all that a change must pass: format, lints, tests, documentation
    Ci,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().task {
        Task::Db(db) => return migrate_cli::run(*db),
        Task::Test(test) => test::run(&test),
        Task::Bench(bench) => bench::run(&bench),
        Task::Ci => ci::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&*error);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "this is the one place where a task tells why it failed")]
fn report(error: &dyn std::error::Error) {
    eprintln!("error: {error}");
}
